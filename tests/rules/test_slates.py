"""What seats may consider: whom they court, press or relieve, what steps they see, whose turn it is."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from stackcraft.agents import firms, giving, labs, legislature, partners, rivals, turns
from stackcraft.agents.slate import CANDIDATE, MOST
from stackcraft.model import ladders
from stackcraft.model.codes import (
    ALLOCATE,
    ASSURANCE,
    BOOK,
    BUY,
    CN,
    CUT_DOWN,
    ENFORCEMENT,
    ENTITY_LIST,
    EXPORT_PROMOTION,
    INTERCONNECT_THRESHOLD,
    LAUNCH,
    LICENSE_REGIME,
    LOBBY,
    MINERAL_LICENSE,
    OFFER,
    PERFORMANCE_THRESHOLD,
    PORT,
    PRICE,
    REGULATORY_PRESSURE,
    RELEASE,
    REVENUE_SHARE,
    SET_RULE,
    STACK_EXPORT,
    STAND_DOWN,
    TARIFF,
    THREATEN,
    TIER,
    TOOL_CONTROL,
    TRAIN,
    US,
    VOLUME_CAP,
)
from stackcraft.model.goals import N_GOALS
from stackcraft.model.ladders import LINE, RARE_EARTHS, SLOTS, US_TARIFF
from stackcraft.model.state import N_ORDERS
from support.demand_side import country, set_law
from support.politics import contest, seat


def slate(s: Any, who: int, t: int = 40) -> Any:
    """Return what a seat could order."""
    rows, p = np.zeros(MOST, CANDIDATE), np.zeros(SLOTS)
    ladders.expect_all(s, p)
    if who <= CN:
        return rows[: rivals.propose(s, t, who, p, rows)]
    kind = s.seats.kind[who]
    if kind == s.seats.kind[seat("nvidia")]:
        return rows[: firms.propose(s, t, who, rows)]
    if kind == s.seats.kind[seat("deepseek")]:
        return rows[: labs.propose(s, who, rows)]
    return rows[: partners.propose(s, who, rows)]


def steps(rows: Any, slot: int) -> list[int]:
    return [int(row.step) for row in rows if row.slot == slot and row.kind == SET_RULE]


def on(rows: Any, kind: int, target: int | None = None) -> list[float]:
    """Return the values on the slate of one kind of standing order."""
    return [round(float(row.value), 9) for row in rows if row.kind == kind and target in (None, row.target)]


def about(rows: Any, instrument: int) -> list[tuple[int, float]]:
    return [(int(row.target), round(float(row.value), 9)) for row in rows
            if row.instrument == instrument and row.kind != THREATEN and row.kind != OFFER]  # fmt: skip


def test_tariffs_and_minerals_move_by_two_rungs_magnets_by_three_the_rest_by_one() -> None:
    s = contest(40)
    set_law(s, TARIFF, US, CN, 0.54)
    set_law(s, TOOL_CONTROL, US, CN, 2.0)
    set_law(s, MINERAL_LICENSE + 1, CN, US, 2.0)
    set_law(s, MINERAL_LICENSE + 3, CN, US, 1.0)
    us, cn = slate(s, US), slate(s, CN)
    assert steps(us, US_TARIFF) == [-2, -1, 1, 2]
    assert steps(us, ladders.TOOLS) == [-1, 1]
    assert steps(cn, ladders.GRAPHITE) == [-2, -1, 1, 2]
    assert steps(cn, RARE_EARTHS) == [-1, 1, 2, 3]
    assert not {int(row.slot) for row in us} & set(range(ladders.FIRST_CHINESE, SLOTS))


def test_nobody_lowers_a_tariff_of_his_own_accord_under_what_stood_before() -> None:
    s = contest(40)
    set_law(s, TARIFF, US, CN, 0.2)
    assert steps(slate(s, US), US_TARIFF) == [1, 2]


def test_without_a_line_there_is_nothing_to_license_and_the_line_itself_stays() -> None:
    s = contest(40)
    assert steps(slate(s, US), ladders.FRONTIER) == []
    set_law(s, PERFORMANCE_THRESHOLD, US, 0, 4800.0)
    set_law(s, LICENSE_REGIME, US, CN, 2.0)
    rows = slate(s, US)
    assert steps(rows, LINE) == [1]
    assert steps(rows, ladders.FRONTIER) == [-1, 1]


def test_a_listing_names_the_next_entity_and_a_delisting_the_last() -> None:
    s = contest(40)
    listable = [g for g in range(len(s.seats)) if ladders.is_listable(s, g)]
    s.law[ENTITY_LIST, US, listable, 0] = 0.0
    assert about(slate(s, US), ENTITY_LIST) == [(listable[0], 1.0)]
    s.law[ENTITY_LIST, US, listable[:2], 0] = 1.0
    assert about(slate(s, US), ENTITY_LIST) == [(listable[1], 0.0), (listable[2], 1.0)]


def test_red_lines_keep_tools_and_minerals_from_being_given() -> None:
    def loose(side: int, slot: int, **columns: float) -> bool:
        name = "transactional" if side == US else "self_reliance"
        s = contest(40, weights={name: columns})
        set_law(s, TOOL_CONTROL, US, CN, 3.0)
        set_law(s, MINERAL_LICENSE + 1, CN, US, 3.0)
        return min(steps(slate(s, side), slot)) < 0

    assert loose(US, ladders.TOOLS, red_tools=0.0)
    assert not loose(US, ladders.TOOLS, red_tools=1.0)
    assert loose(CN, ladders.GRAPHITE, red_minerals=0.0)
    assert not loose(CN, ladders.GRAPHITE, red_minerals=1.0)


def test_threats_take_two_rungs_and_wait_for_the_last_one_and_for_the_end_of_a_truce() -> None:
    s = contest(40)
    set_law(s, TARIFF, US, CN, 0.2)
    s.seats.pressing[:2], s.world.truce_until[0] = 0, -1
    threat = next(row for row in slate(s, US) if row.kind == THREATEN)
    assert (threat.instrument, threat.target, threat.value) == (TARIFF, CN, 0.54)
    assert threat.severity == pytest.approx(0.3 * 2 * 0.4)
    assert next(row for row in slate(s, CN) if row.kind == THREATEN).instrument == MINERAL_LICENSE + 3
    s.seats.pressing[US] = 3
    assert not [row for row in slate(s, US) if row.kind == THREATEN]
    s.seats.pressing[US], s.world.truce_until[0] = 0, 45
    assert not [row for row in slate(s, US) if row.kind == THREATEN]


def test_talks_are_called_for_in_a_crisis_and_a_truce_while_none_holds() -> None:
    def kinds(*, pain: float, truce: int = -1) -> set[int]:
        s = contest(40)
        s.countries.pain[US], s.world.truce_until[0] = pain, truce
        return {int(row.kind) for row in slate(s, CN)}

    s = contest(40)
    s.countries.pain[US] = 0.9
    assert [[int(row.target) for row in slate(s, side) if row.kind == OFFER] for side in (US, CN)] == [[CN], [US]]
    assert not {OFFER, STAND_DOWN} & kinds(pain=0.0)
    assert {OFFER, STAND_DOWN} <= kinds(pain=0.9)
    assert {OFFER, STAND_DOWN} & kinds(pain=0.9, truce=50) == {OFFER}


def test_washington_holds_back_the_leakiest_frees_the_largest_and_courts_who_leans_to_it() -> None:
    s = contest(40)
    n = s.countries
    n.transit[:], n.demand_share[:], n.align_us[:] = 0.1, 0.01, 0.1
    my, ch, fr = country("my"), country("ch"), country("fr")
    n.transit[my], n.enforcement[my], n.align_us[fr], n.demand_share[fr] = 0.9, 0.0, 0.9, 0.05
    set_law(s, TIER, US, ch, 2.0)
    n.demand_share[ch] = 0.02
    rows = slate(s, US)
    assert about(rows, TIER) == [(my, 2.0), (ch, 1.0)]
    assert about(rows, EXPORT_PROMOTION) == [(fr, 0.5)]
    set_law(s, TIER, US, my, 2.0)
    set_law(s, EXPORT_PROMOTION, US, fr, 0.5)
    rows = slate(s, US)
    assert my not in [c for c, value in about(rows, TIER) if value == 2.0]
    assert fr not in [c for c, _ in about(rows, EXPORT_PROMOTION)]


def test_enforcement_moves_by_fifths_within_its_bounds() -> None:
    s = contest(40)
    for now, expected in ((0.0, [0.2]), (0.4, [0.2, 0.6]), (1.0, [0.8])):
        s.law[ENFORCEMENT, US, US, 0] = now
        assert [value for _, value in about(slate(s, US), ENFORCEMENT)] == pytest.approx(expected)


def test_beijing_courts_who_leans_to_it_and_presses_the_ally_with_the_hardest_controls() -> None:
    s = contest(40)
    n = s.countries
    n.demand_share[:], n.align_cn[:], n.align_us[:] = 0.01, 0.1, 0.5
    n.align_cn[country("th")] = 0.9
    assert about(slate(s, CN), STACK_EXPORT) == [(country("th"), 0.5)]
    set_law(s, TOOL_CONTROL, seat("jp"), CN, 1.0)
    set_law(s, TOOL_CONTROL, seat("nl"), CN, 2.0)
    set_law(s, MINERAL_LICENSE + 3, CN, country("nl"), 2.0)
    pressed = [(c, v) for c, v in about(slate(s, CN), MINERAL_LICENSE + 3) if c != US]
    assert pressed == [(country("nl"), 1.0), (country("nl"), 3.0)]


def test_third_governments_see_steps_of_what_they_may_set() -> None:
    s = contest(40)
    nl, c = seat("nl"), country("nl")
    set_law(s, TOOL_CONTROL, US, CN, 3.0)
    set_law(s, TOOL_CONTROL, nl, CN, 2.0)
    set_law(s, TARIFF, nl, CN, 0.1)
    s.countries.enforcement[c] = 0.5
    rows = slate(s, nl)
    assert about(rows, TOOL_CONTROL) == [(CN, 3.0), (CN, 1.0)]
    assert about(rows, TARIFF) == [(US, 0.1), (CN, 0.0), (CN, 0.2)]
    assert about(rows, ENFORCEMENT) == [(c, 0.75)]
    ae = seat("ae")
    set_law(s, ASSURANCE, ae, country("ae"), 0.25)
    rows = slate(s, ae)
    assert about(rows, ASSURANCE) == [(country("ae"), 0.0), (country("ae"), 0.5)]
    assert {float(row.severity) for row in rows if row.instrument == ASSURANCE} == {0.0}


def test_chipmakers_see_steps_of_their_standing_orders_within_bounds() -> None:
    s = contest(40)
    g, h = seat("nvidia"), seat("huawei")
    unit = float(s.p.lobby_unit)
    s.stance[g, [LOBBY, PRICE, BOOK, ALLOCATE]] = unit, 1.5, 0.6, 1.0
    rows = slate(s, g)
    assert on(rows, LOBBY) == pytest.approx([0.5 * unit, 2.0 * unit])
    assert on(rows, PRICE) == [1.4]
    assert on(rows, BOOK) == [0.7]
    assert on(rows, ALLOCATE) == [0.75, 1.25]
    assert on(rows, PORT) == []
    s.stance[h, PORT] = 0.6
    rows = slate(s, h)
    assert (on(rows, LOBBY), on(rows, ALLOCATE), on(rows, PORT)) == ([], [], [0.5])
    s.stance[g, LOBBY] = 0.0
    assert on(slate(s, g), LOBBY) == pytest.approx([0.5 * unit])
    s.stance[g, LOBBY] = 8.0 * unit
    assert on(slate(s, g), LOBBY) == pytest.approx([4.0 * unit])


def test_a_maker_may_hurry_its_first_decided_variant_that_is_more_than_a_season_away() -> None:
    s = contest(40)
    g = seat("nvidia")
    q = s.products
    mine = [k for k in range(len(q)) if q.maker[k] == s.seats.row[g] and q.launch[k] < 0]
    q.ready[mine] = firms.UNDECIDED
    assert on(slate(s, g), LAUNCH) == []
    q.ready[mine[1]] = 43
    assert on(slate(s, g), LAUNCH) == []
    q.ready[mine[1]] = 44
    assert on(slate(s, g), LAUNCH, mine[1]) == [3.0]


def test_labs_see_steps_of_training_releases_porting_and_channels() -> None:
    s = contest(40)
    g, us = seat("deepseek"), seat("openai")
    s.stance[[g, us], TRAIN], s.stance[[g, us], RELEASE], s.stance[[g, us], PORT] = 0.9, 0.5, 0.0
    s.channel[s.seats.row[g], :] = 1.0, 0.0, 3.0, 1.0, 1.0
    rows = slate(s, g)
    assert (on(rows, TRAIN), on(rows, RELEASE), on(rows, PORT)) == ([0.8], [0.4, 0.6], [0.1])
    assert [on(rows, BUY, channel) for channel in range(5)] == [[1.5], [0.5], [], [], [1.5, 0.5]]
    rows = slate(s, us)
    assert (on(rows, TRAIN), on(rows, PORT), on(rows, BUY)) == ([0.8], [], [])


def test_congress_puts_a_bill_only_under_pressure_and_only_one_that_binds() -> None:
    def bill(*, hawk: float, law: float = 0.0, floor: float = 0.0) -> list[float]:
        s = contest(40)
        s.world.hawk[0], s.world.floor_class[0] = hawk, floor
        set_law(s, LICENSE_REGIME, US, CN, law, 1)
        rows = np.zeros(MOST, CANDIDATE)
        return [float(row.value) for row in rows[: legislature.propose(s, rows)]]

    pressure = float(contest(40).p.statute_pressure)
    assert bill(hawk=pressure) == []
    assert bill(hawk=pressure + 0.1) == [2.0]
    assert bill(hawk=pressure + 0.1, law=3.0) == [3.0]
    assert bill(hawk=pressure + 0.1, floor=2.0) == []


def test_relief_by_a_doctrine_with_conditions_costs_a_share_and_frontier_chips_a_cap() -> None:
    def given(slot: int, product: int, *, step: int = -1, conditions: float = 1.0) -> list[tuple[int, float]]:
        s = contest(40, weights={"transactional": {"conditions": conditions}})
        row = np.zeros(1, CANDIDATE)[0]
        row.kind, row.instrument, row.target, row.slot, row.step = SET_RULE, LICENSE_REGIME, CN, slot, step
        row.product, row.value, row.status = product, 1.0, 1
        first = int(s.count[N_ORDERS])
        giving.give(s, US, row, np.zeros(N_GOALS), 0.1, 0.0, 0.0, 0.0, 0.1, 1.0)
        return [(int(o.instrument), float(o.value)) for o in s.orders[first + 1 : s.count[N_ORDERS]]]

    assert given(ladders.FRONTIER, 0) == [(REVENUE_SHARE, 0.25), (VOLUME_CAP, 0.5)]
    assert given(ladders.CUT_DOWN, CUT_DOWN) == [(REVENUE_SHARE, 0.15)]
    assert given(ladders.FRONTIER, 0, step=1) == []
    assert given(ladders.FRONTIER, 0, conditions=0.0) == []


def test_the_first_line_brings_the_license_rule_with_it_and_takes_authority_for_every_cell() -> None:
    s = contest(40)
    row = np.zeros(1, CANDIDATE)[0]
    row.kind, row.instrument, row.slot, row.rung, row.step = SET_RULE, PERFORMANCE_THRESHOLD, LINE, 1, 1
    first = int(s.count[N_ORDERS])
    giving.give(s, US, row, np.zeros(N_GOALS), 0.1, 0.0, 0.0, 0.0, 0.1, 1.0)
    orders = [(int(o.instrument), float(o.value)) for o in s.orders[first : s.count[N_ORDERS]]]
    assert (PERFORMANCE_THRESHOLD, 4800.0) in orders
    assert (LICENSE_REGIME, 2.0) in orders
    relaxing = {INTERCONNECT_THRESHOLD: 0.3}  # slow links pass: that part of the line restricts less
    cost = sum(s.instruments[i, 5] * relaxing.get(i, 1.0) for i, _ in orders)
    assert giving.line_authority(s, 1) == pytest.approx(cost)
    s.law[LICENSE_REGIME, US, CN, 0] = 2.0
    assert giving.line_authority(s, 1) == pytest.approx(cost - s.instruments[LICENSE_REGIME, 5])


def test_governments_have_their_turn_of_the_quarter_or_when_an_event_touches_them() -> None:
    s = contest(40)
    calm, struck = np.zeros(len(s.countries), np.int64), np.zeros(len(s.countries), np.int64)
    nl = seat("nl")
    struck[country("nl")] = 1
    every = int(s.p.third_cadence)
    due = [t for t in range(40, 40 + 4 * every) if turns.is_due(s, t, nl, calm)]
    assert len(due) == 4
    assert {b - a for a, b in pairwise(due)} == {every}
    assert all(turns.is_due(s, t, nl, struck) for t in range(40, 46))
    assert not all(turns.is_due(s, t, seat("nvidia"), np.ones(len(s.countries), np.int64)) for t in range(40, 46))
    s.seats.cadence[US] = 1
    assert all(turns.is_due(s, t, US, calm) for t in range(40, 46))


def test_law_of_others_touches_a_country_and_its_own_law_or_old_law_does_not() -> None:
    s = contest(40)
    nl, india = country("nl"), country("in")

    def touched(t: int = 40) -> list[int]:
        found = np.zeros(len(s.countries), np.int64)
        turns.note_touched(s, t, found)
        return [int(c) for c in np.flatnonzero(found)]

    assert touched() == []
    set_law(s, TARIFF, seat("in"), nl, 0.1)
    set_law(s, ENFORCEMENT, seat("in"), india, 0.9)
    assert touched() == [nl]
    assert touched(41) == [nl]
    assert touched(42) == []


def test_a_third_government_presses_the_leading_maker_or_lets_go() -> None:
    s = contest(40)
    g = next(g for g in range(2, len(s.seats)) if s.issuer[REGULATORY_PRESSURE, g] and s.seats.country[g] != CN)
    s.makers.revenue_year[s.seats.row[seat("nvidia")]] = 99.0
    assert about(slate(s, g), REGULATORY_PRESSURE) == [(seat("nvidia"), 0.5)]
    s.law[REGULATORY_PRESSURE, g, seat("nvidia"), 0] = 0.5
    assert about(slate(s, g), REGULATORY_PRESSURE) == [(seat("nvidia"), 0.0)]
    s.makers.revenue_year[s.seats.row[seat("amd")]] = 200.0
    assert about(slate(s, g), REGULATORY_PRESSURE) == [(seat("amd"), 0.5)]


def test_a_crisis_is_pain_or_a_blow_for_the_two_and_own_pain_for_the_rest() -> None:
    s = contest(40)
    s.countries.pain[:], s.seats.provoked[:] = 0.0, 0.0
    assert not any(turns.is_crisis(s, g) for g in (US, CN, seat("nl"), seat("nvidia")))
    s.seats.provoked[CN] = s.p.crisis_severity
    assert turns.is_crisis(s, CN)
    assert not turns.is_crisis(s, US)
    s.countries.pain[country("nl")] = 0.9
    assert turns.is_crisis(s, seat("nl"))
    assert not turns.is_crisis(s, seat("jp"))
    s.countries.pain[US] = 0.9
    assert turns.is_crisis(s, US)
    assert not turns.is_crisis(s, seat("nvidia"))
