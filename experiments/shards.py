"""Results as Parquet shards: computed whole, written whole under a final name, checked to the byte when read again."""

import os
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from .cases import Cases
from .runner import Simulator, failure

FIXED = ("run", "case", "replicate", "seed")
"""Columns before levers, uncertainties and outcomes; `error` comes last."""

Tell = Callable[[int], None]
"""Hears how many runs of a shard are done."""


def compute(
    cases: Cases, shard: int, simulator: Simulator, label: str, tell: Tell | None = None, skip: Collection[int] = ()
) -> Any:
    """Run the cases of a shard; return its table, failures included as rows.

    Args:
        cases: The cases.
        shard: Number of the shard.
        simulator: What runs them.
        label: Hash that ties the shard to its sweep.
        tell: Called with the number of a run before it begins.
        skip: Runs that ended a process before; they are failures.
    """
    design, span = cases.design, cases.span(shard)
    results = np.full((len(span), len(design.outcomes)), np.nan)
    errors: list[str | None] = [None] * len(span)
    for n, run in enumerate(span):
        if tell:
            tell(run)
        if run in skip:
            errors[n] = "Crash: the process that ran it ended without a word, several times"
            continue
        try:
            results[n] = simulator.outcomes(cases.variant(run), cases.parameters(run), cases.seed(run))
        except Exception as error:
            errors[n] = failure(error)
            continue
        bad = np.flatnonzero(~np.isfinite(results[n]))
        if len(bad):
            errors[n] = f"NotFinite: {design.outcomes[int(bad[0])]} is {results[n, bad[0]]}"
    return _table(cases, shard, results, errors, label)


def _table(cases: Cases, shard: int, results: np.ndarray, errors: list[str | None], label: str) -> Any:
    design, span = cases.design, cases.span(shard)
    variants = [cases.variant(run) for run in span]
    points = np.array([cases.values(run) for run in span]).reshape(len(span), -1)
    columns: dict[str, Any] = {
        "run": pa.array(span, pa.int64()),
        "case": pa.array([cases.case(run) for run in span], pa.int64()),
        "replicate": pa.array([cases.replicate(run) for run in span], pa.int64()),
        "seed": pa.array([cases.seed(run) for run in span], pa.int64()),
    }
    for n, lever in enumerate(design.levers):
        columns[lever] = pa.array([variant[n] for variant in variants], pa.string())
    for n, name in enumerate(design.uncertainties):
        columns[name] = pa.array(points[:, n])
    for n, name in enumerate(design.outcomes):
        columns[name] = pa.array(results[:, n])
    columns["error"] = pa.array(errors, pa.string())
    return pa.table(columns).replace_schema_metadata({"sweep": label, "shard": str(shard)})


def shard_path(folder: Path, shard: int) -> Path:
    """Return where a shard lies in a folder of results."""
    return folder / "shards" / f"part-{shard:06d}.parquet"


def to_bytes(table: Any) -> bytes:
    """Return a shard's table as the bytes of its file."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", write_page_checksum=True, store_schema=True)
    content: bytes = sink.getvalue().to_pybytes()
    return content


def write(folder: Path, shard: int, content: bytes) -> None:
    """Put a shard into a folder of results: whole under its name, or not at all.

    Raises:
        OSError: It can't be written; nothing of it is left under its name.
    """
    path = shard_path(folder, shard)
    write_whole(path, content)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there when it is on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def clear_drafts(folder: Path, shard: int) -> None:
    """Remove what a killed process left of a shard it was writing."""
    path = shard_path(folder, shard)
    for draft in path.parent.glob(f".{path.name}.*"):
        draft.unlink(missing_ok=True)


def read(path: Path, columns: list[str] | None = None) -> Any:
    """Return a shard's table, page checksums verified.

    Raises:
        pyarrow.ArrowException: It is damaged.
        OSError: It is damaged or can't be read.
    """
    return pq.ParquetFile(path, page_checksum_verification=True).read(columns=columns, use_threads=False)


def label_fault(path: Path, shard: int, label: str) -> str:
    """Return why a shard on the disk can't be used, empty if it is whole and carries its sweep's label."""
    try:
        table = read(path)
    except (pa.ArrowException, OSError, ValueError) as error:
        return f"can't be read: {' '.join(str(error).split())}"
    known = table.schema.metadata or {}
    if known.get(b"sweep") != label.encode() or known.get(b"shard") != str(shard).encode():
        return "belongs to another sweep"
    return ""


def fault(path: Path, cases: Cases, shard: int, label: str) -> str:
    """Return the same, and check that it holds the runs it should."""
    found = label_fault(path, shard, label)
    if found:
        return found
    runs = read(path, ["run"])["run"].to_numpy()
    return "" if runs.tolist() == list(cases.span(shard)) else "holds other runs"
