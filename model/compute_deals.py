"""Deals for compute: chips in volume against assurances, between Washington and hosts of data centres (A13)."""

import numpy as np

from . import factions, goals
from .adjudication import strike_package
from .codes import (
    ANSWER,
    ASSURANCE,
    CASE_BY_CASE,
    COMPUTE_DEAL,
    CUT_DOWN,
    EXPORT_PROMOTION,
    FRONTIER,
    GOVERNMENT,
    LICENSE_REGIME,
    OFFER,
    QUOTA,
    TIER,
    US,
)
from .goals import ALL, CAP, COM, DIF, N_GOALS, SEC, TRU
from .kernels import rule
from .noise import draw, uniform
from .rulebook import DEFAULT
from .state import N_ORDERS
from .terms import PACKAGES, give

MEETING = draw("compute_deals.meeting", "whether Washington and a host of data centres talk about compute this month")

ASSURED = np.array([0.25, 0.5, 0.75, 1.0])
"""Strength of assurances on the table."""

VOLUMES = np.array([100.0, 250.0, 500.0])
"""Chips on the table [thousand H100e a year]; 500 is what the United Arab Emirates agreed in May 2025."""


@rule
def is_held_back(s, c):  # type: ignore[no-untyped-def]
    """Return whether US law keeps chips from a country: there is something to deal about."""
    return (
        s.law[TIER, US, c, 0] >= 2.0
        or s.law[QUOTA, US, c, 0] < s.instruments[QUOTA, DEFAULT]
        or s.law[LICENSE_REGIME, US, c, FRONTIER] >= 1.0
    )


@rule
def deal(s, t):  # type: ignore[no-untyped-def]
    """Let each host that may give assurances meet Washington by chance and strike the best deal both prefer to none.

    Eq. 40.
    """
    if s.seats.doctrine[US] < 0:
        return
    us, host = np.empty(N_GOALS), np.empty(N_GOALS)
    factions.weigh(s, US, us)
    for g in range(s.seats.shape[0]):
        if s.seats.kind[g] != GOVERNMENT or s.seats.doctrine[g] < 0 or s.issuer[ASSURANCE, g] == 0:
            continue
        c = s.seats.country[g]
        if s.law[COMPUTE_DEAL, US, c, 0] > 0.0 or not is_held_back(s, c):
            continue
        if uniform(s.seed, MEETING, s.seats.key[g], t) >= s.p.compute_deal_rate:
            continue
        factions.weigh(s, g, host)
        found, pick_a, pick_v = 0.0, -1, -1
        for a in range(ASSURED.shape[0]):
            for v in range(VOLUMES.shape[0]):
                size = VOLUMES[v] / 500.0
                gap = 1.0 - ASSURED[a]
                ours = size * (0.4 * us[COM] + 0.5 * us[DIF]) + 0.1 * us[ALL]
                ours -= us[SEC] * s.world.salience[0] * size * (0.12 + 0.6 * gap)
                theirs = size * (host[COM] + host[DIF]) - 0.8 * ASSURED[a] * (host[CAP] + 0.3 * host[TRU])
                b_us = ours - s.p.ripeness * goals.of(s, US, goals.ATTENTION, 0.6)
                b_host = theirs - s.p.ripeness * goals.of(s, g, goals.ATTENTION, 0.6)
                if b_us > 0.0 and b_host > 0.0 and b_us * b_host > found:
                    found, pick_a, pick_v = b_us * b_host, a, v
        if pick_a >= 0:
            strike(s, t, g, c, ASSURED[pick_a], VOLUMES[pick_v])


@rule
def strike(s, t, host, c, assured, volume):  # type: ignore[no-untyped-def]
    """Enact a deal for compute: licenses open up to a volume, the host gives assurances.

    Args:
        s: State.
        t: Month.
        host: Seat of the host.
        c: Its country.
        assured: Strength of assurances [0, 1].
        volume: Chips [thousand H100e a year].
    """
    package = PACKAGES + s.count[N_ORDERS]
    give(s, US, OFFER, COMPUTE_DEAL, c, 0, volume, US, package)
    give(s, US, OFFER, ASSURANCE, c, 0, assured, host, package)
    give(s, US, OFFER, EXPORT_PROMOTION, c, 0, 0.5, US, package)
    if s.law[TIER, US, c, 0] >= 2.0:
        give(s, US, OFFER, TIER, c, 0, 1.0, US, package)
    if s.law[QUOTA, US, c, 0] < volume:
        give(s, US, OFFER, QUOTA, c, 0, volume, US, package)
    for product in (FRONTIER, CUT_DOWN):
        if s.law[LICENSE_REGIME, US, c, product] > CASE_BY_CASE:
            give(s, US, OFFER, LICENSE_REGIME, c, product, float(CASE_BY_CASE), US, package)
    strike_package(s, package)
    give(s, host, ANSWER, -1, package, 0, 1.0, -1, -1)
