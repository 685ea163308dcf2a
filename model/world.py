"""The world as a Mesa model: a month walks the schedule phase by phase, with agents that are given from outside."""

from typing import Any, Protocol

import mesa

from .mesa_data import RecorderData
from .plan import Plan
from .run import Run
from .schedule import SCHEDULE


class Cast(Protocol):
    """Who stands in the world and decides; handed to it, because the world knows no agents of its own."""

    def enter(self, world: "World") -> None:
        """Make the agents of a new world."""

    def observe(self, world: "World", t: int) -> None:
        """Show the seats that decide in Python in month `t` what they may see."""

    def decide(self, world: "World", t: int) -> None:
        """Append the orders of month `t` of everyone who decides."""


class World(mesa.Model):  # type: ignore[misc]
    """A run as a Mesa model.

    The same plan and seed give the same digest here and in the compiled run (`agents/engine.py`): both call the rules
    of `schedule.SCHEDULE`, here one at a time and there in one loop. All chance comes from the noise tape; Mesa's own
    generators get the same seed, and no rule draws from them.

    Args:
        plan: What is run.
        cast: Who decides.
        rng: Seed of the noise tape, 0 or more.

    Attributes:
        plan: The plan.
        state: The arrays that agents are rows of.
        cast: The cast.
        running: False once the last month is over (as Mesa means it).
    """

    def __init__(self, plan: Plan, cast: Cast, rng: int) -> None:
        super().__init__(rng=rng)
        self.plan = plan
        self.tape = rng
        self.state = plan.state(rng)
        self.cast = cast
        self.extra_sets: dict[type, Any] = {}
        cast.enter(self)

    @property
    def month(self) -> int:
        """The month that comes next, January 2022 = 0."""
        return int(self.state.world.month[0]) + 1

    @property
    def last(self) -> int:
        """The month after the last."""
        return self.plan.start + self.plan.scenario.months

    def step(self) -> None:
        """Run one month: every entry of the schedule in order.

        Raises:
            IndexError: If the run is over.
        """
        t = self.month
        if t >= self.last:
            raise IndexError("the run is over")
        for entry in SCHEDULE:
            if entry.rule is not None:
                entry.rule(self.state, t)
            elif entry.phase == "observe":
                self.cast.observe(self, t)
            else:
                self.cast.decide(self, t)
        self.running = self.month < self.last

    def result(self) -> Run:
        """Return the run as it stands."""
        return Run(self.plan, self.tape, self.state)

    @property
    def agents_by_type(self) -> dict[type, Any]:
        """Agent sets by type: those registered with Mesa, and those that are views of arrays."""
        return {**super().agents_by_type, **self.extra_sets}

    @property
    def agent_types(self) -> list[type]:
        """Types of agents in the world."""
        return list(self.agents_by_type)

    @property
    def datacollector(self) -> RecorderData:
        """What the recorder holds, in the form of Mesa's DataCollector."""
        return RecorderData(self.result())
