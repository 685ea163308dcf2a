"""Worlds that a thesis is judged over: sets of parameters that can't be told apart, each with a seed of its own.

A world's numbers come from the noise tape, so that asking for more worlds adds to those there were, and every
comparison sees the same ones.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from stackcraft.model.noise import draw, key, uniform
from stackcraft.model.parameters import Parameter, load_parameters
from stackcraft.model.places import configs_dir
from stackcraft.model.problems import raise_if_any

VALUE = draw("worlds.value", "where a doubtful parameter lies in its declared range")
MEMBER = draw("worlds.member", "which of the fitted parameter sets a world takes")

ENSEMBLE = Path("calibration") / "ensemble.csv"
"""Fitted parameter sets below the configuration's folder: a row each, columns named by parameter."""


@dataclass(frozen=True)
class Worlds:
    """Parameter sets with a seed each.

    Attributes:
        names: Parameters that differ between worlds.
        values: Their values, shape (worlds, parameters).
        first_seed: Seed of the first world; the others count up.
        fitted: How many of the parameters come from fitted sets; the rest are drawn from their declared ranges.
    """

    names: tuple[str, ...]
    values: np.ndarray = field(repr=False)
    first_seed: int
    fitted: int

    def __len__(self) -> int:
        """Return how many worlds there are."""
        return len(self.values)

    def seed(self, world: int) -> int:
        """Return the seed of a world."""
        return self.first_seed + world

    def source(self) -> str:
        """Return in a sentence where the parameters come from."""
        drawn = len(self.names) - self.fitted
        if not self.fitted:
            return f"{drawn} doubtful parameters drawn from their declared ranges."
        return (
            f"{self.fitted} parameters from sets that fit the record about equally well, {drawn} more that it says "
            "nothing about drawn from their declared ranges."
        )


def draw_worlds(
    count: int, first_seed: int = 1, parameters: Mapping[str, Parameter] | None = None, ensemble: Path | None = None
) -> Worlds:
    """Return worlds to judge a claim over; the first `n` of a larger number are the worlds of a smaller one.

    Every parameter declared as uncertain is drawn evenly from its range; where fitted sets are at hand, a world takes
    one of them whole, with all that was fitted together.

    Args:
        count: How many worlds.
        first_seed: Seed of the first world.
        parameters: The declarations; the shipped ones if None.
        ensemble: File of fitted sets; the shipped one, if there is one, if None.

    Raises:
        BadInput: The declarations have faults.
    """
    declared = load_parameters() if parameters is None else parameters
    sets = read_ensemble(configs_dir() / ENSEMBLE if ensemble is None else ensemble, declared)
    names = tuple(dict.fromkeys((*sets, *(name for name, p in declared.items() if p.uncertain))))
    tape = np.uint64(first_seed)
    values = np.empty((count, len(names)))
    members = len(next(iter(sets.values()))) if sets else 0
    for world in range(count):
        member = int(members * uniform(tape, MEMBER, np.uint64(0), world)) if members else 0
        for n, name in enumerate(names):
            if name in sets:
                values[world, n] = sets[name][member]
            else:
                p = declared[name]
                values[world, n] = p.low + (p.high - p.low) * uniform(tape, VALUE, key(name), world)
    return Worlds(names, values, first_seed, len(sets))


def read_ensemble(path: Path, declared: Mapping[str, Parameter]) -> dict[str, np.ndarray]:
    """Return fitted sets by parameter, shape (sets,) each; nothing where there is no such file.

    Columns that name no parameter (how well a set fits) are left aside.

    Raises:
        BadInput: A value is no number or leaves its range.
    """
    from stackcraft.model.parameters import check_values

    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    problems = []
    for n, row in enumerate(rows, 2):
        chosen = {name: float(row[name]) for name in row if name in declared}
        problems += check_values(declared, chosen, f"{path}:{n}")
    raise_if_any(problems)
    names = [name for name in (rows[0] if rows else ()) if name in declared]
    return {name: np.array([float(row[name]) for row in rows]) for name in names}
