"""What a strategy is: a paragraph, its sources, and either a row of the doctrine table or a method."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from stackcraft.model.observation import Observation
from stackcraft.model.orders import Order


class Decider(Protocol):
    """A strategy that thinks in Python: it sees an observation, never the world, and returns orders."""

    def decide(self, observation: Observation) -> Sequence[Order]:
        """Return the orders of the month."""


@dataclass(frozen=True)
class Strategy:
    """A decision rule that can sit in a seat.

    Attributes:
        name: Name, as in scenarios and on the command line.
        title: Name for people.
        kinds: Kinds of seat it fits (codes.SEAT_KINDS).
        paragraph: What it wants, how it goes about it, what it will not do.
        sources: Where the idea comes from.
        doctrine: Row of `configs/doctrines.csv` that the deliberation rule weighs goals by; empty if none.
        decides: A decider in Python, in place of a doctrine; None otherwise.
    """

    name: str
    title: str
    kinds: tuple[str, ...]
    paragraph: str
    sources: str
    doctrine: str = ""
    decides: Decider | None = None
