"""Bargaining: packages across issues, when they are struck, and what they leave behind."""

from typing import Any

import numpy as np
import pytest

from stackcraft.model import bargaining, compute_deals, ladders, ledger, outlook, packages
from stackcraft.model.codes import ASSURANCE, CN, CUT_DOWN, LICENSE_REGIME, TARIFF, TIER, US
from stackcraft.model.goals import N_GOALS
from stackcraft.model.ladders import (
    CN_TARIFF,
    FRONTIER,
    LINE,
    RARE_EARTHS,
    SLOTS,
    US_TARIFF,
    read,
    read_all,
)
from stackcraft.model.ladders import CUT_DOWN as CUT_DOWN_SLOT
from stackcraft.model.packages import CHIPS, COUNTER_DUTY, DUTY, MAGNETS, N_ISSUES, STEPS
from stackcraft.model.posture import PRECEDENT
from stackcraft.model.state import N_LEDGER
from support.demand_side import country, set_law
from support.politics import contest, duty, feel, magnets, seat

STANDOFF = (duty(1.04), duty(1.04, CN), magnets(4.0))


def standoff(*, stock: float = 0.0, **changes: Any) -> Any:
    """Return a world in which tariffs and a cutoff of magnets stand, and users' stocks are as given."""
    s = contest(40, **changes)
    s.mineral_stock[:] = stock
    feel(s, *STANDOFF)
    s.countries.pain[US] = 0.3
    for _ in range(2):
        feel(s)
    return s


def chosen(s: Any, t: int = 43) -> Any:
    """Return the steps of relief that the two sides would agree on, zeros if nothing."""
    p, room = np.zeros(SLOTS), np.zeros(SLOTS)
    read_all(s, p)
    us, cn = np.zeros(N_GOALS), np.zeros(N_GOALS)
    packages.value_noise(s, t, US, us)
    packages.value_noise(s, t, CN, cn)
    o = outlook.observe(s, t)
    worth, cost = np.zeros((2, N_ISSUES, STEPS)), np.zeros((2, N_ISSUES, STEPS))
    held, won = np.zeros((N_ISSUES, STEPS)), np.zeros((N_ISSUES, STEPS))
    packages.appraise_issues(s, t, o, o, p, us, cn, worth, cost, held, won, room, np.zeros((4, N_GOALS)))
    steps = np.zeros(N_ISSUES, np.int64)
    packages.best(s, o, p, us, cn, worth, cost, held, won, steps)
    return steps


def entries(s: Any, kind: int) -> list[Any]:
    return [row for row in s.ledger[: s.count[N_LEDGER]] if row.kind == kind]


def test_a_standoff_that_hurts_is_traded_away_across_issues() -> None:
    steps = chosen(standoff(valuation_noise=0.0))
    assert steps[MAGNETS] > 0
    assert steps[DUTY] + steps[CHIPS] > 0


def test_without_linkage_minerals_alone_are_not_given_back() -> None:
    steps = chosen(standoff(valuation_noise=0.0, linkage=0.0))
    assert steps[MAGNETS] == 0
    assert (steps > 0).sum() <= 1


def test_nothing_is_traded_before_the_moment_is_ripe() -> None:
    assert chosen(standoff(valuation_noise=0.0, ripeness=5.0)).sum() == 0


def test_snapback_makes_tariff_relief_deeper() -> None:
    deep = chosen(standoff(valuation_noise=0.0, snapback=0.95))[DUTY]
    shallow = chosen(standoff(valuation_noise=0.0, snapback=0.0))[DUTY]
    assert deep >= shallow
    assert deep > 0


def test_doubt_in_chinas_word_makes_its_relief_worth_less() -> None:
    trusted, doubted = standoff(valuation_noise=0.0), standoff(valuation_noise=0.0)
    doubted.seats.credibility[CN] = 0.0
    off = standoff(valuation_noise=0.0, promise_discount=0.0)
    off.seats.credibility[CN] = 0.0

    def worth(s: Any) -> float:
        p, room = np.zeros(SLOTS), np.zeros(SLOTS)
        read_all(s, p)
        us = np.zeros(N_GOALS)
        packages.value_noise(s, 43, US, us)
        table, cost = np.zeros((2, N_ISSUES, STEPS)), np.zeros((2, N_ISSUES, STEPS))
        held, won = np.zeros((N_ISSUES, STEPS)), np.zeros((N_ISSUES, STEPS))
        o = outlook.observe(s, 43)
        packages.appraise_issues(s, 43, o, o, p, us, us, table, cost, held, won, room, np.zeros((4, N_GOALS)))
        return float(table[0, MAGNETS, 2])

    assert worth(doubted) < worth(trusted)
    assert worth(off) == worth(trusted)


def test_red_lines_and_the_statute_keep_chips_off_the_table() -> None:
    s = standoff(us="rules_based")
    set_law(s, LICENSE_REGIME, US, CN, 3.0, CUT_DOWN)
    p = np.zeros(SLOTS)
    read_all(s, p)
    assert not packages.settle(s, p, CHIPS, 1)
    s = standoff()
    set_law(s, LICENSE_REGIME, US, CN, 3.0, CUT_DOWN)
    read_all(s, p)
    assert packages.settle(s, p.copy(), CHIPS, 1)
    s.world.floor_class[0] = 2.0
    assert not packages.settle(s, p.copy(), CHIPS, 1)


def test_precedent_lowers_the_audience_cost_of_the_same_concession_and_raises_the_prize() -> None:
    fresh, again = standoff(), standoff()
    again.posture[CUT_DOWN_SLOT, PRECEDENT] = 1.0
    assert packages.audience(again, CHIPS, 1, 1.0) < packages.audience(fresh, CHIPS, 1, 1.0)
    assert outlook.observe(again, 43).chips_prize > outlook.observe(fresh, 43).chips_prize
    off = standoff(precedent=0.0)
    off.posture[CUT_DOWN_SLOT, PRECEDENT] = 1.0
    assert packages.audience(off, CHIPS, 1, 1.0) == packages.audience(fresh, CHIPS, 1, 1.0)
    assert outlook.observe(off, 43).chips_prize == outlook.observe(fresh, 43).chips_prize


def struck(**changes: Any) -> Any:
    """Return a standoff after a round of talks that came to terms."""
    s = standoff(valuation_noise=0.0, **changes)
    s.world.month[0] = 43
    bargaining.talk(s, 43)
    bargaining.settle_accounts(s, 43)
    return s


def test_a_struck_package_becomes_law_at_once_and_stands_both_sides_down() -> None:
    before = standoff(valuation_noise=0.0)
    s = struck()
    assert read(s, RARE_EARTHS) < read(before, RARE_EARTHS)
    assert read(s, US_TARIFF) + read(s, CN_TARIFF) < read(before, US_TARIFF) + read(before, CN_TARIFF)
    assert s.world.truce_until[0] == 43 + int(s.p.truce_months)
    assert s.seats.grievance[CN] == pytest.approx(s.p.settlement * before.seats.grievance[CN])
    assert entries(s, ledger.DEAL)
    assert entries(s, ledger.TRUCE)


def test_a_struck_package_starts_the_clock_of_the_promise() -> None:
    assert struck().world.deal_months[0] == 1


def test_whoever_proposes_does_no_worse_by_it() -> None:
    nash, china = chosen(standoff(valuation_noise=0.0)), chosen(standoff(valuation_noise=0.0, proposer=2.0))
    assert china[MAGNETS] <= nash[MAGNETS]
    assert china[DUTY] >= nash[DUTY]
    assert china[COUNTER_DUTY] <= 4


def test_nothing_is_bargained_while_history_is_scripted() -> None:
    s = standoff(round_rate=1.0, summit_rate=1.0)
    s.world.scripted_until[0] = 60
    law = s.law.copy()
    for t in range(43, 49):
        s.world.month[0] = t
        bargaining.bargain(s, t)
    assert np.array_equal(law, s.law)


def test_summits_bring_rounds_and_without_them_a_calm_month_brings_none() -> None:
    s = contest(summit_rate=1.0)
    assert [t for t in range(36, 48) if bargaining.meets(s, t)] == [40, 46]
    off = contest(summit_every=0.0)
    assert not any(bargaining.meets(off, t) for t in range(36, 96))


def test_a_summit_that_fails_in_a_crisis_leaves_more_grievance() -> None:
    s = standoff(ripeness=5.0, summit_rate=1.0)
    before = float(s.seats.grievance[US])
    s.world.month[0] = 46
    bargaining.bargain(s, 46)
    assert s.seats.grievance[US] == pytest.approx(before + s.p.summit_rupture)
    assert entries(s, ledger.RUPTURE)


def test_misjudged_values_differ_by_month_and_vanish_without_the_noise() -> None:
    s = contest()
    first, second = np.zeros(N_GOALS), np.zeros(N_GOALS)
    packages.value_noise(s, 43, US, first)
    packages.value_noise(s, 44, US, second)
    assert not np.array_equal(first, second)
    off = contest(valuation_noise=0.0)
    packages.value_noise(off, 43, US, first)
    packages.value_noise(off, 44, US, second)
    assert np.array_equal(first, second)


def test_a_host_that_is_held_back_trades_assurances_for_chips() -> None:
    s = contest(40, compute_deal_rate=1.0)
    c = country("ae")
    s.seats.doctrine[seat("ae")] = 8  # dealmaker
    set_law(s, TIER, US, c, 2.0)
    compute_deals.deal(s, 40)
    assert s.law[ASSURANCE, seat("ae"), c, 0] > 0.0
    assert s.law[TIER, US, c, 0] == 1.0
    off = contest(40, compute_deal_rate=0.0)
    off.seats.doctrine[seat("ae")] = 8
    set_law(off, TIER, US, c, 2.0)
    compute_deals.deal(off, 40)
    assert off.law[TIER, US, c, 0] == 2.0


def test_slots_are_found_from_the_terms_of_an_offer() -> None:
    assert ladders.slot_of(TARIFF, US, CN, 0) == US_TARIFF
    assert ladders.slot_of(LICENSE_REGIME, US, CN, CUT_DOWN) == CUT_DOWN_SLOT
    assert ladders.slot_of(LICENSE_REGIME, US, CN, 0) == FRONTIER
    assert ladders.slot_of(TARIFF, CN, CN, 0) == -1
    assert LINE not in (FRONTIER, CUT_DOWN_SLOT)
