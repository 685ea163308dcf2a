"""A design's faults are found together, before anything runs, with what to do about them."""

from pathlib import Path

import pytest

from stackcraft.experiments import cost, sampling
from stackcraft.experiments.cases import variant_changes
from stackcraft.experiments.checks import check_design, make_cases
from stackcraft.experiments.design import design_names, load_design
from stackcraft.model.problems import BadInput

OUTCOME = 'outcomes = ["chip_share_us.world@2030-12"]\n'
SAMPLED = '[sampling]\nmethod = "lhs"\nsamples = 8\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def said(folder: Path, text: str) -> str:
    """Return what is said about a design that is wrong."""
    with pytest.raises(BadInput) as told:
        make_cases(check_design(load_design(written(folder, text))))
    return str(told.value)


WRONG = {
    "a range reversed": (
        OUTCOME + SAMPLED + "[uncertainties]\nlock_in = { low = 2.0, high = 0.5 }\n",
        "low, 2, is above high, 0.5",
    ),
    "an unknown parameter": (OUTCOME + SAMPLED + "[uncertainties]\nlock_inn = {}\n", "Did you mean lock_in"),
    "a range beyond the declared one": (
        OUTCOME + SAMPLED + "[uncertainties]\nlock_in = { high = 99.0 }\n",
        "99 is out of range",
    ),
    "a range of no width": (
        OUTCOME + SAMPLED + "[uncertainties]\nlock_in = { low = 1.0, high = 1.0 }\n",
        "nothing would vary",
    ),
    "a logarithm of nothing": (
        OUTCOME + SAMPLED + '[uncertainties]\nnetwork_weight = { low = 0.0, scale = "log" }\n',
        "needs a positive lower end",
    ),
    "an unknown indicator": ('outcomes = ["chip_share_uss.world"]\n', "Did you mean chip_share_us"),
    "an unknown entity": ('outcomes = ["chip_share_us.gulff"]\n', "Did you mean gulf"),
    "a month outside the run": ('outcomes = ["chip_share_us.world@2044-01"]\n', "2044-01 is outside the run"),
    "no month at all": ('outcomes = ["chip_share_us.world@later"]\n', "'later' is no month"),
    "an unknown key": (OUTCOME + "replicate = 3\n", "Did you mean replicates"),
    "an unknown method": (OUTCOME + '[sampling]\nmethod = "sobl"\n', "Did you mean sobol"),
    "no outcomes": ('title = "nothing kept"\n', "outcomes: is missing"),
    "an unknown scenario": (OUTCOME + 'scenario = "histry"\n', "Did you mean history"),
    "an unknown scenario in a lever": (OUTCOME + '[levers.w.x]\nscenario = "tigth"\n', "levers.w.x"),
    "an unknown strategy in a lever": (OUTCOME + '[levers.us.x]\nstrategies = { us = "hawkk" }\n', "Did you mean hawk"),
    "an unknown seat in a lever": (OUTCOME + '[levers.us.x]\nstrategies = { uss = "hawk" }\n', "unknown seat 'uss'"),
    "a lever without options": (OUTCOME + "[levers.us]\n", "has no options"),
    "a lever named as a column": (OUTCOME + "[levers.seed.x]\nmonths = 20\n", "is a column every sweep has"),
    "uncertainties that nothing samples": (OUTCOME + "[uncertainties]\nlock_in = {}\n", "are named but not sampled"),
    "samples of nothing": (OUTCOME + SAMPLED, "there are no uncertainties"),
    "too short a curve": (
        OUTCOME + '[sampling]\nmethod = "fast"\nsamples = 20\n[uncertainties]\nlock_in = {}\n',
        "20 is too few",
    ),
    "no replicates": (OUTCOME + "replicates = 0\n", "replicates"),
    "a table that isn't there": (OUTCOME + '[sampling]\nmethod = "table"\nfile = "gone.csv"\n', "can't be read"),
    "payoffs for nobody": (OUTCOME + "[payoffs.us]\ncompute_lead = 1.0\n", "no lever 'us'"),
    "not TOML": ("outcomes = [", "is not valid TOML"),
}


@pytest.mark.parametrize("fault", WRONG)
def test_a_fault_is_named_with_what_to_do(fault: str, tmp_path: Path) -> None:
    text, expected = WRONG[fault]

    assert expected in said(tmp_path, text)


def test_all_faults_are_shown_together(tmp_path: Path) -> None:
    text = (
        'outcomes = ["chip_share_uss.world"]\n' + SAMPLED + "[uncertainties]\nlock_in = { low = 2.0, high = 0.5 }\n"
        "leak_rat = {}\n[levers.w.x]\nscenario = 'tigth'\n"
    )
    told = said(tmp_path, text)

    assert told.startswith("4 problems:")
    for name in ("chip_share_uss", "lock_in", "leak_rat", "tigth"):
        assert name in told


def test_a_design_that_is_not_shipped_offers_the_nearest() -> None:
    with pytest.raises(BadInput, match="Did you mean screening"):
        load_design("screning")


@pytest.mark.parametrize("name", design_names())
def test_a_shipped_design_is_sound_and_its_number_of_runs_is_what_the_formula_says(name: str) -> None:
    full = check_design(load_design(name))

    assert make_cases(full).runs == cost.estimate(full).runs
    assert full.asks
    assert full.title


def test_the_shipped_sobol_design_has_the_runs_it_promises() -> None:
    assert cost.estimate(check_design(load_design("sobol"))).runs == 43_008


@pytest.mark.parametrize("method", ["lhs", "sobol", "morris", "factorial", "fast"])
def test_points_stay_in_their_ranges_and_are_the_same_every_time(method: str, tmp_path: Path) -> None:
    text = OUTCOME + (
        f'[sampling]\nmethod = "{method}"\nsamples = 65\n[uncertainties]\n'
        'lock_in = { low = 0.2, high = 2.0, scale = "log" }\nleak_rate = {}\n'
    )
    full = check_design(load_design(written(tmp_path, text)))
    points = sampling.sample(full)

    assert (points == sampling.sample(full)).all()
    assert len(points) == sampling.count(full)
    for n, uncertainty in enumerate(full.uncertainties.values()):
        assert points[:, n].min() >= uncertainty.low
        assert points[:, n].max() <= uncertainty.high


def test_a_table_lists_its_cases(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text("lock_in,us\n1.0,hawk\n0.5,plain\n1.5,hawk\n")
    text = OUTCOME + (
        'replicates = 2\n[sampling]\nmethod = "table"\nfile = "cases.csv"\n[uncertainties]\nlock_in = {}\n'
        '[levers.us.plain]\n[levers.us.hawk]\nstrategies = { us = "hawk" }\n'
    )
    cases = make_cases(check_design(load_design(written(tmp_path, text))))

    assert cases.runs == 6
    assert [cases.variant(run)[0] for run in range(6)] == ["hawk", "hawk", "plain", "plain", "hawk", "hawk"]
    assert [cases.parameters(run)["lock_in"] for run in range(0, 6, 2)] == [1.0, 0.5, 1.5]
    assert [cases.seed(run) for run in range(6)] == [1, 2, 1, 2, 1, 2]


def test_a_table_with_faults_names_row_and_column(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text("lock_in,us,typo\n1.0,hawk,1\n77,hawkk,2\n")
    text = OUTCOME + (
        '[sampling]\nmethod = "table"\nfile = "cases.csv"\n[uncertainties]\nlock_in = {}\n'
        '[levers.us.hawk]\nstrategies = { us = "hawk" }\n'
    )
    told = said(tmp_path, text)

    assert "row 2, column lock_in: 77 is out of range" in told
    assert "row 2, column us: unknown option 'hawkk'" in told
    assert "unknown column 'typo'" in told


def test_levers_add_up() -> None:
    design = load_design("doctrines")

    scenario, changes = variant_changes(design, ("breakthrough", "hawk", "self_reliance"))

    assert scenario == "breakthrough"
    assert changes["strategies"] == {"us": "hawk", "cn": "self_reliance"}
