"""The digest: one number that two runs share if and only if the same things happened in them."""

import hashlib
from typing import Any

import numpy as np

from .state import N_LEDGER, N_ORDERS

IDENTITY = (
    "month", "day", "seat", "kind", "instrument", "target", "product", "value", "in_force", "lapse", "status", "code",
    "party", "package",
)  # fmt: skip
"""Fields of an order that the digest covers: what was given and what became of it, not why it was chosen."""


def digest(s: Any) -> str:
    """Return a hash of orders, ledger, indicators and installed base, 32 hexadecimal digits.

    Bit-equal runs give equal digests; runs on another processor or lock may differ in the last bit of a number and
    so in the whole digest: compare their orders and indicators to six digits instead.
    """
    made = hashlib.blake2b(digest_size=16)
    orders = s.orders[: s.count[N_ORDERS]]
    for name in IDENTITY:
        made.update(np.ascontiguousarray(orders[name]).tobytes())
    made.update(s.ledger[: s.count[N_LEDGER]].tobytes())
    made.update(np.ascontiguousarray(s.out).tobytes())
    made.update(np.ascontiguousarray(s.base).tobytes())
    return made.hexdigest()
