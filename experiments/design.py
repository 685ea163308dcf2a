"""A design: which cases are run and what is kept of each; frozen, unknown keys refused, read from TOML."""

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from stackcraft.model.places import configs_dir
from stackcraft.model.problems import BadInput, Problem, nearest_names
from stackcraft.model.toml_file import read_toml

METHODS = ("none", "factorial", "lhs", "sobol", "morris", "fast", "table")

MOST = 10**12
"""More of anything than a design could ask for in earnest; keeps arithmetic on sizes exact."""


class Uncertainty(BaseModel):
    """A number that nobody chooses.

    Attributes:
        low: Lower end; that of the parameter's declaration if not given.
        high: Upper end; that of the declaration if not given.
        scale: Whether points spread evenly over the value or over its logarithm.
        values: Values of a factorial design; `sampling.levels` of them between the ends if not given.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    low: float | None = Field(default=None, allow_inf_nan=False)
    high: float | None = Field(default=None, allow_inf_nan=False)
    scale: Literal["linear", "log"] = "linear"
    values: tuple[float, ...] = ()


class Sampling(BaseModel):
    """How points are laid in the space of the uncertainties.

    Attributes:
        method: none (declared values only), factorial, lhs (Latin hypercube), sobol (Saltelli's scheme), morris
            (trajectories), fast (eFAST) or table (a file with a row for each case).
        samples: Points of a Latin hypercube, base samples N of Sobol, trajectories of Morris, points a curve of FAST.
        seed: Seed of the sampler; has nothing to do with the seeds of the runs.
        second_order: Whether Sobol's scheme includes what second-order indices need.
        levels: Levels of Morris' grid, or of a factorial design without values.
        file: File of a table, CSV or Parquet, beside the design.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    method: Literal["none", "factorial", "lhs", "sobol", "morris", "fast", "table"] = "none"
    samples: int = Field(default=1, ge=1, le=MOST)
    seed: int = Field(default=1, ge=0, le=2**32 - 1)
    second_order: bool = True
    levels: int = Field(default=4, ge=2, le=1000)
    file: str = ""


class Design(BaseModel):
    """What a sweep runs.

    Attributes:
        name: Short name; the file's if not given.
        title: Name for people.
        asks: What the design asks, in a sentence or two.
        scenario: Scenario of all cases, a shipped name or a file; a lever may choose another.
        changes: Changes laid over the scenario of all cases, as `months` or a table `parameters`.
        sampling: How the uncertainties are sampled.
        all_uncertain: Whether every parameter declared as uncertain is sampled over its declared range.
        uncertainties: Numbers sampled, by parameter id.
        levers: What somebody could choose: by lever, options by name; an option holds changes of the scenario, and
            `scenario` for another one. Every option is combined with every option of the other levers.
        outcomes: What is kept, as indicator.entity@when; `when` is a month, or yearly, last, mean, least, most or sum.
        payoffs: For games: what the seat of a lever wants, as weights on outcomes, by lever.
        replicates: Runs of a case, each under a seed of its own.
        seed: Seed of the first replicate; the others count up. All cases share them (common random numbers).
        shard_runs: Runs in a file of results: what a crash can cost.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = ""
    title: str = ""
    asks: str = ""
    scenario: str = "history"
    changes: dict[str, Any] = {}
    sampling: Sampling = Sampling()
    all_uncertain: bool = False
    uncertainties: dict[str, Uncertainty] = {}
    levers: dict[str, dict[str, dict[str, Any]]] = {}
    outcomes: tuple[str, ...] = Field(min_length=1)
    payoffs: dict[str, dict[str, float]] = {}
    replicates: int = Field(default=1, ge=1, le=MOST)
    seed: int = Field(default=1, ge=0, le=2**62)
    shard_runs: int = Field(default=256, ge=1, le=100_000)


def designs_dir() -> Path:
    """Return the folder of shipped designs."""
    return configs_dir() / "designs"


def design_names() -> tuple[str, ...]:
    """Return the names of the shipped designs."""
    return tuple(sorted(path.stem for path in designs_dir().glob("*.toml")))


def design_path(name: str | Path) -> Path:
    """Return the file of a design.

    Args:
        name: Name of a shipped design, path of a TOML file, or a folder of results, which holds its design.

    Raises:
        BadInput: There is no such design.
    """
    path = Path(name)
    if path.is_dir() and (path / "design.toml").is_file():
        return path / "design.toml"
    if path.suffix == ".toml":
        return path
    if str(name) not in design_names():
        why = "it must be shipped, or a .toml file, or a folder of results"
        todo = f"Shipped are {', '.join(design_names())}"
        near = nearest_names(str(name), design_names())
        raise BadInput([Problem(f"design {str(name)!r}", "no design of this name", why, todo, near)])
    return designs_dir() / f"{name}.toml"


def load_design(name: str | Path) -> Design:
    """Return a design as it is written, unchecked against the data (`checks.check_design` does that).

    Args:
        name: Name of a shipped design, path of a TOML file, or a folder of results.

    Raises:
        BadInput: The file is missing or not TOML, or keys or values are wrong; all found at once.
    """
    path = design_path(name)
    fields = read_toml(path)
    fields.setdefault("name", path.stem)
    table = fields.get("sampling")
    if isinstance(table, dict) and isinstance(table.get("file"), str) and table["file"]:
        table["file"] = str(path.parent / table["file"])
    try:
        return Design(**fields)
    except ValidationError as error:
        raise BadInput([_problem(path, entry) for entry in error.errors()]) from error


def _problem(path: Path, entry: Any) -> Problem:
    """Return what pydantic found as one of our messages."""
    loc = [str(part) for part in entry["loc"]]
    place = f"{path}, {'.'.join(loc)}"
    if entry["type"] == "extra_forbidden":
        kinds: dict[str, type[BaseModel]] = {"sampling": Sampling, "uncertainties": Uncertainty}
        known = tuple(kinds.get(loc[0], Design).model_fields if len(loc) > 1 else Design.model_fields)
        todo = f"Known are {', '.join(known)}"
        return Problem(place, f"unknown key {loc[-1]!r}", "", todo, nearest_names(loc[-1], known))
    if entry["type"] == "missing":
        return Problem(place, "is missing", "", "Add it")
    near = nearest_names(str(entry.get("input")), METHODS) if loc[-1] == "method" else ()
    return Problem(place, str(entry["msg"]), f"given: {entry.get('input')!r:.80}", "Mend the value", near)
