"""A box that was found, as a scenario to look into: the middle of its limits, and the options it keeps."""

import json
import math
from pathlib import Path
from typing import Any

from stackcraft.model.problems import BadInput, Problem
from stackcraft.model.scenario import load_scenario

from .cases import variant_changes
from .discovery import Box, Discovery
from .results import Results


def write_scenario(results: Results, found: Discovery, name: str) -> Path:
    """Write the first box of a discovery as a scenario file; return its path.

    Uncertainties take the middle of what the box leaves of their range, others keep their default. A lever takes the
    first option that the box keeps.

    Args:
        results: The results that the box was found in.
        found: The discovery.
        name: Name of the scenario, or path of its file.

    Raises:
        BadInput: There is no box, the file exists, or it can't be written.
    """
    path = Path(name if name.endswith(".toml") else f"{name}.toml")
    if not found.boxes:
        raise BadInput([Problem("--as-scenario", "no box was found", "", "Loosen the condition")])
    if path.exists():
        raise BadInput([Problem(f"--as-scenario {path}", "exists already", "nothing is overwritten", "Name another")])
    scenario, changes = _changes(results, found.boxes[0])
    fields = {
        "title": f"Where {found.condition}",
        "asks": f"What does the world look like in which {found.condition}? {found.boxes[0].sentence()}",
        "base": scenario,
        **changes,
    }
    try:
        path.write_text(to_toml(fields), encoding="utf-8")
    except OSError as error:
        raise BadInput([Problem(f"--as-scenario {path}", "can't be written", error.strerror or "")]) from error
    load_scenario(path)
    return path


def _changes(results: Results, box: Box) -> tuple[str, dict[str, Any]]:
    design = results.design
    limits = {limit.name: limit for limit in box.limits}
    variant = []
    for lever, options in design.levers.items():
        kept = limits[lever].options if lever in limits else tuple(options)
        variant.append(next(option for option in options if option in kept))
    scenario, changes = variant_changes(design, tuple(variant))
    parameters = dict(changes.get("parameters", {}))
    for name, uncertainty in design.uncertainties.items():
        if name in limits:
            assert uncertainty.low is not None
            assert uncertainty.high is not None
            low, high = max(limits[name].low, uncertainty.low), min(limits[name].high, uncertainty.high)
            middle = math.sqrt(low * high) if uncertainty.scale == "log" else (low + high) / 2.0
            parameters[name] = float(f"{middle:.6g}")
    return scenario, {**changes, "parameters": parameters}


def to_toml(fields: dict[str, Any]) -> str:
    """Return plain values, lists of tables and nested tables as TOML."""
    lines = [f"{name} = {_value(value)}" for name, value in fields.items() if not isinstance(value, dict)]
    for name, value in fields.items():
        if isinstance(value, dict) and value:
            lines += ["", f"[{name}]", *(f"{_key(key)} = {_value(entry)}" for key, entry in value.items())]
    return "\n".join(lines) + "\n"


def _key(name: str) -> str:
    return name if name.replace("_", "").replace("-", "").isalnum() else json.dumps(name)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(key)} = {_value(entry)}" for key, entry in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(entry) for entry in value) + "]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str | bool) else repr(value)
