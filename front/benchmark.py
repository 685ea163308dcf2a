"""How fast it is, measured fairly: equal results first, then interleaved rounds, medians of processor time.

Imports, compilation and the building of worlds are left out of every time.
"""

import platform
import statistics
import time
from collections.abc import Callable
from importlib.util import find_spec
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
FEW_ROUNDS = 5
"""Rounds of the largest market, whose objects take a second each."""

BUYERS = (60, 1_000, 10_000)
"""Sizes of the market in which the choice of stack is timed."""

MARKET_MONTH = 36
"""Month, from the opening, in which the choice of stack is timed: January 2025, with both stacks on offer."""

Results = dict[str, dict[str, Any]]
Tell = Callable[[str], None]


def benchmark(phases: bool = False, tell: Tell = lambda what: None, peers: bool = False) -> Results:
    """Return measurements by name, each with `value` and `unit`.

    Args:
        phases: Time each rule of the month too.
        peers: Measure AgentPy's objects, joblib, mesa.batch_run and EMA's evaluator too, where they are installed.
        tell: Called with what is being measured.

    Raises:
        AssertionError: If two forms that must agree don't; no ratio is given then.
    """
    tell("a default run")
    results: Results = {"run_cpu_ms": _entry(1e3 * default_run(), "ms")}
    for buyers in BUYERS:
        tell(f"the choice of stack, {buyers:,} buyers")
        spent = choice_of_stack(buyers, peers)
        kernel = spent["kernel"]
        results[f"adoption_vs_mesa_objects_{buyers}"] = _entry(spent["mesa_objects"] / kernel, "times faster")
        if "agentpy" in spent:
            results[f"adoption_vs_agentpy_{buyers}"] = _entry(spent["agentpy"] / kernel, "times faster")
        results[f"adoption_vs_bare_loop_{buyers}"] = _entry(kernel / spent["bare_loop"], "times the bare loop's time")
        results |= {
            f"adoption_{form}_us_{buyers}": _entry(1e6 * seconds, "us a month") for form, seconds in spent.items()
        }
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


def choice_of_stack(buyers: int, peers: bool = False) -> dict[str, float]:
    """Return processor times of one month's choice by all buyers [s], by form, from interleaved rounds.

    Args:
        buyers: Number of buyers.
        peers: Time AgentPy's objects too, where it is installed.

    Raises:
        AssertionError: If a form chooses differently.
    """
    asked = prepare(set={"buyers": buyers}, months=MARKET_MONTH)
    state, month = asked.plan.state(asked.seed), asked.plan.start + MARKET_MONTH - 1
    run_months(state, asked.plan.start, month + 1)
    repeats = max(1, 20_000 // buyers)
    objects, bare = ObjectMarket(state, month), BareMarket(state, month)
    forms: dict[str, tuple[Callable[[], Any], int]] = {
        "kernel": (lambda: adoption.spend(state, month), repeats),
        "bare_loop": (bare.spend, repeats),
        "mesa_objects": (objects.step, 1),
    }
    wishes: dict[str, Callable[[], Any]] = {"mesa_objects": objects.wishes, "bare_loop": lambda: bare.wish}
    if peers and find_spec("agentpy"):
        from .agentpy_buyers import agentpy_market

        agents = agentpy_market(state, month)
        forms["agentpy"], wishes["agentpy"] = (agents.step, 1), agents.wishes
    for step, _ in forms.values():
        step()
    assert state.wish.any(), "nobody buys anything: the comparison would be empty"
    for form, found in wishes.items():
        assert np.allclose(state.wish, found(), rtol=1e-9, atol=1e-15), f"{form} chooses differently"
    times: dict[str, list[float]] = {form: [] for form in forms}
    for _ in range(ROUNDS if buyers < 5_000 else FEW_ROUNDS):
        for form, (step, times_over) in forms.items():
            began = time.process_time()
            for _ in range(times_over):
                step()
            times[form].append((time.process_time() - began) / times_over)
    return {form: statistics.median(spent) for form, spent in times.items()}


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
