"""Robustness: which option does tolerably well whatever the world turns out to be, by regret and by satisficing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stackcraft.model.problems import BadInput, Problem, nearest_names

from .cases import all_variants
from .condition import COMPARISONS, parse
from .results import Results

HIGH = 0.9
"""Quantile of regret that stands for a bad world; the worst one alone would rest on a single run."""


@dataclass(frozen=True)
class Score:
    """How an option of a lever fares over all worlds.

    Attributes:
        option: Option, or options of several levers joined by " · ".
        outcome: What is wanted.
        mean: Mean of the outcome.
        low: Its 5th percentile.
        high: Its 95th percentile.
        regret: Mean loss against the best option in the same world.
        regret_high: 90th percentile of that loss.
        satisficing: Share of worlds in which the condition holds, NaN without one.
        best: Share of worlds in which no option does better.
    """

    option: str
    outcome: str
    mean: float
    low: float
    high: float
    regret: float
    regret_high: float
    satisficing: float
    best: float


@dataclass(frozen=True)
class Robustness:
    """Scores of all options for all outcomes.

    Attributes:
        levers: Levers that are chosen; the others belong to the world.
        worlds: Worlds compared: points of the uncertainties, replicates, and options of the other levers.
        left_out: Worlds left out because a run failed in them.
        scores: Scores, outcome by outcome, least regret first.
    """

    levers: tuple[str, ...]
    worlds: int
    left_out: int
    scores: tuple[Score, ...]


def robustness(results: Results, wanted: Sequence[str], levers: Sequence[str] = (), satisfy: str = "") -> Robustness:
    """Return how options fare against every world of a sweep; the same worlds for all (common random numbers).

    Args:
        results: Results of a sweep whose levers meet every point.
        wanted: Outcomes that should be high; with "-" in front those that should be low.
        levers: Levers whose options are compared; all if none are named.
        satisfy: Condition, as for `discover`, that is good enough; may be empty.

    Raises:
        BadInput: There is no lever, or a name is unknown.
    """
    design = results.design
    chosen = tuple(levers) or results.levers
    problems = [
        Problem(f"--lever {name}", f"no lever {name!r}", "", "Name a lever", nearest_names(name, results.levers))
        for name in chosen
        if name not in results.levers
    ]
    if not results.levers:
        problems.append(
            Problem(str(results.folder), "has no levers", "nothing was chosen", "Sweep a design with levers")
        )
    if design.sampling.method == "table" or results.missing:
        todo = "Sweep a design whose levers meet every point, to its end"
        problems.append(Problem(str(results.folder), "options don't meet the same worlds", "", todo))
    if problems:
        raise BadInput(problems)
    grids = {sign_name: _grid(results, sign_name.lstrip("-"), chosen) for sign_name in wanted}
    good = np.ones(next(iter(grids.values())).shape[1], bool)
    for grid in grids.values():
        good &= np.isfinite(grid).all(axis=0)
    enough = _enough(results, satisfy, chosen)
    names = _names(results, chosen)
    scores: list[Score] = []
    for name, grid in grids.items():
        sign = -1.0 if name.startswith("-") else 1.0
        values = sign * grid[:, good]
        loss = values.max(axis=0) - values
        column = results.find(name.lstrip("-"))
        rows = [
            Score(
                option=option,
                outcome=("-" if sign < 0 else "") + column,
                mean=float(grid[n, good].mean()),
                low=float(np.quantile(grid[n, good], 0.05)),
                high=float(np.quantile(grid[n, good], 0.95)),
                regret=float(loss[n].mean()),
                regret_high=float(np.quantile(loss[n], HIGH)),
                satisficing=float(enough[n, good].mean()) if enough is not None else float("nan"),
                best=float((loss[n] <= 1e-12).mean()),
            )
            for n, option in enumerate(names)
        ]
        scores += sorted(rows, key=lambda score: score.regret)
    return Robustness(chosen, int(good.sum()), int((~good).sum()), tuple(scores))


def _grid(results: Results, outcome: str, chosen: tuple[str, ...]) -> np.ndarray:
    """Return an outcome as (options, worlds): chosen levers first, all else behind."""
    design = results.design
    sizes = [len(options) for options in design.levers.values()]
    cube = results.column(outcome).reshape(*sizes, -1)
    front = [results.levers.index(lever) for lever in chosen]
    moved = np.moveaxis(cube, front, range(len(front)))
    options = int(np.prod([sizes[axis] for axis in front]))
    return np.asarray(moved.reshape(options, -1))


def _names(results: Results, chosen: tuple[str, ...]) -> list[str]:
    levers = {name: results.design.levers[name] for name in chosen}
    return [" · ".join(variant) for variant in all_variants(results.design.model_copy(update={"levers": levers}))]


def _enough(results: Results, satisfy: str, chosen: tuple[str, ...]) -> np.ndarray | None:
    """Return where the condition holds, shape (options, worlds)."""
    if not satisfy:
        return None
    grids = [
        COMPARISONS[condition.comparison](_grid(results, condition.outcome, chosen), condition.bound)
        for condition in parse(satisfy, results)
    ]
    return np.asarray(np.all(grids, axis=0))
