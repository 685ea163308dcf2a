"""The source tree as tests of packaging see it."""

import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def pyproject() -> dict[str, Any]:
    """Return the project's metadata and settings."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def rooms() -> dict[str, Path]:
    """Return the import name and folder of each room; only folders with code or data of ours count."""
    names = ("agents", "configs", "experiments", "model", "viz", "wargame")
    found = {f"stackcraft.{name}": ROOT / name for name in names if any((ROOT / name).glob("*"))}
    return {"stackcraft": ROOT / "front", **found}


def packages() -> dict[str, Path]:
    """Return the import name and folder of every package in the tree, rooms and their subpackages."""
    found = {}
    for name, folder in rooms().items():
        found[name] = folder
        for init in folder.rglob("*/__init__.py"):
            found[".".join([name, *init.parent.relative_to(folder).parts])] = init.parent
    return found
