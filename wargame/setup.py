"""What a game is made of before anybody joins: scenario, seed, seats, times."""

import functools
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from stackcraft.agents.cast import prepare
from stackcraft.model.dates import month_index
from stackcraft.model.plan import Plan
from stackcraft.model.problems import BadInput, Problem, raise_if_any
from stackcraft.model.scenario import load_scenario

from .catalogue import card_of, opening_seats


class Setup(BaseModel):
    """A game's fixed facts; the first entry of its log.

    Attributes:
        scenario: Shipped scenario with an opening for people (`opens`).
        seed: Seed of the noise tape.
        title: Name for people.
        seats: Seats that teams may take; those of the opening if empty.
        moves: Number of moves, as many as the scenario has room for if 0.
        months_a_move: Months of a move.
        move_seconds: Time for a move [s].
        auto_advance: Whether the game goes on by itself when time is over or all are ready.
        self_seating: Whether people choose their seat in the lobby.
        guests: Nicknames that are let in; everyone with the code if empty.
        keep_days: Days after which the game's file is deleted.
        binding_moves: Moves for which a struck deal binds those who promised.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    scenario: str = Field(default="classroom", max_length=200)
    seed: int = Field(default=1, ge=0, le=2**63 - 1, strict=True)
    title: str = Field(default="", max_length=80)
    seats: tuple[str, ...] = Field(default=(), max_length=30)
    moves: int = Field(default=0, ge=0, le=40)
    months_a_move: int = Field(default=3, ge=1, le=6)
    move_seconds: int = Field(default=360, ge=10, le=7 * 86_400)
    auto_advance: bool = False
    self_seating: bool = True
    guests: tuple[str, ...] = Field(default=(), max_length=500)
    keep_days: int = Field(default=30, ge=1, le=3650)
    binding_moves: int = Field(default=2, ge=0, le=40)


def checked(setup: Setup) -> Setup:
    """Return a setup with its seats and moves filled in.

    Raises:
        BadInput: If scenario or seats don't fit together; all faults at once.
    """
    seats = setup.seats or opening_seats()
    problems: list[Problem] = []
    room = moves_in(setup.scenario, setup.months_a_move)
    if setup.moves > room:
        what = f"{setup.moves} moves of {setup.months_a_move} months"
        problems.append(Problem("moves", f"{what} don't fit", f"the scenario has room for {room}", "Choose fewer"))
    held: dict[str, str] = {}
    for seat_id in seats:
        try:
            card = card_of(seat_id)
        except BadInput as bad:
            problems += bad.problems
            continue
        for member in card.members:
            if member in held:
                twice = f"{member} would be played twice"
                problems.append(Problem(f"seat {seat_id!r}", twice, f"{held[member]} plays it", "Leave one out"))
            held[member] = seat_id
    raise_if_any(problems)
    return setup.model_copy(update={"seats": seats, "moves": setup.moves or room})


def read_setup(fields: dict[str, Any]) -> Setup:
    """Return a setup from its fields.

    Raises:
        BadInput: If a field is unknown or out of range.
    """
    try:
        return checked(Setup(**fields))
    except ValidationError as error:
        raise BadInput([
            Problem(f"game, {'.'.join(str(part) for part in fault['loc'])}", fault["msg"], "", "Mend the value")
            for fault in error.errors()
        ]) from error  # fmt: skip


@functools.lru_cache(maxsize=8)
def base_plan(scenario: str) -> Plan:
    """Return a scenario's plan, read once a process.

    Raises:
        BadInput: If the scenario is unknown or faulty.
    """
    return prepare(load_scenario(scenario))


def opening_month(scenario: str) -> int:
    """Return the month in which people begin to play, January 2022 = 0.

    Raises:
        BadInput: If the scenario has none.
    """
    opens = base_plan(scenario).scenario.opens
    if not opens:
        todo = 'Choose one that has `opens`, such as "classroom"'
        raise BadInput([Problem(f"scenario {scenario!r}", "has no month in which people begin to play", "", todo)])
    return month_index(opens)


def moves_in(scenario: str, months_a_move: int) -> int:
    """Return how many whole moves a scenario has room for."""
    plan = base_plan(scenario)
    return (plan.start + plan.scenario.months - opening_month(scenario)) // months_a_move
