"""Files of a calibration: written into a folder, shipped as the defaults, and read again by hindcast and documents."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from stackcraft.model.parameters import GROUPS
from stackcraft.model.schema import CONFIGS

from .calibrate import Calibration
from .calibrated import Calibrated, Implausible, Judged, Posterior, Searched
from .ensemble import FOLDER, Ensemble
from .fit import SEEDS, cost
from .manifest import package_version, rules_hash
from .record import Record
from .tables import write_csv

Row = TypeVar("Row", Judged, Posterior, Searched, Implausible)

TABLES: dict[str, type[Any]] = {
    "scores": Judged,
    "posterior": Posterior,
    "searches": Searched,
    "implausibility": Implausible,
}
"""Tables of a calibration's folder and the kind of their rows."""


def write(found: Calibrated, calibration: Calibration, folder: Path) -> tuple[Path, ...]:
    """Write a calibration into a folder; return the files.

    `parameters.toml` is a scenario on top of history, so that `stackcraft run FOLDER/parameters.toml` uses the set.
    """
    folder.mkdir(parents=True, exist_ok=True)
    settings = calibration.settings
    head = {
        "version": package_version(),
        "rules": rules_hash(),
        "seed": settings.seed,
        "trials": settings.trials,
        "searches": settings.searches,
        "sets": settings.sets,
        "run_seeds": list(settings.run_seeds),
        "points": len(calibration.evidence.points),
        "fitted": len(calibration.free),
        "loss": found.loss,
        "cost": found.cost,
        "noise": found.noise,
        "accepted": found.accepted,
        "acceptable": len(found.ensemble),
    }
    lines = [f"{name} = {value!r}".replace("'", '"') for name, value in head.items()]
    made = [folder / "calibration.toml", folder / "parameters.toml", folder / "ensemble.csv"]
    made[0].write_text("# What `stackcraft calibrate` did; made by it.\n" + "\n".join(lines) + "\n", encoding="utf-8")
    values = "\n".join(f"{name} = {float(value)!r}" for name, value in found.values.items())
    title = 'title = "History, with parameters as fitted"\nbase = "history"\n'
    made[1].write_text(f"# Made by `stackcraft calibrate`.\n{title}\n[parameters]\n{values}\n", encoding="utf-8")
    _write_sets(made[2], found.ensemble)
    tables = {
        "scores": found.judged,
        "posterior": found.posterior,
        "searches": found.searched,
        "implausibility": found.implausible,
    }
    for name, rows in tables.items():
        made.append(write_csv(folder / f"{name}.csv", [_short(row) for row in rows]))
    return tuple(made)


def _short(row: Any) -> dict[str, Any]:
    """Return a row with numbers to six digits: more would differ between processors."""
    cells = {f.name: getattr(row, f.name) for f in fields(row)}
    return {
        name: f"{value:.6g}" if isinstance(value, float) and value == value else value for name, value in cells.items()
    }


def _write_sets(path: Path, ensemble: Ensemble) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow((*ensemble.names, "weight"))
        for row, weight in zip(ensemble.values, ensemble.weights, strict=True):
            writer.writerow((*(f"{value:.6g}" for value in row), f"{weight:.6g}"))


def ship(folder: Path, configs: Path = CONFIGS) -> None:
    """Make a calibration's result the shipped one: its tables into `configs/calibration`, its values into the defaults.

    Args:
        folder: Folder that `write` filled.
        configs: The data of a checkout.
    """
    for name in ("calibration.toml", "ensemble.csv", *(f"{table}.csv" for table in TABLES)):
        (configs / "calibration" / name).write_bytes((folder / name).read_bytes())
    values = tomllib.loads((folder / "parameters.toml").read_text(encoding="utf-8"))["parameters"]
    for group in GROUPS:
        set_defaults(configs / "parameters" / f"{group}.csv", values)


def set_defaults(path: Path, values: Mapping[str, float]) -> None:
    """Put values into the column `default` of a file of parameters; all else stays as it is, to the byte."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    for n, line in enumerate(lines):
        name, comma, rest = line.partition(",")
        if comma and name in values:
            lines[n] = f"{name},{values[name]:g},{rest.partition(',')[2]}"
    path.write_text("".join(lines), encoding="utf-8")


class Shipped:
    """The shipped calibration.

    Attributes:
        head: Code version, seeds, trials, loss and what else `calibration.toml` says.
        scores: Points as fitted, left out and predicted.
        posterior: Parameters before and after.
        searches: All searches.
        implausibility: Series, the most implausible first.
    """

    def __init__(self, folder: Path) -> None:
        self.head: dict[str, Any] = tomllib.loads((folder / "calibration.toml").read_text(encoding="utf-8"))
        self.scores: tuple[Judged, ...] = _rows(folder, "scores")
        self.posterior: tuple[Posterior, ...] = _rows(folder, "posterior")
        self.searches: tuple[Searched, ...] = _rows(folder, "searches")
        self.implausibility: tuple[Implausible, ...] = _rows(folder, "implausibility")

    def within(self, fit: str) -> float:
        """Return the share of points of confidence A or B in their band, for fitted, left_out or to_2024; NaN of none."""
        held = [row.within for row in self.scores if row.fit == fit and row.confidence in ("A", "B")]
        return float(np.mean(held)) if held else float("nan")


@lru_cache(maxsize=1)
def load_shipped() -> Shipped | None:
    """Return the shipped calibration, None where there is none."""
    return Shipped(FOLDER) if (FOLDER / "calibration.toml").is_file() else None


def _rows(folder: Path, name: str) -> tuple[Any, ...]:
    kind = TABLES[name]
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(kind(**{f.name: _cell(row[f.name], f.type) for f in fields(kind)}) for row in csv.DictReader(file))


def _cell(text: str, kind: Any) -> Any:
    word = kind if isinstance(kind, str) else kind.__name__
    return {"float": lambda: float(text or "nan"), "int": lambda: int(text)}.get(word, lambda: text)()


def is_stale(record: Record) -> bool:
    """Return whether today's rules and data give the shipped set another fit than the one it was shipped with.

    Args:
        record: Runs of history with all points of the shipped observations.
    """
    shipped = load_shipped()
    if shipped is None:
        return False
    values = {row.parameter_id: row.best for row in shipped.posterior if row.role == "fit"}
    medians = np.median([record.read(values, seed) for seed in shipped.head.get("run_seeds", SEEDS)], axis=0)
    return bool(abs(cost(record.points, medians) - shipped.head["cost"]) > 0.01 * shipped.head["cost"])
