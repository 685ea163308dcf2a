"""Alliance and alienation: who joins US controls, what coercion and deals do to how countries lean."""

from . import ledger
from .codes import (
    ASSURANCE,
    CN,
    CUT_DOWN,
    EXPORT_PROMOTION,
    FRONTIER,
    GOVERNMENT,
    LICENSE_REGIME,
    MINERAL_LICENSE,
    QUOTA,
    REGIONS,
    STACK_EXPORT,
    TARIFF,
    TIER,
    TOOL_CONTROL,
    US,
    USE_BAN,
)
from .kernels import rule
from .rulebook import DEFAULT
from .severity import BITE

ALLIES, EUROPE = REGIONS.index("allies"), REGIONS.index("europe")


@rule
def makes_tools(s, seat):  # type: ignore[no-untyped-def]
    """Return whether a seat is a government other than Washington that may control fabrication tools."""
    return seat != US and s.seats.kind[seat] == GOVERNMENT and s.issuer[TOOL_CONTROL, seat] == 1


@rule
def is_near(ours, theirs):  # type: ignore[no-untyped-def]
    """Return whether a government's rung of tool control makes it a member of Washington's (Eq. 122)."""
    return ours > 0.0 and theirs > 0.0 and theirs >= ours - 1.0


@rule
def count_joined(s):  # type: ignore[no-untyped-def]
    """Update the share of allied toolmakers near the US rung of tool control, and the pressure on those that aren't.

    Above its first rung a US control bites in part only while allies sell (Eq. 112, H12).
    """
    ours = s.law[TOOL_CONTROL, US, CN, 0]
    makers = joined = 0.0
    s.countries.member[:] = 0
    for g in range(s.seats.shape[0]):
        if not makes_tools(s, g):
            continue
        makers += 1.0
        theirs = s.law[TOOL_CONTROL, g, CN, 0]
        if theirs >= ours - 1.0 and theirs > 0.0:
            joined += 1.0
        c = s.seats.country[g]
        s.countries.member[c] = 1 if is_near(ours, theirs) else 0
        gap = min(1.0, max(0.0, 0.5 * (ours - theirs)))
        s.countries.pressed[c] += 0.2 * (gap - s.countries.pressed[c])
    s.world.joined[0] = joined / makers if makers > 0.0 else 0.0


@rule
def cohere(s):  # type: ignore[no-untyped-def]
    """Move the alliance's cohesion to the mean lean of allies, less what going alone on tools costs (Eq. 113, F11)."""
    total = weight = 0.0
    for c in range(s.countries.shape[0]):
        row = s.countries[c]
        if row.region == ALLIES or row.region == EUROPE:
            total += row.gdp * row.align_us
            weight += row.gdp
    if weight <= 0.0:
        return
    alone = 0.0
    if s.law[TOOL_CONTROL, US, CN, 0] >= 2.0:
        alone = s.p.unilateral_cost * (1.0 - s.world.joined[0])
    due = min(1.0, max(0.0, total / weight - alone))
    s.world.cohesion[0] += s.p.cohesion_rate * (due - s.world.cohesion[0])


@rule
def us_coercion(s, c):  # type: ignore[no-untyped-def]
    """Return how hard US law in force presses a country [severity units]: tiers, quotas, licenses, tariffs, use ban."""
    tier = s.law[TIER, US, c, 0]
    pressed = 0.3 * max(0.0, tier - 1.0)
    if s.law[QUOTA, US, c, 0] < s.instruments[QUOTA, DEFAULT]:
        pressed += 0.2
    pressed += 0.15 * s.law[LICENSE_REGIME, US, c, FRONTIER] + 0.1 * s.law[LICENSE_REGIME, US, c, CUT_DOWN]
    pressed += 1.5 * max(0.0, s.law[TARIFF, US, c, 0] - 0.05)
    return pressed + 0.1 * s.law[USE_BAN, US, 0, 0]


@rule
def cn_coercion(s, c):  # type: ignore[no-untyped-def]
    """Return how hard Chinese law in force presses a country [severity units]: minerals and tariffs."""
    pressed = 1.5 * max(0.0, s.law[TARIFF, CN, c, 0] - 0.05)
    for r in range(s.minerals.shape[0]):
        pressed += BITE[min(4, int(s.law[MINERAL_LICENSE + r, CN, c, 0]))] * min(1.0, s.minerals[r, 6])
    return pressed


@rule
def lean(s):  # type: ignore[no-untyped-def]
    """Let countries lean away from who coerces them and towards who deals with them (E4), and redraw their ties.

    Eq. 114.
    """
    for c in range(s.countries.shape[0]):
        row = s.countries[c]
        if c == US or c == CN:
            continue
        if row.rest_us == 0.0 and row.rest_cn == 0.0:
            row.rest_us = row.align_us
            row.rest_cn = row.align_cn
        before = row.align_us - row.align_cn
        row.coercion_us = us_coercion(s, c)
        row.coercion_cn = cn_coercion(s, c)
        deal = min(1.0, row.deal_h100e / 500.0) + 0.5 * s.law[EXPORT_PROMOTION, US, c, 0]
        host = row.seat
        if host >= 0:
            deal += 0.3 * s.law[ASSURANCE, host, c, 0]
        deal += s.p.member_gain * row.member
        us = row.rest_us - s.p.coercion_effect * row.coercion_us + s.p.deal_effect * deal
        cn = (
            row.rest_cn - s.p.coercion_effect * row.coercion_cn + s.p.deal_effect * s.law[STACK_EXPORT, CN, c, 0]
            + 0.3 * s.p.coercion_effect * row.coercion_us
        )  # fmt: skip
        row.align_us += s.p.lean_rate * (min(1.0, max(0.0, us)) - row.align_us)
        row.align_cn += s.p.lean_rate * (min(1.0, max(0.0, cn)) - row.align_cn)
        after = row.align_us - row.align_cn
        if before * after < 0.0:
            ledger.enter(s, ledger.REALIGNMENT, row.seat, c, -1, row.align_us, row.align_cn)
        tie(s, c, US)
        tie(s, c, CN)


@rule
def tie(s, a, b):  # type: ignore[no-untyped-def]
    """Write the signed tie between two countries: both lean the same way (+) or opposite ways (-)."""
    x, y = s.countries[a], s.countries[b]
    value = 2.0 * ((x.align_us - 0.5) * (y.align_us - 0.5) + (x.align_cn - 0.5) * (y.align_cn - 0.5))
    s.alignment[a, b] = value
    s.alignment[b, a] = value
