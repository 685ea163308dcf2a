"""Explanations: a decision as a sentence with its terms, a shipment's determination as a sentence with its reason."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from stackcraft.model.codes import (
    AFFILIATES_RULE,
    BUY_DOMESTIC,
    CLASSES,
    CN,
    CUSTOMER_CAP,
    END_USE_RULE,
    ENFORCEMENT,
    INSTRUMENTS,
    INVENTORY_ONLY,
    LICENSE_REGIME,
    QUOTA,
    REGULATORY_PRESSURE,
    REVENUE_SHARE,
    TIER,
    US,
    USE_BAN,
    VOLUME_CAP,
)
from stackcraft.model.dates import month_name
from stackcraft.model.goals import GOALS, N_GOALS
from stackcraft.model.licensing import DETERMINATIONS, NOT_OFFERED
from stackcraft.model.run import GivenOrder, Run
from stackcraft.model.terms import LAST_DAY

from .giving import ALTERNATIVE, COST, LUCK, SCALE, SUM

LEAST_ASKED = 0.0005
"""Thousands of cards below which nothing was asked for."""

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


@dataclass(frozen=True)
class Determination:
    """What the law of a month lets pass of one product to one country.

    Attributes:
        month: The month, "YYYY-MM".
        product: Name of the product.
        maker: Name of its maker.
        country: Name of the country.
        license_class: Class that the law of the day puts it in.
        reason: Why it passes or doesn't; completes "<product> to <country>: ...".
        passes: Share of orders that pass.
        asked: Cards asked for [thousand].
        delivered: Cards delivered [thousand].
        law: Instruments that reach it and stand otherwise than by default, by id, with their values in force.
    """

    month: str
    product: str
    maker: str
    country: str
    license_class: str
    reason: str
    passes: float
    asked: float
    delivered: float
    law: tuple[tuple[str, float], ...]

    @property
    def sentence(self) -> str:
        """It in words."""
        text = f"{self.month}: {self.product} to {self.country}: {self.reason}; {self.passes:.0%} of orders pass"
        if self.asked > LEAST_ASKED:
            text += f", {self.asked:.1f} thousand cards asked for, {self.delivered:.1f} delivered"
        return text + "."


def determined(run: Run, country: str) -> Iterator[Determination]:
    """Give what the law lets pass to a country in the last month of a run, product by product, and why.

    Left out is what nobody offers any more, and what a country's own makers sell at home.

    Args:
        run: The run.
        country: Id of the country.
    """
    s, tables = run.state, run.tables
    month, c = month_name(int(s.world.month[0])), tables.countries.index[country]
    makers = tables.makers["name"]
    for k, name in enumerate(tables.products["name"]):
        code, maker = int(s.determination[k, c]), int(s.products.maker[k])
        if code == NOT_OFFERED or s.products.on_sale[k] == 0 or int(s.makers.country[maker]) == c == CN:
            continue
        yield Determination(
            month=month,
            product=str(name),
            maker=str(makers[maker]),
            country=str(tables.countries["name"][c]),
            license_class=CLASSES[int(s.products.license_class[k])],
            reason=DETERMINATIONS[code],
            passes=float(s.legal[k, c]),
            asked=float(s.ordered[k, c]),
            delivered=float(s.shipped[k, c]),
            law=tuple(_law(run, k, c)),
        )


def _law(run: Run, k: int, c: int) -> Iterator[tuple[str, float]]:
    """Give the instruments that stand otherwise than by default and reach product `k` on its way to country `c`."""
    s, instruments = run.state, run.tables.instruments
    kind = int(s.products.license_class[k])
    if int(s.products.stack[k]) == CN:
        places = [(USE_BAN, US, 0, 0)]
    else:
        places = [(TIER, US, c, 0), (QUOTA, US, c, 0), (LICENSE_REGIME, US, c, kind), (VOLUME_CAP, US, c, kind)]
        places += [(CUSTOMER_CAP, US, c, kind), (INVENTORY_ONLY, US, c, kind), (REVENUE_SHARE, US, c, kind)]
        places += [(ENFORCEMENT, US, US, 0), (END_USE_RULE, US, 0, 0), (AFFILIATES_RULE, US, 0, 0)]
    if c == CN:
        pressed = int(s.makers.seat[int(s.products.maker[k])])
        places += [(BUY_DOMESTIC, CN, CN, kind), (REGULATORY_PRESSURE, CN, pressed, 0)]
    for place in places:
        instrument, value = instruments[INSTRUMENTS[place[0]]], float(s.law[place])
        if abs(value - instrument.default) > 1e-9:
            yield instrument.instrument_id, value


def determinations(run: Run, countries: tuple[str, ...] = ("cn",)) -> Iterator[str]:
    """Tell what the law lets pass to countries in the last month of a run, product by product, and why."""
    for country in countries:
        for found in determined(run, country):
            yield found.sentence


__all__ = [
    "AGAINST", "FOR", "Determination", "Reasons", "decisions", "determinations", "determined", "reasons_of", "tell",
    "verdict",
]  # fmt: skip
