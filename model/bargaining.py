"""Bargaining: when the two sides talk, what they strike, what fails; offers are answered, hosts of compute deal."""

import numpy as np

from . import answers, compute_deals, ledger, outlook
from .adjudication import stand_down, strike_package
from .codes import ANSWER, CN, OFFER, STAND_DOWN, US
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
    slot_of,
    target,
    value,
)
from .noise import draw, key, uniform
from .packages import N_ISSUES, STEPS, appraise_issues, best, settle, value_noise
from .posture import PRECEDENT
from .state import N_ORDERS
from .terms import PACKAGES, give

ROUND = draw("bargaining.round", "whether the two sides meet this month")
TABLE = key("bargaining.table")

FIRST_SUMMIT = 4
"""Month of the year (January = 0) of the first summit of a year."""


@rule
def bargain(s, t):  # type: ignore[no-untyped-def]
    """Answer offers, hold rounds of talks where they are due, and let hosts of compute deal (Eqs. 33 to 40).

    While history is scripted nothing happens here: its acts already hold the deals.
    """
    s.world.talks[0] = 0
    if t <= s.world.scripted_until[0]:
        return
    replayed = s.world.replay[0] == 1
    if not replayed:
        answers.answer_offers(s, t)
    if s.seats.doctrine[US] >= 0 and s.seats.doctrine[CN] >= 0 and meets(s, t):
        s.world.talks[0] = 1
        if not replayed:
            talk(s, t)
    if not replayed:
        compute_deals.deal(s, t)
    if s.world.talks[0] == 1 and not came_to_terms(s, t) and is_summit(s, t) and is_crisis(s):
        rupture(s)  # after all deals, so that the ledger of a replay has the same order
    settle_accounts(s, t)


@rule
def is_summit(s, t):  # type: ignore[no-untyped-def]
    """Return whether leaders meet in month `t` (F13)."""
    every = int(s.p.summit_every)
    return every > 0 and (t % 12 - FIRST_SUMMIT) % every == 0


@rule
def is_crisis(s):  # type: ignore[no-untyped-def]
    """Return whether things hurt enough to talk: users stopped, or magnets and tariffs both held back (Eq. 33)."""
    if s.countries.pain[US] > s.p.crisis_pain:
        return True
    rate = RATES[int(s.posture[US_TARIFF, 0])]
    return (s.posture[RARE_EARTHS, 0] >= 2.0 and rate >= 0.3) or (rate >= 0.54 and s.posture[CN_TARIFF, 0] >= 3.0)


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
    """Return whether a round is held: at summits nearly always, else by chance where there is cause (Eq. 33)."""
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
    known = outlook.observe(s, t)
    ours, theirs = outlook.estimate(s, t, US, known), outlook.estimate(s, t, CN, known)
    worth = np.zeros((2, N_ISSUES, STEPS))
    cost = np.zeros((2, N_ISSUES, STEPS))
    held, won = np.zeros((N_ISSUES, STEPS)), np.zeros((N_ISSUES, STEPS))
    appraise_issues(s, t, ours, theirs, p, us, cn, worth, cost, held, won, room, np.empty((4, N_GOALS)))
    chosen = np.zeros(N_ISSUES, np.int64)
    if best(s, theirs, p, us, cn, worth, cost, held, won, chosen) > 0.0:
        strike(s, p, chosen)
    elif t <= s.world.truce_until[0] <= t + 1 and s.seats.grievance[US] < 1.0 and s.seats.grievance[CN] < 1.0:
        give(s, US, STAND_DOWN, -1, 0, 0, s.p.truce_months, -1, -1)
        stand_down(s, US, t, s.p.truce_months)


@rule
def strike(s, p, chosen):  # type: ignore[no-untyped-def]
    """Strike a package: every step is a term that one side promises, and becomes law of this month (Eq. 37).

    Args:
        s: State.
        p: Rungs before, shape (SLOTS,); after it, those agreed.
        chosen: Steps of relief by issue, shape (N_ISSUES,).
    """
    before = p.copy()
    for issue in range(N_ISSUES):
        settle(s, p, issue, chosen[issue])
    package = PACKAGES + s.count[N_ORDERS]
    for k in range(SLOTS):
        if p[k] != before[k]:
            product = 1 if k == CUT_DOWN else 0
            give(s, US, OFFER, instrument(k), target(s, k, -1), product, value(k, int(p[k])), issuer(k), package)
    strike_package(s, package)
    give(s, CN, ANSWER, -1, package, 0, 1.0, -1, -1)


@rule
def between_the_two(s, package):  # type: ignore[no-untyped-def]
    """Return whether a package binds both Washington and Beijing."""
    us = cn = False
    for n in range(s.count[N_ORDERS]):
        row = s.orders[n]
        if row.kind == OFFER and row.package == package and row.code == 0:
            party = row.party if row.party >= 0 else row.seat
            us = us or party == US
            cn = cn or party == CN
    return us and cn


@rule
def came_to_terms(s, t):  # type: ignore[no-untyped-def]
    """Return whether the two sides agreed on anything this month: a package or a truce."""
    for n in range(s.count[N_ORDERS] - 1, -1, -1):
        row = s.orders[n]
        if row.month < t:
            return False
        if row.code == 0 and row.seat <= CN:
            if row.kind == STAND_DOWN and row.value > 0.0:
                return True
            if row.kind == ANSWER and row.value > 0.5 and between_the_two(s, row.target):
                return True
    return False


@rule
def rupture(s):  # type: ignore[no-untyped-def]
    """Let a summit in a crisis that ends without terms add to grievance on both sides (Eq. 38; F13)."""
    for g in range(2):
        s.seats.grievance[g] += s.p.summit_rupture
    ledger.enter(s, ledger.RUPTURE, US, CN, -1, 0.0, s.seats.grievance[US])


@rule
def settle_accounts(s, t):  # type: ignore[no-untyped-def]
    """Let every package that the two sides struck this month settle grievance, set precedent and begin a truce.

    Eq. 38.

    Packages that people strike count like those of rules.
    """
    for n in range(s.count[N_ORDERS] - 1, -1, -1):
        answer = s.orders[n]
        if answer.month < t:
            return
        if answer.code != 0 or answer.kind != ANSWER or answer.value <= 0.5 or not between_the_two(s, answer.target):
            continue
        for m in range(s.count[N_ORDERS]):
            term = s.orders[m]
            if term.kind == OFFER and term.package == answer.target and term.code == 0:
                settle_term(s, term)
        for g in range(2):
            s.seats.grievance[g] *= s.p.settlement
        s.world.deal_months[0] = 1
        stand_down(s, US, t, s.p.truce_months)


@rule
def settle_term(s, term):  # type: ignore[no-untyped-def]
    """Set the precedent of one term (F5): what was conceded once is negotiable from now on."""
    party = term.party if term.party >= 0 else term.seat
    k = slot_of(term.instrument, party, term.target, term.product)
    if k == FRONTIER or k == CUT_DOWN or k == TOOLS or k == DESIGN:
        s.posture[k, PRECEDENT] = 1.0
        ledger.enter(s, ledger.CONCESSION, party, term.target, k, float(term.instrument), term.value)
