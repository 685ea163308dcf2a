"""What governments did in a run, as people tell it: one entry an event or order, newest first, and the landmarks."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import SimpleNamespace
from typing import Any

import numpy as np

from stackcraft.agents.explain import did
from stackcraft.agents.wording import join, lower, name_of, rungs_of, sentence_case, strength_text
from stackcraft.model.codes import ORDER_KINDS
from stackcraft.model.dates import month_index
from stackcraft.model.orders import Order, decode
from stackcraft.model.run import GivenOrder

from .on_run import kept_on
from .pictures.diffusion import Pin

TELLING_KINDS = ("set_rule", "list_entity", "threaten", "offer", "stand_down", "join", "assure")
LANDMARKS = 5
LANDMARK_RULES = 3
APART_MONTHS = 6
PIN_LETTERS = 86
REPEAT_MONTHS = 6
ON_OFF = ("off", "on")
ORDERS_KEPT = 4_000
OF_ONE_RUN = ("sequence", "code", "reasons", "margin")
"""Fields of an order's row that say what became of it, not what it is."""


@dataclass(frozen=True)
class Chapter:
    """One thing that happened: the month, whose doing, the words, whether it comes from the record, and by which orders.

    `orders` holds their numbers within the run, so that it can be asked what would be without them.
    """

    month: str
    seat: str
    text: str
    scripted: bool
    orders: tuple[int, ...] = ()


def chronicle(run: Any, limit: int = 40) -> list[Chapter]:
    """Return what governments and legislatures did, newest first.

    All orders of one event of the record are one entry, told by its description, and so are all terms of a package;
    other orders are told in an analyst's words, without the months of their law.

    Args:
        run: A run; its orders have `month`, `seat`, `kind` and a `sentence`, and may have the `order` itself.
        limit: Most entries returned.
    """
    told: list[Chapter] = []
    seen: dict[tuple[str, str], int] = {}
    number = cache(month_index)
    packages = _packages(run)
    together = _together(run)
    for given in reversed(_orders(run)):
        if given.kind not in TELLING_KINDS:
            continue
        order = getattr(given, "order", None)
        event_id = getattr(order, "event_id", "")
        if event_id:
            text = event_text(run, event_id)
        elif given.kind == "offer" and order is not None:
            text = package_text(run, *packages[order.package])
        else:
            text = order_text(run, [given])
        # Going back in time: what is repeated within half a year is told once, at its latest.
        last = seen.get((given.seat, text))
        seen[given.seat, text] = now = number(given.month)
        if last is not None and last - now <= REPEAT_MONTHS:
            continue
        key = ("event", event_id) if event_id else ("package", getattr(order, "package", -1))
        numbers = together.get(key) if event_id or given.kind == "offer" else None
        own = (given.sequence,) if hasattr(given, "sequence") else ()
        month = event_month(run, event_id) or given.month
        told.append(Chapter(month, given.seat, text, bool(event_id), tuple(numbers or own)))
        if len(told) == limit:
            break
    return told


def _orders(run: Any) -> list[Any]:
    """Return the orders of a run that the chronicle may need: of telling kinds and answers, applied.

    Of a run of the model only these rows are put into words, which is most of the work. Nine of ten orders are the same as
    in the run before it.
    """
    if not hasattr(run, "order_rows"):
        return list(run.orders)
    return kept_on(run, "orders told", lambda: _in_words(run))


def _in_words(run: Any) -> list[Any]:
    rows = run.order_rows
    kinds = [ORDER_KINDS.index(kind) for kind in (*TELLING_KINDS, "answer")]
    wanted = np.flatnonzero((rows["code"] == 0) & np.isin(rows["kind"], kinds))
    own = rows[wanted]
    same = [name for name in rows.dtype.names if name not in OF_ONE_RUN]
    fields, margins, reasons = own[same].tolist(), own["margin"].tolist(), own["reasons"].tolist()
    return [
        GivenOrder(_order(run.tables, tuple(same), field), 0, margin, reason, n)
        for field, margin, reason, n in zip(fields, margins, reasons, wanted.tolist(), strict=True)
    ]


@lru_cache(ORDERS_KEPT)
def _order(tables: Any, names: tuple[str, ...], fields: tuple[Any, ...]) -> Order:
    """Return an order in words from the fields of its row."""
    return decode(SimpleNamespace(**dict(zip(names, fields, strict=True))), tables, tables.history.events.ids)


def _packages(run: Any) -> dict[int, tuple[list[Any], bool]]:
    """Return the terms of each package offered in a run, and whether it was accepted."""
    orders = [given.order for given in _orders(run) if getattr(given, "order", None) is not None]
    accepted = {order.package for order in orders if order.kind == "answer" and order.value > 0}
    found: dict[int, tuple[list[Any], bool]] = {}
    for order in orders:
        if order.kind == "offer":
            found.setdefault(order.package, ([], order.package in accepted))[0].append(order)
    return found


def _together(run: Any) -> dict[tuple[str, Any], list[int]]:
    """Return the numbers of the orders that belong together: of an event of the record, of a package."""
    found: dict[tuple[str, Any], list[int]] = {}
    for given in _orders(run):
        order = getattr(given, "order", None)
        if order is None or not hasattr(given, "sequence"):
            continue
        if order.event_id:
            found.setdefault(("event", order.event_id), []).append(given.sequence)
        elif order.package >= 0:
            found.setdefault(("package", order.package), []).append(given.sequence)
    return found


def package_text(run: Any, terms: Sequence[Any], accepted: bool) -> str:
    """Return a package as a sentence: who offers it to whom, its terms, and whether it was accepted."""
    seat = name_of(run, terms[0].seat)
    others = sorted({name_of(run, term.target) for term in terms} - {seat, "everyone"}) or ["others"]
    titles = dict.fromkeys(lower(run.tables.instruments[term.instrument].title) for term in terms if term.instrument)
    end = "; accepted" if accepted else ""
    return sentence_case(f"{seat} offers {join(others)} a package: {', '.join(titles)}{end}")


def landmarks(run: Any, limit: int = LANDMARKS) -> list[Pin]:
    """Return the events of the record that changed most rules at once, some months apart, as pins in order of time."""
    rules: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for given in run.orders:
        order = getattr(given, "order", None)
        if order is not None and order.event_id and event_month(run, order.event_id) in run.calendar:
            rules.setdefault((given.month, order.event_id), set()).add((order.instrument, order.product_class))
    months = {name: k for k, name in enumerate(run.calendar)}
    chosen: list[Pin] = []
    for (month, event_id), changed in sorted(rules.items(), key=lambda item: (-len(item[1]), item[0])):
        if len(changed) >= LANDMARK_RULES and all(abs(months[month] - pin.month) >= APART_MONTHS for pin in chosen):
            chosen.append(Pin(months[month], shortened(event_text(run, event_id))))
        if len(chosen) == limit:
            break
    return sorted(chosen, key=lambda pin: pin.month)


def shortened(text: str, letters: int = PIN_LETTERS) -> str:
    """Return a text cut at a word, with an ellipsis and no stray punctuation before it."""
    if len(text) <= letters:
        return text
    return textwrap.shorten(text, letters, placeholder="").rstrip(" ,;:.(") + " …"


def event_text(run: Any, event_id: str) -> str:
    """Return the description of an event of the record."""
    events = run.tables.history.events
    return str(events["description"][events.index[event_id]]) if event_id in events.index else event_id


def event_month(run: Any, event_id: str) -> str:
    """Return the month of an event of the record, "YYYY-MM"; empty if there is none."""
    events = getattr(getattr(getattr(run, "tables", None), "history", None), "events", None)
    if events is None or event_id not in events.index:
        return ""
    return str(events.rows[events.index[event_id]]["date"])[:7]


def order_text(run: Any, given: Sequence[Any]) -> str:
    """Return the orders of one decision as a sentence; the first's own sentence where the run has no tables."""
    if getattr(given[0], "order", None) is None or getattr(run, "tables", None) is None:
        return str(given[0].sentence)
    return did(run, given)


def value_text(instrument_id: str, unit: str, value: float) -> str:
    """Return the value of an instrument in words: its rung, on or off, per cent, or a number with its unit."""
    rungs = rungs_of(instrument_id)
    if 0 <= round(value) < len(rungs):
        return rungs[round(value)]
    if unit == "flag":
        return ON_OFF[value > 0]
    if unit.startswith("share") or unit == "ad valorem":
        return f"{100 * value:.0f} %"
    if unit == "strength":
        return strength_text(value)
    return f"{value:g} {unit}" if unit not in ("rung", "tier", "index") else f"{unit} {value:.2g}"


def seat_name(tables: Any, name: str) -> str:
    """Return the short name of a country, else of a seat; "all" for everyone."""
    if name in ("", "world", "all"):
        return "all"
    for table in (tables.countries, tables.seats):
        if name in table.index:
            return str(table["name"][table.index[name]]).split(" (")[0]
    return name
