"""A scenario: a rulebook plus changes, who sits where, and what the world is like; frozen, unknown keys refused."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from .dates import month_index, month_name
from .orders import Order
from .places import configs_dir
from .problems import BadInput, Problem, nearest_names
from .toml_file import read_toml

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
"""A finite number; true and false are none."""

LATEST_OPENING = 12 * 20 - 1
"""Last month in which a run may open, counted from January 2022."""


class Administration(BaseModel):
    """A change of who decides for a seat.

    Attributes:
        seat: The seat.
        date: Month from which the strategy decides, "YYYY-MM".
        strategy: Name of the strategy.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    seat: str
    date: str
    strategy: str

    _check = field_validator("date")(lambda text: _month(text))


class Surprise(BaseModel):
    """A shock that no seat decides: an inject, a breakthrough, a court's ruling on the world.

    Attributes:
        date: Month, "YYYY-MM".
        shock: What it moves (calendar.SHOCKS): salience, hazard, yield, demand, power, trust, memory.
        target: Country, foundry for yield, or maker for memory; empty for the world.
        value: By how much, in the unit of what it moves.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    date: str
    shock: str
    target: str = ""
    value: float = Field(allow_inf_nan=False)

    _check = field_validator("date")(lambda text: _month(text))


class Scenario(BaseModel):
    """What a run starts from and what is done to it.

    Attributes:
        name: Short name.
        title: Name for people.
        asks: A paragraph: what the scenario asks.
        base: Scenario it changes; its fields hold where this one says nothing.
        start: First month, "YYYY-MM".
        months: Length in months.
        opens: Month from which people play, for wargames; empty otherwise.
        cadence: Months between decisions of a seat.
        script_until: Last month in which history's acts are given; empty for none after the opening.
        buyers: Number of buyers, 42 to 10,000.
        strategies: Strategy by seat, once history's script is over.
        administrations: Changes of who decides.
        shocks: Whether history's exogenous shocks happen.
        surprises: Shocks added.
        drop: Events of history left out, by event_id.
        move: Events moved, to a month or day.
        resize: Events resized, by a factor on their value.
        orders: Orders added.
        parameters: Parameter values that differ from the defaults.
        data: Folder of tables laid over the shipped ones.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str = ""
    asks: str = ""
    base: str = ""
    start: str = "2022-01"
    months: int = Field(default=108, ge=1, le=360)
    opens: str = ""
    cadence: int = Field(default=1, ge=1, le=12)
    script_until: str = "2026-06"
    buyers: int = Field(default=120, ge=1, le=10_000)
    strategies: dict[str, str] = {}
    administrations: tuple[Administration, ...] = ()
    shocks: bool = True
    surprises: tuple[Surprise, ...] = ()
    drop: tuple[str, ...] = ()
    move: dict[str, str] = {}
    resize: dict[str, Number] = {}
    orders: tuple[Order, ...] = ()
    parameters: dict[str, Number] = {}
    data: str = ""

    _check = field_validator("script_until", "opens")(lambda text: _month(text) if text else text)
    _check_start = field_validator("start")(lambda text: _opening(text))


def _month(text: str) -> str:
    month_index(text)
    return text


def _opening(text: str) -> str:
    """Return a first month; the record's law stands from January 2022, so nothing opens before it."""
    if not 0 <= month_index(text) <= LATEST_OPENING:
        raise ValueError(f"a run opens between {month_name(0)} and {month_name(LATEST_OPENING)}")
    return text


def scenarios_dir() -> Path:
    """Return the folder of shipped scenarios."""
    return configs_dir() / "scenarios"


def scenario_names() -> tuple[str, ...]:
    """Return the names of the shipped scenarios."""
    return tuple(sorted(path.stem for path in scenarios_dir().glob("*.toml")))


def load_scenario(name: str | Path, changes: Mapping[str, Any] | None = None) -> Scenario:
    """Return a scenario with its base and changes merged in.

    Args:
        name: Name of a shipped scenario, or path of a TOML file.
        changes: Fields laid over the file's, as from the command line; tables are merged, the rest replaced.

    Returns:
        The scenario.

    Raises:
        BadInput: If the file is missing or not TOML, a key is unknown, or a value is out of range; all found at once.
    """
    fields = _merged(name, ())
    for field, value in (changes or {}).items():
        _lay(fields, field, value)
    return _validated(fields, str(name))


def lay_over(scenario: Scenario, changes: Mapping[str, Any]) -> Scenario:
    """Return a scenario with changes laid over its fields, as `load_scenario` lays them over a file's.

    Raises:
        BadInput: If a key is unknown or a value is out of range.
    """
    fields = scenario.model_dump(exclude_unset=True)
    for field, value in changes.items():
        _lay(fields, field, value)
    return _validated(fields, f"scenario {scenario.name!r}")


def _merged(name: str | Path, seen: tuple[str, ...]) -> dict[str, Any]:
    """Return the fields of a scenario over those of its base."""
    path = Path(name)
    if path.suffix != ".toml":
        if str(name) not in scenario_names():
            raise BadInput([
                Problem(f"scenario {str(name)!r}", "no scenario of this name", "it must be shipped or be a .toml file",
                        "`stackcraft scenarios` lists them", nearest_names(str(name), scenario_names()))
            ])  # fmt: skip
        path = scenarios_dir() / f"{name}.toml"
    if str(path) in seen:
        raise BadInput([Problem(str(path), "scenarios are based on one another in a circle", "", "Name another base")])
    own = read_toml(path)
    own.setdefault("name", path.stem)
    base = own.get("base")
    if not base:
        return own
    if not isinstance(base, str):
        raise BadInput([Problem(f"{path}, base", f"{base!r} is no name", "", "Name a scenario")])
    fields = _merged(base, (*seen, str(path)))
    for field, value in own.items():
        _lay(fields, field, value)
    return fields


def _lay(fields: dict[str, Any], field: str, value: Any) -> None:
    """Lay one field over others: tables and lists of orders or events add up, the rest is replaced."""
    old = fields.get(field)
    if isinstance(old, dict) and isinstance(value, Mapping):
        fields[field] = {**old, **value}
    elif (
        field in ("orders", "drop", "administrations", "surprises")
        and isinstance(old, list | tuple)
        and isinstance(value, list | tuple)
    ):
        fields[field] = [*old, *value]
    else:
        fields[field] = value


def _validated(fields: dict[str, Any], where: str) -> Scenario:
    """Return the scenario, or raise everything that is wrong with it at once."""
    try:
        return Scenario(**fields)
    except (ValidationError, TypeError) as error:
        if isinstance(error, TypeError):
            raise BadInput([Problem(where, "keys must be names", str(error), "Write key = value")]) from error
        raise BadInput([_problem(where, entry) for entry in error.errors()]) from error


def _problem(where: str, entry: Any) -> Problem:
    """Return what pydantic found as one of our messages."""
    place = f"{where}, {'.'.join(str(part) for part in entry['loc'])}"
    if entry["type"] == "extra_forbidden":
        known = tuple(Order.model_fields) if entry["loc"][0] == "orders" else tuple(Scenario.model_fields)
        if entry["loc"][0] == "administrations":
            known = tuple(Administration.model_fields)
        if entry["loc"][0] == "surprises":
            known = tuple(Surprise.model_fields)
        name = str(entry["loc"][-1])
        return Problem(
            place, f"unknown key {name!r}", "", "See `docs/scenarios.md` for the keys", nearest_names(name, known)
        )
    given = repr(entry.get("input"))
    return Problem(place, f"{entry['msg']}", f"given: {given[:80]}", "Mend the value")
