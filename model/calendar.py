"""The opening of a month: law's calendar turns, what history and the scenario hold for the month arrives."""

from . import ledger, rulebook
from .kernels import rule
from .state import N_ORDERS, N_OVERFLOW, N_SCRIPT

SHOCKS = ("salience", "hazard", "yield", "demand", "power", "trust")
"""Kinds of exogenous shock."""
SALIENCE_SHOCK, HAZARD_SHOCK, YIELD_SHOCK, DEMAND_SHOCK, POWER_SHOCK, TRUST_SHOCK = range(6)

EPOCH = 2022


def month_index(text: str) -> int:
    """Return the month of "YYYY-MM" (or "YYYY-MM-DD"), January 2022 = 0.

    Raises:
        ValueError: If the text is no such date.
    """
    parts = text.split("-")
    if len(parts) not in (2, 3) or not all(part.isdecimal() for part in parts):
        raise ValueError(f"{text!r} is not a month; write YYYY-MM")
    year, month = int(parts[0]), int(parts[1])
    if not (1990 <= year <= 2100 and 1 <= month <= 12):
        raise ValueError(f"{text!r} is not a month between 1990-01 and 2100-12")
    return (year - EPOCH) * 12 + month - 1


def month_name(index: int) -> str:
    """Return "YYYY-MM" of a month counted from January 2022."""
    return f"{EPOCH + index // 12:04d}-{index % 12 + 1:02d}"


@rule
def open_month(s, t):  # type: ignore[no-untyped-def]
    """Set the clock to month `t`, turn the rulebook's calendar, take in scripted orders and shocks of the month."""
    s.world.month[0] = t
    rulebook.turn_calendar(s, t)
    read_script(s, t)
    strike(s, t)
    for m in range(s.makers.shape[0]):
        s.makers.writeoff[m] = 0.0
    for g in range(s.seats.shape[0]):
        s.seats.severity[g] = 0.0


@rule
def read_script(s, t):  # type: ignore[no-untyped-def]
    """Append the scripted orders dated up to month `t` to the month's orders, in date order."""
    n = s.count[N_SCRIPT]
    while n < s.script.shape[0] and s.script.month[n] <= t:
        k = s.count[N_ORDERS]
        if k >= s.orders.shape[0]:
            s.count[N_OVERFLOW] += 1
            return
        s.orders[k] = s.script[n]
        s.orders.month[k] = t
        s.orders.sequence[k] = k
        s.orders.code[k] = -1
        s.count[N_ORDERS] = k + 1
        n += 1
    s.count[N_SCRIPT] = n


@rule
def strike(s, t):  # type: ignore[no-untyped-def]
    """Apply the exogenous shocks of month `t`."""
    for i in range(s.shocks.shape[0]):
        if s.shocks[i, 0] != t:
            continue
        kind = int(s.shocks[i, 1])
        target = int(s.shocks[i, 2])
        value = s.shocks[i, 3]
        ledger.enter(s, ledger.SHOCK, -1, target, -1, float(kind), value)
        if kind == SALIENCE_SHOCK:
            s.world.salience[0] += value
        elif kind == HAZARD_SHOCK:
            s.world.hazard[0] = min(1.0, s.world.hazard[0] + value)
        elif kind == YIELD_SHOCK:
            f = s.foundries[target]
            f.yield_ = min(f.yield_ceiling, f.yield_ + value)
        elif kind == DEMAND_SHOCK:
            s.countries[target].growth += value
        elif kind == POWER_SHOCK:
            s.countries[target].power_mw *= 1.0 + value
        else:
            s.countries[target].reliability_us = min(1.0, max(0.0, s.countries[target].reliability_us + value))
