"""Answers: a seat that rules decide takes or refuses packages put to it, by the levels that it deliberates with."""

import numpy as np

from . import factions, goals, outlook
from .adjudication import strike_package
from .codes import ANNOUNCED, ANSWER, ASSURANCE, CN, OFFER, US
from .goals import CAP, COM, DIF, HAW, N_GOALS, PAI
from .kernels import rule
from .ladders import SLOTS, read_all, rung_of, slot_of
from .legality import package_is_open
from .orders import append_order
from .severity import severity
from .state import N_ADJUDICATED, N_ORDERS


@rule
def addressee(s, package):  # type: ignore[no-untyped-def]
    """Return the seat a package is put to: a party to it that didn't offer it, else the government of its target."""
    fallback = -1
    for n in range(s.count[N_ORDERS] - 1, -1, -1):
        row = s.orders[n]
        if row.kind != OFFER or row.package != package or row.code != 0:
            continue
        if row.party >= 0 and row.party != row.seat:
            return row.party
        if row.target < s.countries.shape[0]:
            fallback = s.countries.seat[row.target]
    return fallback


@rule
def surplus(s, t, seat, package):  # type: ignore[no-untyped-def]
    """Return what a package is worth to a seat against leaving things as they are, its audience cost taken off.

    Eq. 39.

    Args:
        s: State.
        t: Month.
        seat: The seat.
        package: Number of the package.
    """
    weights = np.empty(N_GOALS)
    factions.weigh(s, seat, weights)
    p, q = np.empty(SLOTS), np.empty(SLOTS)
    read_all(s, p)
    read_all(s, q)
    total = 0.0
    for n in range(s.count[N_ORDERS]):
        row = s.orders[n]
        if row.kind != OFFER or row.package != package or row.code != 0:
            continue
        party = row.party if row.party >= 0 else row.seat
        k = slot_of(row.instrument, party, row.target, row.product)
        if k >= 0:
            q[k] = rung_of(row.instrument, row.value)
        now = s.law[row.instrument, party, row.target, row.product]
        size = severity(row.instrument, now, row.value)
        if party == seat:
            total -= weights[HAW] * (0.25 + s.world.hawk[0]) * max(0.0, -size) * 0.5 + 0.1 * weights[CAP]
            if row.instrument == ASSURANCE:
                total -= 0.5 * weights[CAP] * max(0.0, row.value - now)
        elif k < 0 or seat > CN:
            total += -size * (weights[PAI] + weights[COM] + weights[DIF]) / 3.0
            if row.instrument == ASSURANCE:
                total += 0.3 * weights[0] * max(0.0, row.value - now)
    if seat <= CN:
        a, b = np.empty(N_GOALS), np.empty(N_GOALS)
        o = outlook.estimate(s, t, seat, outlook.observe(s, t))
        if seat == US:
            horizon = goals.of(s, US, goals.HORIZON, 6.0)
            outlook.us_levels(s, o, p, horizon, a)
            outlook.us_levels(s, o, q, horizon, b)
        else:
            outlook.cn_levels(s, o, p, a)
            outlook.cn_levels(s, o, q, b)
        for g in range(N_GOALS):
            gain = b[g] - a[g]
            if g == PAI and seat == US and gain > 0.0:
                gain *= 1.0 - s.p.promise_discount * (1.0 - s.seats.credibility[CN])
            total += weights[g] * gain
    return total


@rule
def answer_offers(s, t):  # type: ignore[no-untyped-def]
    """Let every seat that rules decide accept or refuse the packages put to it this month; accepted ones become law."""
    last = s.count[N_ORDERS]
    for n in range(last):
        row = s.orders[n]
        if row.kind != OFFER or row.package < 0 or row.code != 0 or row.month != t:
            continue
        package = row.package
        seat = addressee(s, package)
        if seat < 0 or seat == row.seat or s.seats.doctrine[seat] < 0 or not package_is_open(s, package, seat):
            continue
        least = s.p.ripeness * goals.of(s, seat, goals.ATTENTION, 0.6)
        accepts = 1.0 if surplus(s, t, seat, package) > least else 0.0
        m = append_order(s, seat, ANSWER, -1, package, 0, accepts, -1, -1, ANNOUNCED, -1, 0.0)
        if m < 0:
            return
        s.orders.code[m] = 0
        s.count[N_ADJUDICATED] = s.count[N_ORDERS]
        if accepts > 0.5:
            strike_package(s, package)
