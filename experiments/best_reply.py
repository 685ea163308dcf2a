"""Best replies: what a seat gains, on outcomes that a classroom would score, by other weights than its doctrine's.

A doctrine describes conduct; it is not good play. A search over the seat's weights against the frozen others says how far
it is from its best reply, and counts what that reply does: escalations with minerals, and deals. `exploit.py` asks the
same of the levels of the doctrine's own goals instead of outcomes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from stackcraft.agents.cast import prepare
from stackcraft.agents.compiled import run_months
from stackcraft.agents.doctrines import load_doctrines
from stackcraft.model.codes import ANSWER, CN, MINERAL_LICENSE, SET_RULE
from stackcraft.model.dates import month_index
from stackcraft.model.goals import COLUMNS, GOALS
from stackcraft.model.handle import hold
from stackcraft.model.noise import draw, key, normal
from stackcraft.model.run import Run
from stackcraft.model.scenario import load_scenario
from stackcraft.model.state import N_ORDERS, Arrays

STRIDE = draw("exploitability.stride", "where a search over a seat's weights looks next")

MINERALS = range(MINERAL_LICENSE, MINERAL_LICENSE + 5)

SCORES: Mapping[str, Mapping[str, float]] = {
    "cn": {"capability_gap_months.world": -0.3, "tariff_cost_usd_bn.cn": -0.25, "mineral_exports.cn": 0.25,
           "us_makers_china_share_units.cn": -0.2},
    "us": {"compute_lead.world": 0.3, "mineral_pain.us": -0.25, "tariff_cost_usd_bn.us": -0.15, "cohesion.world": 0.15,
           "chip_share_us.world": 0.15},
}  # fmt: skip
"""Weights of the means of indicators in the score of a seat; sizes sum to 1 (judgement, after the classroom's scores)."""

SEARCHED = (*GOALS, "attention", "asymmetry", "horizon")
"""Columns of a doctrine that are searched, each by a factor."""

LARGEST = np.log(8.0)
"""Farthest that a column is moved from the doctrine's [log factor]."""


@dataclass(frozen=True)
class Reply:
    """A seat's best reply that a search found.

    Attributes:
        seat: The seat.
        gain: Its score against the doctrine's own on the same tapes, in points: 100 would be everything gained.
        factors: Factor on each searched column.
        escalations: Steps up in mineral licenses a run, before and with the reply.
        deals: Packages struck a run, before and with the reply.
    """

    seat: str
    gain: float
    factors: Mapping[str, float]
    escalations: tuple[float, float]
    deals: tuple[float, float]


@dataclass
class Bench:
    """Games of one scenario from the month its seats are free, under some seeds, to be played with other weights.

    Attributes:
        seat: Whose weights are tried.
        doctrine: Its doctrine from that month on.
        seeds: Seeds of the tapes.
        values: Parameter values that differ from the defaults.
        first: First month played, "YYYY-MM".
        months: Months played.
    """

    seat: str
    doctrine: str
    seeds: Sequence[int]
    values: Mapping[str, float] = field(default_factory=dict)
    first: str = "2025-01"
    months: int = 48

    def __post_init__(self) -> None:
        """Play each seed up to the first month, once."""
        start = month_index(self.first)
        self._plan = prepare(load_scenario("classroom", {"months": start + self.months, "parameters": self.values}))
        self._row = load_doctrines().index[self.doctrine]
        self._span = start, start + self.months
        self._opened = []
        for seed in self.seeds:
            state = self._plan.state(seed)
            run_months(state, self._plan.start, start)
            self._opened.append(getattr(state, "arrays", state))
        self.own = self.play({})

    def play(self, factors: Mapping[str, float]) -> np.ndarray:
        """Return what came of every game with a seat's columns multiplied, shape (seeds, scores and two counts).

        Args:
            factors: Factor on columns of the doctrine, 1 where none is given.
        """
        return np.array([self._one(seed, kept, factors) for seed, kept in zip(self.seeds, self._opened, strict=True)])

    def _one(self, seed: int, kept: Arrays, factors: Mapping[str, float]) -> list[float]:
        state = hold(Arrays(*(part.copy() if isinstance(part, np.ndarray) else part for part in kept)))
        for name, factor in factors.items():
            state.doctrines[self._row, COLUMNS.index(name)] *= factor
        run_months(state, *self._span)
        run = Run(self._plan, seed, state)
        means = [float(run.series(*name.split("."))[self._span[0] :].mean()) for name in SCORES[self.seat]]
        return [*means, *_conduct(state, self._span[0])]

    def gain(self, factors: Mapping[str, float]) -> float:
        """Return the mean score with factors against that of the doctrine as it stands, paired by seed [points].

        Each part is the difference over the larger of the two, so that none outgrows its weight.
        """
        return self.points(self.play(factors))

    def points(self, played: np.ndarray) -> float:
        """Return the mean score of games played, as `gain` does."""
        n = len(SCORES[self.seat])
        mine, theirs = played[:, :n], self.own[:, :n]
        larger = np.maximum(np.maximum(np.abs(mine), np.abs(theirs)), 1e-9)
        return float(100.0 * ((mine - theirs) / larger @ np.array(list(SCORES[self.seat].values()))).mean())


def _conduct(state: Any, first: int) -> tuple[float, float]:
    """Return how often China stepped mineral licenses up of its own accord, and how many packages were struck."""
    rows = state.orders[: state.count[N_ORDERS]]
    rows = rows[(rows["month"] >= first) & (rows["code"] == 0)]
    ups = rows[(rows["seat"] == CN) & (rows["kind"] == SET_RULE) & np.isin(rows["instrument"], MINERALS)]
    standing: dict[tuple[int, int], float] = {}
    escalations = 0
    for row in ups:
        cell = int(row.instrument), int(row.target)
        escalations += int(row.value > standing.get(cell, 0.0))
        standing[cell] = float(row.value)
    deals = (rows["kind"] == ANSWER) & (rows["value"] > 0.5) & (rows["seat"] == CN)
    return float(escalations), float(deals.sum())


def best_reply(bench: Bench, trials: int, seed: int = 1) -> Reply:
    """Return the best reply that a search finds: a start at the doctrine, then strides from the best so far.

    Strides shrink by a fifth of the success rule of evolution strategies (Rechenberg 1973): longer after a success,
    shorter after a failure.

    Args:
        bench: The games.
        trials: Weights to try.
        seed: Seed of the search.
    """
    place, size, found = np.zeros(len(SEARCHED)), 0.8, 0.0
    best = bench.own
    for trial in range(trials):
        stride = [normal(np.uint64(seed), STRIDE, key(name), trial) for name in SEARCHED]
        there = np.clip(place + size * np.array(stride), -LARGEST, LARGEST)
        played = bench.play(_factors(there))
        gain = bench.points(played)
        if gain > found:
            place, found, best, size = there, gain, played, min(1.5, size * 1.5)
        else:
            size = max(0.1, size * 0.9)
    before, after = bench.own[:, -2:].mean(axis=0), best[:, -2:].mean(axis=0)
    return Reply(
        bench.seat, found, _factors(place), (float(before[0]), float(after[0])), (float(before[1]), float(after[1]))
    )


def _factors(place: np.ndarray) -> dict[str, float]:
    return {name: float(np.exp(value)) for name, value in zip(SEARCHED, place, strict=True)}


__all__ = ["SCORES", "SEARCHED", "Bench", "Reply", "best_reply"]
