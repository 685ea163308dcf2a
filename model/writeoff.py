"""Write-offs: what a ban strands, and what is scrapped in the end."""

from . import inventory, ledger
from .codes import CN, US
from .kernels import rule


@rule
def write_off(s, t):  # type: ignore[no-untyped-def]
    """Write off cards made for China alone that the law has stopped, and scrap what stays unsold (C4; Eq. 83).

    The value is the cost of stock and work in progress, booked once; cards stay in stock and may be sold if the law
    relents. Starts wait `restart_months` after a stop (C1).
    """
    p = s.p
    for k in range(s.products.shape[0]):
        q = s.products[k]
        if q.ended == 1:
            scrap(s, k, 1.0)
            continue
        if q.stack != US or q.china_only == 0 or q.on_sale == 0:
            continue
        stranded = q.stock + inventory.in_making(s, k)
        q.written = min(q.written, stranded)
        if s.legal[k, CN] > p.denial_approval:
            q.stopped = 0
            continue
        if q.stopped == 0:
            q.stopped = 1
            q.restart = t + int(p.restart_months)
            rework(s, k)
            stranded = q.stock + inventory.in_making(s, k)
        q.restart = max(q.restart, t + int(p.restart_months))
        fresh = stranded - q.written
        if fresh > 0.0 and p.writeoff_share > 0.0:
            cost = p.writeoff_share * fresh * q.unit_cost * 1e-3
            q.written = stranded
            s.makers.writeoff[q.maker] += cost
            s.makers.writeoff_total[q.maker] += cost
            s.makers.money[q.maker] -= cost
            if cost > 0.01:
                ledger.enter(s, ledger.WRITEOFF, s.makers.seat[q.maker], CN, k, fresh, cost)
        scrap(s, k, p.scrap_rate)


@rule
def rework(s, k):  # type: ignore[no-untyped-def]
    """Give the work in progress of a stopped variant to its parent where only the links differ (H800 to H100).

    The silicon is the same until its links are cut, so nothing is lost; a weaker chip (H20) is stranded.
    """
    q = s.products[k]
    j = q.parent
    if j < 0 or s.products.train[j] != q.train or s.products.inf[j] != q.inf or s.products.ended[j] == 1:
        return
    for i in range(inventory.SLOTS):
        cards = s.pipeline[k, i]
        s.pipeline[k, i] = 0.0
        s.pipeline[j, i] += cards
        q.begun -= cards
        s.products.begun[j] += cards


@rule
def scrap(s, k, rate):  # type: ignore[no-untyped-def]
    """Scrap a part of a product's unsold stock."""
    q = s.products[k]
    cards = rate * q.stock
    if cards <= 0.0:
        return
    q.stock -= cards
    q.scrapped += cards
    if cards > 1.0:
        ledger.enter(s, ledger.SCRAPPED, s.makers.seat[q.maker], 0, k, cards, cards * q.unit_cost * 1e-3)
