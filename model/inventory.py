"""Inventory: what is wanted of a product beyond what is made and in the making, and the books of cards."""

from .codes import CN, INVENTORY_ONLY, US
from .kernels import rule

SLOTS = 12
"""Months of a product's pipeline."""


@rule
def in_making(s, k):  # type: ignore[no-untyped-def]
    """Return cards of product `k` started and not finished [thousand]."""
    total = 0.0
    for i in range(SLOTS):
        total += s.pipeline[k, i]
    return total


@rule
def finish(s):  # type: ignore[no-untyped-def]
    """Move the pipeline on by a month: what ends it is finished stock (Eq. 49)."""
    for k in range(s.products.shape[0]):
        q = s.products[k]
        done = s.pipeline[k, 0]
        q.started = 0.0
        for i in range(SLOTS - 1):
            s.pipeline[k, i] = s.pipeline[k, i + 1]
        s.pipeline[k, SLOTS - 1] = 0.0
        q.stock += done
        q.made += done


@rule
def begin(s, k, cards, months):  # type: ignore[no-untyped-def]
    """Start cards of product `k` [thousand], finished after a number of months from 0 to 12 (Eq. 49)."""
    q = s.products[k]
    q.started += cards
    q.begun += cards
    if months <= 0:
        q.stock += cards
        q.made += cards
    else:
        s.pipeline[k, min(SLOTS, months) - 1] += cards


@rule
def may_start(s, k, t):  # type: ignore[no-untyped-def]
    """Return whether product `k` may be started in month `t`: decided, not ended, rebooked after a stop (C1)."""
    q = s.products[k]
    if q.ended == 1 or t >= q.ends or t < q.restart:
        return False
    return q.on_sale == 1 or q.ready <= t + s.p.pipeline_months


@rule
def is_open_to_china(s, k):  # type: ignore[no-untyped-def]
    """Return whether new cards of product `k` may be made for China: licensed, and not from inventory alone (A6)."""
    if s.legal[k, CN] <= 0.02:
        return False
    return s.products.stack[k] == CN or s.law[INVENTORY_ONLY, US, CN, s.products.license_class[k]] <= 0.0


@rule
def wanted(s, k, lead, t):  # type: ignore[no-untyped-def]
    """Return the cards of product `k` that its maker would start this month [thousand] (Eq. 43).

    Fresh orders, smoothed, and part of the gap between what is owed or will be asked for within the lead time and
    what is in stock or in the making: so that orders don't set off a cycle of glut and want.
    """
    q = s.products[k]
    fresh = q.fresh_out + q.fresh_cn
    target = lead * fresh + q.unserved_out + q.unserved_cn
    gap = target - q.stock - in_making(s, k)
    return max(0.0, fresh + s.p.order_smoothing * gap)
