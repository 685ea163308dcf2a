"""Deliberation: reasons have the sign of motives, and only ratios to luck count."""

from typing import Any

import numpy as np
import pytest

from stackcraft.agents import giving, partners, rivals
from stackcraft.agents.appraisal import owed_in_kind
from stackcraft.agents.deliberation import appraise, decide, deliberate
from stackcraft.agents.slate import CANDIDATE, FIRM_MOST, MOST
from stackcraft.model import beliefs, factions, goals, ladders, outlook
from stackcraft.model.codes import (
    ASSURANCE,
    BUY,
    CN,
    COMPLIANCE,
    LICENSE_REGIME,
    LOBBY,
    PERFORMANCE_THRESHOLD,
    SET_RULE,
    TARIFF,
    TIER,
    TOOL_CONTROL,
    US,
)
from stackcraft.model.goals import N_GOALS
from stackcraft.model.ladders import LINE, RARE_EARTHS, SLOTS, US_TARIFF
from stackcraft.model.posture import is_chips, is_tools
from stackcraft.model.state import N_ORDERS
from support.demand_side import set_law
from support.politics import ban, contest, doctrines, duty, feel, magnets, seat

SEEDS = range(40)


class Table:
    """The slate of one seat in one month, with each candidate's unweighted terms."""

    def __init__(self, s: Any, who: int, t: int = 40) -> None:
        self.slate: Any = np.zeros(MOST, CANDIDATE)
        self.p = np.zeros(SLOTS)
        ladders.expect_all(s, self.p)
        self.outlook = outlook.observe(s, t)
        self.base = np.zeros(N_GOALS)
        if who == US:
            outlook.us_levels(s, self.outlook, self.p, goals.of(s, US, goals.HORIZON, 6.0), self.base)
        else:
            outlook.cn_levels(s, self.outlook, self.p, self.base)
        self.n = rivals.propose(s, t, who, self.p, self.slate)
        self.terms = np.zeros((MOST, N_GOALS))
        room, y = np.zeros(SLOTS), np.zeros(N_GOALS)
        felt = s.seats.grievance[who]
        owed = owed_in_kind(s, who, self.p, felt)
        for i in range(self.n):
            giving.is_legal(s, who, self.slate[i])
            appraise(s, t, who, self.outlook, self.p, self.base, self.slate[i], felt, owed, room, y, self.terms[i])

    def find(self, slot: int, step: int) -> int:
        """Return the place of the candidate that moves a slot by a step."""
        return next(i for i in range(self.n) if self.slate[i].slot == slot and self.slate[i].step == step)

    def of(self, slot: int, step: int, goal: int) -> float:
        """Return what it would change in a goal."""
        return float(self.terms[self.find(slot, step), goal])


def given(s: Any, who: int = US, t: int = 40, *, order: Any = None) -> list[tuple[int, int, int, float]]:
    """Return what a seat orders in a month, the slate laid out in another order if asked."""
    table = Table(s, who, t)
    if order is not None:
        table.slate[: table.n] = table.slate[: table.n][order(table.n)]
    weights = np.zeros(N_GOALS)
    factions.weigh(s, who, weights)
    first = int(s.count[N_ORDERS])
    deliberate(s, t, who, table.outlook, table.p, table.slate, table.n, weights, table.base, np.zeros(SLOTS),
               np.zeros(N_GOALS), np.zeros((MOST, N_GOALS)))  # fmt: skip
    rows = s.orders[first : s.count[N_ORDERS]]
    found = [(int(r.kind), int(r.instrument), int(r.target), float(r.value)) for r in rows]
    s.count[N_ORDERS] = first
    return found


def situation(seed: int = 1, **changes: Any) -> Any:
    """Return a world with a line, a presumption of denial and some anger on both sides."""
    s = contest(39, seed=seed, **changes)
    set_law(s, PERFORMANCE_THRESHOLD, US, 0, 4800.0)
    set_law(s, LICENSE_REGIME, US, CN, 2.0)
    feel(s, duty(0.2), duty(0.2, CN))
    feel(s, ban())
    s.seats.authority[:] = 1.5
    return s


def test_terms_have_the_sign_of_the_motive() -> None:
    us, cn = Table(situation(), US), Table(situation(), CN)
    assert us.of(ladders.TOOLS, 1, goals.SEC) > 0.0
    assert us.of(ladders.CUT_DOWN, -2, goals.COM) > 0.0 > us.of(ladders.CUT_DOWN, -2, goals.SEC)
    assert us.of(US_TARIFF, 2, goals.LEV) > 0.0 > us.of(US_TARIFF, 2, goals.PAI)
    assert cn.of(RARE_EARTHS, 1, goals.REC) != 0.0
    assert cn.of(ladders.GUIDE_CUT_DOWN, 1, goals.HAW) > 0.0
    assert cn.of(RARE_EARTHS, 2, goals.ALL) < 0.0


def test_an_answer_is_worth_more_to_who_was_struck() -> None:
    calm, struck = contest(40), situation()
    slot = ladders.GRAPHITE
    assert Table(struck, CN).of(slot, 1, goals.REC) > Table(calm, CN).of(slot, 1, goals.REC)


def struck_by_duties(**values: Any) -> Any:
    """Return a world in which Washington has just raised its tariff from 20 to 54 %, after an older blow."""
    s = contest(39, **values)
    feel(s, duty(0.2), duty(0.2, CN))
    s.seats.grievance[CN] = 0.6
    feel(s, duty(0.54))
    s.seats.authority[:] = 1.5
    return s


def test_what_is_owed_in_tariffs_is_paid_by_little_else() -> None:
    loose, strict = struck_by_duties(in_kind=0.0), struck_by_duties(in_kind=0.75)
    assert Table(strict, CN).of(RARE_EARTHS, 2, goals.REC) < Table(loose, CN).of(RARE_EARTHS, 2, goals.REC)
    tariff = [Table(s, CN).of(ladders.CN_TARIFF, 2, goals.REC) for s in (loose, strict)]
    assert tariff[0] == tariff[1] > 0.0


def test_nothing_is_owed_in_tariffs_once_rates_are_level_or_the_raise_is_old() -> None:
    def owed(s: Any) -> float:
        p = np.zeros(SLOTS)
        ladders.expect_all(s, p)
        return float(owed_in_kind(s, CN, p, 5.0))

    s = struck_by_duties()
    assert owed(s) == pytest.approx(0.8)
    feel(s, duty(0.3, CN))
    assert owed(s) == pytest.approx(0.4)
    for _ in range(4):
        feel(s)
    assert owed(s) == 0.0
    level = struck_by_duties()
    feel(level, duty(0.54, CN))
    assert owed(level) == 0.0


def test_beijing_answers_a_raise_of_tariffs_with_tariffs_unless_switched_off() -> None:
    def answers(**values: float) -> int:
        raised = (int(SET_RULE), int(TARIFF), int(US))
        return sum(
            raised in {order[:3] for order in given(struck_by_duties(seed=seed, **values), CN)} for seed in SEEDS
        )

    assert answers() > len(SEEDS) / 2 > answers(in_kind=0.0, duty_by_trade=0.0)


def test_a_short_horizon_sees_no_pain_until_stocks_run_out() -> None:
    near = situation(weights={"transactional": {"horizon": 1.0}})
    far = situation(weights={"transactional": {"horizon": 12.0}})
    for s in (near, far):
        s.mineral_stock[:] = 2.0
    p = np.zeros(SLOTS)
    p[RARE_EARTHS] = 4.0
    assert outlook.pain_ahead(near, outlook.observe(near, 40), p, 1.0) == 0.0
    assert outlook.pain_ahead(far, outlook.observe(far, 40), p, 12.0) > 0.0


def test_raising_a_weight_never_moves_the_order_against_its_goal() -> None:
    for goal in ("security", "commerce", "pain", "leverage", "audience"):
        column = goals.COLUMNS.index(goal)
        for seed in SEEDS:
            served = []
            for weight in (0.5, 3.0):
                s = situation(
                    seed=seed, faction_weight=0.0, weights={"transactional": {goal: weight}}, crisis_orders=1.0
                )
                table = Table(s, US)
                orders = given(s)
                chosen = [i for i in range(table.n) if orders and _is(table.slate[i], orders[0])]
                served.append(float(table.terms[chosen[0], column]) if chosen else 0.0)
            assert served[1] >= served[0] - 1e-12, (goal, seed)


def _is(row: Any, order: tuple[int, int, int, float]) -> bool:
    if row.slot == LINE:
        return order[1] in ladders.LINE_INSTRUMENTS
    return (int(row.kind), int(row.instrument), int(row.target), float(row.value)) == order


def test_only_ratios_to_luck_count() -> None:
    scaled = {
        name: 2.0 * doctrines().table[1, goals.COLUMNS.index(name)] for name in (*goals.GOALS, "noise", "attention")
    }
    for seed in SEEDS:
        assert given(situation(seed=seed)) == given(situation(seed=seed, weights={"transactional": scaled}))


def test_the_order_of_candidates_changes_nothing() -> None:
    def reversed_(n: int) -> Any:
        return np.arange(n)[::-1]

    for seed in SEEDS:
        s = situation(seed=seed)
        assert given(s) == given(s, order=reversed_)


def test_red_lines_take_relief_off_the_slate() -> None:
    s = situation(us="rules_based")
    table = Table(s, US)
    for i in range(table.n):
        row = table.slate[i]
        assert not (row.slot >= 0 and row.step < 0 and (is_chips(row.slot) or is_tools(row.slot)))
    assert any(row.slot >= 0 and row.step < 0 and is_chips(row.slot) for row in Table(situation(), US).slate)


def test_a_statute_keeps_relief_from_being_given() -> None:
    free, bound = situation(), situation()
    bound.world.floor_class[0] = 3.0
    row = Table(free, US)
    assert giving.is_legal(free, US, row.slate[row.find(ladders.CUT_DOWN, -1)])
    row = Table(bound, US)
    assert not giving.is_legal(bound, US, row.slate[row.find(ladders.CUT_DOWN, -1)])


def test_without_authority_no_rule_is_written() -> None:
    for seed in SEEDS:
        s = situation(seed=seed)
        s.seats.authority[US] = 0.0
        for _, instrument, _, _ in given(s):
            assert instrument < 0 or s.instruments[instrument, 5] == 0.0


def test_without_attention_cost_nearly_every_month_brings_an_order() -> None:
    free = sum(bool(given(situation(seed=seed, attention=0.0))) for seed in SEEDS)
    dear = sum(bool(given(situation(seed=seed))) for seed in SEEDS)
    assert free > dear


def test_a_crisis_allows_two_orders_and_its_switch_one() -> None:
    def most(**values: Any) -> int:
        counts = []
        for seed in SEEDS:
            s = situation(seed=seed, attention=0.0, **values)
            s.seats.provoked[US] = 1.0
            table = {(kind, instrument if instrument not in ladders.LINE_INSTRUMENTS else -9, target)
                     for kind, instrument, target, _ in given(s)}  # fmt: skip
            counts.append(len(table))
        return max(counts)

    assert most(crisis_orders=1.0) <= 2 < 1 + most()  # a license with conditions is one decision


def test_every_order_of_rules_keeps_its_reasons() -> None:
    s = situation()
    for seed in SEEDS:
        s = situation(seed=seed)
        first = int(s.count[N_ORDERS])
        s.world.month[0] = 40
        decide(s, 40)
        for row in s.orders[first : s.count[N_ORDERS]]:
            if row.seat != US or row.reasons < 0:
                continue
            why = s.reasons[row.reasons]
            assert why[:N_GOALS].sum() - why[giving.COST] == pytest.approx(why[giving.SUM])
            assert why[giving.SCALE] > 0.0


def test_coercion_pays_more_after_a_concession_when_only_the_coercer_learns() -> None:
    def leverage(*, conceded: bool, rate: float = 0.94) -> float:
        s = contest(39, learning_us=0.0, learning_cn=rate, precedent=0.0)
        feel(s, duty(0.54), ban())
        feel(s, magnets(2))
        feel(s, *([duty(0.3)] if conceded else []))
        feel(s, duty(0.54))
        return Table(s, CN).of(RARE_EARTHS, 1, goals.LEV)

    assert leverage(conceded=True) > leverage(conceded=False)
    assert leverage(conceded=True, rate=0.0) == pytest.approx(leverage(conceded=False, rate=0.0))


def test_an_ally_that_is_pressed_and_cohesive_sees_more_in_joining() -> None:
    def regard(pressed: float) -> float:
        s = situation()
        g = seat("nl")
        set_law(s, TOOL_CONTROL, US, CN, 2.0)
        s.countries.pressed[s.seats.country[g]] = pressed
        slate, terms = np.zeros(MOST, CANDIDATE), np.zeros(N_GOALS)
        n = partners.propose(s, g, slate)
        row = next(slate[i] for i in range(n) if slate[i].instrument == TOOL_CONTROL and slate[i].step == 1)
        partners.partner_terms(s, outlook.observe(s, 40), g, row, terms)
        return float(terms[goals.ALL])

    assert regard(1.0) > regard(0.0) > 0.0


def test_firms_with_more_at_stake_see_more_in_lobbying() -> None:
    from stackcraft.agents import firms

    s = situation()
    slate, terms = np.zeros(MOST, CANDIDATE), np.zeros(N_GOALS)
    n = firms.propose(s, 40, seat("nvidia"), slate)
    assert 0 < n <= FIRM_MOST
    row = next(slate[i] for i in range(n) if slate[i].kind == LOBBY)
    p = np.zeros(SLOTS)
    ladders.read_all(s, p)

    def revenue(demand: float) -> float:
        s.countries.budget[CN] = demand
        firms.firm_terms(s, outlook.observe(s, 40), seat("nvidia"), row, p, terms)
        return float(terms[goals.COM])

    assert revenue(4.0) > revenue(1.0) > 0.0


def test_doctrines_decide_differently_in_the_same_world() -> None:
    orders = {name: [given(situation(seed=seed, us=name)) for seed in SEEDS]
              for name in ("rules_based", "transactional", "hawk")}  # fmt: skip
    assert orders["rules_based"] != orders["transactional"] != orders["hawk"] != orders["rules_based"]


def test_nobody_sits_where_no_doctrine_does() -> None:
    s = contest(40, us="", cn="")
    first = int(s.count[N_ORDERS])
    decide(s, 40)
    assert s.count[N_ORDERS] == first
    assert beliefs.yields(s, US) == pytest.approx(0.5)


def assessed(s: Any, who: int, t: int = 40) -> Any:
    """Return what a seat believes, with something hidden that can be misjudged."""
    s.world.control_strength[0] = s.world.tool_strength[0] = 0.6
    s.world.offshore_h100e[0] = 10.0
    s.substitution[:] = 0.2
    return outlook.estimate(s, t, who, outlook.observe(s, t))


HIDDEN = {
    US: {"domestic", "offshore", "strength", "tool_strength", "stocks"},
    CN: {"strength", "substitution", "stocks"},
}
"""What each side misjudges: the rest is public, or its own."""


@pytest.mark.parametrize("who", [US, CN])
def test_assessments_of_what_others_hide_err_and_their_switch_makes_them_exact(who: int) -> None:
    s = situation()
    seen = assessed(s, who)
    known = outlook.observe(s, 40)
    assert {name for name in known._fields if getattr(seen, name) != getattr(known, name)} == HIDDEN[who]
    exact = situation(intelligence_error=0.0)
    assert assessed(exact, who) == outlook.observe(exact, 40)


def test_an_assessment_stands_for_half_a_year_and_is_each_seats_own() -> None:
    s = situation()
    written = [assessed(s, US, t).stocks for t in range(36, 48)]
    assert written == [written[0]] * 6 + [written[6]] * 6
    assert written[0] != written[6]
    assert assessed(s, seat("nl")).domestic != assessed(s, US).domestic


def test_who_overrates_stocks_sees_less_pain_ahead() -> None:
    s = situation()
    s.mineral_stock[:] = 4.0
    p = np.zeros(SLOTS)
    p[RARE_EARTHS] = 4.0
    true = outlook.observe(s, 40)
    pains = [outlook.pain_ahead(s, true._replace(stocks=factor), p, 12.0) for factor in (0.5, 1.0, 1.5)]
    assert pains[0] > pains[1] > pains[2] > 0.0


def regard(name: str, instrument: int, s: Any) -> float:
    """Return the commercial term of a step up on an instrument, for a government."""
    g = seat(name)
    slate, terms = np.zeros(MOST, CANDIDATE), np.zeros(N_GOALS)
    n = partners.propose(s, g, slate)
    row = next(slate[i] for i in range(n) if slate[i].instrument == instrument and slate[i].step == 1)
    partners.partner_terms(s, outlook.observe(s, 40), g, row, terms)
    return float(terms[goals.COM])


def test_a_short_ally_sees_more_in_becoming_a_member_unless_switched_off() -> None:
    def worth(missing: float, **values: float) -> float:
        s = situation(**values)
        set_law(s, TOOL_CONTROL, US, CN, 2.0)
        c = s.seats.country[seat("nl")]
        s.countries.demand_h100e[c], s.countries.unmet[c] = 1.0, missing
        return regard("nl", TOOL_CONTROL, s)

    assert worth(0.8) > worth(0.0) > worth(0.0, member_gain=0.0)
    assert worth(0.8, member_gain=0.0) == worth(0.0, member_gain=0.0)


def test_a_held_back_host_sees_more_in_assurances_the_more_access_depends_on_them() -> None:
    def worth(tier: float = 2.0, **values: float) -> float:
        s = situation(**values)
        set_law(s, TIER, US, s.seats.country[seat("ae")], tier)
        set_law(s, COMPLIANCE, US, 0, 1.0)
        return regard("ae", ASSURANCE, s)

    assert worth() > worth(access_condition=0.0)
    assert worth(tier=1.0) == worth(tier=1.0, access_condition=0.0)


def test_labs_choose_channels_only_where_their_world_has_them() -> None:
    from stackcraft.agents import labs

    def channels(name: str) -> set[int]:
        s = situation()
        slate = np.zeros(MOST, CANDIDATE)
        n = labs.propose(s, seat(name), slate)
        return {int(slate[i].target) for i in range(n) if slate[i].kind == BUY}

    assert channels("openai") == set()
    assert channels("deepseek") == {labs.LICENSED, labs.SMUGGLED, labs.DOMESTIC, labs.OFFSHORE}
