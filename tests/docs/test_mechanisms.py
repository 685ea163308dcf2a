"""The page of mechanisms names every id of the catalogue, and all that it names exists."""

import re

import pytest

from stackcraft.model.indicators import INDICATORS
from stackcraft.model.parameters import load_parameters
from support.pages import is_there, read

COUNTS = {"A": 16, "B": 7, "C": 10, "D": 5, "E": 6, "F": 13, "H": 15}
IDS = tuple(f"{letter}{n}" for letter, count in COUNTS.items() for n in range(1, count + 1))
ROWS = {part.split("**")[0]: part for part in re.split(r"(?m)^- \*\*", read("mechanisms.md"))[1:]}


def line(row: str, name: str) -> str:
    """Return the line of a row that begins with a name, empty if there is none."""
    found = re.search(rf"(?m)^  - {name}: (.*)$", ROWS[row])
    return found[1] if found else ""


def test_every_id_of_the_catalogue_has_its_row() -> None:
    assert [name for name in IDS if name not in ROWS] == []
    assert [name for name in ROWS if name[0] != "G" and name not in IDS] == []


@pytest.mark.parametrize("name", [name for name in IDS if name[0] != "H"])
def test_a_mechanism_names_code_switch_tests_and_source_that_exist(name: str) -> None:
    code, tests = (re.findall(r"`([^`]+)`", line(name, what)) for what in ("code", "tests"))
    assert code
    assert tests or line(name, "tests").startswith("not yet")
    assert [place for place in (*code, *tests) if "::" not in place or not is_there(place)] == []
    assert line(name, "source")


@pytest.mark.parametrize("name", [name for name in IDS if name[0] != "H"])
def test_the_switch_of_a_mechanism_is_declared_with_its_id(name: str) -> None:
    off = line(name, "off")
    if off.startswith("not yet: "):
        return
    parameter = load_parameters()[off.strip("`")]
    assert parameter.switch == name
    assert parameter.neutral is not None


def test_outcomes_and_theses_are_read_from_indicators_that_are_reported() -> None:
    reported = {indicator.indicator_id for indicator in INDICATORS}
    named = {word for row, text in ROWS.items() if row[0] in "GH" for word in re.findall(r"`([a-z_0-9]+)`", text)}
    assert named
    assert named <= reported
