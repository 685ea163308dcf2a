"""The agents of the world as Mesa sees them: governments, chipmakers, foundries and labs one by one, buyers in bulk."""

from collections.abc import Mapping, Sequence
from typing import Any

import mesa

from stackcraft.model import state
from stackcraft.model.observation import Observation, observe
from stackcraft.model.orders import Order, encode_all, put_rows
from stackcraft.model.plan import Plan
from stackcraft.model.problems import BadInput
from stackcraft.model.run import GivenOrder
from stackcraft.model.world import World

from .columns import RowAgent, RowSet, columns
from .deliberation import decide
from .strategies import Decider


class Seat(mesa.Agent):  # type: ignore[misc]
    """Whoever gives orders: a government, a legislature, a firm, a lab.

    Attributes of the seat and of what sits in it (a country, a maker …) are rows of the world's arrays: read them,
    or set them to change the world by hand.

    Attributes:
        name: Its id in the tables.
        seat: Its row among the seats.
        home: Row of its country.
        place: Its row among makers, foundries or labs; -1 for governments.
        mind: What decides for it in Python, None where its doctrine does.
    """

    name: str = ""
    seat: int = -1
    home: int = -1
    place: int = -1
    mind: Decider | None = None

    def __init__(self, model: World, seat: int) -> None:
        super().__init__(model)
        self.seat = seat
        self.name = model.plan.tables.seats.ids[seat]
        self.home = int(model.state.seats["country"][seat])
        self.place = int(model.state.seats["row"][seat])
        self.mind = model.plan.seated.get(self.name)

    def observe(self) -> Observation:
        """Return what the seat sees now."""
        return observe(self.model.state, self.model.plan.tables, self.seat)

    def give(self, *orders: Order) -> None:
        """Give orders for the coming month, besides those of mind or doctrine.

        Raises:
            BadInput: If an order names what does not exist; none is then taken.
        """
        self.model.cast.take(self.model, [order.model_copy(update={"seat": self.name}) for order in orders])

    @property
    def given(self) -> tuple[GivenOrder, ...]:
        """All orders the seat has given, with what became of them."""
        return tuple(given for given in self.model.result().all_orders if given.seat == self.name)


@columns("countries", state.COUNTRIES, "home")
@columns("seats", state.SEATS, "seat")
class Government(Seat):
    """A government; its country's fields are its own."""


@columns("seats", state.SEATS, "seat")
class Legislature(Seat):
    """A legislature that can bind a government."""


@columns("seats", state.SEATS, "seat")
@columns("makers", state.MAKERS, "place")
class Chipmaker(Seat):
    """A designer of chips."""


@columns("seats", state.SEATS, "seat")
@columns("foundries", state.FOUNDRIES, "place")
class Foundry(Seat):
    """A foundry."""


@columns("seats", state.SEATS, "seat")
@columns("labs", state.LABS, "place")
class Lab(Seat):
    """A lab that trains models."""


@columns("buyers", state.BUYERS, "place")
class Buyer(RowAgent):
    """A buyer of compute: a cloud, a sovereign programme, a firm … in a country."""


KINDS = (Government, Legislature, Chipmaker, Foundry, Lab)
"""Classes of seats, in the order of codes.SEAT_KINDS."""


class Company:
    """The cast of a plan: a Mesa agent in every seat, buyers as a set over their arrays."""

    def __init__(self) -> None:
        self.seats: dict[str, Seat] = {}
        self._seen: dict[str, Observation] = {}
        self._taken: list[Any] = []

    def enter(self, world: World) -> None:
        """Make an agent for every seat of the world, and the set of its buyers."""
        for g, kind in enumerate(world.state.seats["kind"]):
            agent = KINDS[kind](world, g)
            self.seats[agent.name] = agent
        world.extra_sets[Buyer] = RowSet(world, Buyer, len(world.state.buyers))

    def take(self, world: World, orders: Sequence[Order]) -> None:
        """Keep orders from outside for the coming month.

        Raises:
            BadInput: If an order names what does not exist; none is then taken.
        """
        rows, problems = encode_all(orders, world.plan.tables)
        if problems:
            raise BadInput(problems)
        self._taken += rows

    def observe(self, world: World, t: int) -> None:
        """Show every seat with a mind what it may see, on the scenario's cadence, before anyone has decided."""
        due = (t - world.plan.start) % world.plan.scenario.cadence == 0
        minds = [name for name in sorted(self.seats) if self.seats[name].mind is not None]
        self._seen = {name: self.seats[name].observe() for name in minds} if due else {}

    def decide(self, world: World, t: int) -> None:
        """Let doctrines decide by rule, then append orders from outside and those of the minds."""
        given: list[Order] = []
        for name, seen in self._seen.items():
            mind = self.seats[name].mind
            assert mind is not None
            given += [order.model_copy(update={"seat": name}) for order in mind.decide(seen)]
        if not world.plan.replay:
            decide(world.state, t)
        outside, self._taken = self._taken, []
        rows, problems = encode_all(given, world.plan.tables)
        if problems:
            raise BadInput(problems)
        for row in (*outside, *rows):
            put_rows(world.state, row)


def make_world(plan: Plan, rng: int = 1, seated: Mapping[str, Decider] | None = None) -> World:
    """Return a plan as a Mesa model with its cast.

    Args:
        plan: What is run (`agents.cast.prepare`).
        rng: Seed of the noise tape, 0 or more.
        seated: Seats that decide in Python, by name.
    """
    return World(plan.seating(seated or {}), Company(), rng)
