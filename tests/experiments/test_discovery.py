"""Boxes are found where they were put, said in words, and refused where there is nothing to find."""

import pytest

from stackcraft.experiments import results, sweep
from stackcraft.experiments.discovery import Limit, discover
from stackcraft.experiments.prepared import open_folder
from stackcraft.model.problems import BadInput
from support.toys import Corner, toy_cases, toy_design


@pytest.fixture(scope="module")
def corner(tmp_path_factory: pytest.TempPathFactory) -> results.Results:
    out = tmp_path_factory.mktemp("corner") / "out"
    cases = toy_cases(toy_design(samples=400, shard_runs=400))
    sweep.carry_out(open_folder(cases, out, make=Corner, code="toy"), out, 1)
    return results.load(out)


def test_prim_and_tree_find_the_corner(corner: results.Results) -> None:
    found = discover(corner, "y > 0.5")

    for method in ("prim", "cart"):
        box = next(box for box in found.boxes if box.method == method)
        limits = {limit.name: limit for limit in box.limits}
        assert set(limits) == {"x1", "x2"}, "the third angle plays no part"
        assert limits["x1"].low == pytest.approx(1.0, abs=0.25)
        assert limits["x2"].high == pytest.approx(0.0, abs=0.25)
        assert box.coverage > 0.85
        assert box.density > 0.9


def test_peeling_pays_coverage_for_density(corner: results.Results) -> None:
    peeling = discover(corner, "y > 0.5").peeling

    assert peeling[0].coverage == pytest.approx(1.0)
    assert peeling[-1].density > peeling[0].density
    assert peeling[-1].mass < peeling[0].mass


def test_a_box_reads_as_a_sentence(corner: results.Results) -> None:
    sentence = discover(corner, "y > 0.5").boxes[0].sentence()

    assert "x1 > " in sentence
    assert " and x2 < " in sentence
    assert Limit("us", options=("hawk", "tight")).sentence() == "us is hawk or tight"


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("y > 5", "holds in no case"),
        ("y > -5", "holds in every case"),
        ("z > 0", "not among the results"),
        ("y is high", "is no comparison"),
        ("", "is no comparison"),
    ],
)
def test_conditions_that_tell_nothing_apart_are_refused(condition: str, said: str, corner: results.Results) -> None:
    with pytest.raises(BadInput, match=said):
        discover(corner, condition)
