"""What a session has changed in a scenario: one frozen value that runs, links, undo and reasons all start from."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from stackcraft.model.orders import Order

SCENARIO = "history"
SEED = 1
STEPS_KEPT = 100


@dataclass(frozen=True)
class Decree:
    """An instrument that a seat sets from a month on.

    Attributes:
        value: What it sets, in the instrument's unit.
        month: Month given and first month in force, "YYYY-MM".
    """

    value: float
    month: str


@dataclass(frozen=True)
class Office:
    """Who decides for a seat: a strategy from a month on, or throughout where the month is empty."""

    strategy: str
    month: str = ""


@dataclass(frozen=True)
class Changes:
    """A scenario, a seed, and everything laid over it.

    Attributes:
        scenario: Name of a shipped scenario.
        seed: Seed of the noise tape.
        parameters: Assumptions changed, by parameter id.
        decrees: Instruments set, by "seat.instrument.target" or "seat.instrument.target.class".
        offices: Strategies put into seats.
        drop: Events of the record left out, by event id.
        move: Events moved, to a month or day.
        resize: Events resized, by a factor on their value.
        data: Folder of tables laid over the shipped ones; belongs to the server, so no link carries it.
    """

    scenario: str = SCENARIO
    seed: int = SEED
    parameters: Mapping[str, float] = field(default_factory=dict)
    decrees: Mapping[str, Decree] = field(default_factory=dict)
    offices: Mapping[str, Office] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    move: Mapping[str, str] = field(default_factory=dict)
    resize: Mapping[str, float] = field(default_factory=dict)
    data: str = ""

    def __hash__(self) -> int:
        """Return a hash of all of it, so that a value can key a cache."""
        return hash(self.key)

    @cached_property
    def key(self) -> tuple[Any, ...]:
        """Return the value as nested tuples, the same for equal changes."""
        maps = (self.parameters, self.decrees, self.offices, self.move, self.resize)
        return (self.scenario, self.seed, *(tuple(sorted(m.items(), key=_name)) for m in maps), self.drop, self.data)

    @property
    def bare(self) -> "Changes":
        """Return the baseline: the scenario unchanged."""
        return Changes(self.scenario, self.seed, data=self.data)

    @property
    def parts(self) -> tuple["Part", ...]:
        """Return every single change, in a fixed order."""
        found = [Part("parameters", name) for name in self.parameters]
        found += [Part("decrees", name) for name in self.decrees]
        found += [Part("offices", name) for name in self.offices]
        events = sorted({*self.drop, *self.move, *self.resize})
        return (*found, *(Part("events", name) for name in events))

    def only(self, parts: Collection["Part"]) -> "Changes":
        """Return these changes without those that aren't among `parts`."""

        def kept(kind: str, content: Mapping[str, Any]) -> dict[str, Any]:
            return {name: value for name, value in content.items() if Part(kind, name) in parts}

        return replace(
            self,
            parameters=kept("parameters", self.parameters),
            decrees=kept("decrees", self.decrees),
            offices=kept("offices", self.offices),
            drop=tuple(name for name in self.drop if Part("events", name) in parts),
            move=kept("events", self.move),
            resize=kept("events", self.resize),
        )

    def without(self, part: "Part") -> "Changes":
        """Return these changes less one."""
        return self.only([p for p in self.parts if p != part])

    def with_parameter(self, name: str, value: float | None) -> "Changes":
        """Return these changes with a parameter set, or as declared where the value is None."""
        return replace(self, parameters=_laid(self.parameters, name, value))

    def with_decree(self, name: str, decree: Decree | None) -> "Changes":
        """Return these changes with an instrument set, or left alone where the decree is None."""
        return replace(self, decrees=_laid(self.decrees, name, decree))

    def with_office(self, seat: str, office: Office | None) -> "Changes":
        """Return these changes with a strategy put into a seat, or the scenario's where it is None."""
        return replace(self, offices=_laid(self.offices, seat, office))

    def fields(self) -> dict[str, Any]:
        """Return the changes as fields of a scenario, in the words of `stackcraft.model.scenario.Scenario`."""
        throughout = {seat: office.strategy for seat, office in self.offices.items() if not office.month}
        later = [
            {"seat": seat, "date": office.month, "strategy": office.strategy}
            for seat, office in self.offices.items()
            if office.month
        ]
        return {
            "parameters": dict(self.parameters),
            "orders": [order.model_dump(exclude_defaults=True) for order in self.orders()],
            "strategies": throughout,
            "administrations": later,
            "drop": list(self.drop),
            "move": dict(self.move),
            "resize": dict(self.resize),
            **({"data": self.data} if self.data else {}),
        }

    def orders(self) -> tuple[Order, ...]:
        """Return the decrees as orders."""
        return tuple(order_of(name, decree) for name, decree in self.decrees.items())


@dataclass(frozen=True)
class Part:
    """One change: its kind (a field of `Changes`, or "events") and its name there."""

    kind: str
    name: str


def order_of(name: str, decree: Decree) -> Order:
    """Return a decree as an order; `name` as in `Changes.decrees`."""
    seat, instrument, target, *rest = name.split(".")
    common = {"seat": seat, "target": target, "value": decree.value, "month": decree.month, "in_force": decree.month}
    if instrument == "entity_list":
        return Order(kind="list_entity", **{**common, "in_force": ""})
    return Order(kind="set_rule", instrument=instrument, product_class=rest[0] if rest else "", **common)


class Record:
    """What a session changed, step by step, so that steps can be taken back and made again."""

    def __init__(self, opened: Changes) -> None:
        self.past: list[Changes] = []
        self.future: list[Changes] = []
        self.now = opened

    def change(self, to: Changes, *, same_step: bool = False) -> Changes:
        """Make a change; one of the `same_step` (a slider still held) is taken back together with the one before."""
        if to == self.now:
            return self.now
        if not (same_step and self.past):
            self.past = [*self.past[-STEPS_KEPT + 1 :], self.now]
        self.future = []
        self.now = to
        return to

    def undo(self) -> Changes:
        """Take the last step back; nothing happens where there is none."""
        if self.past:
            self.future.append(self.now)
            self.now = self.past.pop()
        return self.now

    def redo(self) -> Changes:
        """Make the step again that was taken back last; nothing happens where there is none."""
        if self.future:
            self.past.append(self.now)
            self.now = self.future.pop()
        return self.now


def _name(item: tuple[str, Any]) -> str:
    return item[0]


def _laid(content: Mapping[str, Any], name: str, value: Any) -> dict[str, Any]:
    """Return a mapping with one entry set, or removed where the value is None."""
    if value is None:
        return {other: kept for other, kept in content.items() if other != name}
    return {**content, name: value}
