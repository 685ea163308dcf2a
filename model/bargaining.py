"""Bargaining: when the two sides talk, what they strike, what fails; offers are answered, hosts of compute deal."""

import numpy as np

from . import compute_deals, ledger, offers, outlook, rulebook
from .codes import ANNOUNCED, CN, OFFER, US
from .goals import N_GOALS
from .kernels import rule
from .ladders import (
    CN_TARIFF,
    CUT_DOWN,
    DESIGN,
    FRONTIER,
    RARE_EARTHS,
    RATES,
    SLOTS,
    TOOLS,
    US_TARIFF,
    instrument,
    issuer,
    read_all,
    target,
    value,
)
from .noise import draw, key, uniform
from .packages import CHIPS, FABS, MAGNETS, METALS, N_ISSUES, STEPS, appraise_issues, best, settle, value_noise
from .posture import PRECEDENT
from .state import N_ORDERS

ROUND = draw("bargaining.round", "whether the two sides meet this month")
TABLE = key("bargaining.table")

FIRST_SUMMIT = 4
"""Month of the year (January = 0) of the first summit of a year."""


@rule
def bargain(s, t):  # type: ignore[no-untyped-def]
    """Answer offers, hold rounds of talks where they are due, and let hosts of compute deal (Eq. 17 to 22b).

    While history is scripted nothing happens here: its acts already hold the deals.
    """
    s.world.talks[0] = 0
    if t <= s.world.scripted_until[0]:
        return
    offers.answer_offers(s, t)
    if s.seats.doctrine[US] >= 0 and s.seats.doctrine[CN] >= 0 and meets(s, t):
        s.world.talks[0] = 1
        talk(s, t)
    compute_deals.deal(s, t)


@rule
def is_summit(s, t):  # type: ignore[no-untyped-def]
    """Return whether leaders meet in month `t` (F13)."""
    every = int(s.p.summit_every)
    return every > 0 and (t % 12 - FIRST_SUMMIT) % every == 0


@rule
def is_crisis(s):  # type: ignore[no-untyped-def]
    """Return whether things hurt enough to talk: users stopped, or magnets and tariffs both held back (Eq. 17)."""
    if s.countries.pain[US] > s.p.crisis_pain:
        return True
    rate = RATES[int(s.posture[US_TARIFF, 0])]
    return (s.posture[RARE_EARTHS, 0] >= 3.0 and rate >= 0.3) or (rate >= 0.54 and s.posture[CN_TARIFF, 0] >= 3.0)


@rule
def asked_for_talks(s, t):  # type: ignore[no-untyped-def]
    """Return whether Washington or Beijing asked for talks this month: an offer that names no package."""
    for n in range(s.count[N_ORDERS] - 1, -1, -1):
        row = s.orders[n]
        if row.month < t:
            return False
        if row.kind == OFFER and row.seat <= CN and row.package < 0 and row.code == 0:
            return True
    return False


@rule
def meets(s, t):  # type: ignore[no-untyped-def]
    """Return whether a round is held: at summits nearly always, else by chance where there is cause."""
    luck = uniform(s.seed, ROUND, TABLE, t)
    if is_summit(s, t):
        return luck < s.p.summit_rate
    ends = s.world.truce_until[0] == t or s.world.truce_until[0] == t + 1
    return luck < s.p.round_rate and (ends or is_crisis(s) or asked_for_talks(s, t))


@rule
def talk(s, t):  # type: ignore[no-untyped-def]
    """Hold one round: appraise packages, strike the best that both prefer, or fail."""
    p, room = np.empty(SLOTS), np.empty(SLOTS)
    read_all(s, p)
    us, cn = np.empty(N_GOALS), np.empty(N_GOALS)
    value_noise(s, t, US, us)
    value_noise(s, t, CN, cn)
    o = outlook.observe(s, t)
    worth = np.zeros((2, N_ISSUES, STEPS))
    cost = np.zeros((2, N_ISSUES, STEPS))
    held, won = np.zeros((N_ISSUES, STEPS)), np.zeros((N_ISSUES, STEPS))
    appraise_issues(s, t, o, p, us, cn, worth, cost, held, won, room, np.empty((4, N_GOALS)))
    chosen = np.zeros(N_ISSUES, np.int64)
    if best(s, o, p, us, cn, worth, cost, held, won, chosen) > 0.0:
        strike(s, t, p, chosen)
    elif s.world.truce_until[0] >= t and s.seats.grievance[US] < 1.0 and s.seats.grievance[CN] < 1.0:
        stand_down(s, t)
    elif is_summit(s, t) and is_crisis(s):
        for g in range(2):
            s.seats.grievance[g] += s.p.summit_rupture
        ledger.enter(s, ledger.RUPTURE, US, CN, -1, 0.0, s.seats.grievance[US])


@rule
def strike(s, t, p, chosen):  # type: ignore[no-untyped-def]
    """Enact a package: every step becomes law of this month, both stand down, grievance is settled in part (Eq. 21).

    Args:
        s: State.
        t: Month.
        p: Rungs before, shape (SLOTS,); after it, those agreed.
        chosen: Steps of relief by issue, shape (N_ISSUES,).
    """
    before = p.copy()
    for issue in range(N_ISSUES):
        settle(s, p, issue, chosen[issue])
    for k in range(SLOTS):
        if p[k] == before[k]:
            continue
        seat, i = issuer(k), instrument(k)
        product = 1 if k == CUT_DOWN else 0
        sets = value(k, int(p[k]))
        rulebook.enact(s, i, seat, target(s, k, -1), product, sets, t, -1, ANNOUNCED, -1, s.count[N_ORDERS])
        ledger.enter(s, ledger.DEAL, seat, target(s, k, -1), product, float(i), sets)
    for issue in (CHIPS, FABS):
        if chosen[issue] > 0:
            concede(s, issue, before, p)
    if chosen[MAGNETS] + chosen[METALS] > 0:
        s.world.deal_months[0] = 1
    for g in range(2):
        s.seats.grievance[g] *= s.p.settlement
    stand_down(s, t)


@rule
def concede(s, issue, before, after):  # type: ignore[no-untyped-def]
    """Set the precedent: what was conceded once is negotiable from now on (F5)."""
    for k in (FRONTIER, CUT_DOWN, TOOLS, DESIGN):
        if after[k] < before[k]:
            s.posture[k, PRECEDENT] = 1.0
            ledger.enter(s, ledger.CONCESSION, US, CN, k, float(issue), after[k])


@rule
def stand_down(s, t):  # type: ignore[no-untyped-def]
    """Begin or prolong a truce (F8)."""
    s.world.truce_until[0] = t + int(s.p.truce_months)
    ledger.enter(s, ledger.TRUCE, US, CN, -1, s.p.truce_months, float(s.world.truce_until[0]))
