"""Turning points: which orders moved the outcome most, each by playing the game again without it.

The game is replayed on the same tape without one decision; what other teams ordered stays as it was, seats that play
themselves react. The difference at the end is the decision's: chance is the same in both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from stackcraft.model.dates import month_name
from stackcraft.model.run import Run
from stackcraft.model.tables import Tables

from .outcomes import OUTCOMES, courses, levels
from .replays import Decision, decisions, first_index, without
from .table import Table
from .words import order_words, promise_of

MOST = 400
"""Decisions tried at most; a table of fifteen seats over eight moves has fewer."""


@dataclass(frozen=True)
class TurningPoint:
    """A decision and what it did.

    Attributes:
        decision: The decision.
        effects: Outcomes with it less without it, in the units shown, shape (outcomes,).
        size: Sum of the effects' sizes, each in the outcome's yardsticks.
        digest: Digest of the run without it.
    """

    decision: Decision
    effects: np.ndarray
    size: float
    digest: str


def effect_of(table: Table, decision: Decision, base: np.ndarray) -> TurningPoint:
    """Return what a decision did: the game as it was against the game without it.

    Args:
        table: The game.
        decision: The decision.
        base: Outcomes of the game at its end, shape (outcomes,).
    """
    run = without(table, decision.places).run()
    effects = base - levels(courses(run, first_index(table)))
    yardsticks = np.array([outcome.yardstick for outcome in OUTCOMES])
    return TurningPoint(decision, effects, float(np.abs(effects / yardsticks).sum()), run.digest)


def turning_points(
    table: Table, run: Run, seat_of: Mapping[str, str], months_a_move: int, count: int = 3
) -> tuple[list[TurningPoint], int]:
    """Return the decisions that moved the outcome most, largest first, and how many were tried.

    Args:
        table: The game.
        run: Its run.
        seat_of: Team by seat of the model.
        months_a_move: Months of a move.
        count: How many are wanted; those without any effect are left out.
    """
    base = levels(courses(run, first_index(table)))
    tried = decisions(table, seat_of, months_a_move)[:MOST]
    points = [effect_of(table, decision, base) for decision in tried]
    points.sort(key=lambda point: -point.size)
    return [point for point in points[:count] if point.size > 0.0], len(tried)


def told(point: TurningPoint, titles: Mapping[str, str], tables: Tables) -> dict[str, Any]:
    """Return a turning point for a page: the orders in words, the effects with their outcomes, largest first."""
    yardsticks = np.array([outcome.yardstick for outcome in OUTCOMES])
    ranks = np.argsort(-np.abs(point.effects / yardsticks), kind="stable")
    effects = [
        {
            "id": OUTCOMES[o].outcome_id,
            "title": OUTCOMES[o].title,
            "unit": OUTCOMES[o].unit,
            "effect": float(f"{point.effects[o]:.3g}"),
            "yardsticks": float(f"{point.effects[o] / yardsticks[o]:.2g}"),
        }
        for o in ranks
        if abs(point.effects[o] / yardsticks[o]) >= 0.01
    ]
    return {
        "move": point.decision.move,
        "seat_id": point.decision.seat_id,
        "title": titles.get(point.decision.seat_id, point.decision.seat_id),
        "package": any(order.kind == "offer" for order in point.decision.orders),
        "orders": list(
            dict.fromkeys(
                order_words(promise_of(order), tables, promised=bool(order.party))
                for order in point.decision.orders
                if order.kind != "answer"
            )
        )[:8],
        "places": [[month_name(month), n] for month, n in point.decision.places],
        "effects": effects,
        "size": float(f"{point.size:.3g}"),
        "digest_without": point.digest,
    }


def summed(points: Sequence[TurningPoint]) -> np.ndarray:
    """Return the sum of the effects of decisions, shape (outcomes,); their joint effect differs where they interact."""
    return np.sum([point.effects for point in points], axis=0) if points else np.zeros(len(OUTCOMES))


__all__ = ["MOST", "TurningPoint", "effect_of", "summed", "told", "turning_points"]
