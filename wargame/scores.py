"""Scores: how a team did by its own goals, each against the same game with the bot in its seat.

The yardstick is the game itself, run once more with the rule-based doctrine in that one seat and everybody else's orders
as they were given. A part scores 50 where the team did as well as the bot, 100 where it did better by the part's
yardstick or more, 0 where worse by as much. Scores of different seats say nothing about one another and are never ranked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from stackcraft.model.run import Run

from .measures import by_month, read
from .roles import Part, RedLine, Role, role

LEAST = 1e-6
"""Least yardstick: two figures that are nought but for rounding are the same."""

EVEN = 50.0
"""Score of a team that did as well as the bot."""

CAP = 40.0
"""Most that a team can score that crossed a red line which the bot kept."""


@dataclass(frozen=True)
class Span:
    """Which months of a run were played.

    Attributes:
        first: First month played, as an index into the run's months.
        months_a_move: Months of a move.
        last: Month after the last that counts.
    """

    first: int
    months_a_move: int
    last: int

    def moves(self) -> list[tuple[int, int]]:
        """Return the months of each whole move, first and after the last."""
        return [
            (n, n + self.months_a_move)
            for n in range(self.first, self.last - self.months_a_move + 1, self.months_a_move)
        ]


def score(seat_id: str, run: Run, bench: Run, span: Span, revealed: bool = True) -> dict[str, Any]:
    """Return a team's score and how it was computed.

    Args:
        seat_id: The seat.
        run: The game as it was played.
        bench: The same game with the bot in this seat.
        span: The months played.
        revealed: Whether weights that are told only at the hot wash are told.

    Returns:
        JSON: `score` (None while weights are hidden), `parts` with `mine`, `bots`, `points`, `formula`, and `red_lines`.
    """
    of = role(seat_id)
    parts = [part_score(part, run, bench, span) for part in of.score]
    lines = [red_line(line, run, bench, span) for line in of.fails]
    total = sum(part["weight"] * part["points"] for part in parts) / sum(part["weight"] for part in parts)
    crossed = any(line["counts"] for line in lines)
    for part, declared in zip(parts, of.score, strict=True):
        if not revealed and not declared.published:
            part["weight"] = part["points"] = None
    return {
        "seat_id": seat_id,
        "title": of.title,
        "score": (min(CAP, total) if crossed else total) if revealed else None,
        "before_red_lines": total if revealed else None,
        "parts": parts,
        "red_lines": lines,
        "how": HOW,
    }


HOW = (
    "Each part: 50 where you did as well as the bot in your seat, 100 where better by the yardstick or more, 0 where "
    "worse by as much; the score is their mean by weight. The bot played your seat in a run of the same game: same seed, "
    f"everybody else's orders as given. A red line that you crossed and the bot kept leaves {CAP:g} at most. "
    "Scores of different seats can't be compared."
)


def part_score(part: Part, run: Run, bench: Run, span: Span) -> dict[str, Any]:
    """Return one part of a score with its arithmetic."""
    mine = read(part.measure, run, span.first, span.last)
    bots = read(part.measure, bench, span.first, span.last)
    share = max(abs(bots), abs(mine) if bots == 0.0 else 0.0) if part.relative else 1.0
    size = max(part.yardstick * share, LEAST)
    better = (mine - bots) if part.sense == "more" else (bots - mine)
    points = points_for(better, size)
    unit = part.measure.unit
    return {
        "part": part.part,
        "text": part.text,
        "weight": part.weight,
        "sense": part.sense,
        "unit": unit,
        "mine": _shown(mine, unit),
        "bots": _shown(bots, unit),
        "yardstick": _shown(size, unit),
        "points": points,
        "formula": _formula(part, _shown(mine, unit), _shown(bots, unit), _shown(size, unit), points),
    }


def points_for(better: float, yardstick: float) -> float:
    """Return the points of a part: 50 for as good as the bot, 100 for better by the yardstick, 0 for worse by it.

    Args:
        better: By how much the team did better than the bot; negative where worse.
        yardstick: Difference that earns full marks, positive.
    """
    return EVEN + EVEN * float(np.clip(better / yardstick, -1.0, 1.0))


def _shown(value: float, unit: str) -> float:
    """Return a number for people, four digits, shares in per cent."""
    return float(f"{value * (100.0 if unit == '%' else 1.0):.4g}")


def _formula(part: Part, mine: float, bots: float, yardstick: float, points: float) -> str:
    first, second = (mine, bots) if part.sense == "more" else (bots, mine)
    return f"50 + 50 × ({first:g} − {second:g}) / {yardstick:g}, kept within 0 and 100 = {points:.0f}"


def red_line(line: RedLine, run: Run, bench: Run, span: Span) -> dict[str, Any]:
    """Return whether a red line was crossed, when first, and whether it counts: not where the bot crossed it too."""
    moves = span.moves()
    mine = crossings(line, run, span, moves)
    bots = crossings(line, bench, span, moves)
    return {
        "text": line.text,
        "crossed": bool(mine),
        "move": mine[0] if mine else None,
        "bot_crossed": bool(bots),
        "counts": bool(mine) and not bots,
    }


def crossings(line: RedLine, run: Run, span: Span, moves: Sequence[tuple[int, int]]) -> list[int]:
    """Return the moves, from 1, in which a red line stood crossed for as many moves running as it takes."""
    course = by_month(line.measure, run, span.first, span.last)
    over = []
    for first, last in moves:
        part = course[first - span.first : last - span.first]
        part = part[~np.isnan(part)]
        if not len(part):
            over.append(False)
        elif line.above is not None:
            over.append(bool(part.mean() > line.above))
        else:
            assert line.below is not None, "a red line has one bound"
            over.append(bool(part.mean() < line.below))
    return [n + 1 for n in range(line.moves - 1, len(over)) if all(over[n - line.moves + 1 : n + 1])]


def sheet(of: Role, revealed: bool = False) -> dict[str, Any]:
    """Return a role sheet for a page or print; weights that are told only at the hot wash are left out until then."""
    return {
        "seat_id": of.seat_id,
        "title": of.title,
        "team": of.team,
        "side": of.side,
        "kind": of.kind,
        "brief": " ".join(of.brief.split()),
        "goals": " ".join(of.goals.split()),
        "powers": " ".join(of.powers.split()),
        "hint": of.hint,
        "desks": list(of.desks),
        "most_orders": of.most_orders,
        "score": [
            {
                "part": part.part,
                "text": part.text,
                "sense": part.sense,
                "weight": part.weight if part.published or revealed else None,
            }
            for part in of.score
        ],
        "red_lines": [line.text for line in of.fails],
        "how": HOW,
    }


__all__ = ["CAP", "EVEN", "Span", "crossings", "part_score", "points_for", "red_line", "score", "sheet"]
