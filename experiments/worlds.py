"""Worlds that a thesis is judged over: sets of parameters that can't be told apart, each with a seed of its own.

A world's numbers come from the noise tape, so that asking for more worlds adds to those there were, and every
comparison sees the same ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from stackcraft.model.parameters import Parameter, load_parameters

from .ensemble import Ensemble, load_ensemble, parameter_set


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
    count: int,
    first_seed: int = 1,
    parameters: Mapping[str, Parameter] | None = None,
    ensemble: Ensemble | None = None,
) -> Worlds:
    """Return worlds to judge a claim over; the first `n` of a larger number are the worlds of a smaller one.

    Every parameter declared as uncertain is drawn evenly from its range; where there are sets that fit the record, a
    world takes one of them whole, with all that was fitted together.

    Args:
        count: How many worlds.
        first_seed: Seed of the first world.
        parameters: The declarations; the shipped ones if None.
        ensemble: Acceptable sets; the shipped ones, if there are any, if None.

    Raises:
        BadInput: The declarations or the sets have faults.
    """
    declared = load_parameters() if parameters is None else parameters
    sets = load_ensemble(parameters=declared) if ensemble is None else ensemble
    doubtful = [name for name, p in declared.items() if p.uncertain]
    drawn = [
        parameter_set(n, seed=first_seed, ensemble=sets, parameters=declared, others=doubtful) for n in range(count)
    ]
    names = tuple(dict.fromkeys((*(sets.names if sets else ()), *doubtful, *(drawn[0] if drawn else ()))))
    values = np.array([[world[name] for name in names] for world in drawn]).reshape(count, len(names))
    return Worlds(names, values, first_seed, len(sets.names) if sets else 0)
