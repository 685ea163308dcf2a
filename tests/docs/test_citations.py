"""Code, parameters and the ODD description cite one another by the same numbers."""

import ast
from pathlib import Path

import pytest

from stackcraft.model.parameters import load_parameters
from support.pages import equations, numbers, rule_files, shown_parameters
from support.tree import ROOT

LAST = len(equations())


def docstrings(path: Path) -> dict[str, str]:
    """Return the docstring of each function of a file, by name."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {node.name: ast.get_docstring(node) or "" for node in nodes if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("path", rule_files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_an_equation_that_code_cites_exists(path: Path) -> None:
    cited = numbers(path.read_text(encoding="utf-8"))
    assert {number for number in cited if not 1 <= number <= LAST} == set()


@pytest.mark.parametrize("path", rule_files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_function_that_implements_an_equation_cites_it(path: Path) -> None:
    file = path.relative_to(ROOT).as_posix()
    told = docstrings(path)
    named = {(place.split("::")[1], e.number) for e in equations() for place in e.places if place.startswith(file)}
    assert {(name, number) for name, number in named if number not in numbers(told.get(name, ""))} == set()


def test_the_equation_that_a_parameter_names_shows_it() -> None:
    shown = shown_parameters()
    wrong = {
        (parameter.parameter_id, parameter.equation)
        for parameter in load_parameters().values()
        if parameter.equation and not numbers(parameter.equation) <= shown.get(parameter.parameter_id, set())
    }
    assert wrong == set()


def test_citations_are_read_with_their_ranges() -> None:
    assert numbers("(Eq. 3)") == {3}
    assert numbers("(Eq. 3, 5; C7)") == {3, 5}
    assert numbers("Eqs. 14\u201316") == {14, 15, 16}
    assert numbers("Eqs. 8 to 10 and 12") == {8, 9, 10, 12}
    assert numbers("no equation of October 2022") == set()
