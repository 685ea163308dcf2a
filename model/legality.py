"""What an order must satisfy before it is applied: powers, range, dates, capacity, statute."""

import numpy as np

from .codes import (
    ACCEPTED,
    ANNOUNCED,
    ANSWER,
    ASSURANCE,
    ASSURE,
    BELOW_STATUTE,
    CN,
    COUNTRY,
    CUT_DOWN,
    DENSITY_THRESHOLD,
    DRAFTED,
    ENTITY,
    ENTITY_LIST,
    JOIN,
    LAPSES_BEFORE,
    LAUNCH,
    LEGISLATURE,
    LICENSE_REGIME,
    LIST_ENTITY,
    NO_AUTHORITY,
    NO_CAPITAL,
    NOT_AVAILABLE,
    NOT_YOURS,
    NOTHING_TO_ANSWER,
    OFFER,
    OUT_OF_RANGE,
    PERFORMANCE_THRESHOLD,
    RESCINDED,
    SET_RULE,
    STAND_DOWN,
    THREATEN,
    TOO_SOON,
    UNENFORCED,
    UNKNOWN_INSTRUMENT,
    UNKNOWN_TARGET,
)
from .declarations import DECLARATIONS
from .kernels import rule
from .state import N_ORDERS

LOW, HIGH, DEFAULT, TIGHTENS, POLITICAL, AUTHORITY, LEAD, TARGET_KIND, USES_CLASS = range(9)
"""Columns of `State.instruments`."""

RANGES = np.array([[d.low, d.high, d.default] for d in DECLARATIONS])

SENTENCES = (
    "applied",
    "not within the powers of this seat",
    "no such instrument",
    "no such target",
    "the value is outside the instrument's range",
    "it cannot bind that soon: the instrument has a lead time",
    "it would lapse before it binds",
    "the seat's rule-making capacity is used up",
    "the seat's political capital is used up",
    "a statute forbids going below this control",
    "no such offer is open to this seat",
    "nothing of this kind is available now",
    "capacity is exhausted",
    "it is so already",
    "more orders than a run can hold",
)
"""Why, by rejection code."""

RELAXING = 0.3
"""Share of the authority that relaxing a rule costs against writing one (rule 1.0, relaxation 0.3: assumed)."""


@rule
def instrument_of(row):  # type: ignore[no-untyped-def]
    """Return the instrument an order touches, -1 if none."""
    if row.kind == LIST_ENTITY:
        return ENTITY_LIST
    if row.kind == ASSURE:
        return ASSURANCE
    if row.kind == SET_RULE or row.kind == THREATEN or row.kind == JOIN or row.kind == OFFER:
        return row.instrument
    return -1


@rule
def actor_of(row):  # type: ignore[no-untyped-def]
    """Return the seat that would act: an offer's term may be the other side's."""
    if row.kind == OFFER and row.party >= 0:
        return row.party
    return row.seat


@rule
def relaxes(s, i, now, value):  # type: ignore[no-untyped-def]
    """Return whether setting an instrument from `now` to `value` restricts less; no line is the freest line of all."""
    if i == PERFORMANCE_THRESHOLD or i == DENSITY_THRESHOLD:
        return now > 0.0 and (value == 0.0 or value > now)
    return (value - now) * s.instruments[i, TIGHTENS] < 0.0


@rule
def authority_cost(s, row):  # type: ignore[no-untyped-def]
    """Return what an order takes from its seat's rule-making capacity [rules] (Eq. 9)."""
    i = instrument_of(row)
    if i < 0 or row.kind == THREATEN or row.kind == OFFER:
        return 0.0
    cost = s.instruments[i, AUTHORITY]
    now = s.law[i, row.seat, row.target, row.product]
    if row.status > ANNOUNCED or relaxes(s, i, now, row.value):
        cost *= RELAXING
    return cost


@rule
def verify(s, row):  # type: ignore[no-untyped-def]
    """Return 0 if an order may be applied, or the code of the reason it may not (codes.REJECTIONS).

    Acts of history (`event` >= 0) are not asked for authority or capital: that they were given shows that they could be.

    Args:
        s: State.
        row: One row of the orders array.
    """
    kind = row.kind
    g = row.seat
    if g < 0 or g >= s.seats.shape[0] or kind < 0 or kind >= s.allowed.shape[0]:
        return NOT_YOURS
    if s.allowed[kind, s.seats.kind[g]] == 0:
        return NOT_YOURS
    i = instrument_of(row)
    if i < 0:
        return verify_stance(s, row)
    if i >= s.instruments.shape[0]:
        return UNKNOWN_INSTRUMENT
    actor = actor_of(row)
    if actor >= s.issuer.shape[1]:
        return NOT_YOURS
    if s.issuer[i, actor] == 0 and s.seats.kind[actor] != LEGISLATURE:
        return NOT_YOURS
    kind_of_target = s.instruments[i, TARGET_KIND]
    limit = 1
    if kind_of_target == COUNTRY:
        limit = s.countries.shape[0]
    elif kind_of_target == ENTITY:
        limit = s.seats.shape[0]
    if row.target < 0 or row.target >= limit or row.product < 0 or row.product > 3:
        return UNKNOWN_TARGET
    if s.instruments[i, USES_CLASS] == 0 and row.product != 0:
        return UNKNOWN_TARGET
    if not (s.instruments[i, LOW] <= row.value <= s.instruments[i, HIGH]):
        return OUT_OF_RANGE
    if row.status < DRAFTED or row.status > RESCINDED:
        return OUT_OF_RANGE
    if row.event < 0:
        month = s.world.month[0]
        if row.status <= ANNOUNCED and 0 <= row.in_force < month + s.instruments[i, LEAD]:
            return TOO_SOON
    binds = max(row.in_force, row.month)
    if 0 <= row.lapse <= binds and row.status <= UNENFORCED:
        return LAPSES_BEFORE
    if row.event < 0 and kind != THREATEN and kind != OFFER:
        if authority_cost(s, row) > s.seats.authority[g]:
            return NO_AUTHORITY
        if s.instruments[i, POLITICAL] > s.seats.capital[g]:
            return NO_CAPITAL
    if i == LICENSE_REGIME and row.product <= CUT_DOWN and row.target == 1 and s.seats.kind[g] != LEGISLATURE:
        floor = s.world.floor_class[0]
        if floor > 0.0 and (row.value < floor or row.status > ANNOUNCED):
            return BELOW_STATUTE
    return ACCEPTED


@rule
def verify_stance(s, row):  # type: ignore[no-untyped-def]
    """Return the verdict on an order that touches no instrument."""
    kind = row.kind
    if not (RANGES[kind, 0] <= row.value <= RANGES[kind, 1]):
        return OUT_OF_RANGE
    if kind == STAND_DOWN and row.seat > CN:
        return NOT_YOURS
    if kind == ANSWER:
        return ACCEPTED if package_is_open(s, row.target, row.seat) else NOTHING_TO_ANSWER
    if kind == LAUNCH:
        if row.target < 0 or row.target >= s.products.shape[0]:
            return UNKNOWN_TARGET
        if s.products.maker[row.target] != s.seats.row[row.seat] or s.products.launch[row.target] >= 0:
            return NOT_AVAILABLE
        if s.products.ready[row.target] <= s.world.month[0]:
            return NOT_AVAILABLE
    return ACCEPTED


@rule
def package_is_open(s, package, seat):  # type: ignore[no-untyped-def]
    """Return whether a package offered to `seat` this month or in the last three stands unanswered."""
    found = False
    for n in range(s.count[N_ORDERS]):
        row = s.orders[n]
        if row.package != package or row.code != ACCEPTED:
            continue
        if row.kind == ANSWER:
            return False
        if row.kind == OFFER and row.seat != seat and s.world.month[0] - row.month <= 3:
            found = True
    return found
