"""Giving: a candidate becomes an order, with its reasons, and the further cells of law that it takes."""

import numpy as np

from stackcraft.model import beliefs, goals, legality
from stackcraft.model.codes import (
    ANNOUNCED,
    CASE_BY_CASE,
    CN,
    LICENSE_REGIME,
    MINERAL_LICENSE,
    PRESUMPTION_OF_DENIAL,
    REVENUE_SHARE,
    SET_RULE,
    US,
    VOLUME_CAP,
)
from stackcraft.model.goals import N_GOALS
from stackcraft.model.kernels import rule
from stackcraft.model.ladders import CUT_DOWN, FRONTIER, LINE, LINE_INSTRUMENTS, LINES
from stackcraft.model.legality import AUTHORITY, verify
from stackcraft.model.orders import append_order
from stackcraft.model.state import N_ORDERS, N_REASONS

SUM, COST, LUCK, ALTERNATIVE, SCALE = range(N_GOALS, N_GOALS + 5)
"""Columns of `State.reasons` after the goals: terms less attention; attention; luck against that of passing; what the
best alternative would have brought without luck (0 for passing); scale of luck. Luck decided if SUM < ALTERNATIVE."""

YIELDS, ANSWERS, WORD, FELT, HAWKS = range(N_GOALS + 5, goals.N_REASONS)
"""Further columns: what the seat believed and felt as it decided: whether its rival yields to pressure and whether it
answers [probability], the credit of its own word [0, 1], its grievance [severity units], hawk pressure [0, 1]."""

SHARES = np.array([0.25, 0.15])
"""Share of revenue that relief for frontier and cut-down chips costs under a doctrine with conditions (A6)."""

HALF = 0.5
"""Volume cap on frontier chips under such a doctrine: half of home volume (91 FR 1684)."""


@rule
def is_legal(s, seat, row):  # type: ignore[no-untyped-def]
    """Return whether the law lets a seat give a candidate, and note what authority it would take."""
    n = s.count[N_ORDERS]
    if n >= s.orders.shape[0]:
        return False
    order = s.orders[n]  # room past the last order, written over by the next one given
    order.month = s.world.month[0]
    order.seat = seat
    order.kind = row.kind
    order.instrument = row.instrument
    order.target = row.target
    order.product = row.product
    order.value = row.value
    order.in_force = -1
    order.lapse = row.lapse
    order.status = row.status
    order.event = -1
    order.party = -1
    order.package = -1
    if verify(s, order) != 0:
        return False
    row.authority = legality.authority_cost(s, order)
    if row.slot == LINE:
        row.authority = line_authority(s, row.rung)
    if row.instrument >= MINERAL_LICENSE and row.instrument < MINERAL_LICENSE + 5 and row.step > 0:
        row.authority *= row.step  # every rung is a regulation of its own
    if row.instrument == LICENSE_REGIME and row.severity > 0.0:
        row.authority = max(row.authority, goals.of(s, seat, goals.LETTER, 0.0))
    return True


@rule
def line_authority(s, rung):  # type: ignore[no-untyped-def]
    """Return the authority that a new line takes: each cell that changes, and the license rule with the first line."""
    total = 0.0
    for j in range(LINES.shape[1]):
        i = LINE_INSTRUMENTS[j]
        now = s.law[i, US, 0, 0]
        if now != LINES[rung, j]:
            cost = s.instruments[i, AUTHORITY]
            total += cost * legality.RELAXING if legality.relaxes(s, i, now, LINES[rung, j]) else cost
    if rung > 0 and s.law[LICENSE_REGIME, US, CN, 0] < PRESUMPTION_OF_DENIAL:
        total += s.instruments[LICENSE_REGIME, AUTHORITY]
    return total


@rule
def affords(s, seat, row, spent):  # type: ignore[no-untyped-def]
    """Return whether a seat has the authority for a candidate after what it spent this month [rules]."""
    return row.authority <= 0.0 or row.authority + spent <= s.seats.authority[seat]


@rule
def keep_reasons(s, seat, terms, total, attention, luck, alternative, scale):  # type: ignore[no-untyped-def]
    """Write why an order was given into the next row of `s.reasons`; return the row, -1 if there is no room."""
    n = s.count[N_REASONS]
    if n >= s.reasons.shape[0]:
        return -1
    row = s.reasons[n]
    for g in range(N_GOALS):
        row[g] = terms[g]
    row[SUM] = total
    row[COST] = attention
    row[LUCK] = luck
    row[ALTERNATIVE] = alternative
    row[SCALE] = scale
    row[YIELDS] = beliefs.yields(s, seat)
    row[ANSWERS] = beliefs.answers(s, seat)
    row[WORD] = s.seats.credibility[seat]
    row[FELT] = s.seats.grievance[seat]
    row[HAWKS] = s.world.hawk[0]
    s.count[N_REASONS] = n + 1
    return n


@rule
def give(s, seat, row, terms, total, attention, luck, alternative, scale, margin):  # type: ignore[no-untyped-def]
    """Append the order of a chosen candidate, with its reasons, and the further cells of law that it takes.

    Args:
        s: State.
        seat: Who gives it.
        row: The candidate.
        terms: Its weighted terms, shape (N_GOALS,).
        total: Their sum less attention.
        attention: Cost of giving an order.
        luck: Its luck against that of passing.
        alternative: What the best alternative would have brought without luck.
        scale: Scale of luck.
        margin: By how much it beat the runner-up, in units of luck.
    """
    why = keep_reasons(s, seat, terms, total, attention, luck, alternative, scale)
    if row.kind == SET_RULE and row.slot == LINE:
        give_line(s, seat, row, why, margin)
        return
    append_order(
        s, seat, row.kind, row.instrument, row.target, row.product, row.value, -1, row.lapse, row.status, why, margin
    )  # fmt: skip
    if row.kind != SET_RULE:
        return
    relieves = (row.slot == FRONTIER or row.slot == CUT_DOWN) and row.step < 0 and row.value <= CASE_BY_CASE
    if relieves and goals.of(s, seat, goals.CONDITIONS, 0.0) > 0.5:
        share = SHARES[row.product]
        if s.law[REVENUE_SHARE, US, CN, row.product] != share:
            append_order(s, seat, SET_RULE, REVENUE_SHARE, CN, row.product, share, -1, -1, ANNOUNCED, why, margin)
        if row.slot == FRONTIER and s.law[VOLUME_CAP, US, CN, row.product] != HALF:
            append_order(s, seat, SET_RULE, VOLUME_CAP, CN, row.product, HALF, -1, -1, ANNOUNCED, why, margin)


@rule
def give_line(s, seat, row, why, margin):  # type: ignore[no-untyped-def]
    """Append every cell of a line that changes: performance, density, links; with the first line the license rule."""
    for j in range(LINES.shape[1]):
        i = LINE_INSTRUMENTS[j]
        if s.law[i, US, 0, 0] != LINES[row.rung, j]:
            append_order(s, seat, SET_RULE, i, 0, 0, LINES[row.rung, j], -1, -1, ANNOUNCED, why, margin)
    if row.rung > 0 and s.law[LICENSE_REGIME, US, CN, 0] < PRESUMPTION_OF_DENIAL:
        regime = float(PRESUMPTION_OF_DENIAL)
        append_order(s, seat, SET_RULE, LICENSE_REGIME, CN, 0, regime, -1, -1, ANNOUNCED, why, margin)
