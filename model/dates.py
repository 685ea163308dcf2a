"""Months and days: history opens in January 2022, month 0, and a step is a month."""

from __future__ import annotations

import datetime
import re
from functools import cache

OPENING_YEAR = 2022
NO_MONTH = -1
"""What stands for a month that isn't given."""

_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


def month_index(text: str) -> int:
    """Return the number of months from January 2022 to a month or a day.

    Args:
        text: ``YYYY-MM`` or ``YYYY-MM-DD``.

    Returns:
        Months since January 2022; negative before it.

    Raises:
        ValueError: The text is neither, or names no real month or day.
    """
    return months_between(parse_day(text))


def parse_day(text: str) -> datetime.date:
    """Return the date of a day, or of the first day of a month.

    Raises:
        ValueError: The text is neither ``YYYY-MM`` nor ``YYYY-MM-DD``, or names no real date.
    """
    if match := _MONTH.fullmatch(text):
        return datetime.date(int(match[1]), int(match[2]), 1)
    if match := _DAY.fullmatch(text):
        return datetime.date(int(match[1]), int(match[2]), int(match[3]))
    message = f"{text!r} is not a month YYYY-MM or a day YYYY-MM-DD"
    raise ValueError(message)


def months_between(day: datetime.date) -> int:
    """Return the number of months from January 2022 to the month of a day."""
    return (day.year - OPENING_YEAR) * 12 + day.month - 1


@cache
def month_name(index: int) -> str:
    """Return a month as ``YYYY-MM``, given its number from January 2022."""
    years, month = divmod(index, 12)
    return f"{OPENING_YEAR + years:04d}-{month + 1:02d}"
