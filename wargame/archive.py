"""The archive of a finished game: the export of its log with the debrief's tables, and a codebook of every column."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from . import exports
from .codebook import CODEBOOK
from .storage import Entry

CODES = """
# Codebook of the debrief

Files made from the log when the game was over; `debrief.json` holds all of them and what the report shows.

## scores.csv
One row a part of a team's score: seat_id; part; text (what is counted); weight (points of 100); sense (whether more or less
of it is better); unit; mine (the team's value); bots (the bot's value in the same seat of the same game); yardstick
(difference that earns full marks); points (0 to 100, 50 as well as the bot); score (the team's whole score, on each of its
rows; 50 as well as the bot; scores of different seats can't be compared).

## marks.csv
One row a person: person_id; nickname; seat_id (at the end); moves_active (moves in which the person did something);
messages; offers; answers (packages accepted or refused); orders (submitted, by speakers); reasons (texts taken to give a
reason); words (in messages and offers); taking_part (mark out of 10, computed as debrief.json tells).

## turning_points.csv
One row an effect: rank; move; seat_id; orders (what was decided); outcome; unit; effect (the game's outcome at its end less
that of the game replayed without these orders); yardsticks (the same in large differences); digest_without (digest of the
run without them).

## line.csv
One row an outcome and month: outcome; unit; month; class (the class's line); p5, p25, p50, p75, p95 (of runs without
people, empty while there are none); percentile (of the class at the end of the game); runs (number of those runs).

## estimates.csv
One row an estimate: topic; unit; move; seat (short name); estimate (what the team took it for at the end of the move); truth.
"""


def files(debrief: dict[str, Any]) -> dict[str, str]:
    """Return the tables of a debrief as CSV, the whole as JSON, and the codebook of both."""
    return {
        "debrief.json": json.dumps(debrief, ensure_ascii=False, indent=1),
        "scores.csv": _csv(
            ("seat_id", "part", "text", "weight", "sense", "unit", "mine", "bots", "yardstick", "points", "score"),
            [
                (team["seat_id"], *(part[name] for name in
                 ("part", "text", "weight", "sense", "unit", "mine", "bots", "yardstick", "points")), team["score"])
                for team in debrief["scores"] for part in team["parts"]
            ],
        ),
        "marks.csv": _csv(
            (names := ("person_id", "nickname", "seat_id", "moves_active", "messages", "offers", "answers", "orders",
                       "reasons", "words", "taking_part")),
            [tuple(one[name] for name in names) for one in debrief["marks"]["people"]],
        ),
        "turning_points.csv": _csv(
            ("rank", "move", "seat_id", "orders", "outcome", "unit", "effect", "yardsticks", "digest_without"),
            [
                (rank, point["move"], point["seat_id"], "; ".join(point["orders"]), effect["id"], effect["unit"],
                 effect["effect"], effect["yardsticks"], point["digest_without"])
                for rank, point in enumerate(debrief["turning_points"], 1) for effect in point["effects"]
            ],
        ),
        "line.csv": _csv(
            ("outcome", "unit", "month", "class", "p5", "p25", "p50", "p75", "p95", "percentile", "runs"),
            [
                (one["id"], one["unit"], month, one["line"][n],
                 *(one["bands"][name][n] if one["bands"] else "" for name in ("p5", "p25", "p50", "p75", "p95")),
                 one["percentile"], one["runs"])
                for one in debrief["line"] for n, month in enumerate(debrief["months"])
            ],
        ),
        "estimates.csv": _csv(
            ("topic", "unit", "move", "seat", "estimate", "truth"),
            [
                (one["topic"], one["unit"], n + 1, seat, value, one["truth"][n])
                for one in debrief["knew"]["estimates"] for seat, values in one["seats"].items()
                for n, value in enumerate(values)
            ],
        ),
        "codebook.md": CODEBOOK + CODES,
    }  # fmt: skip


def archive(entries: Sequence[Entry], debrief: dict[str, Any], report: str = "") -> bytes:
    """Return a finished game as a ZIP: log, tables, strategies, debrief, and the report where one is given.

    Args:
        entries: The log.
        debrief: Its debrief.
        report: The report as HTML.
    """
    return exports.as_zip(entries, {**files(debrief), **({"report.html": report} if report else {})})


def _csv(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Return rows as CSV; text that a spreadsheet would take for a formula gets a quote in front."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        cells = ["" if cell is None else cell for cell in row]
        writer.writerow([f"'{c}" if isinstance(c, str) and c[:1] in "=+-@\t\r" and c else c for c in cells])
    return text.getvalue()


__all__ = ["CODES", "archive", "files"]
