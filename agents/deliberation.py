"""Deliberation: one rule for every seat that rules decide (Eqs. 11 to 13).

A seat lists what it could order, forecasts what each order would change in its goals, weighs that by its doctrine,
takes off the cost of attention, adds luck from the tape, and gives the best candidate if it beats doing nothing.
What it added up is kept as the order's reasons.
"""

import numpy as np

from stackcraft.model import factions, goals, grievance, ladders, outlook
from stackcraft.model.codes import CN, GOVERNMENT, LAB, LEGISLATURE, US
from stackcraft.model.goals import N_GOALS
from stackcraft.model.kernels import rule
from stackcraft.model.ladders import SLOTS
from stackcraft.model.noise import draw, gumbel
from stackcraft.model.severity import is_tariff

from . import appraisal, firms, labs, legislature, partners, rivals
from .giving import affords, give, is_legal
from .slate import CANDIDATE, MOST, PASS, close, identity
from .turns import is_crisis, is_due, note_touched

FIRST = draw("deliberation.first", "how a seat's first choice of a month falls out beyond its reasons")
SECOND = draw("deliberation.second", "how its second choice in a month of crisis falls out")

SIFTED = 10.0
"""Candidates beyond which each costs attention too, so that ten ways to do nothing much don't beat one."""


@rule
def decide(s, t):  # type: ignore[no-untyped-def]
    """Let every seat that rules decide, and that is due this month, deliberate and give its orders."""
    if s.world.replay[0] == 1:
        return
    slate = np.zeros(MOST, CANDIDATE)
    terms = np.zeros((MOST, N_GOALS))
    weights, base, y = np.zeros(N_GOALS), np.zeros(N_GOALS), np.zeros(N_GOALS)
    p, room = np.zeros(SLOTS), np.zeros(SLOTS)
    touched = np.zeros(s.countries.shape[0], np.int64)
    note_touched(s, t, touched)
    ladders.expect_all(s, p)
    known = outlook.observe(s, t)
    for g in range(s.seats.shape[0]):
        if s.seats.doctrine[g] < 0 or not is_due(s, t, g, touched):
            continue
        n = propose(s, t, g, p, slate)
        if n == 0:
            continue
        o = outlook.estimate(s, t, g, known)
        factions.weigh(s, g, weights)
        if g == US:
            outlook.us_levels(s, o, p, goals.of(s, g, goals.HORIZON, 6.0), base)
        elif g == CN:
            outlook.cn_levels(s, o, p, base)
        deliberate(s, t, g, o, p, slate, n, weights, base, room, y, terms)


@rule
def propose(s, t, seat, p, slate):  # type: ignore[no-untyped-def]
    """Fill the slate of a seat by its kind; return how many candidates there are."""
    kind = s.seats.kind[seat]
    if seat <= CN:
        return rivals.propose(s, t, seat, p, slate)
    if kind == GOVERNMENT:
        return partners.propose(s, seat, slate)
    if kind == LEGISLATURE:
        return legislature.propose(s, slate)
    if s.seats.row[seat] < 0:
        return 0
    return labs.propose(s, seat, slate) if kind == LAB else firms.propose(s, t, seat, slate)


@rule
def appraise(s, t, seat, o, p, base, row, felt, owed, room, y, terms):  # type: ignore[no-untyped-def]
    """Fill what a candidate would change in each goal of a seat, before weights, shape (N_GOALS,)."""
    kind = s.seats.kind[seat]
    if seat <= CN:
        appraisal.rival_terms(s, t, seat, o, p, base, row, felt, owed, room, y, terms)
    elif kind == GOVERNMENT:
        partners.partner_terms(s, o, seat, row, terms)
    elif kind == LEGISLATURE:
        legislature.legislature_terms(s, o, row, terms)
    elif kind == LAB:
        labs.lab_terms(s, o, seat, row, terms)
    else:
        firms.firm_terms(s, o, seat, row, p, terms)


@rule
def deliberate(s, t, seat, o, p, slate, n, weights, base, room, y, terms):  # type: ignore[no-untyped-def]
    """Choose among a seat's candidates and give the best, in a crisis twice (Eqs. 11, 12).

    The score of a candidate is its weighted terms, less attention, plus noise; that of passing is noise alone. So the
    choice is a logit with precision one over the noise (McKelvey and Palfrey 1998).

    Args:
        s: State.
        t: Month.
        seat: Who deliberates.
        o: Outlook.
        p: Rungs once announced law binds, shape (SLOTS,).
        slate: Candidates.
        n: How many there are.
        weights: Weight of each goal, shape (N_GOALS,).
        base: Levels of the goals as things stand, shape (N_GOALS,).
        room: Room for a position, shape (SLOTS,).
        y: Room for levels, shape (N_GOALS,).
        terms: Room for weighted terms, shape (MOST, N_GOALS).
    """
    scale = goals.of(s, seat, goals.NOISE, 0.1) * s.p.order_noise
    attention = goals.of(s, seat, goals.ATTENTION, 0.6) * s.p.attention + scale * np.log(max(1.0, n / SIFTED))
    felt = s.seats.grievance[seat]
    owed = appraisal.owed_in_kind(s, seat, p, felt) if seat <= CN else 0.0
    spent = 0.0
    turns = int(s.p.crisis_orders) if is_crisis(s, seat) else 1
    for turn in range(turns):
        name = FIRST if turn == 0 else SECOND
        passing = scale * gumbel(s.seed, name, s.seats.key[seat] ^ PASS, t)
        chosen, score, second, reason, luck = -1, passing, -1e300, 0.0, 0.0
        alternative = 0.0  # what the best of the others would have brought without luck; passing brings 0
        runner_up = -1e300
        for i in range(n):
            row = slate[i]
            if row.open == 0:
                continue
            if turn == 0 and not is_legal(s, seat, row):
                row.open = 0
                continue
            if not affords(s, seat, row, spent):
                continue
            appraise(s, t, seat, o, p, base, row, felt, owed, room, y, terms[i])
            total = -attention
            for g in range(N_GOALS):
                terms[i, g] *= weights[g]
                total += terms[i, g]
            chance = scale * gumbel(s.seed, name, identity(s.seats.key[seat], row), t)
            if total + chance > score:
                second = score
                runner_up = max(runner_up, reason if chosen >= 0 else -1e300)
                chosen, score, reason, luck = i, total + chance, total, chance
            else:
                second = max(second, total + chance)
                runner_up = max(runner_up, total)
        if chosen < 0:
            return
        alternative = max(0.0, runner_up)
        margin = (score - second) / scale if scale > 0.0 else 0.0
        row = slate[chosen]
        give(s, seat, row, terms[chosen], reason, attention, luck - passing, alternative, scale, margin)
        hard = max(0.0, row.severity)
        duty = hard if row.slot >= 0 and is_tariff(row.slot) else 0.0
        felt = max(0.0, felt - grievance.settled(s, seat, hard, duty))
        owed -= duty
        owed = min(felt, max(0.0, owed))
        spent += row.authority
        close(slate, n, chosen)
