"""Prices: what a card costs where it lands, and how scarcity moves its price."""

from . import stances
from .codes import COMPLIANCE, PRICE, REVENUE_SHARE, TARIFF, US
from .kernels import rule

ONE_CARD = 1e-3
"""Thousand cards. Less is what rounding left: a shelf without a whole card is empty, not full of unwanted stock."""


@rule
def landed_factor(s, k, c):  # type: ignore[no-untyped-def]
    """Return the price of product `k` in country `c` relative to its maker's price (B2, A6, A16; Eq. 78).

    Tariffs are passed through in full (Amiti, Redding and Weinstein 2019), but only `chip_tariff_share` of the general
    rate touches accelerators: they were exempt in April 2025, and China counts a chip's origin by its fab. What the
    licensing government takes as a share of revenue is added to the price, and the cost of compliance abroad.
    """
    q = s.products[k]
    home = s.makers.country[q.maker]
    if c == home:
        return 1.0
    factor = 1.0
    seat = s.countries.seat[c]
    if seat >= 0 and s.p.chip_tariff_share > 0.0:
        factor += s.p.chip_tariff_share * s.law[TARIFF, seat, home, 0]
    if q.stack == US:
        factor *= 1.0 + s.p.compliance_cost * s.law[COMPLIANCE, US, 0, 0]
        taken = s.law[REVENUE_SHARE, US, c, q.license_class]
        if taken > 0.0:
            factor /= 1.0 - min(0.9, taken)
    return factor


@rule
def move(s, k, asked, had):  # type: ignore[no-untyped-def]
    """Move the price of product `k` a little toward what scarcity makes of it, and let it age (C3; Eq. 79).

    A maker that prices above or below its list (`price`) moves the goal by its factor.

    Args:
        s: State.
        k: Product.
        asked: Cards that buyers may have and want [thousand].
        had: Cards on hand before deliveries [thousand].
    """
    p = s.p
    q = s.products[k]
    q.list_price *= 1.0 - p.price_fall_year / 12.0
    if q.list_price < 1.1 * q.unit_cost:
        q.list_price = 1.1 * q.unit_cost
    stance = stances.factor(s, q.maker, PRICE)
    if p.price_speed <= 0.0:
        q.price = q.list_price * stance
        return
    if had >= ONE_CARD:
        tight = asked / had - 1.0
    else:
        tight = 1.0 if asked >= ONE_CARD else 0.0
    goal = q.list_price * stance * (1.0 + p.price_swing * min(1.0, max(-1.0, tight)))
    q.price += p.price_speed * (goal - q.price)
