"""How fast it is, measured fairly: equal results first, then interleaved rounds, medians of processor time.

Imports, compilation and the building of worlds are left out of every time.
"""

import platform
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from stackcraft.agents.compiled import run_months
from stackcraft.agents.deliberation import decide
from stackcraft.model import adoption
from stackcraft.model.digest import digest
from stackcraft.model.schedule import SCHEDULE

from .api import prepare
from .bare_loop import BareMarket
from .object_buyers import ObjectMarket
from .sweep_benchmark import sweep_benchmark

ROUNDS = 15
MARKET_MONTH = 36
"""Month, from the opening, in which the choice of stack is timed: January 2025, with both stacks on offer."""

Results = dict[str, dict[str, Any]]
Tell = Callable[[str], None]


def benchmark(phases: bool = False, tell: Tell = lambda what: None, peers: bool = False) -> Results:
    """Return measurements by name, each with `value` and `unit`.

    Args:
        phases: Time each rule of the month too.
        peers: Measure sweeps beside joblib, mesa.batch_run and EMA's evaluator too.
        tell: Called with what is being measured.

    Raises:
        AssertionError: If two forms that must agree don't; no ratio is given then.
    """
    tell("a default run")
    results: Results = {"run_cpu_ms": _entry(1e3 * default_run(), "ms")}
    for buyers in (60, 1000):
        tell(f"the choice of stack, {buyers} buyers")
        kernel, objects, bare = choice_of_stack(buyers)
        results[f"adoption_vs_mesa_objects_{buyers}"] = _entry(objects / kernel, "times faster")
        results[f"adoption_vs_bare_loop_{buyers}"] = _entry(kernel / bare, "times the bare loop's time")
        results[f"adoption_kernel_us_{buyers}"] = _entry(1e6 * kernel, "us a month")
        results[f"adoption_mesa_objects_us_{buyers}"] = _entry(1e6 * objects, "us a month")
    results |= sweep_benchmark(peers, tell)
    if phases:
        tell("each rule of the month")
        results |= {f"phase.{name}": _entry(1e3 * seconds, "ms a run") for name, seconds in phase_times().items()}
    return results | {name: _entry(value, "") for name, value in versions().items()}


def default_run() -> float:
    """Return the median processor time of the months of a default run [s]."""
    plan, seed = (asked := prepare()).plan, asked.seed
    last = plan.start + plan.scenario.months
    states = [plan.state(seed) for _ in range(ROUNDS + 1)]
    run_months(states[0], plan.start, last)
    times = []
    for state in states[1:]:
        began = time.process_time()
        run_months(state, plan.start, last)
        times.append(time.process_time() - began)
    assert len({digest(state) for state in states}) == 1, "the same run came out differently"
    return statistics.median(times)


def choice_of_stack(buyers: int) -> tuple[float, float, float]:
    """Return processor times of one month's choice by all buyers [s]: compiled rule, Mesa objects, bare loop.

    Args:
        buyers: Number of buyers.
    """
    asked = prepare(set={"buyers": buyers}, months=MARKET_MONTH)
    state, month = asked.plan.state(asked.seed), asked.plan.start + MARKET_MONTH - 1
    run_months(state, asked.plan.start, month + 1)
    objects = ObjectMarket(state, month)
    adoption.spend(state, month)
    objects.step()
    wishes = objects.wishes()
    assert wishes.any(), "nobody buys anything: the comparison would be empty"
    assert np.allclose(state.wish, wishes, rtol=1e-9, atol=1e-15), "the two forms choose differently"
    bare = BareMarket(state, month)
    bare.spend()
    assert np.allclose(state.wish, bare.wish, rtol=1e-9, atol=1e-15), "the bare loop chooses differently"
    repeats = max(1, 20_000 // buyers)
    ours, theirs, plain = [], [], []
    for _ in range(ROUNDS):
        began = time.process_time()
        for _ in range(repeats):
            adoption.spend(state, month)
        ours.append((time.process_time() - began) / repeats)
        began = time.process_time()
        objects.step()
        theirs.append(time.process_time() - began)
        began = time.process_time()
        for _ in range(repeats):
            bare.spend()
        plain.append((time.process_time() - began) / repeats)
    return statistics.median(ours), statistics.median(theirs), statistics.median(plain)


def phase_times() -> dict[str, float]:
    """Return the processor time of each rule over a default run [s], medians of some runs, largest first."""
    asked = prepare()
    plan = asked.plan
    last = plan.start + plan.scenario.months
    whole = plan.state(asked.seed)
    run_months(whole, plan.start, last)
    rounds: list[dict[str, float]] = []
    for _ in range(4):
        state = plan.state(asked.seed)
        spent: dict[str, float] = {}
        for t in range(plan.start, last):
            for step in SCHEDULE:
                rule = step.rule or (decide if step.phase == "decide" else None)
                if rule is None:
                    continue
                began = time.process_time()
                rule(state, t)
                spent[step.name] = spent.get(step.name, 0.0) + time.process_time() - began
        rounds.append(spent)
    assert digest(state) == digest(whole), "rule by rule it comes out differently"
    medians = {name: statistics.median(spent[name] for spent in rounds[1:]) for name in rounds[0]}
    return dict(sorted(medians.items(), key=lambda item: -item[1]))


def versions() -> dict[str, str]:
    """Return what the times depend on: interpreter, compiler, processor."""
    import mesa
    import numba

    return {
        "python": f"{platform.python_version()}, {platform.python_compiler()}",
        "numba": numba.__version__,
        "numpy": np.__version__,
        "mesa": mesa.__version__,
        "processor": f"{platform.machine()}, {platform.system()}",
    }


def _entry(value: float | str, unit: str) -> dict[str, Any]:
    return {"value": value, "unit": unit}


__all__ = ["benchmark", "choice_of_stack", "default_run", "phase_times", "versions"]
