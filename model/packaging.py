"""Packaging: capacity that follows scarcity, and its wafers shared between makers' own use, China and the rest."""

from . import inventory, memory, stances
from .codes import ALLOCATE, BOOK, CN, ENTITY_LIST, FOUNDRY_RULE, US
from .kernels import rule

OUT, CHINA, OWN, GRANTED, BID = 3, 4, 5, 6, 7
"""Rows of scratch by product: cards wanted for the rest of the world, for China, for makers' own clouds; cards granted
while wafers are rationed [thousand], and the weights of bids for them."""


@rule
def captive_share(p, t):  # type: ignore[no-untyped-def]
    """Return the share of packaging that American clouds' own chips have booked, by month (Eq. 42)."""
    if t < 36:
        return p.captive_2022 + (p.captive_2025 - p.captive_2022) * t / 36.0
    return p.captive_2025 + (p.captive_2030 - p.captive_2025) * min(1.0, (t - 36) / 60.0)


@rule
def expand(s, f):  # type: ignore[no-untyped-def]
    """Let a foundry's packaging grow by the scarcity of some months ago (Eq. 41)."""
    p = s.p
    lag = min(11, max(0, int(p.capacity_lag_months) - 1))
    row = s.foundries[f]
    scarcity = min(p.scarcity_cap, max(0.0, s.wanted_past[f, lag] - 1.0))
    room = max(0.0, 1.0 - row.capacity / p.capacity_ceiling_kwpm)
    row.capacity *= 1.0 + p.kappa_capacity * scarcity * room


@rule
def is_packaged_at(s, k, f):  # type: ignore[no-untyped-def]
    """Return whether foundry `f` may package product `k`; listings and a full foundry rule shut out Chinese makers."""
    q = s.products[k]
    if q.foundry != f or q.per_wafer <= 0.0:
        return False
    if q.stack != CN:
        return True
    return s.law[ENTITY_LIST, US, s.makers.seat[q.maker], 0] <= 0.0 and s.law[FOUNDRY_RULE, US, 0, 0] < 1.0


@rule
def expected(s, k, t):  # type: ignore[no-untyped-def]
    """Return cards a maker starts ahead of a launch [thousand a month]: part of what its line sells now (Eq. 44)."""
    q = s.products[k]
    wafers = 0.0
    if q.china_only == 1:
        wafers = s.world.us_order_china[0]
        return s.p.launch_ramp * wafers * q.per_wafer if inventory.is_open_to_china(s, k) else 0.0
    for j in range(s.products.shape[0]):
        o = s.products[j]
        if o.maker == q.maker and o.per_wafer > 0.0 and o.design == q.design:
            wafers += o.fresh_out / o.per_wafer
    return s.p.launch_ramp * wafers * q.per_wafer


@rule
def is_awaited(s, k):  # type: ignore[no-untyped-def]
    """Return whether product `k` has had no chance to be ordered yet, so that its maker goes by expectation."""
    return s.products.on_sale[k] == 0 or s.products.awaited[k] == 1


@rule
def ask(s, t, f):  # type: ignore[no-untyped-def]
    """Fill the scratch rows with the cards wanted of each product at foundry `f`.

    A variant that the law has stopped loses its orders at once, so that its wafers go to others (C1, C3). A maker
    that books above or below its plan (`book`) asks for so much more or less.
    """
    out, china, own = s.scratch[OUT], s.scratch[CHINA], s.scratch[OWN]
    for k in range(s.products.shape[0]):
        out[k] = china[k] = own[k] = 0.0
        if not is_packaged_at(s, k, f) or not inventory.may_start(s, k, t):
            continue
        q = s.products[k]
        booked = stances.factor(s, q.maker, BOOK)
        if is_awaited(s, k):
            cards = booked * expected(s, k, t)
            if q.china_only == 1:
                china[k] = cards
            elif q.in_house == 0:
                out[k] = cards
            continue
        cards = booked * inventory.wanted(s, k, s.p.pipeline_months, t)
        asked_out = q.fresh_out + q.unserved_out
        asked_cn = q.fresh_cn + q.unserved_cn
        part = asked_cn / (asked_out + asked_cn) if asked_out + asked_cn > 0.0 else 0.0
        if q.in_house == 1:
            own[k] = q.per_wafer
        else:
            out[k] = cards * (1.0 - part)
            china[k] = cards * part if inventory.is_open_to_china(s, k) else 0.0


@rule
def share(s, t, f):  # type: ignore[no-untyped-def]
    """Share a foundry's wafers and start cards in month `t` (C1, C3; Eq. 45).

    Clouds' own chips fill the share they have booked, each on sale alike. Of the rest, scarce wafers go to China in
    proportion to its orders, old ones counted in part, at a lower weight (times the rank that makers give China,
    `allocate`) and never above a cap; what one side leaves the other takes. The total binds, so a wafer for China is
    one less for others.
    """
    p = s.p
    row = s.foundries[f]
    out, china, own = s.scratch[OUT], s.scratch[CHINA], s.scratch[OWN]
    ask(s, t, f)
    d_out = d_cn = d_own = claim_out = claim_cn = 0.0
    for k in range(s.products.shape[0]):
        q = s.products[k]
        if q.per_wafer <= 0.0 or q.foundry != f:
            continue
        d_out += out[k] / q.per_wafer
        d_cn += china[k] / q.per_wafer
        d_own += own[k] / q.per_wafer
        rank = stances.factor(s, q.maker, ALLOCATE)
        if is_awaited(s, k):
            claim_out += out[k] / q.per_wafer
            claim_cn += rank * china[k] / q.per_wafer
        elif is_packaged_at(s, k, f) and inventory.may_start(s, k, t) and q.in_house == 0:
            claim_out += (q.fresh_out + p.wafer_backlog_weight * q.unserved_out) / q.per_wafer
            claim_cn += rank * (q.fresh_cn + p.wafer_backlog_weight * q.unserved_cn) / q.per_wafer
    g_own = captive_share(p, t) * row.capacity if d_own > 0.0 else 0.0
    free = row.capacity - g_own
    g_cn, g_out = d_cn, d_out
    if d_cn + d_out > free:
        weight = p.china_priority * claim_cn
        alpha = min(p.china_wafer_cap, weight / (weight + claim_out)) if weight + claim_out > 0.0 else 0.0
        g_cn = min(d_cn, max(alpha * free, min(p.china_wafer_cap * free, free - d_out)))
        g_out = min(d_out, free - g_cn)
    row.wanted = claim_out + claim_cn + g_own
    for i in range(11, 0, -1):
        s.wanted_past[f, i] = s.wanted_past[f, i - 1]
    s.wanted_past[f, 0] = (claim_out + claim_cn) / free if free > 0.0 else 0.0
    if f == 0:
        faster = 0.5 if claim_cn > s.world.us_order_china[0] else 0.1
        s.world.us_order_china[0] += faster * (claim_cn - s.world.us_order_china[0])
    ration(s, out, g_out, d_out)
    ration(s, china, g_cn, d_cn)
    for k in range(s.products.shape[0]):
        own[k] *= g_own / d_own if d_own > 0.0 else 0.0
    start(s, f)


@rule
def ration(s, row, wafers, asked):  # type: ignore[no-untyped-def]
    """Cut the cards wanted in a row to what the wafers make, dearer ones first (Eq. 46).

    Makers bid for scarce packaging, so a product is served in proportion to what it asks for times what a wafer of it
    earns to the power `margin_priority`. What one doesn't need goes to the others.

    Args:
        s: State.
        row: Cards wanted by product [thousand], replaced by cards granted.
        wafers: Wafers to share [thousand].
        asked: Wafers that all of the row would take [thousand].
    """
    if asked <= wafers:
        return
    granted, bids = s.scratch[GRANTED], s.scratch[BID]
    for k in range(s.products.shape[0]):
        granted[k] = 0.0
        bids[k] = bid(s, k) if row[k] > 0.0 else 0.0
    left = wafers
    for _ in range(5):
        pull = 0.0
        for k in range(s.products.shape[0]):
            if granted[k] < row[k]:
                pull += row[k] / s.products.per_wafer[k] * bids[k]
        if pull <= 0.0 or left <= 1e-12:
            break
        part = left / pull
        for k in range(s.products.shape[0]):
            if granted[k] < row[k]:
                cards = min(row[k] - granted[k], part * row[k] * bids[k])
                granted[k] += cards
                left -= cards / s.products.per_wafer[k]
    for k in range(s.products.shape[0]):
        row[k] = granted[k]


@rule
def bid(s, k):  # type: ignore[no-untyped-def]
    """Return the weight of a product's bid for packaging: what a wafer of it earns [USD mn] to `margin_priority` (Eq. 46)."""
    q = s.products[k]
    return (1e-3 * max(0.1, q.price - q.unit_cost) * q.per_wafer) ** s.p.margin_priority


@rule
def start(s, f):  # type: ignore[no-untyped-def]
    """Start what was granted, as far as memory reaches (C2; Eq. 48)."""
    out, china, own = s.scratch[OUT], s.scratch[CHINA], s.scratch[OWN]
    stacks = 0.0
    row = s.foundries[f]
    row.used = 0.0
    for k in range(s.products.shape[0]):
        out[k] += china[k] + own[k]
        stacks += out[k] * s.products.hbm[k]
    s.world.hbm_wanted[0] += stacks
    fill = memory.limit(s, stacks)
    for k in range(s.products.shape[0]):
        if out[k] > 0.0:
            row.used += fill * out[k] / s.products.per_wafer[k]
            row.cumulative += fill * out[k] / s.products.per_wafer[k]
            inventory.begin(s, k, fill * out[k], int(s.p.pipeline_months))
