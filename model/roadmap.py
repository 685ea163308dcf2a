"""Roadmap: research paid from revenue, launches of planned generations, and the end of those they replace."""

import numpy as np

from . import ledger
from .codes import RACK, US
from .kernels import rule

UNDECIDED = 10**6
"""`products.ready` while nobody has decided to make it."""


@rule
def advance(s, t):  # type: ignore[no-untyped-def]
    """Turn revenue into research, research into progress, and launch what is ready in month `t` (C6; Eqs. 57, 58)."""
    research(s, t)
    for k in range(s.products.shape[0]):
        q = s.products[k]
        if q.launch >= 0 and q.on_sale == 0 and q.ended == 0 and q.begun <= 0.0:
            shift = s.makers.progress[q.maker] * (1.0 if q.launch > s.world.start[0] else 0.0)
            q.ready = int(np.floor(q.launch - shift + 0.5))
        if q.on_sale == 0 and q.ended == 0 and q.ready <= t:
            launch(s, k, t)
        if q.on_sale == 1 and t >= q.ends + s.p.clearance_months:
            q.on_sale = 0
            q.ended = 1


@rule
def research(s, t):  # type: ignore[no-untyped-def]
    """Move every maker's smoothed revenue, its research and its position on the roadmap (C6; Eq. 57).

    The roadmap in the products table was drawn for research that grows as `rnd_plan` says; a maker that earns less
    than that falls behind it by `rnd_speed` times the logarithm of the shortfall, a month.
    """
    for m in range(s.makers.shape[0]):
        q = s.makers[m]
        q.revenue_year += (12.0 * q.revenue - q.revenue_year) / 6.0
        share = s.p.rnd_share_us if q.stack == US else s.p.rnd_share_cn
        support = s.p.rnd_floor_us if q.stack == US else s.p.rnd_floor_cn
        q.rnd = q.rnd_start / 12.0 * support + share * q.revenue_year / 12.0
        if t < s.world.start[0] + 12 or s.p.rnd_speed <= 0.0:
            continue
        months = np.float64(t)
        late = max(0.0, months - s.p.rnd_turn_month)
        rate = s.p.rnd_plan_us if q.stack == US else s.p.rnd_plan_cn
        plan = q.rnd_start / 12.0 * np.exp(rate * (months - late) + s.p.rnd_plan_late * late)
        if plan <= 0.0 or q.rnd <= 0.0:
            continue
        pace = s.p.rnd_speed * np.log(q.rnd / plan)
        q.progress = min(6.0, max(-18.0, q.progress + min(0.25, max(-0.5, pace))))


@rule
def launch(s, k, t):  # type: ignore[no-untyped-def]
    """Put a product on sale; the generation it replaces ends `overlap_months` later (Eq. 58).

    A product replaces another of its maker and design that is as strong in neither training nor serving; a rack ends
    with the card it is built from.
    """
    q = s.products[k]
    q.on_sale = 1
    q.awaited = 1
    ledger.enter(s, ledger.LAUNCHED, s.makers.seat[q.maker], 0, k, 0.0, q.price)
    for j in range(s.products.shape[0]):
        o = s.products[j]
        if j == k or o.maker != q.maker or o.ends < UNDECIDED or o.on_sale == 0:
            continue
        newer = q.design == o.design and q.china_only == o.china_only and replaces(q, o)
        if newer:
            o.ends = t + int(s.p.overlap_months)
            for r in range(s.products.shape[0]):
                if s.products.design[r] == RACK and s.products.parent[r] == j and s.products.ends[r] >= UNDECIDED:
                    s.products.ends[r] = o.ends


@rule
def replaces(q, o):  # type: ignore[no-untyped-def]
    """Return whether product `q` makes `o` of the same maker and design obsolete (Eq. 58).

    It must be at least as good in both kinds of compute, a fifth better in one, and of the same class of price.
    """
    if q.train < o.train or q.inf < o.inf or q.list_price > 2.5 * o.list_price:
        return False
    return q.train >= 1.2 * o.train or q.inf >= 1.2 * o.inf


@rule
def measure_frontier(s):  # type: ignore[no-untyped-def]
    """Note the training compute of the best American card on sale anywhere [H100e]."""
    best = 0.0
    for k in range(s.products.shape[0]):
        q = s.products[k]
        if q.on_sale == 1 and q.stack == US and q.in_house == 0:
            best = max(best, q.train)
    s.world.frontier_train[0] = best
