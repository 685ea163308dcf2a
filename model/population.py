"""Buyers at the opening: how many, how large, and what each holds."""

import math
from functools import lru_cache
from typing import Any

import numpy as np

from . import adoption, state
from .codes import CN, US
from .noise import draw, key, normal
from .state import Arrays, record
from .tables import Tables

BUYER_SIZE = draw("genesis.buyer_size", "how large each buyer is within its country and segment")


def buyer_counts(tables: Tables, n: int) -> np.ndarray:
    """Return how many buyers stand in each country: one at least, the rest by the square root of demand.

    China counts as a quarter of the world's demand here. Largest remainders, so that counts sum to `n` where `n`
    is at least the number of countries.
    """
    weight = np.sqrt(np.asarray(tables.countries["accel_demand_2024"], float))
    weight[CN] = 0.5 * weight.max()
    spare = max(0, n - len(weight)) * weight / weight.sum()
    counts = 1 + np.floor(spare).astype(int)
    order = np.argsort(-(spare - np.floor(spare)), kind="stable")
    counts[order[: max(0, n - counts.sum())]] += 1
    return np.asarray(counts)


@lru_cache(maxsize=64)
def buyers(t: Tables, n: int, seed: int) -> Any:
    """Return the buyers under a seed; kept, since paired runs of other plans draw the same ones (Eq. 6)."""
    counts = buyer_counts(t, n)
    rows = record(state.BUYERS, int(counts.sum()))
    b = 0
    for c, name in enumerate(t.countries.ids):
        share = np.asarray(t.segments["share_cn" if c == CN else "share_world"], float)
        owned = t.segments["state_owned_cn" if c == CN else "state_owned_world"]
        first = b
        taken = np.zeros(len(share), int)
        for _ in range(counts[c]):
            g = int(np.argmax(share / (taken + 1)))
            row = rows[b]
            row.key = key(f"{name}.{t.segments.ids[g]}.{taken[g]}")
            row.country, row.segment = c, g
            # NumPy's exp differs by processor in the last digit; Python's is the C library's, as in rules.
            row.weight = share[g] * math.exp(0.6 * normal(np.uint64(seed), BUYER_SIZE, row.key, 0))
            row.state_owned = owned[g]
            row.price_w = t.segments["price_weight"][g]
            row.software_w = t.segments["software_weight"][g]
            row.taste = adoption.logit_noise(np.uint64(seed), adoption.TASTE, row.key, -1)
            taken[g] += 1
            b += 1
        part = rows[first:b]
        for g in range(len(share)):  # a segment's demand is split among its buyers
            member = part["segment"] == g
            if member.any():
                part["weight"][member] *= share[g] / part["weight"][member].sum()
        part["weight"] /= part["weight"].sum()
    return rows


def install(s: Arrays, t: Tables) -> None:
    """Put the opening base in buyers' hands: A100 for the US stack, TPU v4 for in-house chips, Ascend 910 for China's.

    A cloud's in-house chips stand with the country's largest cloud.
    """
    for stack, column, product in (
        (US, "base_us_train_h100e", "a100"),
        (US, "base_captive_train_h100e", "tpu_v4"),
        (CN, "base_cn_train_h100e", "ascend_910"),
    ):
        k = t.products.ids.index(product)
        held = np.asarray(t.countries[column], float)[s.buyers["country"]] * s.buyers["weight"]
        s.base[:, k] += held / s.products["train"][k]
        side = "train_us" if stack == US else "train_cn"
        s.buyers[side] += held
        inference = held / s.products["train"][k] * s.products["inf"][k]
        np.add.at(s.countries[side], s.buyers["country"], held)
        np.add.at(s.countries["inf_us" if stack == US else "inf_cn"], s.buyers["country"], inference)
    np.add.at(s.held, s.buyers["country"], s.base)
    s.products["opening"] = s.base.sum(axis=0)
