"""Explanations: a decision as a sentence with its terms, a shipment's determination as a sentence with its reason."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from stackcraft.model.codes import CN
from stackcraft.model.dates import month_name
from stackcraft.model.goals import GOALS, N_GOALS
from stackcraft.model.licensing import DETERMINATIONS, NOT_OFFERED
from stackcraft.model.run import GivenOrder, Run
from stackcraft.model.terms import LAST_DAY

from .giving import ALTERNATIVE, COST, LUCK, SCALE, SUM

FOR = {
    "security": "it holds the rival's capability back",
    "commerce": "it helps home industry sell",
    "diffusion": "it spreads its own stack, or frees it from the other's",
    "alliance": "it pleases partners",
    "pain": "it eases shortages and tariffs at home",
    "leverage": "it gains leverage for talks",
    "reciprocity": "it answers what was done to it, in proportion",
    "audience": "it looks tough to its audience",
    "lobbying": "firms with access ask for it",
    "trust": "it keeps its word",
    "capacity": "it is easy to do",
}
"""Why a goal speaks for an order."""

AGAINST = {
    "security": "it lets the rival's capability grow",
    "commerce": "it costs home industry sales",
    "diffusion": "it holds back its own stack, or ties it to the other's",
    "alliance": "it strains partners",
    "pain": "it brings shortages, tariffs or an answer that hurts",
    "leverage": "it gives leverage away",
    "reciprocity": "it goes beyond what was done to it",
    "audience": "it looks weak to its audience",
    "lobbying": "firms with access oppose it",
    "trust": "it breaks or bends its word",
    "capacity": "it takes effort and political capital",
}
"""Why a goal speaks against an order."""


@dataclass(frozen=True)
class Reasons:
    """Why an order was given.

    Attributes:
        terms: Weighted change of each goal that mattered, largest first; positive speaks for the order.
        total: Sum of all terms less the cost of attention.
        attention: That cost.
        alternative: What the best alternative would have brought without luck; 0 for doing nothing.
        luck: Its luck against that of doing nothing.
        scale: Scale of luck.
    """

    terms: tuple[tuple[str, float], ...]
    total: float
    attention: float
    alternative: float
    luck: float
    scale: float

    @property
    def chance_decided(self) -> bool:
        """Whether the order would not have been given this month without luck."""
        return self.total < self.alternative

    @property
    def has_strong_reason(self) -> bool:
        """Whether any term that speaks for it exceeds the scale of luck."""
        return any(value > self.scale for _, value in self.terms)


def reasons_of(run: Run, given: GivenOrder) -> Reasons | None:
    """Return the reasons of an order, None where nobody weighed it (history, people, other strategies)."""
    if given.reasons < 0:
        return None
    row = np.asarray(run.state.reasons[given.reasons])
    named = sorted(zip(GOALS, row[:N_GOALS].tolist(), strict=True), key=lambda term: -abs(term[1]))
    return Reasons(
        terms=tuple((name, value) for name, value in named if abs(value) > 1e-9),
        total=float(row[SUM]),
        attention=float(row[COST]),
        alternative=float(row[ALTERNATIVE]),
        luck=float(row[LUCK]),
        scale=float(row[SCALE]),
    )


def tell(run: Run, given: GivenOrder) -> str:
    """Return an order and why it was given, as an analyst would note it."""
    reasons = reasons_of(run, given)
    if reasons is None:
        return f"{given.month}: {given.sentence}. {_origin(given)}"
    speaks = [(name, value) for name, value in reasons.terms if value > 0.0][:3]
    objects = [(name, value) for name, value in reasons.terms if value < 0.0][:2]
    parts = [f"{given.month}: {given.sentence}."]
    if speaks:
        parts.append("For it: " + "; ".join(f"{FOR[name]} ({name} {value:+.2f})" for name, value in speaks) + ".")
    if objects:
        parts.append(
            "Against it: " + "; ".join(f"{AGAINST[name]} ({name} {value:+.2f})" for name, value in objects) + "."
        )
    parts.append(verdict(reasons))
    return " ".join(parts)


def _origin(given: GivenOrder) -> str:
    """Return where an order comes from that nobody weighed by a doctrine."""
    if given.order.event_id:
        return f"From the record ({given.order.event_id})." if _is_dated(given) else _changed(given)
    if given.kind in ("offer", "answer", "stand_down") and given.order.day == LAST_DAY:
        return "Agreed at the table: both sides preferred the package to none."
    return "Given from outside: a person, a script or another strategy."


def _is_dated(given: GivenOrder) -> bool:
    """Return whether an order was given when the record has it; what is older stands from the opening."""
    dated = given.order.event_id[:7]
    return dated == given.month or dated < month_name(0)


def _changed(given: GivenOrder) -> str:
    return f"By the scenario, which moves or extends what the record has ({given.order.event_id})."


def verdict(reasons: Reasons) -> str:
    """Return how sure the reasons are: whether they or luck decided."""
    lead = reasons.total - reasons.alternative
    if not reasons.has_strong_reason:
        return "No strong reason: no term exceeds the noise of choice."
    if reasons.chance_decided:
        return f"Likely for these reasons, timing is chance: without luck it fell {-lead:.2f} short."
    if lead < reasons.scale:
        return f"The reasons decided, narrowly: {lead:.2f} ahead without luck, within its noise of {reasons.scale:.2f}."
    return f"The reasons decided: {lead:.2f} ahead without luck, noise {reasons.scale:.2f}."


def decisions(run: Run, seat: str = "", month: str = "") -> Iterator[str]:
    """Tell the orders of a run, of one seat or month if named, in the order given."""
    for given in run.all_orders:
        if (seat and given.seat != seat) or (month and given.month != month) or given.kind == "pass":
            continue
        yield tell(run, given)


def determinations(run: Run, countries: tuple[str, ...] = ("cn",)) -> Iterator[str]:
    """Tell what the law lets pass to countries in the last month of a run, product by product, and why."""
    s, tables = run.state, run.tables
    month = month_name(int(s.world.month[0]))
    for country in countries:
        c = tables.countries.index[country]
        for k, name in enumerate(tables.products["name"]):
            code = int(s.determination[k, c])
            if (
                code == NOT_OFFERED
                or s.products.on_sale[k] == 0
                or int(s.makers.country[s.products.maker[k]]) == c == CN
            ):
                continue
            share = float(s.legal[k, c])
            asked, got = float(s.ordered[k, c]), float(s.shipped[k, c])
            text = (
                f"{month}: {name} to {tables.countries['name'][c]}: {DETERMINATIONS[code]}; {share:.0%} of orders pass"
            )
            if asked > 0.0005:
                text += f", {asked:.1f} thousand cards asked for, {got:.1f} delivered"
            yield text + "."


__all__ = ["AGAINST", "FOR", "Reasons", "decisions", "determinations", "reasons_of", "tell", "verdict"]
