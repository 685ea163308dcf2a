"""Countries at the opening: what each is, how they are tied, and the minerals they use."""

from typing import Any

import numpy as np

from . import state
from .codes import REGIONS
from .rows import fill, keys
from .state import record
from .tables import Tables


def countries(t: Tables) -> Any:
    """Return the countries as they open."""
    rows = record(state.COUNTRIES, len(t.countries))
    rows["key"] = keys(t.countries.ids)
    rows["region"] = [REGIONS.index(r) for r in t.countries["region"]]
    rows["seat"] = -1
    for g in range(len(t.seats)):
        if t.seats["kind"][g] == "government":
            for c in t.seats["countries"][g]:
                rows["seat"][c] = g
    fill(rows, t.countries, {
        "demand_share": "accel_demand_2024", "growth": "demand_growth", "power_price": "power_price_usd_mwh",
        "power_growth": "power_growth", "transit": "transit", "mineral_dependence": "mineral_dependence",
        "gdp": "gdp_usd_bn", "tier_2025": "tier_2025", "power_mw": "power_mw", "align_us": "align_us",
        "align_cn": "align_cn", "enforcement": "enforcement",
    })  # fmt: skip
    rows["reliability_us"] = 0.9
    rows["reliability_cn"] = 0.6
    rows["fill_us"] = 1.0
    rows["fill_cn"] = 0.5
    return rows


def neighbours(t: Tables) -> np.ndarray:
    """Return the influence between countries, shape (C, C); rows sum to 1 or 0."""
    n = len(t.countries)
    weight = np.zeros((n, n))
    for c in range(n):
        for d in t.countries["neighbours"][c]:
            weight[c, d] = weight[d, c] = 1.0
    total = weight.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(weight, total, out=np.zeros_like(weight), where=total > 0))


def trade(t: Tables) -> np.ndarray:
    """Return the weights of re-export routes, shape (C, C)."""
    n = len(t.countries)
    weight = np.zeros((n, n))
    for a, b, w in zip(t.trade["from_country"], t.trade["to_country"], t.trade["weight"], strict=True):
        weight[a, b] = w
    return weight


def alignment(t: Tables) -> np.ndarray:
    """Return the signed ties between countries, shape (C, C)."""
    us = np.asarray(t.countries["align_us"]) - 0.5
    cn = np.asarray(t.countries["align_cn"]) - 0.5
    return np.asarray(2.0 * (np.outer(us, us) + np.outer(cn, cn)))


def minerals(t: Tables) -> np.ndarray:
    """Return the minerals' columns that rules read, shape (R, 9)."""
    columns = (
        "china_mining_share", "china_refining_share", "exports_t_month", "us_share", "stock_months",
        "price_response", "severity", "substitution_month", "first_licenses_months",
    )  # fmt: skip
    return np.column_stack([np.asarray(t.minerals[name], float) for name in columns])
