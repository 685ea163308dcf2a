"""Periods as sources write them: a year, a half, a fiscal quarter, a range of months, and the months they cover."""

import re
from dataclasses import dataclass

from stackcraft.model.dates import month_index

_YEARS = re.compile(r"(\d{4})-(\d{4})")
_TWO_YEARS = re.compile(r"(\d{2})(\d{2})-(\d{2})")
_FISCAL_QUARTER = re.compile(r"FY\d{4}[ -]?Q[1-4]\b.*", re.ASCII)
_FISCAL_YEAR = re.compile(r"FY\d{4}\b.*", re.ASCII)
_PART = re.compile(r"(\d{4})-([HQ])(\d)")
_SPAN = re.compile(r"(\d{4})-(\d{2})\.\.(?:(\d{4})-)?(\d{2})")
_TO_DATE = re.compile(r"(\d{4})-(\d{2}) ytd")
_MONTH = re.compile(r"\d{4}-\d{2}(-\d{2})?")
_YEAR = re.compile(r"(\d{4})(-full| forecast)?")

LENGTHS = {"month": 1, "quarter": 3, "half": 6}
"""Months in the periods of a calendar that a row dated by a month may be read over."""


@dataclass(frozen=True)
class Period:
    """The months that an observation covers, from January 2022 = 0.

    Attributes:
        first: First month.
        last: Last month.
        dated_by: "month" where the source names one month or day, else "period".
    """

    first: int
    last: int
    dated_by: str = "period"

    @property
    def months(self) -> int:
        """Number of months."""
        return self.last - self.first + 1


def read_period(written: str, ends: str) -> Period:
    """Return the period of an observation.

    Args:
        written: The period as the source has it: "2024", "2025-H1", "2025-Q1", "2025-05", "2025-05-01", "2023-08..10",
            "2024-09..2025-08", "2025-07 ytd", "2024-end", "FY2026Q1 (2025-04)", "FY2025 (to 2025-01-26)".
        ends: Day on which it ends, "YYYY-MM-DD".

    Returns:
        The period; fiscal ones and wordings that aren't known end in the month of `ends`, the latter being that month.

    Raises:
        ValueError: `ends` is no day, a month or part of a year doesn't exist, or the two contradict each other.
    """
    end = month_index(ends)
    period = _period(written.strip(), end)
    if period.dated_by == "month" or _YEAR.fullmatch(written.strip()) or _PART.fullmatch(written.strip()):
        if not period.first <= end <= period.last:
            message = f"{written!r} doesn't end on {ends}"
            raise ValueError(message)
    return period


def _period(written: str, end: int) -> Period:
    if _FISCAL_QUARTER.fullmatch(written):
        return Period(end - 2, end)
    if _FISCAL_YEAR.fullmatch(written):
        return Period(end - 11, end)
    if part := _PART.fullmatch(written):
        length = 6 if part[2] == "H" else 3
        if not 1 <= int(part[3]) <= 12 // length:
            message = f"{written!r} is no part of a year"
            raise ValueError(message)
        first = month_index(f"{part[1]}-01") + length * (int(part[3]) - 1)
        return Period(first, first + length - 1)
    if span := _SPAN.fullmatch(written):
        first = month_index(f"{span[1]}-{span[2]}")
        last = month_index(f"{span[3] or span[1]}-{span[4]}")
        if last < first:
            message = f"{written!r} ends before it begins"
            raise ValueError(message)
        return Period(first, last)
    if to_date := _TO_DATE.fullmatch(written):
        return Period(month_index(f"{to_date[1]}-01"), month_index(f"{to_date[1]}-{to_date[2]}"))
    if (two := _TWO_YEARS.fullmatch(written)) and int(two[3]) == int(two[2]) + 1 > 12:
        first = month_index(f"{two[1]}{two[2]}-01")
        return Period(first, first + 23)
    if _MONTH.fullmatch(written):
        month = month_index(written)
        return Period(month, month, "month")
    if year := _YEAR.fullmatch(written):
        first = month_index(f"{year[1]}-01")
        return Period(first, first + 11)
    if years := _YEARS.fullmatch(written):
        return Period(month_index(f"{years[1]}-01"), month_index(f"{years[2]}-12"))
    return Period(end, end, "month")


def widened(period: Period, window: str) -> Period:
    """Return what a row dated by a month is read over; longer periods are left as they are.

    Args:
        period: The period as dated.
        window: month, month_before, quarter or half: the month, the one before it, or the calendar period around it.
    """
    if period.dated_by != "month":
        return period
    if window == "month_before":
        return Period(period.first - 1, period.last - 1, "month")
    length = LENGTHS[window]
    first = period.first - period.first % length
    return Period(first, first + length - 1, "month")
