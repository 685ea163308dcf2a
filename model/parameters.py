"""Every uncertain number of the model: one declaration that feeds runs, documentation, samplers and sliders alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .cells import CellReader, read_number, shown
from .overlay import check_overlay, find_file
from .problems import BadInput, Problem, nearest_names, raise_if_any
from .schema import CONFIGS, read_schemas
from .table import RawTable, finish_table, read_raw

GROUPS = (
    "supply",
    "market",
    "adoption",
    "diversion",
    "platforms",
    "models",
    "minerals",
    "tariffs",
    "politics",
    "bargaining",
    "deliberation",
)


@dataclass(frozen=True)
class Parameter:
    """One number that the rules use, a row of ``configs/parameters/GROUP.csv``.

    Attributes:
        parameter_id: Its name, an attribute of the packed record.
        group: File it is declared in.
        default: Value used where a scenario gives none.
        unit: Unit of the value.
        low: Least plausible value, the lower end for samplers and sliders.
        high: Greatest plausible value.
        status: measured, estimated or assumed.
        source: Where the value comes from.
        uncertain: Whether designs sample it.
        neutral: Value that switches its mechanism off, or None; allowed even outside low and high.
        switch: Mechanism that the neutral value switches off, such as ``A12``, or empty.
        equation: Equation that uses it, such as ``Eq. 12``, or empty.
        text: What it is, in one sentence.
    """

    parameter_id: str
    group: str
    default: float
    unit: str
    low: float
    high: float
    status: str
    source: str
    uncertain: bool
    neutral: float | None
    switch: str
    equation: str
    text: str

    def allows(self, value: float) -> bool:
        """Return whether a value lies in the range or switches the mechanism off."""
        return self.low <= value <= self.high or value == self.neutral


def load_parameters(data: Path | None = None) -> dict[str, Parameter]:
    """Return all parameters by id, group after group.

    Args:
        data: Folder whose files replace the shipped ones of the same name, or None.

    Raises:
        BadInput: The declarations have faults; all of them are in it.
    """
    problems: list[Problem] = []
    parameters: dict[str, Parameter] = {}
    for group in GROUPS:
        path = find_file(data, f"parameters/{group}.csv")
        raw = read_raw(path, read_schemas(CONFIGS / "schema.toml")["parameters"], problems)
        for parameter in _read_group(group, raw, problems):
            if parameter.parameter_id in parameters:
                other = parameters[parameter.parameter_id].group
                what = f"parameter {parameter.parameter_id!r} is already declared in group {other}"
                problems.append(Problem(shown(path), what, what_to_do="Rename or remove one"))
            parameters[parameter.parameter_id] = parameter
    raise_if_any(problems)
    return parameters


def pack(parameters: Mapping[str, Parameter], values: Mapping[str, float]) -> np.record:
    """Return the parameters as one record whose fields are numbers, for plain Python and compiled rules alike.

    Args:
        parameters: The declarations.
        values: Values that differ from the defaults, by parameter id.

    Returns:
        A record ``p`` with ``p.lock_in`` and so on, all float64.

    Raises:
        BadInput: A name isn't declared, or a value isn't a finite number in its range.
    """
    raise_if_any(check_values(parameters, values))
    fields = [(name, np.float64) for name in parameters]
    packed = np.recarray((1,), dtype=fields)
    for name, parameter in parameters.items():
        packed[name] = values.get(name, parameter.default)
    record: np.record = packed[0]
    return record


def check_values(
    parameters: Mapping[str, Parameter], values: Mapping[str, float], where: str = "parameters"
) -> list[Problem]:
    """Return what is wrong with values given for parameters: unknown names, values out of range.

    Args:
        parameters: The declarations.
        values: Values by parameter id.
        where: Place they were given, for the messages.
    """
    problems = []
    for name, value in values.items():
        parameter = parameters.get(name)
        if parameter is not None and type(value) is float and parameter.low <= value <= parameter.high:
            continue  # the common case, met a hundred times a run in sweeps
        if parameter is None:
            near = nearest_names(name, parameters)
            todo = "`stackcraft parameters` lists them"
            problems.append(Problem(f"{where}, {name}", f"unknown parameter {name!r}", "", todo, near))
        elif isinstance(value, bool) or not isinstance(value, int | float | np.floating | np.integer):
            problems.append(Problem(f"{where}, {name}", f"{value!r} is not a number"))
        elif not parameter.allows(float(value)):
            why = f"it must lie between {parameter.low:g} and {parameter.high:g} {parameter.unit}".rstrip()
            off = "" if parameter.neutral is None else f"{parameter.neutral:g} switches the mechanism off"
            problems.append(Problem(f"{where}, {name}", f"{value:g} is out of range", why, off))
    return problems


def _read_group(group: str, raw: RawTable, problems: list[Problem]) -> list[Parameter]:
    table = finish_table(raw, {}, problems)
    reader = CellReader(raw.path, problems)
    taken = dir(np.recarray)
    parameters = []
    for position, row in enumerate(raw.rows):
        name, cell = table.ids[position], row.cells
        low, high, default = (float(table[column][position]) for column in ("low", "high", "default"))
        if not name.isidentifier() or name in taken:
            reader.fault(
                row, "parameter_id", f"{name!r} can't be a field name", todo="Choose a longer name in snake_case"
            )
        if low > high:
            reader.fault(row, "low", f"{low:g} is above high, {high:g}", todo="Exchange them")
        elif not low <= default <= high:
            reader.fault(row, "default", f"{default:g} is outside {low:g} to {high:g}", todo="Widen the range")
        neutral = read_number(cell["neutral"])
        parameters.append(
            Parameter(
                parameter_id=name,
                group=group,
                default=default,
                unit=cell["unit"],
                low=low,
                high=high,
                status=cell["status"],
                source=cell["source"],
                uncertain=cell["uncertain"] == "1",
                neutral=neutral,
                switch=cell["switch"],
                equation=cell["equation"],
                text=cell["text"],
            )
        )
    return parameters


__all__ = ["GROUPS", "BadInput", "Parameter", "check_overlay", "check_values", "load_parameters", "pack"]
