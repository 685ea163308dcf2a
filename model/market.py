"""Market: orders meet law and stock; cards, money and orders to come are booked."""

from . import adoption, allocation, prices, supply, writeoff
from .codes import CN, LIGHT_CARD, US
from .kernels import rule

ASKED, FRESH = 2, 3
"""Rows of scratch by country: cards allowed of one product [thousand]; share of orders that is new this month.

China's money for light cards is never carried over, so all orders of those are new."""


@rule
def trade(s, t):  # type: ignore[no-untyped-def]
    """Take buyers' orders, let pass what the law allows, share scarce stock, deliver and book (Eqs. 78–83)."""
    adoption.choose(s, t)
    open_month(s, t)
    collect(s)
    if t == s.world.start[0]:
        open_orders(s, t)
    for k in range(s.products.shape[0]):
        q = s.products[k]
        if q.on_sale == 0:
            forget(s, k)
            continue
        asked = allocation.pass_law(s, k, t)
        had = q.stock
        sent = allocation.share(s, k)
        book(s, k, asked, sent)
        prices.move(s, k, asked, had)
    writeoff.write_off(s, t)


@rule
def open_month(s, t):  # type: ignore[no-untyped-def]
    """Clear the month's books, open yearly quotas in January, and measure how much of each country's orders is new."""
    for m in range(s.makers.shape[0]):
        s.makers.revenue[m] = s.makers.revenue_china[m] = s.makers.units_china[m] = 0.0
    fresh = s.scratch[FRESH]
    for c in range(s.countries.shape[0]):
        fresh[c] = 0.0
        if t % 12 == 0:
            s.countries.quota_used[c] = 0.0
    for b in range(s.buyers.shape[0]):
        fresh[s.buyers.country[b]] += s.buyers.budget[b]
    for c in range(s.countries.shape[0]):
        fresh[c] = min(1.0, s.countries.budget[c] / fresh[c]) if fresh[c] > 0.0 else 1.0


@rule
def collect(s):  # type: ignore[no-untyped-def]
    """Turn money wished into cards ordered, at the price where they land (Eqs. 76, 78)."""
    s.ordered[:] = 0.0
    for k in range(s.products.shape[0]):
        if s.products.on_sale[k] == 0:
            continue
        for c in range(s.countries.shape[0]):
            if s.asked[c, k] > 0.0:
                s.ordered[k, c] = s.asked[c, k] * 1e3 / (s.products.price[k] * prices.landed_factor(s, k, c))


@rule
def open_orders(s, t):  # type: ignore[no-untyped-def]
    """Take the first month's orders for what was ordered before, and fill the lines by them."""
    for k in range(s.products.shape[0]):
        q = s.products[k]
        for c in range(s.countries.shape[0]):
            if c == CN:
                q.fresh_cn += s.ordered[k, c] * s.legal[k, c]
            else:
                q.fresh_out += s.ordered[k, c] * s.legal[k, c]
    supply.open_lines(s, t)


@rule
def forget(s, k):  # type: ignore[no-untyped-def]
    """Clear the orders of a product that isn't on sale."""
    q = s.products[k]
    q.orders = q.backlog = q.fresh_out = q.fresh_cn = q.unserved_out = q.unserved_cn = 0.0
    for c in range(s.countries.shape[0]):
        s.shipped[k, c] = 0.0
        s.shipped_year[k, c] *= 11.0 / 12.0


@rule
def book(s, k, asked, sent):  # type: ignore[no-untyped-def]
    """Book a product's deliveries: stock, money, the trailing year, and the orders its maker will plan by.

    Orders to plan by are smoothed; what was asked for and not delivered stays in part (Eq. 82). Where the
    law stops a product, its Chinese orders are gone at once (C1).
    """
    p = s.p
    q = s.products[k]
    m = s.makers[q.maker]
    allowed = s.scratch[ASKED]
    q.stock -= sent
    q.awaited = 0
    new_out = new_cn = 0.0
    revenue, earned = m.revenue, m.money
    unserved_out = unserved_cn = 0.0
    for c in range(s.countries.shape[0]):
        cards = s.shipped[k, c]
        s.shipped_year[k, c] = s.shipped_year[k, c] * 11.0 / 12.0 + cards
        late = allowed[c] - cards
        fresh = 1.0 if q.design == LIGHT_CARD else s.scratch[FRESH, c]
        if c == CN:
            new_cn += allowed[c] * fresh
            unserved_cn += late
        else:
            new_out += allowed[c] * fresh
            unserved_out += late
        money = cards * q.price * 1e-3
        revenue += money
        earned += cards * (q.price - q.unit_cost) * 1e-3
        if c == CN:
            m.revenue_china += money
            m.units_china += cards
        if q.stack == US and q.license_class < 2 and c != s.makers.country[q.maker]:
            s.countries.quota_used[c] += cards * q.train
    m.revenue, m.money = revenue, earned
    q.orders = asked
    q.backlog = max(0.0, asked - sent)
    q.fresh_out += p.order_smoothing * (new_out - q.fresh_out)
    q.fresh_cn += p.order_smoothing * (new_cn - q.fresh_cn)
    if q.stack == US and s.legal[k, CN] <= p.denial_approval:
        q.fresh_cn = unserved_cn = 0.0
    q.unserved_out = p.backlog_carry_world * max(0.0, unserved_out)
    q.unserved_cn = p.backlog_carry_china * max(0.0, unserved_cn)
