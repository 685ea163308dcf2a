"""What a sweep adds to the model's own time, alone and beside what others use for batches; equal outcomes first."""

import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from stackcraft.agents.cast import prepare
from stackcraft.agents.engine import Engine
from stackcraft.experiments import shards, sweep
from stackcraft.experiments.cases import Cases
from stackcraft.experiments.checks import check_design, make_cases
from stackcraft.experiments.design import Design, Sampling, Uncertainty
from stackcraft.experiments.prepared import open_folder
from stackcraft.experiments.runner import ModelRunner
from stackcraft.model.scenario import load_scenario

RUNS = 64
"""Runs of each measurement in one process."""

ROUNDS = 3
"""Times that each shard is computed."""

SWEPT = 512
"""Runs of each sweep over processes."""

MIDDLE = (0.15, 0.85)
"""Part of a sweep over which rates are compared: every worker has started, and none has run out of work."""

OUTCOME = "chip_share_us.world@2030-12"

Results = dict[str, dict[str, Any]]
Tell = Callable[[str], None]


def sweep_benchmark(peers: bool = False, tell: Tell = lambda what: None) -> Results:
    """Return measurements of sweeps by name, each with `value` and `unit`.

    Args:
        peers: Measure joblib, mesa.batch_run and EMA's evaluator too, where they are installed.
        tell: Called with what is being measured.

    Raises:
        AssertionError: If outcomes differ between forms; no ratio is given then.
    """
    tell("what a sweep adds to a run")
    cases = _cases(RUNS)
    share, ours, truth = overhead(cases)
    results: Results = {
        "sweep_overhead_share": _entry(share, "of the model's own time"),
        "sweep_overhead_ms": _entry(1e3 * ours, "ms a run"),
    }
    tell("a sweep on one worker and on two")
    results |= speedup()
    for name, measure in PEERS.items() if peers else ():
        tell(f"the same runs under {name}")
        try:
            spent, found = measure(cases)
        except ImportError as error:
            results[f"{name}_overhead_ms"] = _entry(f"not measured: {error}", "")
            continue
        assert np.allclose(found, truth, rtol=1e-12), f"{name} has other outcomes"
        results[f"{name}_overhead_ms"] = _entry(1e3 * spent, "ms a run")
        results[f"{name}_vs_sweep_overhead"] = _entry(spent / ours, "times more overhead")
    return results


def _cases(samples: int) -> Cases:
    names = ("lock_in", "leak_rate", "software_weight")
    design = Design(
        name="benchmark",
        uncertainties={name: Uncertainty(scale="linear") for name in names},
        sampling=Sampling(method="lhs", samples=samples),
        outcomes=(OUTCOME,),
        shard_runs=32,
    )
    return make_cases(check_design(design))


def overhead(cases: Cases) -> tuple[float, float, np.ndarray]:
    """Return what a sweep adds: share of the model's time, seconds a run, and the outcomes.

    Processor time of shards computed and turned into bytes, less that of the months; the median over some rounds.
    """
    runner = ModelRunner(cases.design)
    runner.warm_up()
    ratios, extra, found = [], [], []
    for shard in [*range(cases.shards)] * ROUNDS:
        began, inside = time.process_time(), runner.model_seconds
        table = shards.compute(cases, shard, runner, "benchmark")
        shards.to_bytes(table)
        spent, months = time.process_time() - began, runner.model_seconds - inside
        ratios.append(spent / months - 1.0)
        extra.append((spent - months) / len(cases.span(shard)))
        found.append(table[OUTCOME].to_numpy())
    return statistics.median(ratios), statistics.median(extra), np.concatenate(found[: cases.shards])


def speedup() -> Results:
    """Return how much faster two workers are than one, how soon they start, and what memory they take.

    Workers are compared while all are at work; their start is told apart, and a long sweep's ragged end weighs nothing.
    """
    cases = _cases(SWEPT)
    rates: dict[int, list[float]] = {1: [], 2: []}
    whole = []
    bytes_: list[list[bytes]] = []
    start, memory = [], 0.0
    for workers in (1, 2, 2, 1):
        seen: list[sweep.Progress] = []
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "out"
            prepared = open_folder(cases, out)
            began = time.perf_counter()

            def watch(now: sweep.Progress, seen: list[sweep.Progress] = seen) -> None:
                seen.append(replace(now))

            summary = sweep.carry_out(prepared, out, workers, watch=watch)
            start.append(time.perf_counter() - began - summary.seconds)
            rates[workers].append(_steady(seen))
            if workers == 2:
                whole.append(summary.runs_per_second)
            memory = max(memory, summary.memory_mb)
            bytes_.append([path.read_bytes() for path in sorted((out / "shards").iterdir())])
    assert all(one == bytes_[0] for one in bytes_), "the number of workers changes results"
    return {
        "two_worker_speedup": _entry(max(rates[2]) / max(rates[1]), "times one worker"),
        "sweep_runs_per_second": _entry(max(whole), "runs a second on two workers"),
        "worker_start_s": _entry(min(start), "s until the first worker is ready"),
        "worker_memory_mb": _entry(memory, "MB at most"),
    }


def _steady(seen: list[sweep.Progress]) -> float:
    """Return the rate in the middle of a sweep [runs/s]: the slope of runs done against seconds.

    Args:
        seen: How far it was, report by report.
    """
    seconds, done = np.array([(now.seconds, now.done) for now in seen]).T
    low, high = MIDDLE
    middle = (done >= low * done[-1]) & (done <= high * done[-1])
    slope, _ = np.polyfit(seconds[middle], done[middle], 1)
    return float(slope)


class _Called:
    """A run as anybody would call it from another tool: parameters in, an outcome out, the months' time counted."""

    def __init__(self, cases: Cases) -> None:
        self.scenario = load_scenario(cases.design.scenario)
        self.plan = prepare(self.scenario)
        self.seconds = 0.0

    def outcome(self, values: Mapping[str, float]) -> float:
        """Return the outcome of a run."""
        scenario = self.scenario.model_copy(update={"parameters": {**self.scenario.parameters, **values}})
        engine = Engine(replace(self.plan, scenario=scenario), 1)
        engine.run_to(engine.last)
        self.seconds += engine.cpu_seconds
        indicator, _, rest = OUTCOME.partition(".")
        entity, _, month = rest.partition("@")
        return engine.result().at(indicator, entity, month)


def _timed(called: _Called, run: Callable[[], Any]) -> tuple[float, Any]:
    """Return the processor time of a batch beyond the months [s a run], and what it gave."""
    began, inside = time.process_time(), called.seconds
    found = run()
    return (time.process_time() - began - (called.seconds - inside)) / RUNS, found


def _joblib(cases: Cases) -> tuple[float, np.ndarray]:
    from joblib import Parallel, delayed

    called = _Called(cases)
    wanted = [cases.parameters(run) for run in range(cases.runs)]
    spent, found = _timed(called, lambda: Parallel(n_jobs=1)(delayed(called.outcome)(values) for values in wanted))
    return spent, np.array(found)


def _mesa(cases: Cases) -> tuple[float, np.ndarray]:
    import mesa

    called = _Called(cases)

    class Whole(mesa.Model):  # type: ignore[misc]
        """A model whose only step is a whole run, so that nothing but batch_run is measured around it."""

        def __init__(self, case: int, rng: int | None = None) -> None:
            super().__init__(rng=rng)
            self.case, self.outcome = case, float("nan")
            self.datacollector = mesa.DataCollector(model_reporters={"outcome": "outcome"})

        def step(self) -> None:
            self.outcome = called.outcome(cases.parameters(self.case))
            self.datacollector.collect(self)
            self.running = False

    def run() -> Any:
        return mesa.batch_run(Whole, {"case": list(range(cases.runs))}, number_processes=1, display_progress=False)

    spent, rows = _timed(called, run)
    found = {row["case"]: row["outcome"] for row in rows}
    return spent, np.array([found[case] for case in range(cases.runs)])


def _ema(cases: Cases) -> tuple[float, np.ndarray]:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ema_workbench import Model, RealParameter, ScalarOutcome, SequentialEvaluator
        from ema_workbench.em_framework.points import Scenario as Point

    called = _Called(cases)
    model = Model("stackcraft", function=lambda **values: {"outcome": called.outcome(values)})
    bounds = cases.design.uncertainties
    model.uncertainties = [RealParameter(name, bounds[name].low, bounds[name].high) for name in bounds]
    model.outcomes = [ScalarOutcome("outcome")]
    points = [Point(f"{run}", **cases.parameters(run)) for run in range(cases.runs)]

    def run() -> Any:
        with SequentialEvaluator(model) as evaluator:
            return evaluator.perform_experiments(scenarios=points)

    spent, (table, outcomes) = _timed(called, run)
    order = np.argsort(np.asarray(table["scenario"], float))
    return spent, np.asarray(outcomes["outcome"])[order]


PEERS: dict[str, Callable[[Cases], tuple[float, np.ndarray]]] = {
    "joblib": _joblib,
    "mesa_batch_run": _mesa,
    "ema_workbench": _ema,
}
"""What others use for batches, each running the same cases in one process."""


def _entry(value: float | str, unit: str) -> dict[str, Any]:
    return {"value": value, "unit": unit}
