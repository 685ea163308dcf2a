"""What the page offers: levers, regions, layers, landmarks of history."""

import functools
from typing import Any, Final

from stackcraft.model.parameters import load_parameters
from stackcraft.model.scenario import load_scenario, scenario_names
from stackcraft.model.tables import load_tables
from stackcraft.viz.chronicle import RUNGS
from stackcraft.viz.report import REGION_NAMES

from .levers import Lever, assumption, decision, rule

FROM: Final = "2026-07"


@functools.cache
def levers() -> tuple[Lever, ...]:
    """Return the levers, with ranges and sources as the data declare them."""
    parameters, instruments = load_parameters(), load_tables().instruments
    return (
        decision(
            "license_cn",
            "US licensing of chips for China",
            "cut-down class, from July 2026",
            "us",
            RUNGS["license_regime"],
            rule("us", "license_regime", "cn", FROM, "cut_down"),
            instruments["license_regime"],
        ),
        decision(
            "buy_domestic",
            "Chinese buy-domestic guidance",
            "against cut-down chips, from July 2026",
            "cn",
            RUNGS["buy_domestic"],
            rule("cn", "buy_domestic", "cn", FROM, "cut_down"),
            instruments["buy_domestic"],
        ),
        assumption(parameters["lock_in"], "Lock-in of buyers", "weight of what a buyer already owns", 0.1),
    )


@functools.cache
def scenarios() -> dict[str, str]:
    """Return the titles of the shipped scenarios by name, history first."""
    names = sorted(scenario_names(), key=lambda name: (name != "history", name))
    return {name: load_scenario(name).title or name for name in names}


REGIONS: Final = REGION_NAMES
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
