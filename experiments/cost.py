"""What a sweep will cost, before it starts: runs, bytes, and whether the disk has room."""

import math
import shutil
from dataclasses import dataclass
from pathlib import Path

from stackcraft.model.problems import BadInput, Problem

from . import sampling
from .design import Design
from .shards import FIXED

BYTES_A_NUMBER = 8.5
"""Bytes of a number in a shard: random digits don't shrink, the columns that count up do."""

BYTES_A_SHARD = 4000
BYTES_A_COLUMN = 220
"""A column's part in a shard's footer."""


@dataclass(frozen=True)
class Cost:
    """What a sweep will cost.

    Attributes:
        runs: Number of runs.
        shards: Number of files.
        bytes: Size of the results, about.
    """

    runs: int
    shards: int
    bytes: int


def estimate(design: Design, points: int | None = None) -> Cost:
    """Return the cost of a design in full, by formula.

    Args:
        design: The design in full.
        points: Cases of a table; for other methods the formula knows.
    """
    if points is None:
        points = sampling.count(design) * math.prod(len(options) for options in design.levers.values())
    runs = points * design.replicates
    shards = -(-runs // design.shard_runs)
    columns = len(FIXED) + len(design.levers) + len(design.uncertainties) + len(design.outcomes) + 1
    numbers = len(design.uncertainties) + len(design.outcomes) + 1
    size = runs * numbers * BYTES_A_NUMBER + shards * (BYTES_A_SHARD + columns * BYTES_A_COLUMN)
    return Cost(runs, shards, int(size))


def check_room(cost: Cost, folder: Path) -> None:
    """Refuse a sweep that the disk has no room for.

    Raises:
        BadInput: There is too little room where the folder is, or will be.
    """
    place = folder.absolute()
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    if cost.bytes * 1.1 > free:
        what = f"{cost.runs:,} runs need about {size_text(cost.bytes)}, and {size_text(free)} are free"
        todo = "Keep fewer outcomes, take fewer samples, or choose another disk"
        raise BadInput([Problem(f"--out {folder}", what, "", todo)])


def size_text(size: float) -> str:
    """Return a number of bytes for people."""
    for unit in ("bytes", "kB", "MB", "GB", "TB"):
        if size < 1000 or unit == "TB":
            return f"{size:,.0f} {unit}" if unit == "bytes" or size >= 100 else f"{size:.1f} {unit}"
        size /= 1000
    return ""


def time_text(seconds: float) -> str:
    """Return a length of time for people."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"
