"""Packages, answers and deals for compute (Eqs. 33 to 40), as docs/odd.md has them."""

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackcraft.model import bargaining, compute_deals, factions, goals, outlook, packages
from stackcraft.model.codes import (
    ANNOUNCED,
    ANSWER,
    ASSURANCE,
    CN,
    COMPUTE_DEAL,
    EXPORT_PROMOTION,
    OFFER,
    STAND_DOWN,
    TARIFF,
    TIER,
    US,
)
from stackcraft.model.goals import ALL, CAP, COM, DIF, HAW, LEV, N_GOALS, PAI, SEC, TRU
from stackcraft.model.ladders import (
    AFFILIATES,
    CN_TARIFF,
    CUT_DOWN,
    DESIGN,
    FRONTIER,
    MINERAL,
    RARE_EARTHS,
    SLOTS,
    TOOLS,
    TUNGSTEN,
    US_TARIFF,
)
from stackcraft.model.orders import append_order
from stackcraft.model.outlook import Outlook
from stackcraft.model.packages import CHIPS, COUNTER_DUTY, DUTY, FABS, LISTS, MAGNETS, METALS, N_ISSUES, STEPS
from stackcraft.model.posture import PRECEDENT
from support.demand_side import country
from support.drawn import OUTLOOKS, POSITIONS, UNIT, between
from support.politics import contest, seat

S = contest(40)
P = S.p
WEIGHTS = st.lists(between(0.0, 2.0), min_size=N_GOALS, max_size=N_GOALS).map(np.array)
OTHERS = [k for k in range(MINERAL, TUNGSTEN + 1) if k != RARE_EARTHS]


def relieved(p: Any, issue: int, step: int) -> Any:
    """Return the position after so many steps of relief, None where there is nothing so to give."""
    q = p.copy()
    if step == 0:
        return q
    if issue == CHIPS:
        if q[CUT_DOWN] > 1:
            q[CUT_DOWN] = 1
        else:
            q[FRONTIER] -= 1 if q[FRONTIER] > 1 else 9
    elif issue == FABS:
        q[DESIGN if q[DESIGN] > 0 else TOOLS] -= 1
    elif issue == LISTS:
        q[AFFILIATES] -= 1
    elif issue == MAGNETS:
        q[RARE_EARTHS] -= step
    elif issue == METALS:
        if not (q[OTHERS] > 1).any():
            return None
        q[OTHERS] = np.minimum(q[OTHERS], 1)
    else:
        slot = US_TARIFF if issue == DUTY else CN_TARIFF
        q[slot] -= step
        return q if q[slot] >= 2 else None
    return None if (q < 0).any() or (step > 1 and issue != MAGNETS) else q


@given(POSITIONS, st.integers(0, N_ISSUES - 1), st.integers(0, 4))
def test_relief_comes_in_steps_as_far_as_there_is_any_to_give(p: Any, issue: int, step: int) -> None:
    S.world.floor_class[0] = 0.0
    expected, room = relieved(p, issue, step), p.copy()
    assert bool(packages.settle(S, room, issue, step)) == (expected is not None)
    if expected is not None:
        assert room == pytest.approx(expected)


@given(POSITIONS, st.sampled_from([2.0, 3.0]))
def test_a_statute_takes_chips_below_its_floor_off_the_table(p: Any, floor: float) -> None:
    S.world.floor_class[0] = floor
    assert not packages.settle(S, p.copy(), CHIPS, 1) or p[CUT_DOWN] <= 1.0


@given(st.integers(0, N_ISSUES - 1), st.integers(1, 4), UNIT, between(0.0, 2.0), st.sampled_from([0.0, 1.0]))
def test_giving_costs_at_home_and_less_where_it_was_given_before(
    issue: int, step: int, hawk: float, weight: float, before: float
) -> None:
    S.world.hawk[0], S.posture[:, PRECEDENT] = hawk, 0.0
    S.posture[[CUT_DOWN, DESIGN], PRECEDENT] = before
    home, again = weight * (0.25 + hawk), 1.0 - P.precedent * before
    expected = {
        CHIPS: home * P.audience_chips * again,
        FABS: home * P.audience_tools * again,
        LISTS: home * P.audience_tariff * step,
        DUTY: home * P.audience_tariff * step,
        MAGNETS: 0.4 * weight * P.audience_minerals * step,
        METALS: 0.4 * weight * P.audience_minerals * step * 0.3,
        COUNTER_DUTY: 0.4 * weight * P.audience_tariff * step,
    }[issue]
    assert packages.audience(S, issue, step, weight) == pytest.approx(expected)
    assert packages.audience(S, issue, 0, weight) == 0.0


class Table:
    """What every step on every issue is worth, as the rules have it."""

    def __init__(self, ours: Outlook, theirs: Outlook, p: Any, us: Any, cn: Any) -> None:
        S.world.floor_class[0] = 0.0
        self.worth, self.cost = np.zeros((2, N_ISSUES, STEPS)), np.zeros((2, N_ISSUES, STEPS))
        self.held, self.won = np.zeros((N_ISSUES, STEPS)), np.zeros((N_ISSUES, STEPS))
        packages.appraise_issues(S, 40, ours, theirs, p, us, cn, self.worth, self.cost, self.held, self.won,
                                 np.zeros(SLOTS), np.zeros((4, N_GOALS)))  # fmt: skip


@given(OUTLOOKS, OUTLOOKS, POSITIONS, WEIGHTS, WEIGHTS, UNIT, UNIT)
def test_an_issue_is_worth_the_change_of_levels_less_what_may_be_taken_back(
    ours: Outlook, theirs: Outlook, p: Any, us: Any, cn: Any, word_us: float, word_cn: float
) -> None:
    S.seats.credibility[:2] = word_us, word_cn
    table, horizon = Table(ours, theirs, p, us, cn), goals.of(S, US, goals.HORIZON, 6.0)

    def levels(at: Any) -> tuple[Any, Any]:
        a, b = np.zeros(N_GOALS), np.zeros(N_GOALS)
        outlook.us_levels(S, ours, at, horizon, a)
        outlook.cn_levels(S, theirs, at, b)
        b[LEV] = 0.0  # taken over the whole package
        return a, b

    now = levels(p)
    for issue, step in product(range(N_ISSUES), range(STEPS)):
        then = relieved(p, issue, step)
        if then is None:
            assert table.worth[0, issue, step] < -1e8
            continue
        a, b = (x - y for x, y in zip(levels(then), now, strict=True))
        if issue == DUTY:
            a[LEV] *= 1.0 - P.snapback
        if issue in (MAGNETS, METALS):
            a[PAI] *= 1.0 - P.promise_discount * (1.0 - word_cn)
        kept = 1.0 - P.promise_discount * (1.0 - word_us) if issue <= DUTY else 1.0
        assert table.worth[:, issue, step] == pytest.approx([us @ a, kept * (cn @ b)])
        assert table.held[issue, step] == pytest.approx(outlook.bite(p) - outlook.bite(then))
        assert table.won[issue, step] == pytest.approx(outlook.prize(theirs, p) - outlook.prize(theirs, then))
        side, w = (US, us[HAW]) if issue <= DUTY else (CN, cn[HAW])
        assert table.cost[side, issue, step] == pytest.approx(packages.audience(S, issue, step, w))
        assert table.cost[1 - side, issue, step] == 0.0


@given(OUTLOOKS, POSITIONS, WEIGHTS, WEIGHTS)
def test_the_package_struck_has_the_largest_product_of_what_both_gain(o: Outlook, p: Any, us: Any, cn: Any) -> None:
    table = Table(o, o, p, us, cn)
    least = [P.ripeness * goals.of(S, side, goals.ATTENTION, 0.6) for side in (US, CN)]
    lever = outlook.lever(o, p, outlook.bite(p))

    def gains(steps: Any) -> tuple[float, float]:
        ours, theirs = [(i, steps[i]) for i in range(DUTY + 1)], [(i, steps[i]) for i in range(MAGNETS, N_ISSUES)]
        gain = [sum(table.worth[side, i, k] for i, k in (*ours, *theirs) if k) for side in (US, CN)]
        minerals, chips = steps[MAGNETS] + steps[METALS] > 0, any(k for _, k in ours)
        gain[0] += P.truce_value * us[TRU]
        gain[0] -= sum(table.cost[0, i, k] for i, k in ours) * (0.5 if minerals else 1.0)
        left = outlook.prize(o, p) - sum(table.won[i, k] for i, k in ours if k)
        held = outlook.bite(p) - sum(table.held[i, k] for i, k in theirs if k)
        gain[1] += cn[LEV] * ((o.yields_cn * left - outlook.rivals(o)) * held - lever) + P.truce_value * cn[TRU]
        gain[1] -= sum(table.cost[1, i, k] for i, k in theirs) * (0.5 if chips else 1.0)
        return gain[0], gain[1]

    possible = [[k for k in range(STEPS) if k == 0 or table.worth[0, i, k] > -1e8] for i in range(N_ISSUES)]
    both = [(a, b) for a, b in (gains(steps) for steps in product(*possible) if any(steps))
            if a > least[0] and b > least[1]]  # fmt: skip
    chosen = np.zeros(N_ISSUES, np.int64)
    found = packages.best(S, o, p, us, cn, table.worth, table.cost, table.held, table.won, chosen)
    assert found == pytest.approx(max((a * b for a, b in both), default=0.0))
    if both:
        a, b = gains(chosen)
        assert a * b == pytest.approx(found)


@given(UNIT, st.integers(0, 4), st.integers(0, 6), st.integers(0, 6))
def test_a_crisis_is_pain_or_magnets_and_tariffs_held_back_at_once(
    pain: float, magnets: int, ours: int, theirs: int
) -> None:
    S.countries.pain[US] = pain
    S.posture[[RARE_EARTHS, US_TARIFF, CN_TARIFF], 0] = magnets, ours, theirs
    expected = pain > P.crisis_pain or (magnets >= 2 and ours >= 3) or (ours >= 4 and theirs >= 3)
    assert bool(bargaining.is_crisis(S)) == expected


@pytest.mark.parametrize("parties", [(US, CN), (US, US)])
@pytest.mark.parametrize("answer", [0.0, 1.0])
def test_the_two_have_come_to_terms_when_a_package_binds_both_or_a_truce_begins(
    parties: tuple[int, int], answer: float
) -> None:
    s = contest(40)

    def order(who: int, kind: int, target: int, value: float, party: int = -1, package: int = -1) -> None:
        instrument = TARIFF if kind == OFFER else -1
        n = append_order(s, who, kind, instrument, target, 0, value, -1, -1, ANNOUNCED, -1, 0.0)
        s.orders.party[n], s.orders.package[n], s.orders.code[n] = party, package, 0

    for party in parties:
        order(US, OFFER, 1 - party, 0.1, party, 5)
    order(CN, ANSWER, 5, answer)
    struck = answer == 1.0 and parties == (US, CN)
    grievance = s.seats.grievance[:2].copy() + 1.0
    s.seats.grievance[:2] = grievance
    assert bool(bargaining.came_to_terms(s, 40)) == struck
    assert not bargaining.came_to_terms(s, 41)
    bargaining.settle_accounts(s, 40)
    assert s.seats.grievance[:2] == pytest.approx(grievance * (P.settlement if struck else 1.0))
    assert s.world.truce_until[0] == (40 + int(P.truce_months) if struck else -1)
    order(US, STAND_DOWN, 0, 6.0)
    assert bargaining.came_to_terms(s, 40)


def test_who_asks_for_talks_names_no_package() -> None:
    s = contest(40)
    assert not bargaining.asked_for_talks(s, 40)
    n = append_order(s, CN, OFFER, TARIFF, US, 0, 0.1, -1, -1, ANNOUNCED, -1, 0.0)
    s.orders.code[n] = 0
    assert bargaining.asked_for_talks(s, 40)
    assert not bargaining.asked_for_talks(s, 41)
    s.orders.package[n] = 5
    assert not bargaining.asked_for_talks(s, 40)


def test_leaders_meet_by_the_calendar_from_may_on() -> None:
    every = int(P.summit_every)
    months = [t for t in range(24) if bargaining.is_summit(S, t)]
    assert 4 in months
    assert all((t % 12 - 4) % every == 0 for t in months)
    assert len(months) == 2 * 12 // every


@given(WEIGHTS, WEIGHTS, between(0.3, 2.5))
def test_a_deal_for_compute_is_the_pair_both_gain_most_by(us: Any, host: Any, z: float) -> None:
    s = contest(40, compute_deal_rate=1.0)
    g, c = seat("ae"), country("ae")
    s.seats.doctrine[2:], s.world.salience[0] = -1, z
    s.seats.doctrine[g] = s.seats.doctrine[CN]
    s.seats.doctrine[CN] = -1
    for side, weights in ((US, us), (g, host)):
        s.doctrines[s.seats.doctrine[side], :N_GOALS] = weights
    s.law[TIER, US, c, 0] = 2.0
    w, v = np.zeros(N_GOALS), np.zeros(N_GOALS)
    factions.weigh(s, US, w)
    factions.weigh(s, g, v)
    found = {}
    for a, volume in product((0.25, 0.5, 0.75, 1.0), (100.0, 250.0, 500.0)):
        x = volume / 500.0
        ours = x * (0.4 * w[COM] + 0.5 * w[DIF]) + 0.1 * w[ALL] - w[SEC] * z * x * (0.12 + 0.6 * (1.0 - a))
        theirs = x * (v[COM] + v[DIF]) - 0.8 * a * (v[CAP] + 0.3 * v[TRU])
        ours -= s.p.ripeness * goals.of(s, US, goals.ATTENTION, 0.6)
        theirs -= s.p.ripeness * goals.of(s, g, goals.ATTENTION, 0.6)
        if ours > 0.0 and theirs > 0.0:
            found[a, volume] = ours * theirs
    compute_deals.deal(s, 40)
    struck = (s.law[ASSURANCE, g, c, 0], s.law[COMPUTE_DEAL, US, c, 0])
    if not found:
        assert struck == (0.0, 0.0)
    else:
        assert found[struck] == pytest.approx(max(found.values()))
        assert (s.law[TIER, US, c, 0], s.law[EXPORT_PROMOTION, US, c, 0]) == (1.0, 0.5)
