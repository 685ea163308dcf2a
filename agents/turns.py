"""Turns: who deliberates this month, and who is in a crisis."""

from stackcraft.model import ledger
from stackcraft.model.codes import CN, COUNTRY, GOVERNMENT, LEGISLATURE, US
from stackcraft.model.kernels import rule
from stackcraft.model.legality import TARGET_KIND
from stackcraft.model.state import N_LEDGER


@rule
def note_touched(s, t, touched):  # type: ignore[no-untyped-def]
    """Mark countries that another government's law hit since the last month, shape (C,), filled with 0 or 1."""
    for n in range(s.count[N_LEDGER] - 1, -1, -1):
        row = s.ledger[n]
        if row.month < t - 1:
            return
        if row.kind != ledger.LAW_CHANGED or row.target < 0 or row.target >= touched.shape[0]:
            continue
        if s.instruments[int(row.quantity), TARGET_KIND] == COUNTRY and row.seat != s.countries.seat[row.target]:
            touched[row.target] = 1


@rule
def is_due(s, t, seat, touched):  # type: ignore[no-untyped-def]
    """Return whether a seat deliberates this month (Eq. 13).

    Washington and Beijing do every month, Congress too; others on their turn of the quarter, governments also when an
    event touched their country.
    """
    if seat <= CN or s.seats.kind[seat] == LEGISLATURE:
        return t % max(1, s.seats.cadence[seat]) == 0
    if s.seats.kind[seat] == GOVERNMENT and touched[s.seats.country[seat]] == 1:
        return True
    return (t + seat) % max(1, int(s.p.third_cadence)) == 0


@rule
def is_crisis(s, seat):  # type: ignore[no-untyped-def]
    """Return whether a seat may give a second order this month: it hurts, or its rival has just struck (Eq. 13)."""
    if s.seats.kind[seat] != GOVERNMENT:
        return False
    if seat == US or seat == CN:
        return s.seats.provoked[seat] >= s.p.crisis_severity or s.countries.pain[US] > s.p.crisis_pain
    return s.countries.pain[s.seats.country[seat]] > s.p.crisis_pain
