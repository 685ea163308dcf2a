"""The books of a world at a month's end: what must add up, whatever anybody orders."""

from typing import Any

import numpy as np

NEVER_NEGATIVE = {
    "products": ("stock", "backlog", "made", "begun", "delivered", "seized", "scrapped", "retired", "price", "orders"),
    "countries": (
        "budget", "unmet", "quota_used", "train_us", "train_cn", "inf_us", "inf_cn", "offshore", "power_mw", "pain",
        "model_us", "model_cn", "model_open", "reliability_us", "reliability_cn", "align_us", "align_cn",
    ),
    "buyers": ("budget", "backlog", "wish_us", "wish_cn", "train_us", "train_cn"),
    "makers": ("revenue", "revenue_china", "units_china", "rnd", "writeoff", "writeoff_total", "value"),
    "foundries": ("capacity", "used", "yield_", "cumulative", "tools", "dies_stock"),
    "labs": ("train_licensed", "train_smuggled", "train_domestic", "train_asic", "train_offshore", "effective",
             "users"),
    "platforms": ("maturity", "installed", "share"),
    "seats": ("authority", "capital", "grievance", "credibility", "yields_a", "yields_b", "answers_a", "answers_b"),
    "world": ("hbm_us", "hbm_cn", "smuggled", "smuggled_h100e", "offshore_h100e", "domestic_ramp"),
}  # fmt: skip
"""A country's cost of tariffs isn't among them: what exporters absorb may be more than what importers lose."""
MATRICES = ("base", "wish", "ordered", "shipped", "shipped_year", "smuggled", "pipeline", "mineral_stock",
            "mineral_queue", "mineral_short", "mineral_price")  # fmt: skip
SHARES = {
    "countries": ("model_us", "model_cn", "model_open", "align_us", "align_cn", "reliability_us", "reliability_cn"),
    "platforms": ("maturity", "share"),
    "foundries": ("yield_", "tools"),
    "seats": ("credibility",),
    "world": ("hawk", "effort", "control_strength", "tool_strength", "cohesion"),
}
SLACK = 1e-6
"""Room for rounding, relative to what is counted."""


def faults(s: Any) -> list[str]:
    """Return what doesn't add up in a state, one line each; empty if all is well.

    Args:
        s: State at a month's end.
    """
    return [*_cards(s), *_negative(s), *_shares(s), *_not_numbers(s), *_orders(s)]


def _cards(s: Any) -> list[str]:
    """Every card begun is made or in the making; every card there ever was is somewhere."""
    q = s.products
    making = s.pipeline.sum(axis=1)
    begun = q.begun - (q.made + making)
    whole = q.opening + q.made
    parts = q.stock + s.base.sum(axis=0) + q.retired + q.seized + q.scrapped
    found = []
    for k in range(len(q)):
        if abs(begun[k]) > SLACK * (1.0 + q.begun[k]):
            found.append(f"product {k}: begun {q.begun[k]:.6g}, made and in the making {q.made[k] + making[k]:.6g}")
        if abs(whole[k] - parts[k]) > SLACK * (1.0 + whole[k]):
            found.append(
                f"product {k}: opening and made {whole[k]:.6g}, but stock {q.stock[k]:.6g}, "
                f"base {s.base[:, k].sum():.6g}, "
                f"retired {q.retired[k]:.6g}, seized {q.seized[k]:.6g}, scrapped {q.scrapped[k]:.6g}"
            )
    return found


def _negative(s: Any) -> list[str]:
    found = [
        f"{kind}.{name}: {getattr(s, kind)[name].min():.6g} is negative"
        for kind, names in NEVER_NEGATIVE.items()
        for name in names
        if getattr(s, kind)[name].min() < -1e-9
    ]
    return found + [
        f"{name}: {getattr(s, name).min():.6g} is negative" for name in MATRICES if getattr(s, name).min() < -1e-9
    ]


def _shares(s: Any) -> list[str]:
    return [
        f"{kind}.{name}: {getattr(s, kind)[name].max():.9g} is more than the whole"
        for kind, names in SHARES.items()
        for name in names
        if getattr(s, kind)[name].max() > 1.0 + 1e-9
    ]


def _not_numbers(s: Any) -> list[str]:
    """Every number in the state is one."""
    found = []
    for name in type(getattr(s, "arrays", s))._fields:
        array = getattr(s, name)
        if name == "p" or not isinstance(array, np.ndarray):
            continue
        if array.dtype.names:
            for field in array.dtype.names:
                if array.dtype[field].kind == "f" and not np.isfinite(array[field]).all():
                    found.append(f"{name}.{field} holds what is no number")
        elif array.dtype.kind == "f" and name != "scratch" and not np.isfinite(array).all():
            found.append(f"{name} holds what is no number")
    return found


def _orders(s: Any) -> list[str]:
    """Every order given was applied, or refused with a reason."""
    rows = s.orders[: s.count[1]]
    return [f"{int((rows['code'] < 0).sum())} orders have met no verdict"] if (rows["code"] < 0).any() else []
