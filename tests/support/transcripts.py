"""Playthroughs that people can read: a game move by move, told in sentences, held to the text kept beside the tests."""

import os
from itertools import zip_longest
from pathlib import Path

from stackcraft.agents.engine import Engine
from stackcraft.model.dates import month_name
from stackcraft.model.run import Run

FOLDER = Path(__file__).resolve().parents[1] / "playthroughs"
RENEW = "STACKCRAFT_RENEW"
"""Set to 1 to write the transcripts anew; read the difference before committing it."""

GAUGES = (
    ("chip_share_us", "cn", "US share of China's compute"),
    ("chip_share_us", "world", "US share of the world's compute"),
    ("mineral_pain", "us", "American users of Chinese minerals stopped"),
    ("resolve_belief", "us_of_cn", "Washington's belief that Beijing yields"),
)


def tell(engine: Engine, moves: list[tuple[str, int, int]]) -> str:
    """Return the transcript of a game.

    Args:
        engine: The engine after the last move.
        moves: Title, first month and month after the last of each move.
    """
    run = engine.result()
    lines = [f"Scenario {run.scenario.name}, seed {run.seed}", ""]
    for title, first, last in moves:
        lines += [f"{title}: {month_name(first)} to {month_name(last - 1)}", *_orders(run, first, last)]
        lines += [f"  = {text}: {run.at(name, place, month_name(last - 1)):.2f}" for name, place, text in GAUGES]
        lines.append("")
    return "\n".join(lines)


def _orders(run: Run, first: int, last: int) -> list[str]:
    months = {month_name(t) for t in range(first, last)}
    kinds = dict(zip(run.tables.seats.ids, run.tables.seats["kind"], strict=True))
    given = [o for o in run.all_orders if o.month in months]
    told = [f"  {o.month} {o.sentence}" for o in given if kinds[o.seat] == "government"]
    return [*told, f"  and firms and labs gave orders: {'yes' if len(told) < len(given) else 'no'}"]


def difference(name: str, told: str) -> str:
    """Return the first line in which a transcript differs from the one kept, empty if none does.

    Args:
        name: File in tests/playthroughs.
        told: The transcript as played now.
    """
    path = FOLDER / name
    if os.environ.get(RENEW) == "1":
        path.write_text(told, encoding="utf-8")
    kept = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    for n, (old, new) in enumerate(zip_longest(kept, told.splitlines()), 1):
        if old != new:
            return (
                f"{path.name}, line {n}:\n  kept:   {old}\n  played: {new}\n"
                f"If the change is meant: {RENEW}=1 pytest tests/dynamics/test_playthroughs.py, then read the diff"
            )
    return ""
