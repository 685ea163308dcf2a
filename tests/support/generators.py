"""Orders at random, from the declarations and the instruments: what any seat might try in any month."""

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from hypothesis import strategies as st

from stackcraft.model.codes import CHANNELS, CLASSES, LAPSED, LAW_STATES, REGIONS, SEAT_KINDS
from stackcraft.model.dates import month_name
from stackcraft.model.declarations import DECLARATIONS, Declaration
from stackcraft.model.instruments import Instrument
from stackcraft.model.noise import draw, key, uniform
from stackcraft.model.orders import Order
from stackcraft.model.tables import Tables

T = TypeVar("T")

THROW = draw("tests.throw", "what a random player of the tests picks")


class Chooser(Protocol):
    """Where choices come from: Hypothesis, or the noise tape."""

    def one_of(self, options: Sequence[T]) -> T:
        """Return one of the options."""

    def number(self, low: float, high: float) -> float:
        """Return a number from `low` to `high`, both ends in reach."""


class Dice:
    """Choices from the noise tape: the same seed throws the same."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.thrown = 0

    def _throw(self) -> float:
        self.thrown += 1
        return float(uniform(key(str(self.seed)), THROW, key("dice"), self.thrown))

    def one_of(self, options: Sequence[T]) -> T:
        return options[int(self._throw() * len(options))]

    def number(self, low: float, high: float) -> float:
        kind = self._throw()
        if kind < 0.2:
            return low
        if kind < 0.4:
            return high
        return low + (high - low) * self._throw()


class Drawn:
    """Choices that Hypothesis makes, and shrinks."""

    def __init__(self, data: Any) -> None:
        self.data = data

    def one_of(self, options: Sequence[T]) -> T:
        chosen: T = self.data(st.sampled_from(list(options)))
        return chosen

    def number(self, low: float, high: float) -> float:
        return float(self.data(st.floats(low, high, allow_nan=False)))


def random_order(choose: Chooser, tables: Tables, month: int) -> Order:
    """Return an order whose words are all known; law and purse may still refuse it.

    Args:
        choose: Where choices come from.
        tables: The data.
        month: Month it is given in, January 2022 = 0.
    """
    seat = choose.one_of(tables.seats.ids)
    kind = SEAT_KINDS.index(tables.seats["kind"][tables.seats.index[seat]])
    declared = choose.one_of([d for d in DECLARATIONS if kind in d.givers])
    if declared.target == "instrument":
        return _law(choose, tables, month, seat, declared)
    if declared.kind == "list_entity":
        target = choose.one_of(_firms(tables))
    elif declared.target == "seat":
        target = choose.one_of(tables.seats.ids)
    elif declared.target == "product":
        target = choose.one_of(tables.products.ids)
    elif declared.target == "channel":
        target = choose.one_of(CHANNELS)
    elif declared.kind == "answer":
        target = choose.one_of("0123")
    else:
        target = ""
    value = _value(choose, declared.low, declared.high)
    if declared.kind in ("list_entity", "answer"):
        value = float(round(value))
    return Order(seat=seat, kind=declared.kind, target=target, value=value)


def _law(choose: Chooser, tables: Tables, month: int, seat: str, declared: Declaration) -> Order:
    """Return an order that names an instrument; mostly one that the seat may set."""
    records = tables.instruments.records
    own = [i for i in records if i.may_be_set_by(seat, tables.seats["kind"][tables.seats.index[seat]])]
    instrument = choose.one_of(own or records)
    # A date may come before the instrument's lead time, and a lapse before the date: such orders are to be refused.
    binds = (
        month + max(0, instrument.lead_months + choose.one_of((-1, 0, 1, 4))) if choose.number(0.0, 1.0) < 0.5 else -1
    )
    lapse = month + choose.one_of((1, 3, 12)) if choose.number(0.0, 1.0) < 0.3 else -1
    offered = declared.kind == "offer"
    return Order(
        seat=seat,
        kind=declared.kind,
        instrument=instrument.instrument_id,
        target=choose.one_of(_targets(instrument, tables)),
        product_class=choose.one_of(CLASSES) if instrument.uses_class else "",
        value=_value(choose, max(instrument.low, declared.low), min(instrument.high, declared.high)),
        in_force=month_name(binds) if binds >= 0 else "",
        lapse=month_name(lapse) if lapse >= 0 else "",
        status=choose.one_of(("announced", "announced", *(s for s in LAW_STATES if s != LAW_STATES[LAPSED]))),
        party=choose.one_of(("", *tables.seats.ids[:4])) if offered else "",
        package=choose.one_of(range(4)) if offered else -1,
    )


def _targets(instrument: Instrument, tables: Tables) -> Sequence[str]:
    if instrument.target_kind == "world":
        return ("world",)
    if instrument.target_kind in ("country", "mineral_country"):
        return ("us", "cn", *tables.countries.ids, *REGIONS)
    return _firms(tables)


def _firms(tables: Tables) -> list[str]:
    kinds = tables.seats["kind"]
    return [name for g, name in enumerate(tables.seats.ids) if kinds[g] in ("chipmaker", "foundry", "lab")]


def _value(choose: Chooser, low: float, high: float) -> float:
    """Return a value in range: rungs of short ladders half of the time, so that switches are really thrown."""
    value = choose.number(low, high)
    return float(round(value)) if high - low <= 4.0 and choose.number(0.0, 1.0) < 0.5 else value


@st.composite
def orders(take: Any, tables: Tables, first: int, months: int, most: int = 4) -> tuple[tuple[Order, ...], ...]:
    """Return the orders of several months, up to `most` in each."""
    choose = Drawn(take)
    return tuple(
        tuple(random_order(choose, tables, first + t) for _ in range(take(st.integers(0, most)))) for t in range(months)
    )
