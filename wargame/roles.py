"""Roles: what a team holds, wants and must not let happen, as data; read from `configs/wargame/roles.toml`."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from stackcraft.model.declarations import BY_KIND
from stackcraft.model.places import configs_dir
from stackcraft.model.problems import BadInput, Problem, nearest_names, raise_if_any
from stackcraft.model.tables import Tables, load_tables
from stackcraft.model.toml_file import read_toml

from .acts import OrderIn
from .catalogue import card_of, catalogue
from .measures import Measure, faults
from .moves import may_give
from .topics import TOPICS

POINTS = 100
"""What the weights of a role's parts add up to."""


class Part(BaseModel):
    """One part of a score.

    Attributes:
        part: Short id, unique within its role.
        text: What is counted, for people.
        weight: Points of 100.
        sense: "more" where more of it is better, "less" where less is.
        published: Whether its weight is told before play; the rest is told at the hot wash.
        measure: What is read from a run.
        relative: Whether the yardstick is a share of the bot's value.
        yardstick: How much better than the bot earns full marks, in the measure's unit or as a share.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    part: str = Field(pattern=r"^[a-z_]+$")
    text: str = Field(min_length=1)
    weight: int = Field(ge=1, le=POINTS)
    sense: Literal["more", "less"] = "more"
    published: bool = True
    measure: Measure
    relative: bool = False
    yardstick: float = Field(gt=0.0, allow_inf_nan=False)


class RedLine(BaseModel):
    """What ends a seat's claim to success.

    Attributes:
        text: The line, for people.
        measure: What is watched, move by move.
        above: Crossed where the measure exceeds this.
        below: Crossed where it falls below this.
        moves: Moves in a row for which it must hold.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = Field(min_length=1)
    measure: Measure
    above: float | None = Field(default=None, allow_inf_nan=False)
    below: float | None = Field(default=None, allow_inf_nan=False)
    moves: int = Field(default=1, ge=1, le=8)


class Lever(BaseModel):
    """One of the order forms that matter most to a seat, and why.

    Attributes:
        form: Instrument, or kind of order without one.
        why: One sentence.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    form: str
    why: str = Field(min_length=1)


class Role(BaseModel):
    """What a team is told, what it may do, and what its score is made of.

    Attributes:
        seat_id: The seat.
        title: Name for people.
        team: Who sits there, in a clause.
        side: us, cn, ally, hub or hedger.
        kind: "government" or "firm".
        together: Whether an order that names no member is usually meant for each of them.
        brief: The situation it wakes up in.
        goals: What it wants, in a sentence.
        powers: What it can do, in words.
        hint: One piece of advice.
        desks: How a large team may divide its work.
        levers: The five order forms that matter most to it, first things first.
        intelligence: Topics on which it has estimates of its own (`topics.py`).
        score: Parts of its score; weights add up to 100.
        fails: Its red lines.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    seat_id: str
    title: str = Field(min_length=1)
    team: str = Field(min_length=1)
    side: Literal["us", "cn", "ally", "hub", "hedger"]
    kind: Literal["government", "firm"]
    together: bool = False
    brief: str = Field(min_length=1)
    goals: str = Field(min_length=1)
    powers: str = Field(min_length=1)
    hint: str = Field(min_length=1)
    desks: tuple[str, ...] = ()
    levers: tuple[Lever, ...] = ()
    intelligence: tuple[str, ...] = ()
    score: tuple[Part, ...]
    fails: tuple[RedLine, ...] = ()

    @property
    def members(self) -> tuple[str, ...]:
        """Seats of the model that it plays."""
        return card_of(self.seat_id).members

    @property
    def most_orders(self) -> int:
        """Orders it may give in a move."""
        return card_of(self.seat_id).most_orders


class Cast(BaseModel):
    """A set of seats that makes a class.

    Attributes:
        cast_id: Its id.
        title: Name for people.
        text: For whom it is.
        seats: Seats that people may play.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    cast_id: str
    title: str = Field(min_length=1)
    text: str = Field(min_length=1)
    seats: tuple[str, ...] = Field(min_length=1)


@lru_cache(maxsize=1)
def roles() -> Mapping[str, Role]:
    """Return the shipped roles by seat id, in the order of the file.

    Raises:
        BadInput: Everything that is wrong with the file.
    """
    return read_roles(configs_dir() / "wargame" / "roles.toml", load_tables())


@lru_cache(maxsize=1)
def casts() -> Mapping[str, Cast]:
    """Return the shipped casts by id.

    Raises:
        BadInput: Everything that is wrong with the file.
    """
    return read_casts(configs_dir() / "wargame" / "casts.toml", roles())


def role(seat_id: str) -> Role:
    """Return a role.

    Raises:
        BadInput: There is no such seat.
    """
    known = roles()
    if seat_id not in known:
        near = nearest_names(seat_id, known)
        raise BadInput(
            [Problem(f"seat {seat_id!r}", "no role of this name", "", "See configs/wargame/roles.toml", near)]
        )
    return known[seat_id]


def read_roles(path: Path, tables: Tables) -> dict[str, Role]:
    """Return the roles of a file.

    Args:
        path: A TOML file.
        tables: The data its names refer to.

    Raises:
        BadInput: Everything that is wrong, all at once.
    """
    problems: list[Problem] = []
    found: dict[str, Role] = {}
    for seat_id, entry in _entries(path):
        try:
            found[seat_id] = Role(seat_id=seat_id, **entry)
        except (ValidationError, TypeError) as error:
            problems += list(_told(f"{path.name}, {seat_id}", error, Role))
    raise_if_any(problems)
    for one in found.values():
        problems += _checked(one, tables, f"{path.name}, {one.seat_id}")
    raise_if_any(problems)
    return found


def read_casts(path: Path, known: Mapping[str, Role]) -> dict[str, Cast]:
    """Return the casts of a file.

    Raises:
        BadInput: Unknown keys and seats, all at once.
    """
    problems: list[Problem] = []
    found: dict[str, Cast] = {}
    for cast_id, entry in _entries(path):
        where = f"{path.name}, {cast_id}"
        try:
            cast = found[cast_id] = Cast(cast_id=cast_id, **entry)
        except (ValidationError, TypeError) as error:
            problems += list(_told(where, error, Cast))
            continue
        problems += [
            Problem(where, f"no role {seat!r}", "a cast is made of roles", "", nearest_names(seat, known))
            for seat in cast.seats
            if seat not in known
        ]
    raise_if_any(problems)
    return found


def _entries(path: Path) -> list[tuple[str, dict[str, Any]]]:
    given = read_toml(path)
    return [(name, entry if isinstance(entry, dict) else {"entry": entry}) for name, entry in given.items()]


def _told(where: str, error: Exception, model: type[BaseModel]) -> Iterator[Problem]:
    """Yield what pydantic found as messages of ours."""
    if not isinstance(error, ValidationError):
        yield Problem(where, "keys must be names", str(error), "Write key = value")
        return
    for entry in error.errors():
        place = f"{where}, {'.'.join(str(part) for part in entry['loc'])}"
        if entry["type"] == "extra_forbidden":
            name = str(entry["loc"][-1])
            known = model.model_fields if len(entry["loc"]) == 1 else {**Part.model_fields, **Measure.model_fields}
            yield Problem(place, f"unknown key {name!r}", "", "Leave it out", nearest_names(name, known))
        else:
            yield Problem(place, entry["msg"], f"given: {entry.get('input')!r:.80}", "Mend the value")


def _checked(one: Role, tables: Tables, where: str) -> list[Problem]:
    """Return what of a role doesn't fit the data."""
    problems: list[Problem] = []

    def named(what: str, names: Sequence[str], known: Sequence[str]) -> None:
        for name in names:
            if name not in known:
                problems.append(Problem(where, f"unknown {what} {name!r}", "", "", nearest_names(name, known)))

    named("topic of intelligence", one.intelligence, tuple(TOPICS))
    if one.seat_id not in catalogue():
        near = nearest_names(one.seat_id, catalogue())
        problems.append(
            Problem(where, "no such seat", "a role is a seat's", "Seats stand in configs/wargame/seats.toml", near)
        )
    named("form", [lever.form for lever in one.levers], _forms(one, tables))
    total = sum(part.weight for part in one.score)
    if total != POINTS:
        problems.append(
            Problem(where, f"weights add up to {total}", "a score is out of 100", "Make the weights add up to 100")
        )
    parts = [part.part for part in one.score]
    if len(set(parts)) < len(parts):
        problems.append(Problem(where, "two parts of the score share an id", "", "Rename one"))
    if not any(part.published for part in one.score):
        problems.append(
            Problem(where, "no part of the score is published", "a team must know something", "Publish one")
        )
    for part in one.score:
        problems += faults(part.measure, tables, f"{where}, {part.part}")
    for line in one.fails:
        problems += faults(line.measure, tables, f"{where}, fails")
        if (line.above is None) == (line.below is None):
            problems.append(Problem(f"{where}, fails", "one of above and below is needed", "", "Give exactly one"))
    return problems


def _forms(one: Role, tables: Tables) -> tuple[str, ...]:
    """Return the order forms that a seat has: instruments it may set, kinds without instrument it may give."""
    members = card_of(one.seat_id).members if one.seat_id in catalogue() else ()
    probes = [OrderIn(kind="set_rule", instrument=name) for name in tables.instruments.ids]
    probes += [OrderIn(kind=kind) for kind in BY_KIND if BY_KIND[kind].target != "instrument"]
    return tuple(
        probe.instrument or probe.kind for probe in probes if any(may_give(member, probe, tables) for member in members)
    )


__all__ = ["Cast", "Lever", "Part", "RedLine", "Role", "casts", "read_casts", "read_roles", "role", "roles"]
