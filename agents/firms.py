"""Chipmakers: lobby, price, rank China, book capacity, hurry variants, move software; and what each would bring.

A firm reads the goals by its own lights: commerce is revenue, diffusion its platform's spread, alliance loyalty to
the home stack, audience the anger of hawks, trust the fear of stranded stock (negative: a stockpiler's appetite),
capacity what an order costs.
"""

import numpy as np

from stackcraft.model import lobbying
from stackcraft.model.codes import ALLOCATE, BOOK, LAUNCH, LOBBY, PORT, PRICE, US
from stackcraft.model.goals import ALL, CAP, COM, DIF, HAW, SEC, TRU
from stackcraft.model.kernels import rule

from .slate import add

SPENDING = np.array([0.0, 0.5, 1.0, 2.0, 4.0, 8.0])
"""Steps of lobbying, in the spending that half of its effect takes (`lobby_unit`)."""

UNDECIDED = 10**6
"""`ready` of a product that nobody has decided to make (industry.UNDECIDED)."""


@rule
def propose(s, t, seat, slate):  # type: ignore[no-untyped-def]
    """Fill the slate of a chipmaker; return how many candidates there are (at most `slate.FIRM_MOST`)."""
    m = s.seats.row[seat]
    n = 0
    if s.makers.in_house[m] == 1:
        return 0
    american = s.makers.stack[m] == US
    if american:
        now = s.stance[seat, LOBBY]
        for step in (-1, 1):
            spend = next_spending(now / s.p.lobby_unit, step) * s.p.lobby_unit
            if spend != now:
                n = add(slate, n, LOBBY, -1, US, 0, spend, -1, step, 0.0)
    for step in (-1, 1):
        price = s.stance[seat, PRICE] + 0.1 * step
        if 0.7 <= price <= 1.5:
            n = add(slate, n, PRICE, -1, 0, 0, price, -1, step, 0.0)
        book = s.stance[seat, BOOK] + 0.1 * step
        if 0.6 <= book <= 1.4:
            n = add(slate, n, BOOK, -1, 0, 0, book, -1, step, 0.0)
        rank = s.stance[seat, ALLOCATE] + 0.25 * step
        if american and 0.0 <= rank <= 1.5:
            n = add(slate, n, ALLOCATE, -1, 0, 0, rank, -1, step, 0.0)
        port = s.stance[seat, PORT] + 0.1 * step
        if not american and 0.0 <= port <= 0.6:
            n = add(slate, n, PORT, -1, 0, 0, port, -1, step, 0.0)
    for k in range(s.products.shape[0]):
        row = s.products[k]
        if row.maker == m and row.launch < 0 and t + 3 < row.ready < UNDECIDED:
            n = add(slate, n, LAUNCH, -1, k, 0, 3.0, -1, 1, 0.0)
            break
    return n


@rule
def next_spending(now, step):  # type: ignore[no-untyped-def]
    """Return the next step of lobbying above (step > 0) or below `now`, `now` itself at the end [lobby_unit]."""
    if step > 0:
        for n in range(SPENDING.shape[0]):
            if SPENDING[n] > now + 1e-9:
                return SPENDING[n]
        return now
    for n in range(SPENDING.shape[0] - 1, -1, -1):
        if SPENDING[n] < now - 1e-9:
            return SPENDING[n]
    return now


@rule
def scarcity(s, m):  # type: ignore[no-untyped-def]
    """Return how short a maker's cards are: backlog against a month's orders, and stock the other way [-1, 1]."""
    ordered = waiting = stock = 0.0
    for k in range(s.products.shape[0]):
        row = s.products[k]
        if row.maker == m:
            ordered += row.orders
            waiting += row.backlog
            stock += row.stock
    if ordered <= 0.0:
        return -0.5 if stock > 0.0 else 0.0
    return max(-1.0, min(1.0, 0.5 * waiting / ordered - 0.3 * max(0.0, stock / ordered - 0.5)))


@rule
def firm_terms(s, o, seat, row, p, terms):  # type: ignore[no-untyped-def]
    """Fill what a candidate would change in each goal of a chipmaker, before weights (Eq. 30).

    Args:
        s: State.
        o: Outlook.
        seat: The firm.
        row: The candidate.
        p: Rungs of the ladders, shape (SLOTS,).
        terms: Change of each goal, shape (N_GOALS,), filled.
    """
    terms[:] = 0.0
    m = s.seats.row[seat]
    maker = s.makers[m]
    step = float(row.step)
    short = scarcity(s, m)
    china = maker.revenue_china / maker.revenue if maker.revenue > 0.0 else 0.1
    hazard = min(1.0, s.world.hazard[0])
    if row.kind == LOBBY:
        now, then = s.stance[seat, LOBBY], row.value
        effect = lobbying.weight(s, then) - lobbying.weight(s, now)
        stake = min(2.0, lobbying.at_stake(o, p) / s.p.lobby_scale)
        terms[COM] = 3.0 * stake * effect
        terms[HAW] = 0.3 * o.hawk * effect
        terms[CAP] = -0.25 * (then - now) / s.p.lobby_unit
    elif row.kind == PRICE:
        rivalry = o.domestic if maker.stack == US else 1.0 - o.domestic
        away = s.stance[seat, PRICE] - 1.0
        terms[COM] = step * (0.5 * short - 0.2 * rivalry) - 0.6 * step * away
        terms[DIF] = -0.2 * step
    elif row.kind == BOOK:
        away = s.stance[seat, BOOK] - 1.0
        terms[COM] = step * (0.5 * short + 0.05) - 0.4 * step * away
        terms[DIF] = 0.15 * step
        terms[TRU] = -step * (0.3 * hazard * china + 0.1)
        terms[CAP] = -0.1 * step
    elif row.kind == ALLOCATE:
        away = s.stance[seat, ALLOCATE] - 1.0
        terms[COM] = step * (0.4 * hazard - 0.3 * max(0.0, short)) - 0.4 * step * away
        terms[DIF] = 0.15 * step
        terms[HAW] = 0.3 * o.hawk * step
        terms[TRU] = -0.4 * hazard * step
    elif row.kind == PORT:
        terms[DIF] = step * 0.3 * (1.0 - s.platforms.maturity[maker.platform])
        terms[ALL] = 0.15 * step
        terms[SEC] = 0.1 * step
        terms[CAP] = -step * (0.2 + 0.8 * s.stance[seat, PORT])
    elif row.kind == LAUNCH:
        terms[COM] = 0.6 * min(1.0, o.demand / 20.0)
        terms[TRU] = -0.2 * hazard
        terms[HAW] = 0.2 * o.hawk
        terms[CAP] = -0.2
