"""The game between seats whose moves are strategies: payoffs from runs, Nash equilibria, and how sure they are.

Payoffs are means over paired runs (empirical game-theoretic analysis; Wellman 2006).
"""

import math
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np

from stackcraft.model.problems import BadInput, Problem

from . import mixing
from .results import Results
from .sensitivity import scattered

DRAWS = 400
"""Resamplings of the replicates."""

LEAST = 4
"""Replicates below which resampling says nothing."""

Profile = tuple[int, ...]


@dataclass(frozen=True)
class Payoff:
    """A seat's payoff at a profile of strategies, with its 95 % interval."""

    profile: tuple[str, ...]
    seat: str
    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Equilibrium:
    """A Nash equilibrium of the mean payoffs.

    Attributes:
        mixture: For every seat, the probability of each of its strategies that is played.
        payoffs: Expected payoff of every seat.
        pure: Whether every seat plays one strategy.
        strict: Whether every deviation costs: evolutionary stability, in games between different seats (Selten 1980).
        support: Share of resamplings in which it is an equilibrium too; of a mixture, in which one with the same
            strategies is.
        margin: What the best deviation would cost its seat [payoff]; near 0 for mixtures.
    """

    mixture: dict[str, dict[str, float]]
    payoffs: dict[str, float]
    pure: bool
    strict: bool
    support: float
    margin: float


@dataclass(frozen=True)
class Game:
    """An empirical game.

    Attributes:
        seats: Levers that are seats, in order.
        strategies: Strategies of every seat.
        payoffs: All payoffs.
        equilibria: Equilibria, surest first.
        none: Share of resamplings without a pure equilibrium.
        worlds: Paired runs behind each payoff.
        left_out: Worlds left out because a run failed in them.
        searched: Whether equilibria in which three seats or more mix were looked for too (mixing.py).
    """

    seats: tuple[str, ...]
    strategies: dict[str, tuple[str, ...]]
    payoffs: tuple[Payoff, ...]
    equilibria: tuple[Equilibrium, ...]
    none: float
    worlds: int
    left_out: int
    searched: bool


def game_of(results: Results) -> Game:
    """Return the game that a sweep's levers make, by the payoffs of its design.

    Levers without payoffs, points of uncertainties and replicates are worlds, the same for every profile.

    Raises:
        BadInput: The design names payoffs for fewer than two levers, or there are too few worlds.
    """
    seats = tuple(name for name in results.levers if name in results.design.payoffs)
    place = str(results.folder)
    if len(seats) < 2:
        todo = "Add [payoffs.LEVER] tables to the design, as the shipped design `game` does"
        raise BadInput([Problem(place, "the design gives payoffs for fewer than two levers", "", todo)])
    if results.missing or results.design.sampling.method == "table":
        raise BadInput([Problem(place, "profiles don't meet the same worlds", "", "Finish the sweep with --resume")])
    strategies = {seat: tuple(results.design.levers[seat]) for seat in seats}
    cube = _payoffs(results, seats)
    good = np.isfinite(cube).all(axis=tuple(range(cube.ndim - 1)))
    cube = cube[..., good]
    worlds = int(good.sum())
    if worlds < LEAST:
        what = f"{worlds} sound worlds are too few"
        raise BadInput([Problem(place, what, f"resampling needs {LEAST}", "Raise replicates")])
    mean = cube.mean(axis=-1)
    half = 1.96 * cube.std(axis=-1, ddof=1) / math.sqrt(worlds)
    told = tuple(
        Payoff(
            tuple(strategies[seat][i] for seat, i in zip(seats, profile, strict=True)), seats[n],
            float(mean[(n, *profile)]), float(mean[(n, *profile)] - half[(n, *profile)]),
            float(mean[(n, *profile)] + half[(n, *profile)]),
        )
        for profile in np.ndindex(*mean.shape[1:]) for n in range(len(seats))
    )  # fmt: skip
    again = list(_resampled(cube))
    pure_again = [set(pure_equilibria(one)) for one in again]
    found = [_pure(p, mean, seats, strategies, pure_again) for p in pure_equilibria(mean)]
    found += [_mixed(m, mean, seats, strategies, again) for m in (*mixed_equilibria(mean), *mixing.equilibria(mean))]
    found.sort(key=lambda e: -e.support)
    searched = len(seats) < 3 or mixing.count(mean.shape[1:]) <= mixing.MOST_SUPPORTS
    none = sum(not one for one in pure_again) / len(pure_again)
    return Game(seats, strategies, told, tuple(found), none, worlds, int((~good).sum()), searched)


def _payoffs(results: Results, seats: tuple[str, ...]) -> np.ndarray:
    """Return payoffs, shape (seats, strategies of the first, of the second, …, worlds)."""
    sizes = [len(options) for options in results.design.levers.values()]
    axes = [results.levers.index(seat) for seat in seats]
    cubes = []
    for seat in seats:
        total = np.zeros(results.table.num_rows)
        for outcome, weight in results.design.payoffs[seat].items():
            total = total + weight * results.column(outcome)
        moved = np.moveaxis(total.reshape(*sizes, -1), axes, range(len(axes)))
        cubes.append(moved.reshape(*(sizes[axis] for axis in axes), -1))
    return np.stack(cubes)


def pure_equilibria(payoffs: np.ndarray) -> list[Profile]:
    """Return the profiles from which no seat gains by leaving alone.

    Args:
        payoffs: Shape (seats, strategies of the first seat, of the second, …).
    """
    stays = np.ones(payoffs.shape[1:], bool)
    for n in range(len(payoffs)):
        stays &= payoffs[n] >= payoffs[n].max(axis=n, keepdims=True) - 1e-12
    return [tuple(int(i) for i in profile) for profile in np.argwhere(stays)]


def mixed_equilibria(payoffs: np.ndarray) -> list[tuple[np.ndarray, ...]]:
    """Return equilibria in which two seats mix and the others, if any, play one strategy each.

    Args:
        payoffs: As for `pure_equilibria`.
    """
    seats = len(payoffs)
    found = []
    for pair in combinations(range(seats), 2):
        rest = [n for n in range(seats) if n not in pair]
        for fixed in product(*(range(payoffs.shape[1 + n]) for n in rest)):
            where: list[int | slice] = [slice(None)] * seats
            for n, strategy in zip(rest, fixed, strict=True):
                where[n] = strategy
            for first, second in _two(payoffs[(pair[0], *where)], payoffs[(pair[1], *where)]):
                mixture = [np.eye(size)[0] for size in payoffs.shape[1:]]
                mixture[pair[0]], mixture[pair[1]] = first, second
                for n, strategy in zip(rest, fixed, strict=True):
                    mixture[n] = np.eye(payoffs.shape[1 + n])[strategy]
                if gain(payoffs, mixture) < 1e-9:
                    found.append(tuple(mixture))
    return found


def _two(first: np.ndarray, second: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Give the equilibria of a game of two in which both mix."""
    try:
        import nashpy
    except ImportError as error:
        todo = "Install stackcraft[analysis]"
        raise BadInput([Problem("equilibrium", "nashpy is not installed", str(error), todo)]) from error
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of degenerate games, whose equilibria are a continuum
        for a, b in nashpy.Game(first, second).support_enumeration():
            if (a > 1e-9).sum() > 1 and (b > 1e-9).sum() > 1:
                yield np.asarray(a), np.asarray(b)


def gain(payoffs: np.ndarray, mixture: tuple[np.ndarray, ...] | list[np.ndarray]) -> float:
    """Return the most that any seat gains by leaving a mixture alone [payoff]."""
    most = -math.inf
    for n in range(len(payoffs)):
        values = payoffs[n]
        for m in reversed(range(len(payoffs))):
            if m != n:
                values = np.tensordot(values, mixture[m], axes=(m, 0))
        most = max(most, float(values.max() - values @ mixture[n]))
    return most


def _expected(payoffs: np.ndarray, mixture: tuple[np.ndarray, ...]) -> list[float]:
    expected = []
    for n in range(len(payoffs)):
        values = payoffs[n]
        for m in reversed(range(len(payoffs))):
            values = np.tensordot(values, mixture[m], axes=(m, 0))
        expected.append(float(values))
    return expected


def _resampled(cube: np.ndarray) -> Iterator[np.ndarray]:
    """Give mean payoffs of resampled worlds; a world is drawn with all its profiles, so pairing stays."""
    worlds = cube.shape[-1]
    picks = (scattered(DRAWS * worlds) % np.uint64(worlds)).astype(np.int64).reshape(DRAWS, worlds)
    for rows in picks:
        yield cube[..., rows].mean(axis=-1)


def _pure(
    profile: Profile,
    mean: np.ndarray,
    seats: tuple[str, ...],
    strategies: dict[str, tuple[str, ...]],
    again: list[set[Profile]],
) -> Equilibrium:
    margins = []
    for n in range(len(seats)):
        line = np.moveaxis(mean[n], n, -1)[(*profile[:n], *profile[n + 1 :])]
        others = np.delete(line, profile[n])
        margins.append(float(line[profile[n]] - others.max()) if len(others) else math.inf)
    return Equilibrium(
        mixture={seat: {strategies[seat][i]: 1.0} for seat, i in zip(seats, profile, strict=True)},
        payoffs={seat: float(mean[(n, *profile)]) for n, seat in enumerate(seats)},
        pure=True,
        strict=min(margins) > 1e-12,
        support=sum(profile in one for one in again) / len(again),
        margin=min(margins),
    )


def _mixed(
    mixture: tuple[np.ndarray, ...],
    mean: np.ndarray,
    seats: tuple[str, ...],
    strategies: dict[str, tuple[str, ...]],
    again: list[np.ndarray],
) -> Equilibrium:
    def played(one: tuple[np.ndarray, ...]) -> tuple[tuple[int, ...], ...]:
        return tuple(tuple(np.flatnonzero(part > 1e-9).tolist()) for part in one)

    mine = played(mixture)
    some = again[:50]  # support enumeration is slow, and the share needs no more
    if sum(len(part) > 1 for part in mine) > 2:
        hits = sum(mixing.solve(one, mine) is not None for one in some)
    else:
        hits = sum(any(played(other) == mine for other in mixed_equilibria(one)) for one in some)
    return Equilibrium(
        mixture={
            seat: {strategies[seat][i]: float(part[i]) for i in np.flatnonzero(part > 1e-9)}
            for seat, part in zip(seats, mixture, strict=True)
        },
        payoffs=dict(zip(seats, _expected(mean, mixture), strict=True)),
        pure=False,
        strict=False,
        support=hits / len(some),
        margin=-gain(mean, mixture),
    )
