"""Demand: what buyers may spend on accelerators this month, and what a feared ban makes them bring forward."""

import numpy as np

from .codes import (
    ANNOUNCED,
    CN,
    CUSTOMER_CAP,
    DENSITY_THRESHOLD,
    DRAFTED,
    INTERCONNECT_THRESHOLD,
    INVENTORY_ONLY,
    LICENSE_REGIME,
    PERFORMANCE_THRESHOLD,
    QUOTA,
    THRESHOLD_RELATIVE,
    TIER,
    US,
    VOLUME_CAP,
)
from .kernels import rule
from .offers import MONEY
from .state import N_ACTS

LOW, HIGH, TIGHTENS = 0, 1, 3
"""Columns of `State.instruments`."""

REFERENCE_MONTH = 30.0
"""Middle of 2024, the year of the country table's demand shares."""


@rule
def boom(t, size, month, width):  # type: ignore[no-untyped-def]
    """Return the factor by which a boom has raised demand: 1 before, `size` after (logistic; Eq. 3)."""
    return 1.0 + (size - 1.0) / (1.0 + np.exp(-(t - month) / width))


@rule
def growth(months, rate, fade):  # type: ignore[no-untyped-def]
    """Return growth since the boom: exp of a monthly rate that fades with time constant `fade` [months] (Eq. 3)."""
    return np.exp(rate * fade * (1.0 - np.exp(-max(0.0, months) / fade)))


@rule
def world_budget(p, t):  # type: ignore[no-untyped-def]
    """Return what the world outside China would spend in month `t` [USD bn] (Eq. 3)."""
    return (
        p.world_budget
        * boom(t, p.world_boom, p.boom_month, p.boom_width)
        * growth(t - p.boom_month, p.world_growth, p.growth_fade)
    )


@rule
def china_budget(p, t):  # type: ignore[no-untyped-def]
    """Return what China would spend on data-centre cards in month `t` [USD bn] (Eq. 13)."""
    return (
        p.china_budget
        * boom(t, p.china_boom, p.boom_month, p.boom_width)
        * growth(t - p.boom_month, p.china_growth, p.growth_fade)
    )


@rule
def inference_share(p, t):  # type: ignore[no-untyped-def]
    """Return the share of demand that is for serving models rather than training them (Eq. 4; D2)."""
    return p.inference_start + p.inference_rise / (1.0 + np.exp(-(t - p.inference_month) / 12.0))


@rule
def set_budgets(s, t):  # type: ignore[no-untyped-def]
    """Set every country's and buyer's budget for month `t`, backlog included, and let power for AI grow.

    China's light cards have a budget of their own (`world.light_budget`): they need neither advanced packaging nor
    stacked memory, and no record outside China counts them.
    """
    p = s.p
    s.world.inference_share[0] = inference_share(p, t)
    s.world.light_budget[0] = p.light_budget * growth(float(t), p.light_growth, p.growth_fade)
    years = (t - REFERENCE_MONTH) / 12.0
    whole = 0.0
    for c in range(s.countries.shape[0]):
        s.countries.power_mw[c] *= 1.0 + s.countries.power_growth[c] / 12.0
        s.countries.budget[c] = s.countries.demand_share[c] * np.exp(s.countries.growth[c] * min(years, 4.0))
        if c != CN:
            whole += s.countries.budget[c]
    money = world_budget(p, t)
    for c in range(s.countries.shape[0]):
        s.countries.budget[c] *= money / whole if whole > 0.0 else 0.0
    s.countries.budget[CN] = china_budget(p, t)
    for c in range(s.countries.shape[0]):
        s.terms[c, MONEY] = 0.0
    for b in range(s.buyers.shape[0]):
        c = s.buyers.country[b]
        s.buyers.budget[b] = s.countries.budget[c] * s.buyers.weight[b] + s.buyers.backlog[b]
        s.terms[c, MONEY] += s.buyers.budget[b]


@rule
def feared_loss(s):  # type: ignore[no-untyped-def]
    """Return how much of China's access drafted and announced US law would take, in [0, 1] (Eq. 17; F12).

    What is merely drafted or threatened counts by the speaker's credibility.
    """
    loss = 0.0
    for a in range(s.count[N_ACTS]):
        act = s.acts[a]
        if act.issuer != US or (act.status != ANNOUNCED and act.status != DRAFTED):
            continue
        i = act.instrument
        if i == PERFORMANCE_THRESHOLD or i == DENSITY_THRESHOLD or i == INTERCONNECT_THRESHOLD or i == THRESHOLD_RELATIVE:
            now = s.law[i, US, 0, 0]
            tighter = 0.5 if act.value > 0.0 and (now <= 0.0 or act.value < now) else 0.0
        elif act.target == CN and (
            i == TIER or i == QUOTA or i == LICENSE_REGIME or i == VOLUME_CAP or i == CUSTOMER_CAP or i == INVENTORY_ONLY
        ):
            span = s.instruments[i, HIGH] - s.instruments[i, LOW]
            change = act.value - s.law[i, US, CN, act.product]
            tighter = max(0.0, s.instruments[i, TIGHTENS] * change / span) if span > 0.0 else 0.0
        else:
            continue
        loss += tighter * (1.0 if act.status == ANNOUNCED else s.seats.credibility[US])
    return min(1.0, loss)


@rule
def fear(s):  # type: ignore[no-untyped-def]
    """Move the loss of access that Chinese buyers expect (Eq. 17).

    It comes from law that hangs over them, from how much the race is talked of, from policy that changes often, and
    from China's tally of what the United States did to it; it fades by itself. No date is placed by hand.
    """
    p = s.p
    w = s.world[0]
    pressure = (
        p.hazard_threat * feared_loss(s)
        + p.hazard_salience * max(0.0, w.salience - 1.0)
        + p.hazard_volatility * w.volatility
        + p.hazard_grievance * max(0.0, s.seats.grievance[CN])
    )
    w.hazard = min(1.0, p.hazard_memory * w.hazard + (1.0 - p.hazard_memory) * pressure)
