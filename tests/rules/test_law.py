"""Law: acts, their dates and states; what an order must satisfy; what arrives by calendar, script and shock."""

from typing import Any

import numpy as np
import pytest

from stackcraft.model import adjudication, calendar, genesis, ledger, legality, rulebook
from stackcraft.model.codes import (
    ANNOUNCED,
    ANSWER,
    ASSURE,
    BELOW_STATUTE,
    BUY,
    CN,
    COMPUTE_DEAL,
    DRAFTED,
    LAPSES_BEFORE,
    LAUNCH,
    LICENSE_REGIME,
    NO_AUTHORITY,
    NO_CAPITAL,
    NOT_AVAILABLE,
    NOT_YOURS,
    NOTHING_TO_ANSWER,
    OFFER,
    OUT_OF_RANGE,
    PERFORMANCE_THRESHOLD,
    PRICE,
    RESCINDED,
    SET_RULE,
    STAND_DOWN,
    SUSPENDED,
    TARIFF,
    THREATEN,
    TOO_SOON,
    TOOL_CONTROL,
    UNENFORCED,
    UNKNOWN_TARGET,
    US,
)
from stackcraft.model.orders import append_order
from stackcraft.model.state import N_ACTS, N_ADJUDICATED, N_LEDGER, N_ORDERS, ORDERS, record
from support.demand_side import country, data, set_law
from support.politics import contest, doctrines, seat

POLITICAL, AUTHORITY, LEAD = 4, 5, 6
"""Columns of the instruments table."""


def order(s: Any, who: int, kind: int, instrument: int = -1, target: int = 0, value: float = 0.0, *, product: int = 0,
          lapse: int = -1, status: int = ANNOUNCED, **fields: Any) -> Any:  # fmt: skip
    """Write an order of this month down; return its row."""
    n = append_order(s, who, kind, instrument, target, product, value, -1, lapse, status, -1, 0.0)
    row = s.orders[n]
    for name, given in fields.items():
        row[name] = given
    return row


def rich(**values: Any) -> Any:
    """Return a world in which nobody lacks authority or capital."""
    s = contest(40, **values)
    s.seats.authority[:], s.seats.capital[:] = 9.0, 90.0
    return s


def duty(s: Any) -> float:
    return float(s.law[TARIFF, US, CN, 0])


def test_of_two_acts_the_later_holds_and_the_older_again_when_it_lapses() -> None:
    s = contest(40)
    before = duty(s)
    for value, binds, lapse in ((0.3, 41, -1), (0.5, 42, 44)):
        rulebook.enact(s, TARIFF, US, CN, 0, value, binds, lapse, ANNOUNCED, -1, 1)
    seen = []
    for t in range(40, 46):
        s.world.month[0] = t
        rulebook.turn_calendar(s, t)
        seen.append(duty(s))
    assert seen == [before, 0.3, 0.5, 0.5, 0.3, 0.3]


def test_of_two_acts_of_one_month_the_one_ordered_later_holds() -> None:
    s = contest(40)
    for value, sequence in ((0.5, 7), (0.3, 3)):
        rulebook.enact(s, TARIFF, US, CN, 0, value, 40, -1, ANNOUNCED, -1, sequence)
    assert duty(s) == 0.5


@pytest.mark.parametrize("status", [SUSPENDED, UNENFORCED])
def test_a_suspension_ends_by_its_date_and_a_rescission_never(status: int) -> None:
    s = contest(40)
    free = duty(s)
    set_law(s, TARIFF, US, CN, 0.5)
    rulebook.withdraw(s, TARIFF, US, CN, 0, status, 42)
    assert duty(s) == free
    rulebook.turn_calendar(s, 41)
    assert duty(s) == free
    rulebook.turn_calendar(s, 42)
    assert duty(s) == 0.5
    rulebook.withdraw(s, TARIFF, US, CN, 0, RESCINDED, -1)
    rulebook.turn_calendar(s, 99)
    assert duty(s) == free


def test_withdrawing_touches_no_other_cell() -> None:
    s = contest(40)
    set_law(s, TARIFF, US, CN, 0.5)
    set_law(s, TARIFF, CN, US, 0.4)
    set_law(s, TARIFF, US, country("in"), 0.3)
    rulebook.withdraw(s, TARIFF, US, country("in"), 0, RESCINDED, -1)
    assert (duty(s), s.law[TARIFF, CN, US, 0]) == (0.5, 0.4)


def test_what_is_announced_counts_as_far_ahead_as_one_looks_and_drafts_never() -> None:
    s = contest(40)
    now = duty(s)
    rulebook.enact(s, TARIFF, US, CN, 0, 0.9, 41, -1, DRAFTED, -1, 1)
    rulebook.enact(s, TARIFF, US, CN, 0, 0.5, 43, -1, ANNOUNCED, -1, 2)
    assert [rulebook.announced_value(s, TARIFF, US, CN, 0, months) for months in (0, 2, 3)] == [now, now, 0.5]


def verdict(s: Any, *given: Any, **more: Any) -> int:
    return int(legality.verify(s, order(s, *given, **more)))


def test_an_order_needs_the_power_a_target_and_a_value_in_range() -> None:
    s = rich()
    assert verdict(s, US, SET_RULE, TARIFF, CN, 0.5) == 0
    assert verdict(s, seat("nvidia"), SET_RULE, TARIFF, CN, 0.5) == NOT_YOURS
    for nobody in (-1, len(s.seats)):
        assert verdict(s, US, SET_RULE, TARIFF, CN, 0.5, seat=nobody) == NOT_YOURS
    for nothing in (-1, len(s.allowed)):
        assert verdict(s, US, nothing, TARIFF, CN, 0.5) == NOT_YOURS
    assert verdict(s, CN, SET_RULE, PERFORMANCE_THRESHOLD, 0, 4800.0) == NOT_YOURS
    assert verdict(s, US, SET_RULE, TARIFF, len(s.countries), 0.5) == UNKNOWN_TARGET
    assert verdict(s, US, SET_RULE, TARIFF, CN, 0.5, product=1) == UNKNOWN_TARGET
    assert verdict(s, US, SET_RULE, TARIFF, CN, -0.1) == OUT_OF_RANGE
    assert verdict(s, US, SET_RULE, TARIFF, CN, s.instruments[TARIFF, 1] + 1.0) == OUT_OF_RANGE
    assert verdict(s, seat("nl"), STAND_DOWN, value=6.0) == NOT_YOURS
    assert verdict(s, seat("nvidia"), PRICE, value=99.0) == OUT_OF_RANGE


def test_an_order_needs_dates_that_can_be_met() -> None:
    s = rich()
    slow = int(np.argmax(s.instruments[:, LEAD] * s.issuer[:, US]))
    value, lead = float(s.instruments[slow, 0]), int(s.instruments[slow, LEAD])
    assert verdict(s, US, SET_RULE, slow, CN, value, in_force=40 + lead) == 0
    assert verdict(s, US, SET_RULE, slow, CN, value, in_force=40 + lead - 1) == TOO_SOON
    assert verdict(s, US, SET_RULE, TARIFF, CN, 0.5, in_force=45, lapse=45) == LAPSES_BEFORE
    assert verdict(s, US, SET_RULE, TARIFF, CN, 0.5, in_force=45, lapse=46) == 0


def test_an_order_needs_authority_and_capital_but_acts_of_history_do_not() -> None:
    s = rich()
    s.seats.authority[US] = s.instruments[TOOL_CONTROL, AUTHORITY] - 0.01
    assert verdict(s, US, SET_RULE, TOOL_CONTROL, CN, 2.0) == NO_AUTHORITY
    assert verdict(s, US, SET_RULE, TOOL_CONTROL, CN, 2.0, event=0) == 0
    assert verdict(s, US, THREATEN, TOOL_CONTROL, CN, 2.0) == 0
    s = rich()
    s.seats.capital[US] = s.instruments[TOOL_CONTROL, POLITICAL] - 0.01
    assert verdict(s, US, SET_RULE, TOOL_CONTROL, CN, 2.0) == NO_CAPITAL


def test_relaxing_takes_less_authority_than_writing() -> None:
    s = rich()
    set_law(s, TOOL_CONTROL, US, CN, 2.0)
    whole = s.instruments[TOOL_CONTROL, AUTHORITY]
    assert legality.authority_cost(s, order(s, US, SET_RULE, TOOL_CONTROL, CN, 3.0)) == pytest.approx(whole)
    assert legality.authority_cost(s, order(s, US, SET_RULE, TOOL_CONTROL, CN, 1.0)) == pytest.approx(0.3 * whole)
    assert legality.authority_cost(s, order(s, US, SET_RULE, TOOL_CONTROL, CN, 2.0, status=RESCINDED)) == pytest.approx(
        0.3 * whole
    )
    assert legality.authority_cost(s, order(s, US, OFFER, TOOL_CONTROL, CN, 3.0)) == 0.0
    assert legality.relaxes(s, PERFORMANCE_THRESHOLD, 4800.0, 9000.0)
    assert legality.relaxes(s, PERFORMANCE_THRESHOLD, 4800.0, 0.0)
    assert not legality.relaxes(s, PERFORMANCE_THRESHOLD, 0.0, 4800.0)
    assert not legality.relaxes(s, PERFORMANCE_THRESHOLD, 4800.0, 2400.0)


def test_a_statute_binds_the_executive_for_chips_to_china_alone() -> None:
    s = rich()
    s.world.floor_class[0] = 2.0
    assert verdict(s, US, SET_RULE, LICENSE_REGIME, CN, 1.0, product=1) == BELOW_STATUTE
    assert verdict(s, US, SET_RULE, LICENSE_REGIME, CN, 2.0, product=1) == 0
    assert verdict(s, US, SET_RULE, LICENSE_REGIME, CN, 2.0, product=1, status=RESCINDED) == BELOW_STATUTE
    assert verdict(s, US, SET_RULE, LICENSE_REGIME, country("in"), 1.0, product=1) == 0
    assert verdict(s, US, SET_RULE, LICENSE_REGIME, CN, 1.0, product=2) == 0


def test_a_package_is_open_to_the_other_side_for_a_season_until_it_is_answered() -> None:
    s = rich()
    order(s, US, OFFER, TARIFF, CN, 0.1, package=5, party=US, code=0)
    assert legality.package_is_open(s, 5, CN)
    assert not legality.package_is_open(s, 5, US)
    assert not legality.package_is_open(s, 6, CN)
    s.world.month[0] = 43
    assert verdict(s, CN, ANSWER, target=5, value=1.0) == 0
    s.world.month[0] = 44
    assert verdict(s, CN, ANSWER, target=5, value=1.0) == NOTHING_TO_ANSWER
    s.world.month[0] = 41
    order(s, CN, ANSWER, target=5, value=0.0, package=5, code=0)
    assert not legality.package_is_open(s, 5, CN)


def test_only_an_own_decided_product_that_is_not_out_yet_may_be_hurried() -> None:
    s = rich()
    g, q = seat("nvidia"), s.products
    mine = next(k for k in range(len(q)) if q.maker[k] == s.seats.row[g] and q.launch[k] < 0)
    other = next(k for k in range(len(q)) if q.maker[k] != s.seats.row[g])
    q.ready[mine] = 50
    assert verdict(s, g, LAUNCH, target=mine, value=3.0) == 0
    assert verdict(s, g, LAUNCH, target=other, value=3.0) == NOT_AVAILABLE
    assert verdict(s, g, LAUNCH, target=len(q), value=3.0) == UNKNOWN_TARGET
    q.ready[mine] = 40
    assert verdict(s, g, LAUNCH, target=mine, value=3.0) == NOT_AVAILABLE


def test_orders_are_taken_by_date_and_each_is_applied_or_refused() -> None:
    s = rich()
    s.count[N_ADJUDICATED] = s.count[N_ORDERS]
    late = order(s, US, SET_RULE, TARIFF, CN, 0.5, day=20)
    early = order(s, US, SET_RULE, TARIFF, CN, 0.3, day=5)
    wrong = order(s, CN, SET_RULE, PERFORMANCE_THRESHOLD, 0, 4800.0)
    for row, sequence in ((early, 1), (late, 2)):
        row.sequence = sequence
    before = s.seats.authority[US], s.seats.capital[US]
    adjudication.adjudicate(s, 40)
    assert (late.code, early.code, wrong.code) == (0, 0, NOT_YOURS)
    values = [float(a.value) for a in s.acts[: s.count[N_ACTS]] if a.instrument == TARIFF and a.issuer == US][-2:]
    assert values == [0.3, 0.5]
    assert s.count[N_ADJUDICATED] == s.count[N_ORDERS]
    assert before[0] - s.seats.authority[US] == pytest.approx(2.0 * s.instruments[TARIFF, AUTHORITY])
    assert before[1] - s.seats.capital[US] == pytest.approx(2.0 * s.instruments[TARIFF, POLITICAL])


def test_orders_do_what_their_kinds_say() -> None:
    s = rich()
    g, lab, ae = seat("nvidia"), seat("deepseek"), seat("ae")
    adjudication.apply(s, order(s, g, PRICE, value=1.2))
    assert s.stance[g, PRICE] == 1.2
    adjudication.apply(s, order(s, lab, BUY, target=3, value=0.7))
    assert s.channel[s.seats.row[lab], 3] == 0.7
    adjudication.apply(s, order(s, US, STAND_DOWN, value=6.0))
    assert s.world.truce_until[0] == 46
    adjudication.apply(s, order(s, US, STAND_DOWN, value=0.0))
    assert s.world.truce_until[0] == -1
    adjudication.apply(s, order(s, US, THREATEN, TARIFF, CN, 0.9))
    act = s.acts[s.count[N_ACTS] - 1]
    assert (act.status, act.in_force, act.value) == (DRAFTED, 46, 0.9)
    adjudication.apply(s, order(s, ae, ASSURE, -1, 0, 0.5))
    act = s.acts[s.count[N_ACTS] - 1]
    assert (act.issuer, act.target, act.value) == (ae, country("ae"), 0.5)


def test_a_hurried_product_comes_sooner_but_never_this_month() -> None:
    s = rich()
    k = next(k for k in range(len(s.products)) if s.products.on_sale[k] == 0 and s.products.launch[k] < 0)
    for ready, expected in ((50, 47), (42, 41)):
        s.products.ready[k] = ready
        adjudication.apply(s, order(s, seat("nvidia"), LAUNCH, target=k, value=3.0))
        assert s.products.ready[k] == expected


def test_accepted_packages_become_law_for_who_promised() -> None:
    s = rich()
    order(s, US, OFFER, TARIFF, CN, 0.1, package=5, party=US, code=0)
    order(s, US, OFFER, TARIFF, US, 0.2, package=5, party=CN, code=0)
    order(s, US, OFFER, TARIFF, CN, 0.9, package=6, party=US, code=0)
    adjudication.apply(s, order(s, CN, ANSWER, target=5, value=0.0))
    assert s.law[TARIFF, CN, US, 0] != 0.2
    adjudication.apply(s, order(s, CN, ANSWER, target=5, value=1.0))
    assert (duty(s), s.law[TARIFF, CN, US, 0]) == (0.1, 0.2)


def test_shocks_strike_what_they_name_in_their_month() -> None:
    c = country("in")
    struck = (
        ("SALIENCE", 0, 0.5), ("HAZARD", 0, 0.3), ("YIELD", 1, 0.2), ("DEMAND", c, 0.05), ("POWER", c, -0.5),
        ("TRUST", c, -0.2), ("MEMORY", 0, -0.5),
    )  # fmt: skip
    s = genesis.build(*data(), shocks=[(40, getattr(calendar, f"{name}_SHOCK"), *what) for name, *what in struck])
    n, w = s.countries, s.world
    s.foundries.yield_ceiling[1], n.growth[c], n.power_mw[c], n.reliability_us[c] = 0.5, 0.1, 100.0, 0.5
    w.salience[0], w.hazard[0], memory = 1.0, 0.2, float(s.memory.supply[0])
    calendar.strike(s, 39)
    assert (w.salience[0], n.power_mw[c]) == (1.0, 100.0)
    calendar.strike(s, 40)
    told = [row for row in s.ledger[: s.count[N_LEDGER]] if row.kind == ledger.SHOCK]
    assert [(int(row.target), float(row.value)) for row in told] == [tuple(what) for _, *what in struck]
    assert (w.salience[0], w.hazard[0]) == pytest.approx((1.5, 0.5))
    assert (s.foundries.yield_ceiling[1], n.growth[c]) == pytest.approx((0.7, 0.15))
    assert (n.power_mw[c], n.reliability_us[c], s.memory.supply[0]) == pytest.approx((50.0, 0.3, 0.5 * memory))


@pytest.mark.parametrize("new_leaders", [0.0, 1.0])
def test_who_takes_office_brings_a_doctrine_in_its_month_unless_leaders_never_change(new_leaders: float) -> None:
    table = doctrines().table
    s = genesis.build(*data(), {"new_leaders": new_leaders}, doctrines=table, administrations=[(0, US, 2), (41, US, 1)])
    seen = []
    for t in (0, 40, 41):
        calendar.swap_administrations(s, t)
        seen.append(int(s.seats.doctrine[US]))
    assert seen == [2, 2, 1 if new_leaders else 2]


def test_the_script_is_read_up_to_the_month_in_its_order() -> None:
    rows = record(ORDERS, 3)
    rows.month, rows.value, rows.kind = (39, 40, 41), (0.1, 0.2, 0.3), SET_RULE
    s = genesis.build(*data(), script=rows)
    calendar.read_script(s, 40)
    assert s.count[N_ORDERS] == 2
    first = s.orders[:2]
    assert list(first.value) == [0.1, 0.2]
    assert list(first.month) == [40, 40]
    assert list(first.code) == [-1, -1]
    calendar.read_script(s, 41)
    assert s.orders.value[2] == 0.3


def test_a_month_opens_with_clean_books() -> None:
    s = contest(40)
    set_law(s, COMPUTE_DEAL, US, country("ae"), 250.0)
    s.makers.writeoff[:], s.seats.severity[:] = 3.0, 0.7
    calendar.open_month(s, 41)
    assert s.world.month[0] == 41
    assert s.countries.deal_h100e[country("ae")] == 250.0
    assert not s.makers.writeoff.any()
    assert not s.seats.severity.any()
