"""The rulebook: dated acts of law, their states, and the value in force that they add up to."""

from . import ledger
from .codes import (
    ANNOUNCED,
    DRAFTED,
    IN_FORCE,
    LAPSED,
    QUOTA,
    RESCINDED,
    REVENUE_SHARE,
    SUSPENDED,
    TIER,
    UNENFORCED,
    VOLUME_CAP,
)
from .kernels import rule
from .state import N_ACTS, N_OVERFLOW, N_PENDING

DEFAULT = 2
"""Column of `State.instruments` that holds the value when no law is in force."""


@rule
def recompute(s, instrument, issuer, target, product):  # type: ignore[no-untyped-def]
    """Set one cell of `s.law` to its youngest act in force, or to the instrument's default (Eq. 7).

    Of two acts the one that came into force later holds; of one month, the one ordered later. When it lapses or is
    suspended, the older one holds again: so a waiver for a year is an act that lapses.
    """
    value = s.instruments[instrument, DEFAULT]
    best_month = -(10**6)
    best_sequence = -1
    for a in range(s.count[N_ACTS]):
        act = s.acts[a]
        if act.instrument != instrument or act.target != target or act.issuer != issuer or act.product != product:
            continue
        if act.status != IN_FORCE:
            continue
        if act.in_force > best_month or (act.in_force == best_month and act.sequence > best_sequence):
            best_month = act.in_force
            best_sequence = act.sequence
            value = act.value
    if s.law[instrument, issuer, target, product] != value:
        s.law[instrument, issuer, target, product] = value
        ledger.enter(s, ledger.LAW_CHANGED, issuer, target, product, instrument, value)


@rule
def is_off(s, instrument):  # type: ignore[no-untyped-def]
    """Return whether an instrument's mechanism is switched off: tiers (A1), quotas (A2), conditions on licenses (A6).

    Eq. 7.
    """
    if instrument == TIER:
        return s.p.tiers_bind < 0.5
    if instrument == QUOTA:
        return s.p.quotas_bind < 0.5
    if VOLUME_CAP <= instrument <= REVENUE_SHARE:
        return s.p.conditions_bind < 0.5
    return False


@rule
def enact(s, instrument, issuer, target, product, value, in_force, lapse, status, event, sequence):  # type: ignore[no-untyped-def]
    """Add an act; it is announced until its date, or merely drafted if `status` says so.

    Where the instrument's mechanism is switched off nothing is added: law then stands as if nobody had given it.

    Args:
        s: State.
        instrument: Row of the instruments table.
        issuer: Seat.
        target: Country, entity or 0.
        product: License class or 0.
        value: What it sets, in the instrument's unit.
        in_force: Month it binds from.
        lapse: Month it ends, -1 if none.
        status: DRAFTED or ANNOUNCED.
        event: Row of history, -1 if none.
        sequence: Number of the order.
    """
    if is_off(s, instrument):
        return
    n = s.count[N_ACTS]
    if n >= s.acts.shape[0]:
        s.count[N_OVERFLOW] += 1
        return
    act = s.acts[n]
    act.instrument = instrument
    act.issuer = issuer
    act.target = target
    act.product = product
    act.value = value
    act.announced = s.world.month[0]
    act.in_force = in_force
    act.lapse = lapse
    act.resume = -1
    act.event = event
    act.sequence = sequence
    act.status = DRAFTED if status == DRAFTED else ANNOUNCED
    s.count[N_ACTS] = n + 1
    if act.status == ANNOUNCED and in_force <= s.world.month[0]:
        act.status = IN_FORCE
        recompute(s, instrument, issuer, target, product)


@rule
def withdraw(s, instrument, issuer, target, product, status, until):  # type: ignore[no-untyped-def]
    """Rescind, suspend or leave unenforced every living act on a cell.

    Args:
        s: State.
        instrument: Row of the instruments table.
        issuer: Seat.
        target: Country, entity or 0.
        product: License class or 0.
        status: RESCINDED, SUSPENDED or UNENFORCED.
        until: Month a suspension ends, -1 for open-ended.
    """
    for a in range(s.count[N_ACTS]):
        act = s.acts[a]
        if act.instrument != instrument or act.issuer != issuer or act.target != target or act.product != product:
            continue
        if act.status == LAPSED or act.status == RESCINDED:
            continue
        if status == SUSPENDED or status == UNENFORCED:
            if act.status == IN_FORCE:
                act.status = status
                act.resume = until
        else:
            act.status = RESCINDED
    recompute(s, instrument, issuer, target, product)


@rule
def turn_calendar(s, t):  # type: ignore[no-untyped-def]
    """Let sunsets lapse, suspensions end and announced law take effect at the opening of month `t`."""
    pending = s.count[N_ACTS]
    for a in range(s.count[N_ACTS]):
        act = s.acts[a]
        changed = False
        if act.status == ANNOUNCED:
            if act.in_force <= t:
                act.status = IN_FORCE
                changed = True
            else:
                pending = min(pending, a)
        if (act.status == SUSPENDED or act.status == UNENFORCED) and 0 <= act.resume <= t:
            act.status = IN_FORCE
            act.resume = -1
            changed = True
        living = act.status == IN_FORCE or act.status == SUSPENDED or act.status == UNENFORCED
        if living and 0 <= act.lapse <= t:
            act.status = LAPSED
            changed = True
        if changed:
            recompute(s, act.instrument, act.issuer, act.target, act.product)
    s.count[N_PENDING] = pending


@rule
def announced_value(s, instrument, issuer, target, product, months):  # type: ignore[no-untyped-def]
    """Return the value a cell is announced to take within `months`, or its value in force if none is (Eq. 8)."""
    value = s.law[instrument, issuer, target, product]
    if months <= 0:
        return value  # announced law whose month has come is in force
    best = -1
    for a in range(s.count[N_PENDING], s.count[N_ACTS]):
        act = s.acts[a]
        if act.status != ANNOUNCED or act.instrument != instrument or act.issuer != issuer:
            continue
        if act.target != target or act.product != product:
            continue
        if act.in_force <= s.world.month[0] + months and act.sequence > best:
            best = act.sequence
            value = act.value
    return value
