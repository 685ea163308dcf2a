"""Results read back: one row a run, whatever number of shards it lies in, and what is wrong with them said openly."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from stackcraft.model.problems import BadInput, Problem, nearest_names

from . import manifest, shards
from .design import Design


@dataclass(frozen=True)
class Results:
    """What a sweep found.

    Attributes:
        folder: Where it lies.
        design: The design in full.
        table: A row for each run, in the order of the runs (pyarrow Table).
        missing: Shards that aren't there, or are damaged.
    """

    folder: Path
    design: Design
    table: Any
    missing: tuple[int, ...] = ()

    @property
    def failed(self) -> int:
        """Number of runs that failed."""
        errors = self.table["error"]
        return len(errors) - int(errors.null_count)

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Columns of outcomes."""
        return self.design.outcomes

    @property
    def uncertainties(self) -> tuple[str, ...]:
        """Columns of uncertainties."""
        return tuple(self.design.uncertainties)

    @property
    def levers(self) -> tuple[str, ...]:
        """Columns of levers."""
        return tuple(self.design.levers)

    def column(self, name: str) -> np.ndarray:
        """Return a column of numbers, NaN where a run failed, shape (runs,).

        Raises:
            BadInput: There is no such column.
        """
        return np.asarray(self.table[self.find(name)].to_numpy(), float)

    def find(self, name: str, where: str = "outcome") -> str:
        """Return the column meant by a name; an outcome without a month means its last month kept.

        Raises:
            BadInput: There is no such column.
        """
        known = self.table.column_names
        if name in known:
            return name
        stem = name.partition("@")[0]
        matching = sorted(column for column in self.outcomes if column.partition("@")[0] == stem)
        if matching and "@" not in name:
            return matching[-1]
        names = (*self.outcomes, *self.uncertainties, *self.levers)
        near = nearest_names(name, dict.fromkeys((*names, *(n.partition("@")[0] for n in names))))
        todo = f"The results hold {', '.join(names[:6])}{' …' if len(names) > 6 else ''}"
        raise BadInput([Problem(f"{where} {name!r}", "is not among the results", "", todo, near)])

    def points(self) -> np.ndarray:
        """Return the uncertainties of each run, shape (runs, uncertainties)."""
        columns = [self.column(name) for name in self.uncertainties]
        return np.stack(columns, axis=1) if columns else np.zeros((self.table.num_rows, 0))

    def by_case(self, outcome: str) -> np.ndarray:
        """Return an outcome's mean over replicates, shape (cases,); NaN where a replicate failed."""
        column = self.column(outcome)
        return np.asarray(column.reshape(-1, self.design.replicates).mean(axis=1))

    def frame(self) -> Any:
        """Return the table as a pandas DataFrame."""
        return self.table.to_pandas()


def load(folder: str | Path) -> Results:
    """Return the results of a sweep.

    Args:
        folder: Folder that `sweep` or `merge` made.

    Raises:
        BadInput: The folder holds no results, or not one whole shard.
    """
    folder = Path(folder)
    described = manifest.read(folder)
    tables, missing = [], []
    for n in range(described.shards):
        path = shards.shard_path(folder, n)
        if path.exists() and not shards.label_fault(path, n, described.label):
            tables.append(shards.read(path))
        else:
            missing.append(n)
    if not tables:
        todo = f"stackcraft sweep {folder} --out {folder} --resume"
        raise BadInput([Problem(str(folder), "holds no whole shard", "", f"Run them: {todo}")])
    return Results(folder, Design(**described.design), pa.concat_tables(tables), tuple(missing))


def require_whole(results: Results, what: str) -> None:
    """Refuse results that a scheme of points can't be read from.

    Args:
        results: The results.
        what: What needs every run, for the message.

    Raises:
        BadInput: Shards are missing or runs failed; the message has the count.
    """
    problems = []
    folder = results.folder
    if results.missing:
        todo = f"stackcraft sweep {folder} --out {folder} --resume"
        what_is = f"{len(results.missing)} shards are missing or damaged"
        problems.append(Problem(str(folder), what_is, f"{what} needs every run", f"Run them: {todo}"))
    if results.failed:
        todo = "Mend what failed and sweep anew, or use --method pawn, which leaves failed runs out"
        what_is = f"{results.failed:,} of {results.table.num_rows:,} runs failed"
        problems.append(Problem(str(folder), what_is, f"{what} needs every run", todo))
    if problems:
        raise BadInput(problems)


def sound_cases(results: Results, outcomes: Sequence[str]) -> np.ndarray:
    """Return which cases have all outcomes in all replicates, shape (cases,)."""
    good = np.ones(results.table.num_rows // results.design.replicates, bool)
    for outcome in outcomes:
        good &= np.isfinite(results.by_case(outcome))
    return good
