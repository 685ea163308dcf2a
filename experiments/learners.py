"""The rivalry as a PettingZoo game: two seats that learn move their ladders of law, everybody else decides by doctrine."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from gymnasium import spaces
from pettingzoo import ParallelEnv

from stackcraft.agents.cast import prepare
from stackcraft.agents.engine import Engine
from stackcraft.model import ladders
from stackcraft.model.codes import CLASSES, COUNTRY
from stackcraft.model.dates import month_index
from stackcraft.model.observation import Observation, observe
from stackcraft.model.orders import Order
from stackcraft.model.scenario import load_scenario

SIMPLE = tuple(slot for slot in range(ladders.SLOTS) if ladders.NAMES[slot] not in ("line", "listing", "probe"))
"""Ladders whose rungs are one cell of law each; the others need several orders at once."""

SEATS = ("us", "cn")

REWARDS: Mapping[str, Mapping[str, float]] = {
    "us": {"chip_share_us.world": 100.0, "capability_gap_months.world": 1.0, "mineral_pain.us": -10.0},
    "cn": {"chip_share_cn.world": 100.0, "capability_gap_months.world": -1.0, "tariff_cost_usd_bn.cn": -0.01},
}
"""What each seat is paid for, as weights on the change of an indicator over a step; judgements, to be replaced."""


class _Waiting:
    """A seat whose orders come from the learner."""

    def decide(self, observation: Observation) -> Sequence[Order]:
        """Give no order of its own."""
        return ()


class StackcraftEnv(ParallelEnv):  # type: ignore[misc]
    """Two governments move at once, once a step; a step is some months.

    An action is 0 for no order, 2k - 1 to go a rung up on the seat's k-th ladder (`ladders_of`), 2k to go a rung down. An
    order that the law of the game forbids is refused as anybody's would be. `infos[agent]["action_mask"]` says which
    actions lie on their ladders. Observations are what the seat sees (`model/observation.py`) and all ladders' rungs.

    Args:
        scenario: Scenario; its `opens` is where learners take over.
        months_a_step: Months between moves.
        rewards: Weights on changes of indicators, by seat.
    """

    metadata = {"name": "stackcraft_v0", "render_modes": [], "is_parallelizable": True}  # noqa: RUF012 - the interface's
    render_mode = None

    def __init__(
        self,
        scenario: str = "classroom",
        months_a_step: int = 3,
        rewards: Mapping[str, Mapping[str, float]] = REWARDS,
    ) -> None:
        resolved = load_scenario(scenario)
        self._plan = prepare(resolved).seating({seat: _Waiting() for seat in SEATS})
        self._opens = month_index(resolved.opens) if resolved.opens else self._plan.start
        self._months, self._rewards = months_a_step, rewards
        self.possible_agents = list(SEATS)
        self.agents: list[str] = []
        self._seed = 0
        self._engine = Engine(self._plan, 0)
        sizes = {seat: 1 + 2 * len(ladders_of(seat)) for seat in SEATS}
        self.action_spaces = {seat: spaces.Discrete(size) for seat, size in sizes.items()}
        size = len(self._vector("us"))
        self.observation_spaces = {seat: spaces.Box(-np.inf, np.inf, (size,), np.float32) for seat in SEATS}

    def observation_space(self, agent: str) -> Any:
        """Return the space of an agent's observations."""
        return self.observation_spaces[agent]

    def action_space(self, agent: str) -> Any:
        """Return the space of an agent's actions."""
        return self.action_spaces[agent]

    def reset(self, seed: int | None = None, options: Any = None) -> tuple[dict[str, Any], dict[str, Any]]:
        """Begin a game; without a seed, one follows the last.

        Args:
            seed: Seed of the noise tape, 0 or more.
            options: Not used.

        Returns:
            Observations and infos by agent.
        """
        self._seed = self._seed + 1 if seed is None else int(seed)
        self._engine = Engine(self._plan, self._seed)
        self._engine.run_to(self._opens)
        self.agents = list(SEATS)
        return self._seen(), self._told()

    def step(
        self, actions: Mapping[str, int]
    ) -> tuple[dict[str, Any], dict[str, float], dict[str, bool], dict[str, bool], dict[str, Any]]:
        """Give both seats' orders and run the months of a step.

        Args:
            actions: Action of each agent.

        Returns:
            Observations, rewards, terminations, truncations and infos by agent; a game ends with its scenario, which is a
            truncation: the world goes on.
        """
        before = {seat: self._worth(seat) for seat in self.agents}
        orders = [order for seat in self.agents for order in self._orders(seat, int(actions[seat]))]
        self._engine.step(orders)
        for _ in range(self._months - 1):
            if self._engine.month < self._engine.last:
                self._engine.step()
        over = self._engine.month >= self._engine.last
        agents = list(self.agents)
        rewards = {seat: self._worth(seat) - before[seat] for seat in agents}
        seen, told = self._seen(), self._told()
        if over:
            self.agents = []
        return seen, rewards, dict.fromkeys(agents, False), dict.fromkeys(agents, over), told

    def render(self) -> None:
        """Draw nothing: runs are shown by the dashboard and by reports."""

    def close(self) -> None:
        """Hold nothing open."""

    def result(self) -> Any:
        """Return the game so far as a run."""
        return self._engine.result()

    def rung(self, slot: int) -> int:
        """Return the rung of a ladder, by the law in force."""
        i, target, product = (int(part) for part in ladders.CELLS[slot])
        value = float(self._engine.state.law[i, ladder_seat(slot), target, product])
        if ladders.NAMES[slot].endswith("tariff"):
            return int(np.abs(ladders.RATES - value).argmin())
        return round(value)

    def _orders(self, seat: str, action: int) -> list[Order]:
        """Return what an action asks for: one order, or none where it leads off the ladder."""
        if action == 0 or not self._mask(seat)[action]:
            return []
        slot = ladders_of(seat)[(action - 1) // 2]
        rung = self.rung(slot) + (1 if action % 2 else -1)
        i, target, product = (int(part) for part in ladders.CELLS[slot])
        tables = self._plan.tables
        instrument = tables.instruments.records[i]
        aims_at_country = self._engine.state.instruments[i, 7] == COUNTRY
        value = float(ladders.RATES[rung]) if ladders.NAMES[slot].endswith("tariff") else float(rung)
        return [
            Order(
                seat=seat,
                kind="set_rule",
                instrument=instrument.instrument_id,
                target=tables.countries.ids[target] if aims_at_country else "world",
                product_class=CLASSES[product] if instrument.uses_class else "",
                value=value,
            )
        ]

    def _mask(self, seat: str) -> np.ndarray:
        mask = np.ones(1 + 2 * len(ladders_of(seat)), np.int8)
        for k, slot in enumerate(ladders_of(seat)):
            rung = self.rung(slot)
            mask[1 + 2 * k], mask[2 + 2 * k] = rung < ladders.TOP[slot], rung > 0
        return mask

    def _vector(self, seat: str) -> np.ndarray:
        seen = observe(self._engine.state, self._plan.tables, self._plan.tables.seats.index[seat])
        parts = [*seen.public.values(), *seen.own.values(), *seen.estimates.values(), *map(self.rung, SIMPLE)]
        return np.array(parts, np.float32)

    def _seen(self) -> dict[str, Any]:
        return {seat: self._vector(seat) for seat in self.agents}

    def _told(self) -> dict[str, Any]:
        return {seat: {"action_mask": self._mask(seat), "month": self._engine.month} for seat in self.agents}

    def _worth(self, seat: str) -> float:
        """Return a seat's weighted indicators of the last month."""
        run = self._engine.result()
        if run.months < 1:
            return 0.0
        total = 0.0
        for name, weight in self._rewards[seat].items():
            indicator, _, entity = name.partition(".")
            total += weight * float(run.series(indicator, entity)[-1])
        return total


def ladder_seat(slot: int) -> int:
    """Return whose ladder it is: 0 the United States', 1 China's."""
    return 0 if slot < ladders.FIRST_CHINESE else 1


def ladders_of(seat: str) -> tuple[int, ...]:
    """Return the ladders that a seat's actions move, in their order."""
    return tuple(slot for slot in SIMPLE if SEATS[ladder_seat(slot)] == seat)


def random_action(env: StackcraftEnv, seat: str, told: Mapping[str, Any]) -> int:
    """Return any action that stays on its ladder: the baseline that a learner must beat."""
    return int(env.action_space(seat).sample(told["action_mask"]))


def proportionate_action(env: StackcraftEnv, seat: str, told: Mapping[str, Any]) -> int:
    """Return a rule of thumb's action: stand no higher on the tariff ladder than the rival, and no lower."""
    mine, theirs = (ladders.US_TARIFF, ladders.CN_TARIFF) if seat == "us" else (ladders.CN_TARIFF, ladders.US_TARIFF)
    gap = env.rung(theirs) - env.rung(mine)
    k = ladders_of(seat).index(mine)
    action = 1 + 2 * k if gap > 0 else 2 + 2 * k if gap < 0 else 0
    return action if told["action_mask"][action] else 0
