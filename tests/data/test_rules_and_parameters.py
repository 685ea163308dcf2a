"""What the rules read is declared, and what the shipped scenarios change exists."""

import re

import pytest

from stackcraft.model import places
from stackcraft.model.parameters import load_parameters
from stackcraft.model.plan import resolve
from stackcraft.model.scenario import load_scenario, scenario_names

ROOMS = places.configs_dir().parent
READ = re.compile(r"\bs\.p\.([a-z_0-9]+)")


def test_every_parameter_that_a_rule_reads_is_declared() -> None:
    declared = load_parameters()
    read = {
        (name, path.name)
        for room in ("model", "agents")
        for path in (ROOMS / room).rglob("*.py")
        for name in READ.findall(path.read_text(encoding="utf-8"))
    }
    assert read
    assert {pair for pair in read if pair[0] not in declared} == set()


@pytest.mark.parametrize("name", scenario_names())
def test_shipped_scenario_resolves_against_the_data(name: str) -> None:
    assert len(resolve(load_scenario(name)).script) > 0
