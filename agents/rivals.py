"""What Washington and Beijing could order: steps on their ladders, threats, talks, a stand-down, third countries."""

from stackcraft.model import bargaining, goals, ladders, rulebook
from stackcraft.model.codes import (
    CASE_BY_CASE,
    CN,
    ENFORCEMENT,
    EXPORT_PROMOTION,
    MINERAL_LICENSE,
    OFFER,
    PRESUMPTION_OF_DENIAL,
    SET_RULE,
    STACK_EXPORT,
    STAND_DOWN,
    TARIFF,
    THREATEN,
    TIER,
    TOOL_CONTROL,
    US,
)
from stackcraft.model.kernels import rule
from stackcraft.model.ladders import (
    CUT_DOWN,
    FIRST_CHINESE,
    FRONTIER,
    LINE,
    LISTING,
    LOWEST_DUTY,
    MINERAL,
    RARE_EARTHS,
    RATES,
    SLOTS,
    TOP,
    TUNGSTEN,
    US_TARIFF,
)
from stackcraft.model.offers import OPEN
from stackcraft.model.posture import is_chips, is_tools
from stackcraft.model.severity import is_tariff, of_step

from .slate import add


@rule
def propose(s, t, seat, p, slate):  # type: ignore[no-untyped-def]
    """Fill the slate of Washington or Beijing; return how many candidates there are.

    Steps of one rung on each of its ladders, of two or three on tariffs, minerals and licenses; red lines take
    relief off the table.

    Args:
        s: State.
        t: Month.
        seat: US or CN.
        p: Rungs once announced law binds, shape (SLOTS,).
        slate: Candidates, filled.
    """
    n = 0
    first, last = (0, FIRST_CHINESE) if seat == US else (FIRST_CHINESE, SLOTS)
    for k in range(first, last):
        reach = 1
        if is_tariff(k) or MINERAL <= k <= TUNGSTEN or k == FRONTIER or k == CUT_DOWN:
            reach = 3 if k == RARE_EARTHS else 2
        for step in range(-reach, reach + 1):
            n = propose_step(s, seat, p, slate, n, k, step)
    n = propose_talks(s, t, seat, p, slate, n)
    return propose_abroad(s, seat, slate, n)


@rule
def propose_step(s, seat, p, slate, n, k, step):  # type: ignore[no-untyped-def]
    """Add the candidate that moves slot `k` by `step` rungs, if there is such a step; return how many there are."""
    rung = int(p[k]) + step
    if step == 0 or rung < 0 or rung > TOP[k]:
        return n
    if step < 0 and is_chips(k) and goals.of(s, seat, goals.RED_CHIPS, 0.0) > 0.5:
        return n
    if step < 0 and is_tools(k) and goals.of(s, seat, goals.RED_TOOLS, 0.0) > 0.5:
        return n
    if step < 0 and seat == CN and k <= ladders.TUNGSTEN and goals.of(s, seat, goals.RED_MINERALS, 0.0) > 0.5:
        return n
    if k == CUT_DOWN and step > 0 and goals.of(s, seat, goals.LETTER, 0.0) >= 1.0:
        return n  # who governs by rule moves the line; who governs by letter stops a product
    if step < 0 and rung < 1 and (k == LINE or k == FRONTIER):
        return n  # relief comes by license: nobody gives up the line itself
    if is_tariff(k) and step < 0 and rung < LOWEST_DUTY:
        return n
    if (k == FRONTIER or k == CUT_DOWN) and p[LINE] == 0.0:
        return n  # without a line there is no class to license
    hard = of_step(k, int(p[k]), rung)
    value = ladders.value(k, rung)
    if k == LINE and p[LINE] == 0.0:
        hard += of_step(FRONTIER, int(p[FRONTIER]), max(int(p[FRONTIER]), PRESUMPTION_OF_DENIAL))
    if k == LISTING:
        value = 1.0 if step > 0 else 0.0
    product = 1 if k == CUT_DOWN or k == ladders.GUIDE_CUT_DOWN else 0
    m = add(slate, n, SET_RULE, ladders.instrument(k), ladders.target(s, k, step), product, value, k, step, hard)
    if m > n:
        slate[n].rung = rung
    return m


@rule
def propose_talks(s, t, seat, p, slate, n):  # type: ignore[no-untyped-def]
    """Add a threat, a call for talks and a stand-down where they make sense; return how many there are."""
    rival = CN if seat == US else US
    k = US_TARIFF if seat == US else RARE_EARTHS
    rung = min(int(p[k]) + 2, int(TOP[k]))
    if s.seats.pressing[seat] == 0 and s.world.truce_until[0] < t and rung > p[k]:
        threat = ladders.value(k, rung)
        n = add(
            slate, n, THREATEN, ladders.instrument(k), ladders.target(s, k, 1), 0, threat, k, 2,
            0.3 * of_step(k, int(p[k]), rung),
        )  # fmt: skip
    if bargaining.is_crisis(s):
        lower = RATES[max(0, int(p[US_TARIFF]) - 1)]
        n = add(slate, n, OFFER, TARIFF, rival, 0, lower, -1, -1, 0.0)
        if s.world.truce_until[0] < t:
            n = add(slate, n, STAND_DOWN, -1, 0, 0, s.p.truce_months, -1, -1, 0.0)
    return n


LONGEST_LEAD = 12
"""Months ahead in which announced law counts as given already: nobody orders twice what is under way."""


@rule
def given(s, instrument, side, c):  # type: ignore[no-untyped-def]
    """Return what a side's law on a country will be once what is announced binds."""
    return rulebook.announced_value(s, instrument, side, c, 0, LONGEST_LEAD)


@rule
def leaky(s):  # type: ignore[no-untyped-def]
    """Return the country outside both sides through which most leaks, by transit, base and lax enforcement."""
    best, most = -1, 0.0
    for c in range(s.countries.shape[0]):
        row = s.countries[c]
        if c == US or c == CN or s.law[TIER, US, c, 0] >= 2.0:
            continue
        size = row.transit * (1.0 - row.enforcement) * (0.01 + row.demand_share)
        if size > most and given(s, TIER, US, c) < 2.0:
            best, most = c, size
    return best


@rule
def opening(s, c):  # type: ignore[no-untyped-def]
    """Return how far American chips fell short in a country of late, by law or by scarcity [share] (E2; Eq. 27)."""
    return 1.0 - s.countries.fill_us[c] * min(1.0, s.terms[c, OPEN])


@rule
def to_court(s, side):  # type: ignore[no-untyped-def]
    """Return the third country whose demand a side could win most, not yet promoted to; -1 if there is none (Eq. 27).

    Washington courts those who lean to it; Beijing those who lean to it and not to Washington, the more where American
    chips fall short (E2).
    """
    best, most = -1, 0.0
    for c in range(s.countries.shape[0]):
        row = s.countries[c]
        if c == US or c == CN:
            continue
        means = EXPORT_PROMOTION if side == US else STACK_EXPORT
        lean = row.align_us if side == US else row.align_cn * (1.0 - row.align_us) * (1.0 + opening(s, c))
        size = row.demand_share * lean
        if size > most and given(s, means, side, c) < 0.5:
            best, most = c, size
    return best


@rule
def capped(s):  # type: ignore[no-untyped-def]
    """Return the country of the second tier or lower with the largest demand, -1 if there is none."""
    best, most = -1, 0.0
    for c in range(s.countries.shape[0]):
        held = c != CN and s.law[TIER, US, c, 0] >= 2.0 and s.countries.demand_share[c] > most
        if held and given(s, TIER, US, c) >= 2.0:
            best, most = c, s.countries.demand_share[c]
    return best


@rule
def joiner(s):  # type: ignore[no-untyped-def]
    """Return the country of the government, other than Washington, with the hardest tool control; -1 if none."""
    best, most = -1, 0.0
    for g in range(s.seats.shape[0]):
        if g != US and s.issuer[TOOL_CONTROL, g] == 1 and s.law[TOOL_CONTROL, g, CN, 0] > most:
            best, most = s.seats.country[g], s.law[TOOL_CONTROL, g, CN, 0]
    return best


@rule
def propose_abroad(s, seat, slate, n):  # type: ignore[no-untyped-def]
    """Add what a side could do towards third countries: tiers, promotion, enforcement, minerals; return how many."""
    if seat == US:
        now = s.law[ENFORCEMENT, US, US, 0]
        for step in (-1, 1):
            if 0.0 <= now + 0.2 * step <= 1.0:
                n = add(slate, n, SET_RULE, ENFORCEMENT, US, 0, now + 0.2 * step, -1, step, 0.0)
        n = add(slate, n, SET_RULE, TIER, leaky(s), 0, 2.0, -1, 1, 0.0)
        n = add(slate, n, SET_RULE, TIER, capped(s), 0, float(CASE_BY_CASE), -1, -1, 0.0)
        return add(slate, n, SET_RULE, EXPORT_PROMOTION, to_court(s, US), 0, 0.5, -1, 1, 0.0)
    n = add(slate, n, SET_RULE, STACK_EXPORT, to_court(s, CN), 0, 0.5, -1, 1, 0.0)
    c = joiner(s)
    if c >= 0:
        i = MINERAL_LICENSE + RARE_EARTHS - ladders.MINERAL
        now = s.law[i, CN, c, 0]
        for step in (-1, 1):
            if 0.0 <= now + step <= 4.0:
                n = add(slate, n, SET_RULE, i, c, 0, now + step, -1, step, 0.0)
    return n
