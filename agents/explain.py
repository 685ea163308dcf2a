"""Explanations: a decision as a sentence with its terms, a shipment's determination as a sentence with its reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

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
from stackcraft.model.legality import SENTENCES
from stackcraft.model.licensing import DETERMINATIONS, NOT_OFFERED
from stackcraft.model.orders import Order
from stackcraft.model.run import GivenOrder, Run
from stackcraft.model.terms import LAST_DAY

from .giving import ALTERNATIVE, ANSWERS, COST, FELT, HAWKS, LUCK, SCALE, SUM, WORD, YIELDS
from .wording import GOVERNMENTS, acts, argument, does, join, name_of, once, sentence_case

BELIEFS = {"yields": YIELDS, "answers": ANSWERS, "word": WORD, "grievance": FELT, "hawks": HAWKS}
"""Columns of what a seat believed and felt."""

RIVALS = {"us": "cn", "cn": "us"}

LEAST_ASKED = 0.0005
"""Thousands of cards below which nothing was asked for."""

FOR = {goal: words[0] for goal, words in GOVERNMENTS.items()}
"""Why a goal speaks for an order of a government."""

AGAINST = {goal: words[1] for goal, words in GOVERNMENTS.items()}
"""Why a goal speaks against it."""

FAINT = 0.01
"""Grievance below which none is told [severity units]."""

TOLD = 0.05
"""Part of the largest term below which a term isn't worth a reader's time."""


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
        beliefs: What the seat held then: that its rival yields to pressure and that it answers [probability], the credit
            of its own word [0, 1], its grievance [severity units], hawk pressure [0, 1].
    """

    terms: tuple[tuple[str, float], ...]
    total: float
    attention: float
    alternative: float
    luck: float
    scale: float
    beliefs: Mapping[str, float] = field(default_factory=dict)

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
        beliefs={name: float(row[column]) for name, column in BELIEFS.items()},
    )


def tell(run: Run, given: GivenOrder) -> str:
    """Return an order and why it was given, as an analyst would note it."""
    return note(run, [given])


def note(run: Run, given: Sequence[GivenOrder]) -> str:
    """Return the orders of one decision and why they were given, as an analyst would note them."""
    first = given[0]
    parts = [f"{first.month}: {deed(run, given)}."]
    refused = next((SENTENCES[one.code] for one in given if one.code > 0), "")
    if refused:
        parts.append(f"Refused: {refused}.")
    reasons = reasons_of(run, first)
    if reasons is None:
        return " ".join([*parts, _origin(first)])
    least = TOLD * max(abs(value) for _, value in reasons.terms) if reasons.terms else 0.0
    telling = [(name, value) for name, value in reasons.terms if abs(value) >= least]
    for title, sign, most in (("For it", 1.0, 3), ("Against it", -1.0, 2)):
        said = [
            f"{argument(run, first.seat, name, value)} ({name} {value:+.2f})"
            for name, value in telling
            if sign * value > 0.0
        ]
        if said:
            parts.append(f"{title}: {'; '.join(said[:most])}.")
    held = held_then(run, first.seat, reasons, [name for name, _ in telling])
    return " ".join([*parts, *([held] if held else []), verdict(reasons)])


def deed(run: Run, given: Sequence[GivenOrder]) -> str:
    """Return what the orders of one decision do, from when and until when, in the words of one sentence."""
    text, order = did(run, given), given[0].order
    if order.kind in ("offer", "answer", "threaten"):
        return text
    if order.in_force and order.in_force != order.month:
        text += f", from {order.in_force}"
    return f"{text}, until {order.lapse}" if order.lapse else text


def did(run: Run, given: Sequence[GivenOrder]) -> str:
    """Return what the orders of one decision do, in the words of one sentence."""
    first = given[0]
    who, order = sentence_case(name_of(run, first.seat)), first.order
    if first.kind == "offer" and order.instrument:
        return _package(run, given)
    if first.kind == "offer":
        return f"{who} asks for talks"
    if first.kind == "answer":
        return f"{who} {'accepts' if order.value > 0.0 else 'refuses'} the package of {_package_month(run, order)}"
    would = once(acts(run, [one.order for one in given]))
    if first.kind == "threaten":
        return f"{who} threatens to {join(would)}"
    done = join([does(one) for one in would])
    if first.kind == "join":
        return f"{who} joins American tool controls: it {done}"
    if first.seat == "congress" and order.status != "drafted":
        return f"{who} takes up a bill that would {join(would)}"
    if order.status == "drafted":
        return f"{who} drafts a rule that would {join(would)}"
    return f"{who} {done}"


def _package(run: Run, given: Sequence[GivenOrder]) -> str:
    """Return a package: who is in it, and what each side would do."""
    terms: dict[str, list[Order]] = {}
    for one in given:
        terms.setdefault(one.order.party or one.seat, []).append(one.order)
    sides = [f"{name_of(run, party)} would {join(once(acts(run, orders)))}" for party, orders in terms.items()]
    told = "; ".join(sides)
    if given[0].order.day == LAST_DAY and all(one.code == 0 for one in given):
        return sentence_case(
            f"{join([name_of(run, party) for party in terms])} {_struck(len(terms))} a package: {told}"
        )
    return f"{sentence_case(name_of(run, given[0].seat))} puts a package on the table: {told}"


def _struck(sides: int) -> str:
    return "strike" if sides > 1 else "strikes"


def _package_month(run: Run, answer: Order) -> str:
    """Return the month in which the package was put that an order answers."""
    package = int(answer.target) if answer.target.isdigit() else answer.package
    offered = (one.month for one in run.all_orders if one.kind == "offer" and one.order.package == package)
    return next(offered, answer.month)


def held_then(run: Run, seat: str, reasons: Reasons, telling: Sequence[str]) -> str:
    """Return the beliefs and pressures that stand behind the terms told, for the two sides; empty where none does."""
    if seat not in RIVALS or not reasons.beliefs:
        return ""
    rival, now = name_of(run, RIVALS[seat]), reasons.beliefs
    odds, stood = [], []
    if "leverage" in telling:
        odds.append(f"yields to pressure at {100.0 * now['yields']:.0f} %")
    if "pain" in telling:
        odds.append(f"answers a blow at {100.0 * now['answers']:.0f} %")
    if "reciprocity" in telling and now["grievance"] >= FAINT:
        stood.append(f"its grievance stood at {now['grievance']:.2f}")
    if "audience" in telling and seat == "us":
        stood.append(f"hawk pressure {'' if stood else 'stood '}at {now['hawks']:.2f}")
    held = [f"it put the odds that {rival} {join(odds)}"] if odds else []
    told = "; ".join([*held, *([", ".join(stood)] if stood else [])])
    return f"{sentence_case(told)}." if told else ""


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
        return f"Likely for these reasons, timing is chance: without luck it would have fallen {-lead:.2f} short."
    if lead < reasons.scale:
        return f"The reasons decided, narrowly: {lead:.2f} ahead without luck, within its noise of {reasons.scale:.2f}."
    return f"The reasons decided: {lead:.2f} ahead without luck, noise {reasons.scale:.2f}."


def decisions(run: Run, seat: str = "", month: str = "") -> Iterator[str]:
    """Tell the decisions of a run, of one seat or month if named, in the order given.

    Orders for the same reasons, of one event of the record or of one package are one decision.
    """
    chosen = [
        given
        for given in run.all_orders
        if (not seat or given.seat == seat) and (not month or given.month == month) and given.kind != "pass"
    ]
    for _, group in groupby(chosen, key=_decision):
        yield note(run, list(group))


def _decision(given: GivenOrder) -> tuple[str, str, str, object]:
    """Return what orders of one decision have in common."""
    order = given.order
    if given.reasons >= 0:
        what: object = given.reasons
    elif order.event_id:
        what = (order.event_id, order.in_force, order.lapse, order.status)
    elif order.package >= 0:
        what = order.package
    else:
        what = given
    return given.month, given.seat, given.kind, what


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
            country=name_of(run, country).removeprefix("the "),
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
    "AGAINST",
    "FOR",
    "Determination",
    "Reasons",
    "decisions",
    "determinations",
    "determined",
    "did",
    "note",
    "reasons_of",
    "tell",
    "verdict",
]  # fmt: skip
