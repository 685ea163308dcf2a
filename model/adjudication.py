"""Adjudication: each order of the month is verified and applied, or rejected with its reason."""

import numpy as np

from . import ledger, rulebook
from .codes import (
    ANNOUNCED,
    ANSWER,
    ASSURE,
    BUY,
    CN,
    DRAFTED,
    JOIN,
    LAUNCH,
    LEGISLATURE,
    LIST_ENTITY,
    LOBBY,
    OFFER,
    RELEASE,
    SET_RULE,
    STAND_DOWN,
    THREATEN,
    US,
)
from .kernels import rule
from .legality import LEAD, POLITICAL, authority_cost, instrument_of, verify
from .state import N_ADJUDICATED, N_ORDERS


@rule
def adjudicate(s, t):  # type: ignore[no-untyped-def]
    """Take the month's orders in date order (then in the order given) and apply or reject each."""
    first = s.count[N_ADJUDICATED]
    last = s.count[N_ORDERS]
    queue = np.arange(first, last)
    for i in range(1, last - first):  # insertion sort: few orders a month, mostly sorted
        n = queue[i]
        j = i - 1
        while j >= 0 and s.orders.day[queue[j]] > s.orders.day[n]:
            queue[j + 1] = queue[j]
            j -= 1
        queue[j + 1] = n
    for n in queue:
        row = s.orders[n]
        row.code = verify(s, row)
        if row.code == 0:
            apply(s, row)
    s.count[N_ADJUDICATED] = last


@rule
def apply(s, row):  # type: ignore[no-untyped-def]
    """Do what a verified order says."""
    kind = row.kind
    g = row.seat
    i = instrument_of(row)
    if i >= 0 and kind != THREATEN and kind != OFFER and row.event < 0:
        s.seats.authority[g] -= authority_cost(s, row)
        s.seats.capital[g] -= s.instruments[i, POLITICAL]
    if kind == SET_RULE or kind == LIST_ENTITY or kind == JOIN or kind == ASSURE:
        set_law(s, row, i, g)
    elif kind == THREATEN:
        due = row.in_force if row.in_force >= 0 else row.month + 6
        rulebook.enact(s, i, g, row.target, row.product, row.value, due, row.lapse, DRAFTED, row.event, row.sequence)
    elif kind == ANSWER:
        if row.value >= 0.5:
            strike_package(s, row.target)
    elif kind == STAND_DOWN:
        stand_down(s, g, row.month, row.value)
    elif kind == LAUNCH:
        k = row.target
        if s.products.ready[k] < 10**6 and s.products.on_sale[k] == 0:
            s.products.launch[k] -= int(row.value) if s.products.launch[k] >= 0 else 0
            s.products.ready[k] = max(row.month + 1, s.products.ready[k] - int(row.value))
    elif kind == BUY:
        s.channel[s.seats.row[g], min(4, max(0, row.target))] = row.value
    elif kind != OFFER and kind <= RELEASE and kind >= LOBBY:
        s.stance[g, kind] = row.value


@rule
def stand_down(s, seat, month, months):  # type: ignore[no-untyped-def]
    """Begin or prolong a truce for some months from a month on (F8); none ends it."""
    if months <= 0.0:
        s.world.truce_until[0] = -1
        return
    s.world.truce_until[0] = month + int(months)
    ledger.enter(s, ledger.TRUCE, seat, CN if seat == US else US, -1, months, float(s.world.truce_until[0]))


@rule
def set_law(s, row, i, g):  # type: ignore[no-untyped-def]
    """Enact or withdraw what an order sets; law that names no date binds after the instrument's lead time."""
    issuer = 0 if s.seats.kind[g] == LEGISLATURE else g
    target = s.seats.country[g] if row.kind == ASSURE else row.target
    if row.status > ANNOUNCED + 1:
        rulebook.withdraw(s, i, issuer, target, row.product, row.status, row.lapse)
        return
    binds = row.in_force if row.in_force >= 0 else row.month + int(s.instruments[i, LEAD])
    is_bill = s.seats.kind[g] == LEGISLATURE and row.event < 0  # put to the vote in congress.py
    status = DRAFTED if is_bill else row.status
    rulebook.enact(s, i, issuer, target, row.product, row.value, binds, row.lapse, status, row.event, row.sequence)


@rule
def strike_package(s, package):  # type: ignore[no-untyped-def]
    """Enact every term of an accepted package, each for the seat that promised it."""
    for n in range(s.count[N_ORDERS]):
        row = s.orders[n]
        if row.kind == OFFER and row.package == package and row.code == 0:
            party = row.party if row.party >= 0 else row.seat
            binds = max(row.in_force, s.world.month[0])
            rulebook.enact(
                s, row.instrument, party, row.target, row.product, row.value,
                binds, row.lapse, ANNOUNCED, row.event, row.sequence,
            )  # fmt: skip
            ledger.enter(s, ledger.DEAL, party, row.target, row.product, float(row.instrument), row.value)
