"""The checks of conformance could fail: each finds a strategy made to break it."""

from itertools import count

import pytest

from stackcraft.agents import conformance, situations
from stackcraft.agents.strategies import Strategy, registry
from stackcraft.model import ladders
from stackcraft.model.orders import Order
from stackcraft.model.posture import is_chips

MONTH = ("2025-04",)


class Says:
    """A decider that orders what it is told, or what it calculates from what it sees."""

    def __init__(self, order):
        self.order = order

    def decide(self, observation):
        order = self.order(observation) if callable(self.order) else self.order
        return (order,) if order else ()


def of(order, name="test_double", kind="legislature"):
    return Strategy(name, name, (kind,), "", "", decides=Says(order))


def tariff(rate, **fields):
    return Order(seat="us", kind="set_rule", instrument="tariff", target="in", value=rate, **fields)


def test_a_strategy_in_python_that_keeps_the_rules_conforms():
    assert conformance.check(of(lambda seen: tariff(0.1) if seen.month > "2025" else None)) == []


def test_one_that_keeps_luck_of_its_own_is_found():
    luck = count()
    assert conformance.repeats_itself(of(lambda seen: tariff(0.01 * next(luck))), MONTH)


def test_one_that_names_what_does_not_exist_is_found():
    nonsense = Order(seat="us", kind="set_rule", instrument="tarif", target="in", value=0.1)
    assert any("tarif" in fault for fault in conformance.orders_are_answered(of(nonsense), MONTH))


def test_what_is_refused_with_a_reason_is_no_fault_of_a_strategy_in_python():
    assert conformance.orders_are_answered(of(tariff(99.0)), MONTH) == []


def test_one_that_orders_beyond_the_range_at_the_edge_is_found():
    greedy = of(lambda seen: tariff(10.0 * seen.own["capital"]))
    assert any("out of range" in fault for fault in conformance.survives_extremes(greedy))


def test_one_that_breaks_at_the_edge_is_not_hidden():
    with pytest.raises(ZeroDivisionError):
        conformance.survives_extremes(of(lambda seen: tariff(1.0 / seen.own["capital"])))


def test_one_that_peeks_is_found(monkeypatch):
    peeked = []
    think = situations.think

    def leaking(s, seat, strategy, change=None):
        def look(world):
            if change is not None:
                change(world)
            peeked[:] = [float(world.seats.authority.sum())]

        return think(s, seat, strategy, look)

    monkeypatch.setattr(conformance, "think", leaking)
    seen = conformance.sees_nothing_hidden(of(lambda _: tariff(min(1.0, 0.01 * peeked[0]))), MONTH)
    assert any("purses of others" in fault for fault in seen)


def test_what_a_seat_knows_of_itself_does_move_it():
    def broke(s):
        s.seats.authority[0] = 0.0

    strategy = registry()["hawk"]
    plain = [a.orders for month in situations.MONTHS for a in situations.quarter(month, "us", strategy)]
    without = [a.orders for month in situations.MONTHS for a in situations.quarter(month, "us", strategy, change=broke)]
    assert plain != without


def test_relief_beyond_a_red_line_is_found():
    engine = conformance.run_with(registry()["random"], "us", 1, 36)
    chips = [k for k in range(ladders.FIRST_CHINESE) if is_chips(k)]
    assert conformance._relief(engine, chips, "us")


def test_two_names_for_one_conduct_are_found():
    assert conformance.differ([of(tariff(0.1), "one"), of(tariff(0.1), "other"), of(tariff(0.2), "third")], MONTH) == [
        "legislature: one and other order the same"
    ]


def test_a_doctrine_that_is_not_there_is_named():
    lost = Strategy("lost", "Lost", ("government",), "", "", doctrine="hawkk")
    assert conformance.check(lost) == ["lost: no doctrine 'hawkk' in configs/doctrines.csv"]
