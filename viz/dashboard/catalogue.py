"""What the page offers: levers, regions, layers, landmarks of history."""

from typing import Any, Final

from .levers import Lever, rule

FROM: Final = "2026-07"

LEVERS: Final[tuple[Lever, ...]] = (
    Lever(
        "license_cn",
        "US licensing, chips for China",
        "cut-down class, from July 2026",
        "us",
        low=0,
        high=4,
        step=1,
        base=0,
        steps=("as in the run", "free", "case by case", "presumed denied", "banned"),
        orders={k: (rule("us", "license_regime", "cn", k - 1, FROM, "cut_down"),) for k in (1, 2, 3, 4)},
    ),
    Lever(
        "self_reliance",
        "Chinese push for self-reliance",
        "from July 2026",
        "cn",
        low=0,
        high=4,
        step=1,
        base=0,
        steps=("as in the run", "none", "light", "strong", "all-out"),
        orders={k: (rule("cn", "self_reliance_push", "cn", k - 1, FROM),) for k in (1, 2, 3, 4)},
    ),
    Lever(
        "lock_in",
        "Lock-in of buyers",
        "assumption: weight of what one already owns",
        "world",
        low=0.0,
        high=2.0,
        step=0.1,
        base=1.0,
        digits=1,
        parameter="lock_in",
    ),
)

REGIONS: Final = {
    "world": "World",
    "us": "United States",
    "cn": "China",
    "allies": "Allies in Asia, Canada",
    "gulf": "Gulf",
    "asean": "ASEAN",
    "india": "India",
    "europe": "Europe",
    "rest": "Rest of the world",
}
LAYERS: Final = {"chips": "Chips", "software": "Software", "models": "Models"}
PARTS: Final = [
    {"id": "overview", "name": "Overview", "icon": "mdi-chart-areaspline"},
    {"id": "levers", "name": "Levers", "icon": "mdi-tune-vertical"},
    {"id": "world", "name": "World", "icon": "mdi-earth"},
    {"id": "events", "name": "Decisions", "icon": "mdi-bell-outline"},
]
SEAT_TOKENS: Final = {"us": "us", "congress": "us", "cn": "cn"}


def history_end(run: Any) -> int | None:
    """Return the month (index) at which scripted history ends, None where it doesn't within the run."""
    until = getattr(run.scenario, "script_until", "")
    return list(run.calendar).index(until) if until in run.calendar else None
