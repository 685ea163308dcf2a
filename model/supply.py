"""Supply: a month of making chips, from roadmaps to finished cards."""

from . import fabs, inventory, memory, packaging, roadmap, variants
from .codes import CN, US
from .kernels import rule


@rule
def produce(s, t):  # type: ignore[no-untyped-def]
    """Launch, design, expand, share wafers, and finish cards in month `t` (Eqs. 41–60).

    Every card is begun once, finished once, and then in stock: begun = made + in the making, per product.
    """
    if t == s.world.start[0]:
        open_books(s)
    roadmap.advance(s, t)
    variants.revive(s, t)
    variants.design(s, t)
    inventory.finish(s)
    memory.refill(s, t, s.world.hbm_wanted[0])
    s.world.hbm_wanted[0] = 0.0
    fabs.grow(s, t)
    home = -1
    for f in range(s.foundries.shape[0]):
        if s.foundries.stack[f] == CN:
            home = f
    for f in range(s.foundries.shape[0]):
        if s.foundries.stack[f] == US:
            packaging.expand(s, f)
            packaging.share(s, t, f)
    if home >= 0:
        fabs.build(s, t, home)
    make_to_order(s, t)


@rule
def make_to_order(s, t):  # type: ignore[no-untyped-def]
    """Start cards that need neither advanced packaging nor stacked memory, as they are ordered (Eq. 56)."""
    for k in range(s.products.shape[0]):
        q = s.products[k]
        if q.hbm > 0.0 or q.per_wafer > 0.0 or not inventory.may_start(s, k, t):
            continue
        if q.stack == US and q.china_only == 1 and not inventory.is_open_to_china(s, k):
            continue
        inventory.begin(s, k, inventory.wanted(s, k, s.p.light_months, t), int(s.p.light_months))


@rule
def open_lines(s, t):  # type: ignore[no-untyped-def]
    """Fill the lines with which a run opens: each product's first orders, as far as packaging reaches (Eq. 50).

    Without it a run would open with empty shelves. Called once, when the first orders are known.
    """
    p = s.p
    for f in range(s.foundries.shape[0]):
        wafers = 0.0
        for k in range(s.products.shape[0]):
            q = s.products[k]
            if packaging.is_packaged_at(s, k, f) and q.in_house == 0:
                wafers += (q.fresh_out + q.fresh_cn) / q.per_wafer
        free = s.foundries.capacity[f] * (1.0 - packaging.captive_share(p, t))
        scale = min(1.0, free / wafers) if wafers > 0.0 else 0.0
        for k in range(s.products.shape[0]):
            q = s.products[k]
            if packaging.is_packaged_at(s, k, f) and q.in_house == 0:
                for month in range(int(p.pipeline_months) + 1):
                    inventory.begin(s, k, scale * (q.fresh_out + q.fresh_cn), month)


@rule
def open_books(s):  # type: ignore[no-untyped-def]
    """Set the stocks with which a run opens (Eqs. 54, 55)."""
    s.world.domestic_ramp[0] = s.p.ramp_start
    s.world.hbm_cn[0] = s.p.hbm_stock_2022
    for f in range(s.foundries.shape[0]):
        if s.foundries.stack[f] == CN:
            s.foundries.dies_stock[f] = s.p.die_stock_2022
    for n in range(s.memory.shape[0]):
        if s.memory.stack[n] == US:
            s.world.hbm_us[0] += s.memory.supply[n]
