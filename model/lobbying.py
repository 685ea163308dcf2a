"""Lobbying: firms spend on a government's decision, and are felt by what is at stake and how well they are heard."""

from . import goals
from .codes import CASE_BY_CASE, LOBBY, US
from .kernels import rule
from .ladders import CUT_DOWN, FRONTIER, SLOTS, read
from .outlook import access, guidance, market_share


@rule
def at_stake(o, p):  # type: ignore[no-untyped-def]
    """Return the sales a year that one step of relief would open to US makers [USD bn].

    Args:
        o: Outlook.
        p: Rungs, shape (SLOTS,); left as it is.
    """
    now = market_share(o, access(o, p), guidance(p))
    cut, front = p[CUT_DOWN], p[FRONTIER]
    if cut > CASE_BY_CASE:
        p[CUT_DOWN] = CASE_BY_CASE
    elif front > 0.0:
        p[FRONTIER] = front - 1.0
    eased = market_share(o, access(o, p), guidance(p))
    p[CUT_DOWN], p[FRONTIER] = cut, front
    return o.demand * max(0.0, eased - now)


@rule
def weight(s, spending):  # type: ignore[no-untyped-def]
    """Return how much of what lobbying can bring a spending brings [0, 1): half at `lobby_unit` (Eq. 110).

    Args:
        s: State.
        spending: Spending as it is disclosed [USD mn a month].
    """
    x = spending / s.p.lobby_unit
    return x / (1.0 + x)


@rule
def lobby(s, o, position):  # type: ignore[no-untyped-def]
    """Update how strongly US chipmakers' lobbying is felt in Washington (Eq. 110).

    Effect grows with stake, access and spending, each with falling returns. A high weight on contributions isn't
    found for tariffs (Goldberg and Maggi 1999); access is a matter of the administration, not an estimate.

    Args:
        s: State.
        o: Outlook.
        position: Room for the ladders' position, shape (SLOTS,).
    """
    for k in range(SLOTS):
        position[k] = read(s, k)
    stake = at_stake(o, position) / s.p.lobby_scale
    heard = goals.of(s, US, goals.ACCESS, s.p.lobby_access)
    total = 0.0
    for m in range(s.makers.shape[0]):
        if s.makers.stack[m] == US and s.makers.in_house[m] == 0:
            total += s.makers.revenue_year[m]
    effort = 0.0
    for m in range(s.makers.shape[0]):
        row = s.makers[m]
        if row.stack != US or row.in_house == 1:
            row.lobbying = 0.0
            continue
        part = row.revenue_year / total if total > 0.0 else 0.0
        row.lobbying = stake * heard * part * 2.0 * weight(s, s.stance[row.seat, LOBBY])
        effort += row.lobbying
    felt = s.p.lobby_strength * effort / (1.0 + effort)
    s.seats.lobbied[US] += 0.25 * (felt - s.seats.lobbied[US])
    for m in range(s.makers.shape[0]):
        if effort > 0.0:
            s.makers.lobbying[m] *= s.seats.lobbied[US] / effort
