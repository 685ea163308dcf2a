"""Equilibria in which three seats or more mix: every set of strategies played is tried, its indifference solved.

nashpy knows games of two. With more seats indifference is a system of polynomials, so each set of supports is given to
a solver from several starting points (Porter, Nudelman and Shoham 2008); what it finds is verified, what it misses
isn't noticed: the list may be short of equilibria, never wrong about one.
"""

from collections.abc import Iterator
from itertools import combinations, product

import numpy as np

Support = tuple[tuple[int, ...], ...]
Mixture = tuple[np.ndarray, ...]

MOST_SUPPORTS = 2_000
"""Sets of supports up to which all are tried; a game with more is searched for equilibria of two mixing seats only."""

STARTS = 6
"""Starting points for each set of supports: the middle, and corners in turn."""


def supports(sizes: tuple[int, ...], mixing: int = 3) -> list[Support]:
    """Return all sets of strategies played, one set a seat, in which at least `mixing` seats play two or more.

    Args:
        sizes: Number of strategies of each seat.
        mixing: Least number of seats that mix.
    """
    sets = [[part for n in range(1, size + 1) for part in combinations(range(size), n)] for size in sizes]
    return [one for one in product(*sets) if sum(len(part) > 1 for part in one) >= mixing]


def count(sizes: tuple[int, ...]) -> int:
    """Return how many sets of supports there are at most, without listing them."""
    return int(np.prod([2**size - 1 for size in sizes]))


def values(payoffs: np.ndarray, mixture: Mixture, seat: int) -> np.ndarray:
    """Return what each strategy of a seat brings against what the others play, shape (strategies,)."""
    found = payoffs[seat]
    for other in reversed(range(len(payoffs))):
        if other != seat:
            found = np.tensordot(found, mixture[other], axes=(other, 0))
    return np.asarray(found)


def solve(payoffs: np.ndarray, support: Support) -> Mixture | None:
    """Return an equilibrium with exactly these strategies played, or None where none is found.

    Args:
        payoffs: Shape (seats, strategies of the first seat, of the second, …).
        support: Strategies played by each seat.
    """
    from scipy.optimize import least_squares

    seats = range(len(payoffs))
    ends = np.cumsum([0, *(len(part) for part in support)])
    scale = max(1e-12, float(np.ptp(payoffs)))

    def spread(x: np.ndarray) -> Mixture:
        full = [np.zeros(size) for size in payoffs.shape[1:]]
        for n in seats:
            full[n][list(support[n])] = x[ends[n] : ends[n + 1]]
        return tuple(full)

    def off(x: np.ndarray) -> np.ndarray:
        mixture = spread(x)
        sums = [part.sum() - 1.0 for part in mixture]
        gaps = [np.diff(values(payoffs, mixture, n)[list(support[n])]) / scale for n in seats]
        return np.concatenate([sums, *gaps])

    for start in _starts(support):
        found = least_squares(off, start, bounds=(0.0, 1.0), xtol=1e-14, ftol=1e-14, gtol=1e-14)
        if np.abs(found.fun).max() < 1e-9 and found.x.min() > 1e-6:
            mixture = spread(found.x)
            gains = [float(values(payoffs, mixture, n).max() - values(payoffs, mixture, n) @ mixture[n]) for n in seats]
            if max(gains) < 1e-7 * scale:
                return mixture
    return None


def _starts(support: Support) -> Iterator[np.ndarray]:
    """Give starting points: all strategies alike, then one of each seat's more likely than its others."""
    for start in range(STARTS):
        parts = []
        for part in support:
            weight = np.ones(len(part))
            if start:
                weight[(start - 1) % len(part)] += float(len(part) * start)
            parts.append(weight / weight.sum())
        yield np.concatenate(parts)


def equilibria(payoffs: np.ndarray) -> list[Mixture]:
    """Return equilibria in which at least three seats mix, one at most for each set of strategies played.

    Args:
        payoffs: As for `solve`; with fewer than three seats, or more than `MOST_SUPPORTS` sets, none is looked for.
    """
    sizes = payoffs.shape[1:]
    if len(sizes) < 3 or count(sizes) > MOST_SUPPORTS:
        return []
    found = (solve(payoffs, support) for support in supports(sizes))
    return [mixture for mixture in found if mixture is not None]
