"""The ledger: what happened that is not an order; one line each, written by rules, read as records."""

from .kernels import rule
from .state import N_LEDGER, N_OVERFLOW

KINDS = (
    "law_changed", "writeoff", "seizure", "launch", "release", "deal", "truce", "rupture", "shortage", "statute",
    "realignment", "scrapped", "shock", "concession", "threat_failed", "design_started",
)  # fmt: skip
"""Kinds of entry."""
(
    LAW_CHANGED, WRITEOFF, SEIZURE, LAUNCHED, RELEASED, DEAL, TRUCE, RUPTURE, SHORTAGE, STATUTE,
    REALIGNMENT, SCRAPPED, SHOCK, CONCESSION, THREAT_FAILED, DESIGN_STARTED,
) = range(16)  # fmt: skip


@rule
def enter(s, kind, seat, target, product, quantity, value):  # type: ignore[no-untyped-def]
    """Write one entry; a full ledger counts as an overflow, which ends the run with an error.

    Args:
        s: State.
        kind: One of `KINDS`.
        seat: Whose entry, -1 if nobody's.
        target: Country, product or act by kind.
        product: Product, -1 if none.
        quantity: Cards [thousand], or the kind's own unit.
        value: Money [USD bn], or the kind's own unit.
    """
    n = s.count[N_LEDGER]
    if n >= s.ledger.shape[0]:
        s.count[N_OVERFLOW] += 1
        return
    row = s.ledger[n]
    row.month = s.world.month[0]
    row.kind = kind
    row.seat = seat
    row.target = target
    row.product = product
    row.quantity = quantity
    row.value = value
    s.count[N_LEDGER] = n + 1
