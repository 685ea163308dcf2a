"""Clouds: what tenants get from clouds at home, and what the two sides' clouds let to tenants abroad."""

import numpy as np

from .codes import CN, TIER, US
from .kernels import rule

CLOUD = 0
"""Row of the segments table that rents out what it buys."""

ASKED, LEAN = 5, 6
"""Rows of scratch by country: compute sought abroad [thousand H100e], share of it that leans to Chinese clouds."""


@rule
def serve(s):  # type: ignore[no-untyped-def]
    """Let tenants rent abroad part of what their country couldn't buy, and count the cloud layer by stack.

    Eqs. 119, 120; G, E6. Clouds in the United States and in China let out what is spare; a country that law shuts out
    of the third tier gets nothing from American ones. What Chinese labs rent in hubs (labs.py) counts there as let and
    in China as had.
    """
    stand(s)
    let_out(s)
    w = s.world[0]
    for c in range(s.countries.shape[0]):
        row = s.countries[c]
        row.cloud_us = max(0.0, row.cloud_us + row.rented_us - row.offshore)
        row.cloud_cn += row.rented_cn
    s.countries.cloud_us[US] = max(0.0, s.countries.cloud_us[US] - total(s.countries.rented_us))
    s.countries.cloud_cn[CN] = max(0.0, s.countries.cloud_cn[CN] - total(s.countries.rented_cn))
    s.countries.cloud_us[CN] += w.offshore_h100e


@rule
def total(amounts):  # type: ignore[no-untyped-def]
    """Return the sum over countries, added up in order."""
    found = 0.0
    for c in range(amounts.shape[0]):
        found += amounts[c]
    return found


@rule
def stand(s):  # type: ignore[no-untyped-def]
    """Count what clouds hold in each country by stack [thousand H100e]."""
    s.countries.cloud_us[:] = 0.0
    s.countries.cloud_cn[:] = 0.0
    for b in range(s.buyers.shape[0]):
        y = s.buyers[b]
        if y.segment == CLOUD:
            s.countries.cloud_us[y.country] += y.train_us
            s.countries.cloud_cn[y.country] += y.train_cn


@rule
def let_out(s):  # type: ignore[no-untyped-def]
    """Let leases run out, and new ones meet part of this month's unmet demand as far as clouds have room (Eq. 119)."""
    p = s.p
    keep = 1.0 - 1.0 / p.cloud_lease_months
    best = 0.0
    for z in range(s.platforms.shape[0]):
        if s.platforms.stack[z] == CN:
            best = max(best, s.platforms.maturity[z])
    asked, lean = s.scratch[ASKED], s.scratch[LEAN]
    sought_us = 0.0
    sought_cn = 0.0
    for c in range(s.countries.shape[0]):
        row = s.countries[c]
        row.rented_us *= keep
        row.rented_cn *= keep
        asked[c] = 0.0 if c == US or c == CN else p.cloud_reach * row.unmet
        odds = p.alignment_weight * (row.align_cn - row.align_us) + p.software_weight * (best - 1.0)
        odds += p.reliability_weight * (row.reliability_cn - row.reliability_us)
        lean[c] = 1.0 / (1.0 + np.exp(-odds))
        sought_us += asked[c] * (1.0 - lean[c]) * is_open(s, c)
        sought_cn += asked[c] * lean[c]
    room_us = max(0.0, p.cloud_spare * s.countries.cloud_us[US] - total(s.countries.rented_us))
    room_cn = max(0.0, p.cloud_spare * s.countries.cloud_cn[CN] - total(s.countries.rented_cn))
    part_us = min(1.0, room_us / sought_us) if sought_us > 0.0 else 0.0
    part_cn = min(1.0, room_cn / sought_cn) if sought_cn > 0.0 else 0.0
    for c in range(s.countries.shape[0]):
        if asked[c] <= 0.0:
            continue
        row = s.countries[c]
        us = part_us * asked[c] * (1.0 - lean[c]) * is_open(s, c)
        cn = part_cn * asked[c] * lean[c]
        row.rented_us += us
        row.rented_cn += cn
        row.unmet = max(0.0, row.unmet - us - cn)


@rule
def is_open(s, c):  # type: ignore[no-untyped-def]
    """Return 1 where American clouds may take tenants from a country, 0 where it is in the third tier."""
    return 0.0 if s.law[TIER, US, c, 0] >= 3.0 else 1.0
