"""How much a lever matters for the picture on screen, from the shipped screening of all uncertain numbers."""

import functools
import json
from pathlib import Path
from typing import Any, Final

from .text import say

SCREENING: Final = Path(__file__).parent / "data" / "screening.json"
IMPORTANT: Final = 8


@functools.cache
def screening() -> dict[str, Any]:
    """Return the screening: `about` (scenario, version, design, runs) and `outcomes`, effects by lever in per cent."""
    if not SCREENING.exists():
        return {"about": {}, "outcomes": {}}
    found: dict[str, Any] = json.loads(SCREENING.read_text(encoding="utf-8"))
    return found


def outcome_for(region: str, layer: str) -> str:
    """Return the outcome screened that is nearest to a picture: its own region and layer, else the world's."""
    stem = {"chips": "chip_share_us", "software": "platform_share_us", "models": "model_share_us"}[layer]
    outcomes = screening()["outcomes"]
    wanted = (f"{stem}.{region}", f"{stem}.world", "chip_share_us.world")
    return next((name for name in wanted if name in outcomes), "")


def matters(lever: str, region: str, layer: str) -> dict[str, Any] | None:
    """Return how much a lever matters: its share of the largest effect and a sentence; None if it wasn't screened.

    Args:
        lever: Parameter id, or "seat.instrument".
        region: Region of the picture.
        layer: Layer of the picture.
    """
    outcome = outcome_for(region, layer)
    effects = screening()["outcomes"].get(outcome, {})
    decided = "." in lever
    alike = {name: effect for name, effect in effects.items() if ("." in name) == decided}
    if lever not in alike:
        return None
    order = sorted(alike, key=lambda name: -alike[name])
    return {
        "part": alike[lever] / max(alike.values()) if max(alike.values()) > 0 else 0.0,
        "text": say(
            "matters_decision" if decided else "matters_assumption",
            rank=order.index(lever) + 1,
            count=len(order),
            effect=f"{alike[lever]:.1f}",
            outcome=say(f"outcome_{outcome.partition('.')[0]}"),
            where=outcome.partition(".")[2],
        ),
    }


def most_important(region: str, layer: str, count: int = IMPORTANT) -> tuple[str, ...]:
    """Return the assumptions that move a picture most, most first; empty where nothing was screened."""
    effects = screening()["outcomes"].get(outcome_for(region, layer), {})
    names = sorted((name for name in effects if "." not in name), key=lambda name: -effects[name])
    return tuple(names[:count])
