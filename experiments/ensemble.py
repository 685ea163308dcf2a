"""The ensemble of acceptable parameter sets, and draws from it that carry what calibration can't settle."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from stackcraft.model.cells import CellReader, read_number, read_rows, shown
from stackcraft.model.noise import draw, key, uniform
from stackcraft.model.parameters import Parameter, check_values, load_parameters
from stackcraft.model.problems import BadInput, Problem
from stackcraft.model.schema import CONFIGS, Schema, read_schemas

FOLDER = CONFIGS / "calibration"
ENSEMBLE = FOLDER / "ensemble.csv"

CHOICE = draw("calibration.set", "which acceptable parameter set a replicate draws")
VALUE = draw("calibration.value", "where in its declared range an uncertain parameter lies in a replicate")


@dataclass(frozen=True)
class Ensemble:
    """Parameter sets that fit the record about equally well.

    Attributes:
        names: Parameter ids.
        values: The sets, shape (sets, parameters).
        weights: Weight of each set, shape (sets,), summing to 1.
    """

    names: tuple[str, ...]
    values: np.ndarray
    weights: np.ndarray

    def __len__(self) -> int:
        """Return the number of sets."""
        return len(self.weights)

    def row(self, n: int) -> dict[str, float]:
        """Return set number `n` as values by parameter id."""
        return {name: float(value) for name, value in zip(self.names, self.values[n], strict=True)}

    def draw(self, replicate: int, seed: int = 1) -> dict[str, float]:
        """Return the set that a replicate draws, by weight; the same for the same replicate and seed.

        Args:
            replicate: Number of the replicate, 0 or more.
            seed: Seed of the draws.
        """
        u = uniform(np.uint64(seed), CHOICE, np.uint64(replicate), 0)
        return self.row(min(len(self) - 1, int(np.searchsorted(np.cumsum(self.weights), u, side="right"))))


def load_ensemble(path: Path | None = None, parameters: Mapping[str, Parameter] | None = None) -> Ensemble | None:
    """Return the acceptable sets; None where the shipped file doesn't exist.

    Args:
        path: A file with a column `weight` and one for each parameter, or None for the shipped one.
        parameters: The declarations; the shipped ones if None.

    Raises:
        BadInput: All faults of the file: unknown parameters, values out of range, weights that don't sum to more than 0.
    """
    place = path or ENSEMBLE
    if path is None and not place.is_file():
        return None
    declared = load_parameters() if parameters is None else parameters
    problems: list[Problem] = []
    names = _heading(place)
    if "weight" not in names:
        problems.append(
            Problem(f"{shown(place)}:1", "column 'weight' is missing", "", "Add it, 1 where all count alike")
        )
    rows = read_rows(place, _schema(names), problems)
    ids = tuple(name for name in names if name != "weight")
    sets, weights = [], []
    for row in rows:
        numbers = {name: read_number(row.cells[name]) for name in names}
        where = f"{shown(place)}:{row.line}"
        bad = [name for name, value in numbers.items() if value is None]
        problems += [Problem(f"{where}, column {name}", f"{row.cells[name]!r} is not a number") for name in bad]
        values = {name: value for name, value in numbers.items() if value is not None and name != "weight"}
        problems += check_values(declared, values, where)
        weight = numbers.get("weight")
        if weight is not None and weight < 0.0:
            problems.append(Problem(f"{where}, column weight", f"{weight:g} is negative"))
        sets.append([values.get(name, np.nan) for name in ids])
        weights.append(weight or 0.0)
    if not problems and sum(weights) <= 0.0:
        problems.append(Problem(shown(place), "no set with a weight", "", "Write rows, or take the file away"))
    if problems:
        raise BadInput(problems)
    whole = np.array(weights)
    return Ensemble(ids, np.array(sets), whole / whole.sum())


def parameter_set(
    replicate: int,
    *,
    seed: int = 1,
    ensemble: Ensemble | None = None,
    parameters: Mapping[str, Parameter] | None = None,
    others: Iterable[str] = (),
) -> dict[str, float]:
    """Return the parameter values of a replicate: an acceptable set, and declared ranges for what it doesn't hold.

    Args:
        replicate: Number of the replicate, 0 or more; the same number gives the same values.
        seed: Seed of the draws.
        ensemble: The acceptable sets; the shipped ones if None, and where there are none, all that `fitted.csv` names
            is drawn from declared ranges.
        parameters: The declarations; the shipped ones if None.
        others: Further parameters to draw uniformly from their declared ranges.
    """
    declared = load_parameters() if parameters is None else parameters
    found = load_ensemble(parameters=declared) if ensemble is None else ensemble
    values = {} if found is None else found.draw(replicate, seed)
    missing = [*(tuple(roles()) if found is None else ()), *others]
    for name in missing:
        if name not in values:
            u = uniform(np.uint64(seed), VALUE, key(name), replicate)
            values[name] = declared[name].low + u * (declared[name].high - declared[name].low)
    return values


def roles() -> dict[str, tuple[str, str]]:
    """Return role (fit or open) and reason of the parameters that calibration deals with, by id, in their order.

    Raises:
        BadInput: `configs/calibration/fitted.csv` has faults, or names what isn't estimated or assumed.
    """
    problems: list[Problem] = []
    schema = read_schemas(CONFIGS / "schema.toml")["fitted"]
    place = FOLDER / "fitted.csv"
    reader = CellReader(place, problems)
    declared = load_parameters()
    found: dict[str, tuple[str, str]] = {}
    for row in read_rows(place, schema, problems):
        for column in schema.columns:
            reader.check_text(row, column)
        name = row.cells["parameter_id"]
        if name not in declared or declared[name].status not in ("estimated", "assumed"):
            reader.fault(row, "parameter_id", f"{name!r} is no estimated or assumed parameter")
        found[name] = (row.cells["role"], row.cells["reason"])
    if problems:
        raise BadInput(problems)
    return found


def _heading(place: Path) -> tuple[str, ...]:
    try:
        first = place.read_text(encoding="utf-8-sig").splitlines()[:1]
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput([Problem(shown(place), "can't be read", str(error), "Check the path")]) from error
    return tuple(name.strip() for name in first[0].split(",")) if first else ()


def _schema(names: tuple[str, ...]) -> Schema:
    """Return a schema that takes the columns as they are: which parameters a file holds is its own affair."""
    from stackcraft.model.schema import Column

    columns = (Column(name, "text", "", -np.inf, np.inf, "value", True, np.nan, "", ()) for name in names)
    return Schema("ensemble", "acceptable parameter sets", tuple(columns))
