"""A search that can be interrupted: CMA-ES by ask and tell, with a journal of its trials that is replayed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import numpy as np

from stackcraft.model.problems import BadInput, Problem

Loss = Callable[[np.ndarray], np.ndarray]
"""Losses of a point of the unit cube, shape (dimensions,): one a block, shape (blocks,); their sum is the loss."""


@dataclass(frozen=True)
class Trials:
    """What a search tried; the last trial joins the best of each block.

    Attributes:
        points: Points of the unit cube in the order tried, shape (trials + 1, dimensions).
        losses: Losses of each by block, shape (trials + 1, blocks).
    """

    points: np.ndarray
    losses: np.ndarray

    @property
    def total(self) -> np.ndarray:
        """Loss of each trial, shape (trials + 1,)."""
        return np.asarray(self.losses.sum(axis=1))

    @property
    def best(self) -> np.ndarray:
        """The point of least loss, shape (dimensions,)."""
        point: np.ndarray = self.points[int(np.argmin(self.total))]
        return point

    @property
    def least(self) -> float:
        """The least loss."""
        return float(self.total.min())


def search(
    loss: Loss,
    blocks: Sequence[Sequence[str]],
    trials: int,
    seed: int,
    journal: Path | None = None,
    label: str = "",
    tell: Callable[[int, float], None] | None = None,
) -> Trials:
    """Return the trials of a search for the least loss in the unit cube.

    Dimensions come in blocks that hardly touch each other's losses. Each block is searched by a strategy of its own that hears
    of its own loss alone, while one run serves all: fewer dimensions settle in fewer trials. It starts in the middle with
    a spread of a sixth of each side. A journal that exists is replayed: the same seed asks the same questions, and
    those it holds are answered from it, so that the result is that of a search never interrupted.

    Args:
        loss: The losses.
        blocks: Names of the dimensions, block by block.
        trials: How many trials; one more joins the best of each block.
        seed: Seed of the search.
        journal: File that keeps each trial as it is made; None for none.
        label: What the journal is of; one with another label is refused.
        tell: Called with trials done and the least loss so far, for new trials alone.

    Raises:
        BadInput: The journal is of another search, or can't be read or written.
    """
    kept = _Journal(journal, blocks, f"{label}, seed {seed}, {trials} trials") if journal else None
    if kept and len(kept.losses) > trials:
        return Trials(np.array(kept.points), np.array(kept.losses))
    studies = [_study(names, seed + STRIDE * n) for n, names in enumerate(blocks)]
    points: list[np.ndarray] = []
    losses: list[np.ndarray] = []

    def answer(point: np.ndarray) -> np.ndarray:
        n = len(points)
        if kept and n < len(kept.losses):
            if not np.array_equal(point, kept.points[n]):
                raise kept.refusal(f"trial {n} isn't what this search asks", "another version of optuna wrote it")
            found = kept.losses[n]
        else:
            found = np.atleast_1d(np.asarray(loss(point), float))
            if kept:
                kept.add(point, found)
            if tell:
                tell(n + 1, float(min(one.sum() for one in (*losses, found))))
        points.append(point)
        losses.append(found)
        return found

    try:
        for _ in range(trials):
            asked = [study.ask(space) for study, space in studies]
            parts = ([one.params[name] for name in names] for one, names in zip(asked, blocks, strict=True))
            found = answer(np.concatenate([*parts]))
            for (study, _), one, value in zip(studies, asked, found, strict=True):
                study.tell(one, float(value))
        answer(_joined(np.array(points), np.array(losses), blocks))
    finally:
        if kept:
            kept.close()
    return Trials(np.array(points), np.array(losses))


STRIDE = 7919
"""Distance between the seeds of blocks, so that searches with neighbouring seeds share none."""


def _joined(points: np.ndarray, losses: np.ndarray, blocks: Sequence[Sequence[str]]) -> np.ndarray:
    """Return the point that joins, block by block, the one that was best for it."""
    ends = np.cumsum([0, *(len(names) for names in blocks)])
    best = np.argmin(losses, axis=0)
    return np.concatenate([points[best[n], ends[n] : ends[n + 1]] for n in range(len(blocks))])


def _study(names: Sequence[str], seed: int) -> tuple[Any, dict[str, Any]]:
    """Return a fresh study and its space."""
    try:
        import cmaes  # noqa: F401 - optuna asks for it only when it samples
        import optuna  # costs half a second, and an extra that headless runs don't need
    except ImportError as error:
        todo = "Install stackcraft[analysis]"
        raise BadInput([Problem("calibrate", "searches need optuna and cmaes", str(error), todo)]) from error
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    space = {name: optuna.distributions.FloatDistribution(0.0, 1.0) for name in names}
    sampler = optuna.samplers.CmaEsSampler(seed=seed, n_startup_trials=1, warn_independent_sampling=False)
    return optuna.create_study(sampler=sampler), space


class _Journal:
    """One line a trial: its losses, then its point; numbers as Python writes them, so that they come back whole."""

    def __init__(self, path: Path, blocks: Sequence[Sequence[str]], label: str) -> None:
        self.path = path
        self.points: list[np.ndarray] = []
        self.losses: list[np.ndarray] = []
        self._blocks = len(blocks)
        columns = [*(f"loss_{n}" for n in range(len(blocks))), *(name for names in blocks for name in names)]
        self._heading = f"# {label}\n{','.join(columns)}\n"
        self._file: TextIO | None = None
        if path.is_file():
            self._read(len(columns))

    def add(self, point: np.ndarray, losses: np.ndarray) -> None:
        """Write a trial down, at once."""
        try:
            if self._file is None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                fresh = not self.losses
                self._file = self.path.open("w" if fresh else "a", encoding="utf-8")
                if fresh:
                    self._file.write(self._heading)
            self._file.write(",".join(repr(float(value)) for value in (*losses, *point)) + "\n")
            self._file.flush()
        except OSError as error:
            raise self.refusal("can't be written", error.strerror or "") from error

    def close(self) -> None:
        """Close the file."""
        if self._file:
            self._file.close()

    def refusal(self, what: str, why: str) -> BadInput:
        """Return what to raise over this journal."""
        return BadInput([Problem(str(self.path), what, why, "Name an empty --out, or leave --resume away")])

    def _read(self, columns: int) -> None:
        text = self.path.read_text(encoding="utf-8", errors="replace")
        if not text.startswith(self._heading):
            if not text.strip() or self._heading.startswith(text):
                return
            raise self.refusal("is the journal of another search", "code, data, seed or parameters differ")
        lines = text[len(self._heading) :].split("\n")
        whole = lines[:-1]  # what follows the last line feed was cut off while it was written
        for line in whole:
            try:
                cells = [float(cell) for cell in line.split(",")]
            except ValueError as error:
                raise self.refusal("holds a line that is no trial", str(error)) from error
            if len(cells) != columns:
                raise self.refusal("holds a line that is no trial", f"{len(cells)} numbers for {columns}")
            self.losses.append(np.array(cells[: self._blocks]))
            self.points.append(np.array(cells[self._blocks :]))
        if lines[-1]:
            self.path.write_text(self._heading + "".join(line + "\n" for line in whole), encoding="utf-8")
