"""Arms run over the same worlds: every arm of every thesis once, however many theses name it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import numpy as np

from .cases import Cases, Variant
from .design import Design, Sampling, Uncertainty
from .results import Results
from .runner import ModelRunner
from .thesis import Library, Part, Thesis, columns, terms
from .worlds import Worlds

LEVER = "arm"
SHARD = 25
"""Runs in a shard: what an interruption costs, half a second each."""


@dataclass(frozen=True)
class ArmCases(Cases):
    """Runs of arms; a world has the same parameters and the same seed in every arm.

    Attributes:
        world: World of each run, shape (runs,).
        first_seed: Seed of the first world.
    """

    world: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64), repr=False)
    first_seed: int = 1

    def seed(self, run: int) -> int:
        """Return the seed of a run: its world's."""
        return self.first_seed + int(self.world[run])


class ArmRunner(ModelRunner):
    """Runs arms on the model; what an arm or a thesis sets beats what its world drew.

    Args:
        design: A design with one lever, whose options may hold `parameters`.
    """

    def outcomes(self, variant: Variant, values: Mapping[str, float], seed: int) -> np.ndarray:
        """Return the outcomes of one run, shape (outcomes,)."""
        own = self._design.levers[LEVER][variant[0]].get("parameters", {})
        return super().outcomes(variant, {**values, **own}, seed)


def option(arm: str, vary: Mapping[str, float]) -> str:
    """Return the name of an arm with parameters set: what decides whether two theses share its runs."""
    told = ", ".join(f"{name} {value:g}" for name, value in sorted(vary.items()))
    return f"{arm} with {told}" if told else arm


def settings(thesis: Thesis) -> list[dict[str, float]]:
    """Return the settings that worlds take in turn, one empty one where a thesis varies nothing."""
    return [dict(zip(thesis.vary, values, strict=True)) for values in product(*thesis.vary.values())]


def setting(thesis: Thesis, world: int) -> dict[str, float]:
    """Return the setting of a world."""
    every = settings(thesis)
    return every[world % len(every)]


def make_cases(library: Library, worlds: Worlds) -> ArmCases:
    """Return the runs that a library of theses needs, each arm once.

    Args:
        library: The theses.
        worlds: The worlds.
    """
    options: dict[str, dict[str, Any]] = {}
    chosen: list[tuple[int, str]] = []
    outcomes: dict[str, None] = {}
    seen: set[tuple[int, str]] = set()
    for thesis in library.theses.values():
        for part in thesis.parts:
            outcomes.update(dict.fromkeys(columns(part)))
            for arm in dict.fromkeys((part.first, part.second)):
                for world in range(len(worlds)):
                    own = setting(thesis, world)
                    name = option(arm, own)
                    if name not in options:
                        scenario, changes = library.resolved(arm)
                        options[name] = {
                            **changes, "scenario": scenario,
                            "parameters": {**changes.get("parameters", {}), **own},
                        }  # fmt: skip
                    if (world, name) not in seen:
                        seen.add((world, name))
                        chosen.append((world, name))
    names = list(options)
    chosen.sort(key=lambda pair: (names.index(pair[1]), pair[0]))
    design = Design(
        name="theses",
        sampling=Sampling(method="table", samples=len(worlds)),
        uncertainties={name: Uncertainty() for name in worlds.names},
        levers={LEVER: options},
        outcomes=tuple(outcomes),
        seed=worlds.first_seed,
        shard_runs=SHARD,
    )
    rows = np.array([world for world, _ in chosen])
    which = np.array([names.index(name) for _, name in chosen])
    return ArmCases(design, worlds.values[rows], tuple((name,) for name in names), which, rows, worlds.first_seed)


class Readings:
    """Outcomes of runs, by arm and world.

    Args:
        cases: The runs.
        results: What came of them.
    """

    def __init__(self, cases: ArmCases, results: Results) -> None:
        names = [name for (name,) in cases.variants]
        assert cases.chosen is not None
        self._at: dict[tuple[str, int], int] = {}
        for run in range(cases.runs):
            self._at[names[int(cases.chosen[run])], int(cases.world[run])] = run
        self._columns = {name: results.column(name) for name in results.outcomes}

    def of(self, arm: str, world: int, name: str) -> float:
        """Return an outcome of a run, NaN where it failed."""
        return float(self._columns[name][self._at[arm, world]])

    def total(self, arm: str, world: int, outcome: str) -> float:
        """Return what an outcome of several terms amounts to in a run, NaN where it has no value."""
        above, below = (
            sum(factor * self.of(arm, world, name) for factor, name in side) if side else 1.0 for side in terms(outcome)
        )
        return above / below if below else math.nan


def effects(part: Part, thesis: Thesis, readings: Readings, worlds: int) -> np.ndarray:
    """Return a part's effect in every world, shape (worlds,); NaN where a run failed or a ratio has no base."""
    found = np.full(worlds, np.nan)
    for world in range(worlds):
        own = setting(thesis, world)
        second = readings.total(option(part.second, own), world, part.outcome)
        if part.measure == "level":
            found[world] = second
            continue
        first = readings.total(option(part.first, own), world, part.outcome)
        if part.measure == "difference":
            found[world] = second - first
        elif first:
            found[world] = second / first - 1.0
    return found
