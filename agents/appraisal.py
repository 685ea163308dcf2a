"""Appraisal of Washington's and Beijing's candidates: terms[candidate, goal], an order's reasons (Eqs. 18 to 27)."""

from stackcraft.model import bargaining, beliefs, goals, ladders, outlook
from stackcraft.model.codes import (
    CN,
    ENFORCEMENT,
    EXPORT_PROMOTION,
    OFFER,
    PRESUMPTION_OF_DENIAL,
    STACK_EXPORT,
    STAND_DOWN,
    THREATEN,
    TIER,
    US,
)
from stackcraft.model.goals import ALL, CAP, COM, DIF, HAW, LEV, LOB, N_GOALS, PAI, REC, SEC, TRU
from stackcraft.model.kernels import rule
from stackcraft.model.ladders import FRONTIER, LINE, RARE_EARTHS, SLOTS, US_TARIFF
from stackcraft.model.posture import AGE, DIRECTION, is_chips, is_tools
from stackcraft.model.severity import is_tariff, of_step

from .rivals import opening

QUICK_MONTHS = 4.0
"""Age below which undoing one's own act costs trust (Eq. 25)."""


@rule
def rival_terms(s, t, seat, o, p, base, row, felt, owed, room, y, terms):  # type: ignore[no-untyped-def]
    """Fill what a candidate would change in each goal of Washington or Beijing, before weights (Eq. 24).

    Args:
        s: State.
        t: Month.
        seat: US or CN.
        o: Outlook.
        p: Rungs once announced law binds, shape (SLOTS,).
        base: Levels of the goals as things stand, shape (N_GOALS,).
        row: The candidate.
        felt: The seat's grievance, spent by orders of this month already.
        owed: The part of it that is owed in tariffs.
        room: Room for a position, shape (SLOTS,).
        y: Room for levels, shape (N_GOALS,).
        terms: Change of each goal, shape (N_GOALS,), filled.
    """
    terms[:] = 0.0
    k = row.slot
    hard = row.severity
    horizon = goals.of(s, seat, goals.HORIZON, 6.0)
    if k >= 0 and row.kind != THREATEN:
        for j in range(SLOTS):
            room[j] = p[j]
        room[k] = p[k] + row.step
        if k == LINE and p[LINE] == 0.0:
            room[FRONTIER] = max(p[FRONTIER], float(PRESUMPTION_OF_DENIAL))
        if seat == US:
            outlook.us_levels(s, o, room, horizon, y)
        else:
            outlook.cn_levels(s, o, room, y)
        for g in range(N_GOALS):
            terms[g] = y[g] - base[g]
        if seat == US:
            us_side_effects(s, o, p, k, row.step, terms)
    elif row.kind == THREATEN:
        mine = beliefs.yields(s, seat) * s.seats.credibility[seat]
        terms[LEV] = 0.3 * mine * (3.0 * hard)
    elif row.kind == OFFER:
        terms[PAI] = 0.15 * max(0.0, -base[PAI])
        terms[HAW] = -0.1 * (0.25 + o.hawk)
    elif row.kind == STAND_DOWN:
        rival = CN if seat == US else US
        terms[PAI] = 0.2 * beliefs.answers(s, seat) * min(1.0, s.seats.grievance[rival])
        terms[HAW] = -0.2 * (0.25 + o.hawk)
    else:
        terms_abroad(s, o, seat, row, terms)
    expect_answer(s, seat, o, hard, horizon, p, terms)
    reciprocate(s, seat, k, hard, felt, owed, terms)
    audience = 0.25 + o.hawk if seat == US else 0.25 + 0.5 * min(1.0, s.seats.provoked[CN])
    terms[HAW] += audience * min(1.5, max(-1.5, hard))
    terms[TRU] -= broken_word(s, t, k, row.step, hard)
    terms[CAP] -= row.authority + s.instruments[row.instrument, 4] / 40.0 if row.instrument >= 0 else 0.05


@rule
def us_side_effects(s, o, p, k, step, terms):  # type: ignore[no-untyped-def]
    """Add what the levels leave out: a tightening refreshes what eroded, and firms ask for relief (Eq. 26)."""
    q = outlook.access(o, p)
    if step > 0 and is_chips(k):
        part = 0.5 if k == ladders.LISTING else 1.0
        terms[SEC] += part * 0.45 * o.salience * (1.0 - o.strength) * (1.0 - q) + 0.04 * o.salience
    if step > 0 and is_tools(k) and o.tool_strength > 0.0:
        lost = outlook.tool_hold(o, p) * (1.0 / o.tool_strength - 1.0)
        terms[SEC] += o.salience * (1.0 + 0.9 * o.domestic) * lost
    if is_chips(k):
        terms[LOB] = goals.of(s, US, goals.ACCESS, s.p.lobby_access) * o.lobbied * terms[COM]


@rule
def expect_answer(s, seat, o, hard, horizon, p, terms):  # type: ignore[no-untyped-def]
    """Take off the pain of the answer that the seat expects, by its belief that the rival answers (Eq. 22)."""
    if hard <= 0.0:
        return
    if seat == US:
        now = p[RARE_EARTHS]
        pain = outlook.pain_ahead(s, o, p, horizon)
        p[RARE_EARTHS] = min(4.0, now + 1.0)
        more = outlook.pain_ahead(s, o, p, horizon) - pain
        p[RARE_EARTHS] = now
        terms[PAI] -= o.answers_cn * hard * (2.2 * more + 0.12)
    else:
        terms[PAI] -= (1.0 - o.yields_cn) * hard * 0.35


@rule
def struck_by_tariffs(s, seat):  # type: ignore[no-untyped-def]
    """Return whether the rival's last turn of its tariff was a raise, of the last three months."""
    rival = ladders.CN_TARIFF if seat == US else US_TARIFF
    return s.posture[rival, DIRECTION] > 0.0 and s.posture[rival, AGE] <= 3.0


@rule
def owed_in_kind(s, seat, p, felt):  # type: ignore[no-untyped-def]
    """Return the part of a grievance that is owed in tariffs: what the rival raised and stands above (Eq. 23).

    Args:
        s: State.
        seat: US or CN.
        p: Rungs once announced law binds, shape (SLOTS,).
        felt: The seat's grievance [severity units].
    """
    if not struck_by_tariffs(s, seat):
        return 0.0
    own, rival = (US_TARIFF, ladders.CN_TARIFF) if seat == US else (ladders.CN_TARIFF, US_TARIFF)
    return min(felt, max(0.0, of_step(own, int(p[own]), int(p[rival]))))


@rule
def reciprocate(s, seat, k, hard, felt, owed, terms):  # type: ignore[no-untyped-def]
    """Add what answering is worth: up to the grievance, in kind; beyond it restraint weighs (Eq. 23)."""
    if hard <= 0.0:
        return
    if k >= 0 and is_tariff(k):
        due = felt if struck_by_tariffs(s, seat) else 0.25 * felt
    else:
        due = felt - s.p.in_kind * owed
    terms[REC] += min(due, hard) - goals.of(s, seat, goals.ASYMMETRY, 1.0) * max(0.0, hard - felt)


@rule
def broken_word(s, t, k, step, hard):  # type: ignore[no-untyped-def]
    """Return what an act costs in trust: in a truce, before a summit, or where it undoes a young one (Eq. 25, F13)."""
    cost = 0.0
    if hard >= s.p.breach_threshold and s.world.truce_until[0] >= t:
        cost += hard
    if hard > 0.0 and bargaining.is_summit(s, t + 1):
        cost += s.p.summit_restraint * hard
    if k >= 0 and s.posture[k, DIRECTION] * step < 0.0 and s.posture[k, AGE] < QUICK_MONTHS:
        cost += 0.5
    return cost


@rule
def leak(s):  # type: ignore[no-untyped-def]
    """Return a year's smuggling relative to the US chips that stand in China [share, at most 1]."""
    return min(1.0, 12.0 * s.world.smuggled_h100e[0] / (s.countries.train_us[CN] + 1.0))


@rule
def terms_abroad(s, o, seat, row, terms):  # type: ignore[no-untyped-def]
    """Fill the terms of what a side does towards third countries (Eq. 27)."""
    i = row.instrument
    c = row.target
    share = s.countries.demand_share[c]
    if i == ENFORCEMENT:
        terms[SEC] = row.step * 0.8 * o.salience * leak(s)
        terms[COM] = -0.05 * row.step
        terms[CAP] = -0.1 * row.step
    elif i == TIER:
        terms[SEC] = row.step * o.salience * leak(s) * s.countries.transit[c]
        terms[COM] = -row.step * 1.5 * share
        terms[DIF] = -row.step * 2.0 * share
        terms[ALL] = -0.06 * row.step
    elif i == EXPORT_PROMOTION:
        terms[DIF] = 0.15 + 3.0 * share
        terms[COM] = 0.05 + share
        terms[ALL] = 0.05
    elif i == STACK_EXPORT:
        terms[DIF] = 0.1 + 0.2 * o.domestic + s.p.opening_pull * opening(s, c)
        terms[ALL] = 0.05
        terms[SEC] = -0.1 * (2.0 - s.countries.fill_cn[CN])
    elif seat == CN:  # rare earths against an ally that joined
        bound = s.law[ladders.CELLS[ladders.TOOLS, 0], s.countries.seat[c], CN, 0]
        terms[REC] = row.step * (0.12 * bound - 0.2)
        terms[ALL] = -0.2 * row.step
        terms[LEV] = 0.1 * row.step * o.yields_cn
        terms[PAI] = -0.1 * row.step
