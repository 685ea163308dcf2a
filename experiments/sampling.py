"""Points in the space of the uncertainties, by SALib's samplers; their number is known before any is drawn."""

import math
from pathlib import Path
from typing import Any

import numpy as np

from stackcraft.model.problems import BadInput, Problem

from .design import Design

FAST_HARMONICS = 4
"""Harmonics M that eFAST sums over; a curve needs more than 4 M² points."""


def count(design: Design) -> int:
    """Return the number of points of a design, by formula; levers and replicates multiply it.

    Args:
        design: A design whose uncertainties are in full; not one that is a table.
    """
    k, sampling = len(design.uncertainties), design.sampling
    match sampling.method:
        case "none":
            return 1
        case "factorial":
            return math.prod(len(u.values) or sampling.levels for u in design.uncertainties.values())
        case "sobol":
            return sampling.samples * ((2 if sampling.second_order else 1) * k + 2)
        case "morris":
            return sampling.samples * (k + 1)
        case "fast":
            return sampling.samples * k
        case _:
            return sampling.samples


def problem_of(design: Design) -> dict[str, Any]:
    """Return the design's space as SALib describes one; bounds on a logarithmic scale are logarithms."""
    bounds = []
    for uncertainty in design.uncertainties.values():
        assert uncertainty.low is not None
        assert uncertainty.high is not None
        ends = (uncertainty.low, uncertainty.high)
        bounds.append([math.log(end) if uncertainty.scale == "log" else end for end in ends])
    return {"num_vars": len(bounds), "names": list(design.uncertainties), "bounds": bounds}


def sample(design: Design) -> np.ndarray:
    """Return the points of a design, shape (points, uncertainties), in the units of the parameters.

    Args:
        design: A design whose uncertainties are in full; not one that is a table.

    Raises:
        BadInput: SALib is not installed.
    """
    names = list(design.uncertainties)
    if design.sampling.method == "none" or not names:
        return np.zeros((1, 0))
    if design.sampling.method == "factorial":
        return _factorial(design)
    points = np.array(_drawn(design), float)
    for n, uncertainty in enumerate(design.uncertainties.values()):
        if uncertainty.scale == "log":
            points[:, n] = np.exp(points[:, n])
        # A logarithm and back, or a grid's arithmetic, may leave the range by a rounding error.
        points[:, n] = np.clip(points[:, n], uncertainty.low, uncertainty.high)
    return points


def _factorial(design: Design) -> np.ndarray:
    axes = []
    for uncertainty in design.uncertainties.values():
        low, high = uncertainty.low, uncertainty.high
        assert low is not None
        assert high is not None
        spread = np.geomspace if uncertainty.scale == "log" else np.linspace
        axes.append(np.array(uncertainty.values) if uncertainty.values else spread(low, high, design.sampling.levels))
    grid = np.meshgrid(*axes, indexing="ij")
    return np.stack([axis.ravel() for axis in grid], axis=1)


def _drawn(design: Design) -> Any:
    """Return what SALib's sampler draws."""
    sampling, space = design.sampling, problem_of(design)
    samplers = _samplers()
    match sampling.method:
        case "sobol":
            return samplers["sobol"].sample(
                space, sampling.samples, calc_second_order=sampling.second_order, seed=sampling.seed
            )
        case "morris":
            return samplers["morris"].sample(space, sampling.samples, num_levels=sampling.levels, seed=sampling.seed)
        case "fast":
            return samplers["fast"].sample(space, sampling.samples, M=FAST_HARMONICS, seed=sampling.seed)
        case _:
            return samplers["lhs"].sample(space, sampling.samples, seed=sampling.seed)


def _samplers() -> dict[str, Any]:
    """Return SALib's sampling modules by our names."""
    try:
        from SALib.sample import fast_sampler, latin, morris, sobol  # slow to import, and an extra
    except ImportError as error:
        todo = "Install stackcraft[analysis]"
        raise BadInput([Problem("sampling", "SALib is not installed", str(error), todo)]) from error
    return {"sobol": sobol, "morris": morris, "fast": fast_sampler, "lhs": latin}


def read_table(path: Path) -> dict[str, list[Any]]:
    """Return the columns of a table of cases, CSV or Parquet.

    Raises:
        BadInput: The file can't be read as a table, or has no rows.
    """
    import pyarrow as pa
    import pyarrow.csv
    import pyarrow.parquet

    try:
        if path.suffix == ".parquet":
            table = pyarrow.parquet.read_table(path)
        else:
            table = pyarrow.csv.read_csv(path)
    except (OSError, pa.ArrowException) as error:
        todo = "Give a CSV or Parquet file with a column for each uncertainty and lever"
        raise BadInput([Problem(f"sampling.file, {path}", "can't be read", str(error), todo)]) from error
    if not table.num_rows:
        raise BadInput([Problem(f"sampling.file, {path}", "has no rows", "", "Give a row for each case")])
    columns: dict[str, list[Any]] = table.to_pydict()
    return columns
