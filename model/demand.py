"""Demand: what buyers may spend on accelerators this month, and what a feared ban makes them bring forward."""

import numpy as np

from .codes import (
    ANNOUNCED,
    CN,
    CUSTOMER_CAP,
    DENSITY_THRESHOLD,
    DRAFTED,
    IN_FORCE,
    INTERCONNECT_THRESHOLD,
    INVENTORY_ONLY,
    LICENSE_REGIME,
    PERFORMANCE_THRESHOLD,
    QUOTA,
    SUBSIDY_CHIPS,
    TARIFF,
    THRESHOLD_RELATIVE,
    TIER,
    US,
    VOLUME_CAP,
    WORLD,
)
from .kernels import rule
from .offers import MONEY
from .state import N_ACTS

LOW, HIGH, DEFAULT, TIGHTENS, TARGET_KIND = 0, 1, 2, 3, 7
"""Columns of `State.instruments`."""

MIDDLE_OF_2023, REFERENCE_MONTH, END_OF_2024, END_OF_2025 = 18.0, 30.0, 36.0, 48.0
"""Months of the parameters' dates; the country table's demand shares are those of the middle of 2024."""


DRAFT_MONTHS = 9
"""Months after which a draft or threat that came to nothing frightens nobody."""


@rule
def boom(p, t, size):  # type: ignore[no-untyped-def]
    """Return the factor by which the boom of early 2023 raised demand: 1 before, `size` after (logistic; Eq. 65)."""
    return 1.0 + (size - 1.0) / (1.0 + np.exp(-(t - p.boom_month) / p.boom_width))


@rule
def growth(months, rate, decay, late):  # type: ignore[no-untyped-def]
    """Return growth over `months`: exp of a monthly rate that decays once `late` months have passed (Eqs. 65, 66)."""
    early = min(max(0.0, months), late)
    rest = max(0.0, months - late)
    if decay > 0.0:
        rest = (1.0 - np.exp(-decay * rest)) / decay
    return np.exp(rate * (early + rest))


@rule
def world_budget(p, t):  # type: ignore[no-untyped-def]
    """Return what the world outside China would spend in month `t` [USD bn] (Eq. 65)."""
    grown = growth(t - p.boom_month, p.demand_world_growth, p.demand_growth_decay, END_OF_2024 - p.boom_month)
    return p.demand_world_2022 * boom(p, t, p.demand_world_boom) * grown


@rule
def china_budget(p, t):  # type: ignore[no-untyped-def]
    """Return what China would spend on data-centre cards in month `t` [USD bn] (Eq. 65)."""
    grown = growth(t - p.boom_month, p.china_growth, p.china_growth_decay, END_OF_2025 - p.boom_month)
    return p.china_budget_2022 * boom(p, t, p.china_boom) * grown


@rule
def light_budget(p, t):  # type: ignore[no-untyped-def]
    """Return what China would spend on light cards in month `t` [USD bn] (Eq. 66)."""
    return 1e-3 * p.light_cards_2022 * p.light_price * growth(t, p.light_growth, p.light_growth_decay, END_OF_2024)


@rule
def inference_share(p, t):  # type: ignore[no-untyped-def]
    """Return the share of demand that is for serving models, not training them (logistic in time; Eq. 67, D2)."""
    a = np.log(p.inference_demand_2023 / (1.0 - p.inference_demand_2023))
    b = np.log(p.inference_demand_2026 / (1.0 - p.inference_demand_2026))
    return 1.0 / (1.0 + np.exp(-(a + (b - a) * (t - MIDDLE_OF_2023) / 36.0)))


@rule
def set_budgets(s, t):  # type: ignore[no-untyped-def]
    """Set each country's and buyer's budget for month `t`, backlog included; let power for AI grow (Eqs. 65, 124).

    Power grows faster where it kept buyers waiting. What China brought forward is missed over `front_payback` months.
    China's light cards have a budget of their own (`world.light_budget`): they need neither advanced packaging nor
    stacked memory, and no record outside China counts them.
    """
    p = s.p
    s.world.inference_share[0] = inference_share(p, t)
    s.world.light_budget[0] = light_budget(p, t)
    years = (t - REFERENCE_MONTH) / 12.0
    whole = 0.0
    for c in range(s.countries.shape[0]):
        short = p.power_response * (1.0 - s.countries.power_room[c]) if t > s.world.start[0] else 0.0
        s.countries.power_mw[c] *= 1.0 + s.countries.power_growth[c] * (1.0 + short) / 12.0
        s.countries.budget[c] = s.countries.demand_share[c] * np.exp(s.countries.growth[c] * min(years, 4.0))
        if c != CN:
            whole += s.countries.budget[c]
    money = world_budget(p, t)
    for c in range(s.countries.shape[0]):
        s.countries.budget[c] *= money / whole if whole > 0.0 else 0.0
    for c in range(s.countries.shape[0]):
        seat = s.countries.seat[c]
        if seat > CN and s.seats.country[seat] == c:  # public money for compute (Eq. 124)
            s.countries.budget[c] += p.subsidy_compute * s.law[SUBSIDY_CHIPS, seat, c, 0] / 12.0
    budget = china_budget(p, t)
    s.countries.budget[CN] = max(0.3 * budget, budget - s.world.ahead[0] / p.front_payback)
    for c in range(s.countries.shape[0]):
        s.terms[c, MONEY] = 0.0
    for b in range(s.buyers.shape[0]):
        c = s.buyers.country[b]
        s.buyers.budget[b] = s.countries.budget[c] * s.buyers.weight[b] + s.buyers.backlog[b]
        s.terms[c, MONEY] += s.buyers.budget[b]


@rule
def feared_loss(s):  # type: ignore[no-untyped-def]
    """Return how much of China's access drafted and announced US law would take, in [0, 1] (Eq. 68; F12).

    What is merely drafted or threatened counts by the speaker's credibility, and is forgotten after `DRAFT_MONTHS`.
    """
    loss = 0.0
    for a in range(s.count[N_ACTS]):
        act = s.acts[a]
        if act.issuer != US or (act.status != ANNOUNCED and act.status != DRAFTED):
            continue
        if act.status == DRAFTED and s.world.month[0] - act.announced > DRAFT_MONTHS:
            continue
        i = act.instrument
        if i in (PERFORMANCE_THRESHOLD, DENSITY_THRESHOLD, INTERCONNECT_THRESHOLD, THRESHOLD_RELATIVE):
            now = s.law[i, US, 0, 0]
            tighter = 0.5 if act.value > 0.0 and (now <= 0.0 or act.value < now) else 0.0
        elif act.target == CN and i in (TIER, QUOTA, LICENSE_REGIME, VOLUME_CAP, CUSTOMER_CAP, INVENTORY_ONLY):
            span = s.instruments[i, HIGH] - s.instruments[i, LOW]
            change = act.value - s.law[i, US, CN, act.product]
            tighter = max(0.0, s.instruments[i, TIGHTENS] * change / span) if span > 0.0 else 0.0
        else:
            continue
        loss += tighter * (1.0 if act.status == ANNOUNCED else s.seats.credibility[US])
    return min(1.0, loss)


@rule
def fresh_rules(s, t):  # type: ignore[no-untyped-def]
    """Return how far US law against China tightened this month, in any field, in [0, 1] (Eq. 68)."""
    found = 0.0
    for a in range(s.count[N_ACTS]):
        act = s.acts[a]
        if act.issuer != US or act.status != IN_FORCE or act.in_force != t:
            continue
        i = act.instrument
        aimed = act.target == CN or s.instruments[i, TARGET_KIND] == WORLD
        if i != TARIFF and aimed and s.instruments[i, TIGHTENS] * (act.value - s.instruments[i, DEFAULT]) > 0.0:
            found += 0.5
    return min(1.0, found)


@rule
def fear(s, t):  # type: ignore[no-untyped-def]
    """Move the loss of access that Chinese buyers expect (Eq. 68).

    It rises with law that hangs over them, with rules that came into force in other fields, with how much the race
    is talked of, and fades by itself. No date is placed by hand.
    """
    p = s.p
    w = s.world[0]
    news = p.hazard_announcement * feared_loss(s) + p.hazard_rule * fresh_rules(s, t)
    news += p.hazard_salience * max(0.0, w.salience - 1.0)
    w.hazard = min(1.5, p.hazard_decay * w.hazard + news)
