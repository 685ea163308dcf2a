"""The month as a table: named phases in order, printed by `stackcraft schedule`, walked by `World.step`.

The compiled run calls the same rules in the same order (`months.py`, `agents/compiled.py`); a test holds the two equal
bit for bit.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import (
    adjudication,
    adoption,
    bargaining,
    calendar,
    diversion,
    licensing,
    market,
    minerals,
    models,
    platforms,
    politics,
    recorder,
    supply,
    tariffs,
)

Phase = Callable[[Any, int], None]


@dataclass(frozen=True)
class Step:
    """One rule of the month.

    Attributes:
        phase: Phase of the month it belongs to.
        name: Name of the rule.
        rule: The compiled rule, called with the state and the month; None where the cast decides.
        does: One line for people.
    """

    phase: str
    name: str
    rule: Phase | None
    does: str


SCHEDULE: tuple[Step, ...] = (
    Step("open", "calendar.open_month", calendar.open_month,
         "sunsets lapse, announced law takes effect, scripted orders and shocks of the month arrive"),
    Step("observe", "observation.observe", None, "each seat that decides is given its observation"),
    Step("decide", "cast.decide", None, "seats on their cadence give orders, all at once"),
    Step("adjudicate", "adjudication.adjudicate", adjudication.adjudicate,
         "each order is verified and applied, or rejected with a reason"),
    Step("bargain", "bargaining.bargain", bargaining.bargain, "packages across issues are struck or fail"),
    Step("produce", "supply.produce", supply.produce, "wafers, packaging, memory and yield become finished cards"),
    Step("license", "licensing.determine", licensing.determine, "what the law lets pass, and why"),
    Step("trade", "market.trade", market.trade, "orders, allocation under scarcity, prices, tariffs, quotas"),
    Step("trade", "diversion.divert", diversion.divert, "cards leak to China along the trade routes"),
    Step("adopt", "adoption.adopt", adoption.adopt, "deliveries join the installed base, old cards retire"),
    Step("adopt", "platforms.mature", platforms.mature, "software platforms mature"),
    Step("train", "models.train", models.train,
         "labs turn compute into capability; clouds let compute abroad; open releases spread"),
    Step("hurt", "minerals.supply_minerals", minerals.supply_minerals, "mineral exports, stocks, shortage, pain"),
    Step("hurt", "tariffs.charge", tariffs.charge, "welfare cost of tariffs"),
    Step("hurt", "politics.feel", politics.feel, "grievance, beliefs, factions, Congress, trust, alignment"),
    Step("record", "recorder.record", recorder.record, "indicators of the month"),
)  # fmt: skip
"""The month, in order."""
