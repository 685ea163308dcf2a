"""What is kept of a run: outcomes named as indicator.entity@when, found once and then read from one array."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from stackcraft.model.dates import month_index, month_name
from stackcraft.model.entities import entities
from stackcraft.model.indicators import INDICATORS
from stackcraft.model.problems import Problem, nearest_names

from .conduct import CONDUCT_ID, NAMES, Rungs, monthly

WHOLE = ("last", "mean", "least", "most", "sum")
"""Readings of a whole run."""

IDS = tuple(indicator.indicator_id for indicator in INDICATORS)


@dataclass(frozen=True)
class Outcome:
    """One number of a run.

    Attributes:
        indicator_id: The indicator.
        entity: What it is read for.
        when: A month "YYYY-MM", a year "YYYY" or months "YYYY-MM..YYYY-MM" (their mean), or one of `WHOLE`.
    """

    indicator_id: str
    entity: str
    when: str

    @property
    def column(self) -> str:
        """Name of its column in the results."""
        return f"{self.indicator_id}.{self.entity}@{self.when}"


def split(text: str) -> Outcome:
    """Return the parts of a written outcome; entity `world` and `last` where nothing is said."""
    name, _, when = text.partition("@")
    indicator_id, _, entity = name.partition(".")
    return Outcome(indicator_id.strip(), entity.strip(), when.strip() or "last")


def window(when: str) -> tuple[int, int]:
    """Return the first and the last month of a month, a year or a stretch of months, January 2022 = 0.

    Args:
        when: "YYYY-MM", "YYYY" or "YYYY-MM..YYYY-MM".

    Raises:
        ValueError: It is none of these.
    """
    first, dots, last = when.partition("..")
    if not dots and len(when) == 4:
        return month_index(f"{when}-01"), month_index(f"{when}-12")
    return month_index(first), month_index(last if dots else first)


def expand(texts: Sequence[str], start: int, months: int) -> tuple[str, ...]:
    """Return written outcomes in full: `yearly` as the December of each year, and no outcome twice.

    Args:
        texts: Outcomes as written.
        start: First month of the run, January 2022 = 0.
        months: Length of the run.
    """
    found: dict[str, None] = {}
    for text in texts:
        outcome = split(text)
        whens = [outcome.when]
        if outcome.when == "yearly":
            whens = [month_name(t) for t in range(start, start + months) if t % 12 == 11]
        entity = outcome.entity or _only_entity(outcome.indicator_id)
        for when in whens:
            found[Outcome(outcome.indicator_id, entity, when).column] = None
    return tuple(found)


def _only_entity(indicator_id: str) -> str:
    """Return the entity meant when none is named."""
    kind = INDICATORS[IDS.index(indicator_id)].entities if indicator_id in IDS else "world"
    return "cn" if kind == "cn" else "world"


def _known(indicator_id: str, tables: Any) -> tuple[str, ...]:
    """Return what an indicator, or conduct, is reported for."""
    if indicator_id == CONDUCT_ID:
        return NAMES
    return entities(INDICATORS[IDS.index(indicator_id)].entities, tables)


def check_outcome(text: str, tables: Any, start: int, months: int, where: str) -> list[Problem]:
    """Return what is wrong with a written outcome."""
    outcome = split(text)
    if outcome.indicator_id not in (*IDS, CONDUCT_ID):
        near = nearest_names(outcome.indicator_id, (*IDS, CONDUCT_ID))
        todo = "Write indicator.entity@when, as chip_share_us.world@2030-12"
        return [Problem(where, f"unknown indicator {outcome.indicator_id!r}", "", todo, near)]
    problems = []
    known = _known(outcome.indicator_id, tables)
    entity = outcome.entity or _only_entity(outcome.indicator_id)
    if entity not in known:
        what = f"{outcome.indicator_id} is not reported for {entity!r}"
        problems.append(
            Problem(where, what, "", f"Choose one of {', '.join(known[:9])} …", nearest_names(entity, known))
        )
    if outcome.when not in (*WHOLE, "yearly"):
        try:
            first, last = window(outcome.when)
            inside = start <= first <= last < start + months
        except ValueError:
            todo = f"Write a month YYYY-MM, a year YYYY, months YYYY-MM..YYYY-MM, yearly, {', '.join(WHOLE)}"
            problems.append(
                Problem(where, f"{outcome.when!r} is no month", "", todo, nearest_names(outcome.when, WHOLE))
            )
        else:
            if not inside:
                why = f"the run goes from {month_name(start)} to {month_name(start + months - 1)}"
                problems.append(Problem(where, f"{outcome.when} is outside the run", why, "Choose a month within"))
    return problems


class Reader:
    """Reads outcomes from the array of a run's indicators.

    Args:
        columns: Outcomes in full.
        tables: The data.
        offset: First column of each indicator (`State.offset`).
        start: First month, January 2022 = 0.
    """

    def __init__(self, columns: Sequence[str], tables: Any, offset: Any, start: int) -> None:
        self._column = np.zeros(len(columns), np.int64)
        self._row = np.full(len(columns), -1, np.int64)
        self._whole: list[tuple[int, str]] = []
        self._means: list[tuple[int, int, int]] = []
        self._conduct: list[tuple[int, str, str]] = []
        self._start = start
        known: Mapping[str, tuple[str, ...]] = {i.indicator_id: entities(i.entities, tables) for i in INDICATORS}
        for n, column in enumerate(columns):
            outcome = split(column)
            if outcome.indicator_id == CONDUCT_ID:
                self._conduct.append((n, outcome.entity, outcome.when))
                continue
            place = known[outcome.indicator_id].index(outcome.entity)
            self._column[n] = offset[IDS.index(outcome.indicator_id)] + place
            if outcome.when in WHOLE:
                if outcome.when != "last":
                    self._whole.append((n, outcome.when))
            else:
                first, last = (month - start for month in window(outcome.when))
                self._row[n] = last
                if first < last:
                    self._means.append((n, first, last + 1))

    @property
    def needs_rungs(self) -> bool:
        """Whether any outcome is read from the ladders, so that runs must be followed month by month."""
        return bool(self._conduct)

    def read(self, out: np.ndarray, rungs: Rungs | None = None) -> np.ndarray:
        """Return the outcomes of a run.

        Args:
            out: Indicators, shape (months, columns).
            rungs: Rungs of the ladders, shape (months, SLOTS), where outcomes need them.

        Returns:
            Outcomes in the order of the columns, shape (outcomes,).
        """
        values: np.ndarray = out[self._row, self._column]
        for n, how in self._whole:
            series = out[:, self._column[n]]
            values[n] = _whole(series, how)
        for n, first, end in self._means:
            values[n] = out[first:end, self._column[n]].mean()
        for n, name, when in self._conduct:
            assert rungs is not None
            values[n] = self._conduct_of(monthly(rungs, name), when)
        return values

    def _conduct_of(self, series: np.ndarray, when: str) -> float:
        if when in WHOLE:
            return float(series[-1]) if when == "last" else _whole(series, when)
        first, last = (month - self._start for month in window(when))
        return float(series[first : last + 1].mean())


def _whole(series: np.ndarray, how: str) -> float:
    """Return one reading of a whole run."""
    match how:
        case "mean":
            return float(series.mean())
        case "least":
            return float(series.min())
        case "most":
            return float(series.max())
        case _:
            return float(series.sum())
