"""The ladders of the US-Chinese contest: which cells of law make a rung, read and written in this one place.

| slot | issuer | cell of law | rungs | symbol in Eqs. 14 to 28 |
|---|---|---|---|---|
| frontier | us | license_regime[cn, frontier] | 0 free, 1 case by case, 2 presumption, 3 ban | o(frontier) |
| cut_down | us | license_regime[cn, cut_down] | the same | o(cut-down) |
| line | us | performance, density and interconnect thresholds | 0 none, 1 to 4 lower lines | d |
| remote | us | remote_access_rule | 0 off, 1 report, 2 license, 3 ban | remote |
| tools | us | tool_control[cn] | 0 to 4 | tools, hold |
| design | us | eda_control[cn] | 0, 1 | design |
| memory | us | hbm_control[cn] | 0, 1 | memory |
| listing | us | entity_list of Chinese firms and labs | how many are listed | a refresh |
| affiliates | us | affiliates_rule | 0, 1 | a refresh |
| foundries | us | foundry_rule | 0, 1 | a refresh |
| use_ban | us | use_ban | 0, 1 | useban |
| us_tariff | us | tariff[cn] | rate nearest to 0, 10, 20, 30, 54, 104, 145 % | tau |
| gallium ... tungsten | cn | the five mineral licenses [us] | 0 to 4 | B, bite |
| cn_tariff | cn | tariff[us] | as us_tariff | tau of China |
| guide_frontier | cn | buy_domestic[cn, frontier] | 0 none, 1 advise, 2 state buyers, 3 ban | b |
| guide_cut_down | cn | buy_domestic[cn, cut_down] | the same | b |
| push | cn | self_reliance_push[cn] | 0 to 3 | p |
| probe | cn | regulatory_pressure on the leading US chipmaker | 0, 0.5, 1 | |
"""

import numpy as np

from .codes import (
    AFFILIATES_RULE,
    ANNOUNCED,
    BUY_DOMESTIC,
    CHIPMAKER,
    CN,
    DENSITY_THRESHOLD,
    EDA_CONTROL,
    ENTITY_LIST,
    FOUNDRY,
    FOUNDRY_RULE,
    HBM_CONTROL,
    INTERCONNECT_THRESHOLD,
    LAB,
    LICENSE_REGIME,
    MINERAL_LICENSE,
    PERFORMANCE_THRESHOLD,
    REGULATORY_PRESSURE,
    REMOTE_ACCESS_RULE,
    SELF_RELIANCE_PUSH,
    TARIFF,
    TOOL_CONTROL,
    US,
    USE_BAN,
)
from .kernels import rule
from .state import N_ACTS, N_PENDING

NAMES = (
    "frontier", "cut_down", "line", "remote", "tools", "design", "memory", "listing", "affiliates", "foundries",
    "use_ban", "us_tariff", "gallium_germanium", "graphite", "antimony", "rare_earths", "tungsten", "cn_tariff",
    "guide_frontier", "guide_cut_down", "push", "probe",
)  # fmt: skip
"""Slots, in order; the first twelve are the United States', the others China's."""
(
    FRONTIER, CUT_DOWN, LINE, REMOTE, TOOLS, DESIGN, MEMORY, LISTING, AFFILIATES, FOUNDRIES,
    USING, US_TARIFF, MINERAL, GRAPHITE, ANTIMONY, RARE_EARTHS, TUNGSTEN, CN_TARIFF,
    GUIDE_FRONTIER, GUIDE_CUT_DOWN, PUSH, PROBE,
) = range(22)  # fmt: skip
SLOTS = 22
FIRST_CHINESE = MINERAL

TOP = np.array([3, 3, 4, 3, 4, 1, 1, 40, 1, 1, 1, 6, 4, 4, 4, 4, 4, 6, 3, 3, 3, 2], np.int64)
"""Highest rung of each slot."""

CELLS = np.array([
    [LICENSE_REGIME, CN, 0], [LICENSE_REGIME, CN, 1], [PERFORMANCE_THRESHOLD, 0, 0], [REMOTE_ACCESS_RULE, 0, 0],
    [TOOL_CONTROL, CN, 0], [EDA_CONTROL, CN, 0], [HBM_CONTROL, CN, 0], [ENTITY_LIST, 0, 0], [AFFILIATES_RULE, 0, 0],
    [FOUNDRY_RULE, 0, 0], [USE_BAN, 0, 0], [TARIFF, CN, 0],
    [MINERAL_LICENSE, US, 0], [MINERAL_LICENSE + 1, US, 0], [MINERAL_LICENSE + 2, US, 0], [MINERAL_LICENSE + 3, US, 0],
    [MINERAL_LICENSE + 4, US, 0], [TARIFF, US, 0], [BUY_DOMESTIC, CN, 0], [BUY_DOMESTIC, CN, 1],
    [SELF_RELIANCE_PUSH, CN, 0], [REGULATORY_PRESSURE, 0, 0],
])  # fmt: skip
"""Instrument, target and class of each slot's leading cell; targets of `listing` and `probe` are found each time."""

RATES = np.array([0.0, 0.10, 0.20, 0.30, 0.54, 1.04, 1.45])
"""Tariff of each rung (February 2025 to April 2025: 20, 30, 54, 104 and 145 %)."""

LOWEST_DUTY = 2
"""Tariff rung below which neither side goes of its own accord or in talks: the 20 % of before 2025."""

LINES = np.array([
    [0.0, 0.0, 0.0], [4800.0, 0.0, 600.0], [4800.0, 5.92, 0.0], [2400.0, 3.2, 0.0], [1600.0, 1.6, 0.0],
])  # fmt: skip
"""Performance [TPP], density and interconnect thresholds of each rung: October 2022, October 2023, and two beyond."""


@rule
def issuer(slot):  # type: ignore[no-untyped-def]
    """Return the seat whose slot it is (0 United States, 1 China; their countries have the same numbers)."""
    return US if slot < FIRST_CHINESE else CN


@rule
def is_listable(s, seat):  # type: ignore[no-untyped-def]
    """Return whether a seat is a Chinese firm or lab that an entity list may name."""
    kind = s.seats.kind[seat]
    return s.seats.country[seat] == CN and (kind == CHIPMAKER or kind == FOUNDRY or kind == LAB)


@rule
def next_listing(s, step):  # type: ignore[no-untyped-def]
    """Return the seat to list next (step > 0) or to take off next (step < 0), -1 if there is none."""
    found = -1
    for g in range(s.seats.shape[0]):
        if not is_listable(s, g):
            continue
        listed = s.law[ENTITY_LIST, US, g, 0] > 0.5
        if step > 0 and not listed:
            return g
        if step < 0 and listed:
            found = g
    return found


@rule
def probed(s):  # type: ignore[no-untyped-def]
    """Return the seat of the US chipmaker with the largest revenue, the one that China can press most."""
    best = -1
    for m in range(s.makers.shape[0]):
        if s.makers.stack[m] == US and s.makers.in_house[m] == 0:
            if best < 0 or s.makers.revenue_year[m] > s.makers.revenue_year[best]:
                best = m
    return s.makers.seat[best] if best >= 0 else -1


@rule
def tariff_rung(rate):  # type: ignore[no-untyped-def]
    """Return the rung whose rate is nearest to `rate` [ad valorem]."""
    best = 0
    for r in range(RATES.shape[0]):
        if abs(RATES[r] - rate) < abs(RATES[best] - rate):
            best = r
    return best


@rule
def line_rung(performance, density):  # type: ignore[no-untyped-def]
    """Return the rung of the chip line that thresholds [TPP; TPP/mm2] amount to."""
    if performance <= 0.0:
        return 0
    if density <= 0.0:
        return 1
    if performance > 2400.0:
        return 2
    return 3 if performance > 1600.0 else 4


@rule
def read(s, slot):  # type: ignore[no-untyped-def]
    """Return the rung that the law in force puts a slot on."""
    side = issuer(slot)
    if slot == LISTING:
        listed = 0
        for g in range(s.seats.shape[0]):
            if is_listable(s, g) and s.law[ENTITY_LIST, US, g, 0] > 0.5:
                listed += 1
        return listed
    if slot == PROBE:
        g = probed(s)
        return round(2.0 * s.law[REGULATORY_PRESSURE, CN, g, 0]) if g >= 0 else 0
    if slot == LINE:
        return line_rung(s.law[PERFORMANCE_THRESHOLD, US, 0, 0], s.law[DENSITY_THRESHOLD, US, 0, 0])
    value = s.law[CELLS[slot, 0], side, CELLS[slot, 1], CELLS[slot, 2]]
    if slot == US_TARIFF or slot == CN_TARIFF:
        return tariff_rung(value)
    return round(value)


@rule
def read_all(s, position):  # type: ignore[no-untyped-def]
    """Fill `position`, shape (SLOTS,), with the rung of every slot."""
    for k in range(SLOTS):
        position[k] = read(s, k)


@rule
def instrument(slot):  # type: ignore[no-untyped-def]
    """Return the instrument of a slot's leading cell."""
    return CELLS[slot, 0]


@rule
def target(s, slot, step):  # type: ignore[no-untyped-def]
    """Return the target of the order that moves a slot by `step` rungs; -1 if there is none."""
    if slot == LISTING:
        return next_listing(s, step)
    if slot == PROBE:
        return probed(s)
    return CELLS[slot, 1]


@rule
def value(slot, rung):  # type: ignore[no-untyped-def]
    """Return what an order sets to put a slot on a rung, in the instrument's unit.

    The line takes two more cells (`LINES`); a listing sets 1 on the next entity or 0 on the last.
    """
    if slot == US_TARIFF or slot == CN_TARIFF:
        return RATES[rung]
    if slot == LINE:
        return LINES[rung, 0]
    if slot == PROBE:
        return 0.5 * rung
    return float(rung)


LINE_INSTRUMENTS = np.array([PERFORMANCE_THRESHOLD, DENSITY_THRESHOLD, INTERCONNECT_THRESHOLD])
"""Instruments of the columns of `LINES`."""


@rule
def slot_of(i, party, target, product):  # type: ignore[no-untyped-def]
    """Return the slot whose leading cell an act by `party` would set, -1 if none."""
    if i == ENTITY_LIST or i == REGULATORY_PRESSURE:
        return -1
    for k in range(SLOTS):
        if CELLS[k, 0] == i and issuer(k) == party and CELLS[k, 1] == target and CELLS[k, 2] == product:
            return k
    return -1


@rule
def rung_of(i, value):  # type: ignore[no-untyped-def]
    """Return the rung that a value of an instrument amounts to."""
    if i == TARIFF:
        return float(tariff_rung(value))
    if i == PERFORMANCE_THRESHOLD:
        return float(line_rung(value, 1.0))
    return float(round(value))


@rule
def spares_slow_links(s):  # type: ignore[no-untyped-def]
    """Return whether the line that is announced lets slow links pass, as the rule of October 2022 did."""
    for a in range(s.count[N_ACTS] - 1, -1, -1):
        act = s.acts[a]
        if act.instrument == INTERCONNECT_THRESHOLD and act.status == ANNOUNCED:
            return act.value > 0.0
    return s.law[INTERCONNECT_THRESHOLD, US, 0, 0] > 0.0


@rule
def expect_all(s, position):  # type: ignore[no-untyped-def]
    """Fill `position` with the rung of every slot once law that is announced binds."""
    read_all(s, position)
    for a in range(s.count[N_PENDING], s.count[N_ACTS]):
        act = s.acts[a]
        if act.status == ANNOUNCED and act.issuer <= CN:
            k = slot_of(act.instrument, act.issuer, act.target, act.product)
            if k >= 0:
                position[k] = rung_of(act.instrument, act.value)
                if k == LINE and position[k] == 2.0 and s.law[DENSITY_THRESHOLD, US, 0, 0] <= 0.0:
                    position[k] = 1.0 if spares_slow_links(s) else 2.0
