"""How long a run of a design takes here: measured, for the estimate before a sweep."""

import time

from .design import Design
from .runner import ModelRunner

RUNS = 3


def seconds_a_run(design: Design) -> float:
    """Return the time of a run of a design on this machine [s], the best of a few after the rules are loaded.

    Args:
        design: The design in full.
    """
    runner = ModelRunner(design)
    runner.warm_up()
    variant = tuple(next(iter(options)) for options in design.levers.values())
    best = float("inf")
    for n in range(RUNS):
        began = time.perf_counter()
        runner.outcomes(variant, {}, design.seed + n)
        best = min(best, time.perf_counter() - began)
    return best
