"""The industry at the opening: makers, products, foundries, memory makers, software platforms."""

from typing import Any

import numpy as np

from . import compute, state
from .codes import DESIGNS, US
from .rows import fill, keys, stacks
from .state import record
from .tables import Tables

UNDECIDED = 10**6
"""`ready` of a product whose maker has not decided to make it."""


def makers(t: Tables) -> Any:
    """Return the chipmakers as they open."""
    rows = record(state.MAKERS, len(t.makers))
    rows["key"] = keys(t.makers.ids)
    rows["country"] = t.makers["country"]
    rows["stack"] = stacks(t.makers["stack"])
    rows["seat"] = [t.seats.ids.index(name) for name in t.makers.ids]
    rows["in_house"] = [int(name.endswith("_inhouse")) for name in t.makers.ids]
    rows["value"] = 1.0
    rows["rnd_start"] = t.makers["rnd_usd_bn_2022"]
    rows["lines"] = t.makers["line_access"]
    rows["platform"] = -1
    for k in range(len(t.products)):
        rows["platform"][t.products["maker"][k]] = t.products["platform"][k]
    return rows


def products(t: Tables) -> Any:
    """Return the products, with performance as the law measures it, as they open."""
    rows = record(state.PRODUCTS, len(t.products))
    rows["key"] = keys(t.products.ids)
    q = t.products
    fill(rows, q, {
        "maker": "maker", "platform": "platform", "parent": "parent", "foundry": "foundry",
        "design_months": "design_months", "interconnect": "interconnect_gbs", "power_kw": "power_kw",
        "per_wafer": "packages_per_wafer", "dies": "dies", "hbm": "hbm_stacks", "in_house": "in_house",
    })  # fmt: skip
    rows["design"] = [DESIGNS.index(d) for d in q["product_class_kind"]]
    launch = np.asarray(q["launch"])
    rows["launch"] = launch
    rows["ready"] = np.where(launch >= 0, launch, UNDECIDED)
    for name in ("china_only", "slot"):
        rows[name] = np.asarray(q[name]).astype(int)
    rows["ends"] = UNDECIDED
    rows["stack"] = makers(t)["stack"][rows["maker"]]
    tflops, tops, bandwidth = (np.asarray(q[c], float) for c in ("tflops_fp16", "tops8", "memory_bw_tbs"))
    for k in range(len(q)):
        rows["tpp"][k] = compute.tpp(tflops[k], tops[k])
        rows["train"][k] = compute.train_h100e(tflops[k])
        rows["inf"][k] = compute.inf_h100e(bandwidth[k])
        rows["density"][k] = compute.performance_density(tflops[k], tops[k], float(q["die_mm2"][k]))
    rows["list_price"] = rows["price"] = np.asarray(q["price_usd"]) / 1e3
    rows["unit_cost"] = np.asarray(q["unit_cost_usd"]) / 1e3
    split_racks(rows, np.asarray(q["cards_per_rack"], float))
    return rows


def split_racks(rows: Any, cards: np.ndarray) -> None:
    """Count a rack by the cards in it, so that units, prices and wafers of all products compare.

    The rack keeps what makes it a rack: its links, its overhead of power, and its price a card. The law measures the
    card in it.
    """
    for name in ("train", "inf", "list_price", "price", "unit_cost", "power_kw", "dies", "hbm"):
        rows[name] /= cards
    for k in np.flatnonzero((cards > 1) & (rows["parent"] >= 0)):
        for name in ("per_wafer", "tpp", "density", "interconnect"):
            rows[name][k] = rows[name][rows["parent"][k]]


def foundries(t: Tables) -> Any:
    """Return the foundries as they open."""
    rows = record(state.FOUNDRIES, len(t.foundries))
    rows["key"] = keys(t.foundries.ids)
    rows["stack"] = stacks(t.foundries["stack"])
    rows["tools"] = 1.0
    packaging = np.asarray(t.foundries["packaging_kwpm_2022"])
    wafers = np.asarray(t.foundries["ai_wafers_kwpm_2022"])
    rows["capacity"] = np.where(rows["stack"] == US, packaging, wafers)
    fill(rows, t.foundries, {"country": "country", "yield_": "yield_start", "yield_ceiling": "yield_ceiling"})
    return rows


def memory(t: Tables) -> Any:
    """Return the memory makers as they open."""
    rows = record(state.MEMORY, len(t.memory))
    rows["stack"] = stacks(t.memory["stack"])
    fill(rows, t.memory, {"country": "country", "supply": "stacks_k_month", "start": "start"})
    # NumPy's powers differ by processor in the last digit; Python's are the C library's, as in rules.
    rows["growth"] = [(1.0 + float(month)) ** 12 - 1.0 for month in t.memory["growth_month"]]
    return rows


def platforms(t: Tables) -> Any:
    """Return the software platforms as they open."""
    rows = record(state.PLATFORMS, len(t.platforms))
    rows["stack"] = stacks(t.platforms["stack"])
    fill(rows, t.platforms, {"maturity": "maturity_2022", "portability": "portability", "open": "open",
                               "developers": "developers_mn_2022"})  # fmt: skip
    return rows
