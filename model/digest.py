"""The digest: one number that two runs share if and only if the same things happened in them.

Where processors differ in the last digit of a logarithm, landmarks are what is left of it.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

import numpy as np

from .state import N_LEDGER, N_ORDERS

IDENTITY = (
    "month", "day", "seat", "kind", "instrument", "target", "product", "value", "in_force", "lapse", "status", "code",
    "party", "package",
)  # fmt: skip
"""Fields of an order that the digest covers: what was given and what became of it, not why it was chosen."""

CLOSE = 1e-6
"""Difference between totals, relative to the larger, that another processor may make: they agree to six digits."""


@dataclass(frozen=True)
class Landmarks:
    """What a run has in common with the same run on another processor.

    Attributes:
        orders: Hash of its orders, 32 hexadecimal digits; their sizes, being fractions, left out.
        totals: Each indicator in the last month, summed over what it is reported for; in the order of indicators.
    """

    orders: str
    totals: tuple[float, ...]

    def like(self, other: "Landmarks") -> bool:
        """Return whether the same orders were given and all totals agree to six digits."""
        if self.orders != other.orders or len(self.totals) != len(other.totals):
            return False
        return bool(np.allclose(self.totals, other.totals, rtol=CLOSE, atol=1e-9))


def digest(s: Any) -> str:
    """Return a hash of orders, ledger, indicators and installed base, 32 hexadecimal digits.

    Bit-equal runs give equal digests; runs on another processor or lock may differ in the last bit of a number and
    so in the whole digest: compare their landmarks instead.
    """
    made = hashlib.blake2b(digest_size=16)
    _add_orders(made, s, IDENTITY)
    made.update(s.ledger[: s.count[N_LEDGER]].tobytes())
    made.update(np.ascontiguousarray(s.out).tobytes())
    made.update(np.ascontiguousarray(s.base).tobytes())
    return made.hexdigest()


def landmarks(s: Any) -> Landmarks:
    """Return the landmarks of a run, totals to nine digits."""
    made = hashlib.blake2b(digest_size=16)
    _add_orders(made, s, [name for name in IDENTITY if name != "value"])
    last = s.out[int(s.world.month[0]) - int(s.world.start[0])]
    totals = np.add.reduceat(last, s.offset[:-1])
    return Landmarks(made.hexdigest(), tuple(float(f"{total:.9g}") for total in totals))


def _add_orders(made: Any, s: Any, fields: Any) -> None:
    orders = s.orders[: s.count[N_ORDERS]]
    for name in fields:
        made.update(np.ascontiguousarray(orders[name]).tobytes())
