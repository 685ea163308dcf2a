"""Factions inside a government: security, trade and technology, whose weights shift with events."""

import numpy as np

from . import goals
from .codes import CN, US
from .goals import ALL, COM, DIF, HAW, LEV, LOB, N_GOALS, PAI, REC, SEC, TRU
from .kernels import rule
from .ladders import RATES, US_TARIFF
from .posture import RUNG

PULL = np.zeros((2, 3, N_GOALS))
"""How a faction's share beyond its rest raises a goal's weight, in Washington and in Beijing (F of Eq. 32; judgement).

Beijing's security faction wants self-reliance and answers blows, its trade faction growth and open markets, its
technology faction the best chips that can be had.
"""
PULL[US, 0, [SEC, HAW, ALL, COM, DIF, LOB]] = 0.9, 0.6, 0.2, -0.5, -0.4, -0.9
PULL[US, 1, [LEV, PAI, REC, COM, SEC]] = 0.8, 0.8, 0.3, 0.2, -0.3
PULL[US, 2, [LOB, DIF, COM, SEC, HAW]] = 1.1, 0.9, 0.8, -0.4, -0.4
PULL[CN, 0, [DIF, REC, HAW, LEV, COM, PAI]] = 0.6, 0.5, 0.5, 0.2, -0.5, -0.4
PULL[CN, 1, [COM, PAI, TRU, ALL, REC, LEV]] = 0.8, 0.8, 0.4, 0.3, -0.4, -0.2
PULL[CN, 2, [SEC, COM, DIF, HAW]] = 0.9, 0.3, -0.4, -0.2

MIN_FACTOR = 0.1
"""A faction never silences a goal altogether."""


@rule
def factor(s, seat, goal):  # type: ignore[no-untyped-def]
    """Return by how much the factions of a government move the weight of a goal from its doctrine's (Eq. 32)."""
    row = s.seats[seat]
    if seat > CN or row.security + row.trade + row.technology <= 0.0:
        return 1.0
    shift = (
        (row.security - goals.of(s, seat, goals.REST_SECURITY, row.security)) * PULL[seat, 0, goal]
        + (row.trade - goals.of(s, seat, goals.REST_TRADE, row.trade)) * PULL[seat, 1, goal]
        + (row.technology - goals.of(s, seat, goals.REST_TECHNOLOGY, row.technology)) * PULL[seat, 2, goal]
    )
    return max(MIN_FACTOR, 1.0 + s.p.faction_weight * shift)


@rule
def weigh(s, seat, weights):  # type: ignore[no-untyped-def]
    """Fill `weights`, shape (N_GOALS,), with a seat's weight of each goal: its doctrine's, moved by its factions."""
    for g in range(N_GOALS):
        weights[g] = goals.of(s, seat, g, 0.0) * factor(s, seat, g)


@rule
def shift(s):  # type: ignore[no-untyped-def]
    """Let events move the factions of Washington and Beijing (Eq. 32).

    In Washington threat strengthens security, pain and tariffs strengthen trade, lobbying strengthens technology. In
    Beijing blows and the race strengthen security, American tariffs strengthen trade, compute that firms ask for and
    don't get strengthens technology.
    """
    tariff = RATES[int(s.posture[US_TARIFF, RUNG])]
    race = s.world.salience[0] - 1.0
    access = goals.of(s, US, goals.ACCESS, s.p.lobby_access)
    drift(
        s, US, 0.5 * (race - 0.1) + 0.3 * s.world.hawk[0], 1.6 * s.countries.pain[US] + 0.5 * (tariff - 0.2),
        0.9 * s.seats.lobbied[US] * access,
    )  # fmt: skip
    home = s.countries[CN]
    short = min(1.0, home.unmet / home.demand_h100e) if home.demand_h100e > 0.0 else 0.0
    blows = min(1.5, s.seats.grievance[CN])
    drift(s, CN, 0.5 * race + 0.3 * blows, 0.5 * (tariff - 0.2), 0.3 * short)


@rule
def drift(s, seat, security, trade, technology):  # type: ignore[no-untyped-def]
    """Move a government's factions by a replicator, and back toward its leader's centre (Eq. 32).

    Args:
        s: State.
        seat: US or CN.
        security: What events of the month do for the security faction [log odds at full response].
        trade: The same for the trade faction.
        technology: The same for the technology faction.
    """
    row = s.seats[seat]
    if row.security + row.trade + row.technology <= 0.0:
        return
    a = row.security * np.exp(s.p.faction_response * security)
    b = row.trade * np.exp(s.p.faction_response * trade)
    c = row.technology * np.exp(s.p.faction_response * technology)
    total = a + b + c
    pace = s.p.faction_drift
    row.security = a / total + pace * (goals.of(s, seat, goals.REST_SECURITY, a / total) - a / total)
    row.trade = b / total + pace * (goals.of(s, seat, goals.REST_TRADE, b / total) - b / total)
    row.technology = c / total + pace * (goals.of(s, seat, goals.REST_TECHNOLOGY, c / total) - c / total)
