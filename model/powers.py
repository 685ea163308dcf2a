"""Who may give orders at the opening, and what governments may set: labs, seats, instruments."""

from typing import Any

import numpy as np

from . import state
from .codes import CN, COUNTRY, ENTITY, SEAT_KINDS, WORLD
from .rows import fill, keys
from .state import record
from .tables import Tables


def labs(t: Tables) -> Any:
    """Return the labs as they open."""
    rows = record(state.LABS, len(t.labs))
    rows["key"] = keys(t.labs.ids)
    rows["seat"] = [t.seats.ids.index(name) for name in t.labs.ids]
    fill(rows, t.labs, {
        "country": "country", "open_weights": "weights_open", "compute_share": "compute_share",
        "efficiency": "efficiency",
    })  # fmt: skip
    rows["stack"] = (rows["country"] == CN).astype(int)
    return rows


def seats(t: Tables) -> Any:
    """Return the seats as they open."""
    rows = record(state.SEATS, len(t.seats))
    rows["key"] = keys(t.seats.ids)
    rows["kind"] = [SEAT_KINDS.index(kind) for kind in t.seats["kind"]]
    rows["doctrine"] = -1
    rows["cadence"] = 1
    rows["credibility"] = 1.0
    rows["row"] = -1
    for g, (name, kind) in enumerate(zip(t.seats.ids, t.seats["kind"], strict=True)):
        table = {"chipmaker": t.makers, "foundry": t.foundries, "lab": t.labs}.get(kind)
        countries = t.seats["countries"][g]
        rows["country"][g] = countries[0] if len(countries) else 0
        if table is not None:
            rows["row"][g] = table.ids.index(name)
            rows["country"][g] = table["country"][rows["row"][g]]
    for name, column in {"authority": "authority_start", "capital": "capital_start"}.items():
        rows[name] = np.nan_to_num(np.asarray(t.seats[column], float))
    rows["tool_share"] = [tool_share(t, c) if kind == "government" else 0.0
                          for c, kind in zip(rows["country"], t.seats["kind"], strict=True)]  # fmt: skip
    rows["yields_a"] = rows["yields_b"] = rows["answers_a"] = rows["answers_b"] = 1.0
    return rows


def tool_share(t: Tables, c: int) -> float:
    """Return the share of Chinese fabs' tools that makers in a country other than China supply."""
    home = np.asarray(t.toolmakers["country"]) == c
    return float(np.asarray(t.toolmakers["share_china_2022"], float)[home].sum()) if c != CN else 0.0


def instruments(t: Tables) -> np.ndarray:
    """Return what governments may set: range, default, costs, kind of target, shape (I, 9)."""
    kinds = {"world": WORLD, "country": COUNTRY, "mineral_country": COUNTRY}
    return np.array([
        [i.low, i.high, i.default, i.tightens, i.political_cost, i.authority_cost, i.lead_months,
         kinds.get(i.target_kind, ENTITY), i.uses_class]
        for i in t.instruments.records
    ], float)  # fmt: skip


def issuers(t: Tables) -> np.ndarray:
    """Return who may set which instrument, shape (I, G)."""
    return np.array([
        [i.may_be_set_by(seat, kind) for seat, kind in zip(t.seats.ids, t.seats["kind"], strict=True)]
        for i in t.instruments.records
    ], np.int8)  # fmt: skip
