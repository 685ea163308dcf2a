"""Filling record arrays from tables."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from .codes import STACKS
from .noise import key


def fill(rows: Any, table: Any, pairs: Mapping[str, str]) -> None:
    """Copy columns of a table into fields of a record array."""
    for name, column in pairs.items():
        rows[name] = table[column]


def keys(ids: tuple[str, ...]) -> np.ndarray:
    """Return the owner keys of some ids."""
    return np.array([key(name) for name in ids], np.uint64)


def stacks(names: Any) -> list[int]:
    """Return the rows of the stacks named."""
    return [STACKS.index(name) for name in names]
