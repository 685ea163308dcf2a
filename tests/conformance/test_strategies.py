"""Every registered strategy conforms: it repeats itself, orders what it may, sees no secrets, survives, keeps its word.

A new strategy inherits these tests by being registered; `stackcraft.agents.conformance.check` is the same for others.
"""

import pytest

from stackcraft.agents import conformance
from stackcraft.agents.situations import MONTHS, doctrines
from stackcraft.agents.strategies import registry
from support.dose import dose

STRATEGIES = registry()
MOMENTS = dose(("2025-04", "2025-10"), MONTHS)


@pytest.fixture(params=STRATEGIES.values(), ids=STRATEGIES)
def strategy(request):
    return request.param


def test_its_doctrine_is_there(strategy):
    assert not strategy.doctrine or strategy.doctrine in doctrines().index


def test_it_repeats_itself(strategy):
    assert conformance.repeats_itself(strategy, MOMENTS) == []


def test_its_orders_are_its_own_and_lawful(strategy):
    assert conformance.orders_are_answered(strategy, MOMENTS) == []


def test_it_sees_nothing_hidden(strategy):
    assert conformance.sees_nothing_hidden(strategy, MOMENTS) == []


def test_it_survives_extremes(strategy):
    assert conformance.survives_extremes(strategy) == []


def test_it_keeps_its_red_lines(strategy):
    assert conformance.keeps_red_lines(strategy, range(1, dose(2, 20)), dose(60, 108)) == []


@pytest.mark.parametrize("kind", conformance.SEATS)
def test_no_two_of_a_kind_are_one(kind):
    assert conformance.differ([s for s in STRATEGIES.values() if kind in s.kinds]) == []


@pytest.mark.parametrize("name", [name for name, s in STRATEGIES.items() if s.doctrine])
def test_it_does_something_somewhere(name):
    strategy = STRATEGIES[name]
    given = sum(bool(month) for kind in strategy.kinds for month in conformance.orders_of(strategy, kind))
    assert given or name == "watchful_legislature"  # which waits for pressure that the record's moments don't bring
