"""Measures: what scores and red lines read from a run, declared as data."""

from collections.abc import Callable, Sequence
from typing import Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict

from stackcraft.model.codes import ANSWER, CN, OFFER, SET_RULE, US
from stackcraft.model.entities import entities
from stackcraft.model.indicators import INDICATORS
from stackcraft.model.ledger import KINDS as ENTRIES
from stackcraft.model.ledger import LAW_CHANGED
from stackcraft.model.problems import Problem, nearest_names
from stackcraft.model.recorder import RARE_EARTHS
from stackcraft.model.rulebook import DEFAULT
from stackcraft.model.run import Run
from stackcraft.model.state import N_LEDGER
from stackcraft.model.tables import Tables

UNITS = {i.indicator_id: i.unit for i in INDICATORS}
AMOUNTS = ("thousand H100e", "thousand cards", "USD bn", "tonnes")
"""Units that add up over places; everything else is averaged."""

QUARTER, YEAR = 3, 12


class Measure(BaseModel):
    """One number read from a run; exactly one of the first five fields says what it is.

    Attributes:
        indicator: Indicator, or several that are added up.
        entry: Kind of ledger entry that is counted.
        orders: "standing" (share of one's rules in force a year after), "refused" (orders rejected), "deals" (packages
            struck less broken).
        state: Something read from the state as it stands (`STATES`).
        law: Instrument whose value in force is averaged over the months played.
        of: Entities, countries or targets.
        seats: Seats of the model whose entries or orders count.
        against: Seats whose entries count against them.
        issuers: Seats whose law counts.
        when: For indicators: last quarter, mean, sum or last year of the months played.
        take: Over entities: sum for amounts and mean for shares where nothing is said.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    indicator: str | tuple[str, ...] = ()
    entry: str = ""
    orders: Literal["", "standing", "refused", "deals"] = ""
    state: str = ""
    law: str = ""
    of: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    when: Literal["end", "mean", "sum", "year"] = "end"
    take: Literal["", "sum", "mean", "max"] = ""

    @property
    def indicators(self) -> tuple[str, ...]:
        """Indicators, one or several."""
        return (self.indicator,) if isinstance(self.indicator, str) else self.indicator

    @property
    def unit(self) -> str:
        """Unit for people."""
        if self.indicators:
            unit = UNITS.get(self.indicators[0], "")
            if unit == "share":
                return "%"
            return {"index": "", "ratio": "times"}.get(unit, unit)
        if self.state:
            return "%" if self.state in SHARES else ""
        return {"standing": "%", "refused": "orders", "deals": "deals"}.get(self.orders, "times" if self.entry else "")


def _third(s: Any, names: Sequence[int]) -> list[int]:
    """Return the rows of the countries named, all but the two powers where none is."""
    return list(names) or [c for c in range(len(s.countries)) if c not in (US, CN)]


def _substitution(s: Any, _: Sequence[int]) -> float:
    use = np.asarray(s.mineral_use[RARE_EARTHS], float).copy()
    use[CN] = 0.0
    return float((s.substitution[RARE_EARTHS] * use).sum() / max(1e-12, use.sum()))


STATES: dict[str, Callable[[Any, Sequence[int]], float]] = {
    "substitution": _substitution,
    "align_us": lambda s, at: float(np.mean(s.countries.align_us[_third(s, at)])),
    "align_cn": lambda s, at: float(np.mean(s.countries.align_cn[_third(s, at)])),
    "coercion": lambda s, at: float(np.mean((s.countries.coercion_us + s.countries.coercion_cn)[_third(s, at)])),
    "chinese_yield": lambda s, _: float(s.foundries.yield_[np.asarray(s.foundries.stack) == CN].mean()),
}
"""What may be read from the state: need for rare earths met elsewhere, alignments, coercion felt, yield of Chinese fabs."""

SHARES = ("substitution", "chinese_yield")


def read(measure: Measure, run: Run, first: int, last: int | None = None) -> float:
    """Return a measure of a run.

    Args:
        measure: The measure.
        run: The run, as far as it goes.
        first: First month played, as an index into the run's months.
        last: Month after the last that counts; the end of the run if None. State is read as the run left it.
    """
    last = run.months if last is None else min(last, run.months)
    if measure.indicators:
        return _of_series(series(measure, run)[first:last], measure.when)
    if measure.entry:
        return _entries(measure, run, first, last)
    if measure.orders:
        return _ORDERS[measure.orders](measure, run, first, last)
    if measure.law:
        return float(np.mean(_law(measure, run, first, last))) if last > first else 0.0
    index = run.tables.countries.index
    return STATES[measure.state](run.state, [index[name] for name in measure.of])


def by_month(measure: Measure, run: Run, first: int, last: int) -> np.ndarray:
    """Return a measure month by month where it has a course, else its value at the end in the last month alone."""
    if measure.indicators:
        return series(measure, run)[first:last]
    if measure.law:
        return _law(measure, run, first, last)
    course = np.full(max(0, last - first), np.nan)
    if len(course):
        course[-1] = read(measure, run, first, last)
    return course


def series(measure: Measure, run: Run) -> np.ndarray:
    """Return the course of an indicator measure over the whole run, shape (months,)."""
    rows = np.array([[run.series(name, entity) for entity in measure.of] for name in measure.indicators])
    rows = rows.sum(axis=0)
    take = measure.take or ("sum" if UNITS[measure.indicators[0]] in AMOUNTS else "mean")
    course: np.ndarray = {"sum": rows.sum, "mean": rows.mean, "max": rows.max}[take](axis=0)
    return np.asarray(course, float)


def _of_series(course: np.ndarray, when: str) -> float:
    if not len(course):
        return 0.0
    if when == "sum":
        return float(course.sum())
    if when == "mean":
        return float(course.mean())
    return float(course[-(YEAR if when == "year" else QUARTER) :].mean())


def _entries(measure: Measure, run: Run, first: int, last: int) -> float:
    months = run.calendar[first:last]
    if not months:
        return 0.0
    found = 0
    for entry in run.ledger:
        if entry.kind == measure.entry and months[0] <= entry.month <= months[-1]:
            found += int(entry.seat in measure.seats) - int(entry.seat in measure.against)
    return float(found)


def _rows(measure: Measure, run: Run, first: int, last: int) -> Any:
    """Return rows of orders that some seats gave in some months."""
    rows = run.order_rows
    start = int(run.state.world.start[0])
    seats = [run.tables.seats.index[name] for name in measure.seats]
    return rows[(rows["month"] >= start + first) & (rows["month"] < start + last) & np.isin(rows["seat"], seats)]


def _standing(measure: Measure, run: Run, first: int, last: int) -> float:
    """Return the share of rules given a year or more before the end whose value still stands; a half if there is none."""
    rows = _rows(measure, run, first, last - YEAR)
    rows = rows[(rows["kind"] == SET_RULE) & (rows["code"] == 0) & (rows["event"] < 0)]
    if not len(rows):
        return 0.5
    law = run.state.law
    kept = [law[r["instrument"], r["seat"], r["target"], r["product"]] == r["value"] for r in rows]
    return float(np.mean(kept))


def _refused(measure: Measure, run: Run, first: int, last: int) -> float:
    return float((_rows(measure, run, first, last)["code"] > 0).sum())


def _deals(measure: Measure, run: Run, first: int, last: int) -> float:
    """Return packages of which a seat is a side that were struck, less ruptures."""
    rows = run.order_rows
    start = int(run.state.world.start[0])
    rows = rows[(rows["month"] >= start + first) & (rows["month"] < start + last) & (rows["code"] == 0)]
    seats = [run.tables.seats.index[name] for name in measure.seats]
    offers = rows[rows["kind"] == OFFER]
    mine = {int(r["package"]) for r in offers if r["seat"] in seats or r["party"] in seats}
    answers = rows[(rows["kind"] == ANSWER) & (rows["value"] > 0.5)]
    struck = {int(r["package"]) if r["package"] >= 0 else int(r["target"]) for r in answers}
    broken = _entries(Measure(entry="rupture", seats=measure.seats), run, first, last)
    return float(len(mine & struck)) - broken


_ORDERS: dict[str, Callable[[Measure, Run, int, int], float]] = {
    "standing": _standing,
    "refused": _refused,
    "deals": _deals,
}


def _law(measure: Measure, run: Run, first: int, last: int) -> np.ndarray:
    """Return the value of an instrument in force month by month, averaged over issuers and targets (or the largest)."""
    tables = run.tables
    i = tables.instruments.index[measure.law]
    start = int(run.state.world.start[0])
    lines = run.state.ledger[: run.state.count[N_LEDGER]]
    lines = lines[(lines["kind"] == LAW_CHANGED) & (lines["quantity"] == i)]
    courses = []
    for issuer in measure.issuers:
        for name in measure.of:
            mine = lines[
                (lines["seat"] == tables.seats.index[issuer]) & (lines["target"] == tables.countries.index[name])
            ]
            course = np.full(max(1, last), float(run.state.instruments[i, DEFAULT]))
            for line in mine:
                course[max(0, int(line["month"]) - start) :] = line["value"]
            courses.append(course[first:last])
    table = np.array(courses)
    result: np.ndarray = table.max(axis=0) if measure.take == "max" else table.mean(axis=0)
    return result


def faults(measure: Measure, tables: Tables, where: str) -> list[Problem]:
    """Return what of a measure doesn't fit the data."""
    problems: list[Problem] = []

    def named(what: str, names: Sequence[str], known: Sequence[str]) -> None:
        for name in names:
            if name not in known:
                problems.append(Problem(where, f"unknown {what} {name!r}", "", "", nearest_names(name, known)))

    chosen = [measure.indicators, measure.entry, measure.orders, measure.state, measure.law]
    if sum(bool(x) for x in chosen) != 1:
        text = "Give one of indicator, entry, orders, state and law"
        return [Problem(where, "a measure reads exactly one thing", "", text)]
    named("seat", (*measure.seats, *measure.against, *measure.issuers), tables.seats.ids)
    for name in measure.indicators:
        if name not in UNITS:
            named("indicator", [name], tuple(UNITS))
            continue
        kind = next(i.entities for i in INDICATORS if i.indicator_id == name)
        named(f"entity of {name}", measure.of, entities(kind, tables))
    if measure.indicators and not measure.of:
        problems.append(Problem(where, "an indicator needs entities", "", "Write of = [...]"))
    if measure.entry:
        named("kind of ledger entry", [measure.entry], ENTRIES)
    if measure.state:
        named("reading of the state", [measure.state], tuple(STATES))
        named("country", measure.of, tables.countries.ids)
    if measure.law:
        named("instrument", [measure.law], tables.instruments.ids)
        named("country", measure.of, tables.countries.ids)
        if not measure.issuers or not measure.of:
            problems.append(Problem(where, "law needs issuers and targets", "", "Write issuers = [...] and of = [...]"))
    return problems


__all__ = ["STATES", "Measure", "by_month", "faults", "read", "series"]
