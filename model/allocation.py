"""Allocation: what of the orders the law's amounts allow, and who gets the cards when there aren't enough."""

from . import offers, stances
from .codes import (
    ALLOCATE,
    CN,
    CUSTOMER_CAP,
    EXPORT_PROMOTION,
    INVENTORY_ONLY,
    LIGHT,
    QUOTA,
    TIER,
    US,
    VOLUME_CAP,
)
from .kernels import rule
from .licensing import CUSTOMER_CAPPED, QUOTA_USED, STOCK_ONLY, VOLUME_CAPPED

ASKED = 2
"""Row of scratch by country: cards allowed of the product in hand [thousand]."""

WEIGHT = 4
"""Row of scratch by country: priority in the allocation of the product in hand."""

NO_QUOTA = 100000.0
"""Value of quotas and customer caps that stands for none (configs/instruments.csv)."""


@rule
def pass_law(s, k, t):  # type: ignore[no-untyped-def]
    """Fill the cards of product `k` that law lets each country have this month; return their sum [thousand] (Eq. 80).

    Quotas count training compute in the calendar year (A2), volume caps the trailing year's home shipments, customer
    caps the trailing year's cards a buyer (A6). A tighter amount never lets more pass.
    """
    allowed = s.scratch[ASKED]
    q = s.products[k]
    home = s.makers.country[q.maker]
    total = 0.0
    for c in range(s.countries.shape[0]):
        allowed[c] = s.ordered[k, c] * s.legal[k, c]
        if allowed[c] > 0.0 and q.stack == US and c != home:
            allowed[c] = min(allowed[c], amount_left(s, k, c))
        total += allowed[c]
    return total


@rule
def amount_left(s, k, c):  # type: ignore[no-untyped-def]
    """Return the cards of product `k` that quotas and license conditions leave to country `c` now [thousand].

    Eq. 80.
    """
    q = s.products[k]
    kind = q.license_class
    left = 1e12
    if kind < LIGHT:
        quota = quota_of(s, c)
        if quota < NO_QUOTA and q.train > 0.0:
            left = max(0.0, quota - s.countries.quota_used[c]) / q.train
            if left < s.ordered[k, c] * s.legal[k, c]:
                s.determination[k, c] = QUOTA_USED
    volume = s.law[VOLUME_CAP, US, c, kind]
    if volume < 1.0:
        home = s.makers.country[q.maker]
        cap = max(0.0, volume * s.shipped_year[k, home] - s.shipped_year[k, c] * 11.0 / 12.0)
        if cap < left:
            left = cap
            s.determination[k, c] = VOLUME_CAPPED
    customer = s.law[CUSTOMER_CAP, US, c, kind]
    if customer < NO_QUOTA:
        cap = max(0.0, customer * s.p.approved_customers - s.shipped_year[k, c] * 11.0 / 12.0)
        if cap < left:
            left = cap
            s.determination[k, c] = CUSTOMER_CAPPED
    if s.law[INVENTORY_ONLY, US, c, kind] > 0.0 and q.stock < left:
        left = q.stock
        s.determination[k, c] = STOCK_ONLY
    return left


@rule
def quota_of(s, c):  # type: ignore[no-untyped-def]
    """Return the training compute a country may import in a year [thousand H100e]; 100,000 is no quota (A1, A2).

    Eq. 80.

    A second-tier country has the framework's share where no quota of its own is set: 49,901 H100e for 2025-27 (a third
    a year) and what low-volume orders and validated users may import beside it. A deal for compute lifts it (A13).
    """
    quota = s.law[QUOTA, US, c, 0]
    if quota >= NO_QUOTA and s.law[TIER, US, c, 0] == 2.0:
        quota = s.p.tier_two_quota + s.p.tier_two_exempt
    if quota < NO_QUOTA:
        quota = max(quota, s.countries.deal_h100e[c])
    return quota


@rule
def share(s, k):  # type: ignore[no-untyped-def]
    """Share the stock of product `k` among countries; return the cards sent [thousand] (C3; Eq. 81).

    Where stock is short, each country gets in proportion to its orders times its priority: China's is lower
    (`china_priority`), a deal for compute's, a promoted partner's and a member's of joint controls higher. What one
    leaves, the others get. Chinese cards serve China first; abroad goes what is left, or a part set aside by export
    credit (B6). A cloud's own chips are installed at home as they come.
    """
    allowed = s.scratch[ASKED]
    weight = s.scratch[WEIGHT]
    q = s.products[k]
    stock = q.stock
    abroad = willing = 0.0
    total = 0.0
    for c in range(s.countries.shape[0]):
        s.shipped[k, c] = 0.0
        total += allowed[c]
        weight[c] = 0.0
        if allowed[c] <= 0.0:
            continue
        if q.stack == US:
            deal = min(1.0, s.countries.deal_h100e[c] / 12.0 / max(1e-9, allowed[c] * max(q.train, 1e-9)))
            weight[c] = 1.0 + s.p.deal_priority * deal + s.p.promotion_priority * s.law[EXPORT_PROMOTION, US, c, 0]
            weight[c] += s.p.member_gain * s.countries.member[c]
            if c == CN:
                weight[c] = s.p.china_priority * stances.factor(s, q.maker, ALLOCATE)
        else:
            weight[c] = 1.0 if c == CN else offers.export_will(s, c)
            if c != CN:
                abroad += allowed[c]
                willing += weight[c] * allowed[c]
    if q.in_house == 1:
        s.shipped[k, s.makers.country[q.maker]] = stock
        return stock
    if total <= stock:
        for c in range(s.countries.shape[0]):
            s.shipped[k, c] = allowed[c]
        return total
    if q.stack == CN:
        aside = 0.0
        if abroad > 0.0:
            aside = min(abroad, s.p.export_set_aside * stock * willing / abroad)
        home = min(allowed[CN], stock - aside)
        s.shipped[k, CN] = home
        weight[CN] = 0.0
        return home + pour(s, k, stock - home)
    return pour(s, k, stock)


@rule
def pour(s, k, stock):  # type: ignore[no-untyped-def]
    """Pour stock over what is still allowed, by weight, until it is gone or all are served; return the cards sent."""
    allowed = s.scratch[ASKED]
    weight = s.scratch[WEIGHT]
    left = stock
    for _ in range(6):
        pull = 0.0
        for c in range(s.countries.shape[0]):
            if weight[c] > 0.0 and s.shipped[k, c] < allowed[c]:
                pull += weight[c] * allowed[c]
        if pull <= 0.0 or left <= 1e-12:
            break
        part = left / pull
        for c in range(s.countries.shape[0]):
            if weight[c] > 0.0 and s.shipped[k, c] < allowed[c]:
                cards = min(allowed[c] - s.shipped[k, c], part * weight[c] * allowed[c])
                s.shipped[k, c] += cards
                left -= cards
    return stock - left
