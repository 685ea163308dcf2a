"""Every equation of the ODD description names what implements it, and the parameters it shows are declared."""

import csv
import re

import pytest

from stackcraft.model.parameters import load_parameters
from support.pages import Equation, equations, is_there
from support.tree import ROOT

PARAMETER = re.compile(r"\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b")
KEY = re.compile(r"\b[a-z]+(?:_[a-z]+)*_\d{4}\b")


def test_equations_are_numbered_from_one_without_gaps() -> None:
    assert [equation.number for equation in equations()] == list(range(1, len(equations()) + 1))


@pytest.mark.parametrize("equation", equations(), ids=lambda e: f"Eq. {e.number}")
def test_an_equation_names_what_implements_it_and_where_it_comes_from(equation: Equation) -> None:
    assert equation.places
    assert [place for place in equation.places if not is_there(place)] == []
    assert equation.source


def test_every_name_with_an_underscore_in_an_equation_is_a_parameter() -> None:
    declared = load_parameters()
    shown = {(name, e.number) for e in equations() for name in PARAMETER.findall(e.body)}
    assert {pair for pair in shown if pair[0] not in declared} == set()


def test_sources_of_equations_stand_in_the_bibliography() -> None:
    with (ROOT / "configs/evidence/references.csv").open(encoding="utf-8", newline="") as file:
        known = {row["reference_id"] for row in csv.DictReader(file)}
    assert {key for e in equations() for key in KEY.findall(e.source)} <= known
