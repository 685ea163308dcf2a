"""The noise tape: every draw has a name and an owner, and depends on nothing anyone does.

A draw is a hash of (seed, name, owner, month), not a position in a stream. So one more buyer, one order less or
another strategy leaves every other draw as it was: runs that differ in one order differ only in what follows from
it (common random numbers; Clark 1990, Klein et al. 2024). No other source of chance exists in the model.
"""

import hashlib

import numpy as np

from .kernels import rule

DRAWS: dict[str, str] = {}
"""Every named draw and what it decides, in the order of declaration."""


def key(text: str) -> np.uint64:
    """Return the 64-bit key of a name or an owner, the same in every process."""
    return np.uint64(int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little"))


def draw(name: str, decides: str) -> np.uint64:
    """Declare a draw; return the key that rules pass to `uniform`, `normal` or `gumbel`.

    Args:
        name: Dotted name, `phase.what`.
        decides: One clause for the table of draws.
    """
    DRAWS[name] = decides
    return key(name)


_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX2 = np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_ONE = np.uint64(1)


@rule
def scramble(z):  # type: ignore[no-untyped-def]
    """Return a 64-bit word in which every bit depends on every bit of `z` (splitmix64's finaliser)."""
    z = (z ^ (z >> _S30)) * _MIX1
    z = (z ^ (z >> _S27)) * _MIX2
    return z ^ (z >> _S31)


@rule
def uniform(seed, name, owner, month):  # type: ignore[no-untyped-def]
    """Return a uniform draw in (0, 1) that only its four coordinates decide (Eq. 1).

    Args:
        seed: Seed of the run (uint64).
        name: Key of the draw, from `draw`.
        owner: Key of who owns it: a buyer, a seat, a product (uint64).
        month: Month, counted from January 2022; any integer.
    """
    z = scramble(seed + _GOLDEN)
    z = scramble(z ^ name)
    z = scramble(z ^ owner)
    z = scramble(z + np.uint64(month + 4096) * _GOLDEN)
    return (np.float64(z >> _S11) + 0.5) * 1.1102230246251565e-16


@rule
def normal(seed, name, owner, month):  # type: ignore[no-untyped-def]
    """Return a standard normal draw (Box and Muller 1958) of the same coordinates as `uniform` (Eq. 2)."""
    radius = np.sqrt(-2.0 * np.log(uniform(seed, name, owner, month)))
    return radius * np.cos(2.0 * np.pi * uniform(seed, name ^ _ONE, owner, month))


@rule
def gumbel(seed, name, owner, month):  # type: ignore[no-untyped-def]
    """Return a standard Gumbel draw (location 0, scale 1) of the same coordinates as `uniform` (Eq. 3)."""
    return -np.log(-np.log(uniform(seed, name, owner, month)))
