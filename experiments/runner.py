"""One function runs one case: plans and opening states are kept, so that a case costs little more than its months."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Protocol

import numpy as np

from stackcraft.model.problems import Problem

from .cases import Variant, variant_changes
from .conduct import follow_rungs
from .design import Design

KEPT = 4
"""Variants whose worlds a process keeps, about 15 MB each; neighbouring cases share theirs."""


class Simulator(Protocol):
    """What runs cases: the model, or in tests a function with known answers.

    Attributes:
        model_seconds: Processor time spent in the months of runs so far.
    """

    model_seconds: float

    def warm_up(self) -> None:
        """Load or compile whatever the first run would otherwise wait for."""

    def outcomes(self, variant: Variant, values: Mapping[str, float], seed: int) -> np.ndarray:
        """Return the outcomes of one run, in the order of the design.

        Raises:
            Exception: Anything that keeps the run from having outcomes; the sweep goes on.
        """


MakeSimulator = Callable[[Design], Simulator]
"""Importable by name, so that a process anywhere can make its own."""


class ModelRunner:
    """Runs cases on the model.

    Args:
        design: The design in full.
    """

    def __init__(self, design: Design) -> None:
        self.model_seconds = 0.0
        self._design = design
        self._worlds: OrderedDict[Variant, _World] = OrderedDict()

    def warm_up(self) -> None:
        """Load the rules, and compile them if they have changed."""
        from stackcraft.model import kernels

        variant = tuple(next(iter(options)) for options in self._design.levers.values())
        self.outcomes(variant, {}, self._design.seed)
        kernels.mark_warm()

    def outcomes(self, variant: Variant, values: Mapping[str, float], seed: int) -> np.ndarray:
        """Return the outcomes of one run, shape (outcomes,).

        Raises:
            BadInput: The levers of this variant don't fit together, or a value is out of range.
            OverflowError: The run's records ran out of room.
        """
        world = self._worlds.get(variant)
        if world is None:
            world = self._worlds[variant] = _World(self._design, variant)
            while len(self._worlds) > KEPT:
                self._worlds.popitem(last=False)
        self._worlds.move_to_end(variant)
        outcomes, seconds = world.outcomes(values, seed)
        self.model_seconds += seconds
        return outcomes


class _World:
    """A variant's plan with its opening kept."""

    def __init__(self, design: Design, variant: Variant) -> None:
        from stackcraft.agents.cast import prepare
        from stackcraft.model.opening import Opening
        from stackcraft.model.scenario import load_scenario

        from .outcomes import Reader

        name, changes = variant_changes(design, variant)
        self._plan = prepare(load_scenario(name, changes))
        self._opening = Opening(self._plan)
        self._reader = Reader(design.outcomes, self._plan.tables, self._opening.offset, self._plan.start)

    def outcomes(self, values: Mapping[str, float], seed: int) -> tuple[np.ndarray, float]:
        from stackcraft.agents.engine import Engine

        engine = Engine(self._plan, seed, self._opening.state(seed, values))
        rungs = follow_rungs(engine) if self._reader.needs_rungs else None
        engine.run_to(engine.last)
        return self._reader.read(engine.result().state.out, rungs), engine.cpu_seconds


def failure(error: BaseException) -> str:
    """Return an error as one line of a results table."""
    problems: tuple[Problem, ...] = getattr(error, "problems", ())
    text = "; ".join(problem.text() for problem in problems) or str(error) or "no message"
    return f"{type(error).__name__}: {' '.join(text.split())}"
