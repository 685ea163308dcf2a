"""Third countries: allies, the Gulf, hubs and hedgers; what they could order and what it would do for them."""

from stackcraft.model import alliance
from stackcraft.model.codes import (
    ASSURANCE,
    ASSURE,
    CASE_BY_CASE,
    CHIPMAKER,
    CN,
    COMPLIANCE,
    ENFORCEMENT,
    FRONTIER,
    HBM_CONTROL,
    JOIN,
    LICENSE_REGIME,
    MINERAL_LICENSE,
    REGULATORY_PRESSURE,
    SET_RULE,
    SUBSIDY_CHIPS,
    TARIFF,
    TIER,
    TOOL_CONTROL,
    US,
)
from stackcraft.model.goals import ALL, CAP, COM, DIF, HAW, LEV, LOB, PAI, REC, SEC, TRU
from stackcraft.model.kernels import rule
from stackcraft.model.severity import BITE

from .slate import add

STRIDE = 0.25
"""Step of assurances and enforcement."""

DUTY = 0.1
"""Step of a third country's tariff."""

HIGHEST_DUTY = 0.5


@rule
def propose(s, seat, slate):  # type: ignore[no-untyped-def]
    """Fill the slate of a third government by what it may set; return how many candidates there are."""
    c = s.seats.country[seat]
    n = 0
    if s.issuer[TOOL_CONTROL, seat] == 1:
        now = s.law[TOOL_CONTROL, seat, CN, 0]
        ours = s.law[TOOL_CONTROL, US, CN, 0]
        if now < 4.0:
            n = add(slate, n, JOIN if now < ours else SET_RULE, TOOL_CONTROL, CN, 0, now + 1.0, -1, 1, 0.45)
        if now > 0.0:
            n = add(slate, n, SET_RULE, TOOL_CONTROL, CN, 0, now - 1.0, -1, -1, -0.45)
    if s.issuer[HBM_CONTROL, seat] == 1:
        now = s.law[HBM_CONTROL, seat, CN, 0]
        n = add(slate, n, SET_RULE, HBM_CONTROL, CN, 0, 1.0 - now, -1, 1 if now < 0.5 else -1, 0.35 - 0.7 * now)
    if s.issuer[ASSURANCE, seat] == 1:
        now = s.law[ASSURANCE, seat, c, 0]
        for step in (-1, 1):
            if 0.0 <= now + STRIDE * step <= 1.0:
                n = add(slate, n, ASSURE, ASSURANCE, c, 0, now + STRIDE * step, -1, step, 0.0)
    now = max(s.law[ENFORCEMENT, seat, c, 0], s.countries.enforcement[c])
    for step in (-1, 1):
        if s.countries.enforcement[c] <= now + STRIDE * step <= 1.0:  # below its own custom law changes nothing
            n = add(slate, n, SET_RULE, ENFORCEMENT, c, 0, now + STRIDE * step, -1, step, 0.0)
    for rival in (US, CN):
        now = s.law[TARIFF, seat, rival, 0]
        for step in (-1, 1):
            if 0.0 <= now + DUTY * step <= HIGHEST_DUTY + 1e-9:
                n = add(slate, n, SET_RULE, TARIFF, rival, 0, max(0.0, now + DUTY * step), -1, step, 0.3 * step)
    now = s.law[SUBSIDY_CHIPS, seat, c, 0]
    n = add(slate, n, SET_RULE, SUBSIDY_CHIPS, c, 0, now + 2.0, -1, 1, 0.0)
    if s.issuer[REGULATORY_PRESSURE, seat] == 1:
        g = leading_maker(s)
        if g >= 0:
            now = s.law[REGULATORY_PRESSURE, seat, g, 0]
            n = add(
                slate,
                n,
                SET_RULE,
                REGULATORY_PRESSURE,
                g,
                0,
                0.5 if now < 0.25 else 0.0,
                -1,
                1 if now < 0.25 else -1,
                0.2,
            )
    return n


@rule
def leading_maker(s):  # type: ignore[no-untyped-def]
    """Return the seat of the US chipmaker with the largest revenue, -1 if there is none."""
    best = -1
    for m in range(s.makers.shape[0]):
        g = s.makers.seat[m]
        if s.makers.stack[m] == US and s.makers.in_house[m] == 0 and s.seats.kind[g] == CHIPMAKER:
            if best < 0 or s.makers.revenue_year[m] > s.makers.revenue_year[best]:
                best = m
    return s.makers.seat[best] if best >= 0 else -1


@rule
def exposure(s, c):  # type: ignore[no-untyped-def]
    """Return how hard China already presses a country with minerals, and could: fear of its answer [0, about 1]."""
    held = 0.0
    for r in range(s.minerals.shape[0]):
        held = max(held, BITE[min(4, int(s.law[MINERAL_LICENSE + r, CN, c, 0]))] * min(1.0, s.minerals[r, 6]))
    return s.countries.mineral_dependence[c] * (0.4 + 0.6 * held)


@rule
def dominance(s, c):  # type: ignore[no-untyped-def]
    """Return by how much one stack's share of a country's compute exceeds 70 %, the hedger's line [0, 0.3]."""
    us, cn = s.countries.train_us[c], s.countries.train_cn[c]
    total = us + cn
    return max(0.0, max(us, cn) / total - 0.7) if total > 0.0 else 0.0


@rule
def add_membership(s, seat, place, rung, terms):  # type: ignore[no-untyped-def]
    """Add what becoming or ceasing to be a member of joint tool controls means for a government (Eq. 122; F11)."""
    ours = s.law[TOOL_CONTROL, US, CN, 0]
    before = alliance.is_near(ours, s.law[TOOL_CONTROL, seat, CN, 0])
    after = alliance.is_near(ours, rung)
    if before == after:
        return
    size = s.p.member_gain * (1.0 if after else -1.0)
    terms[COM] += size * (0.2 + min(1.0, place.unmet / (place.demand_h100e + 1e-9)))
    terms[ALL] += 0.2 * size


@rule
def partner_terms(s, o, seat, row, terms):  # type: ignore[no-untyped-def]
    """Fill what a candidate would change in each goal of a third government, before weights (Eq. 28).

    Args:
        s: State.
        o: Outlook.
        seat: The government.
        row: The candidate.
        terms: Change of each goal, shape (N_GOALS,), filled.
    """
    terms[:] = 0.0
    c = s.seats.country[seat]
    row_c = s.countries[c]
    i = row.instrument
    step = float(row.step)
    fear = exposure(s, c)
    if i == TOOL_CONTROL or i == HBM_CONTROL:
        gap = s.law[i, US, CN, 0] - s.law[i, seat, CN, 0]
        asked = 1.0 if (gap > 0.0 and step > 0.0) or (gap < 0.0 and step < 0.0) else -0.5
        terms[SEC] = 0.25 * o.salience * step
        terms[ALL] = (0.3 * o.cohesion + 0.6 * row_c.pressed) * asked * abs(step)
        terms[COM] = -0.25 * step
        terms[PAI] = -0.35 * fear * step
        terms[LOB] = -0.2 * step
        if i == TOOL_CONTROL:
            add_membership(s, seat, row_c, row.value, terms)
    elif i == ASSURANCE:
        held_back = min(1.0, row_c.coercion_us)
        terms[COM] = step * (0.35 * held_back + 0.1 * min(1.0, row_c.unmet / (row_c.demand_h100e + 1e-9)))
        if s.law[TIER, US, c, 0] >= 2.0 or s.law[LICENSE_REGIME, US, c, FRONTIER] >= CASE_BY_CASE:
            terms[COM] += s.p.access_condition * s.law[COMPLIANCE, US, 0, 0] * step
        terms[ALL] = 0.1 * step
        terms[DIF] = -0.1 * step * dominance(s, c)
        terms[CAP] = -0.35 * step
    elif i == ENFORCEMENT:
        watched = min(1.0, row_c.pressed + row_c.coercion_us)
        terms[SEC] = 0.05 * o.salience * step
        terms[ALL] = step * (0.1 + 0.4 * watched) * row_c.align_us
        terms[COM] = -0.5 * row_c.transit * step
        terms[CAP] = -0.1 * step
    elif i == TARIFF:
        by_us = row.target == US
        grievance = row_c.coercion_us if by_us else row_c.coercion_cn
        lean = row_c.align_us if by_us else row_c.align_cn
        standing = s.law[TARIFF, seat, row.target, 0]
        terms[REC] = step * (min(0.3, 0.5 * grievance) - 0.6 * max(0.0, standing - 0.3 * grievance) - 0.02)
        terms[ALL] = -0.2 * lean * step
        terms[PAI] = -0.2 * step
        terms[HAW] = 0.1 * grievance * step
        terms[LEV] = 0.1 * step
    elif i == SUBSIDY_CHIPS:
        terms[SEC] = 0.08 * o.salience
        terms[DIF] = 0.25 * dominance(s, c) + 0.05
        terms[CAP] = -0.15 - 0.05 * s.law[SUBSIDY_CHIPS, seat, c, 0]
    elif i == REGULATORY_PRESSURE:
        terms[REC] = step * (0.3 * min(1.0, row_c.coercion_us) - 0.1)
        terms[DIF] = step * 0.3 * dominance(s, c)
        terms[COM] = -0.2 * step
        terms[ALL] = -0.2 * row_c.align_us * step
    terms[TRU] -= 0.1 if step < 0.0 else 0.0
    if i >= 0:
        terms[CAP] -= 0.3 * row.authority + s.instruments[i, 4] / 40.0
