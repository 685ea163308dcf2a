"""The opening of a month: law's calendar turns, what history and the scenario hold for the month arrives."""

from typing import TYPE_CHECKING

from . import beliefs, ledger, rulebook
from .codes import COMPUTE_DEAL, US
from .kernels import rule
from .state import N_ORDERS, N_OVERFLOW, N_SCRIPT

if TYPE_CHECKING:
    from .tables import Tables

SHOCKS = ("salience", "hazard", "yield", "demand", "power", "trust", "memory")
"""Kinds of exogenous shock."""
SALIENCE_SHOCK, HAZARD_SHOCK, YIELD_SHOCK, DEMAND_SHOCK, POWER_SHOCK, TRUST_SHOCK, MEMORY_SHOCK = range(7)


def struck_by(shock: str, tables: "Tables") -> dict[str, int]:
    """Return the rows by name that a kind of shock can strike: foundries, makers of memory, or countries."""
    return {"yield": tables.foundries, "memory": tables.memory}.get(shock, tables.countries).index


@rule
def open_month(s, t):  # type: ignore[no-untyped-def]
    """Set the clock to month `t`, turn the rulebook's calendar, take in scripted orders and shocks of the month."""
    s.world.month[0] = t
    swap_administrations(s, t)
    rulebook.turn_calendar(s, t)
    read_script(s, t)
    strike(s, t)
    for c in range(s.countries.shape[0]):
        s.countries.deal_h100e[c] = s.law[COMPUTE_DEAL, US, c, 0]
    for m in range(s.makers.shape[0]):
        s.makers.writeoff[m] = 0.0
    for g in range(s.seats.shape[0]):
        s.seats.severity[g] = 0.0


@rule
def swap_administrations(s, t):  # type: ignore[no-untyped-def]
    """Give seats the doctrine of whoever takes office in month `t`; -1 leaves the seat to script or people.

    Without `new_leaders` the first doctrine of a seat stays in office (F1; Eq. 107).
    """
    for i in range(s.administrations.shape[0]):
        seat = int(s.administrations[i, 1])
        if s.administrations[i, 0] == t and (s.p.new_leaders > 0.0 or s.seats.doctrine[seat] < 0):
            beliefs.take_office(s, seat, int(s.administrations[i, 2]))


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
            f.yield_ceiling = min(0.9, max(0.0, f.yield_ceiling + value))  # learning climbs towards it (fabs.py)
        elif kind == MEMORY_SHOCK:
            s.memory[target].supply *= max(0.0, 1.0 + value)
        elif kind == DEMAND_SHOCK:
            s.countries[target].growth += value
        elif kind == POWER_SHOCK:
            s.countries[target].power_mw *= 1.0 + value
        else:
            s.countries[target].reliability_us = min(1.0, max(0.0, s.countries[target].reliability_us + value))
