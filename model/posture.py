"""Posture: what the two sides did to each other this month, measured on the ladders, and what they reversed."""

from typing import NamedTuple

from .codes import CN, US
from .kernels import rule
from .ladders import (
    AFFILIATES,
    CN_TARIFF,
    CUT_DOWN,
    DESIGN,
    FOUNDRIES,
    FRONTIER,
    LINE,
    LISTING,
    MEMORY,
    MINERAL,
    REMOTE,
    SLOTS,
    TOOLS,
    TUNGSTEN,
    US_TARIFF,
    USING,
    issuer,
    read,
)
from .severity import of_step

RUNG, DIRECTION, AGE, PRECEDENT, KNOWN = range(5)
"""Columns of `State.posture`: last rung, sign and age [months] of the last change, precedent [0, 1], 1 once known."""

REVERSAL_MONTHS = 12.0
"""Age to which a change that is undone counts as a reversal (Eq. 109)."""


class Turn(NamedTuple):
    """What changed in a month, all in severity units unless said."""

    severity_us: float
    severity_cn: float
    relief_us: float
    relief_cn: float
    chips_up: float
    chips_down: float
    tools_up: float
    listed: float
    minerals_up: float
    minerals_down: float
    duty_us: float
    duty_cn: float
    changed: bool
    reversed_: bool


@rule
def is_chips(slot):  # type: ignore[no-untyped-def]
    """Return whether a slot controls chips: regimes, the line, remote access, lists and the rules that refresh them."""
    return (
        slot == FRONTIER or slot == CUT_DOWN or slot == LINE or slot == REMOTE or slot == LISTING
        or slot == AFFILIATES or slot == FOUNDRIES or slot == USING
    )  # fmt: skip


@rule
def is_tools(slot):  # type: ignore[no-untyped-def]
    """Return whether a slot controls what fabs need: tools, design software, memory."""
    return slot == TOOLS or slot == DESIGN or slot == MEMORY


@rule
def measure(s, t):  # type: ignore[no-untyped-def]
    """Compare the ladders with last month's, write the two sides' severity and relief, return what changed.

    The first call only takes the position, so that the law a run opens with is nobody's act.
    """
    first = s.posture[0, KNOWN] == 0.0
    severity_us = severity_cn = relief_us = relief_cn = 0.0
    chips_up = chips_down = tools_up = listed = minerals_up = minerals_down = duty_us = duty_cn = 0.0
    changed = reversed_ = False
    for k in range(SLOTS):
        row = s.posture[k]
        now = read(s, k)
        step = 0.0 if first else of_step(k, int(row[RUNG]), now)
        moved = not first and now != int(row[RUNG])
        direction = 1.0 if now > row[RUNG] else -1.0
        row[RUNG] = now
        row[KNOWN] = 1.0
        if not moved:
            row[AGE] = min(row[AGE] + 1.0, 99.0)
            continue
        if issuer(k) == US:
            severity_us += max(0.0, step)
            relief_us += max(0.0, -step)
        else:
            severity_cn += max(0.0, step)
            relief_cn += max(0.0, -step)
        if is_chips(k):
            chips_up += max(0.0, step)
            chips_down += max(0.0, -step)
        if k == LISTING:
            listed += max(0.0, step)
        if is_tools(k):
            tools_up += max(0.0, step)
        if k == US_TARIFF:
            duty_us += max(0.0, step)
        if k == CN_TARIFF:
            duty_cn += max(0.0, step)
        if k >= MINERAL and k <= TUNGSTEN:
            minerals_up += max(0.0, step)
            minerals_down += max(0.0, -step)
        if k < US_TARIFF:
            changed = True
            if row[DIRECTION] * direction < 0.0 and row[AGE] < REVERSAL_MONTHS:
                reversed_ = True
        row[DIRECTION] = direction
        row[AGE] = 0.0
    s.seats.severity[US] = severity_us
    s.seats.severity[CN] = severity_cn
    s.seats.relief[US] = relief_us
    s.seats.relief[CN] = relief_cn
    s.seats.provoked[US] = severity_cn
    s.seats.provoked[CN] = severity_us
    return Turn(
        severity_us, severity_cn, relief_us, relief_cn, chips_up, chips_down, tools_up, listed,
        minerals_up, minerals_down, duty_us, duty_cn, changed, reversed_,
    )  # fmt: skip
