"""The slate: what a seat could order this month, one row a candidate, and the hash that keeps its luck its own."""

import numpy as np

from stackcraft.model.codes import ANNOUNCED, TARIFF
from stackcraft.model.kernels import rule
from stackcraft.model.noise import scramble

CANDIDATE = np.dtype((np.record, [
    ("kind", "i8"),
    ("instrument", "i8"),
    ("target", "i8"),
    ("product", "i8"),
    ("value", "f8"),
    ("lapse", "i8"),
    ("status", "i8"),
    ("slot", "i8"),  # of the ladders, -1 if none
    ("rung", "i8"),  # of that slot after it
    ("step", "i8"),  # rungs up (+) or down (-); of a firm's stance: up or down
    ("severity", "f8"),  # towards the rival; negative where it relaxes
    ("authority", "f8"),  # rule-making capacity it takes [rules]
    ("open", "i8"),  # 1 while it may be chosen
]))  # fmt: skip
"""One thing a seat could order."""

MOST = 32
"""Candidates a government may weigh; a firm or a lab weighs twelve."""

FIRM_MOST = 12

PASS = np.uint64(0x5041535300000001)
"""Id of doing nothing, which is always a candidate."""

_SPREAD = np.uint64(0x9E3779B97F4A7C15)


@rule
def add(slate, n, kind, instrument, target, product, value, slot, step, severity):  # type: ignore[no-untyped-def]
    """Put a candidate on the slate; return how many there are then.

    Args:
        slate: Candidates, shape (MOST,).
        n: How many there are.
        kind: Kind of order.
        instrument: Row of the instruments table, -1 if none.
        target: By instrument or kind; a candidate without one isn't added.
        product: License class or product.
        value: Amount.
        slot: Slot of the ladders, -1 if none.
        step: Rungs up or down.
        severity: Severity towards the rival.
    """
    if n >= slate.shape[0] or target < 0:
        return n
    row = slate[n]
    row.kind = kind
    row.instrument = instrument
    row.target = target
    row.product = product
    row.value = value
    row.lapse = -1
    row.status = ANNOUNCED
    row.slot = slot
    row.rung = 0
    row.step = step
    row.severity = severity
    row.authority = 0.0
    row.open = 1
    return n + 1


@rule
def identity(seat_key, row):  # type: ignore[no-untyped-def]
    """Return the owner key of a candidate's luck: it depends on what is ordered, not on its place on the slate."""
    z = scramble(seat_key ^ np.uint64(row.kind + 1))
    z = scramble(z ^ np.uint64(row.instrument + 2) * _SPREAD)
    z = scramble(z ^ np.uint64(row.target + 3) * _SPREAD)
    z = scramble(z ^ np.uint64(row.product + 5) * _SPREAD)
    return scramble(z ^ np.uint64(row.step + 1000) * _SPREAD)


@rule
def close(slate, n, chosen):  # type: ignore[no-untyped-def]
    """Take what a seat has just ordered off its slate, and every other step of the same cell; tariffs may go on."""
    done = slate[chosen]
    done.open = 0
    for i in range(n):
        row = slate[i]
        same = row.kind == done.kind and row.instrument == done.instrument
        if same and row.target == done.target and row.product == done.product and done.instrument != TARIFF:
            row.open = 0
