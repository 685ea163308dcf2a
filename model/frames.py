"""Results as tables and files: Parquet and CSV, each naming scenario, version and digest."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

WHAT = ("indicators", "orders", "ledger")


def frame(run: Any, what: str) -> Any:
    """Return a part of a run as a pyarrow Table.

    Args:
        run: The run.
        what: "indicators" (month, indicator, entity, value), "orders" or "ledger".

    Raises:
        ValueError: If `what` is none of these.
    """
    if what == "indicators":
        return _indicators(run)
    if what == "orders":
        rows = [
            {**given.order.model_dump(), "code": given.code, "sentence": given.sentence, "margin": given.margin}
            for given in run.all_orders
        ]
    elif what == "ledger":
        rows = [vars(entry) for entry in run.ledger]
    else:
        raise ValueError(f"{what!r} is none of {', '.join(WHAT)}")
    return pa.Table.from_pylist(rows).replace_schema_metadata(_label(run))


def _indicators(run: Any) -> Any:
    """Return all indicators in long form."""
    months, ids, entities, values = [], [], [], []
    calendar = run.calendar
    for name in run.indicator_ids:
        block = run.indicator(name)
        known = run.entities(name)
        months += [calendar[t] for t in range(block.shape[0]) for _ in known]
        ids += [name] * block.size
        entities += list(known) * block.shape[0]
        values.append(block.ravel())
    columns = {
        "month": pa.array(months).dictionary_encode(),
        "indicator": pa.array(ids).dictionary_encode(),
        "entity": pa.array(entities).dictionary_encode(),
        "value": pa.array(np.concatenate(values)),
    }
    return pa.table(columns).replace_schema_metadata(_label(run))


def _label(run: Any) -> dict[str, str]:
    """Return what every export carries: scenario, seed, version and digest."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        number = version("stackcraft")
    except PackageNotFoundError:
        number = "source"
    return {"scenario": run.scenario.name, "seed": str(run.seed), "version": number, "digest": run.digest}


def write(run: Any, folder: Path, suffix: str = "parquet") -> tuple[Path, ...]:
    """Write a run's parts and its resolved scenario into a folder; return the files.

    Args:
        run: The run.
        folder: Made if it isn't there.
        suffix: "parquet" or "csv"; CSV files have their label in `run.json`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for what in WHAT:
        path = folder / f"{what}.{suffix}"
        table = frame(run, what)
        if suffix == "csv":
            pyarrow.csv.write_csv(table, path)
        else:
            pyarrow.parquet.write_table(table, path)
        files.append(path)
    label = folder / "run.json"
    content = {**_label(run), "months": run.months, "resolved": run.scenario.model_dump(mode="json")}
    label.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    return (*files, label)
