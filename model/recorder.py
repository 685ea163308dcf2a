"""The recorder: the month's indicators, computed from the state into one preallocated row."""

import numpy as np

from . import indicators as ind
from .codes import CN, LIGHT_CARD, REGIONS, US
from .kernels import rule

N_REGIONS = len(REGIONS)
RARE_EARTHS = 3
"""Row of the minerals table whose magnets `mineral_exports` reports."""


@rule
def ratio(part, whole):  # type: ignore[no-untyped-def]
    """Return part / whole, 0 where there is nothing to share."""
    return part / whole if whole > 0.0 else 0.0


@rule
def places(s, out, indicator, value):  # type: ignore[no-untyped-def]
    """Write per-country amounts and their regional sums; `value` has shape (C,)."""
    o = s.offset[indicator]
    for r in range(N_REGIONS):
        out[o + r] = 0.0
    for c in range(s.countries.shape[0]):
        out[o] += value[c]
        out[o + s.countries.region[c]] += value[c]
        out[o + N_REGIONS + c] = value[c]


@rule
def shares(s, out, indicator, part, other):  # type: ignore[no-untyped-def]
    """Write part / (part + other) for every place; both have shape (C,)."""
    o = s.offset[indicator]
    parts = np.zeros(N_REGIONS)
    wholes = np.zeros(N_REGIONS)
    for c in range(s.countries.shape[0]):
        r = s.countries.region[c]
        whole = part[c] + other[c]
        parts[0] += part[c]
        wholes[0] += whole
        parts[r] += part[c]
        wholes[r] += whole
        out[o + N_REGIONS + c] = ratio(part[c], whole)
    for r in range(N_REGIONS):
        out[o + r] = ratio(parts[r], wholes[r])


@rule
def record(s, t):  # type: ignore[no-untyped-def]
    """Write the indicators of month `t` into `s.out`."""
    first = t - s.world.start[0]
    out = s.out[first]
    c = s.countries
    shares(s, out, ind.CHIP_US, c.train_us, c.train_cn)
    shares(s, out, ind.CHIP_CN, c.train_cn, c.train_us)
    shares(s, out, ind.PLATFORM_US, c.inf_us, c.inf_cn)
    shares(s, out, ind.PLATFORM_CN, c.inf_cn, c.inf_us)
    places(s, out, ind.TRAINING_US, c.train_us)
    places(s, out, ind.TRAINING_CN, c.train_cn)
    places(s, out, ind.INFERENCE_US, c.inf_us)
    places(s, out, ind.INFERENCE_CN, c.inf_cn)
    places(s, out, ind.UNMET, c.unmet)
    record_clouds(s, out)
    record_platforms(s, out)
    record_models(s, out)
    record_lock_in(s, out)
    record_china(s, out)
    record_firms(s, out)
    record_world(s, out)


@rule
def record_clouds(s, out):  # type: ignore[no-untyped-def]
    """Write what tenants get from clouds by stack, and what of it they rent from abroad (Eqs. 120, 121)."""
    c = s.countries
    shares(s, out, ind.CLOUD_US, c.cloud_us, c.cloud_cn)
    shares(s, out, ind.CLOUD_CN, c.cloud_cn, c.cloud_us)
    rented = np.zeros(s.countries.shape[0])
    for n in range(rented.shape[0]):
        rented[n] = c.rented_us[n] + c.rented_cn[n]
    rented[CN] += s.world.offshore_h100e[0]
    places(s, out, ind.RENTED, rented)


@rule
def record_platforms(s, out):  # type: ignore[no-untyped-def]
    """Write each platform's part of the installed base, its maturity and its developers."""
    for z in range(s.platforms.shape[0]):
        out[s.offset[ind.PLATFORM_BASE] + z] = s.platforms.share[z]
        out[s.offset[ind.PLATFORM_MATURITY] + z] = s.platforms.maturity[z]
        out[s.offset[ind.DEVELOPERS] + z] = s.platforms.developers[z]


@rule
def record_models(s, out):  # type: ignore[no-untyped-def]
    """Write shares of model use, weighted by inference compute."""
    n = s.countries.shape[0]
    for which in range(3):
        indicator = ind.MODEL_US + which
        o = s.offset[indicator]
        parts = np.zeros(N_REGIONS)
        wholes = np.zeros(N_REGIONS)
        for c in range(n):
            if which == 0:
                share = s.countries.model_us[c]
            elif which == 1:
                share = s.countries.model_cn[c]
            else:
                share = s.countries.model_open[c]
            weight = s.countries.inf_us[c] + s.countries.inf_cn[c]
            r = s.countries.region[c]
            parts[0] += share * weight
            wholes[0] += weight
            parts[r] += share * weight
            wholes[r] += weight
            out[o + N_REGIONS + c] = share
        for r in range(N_REGIONS):
            out[o + r] = ratio(parts[r], wholes[r])


@rule
def record_lock_in(s, out):  # type: ignore[no-untyped-def]
    """Write the share of each place's base that stands with buyers over four fifths on one stack."""
    o = s.offset[ind.LOCK_IN]
    n = s.countries.shape[0]
    held = np.zeros(N_REGIONS + n)
    whole = np.zeros(N_REGIONS + n)
    for b in range(s.buyers.shape[0]):
        us = s.buyers.train_us[b]
        cn = s.buyers.train_cn[b]
        total = us + cn
        c = s.buyers.country[b]
        locked = total if max(us, cn) > 0.8 * total else 0.0
        for place in (0, s.countries.region[c], N_REGIONS + c):
            held[place] += locked
            whole[place] += total
    for place in range(N_REGIONS + n):
        out[o + place] = ratio(held[place], whole[place])


@rule
def record_china(s, out):  # type: ignore[no-untyped-def]
    """Write sales in China by stack, by value and by cards, and the grey channels."""
    value = np.zeros(2)
    units = np.zeros(2)
    for k in range(s.products.shape[0]):
        cards = s.shipped[k, 1]
        stack = s.products.stack[k]
        value[stack] += cards * s.products.price[k] * 1e-3
        units[stack] += cards
    out[s.offset[ind.US_CHINA_VALUE]] = ratio(value[US], value[US] + value[CN])
    out[s.offset[ind.US_CHINA_UNITS]] = ratio(units[US], units[US] + units[CN])
    out[s.offset[ind.DOMESTIC_UNITS]] = ratio(units[CN], units[US] + units[CN])
    out[s.offset[ind.CHINA_SALES_UNITS]] = units[US] + units[CN]
    out[s.offset[ind.CHINA_SALES_USD]] = value[US] + value[CN]
    out[s.offset[ind.SMUGGLED_UNITS]] = s.world.smuggled[0]
    out[s.offset[ind.SMUGGLED_H100E]] = s.world.smuggled_h100e[0]
    out[s.offset[ind.OFFSHORE_H100E]] = s.world.offshore_h100e[0]
    best = 0.0
    for z in range(s.platforms.shape[0]):
        if s.platforms.stack[z] == CN and s.platforms.maturity[z] > best:
            best = s.platforms.maturity[z]
    out[s.offset[ind.MATURITY]] = best


@rule
def record_firms(s, out):  # type: ignore[no-untyped-def]
    """Write each maker's deliveries, revenue, research, write-offs and value."""
    n = s.makers.shape[0]
    o = s.offset[ind.SHIPMENTS]
    for m in range(n):
        out[o + m] = 0.0
        out[s.offset[ind.REVENUE] + m] = s.makers.revenue[m]
        out[s.offset[ind.REVENUE_CHINA] + m] = s.makers.revenue_china[m]
        out[s.offset[ind.RND] + m] = s.makers.rnd[m]
        out[s.offset[ind.WRITEOFF] + m] = s.makers.writeoff[m]
        out[s.offset[ind.FIRM_VALUE] + m] = s.makers.value[m]
    for k in range(s.products.shape[0]):
        if s.products.design[k] == LIGHT_CARD:
            continue
        cards = 0.0
        for c in range(s.countries.shape[0]):
            cards += s.shipped[k, c]
        out[o + s.products.maker[k]] += cards


@rule
def record_world(s, out):  # type: ignore[no-untyped-def]
    """Write minerals, tariffs, politics and the gap."""
    w = s.world[0]
    labs = np.zeros(2)
    for i in range(s.labs.shape[0]):
        labs[s.labs.stack[i]] += s.labs.effective[i]
    out[s.offset[ind.COMPUTE_LEAD]] = ratio(labs[US], labs[CN])
    out[s.offset[ind.GAP_MONTHS]] = w.gap_months
    exported = 0.0
    for c in range(s.countries.shape[0]):
        flow = s.mineral_tonnes[c]
        exported += flow
        out[s.offset[ind.MINERAL_EXPORTS] + c] = flow
        out[s.offset[ind.MINERAL_SHORTAGE] + c] = s.mineral_short[RARE_EARTHS, c]
        out[s.offset[ind.MINERAL_PAIN] + c] = s.countries.pain[c]
        out[s.offset[ind.TARIFF_COST] + c] = s.countries.tariff_cost[c]
    out[s.offset[ind.MINERAL_EXPORTS] + 1] = exported
    out[s.offset[ind.COHESION]] = w.cohesion
    out[s.offset[ind.VOLATILITY]] = w.volatility
    out[s.offset[ind.HAWK]] = w.hawk
    out[s.offset[ind.CONTROL_STRENGTH]] = w.control_strength
    out[s.offset[ind.EFFORT]] = w.effort
    out[s.offset[ind.PACKAGING]] = s.foundries.capacity[0]
    for side in range(2):
        a = s.seats.yields_a[side]
        out[s.offset[ind.RESOLVE] + side] = ratio(a, a + s.seats.yields_b[side])
