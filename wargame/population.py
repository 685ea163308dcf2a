"""A population: a thousand runs of a game's scenario without people, so that a class can see where its line lies.

Runs are made in parts beside a game, from its creation on, and kept in the user's cache by what they depend on: rules, data
and scenario. A part that is there isn't made again, so work that was broken off goes on where it stopped, and all games
of one version share one population.
"""

import contextlib
import hashlib
import os
import tempfile
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import numpy as np

from stackcraft.experiments.niced import niced_pool
from stackcraft.model import kernels
from stackcraft.model.places import configs_dir

from .outcomes import OUTCOMES, courses
from .replays import end_of, first_index
from .setup import opening_month
from .table import Table

RUNS = 1000
PART = 50
FIRST_SEED = 1_000_000
"""Seeds of the population, far from those that people choose for a game."""


def population_runs(scenario: str, seeds: Sequence[int]) -> np.ndarray:
    """Return outcomes month by month of runs in which every seat plays itself, shape (runs, outcomes, months)."""
    table = Table(scenario, 0, opening_month(scenario))
    end, first = end_of(table), first_index(table)
    return np.array([courses(Table(scenario, seed, end).run(), first) for seed in seeds])


class Population:
    """The population of a scenario, as far as it is there.

    Args:
        scenario: The scenario.
        runs: Runs wanted, a multiple of `PART`.
        folder: Where parts are kept; the user's cache if None.
    """

    def __init__(self, scenario: str, runs: int = RUNS, folder: Path | None = None) -> None:
        self.scenario = scenario
        self.runs = runs
        self.folder = (
            folder or kernels.cache_folder().parent / "populations"
        ) / f"{Path(scenario).stem}-{_stamp(scenario)}"
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()

    @property
    def done(self) -> int:
        """Runs that are there."""
        return PART * sum(self._part(n).exists() for n in range(self.runs // PART))

    def values(self) -> np.ndarray:
        """Return the runs that are there, shape (runs, outcomes, months)."""
        found = [_read(self._part(n)) for n in range(self.runs // PART)]
        there = [part for part in found if part is not None]
        return np.concatenate(there) if there else np.empty((0, len(OUTCOMES), 0))

    def fill(self) -> int:
        """Make the parts that are missing, here and now; return how many runs are there."""
        for n in range(self.runs // PART):
            if self._stop.is_set():
                break
            if not self._part(n).exists():
                _write(self._part(n), population_runs(self.scenario, _seeds(n)))
        return self.done

    def fill_beside(self) -> None:
        """Make the parts that are missing in a process of low priority, without waiting for it."""
        if self._thread is not None or self.done >= self.runs:
            return
        self._thread = threading.Thread(target=self._fill_in_pool, name="population", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Break off after the part under way; what is there stays."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def _fill_in_pool(self) -> None:
        with contextlib.suppress(BrokenProcessPool), niced_pool(1) as pool:  # killed with the server: goes on next time
            for n in range(self.runs // PART):
                if self._stop.is_set():
                    break
                if not self._part(n).exists():
                    part: Future[np.ndarray] = pool.submit(population_runs, self.scenario, _seeds(n))
                    _write(self._part(n), part.result())

    def _part(self, number: int) -> Path:
        return self.folder / f"part-{number:03d}.npy"


def percentile(value: float, others: np.ndarray) -> float:
    """Return the share of a population below a value, half of what equals it counted [0, 100].

    A run of the population itself with `k` others below it and none equal comes to 100 (k + ½) / n.
    """
    if not len(others):
        return float("nan")
    return 100.0 * float((others < value).mean() + 0.5 * (others == value).mean())


def line_among(course: np.ndarray, population: np.ndarray) -> list[dict[str, Any]]:
    """Return a class's line among a population, outcome by outcome.

    Args:
        course: Outcomes of the class month by month, shape (outcomes, months played).
        population: Runs without people, shape (runs, outcomes, months).

    Returns:
        JSON: for each outcome the class's line, the population's 5, 25, 50, 75 and 95 per cent by month, and the
        percentile at the end of what was played; None where there is no population yet.
    """
    months = course.shape[1]
    told = []
    for o, outcome in enumerate(OUTCOMES):
        others = population[:, o, :months] if population.shape[2] else np.empty((0, 0))
        bands = np.quantile(others, (0.05, 0.25, 0.5, 0.75, 0.95), axis=0) if len(others) else None
        mine = float(course[o, -3:].mean())
        told.append({
            "id": outcome.outcome_id,
            "title": outcome.title,
            "unit": outcome.unit,
            "line": _short(course[o]),
            "value": float(f"{mine:.4g}"),
            "bands": None if bands is None else {
                name: _short(band) for name, band in zip(("p5", "p25", "p50", "p75", "p95"), bands, strict=True)
            },
            "percentile": None if bands is None else round(percentile(mine, others[:, -3:].mean(axis=1)), 1),
            "runs": len(others),
        })  # fmt: skip
    return told


def _short(values: np.ndarray) -> list[float]:
    return [float(f"{x:.4g}") for x in values]


def _seeds(part: int) -> range:
    return range(FIRST_SEED + part * PART, FIRST_SEED + (part + 1) * PART)


def _stamp(scenario: str) -> str:
    """Return a hash of all that a population depends on: rules and how they are compiled, data, outcomes."""
    digest = hashlib.blake2b(kernels.rule_hash().encode(), digest_size=8)
    digest.update(repr(OUTCOMES).encode() + scenario.encode())
    for path in sorted(configs_dir().rglob("*")):
        if path.suffix in (".csv", ".toml") and path.parent.name not in (
            "wargame",
            "injects",
            "evidence",
            "designs",
            "theses",
        ):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _write(path: Path, runs: np.ndarray) -> None:
    """Write a part whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    with os.fdopen(handle, "wb") as file:
        np.save(file, runs.astype(np.float64), allow_pickle=False)
    os.replace(name, path)


def _read(path: Path) -> np.ndarray | None:
    """Return a part, None where it isn't there or was damaged, in which case it will be made again."""
    try:
        part: np.ndarray = np.load(path, allow_pickle=False)
    except FileNotFoundError:
        return None
    except (ValueError, OSError):
        path.unlink(missing_ok=True)
        return None
    return part


__all__ = ["PART", "RUNS", "Population", "line_among", "percentile", "population_runs"]
