"""Pages made from runs say what they were made from, and notice when that has changed."""

import ast
import re
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from stackcraft.drawing import draw
from stackcraft.experiments.discovery import Box, Limit
from stackcraft.experiments.theses import Judgement
from stackcraft.experiments.verdict import count, spread
from stackcraft.experiments.where import Driver, Place
from stackcraft.findings import PAGES, _bare, current, head, inputs_of
from stackcraft.viz.thesis_words import bare, hangs_text, size_text, where_text
from support.tree import ROOT


@pytest.mark.parametrize("name", PAGES)
def test_a_page_made_from_runs_is_up_to_date(name: str) -> None:
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert inputs_of(text) == current(name), "stale: run `make findings`"


@pytest.mark.parametrize("name", PAGES)
def test_every_picture_of_a_page_is_there(name: str) -> None:
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+\.svg)\)", text)
    assert pictures
    for picture in pictures:
        drawn = (ROOT / "docs" / picture).read_text(encoding="utf-8")
        assert drawn.startswith("<svg")
        assert "<circle" in drawn


def test_every_thesis_has_its_section_verdict_and_what_the_model_cant_say() -> None:
    text = (ROOT / "docs" / "theses.md").read_text(encoding="utf-8")
    sections = re.split(r"\n## ", text)[1:]
    assert [section.splitlines()[0] for section in sections] == [f"H{n}" for n in range(1, 16)]
    for section in sections:
        assert re.search(r"\*\*(Supported|Contradicted|Depends|Uncertain)\*\*", section)
        assert "What the model can't say" in section


def test_what_a_page_was_made_from_is_read_from_its_head() -> None:
    assert inputs_of(f"# A page\n\n{head('theses.md', '0123abcd')}\n") == "0123abcd"
    assert inputs_of("# A page") == ""


def test_words_of_rules_may_change_and_rules_may_not() -> None:
    one = 'x = 1\n\n\n@rule\ndef f(s):\n    """Say something."""\n    return s + x  # a comment\n'
    said = one.replace("Say something.", "Say it better.").replace("# a comment", "")
    other = one.replace("s + x", "s - x")
    trees = [ast.dump(_bare(ast.parse(text))) for text in (one, said, other)]
    assert trees[0] == trees[1]
    assert trees[0] != trees[2]


def test_each_page_has_a_hash_of_its_own() -> None:
    assert len({current(name) for name in PAGES}) == len(PAGES)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.0512, "points", "+5.1 points"),
        (-0.0001, "points", "0.0 points"),
        (-0.234, "per cent", "\N{MINUS SIGN}23 %"),
        (0.0345, "per cent", "+3.5 %"),
        (1.25, "months", "+1.25 months"),
        (float("nan"), "points", "no value"),
    ],
)
def test_sizes_are_told_in_their_unit(value: float, unit: str, text: str) -> None:
    assert size_text(value, unit) == text


def test_what_an_effect_hangs_on_is_told_by_what_the_parameter_means() -> None:
    drivers = (Driver("denial_approval", -0.57), Driver("another", 0.3))
    box = Box("prim", (Limit("denial_approval", high=-0.5),), coverage=0.5, density=0.8, mass=0.3)
    judgement = cast(Judgement, SimpleNamespace(count=None, place=Place(drivers, box), verdict="depends"))

    assert hangs_text(judgement) == (
        "The effect hangs on these, by rank correlation: share granted under a presumption of denial (`denial_approval`), "
        "\N{MINUS SIGN}0.57; `another`, +0.30."
    )
    assert where_text(judgement).startswith(
        "Holds mostly when share granted under a presumption of denial (`denial_approval`) < \N{MINUS SIGN}0.5: "
    )
    assert "`" not in bare(hangs_text(judgement))


def test_one_world_has_no_spread_and_no_world_no_share() -> None:
    import numpy as np

    assert spread(np.array([1.0])).median != spread(np.array([1.0])).median
    assert count(np.array([], int)).worlds == 0


@pytest.mark.browser
@pytest.mark.usefixtures("chromium")
def test_pictures_are_drawn_by_a_browser_with_every_dot(tmp_path: Path) -> None:
    points = {"type": "scatter", "data": [[n, n] for n in range(7)], "symbolSize": 6, "color": "@us"}
    option = {"xAxis": {}, "yAxis": {}, "series": [points]}
    draw({"one": (option, 120), "two": (option, 90)}, tmp_path)
    for name, height in (("one", 120), ("two", 90)):
        text = (tmp_path / f"{name}.svg").read_text(encoding="utf-8")
        assert text.count("<circle") == 7
        assert f'height="{height}"' in text
