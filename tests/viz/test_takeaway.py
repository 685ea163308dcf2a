"""What is taken away from a session makes the same run again, and a game that people can play."""

import shlex

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stackcraft import api
from stackcraft.model.scenario import load_scenario
from stackcraft.viz.dashboard import takeaway, workbench
from stackcraft.viz.dashboard.changes import Changes, Decree, Office
from support.dose import dose

EVENTS = ("2022-10-07-us-export-control", "2023-10-17-us-export-control", "2024-05-24-china-industrial-policy")
CHANGED = Changes(
    parameters={"lock_in": 0.3},
    decrees={"us.license_regime.cn.cut_down": Decree(3.0, "2026-08")},
    offices={"us": Office("hawk", "2027-01")},
    drop=EVENTS[:1],
    move={EVENTS[1]: "2025-01"},
    resize={EVENTS[2]: 1.5},
)
SESSIONS = st.builds(
    Changes,
    seed=st.integers(1, 99),
    parameters=st.dictionaries(st.just("lock_in"), st.sampled_from((0.3, 1.5))),
    decrees=st.dictionaries(st.just("us.tariff.cn"), st.builds(Decree, st.just(0.9), st.just("2027-03"))),
    offices=st.dictionaries(st.just("us"), st.builds(Office, st.just("hawk"), st.sampled_from(("", "2027-01")))),
    drop=st.sampled_from(((), EVENTS[:1])),
    move=st.dictionaries(st.just(EVENTS[1]), st.just("2025-01")),
    resize=st.dictionaries(st.just(EVENTS[2]), st.just(1.5)),
)


@settings(max_examples=dose(4, 60), deadline=None)
@given(SESSIONS)
def test_a_scenario_file_gives_the_digest_of_the_session(tmp_path_factory, changes):
    workbench.use(None)
    path = tmp_path_factory.mktemp("taken") / "session.toml"
    path.write_text(takeaway.scenario_toml(changes, "Mine, “quoted” \\ and = all"), encoding="utf-8")
    assert api.run(path, changes.seed).digest == workbench.run_of(changes).digest


def test_a_command_of_options_gives_the_digest_of_the_session(capsys):
    from typer.testing import CliRunner

    from stackcraft.cli import app

    changes = Changes("history", 4, {"lock_in": 0.3}, drop=EVENTS[:1], move={EVENTS[1]: "2025-01"})
    asked = shlex.split(takeaway.run_command(changes))
    told = CliRunner().invoke(app, [*asked[1:], "--json", "--decisions", "0"])
    assert told.exit_code == 0
    assert workbench.run_of(changes).digest in told.stdout


def test_what_has_no_option_is_taken_by_its_file():
    assert takeaway.run_command(CHANGED, "mine.toml") == "stackcraft run mine.toml"
    assert "mine.toml" not in takeaway.run_command(Changes(parameters={"lock_in": 0.3}), "mine.toml")


@pytest.mark.parametrize("scenario", ["history", "classroom", "no-controls", "endogenous", "tight"])
def test_every_session_opens_as_a_game(scenario, tmp_path):
    from stackcraft.wargame.setup import Setup, checked

    changes = Changes(scenario, parameters={"lock_in": 0.3})
    path = tmp_path / "game.toml"
    path.write_text(takeaway.scenario_toml(changes, opens=True), encoding="utf-8")
    setup = checked(Setup(scenario=str(path)))
    assert setup.moves >= 1
    assert load_scenario(path).parameters["lock_in"] == 0.3


def test_an_untouched_session_is_the_classroom_itself():
    assert takeaway.wargame_command(Changes(), "game.toml") == "stackcraft wargame new --scenario classroom"
    assert "game.toml" in takeaway.wargame_command(CHANGED, "game.toml")


def test_names_of_files_tell_sessions_apart():
    assert takeaway.file_name(CHANGED) != takeaway.file_name(Changes(parameters={"lock_in": 0.4}))
    assert takeaway.file_name(CHANGED) == takeaway.file_name(CHANGED)
