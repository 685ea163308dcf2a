"""Factions inside a government: security, trade and technology, whose weights shift with events."""

import numpy as np

from . import goals
from .codes import US
from .goals import ALL, COM, DIF, HAW, LEV, LOB, N_GOALS, PAI, REC, SEC
from .kernels import rule
from .ladders import RATES, US_TARIFF
from .posture import RUNG

PULL = np.zeros((3, N_GOALS))
"""How a faction's share beyond its rest raises a goal's weight (F of Eq. 32; judgement)."""
PULL[0, [SEC, HAW, ALL, COM, DIF, LOB]] = 0.9, 0.6, 0.2, -0.5, -0.4, -0.9
PULL[1, [LEV, PAI, REC, COM, SEC]] = 0.8, 0.8, 0.3, 0.2, -0.3
PULL[2, [LOB, DIF, COM, SEC, HAW]] = 1.1, 0.9, 0.8, -0.4, -0.4

MIN_FACTOR = 0.1
"""A faction never silences a goal altogether."""


@rule
def factor(s, seat, goal):  # type: ignore[no-untyped-def]
    """Return by how much the factions of a government move the weight of a goal from its doctrine's (Eq. 32)."""
    row = s.seats[seat]
    if row.security + row.trade + row.technology <= 0.0:
        return 1.0
    shift = (
        (row.security - goals.of(s, seat, goals.REST_SECURITY, row.security)) * PULL[0, goal]
        + (row.trade - goals.of(s, seat, goals.REST_TRADE, row.trade)) * PULL[1, goal]
        + (row.technology - goals.of(s, seat, goals.REST_TECHNOLOGY, row.technology)) * PULL[2, goal]
    )
    return max(MIN_FACTOR, 1.0 + s.p.faction_weight * shift)


@rule
def weigh(s, seat, weights):  # type: ignore[no-untyped-def]
    """Fill `weights`, shape (N_GOALS,), with a seat's weight of each goal: its doctrine's, moved by its factions."""
    for g in range(N_GOALS):
        weights[g] = goals.of(s, seat, g, 0.0) * factor(s, seat, g)


@rule
def shift(s):  # type: ignore[no-untyped-def]
    """Let events move the factions of Washington: a replicator that drifts to the leader's centre (Eq. 32).

    Threat strengthens security, pain and tariffs strengthen trade, lobbying strengthens technology.
    """
    row = s.seats[US]
    if row.security + row.trade + row.technology <= 0.0:
        return
    tariff = RATES[int(s.posture[US_TARIFF, RUNG])]
    access = goals.of(s, US, goals.ACCESS, s.p.lobby_access)
    security = 0.5 * (s.world.salience[0] - 1.1) + 0.3 * s.world.hawk[0]
    trade = 1.6 * s.countries.pain[US] + 0.5 * (tariff - 0.2)
    technology = 0.9 * row.lobbied * access
    a = row.security * np.exp(s.p.faction_response * security)
    b = row.trade * np.exp(s.p.faction_response * trade)
    c = row.technology * np.exp(s.p.faction_response * technology)
    total = a + b + c
    drift = s.p.faction_drift
    row.security = a / total + drift * (goals.of(s, US, goals.REST_SECURITY, a / total) - a / total)
    row.trade = b / total + drift * (goals.of(s, US, goals.REST_TRADE, b / total) - b / total)
    row.technology = c / total + drift * (goals.of(s, US, goals.REST_TECHNOLOGY, c / total) - c / total)
