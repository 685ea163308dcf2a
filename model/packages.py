"""Packages: what the two sides could trade, what each thinks it is worth, and which package is struck."""

import numpy as np

from . import factions, goals, outlook
from .codes import CASE_BY_CASE, CN, US
from .goals import HAW, LEV, N_GOALS, PAI, TRU
from .kernels import rule
from .ladders import (
    AFFILIATES,
    CN_TARIFF,
    CUT_DOWN,
    DESIGN,
    FRONTIER,
    LOWEST_DUTY,
    MINERAL,
    RARE_EARTHS,
    SLOTS,
    TOOLS,
    TUNGSTEN,
    US_TARIFF,
)
from .noise import draw, key, normal
from .posture import PRECEDENT

VALUATION = draw("bargaining.valuation", "how a side misjudges what an issue is worth to it")

GOAL_KEYS = np.array([key(f"goal.{name}") for name in goals.GOALS])

ISSUES = ("chips", "tools", "lists", "us_tariff", "rare_earths", "other_minerals", "cn_tariff")
"""Issues, in order; the first four are Washington's to give."""
(CHIPS, FABS, LISTS, DUTY, MAGNETS, METALS, COUNTER_DUTY) = range(7)
N_ISSUES = 7
STEPS = 5
"""Ways an issue may be settled: as it is, or up to four steps of relief."""


@rule
def settle(s, p, issue, step):  # type: ignore[no-untyped-def]
    """Move position `p` to what `step` steps of relief on an issue would make it; return whether it can be done.

    Red lines and the statute's floor take steps off the table (win-sets: Putnam 1988).

    Args:
        s: State.
        p: Rungs, shape (SLOTS,), changed in place.
        issue: One of `ISSUES`.
        step: Steps of relief, 0 to 4.
    """
    if step == 0:
        return True
    if issue == CHIPS:
        if goals.of(s, US, goals.RED_CHIPS, 0.0) > 0.5 or step > 1:
            return False
        if p[CUT_DOWN] > CASE_BY_CASE:
            p[CUT_DOWN] = CASE_BY_CASE
            return p[CUT_DOWN] >= s.world.floor_class[0]
        if p[FRONTIER] > CASE_BY_CASE:
            p[FRONTIER] -= 1.0
            return p[FRONTIER] >= s.world.floor_class[0]
        return False
    if issue == FABS:
        if goals.of(s, US, goals.RED_TOOLS, 0.0) > 0.5 or step > 1:
            return False
        if p[DESIGN] > 0.0:
            p[DESIGN] = 0.0
            return True
        if p[TOOLS] > 0.0:
            p[TOOLS] -= 1.0
            return True
        return False
    if issue == LISTS:
        possible = step == 1 and p[AFFILIATES] > 0.0
        p[AFFILIATES] = 0.0
        return possible
    if issue == DUTY or issue == COUNTER_DUTY:
        slot = US_TARIFF if issue == DUTY else CN_TARIFF
        possible = p[slot] - step >= LOWEST_DUTY
        p[slot] = max(0.0, p[slot] - step)
        return possible
    if goals.of(s, CN, goals.RED_MINERALS, 0.0) > 0.5:
        return False
    if issue == MAGNETS:
        possible = p[RARE_EARTHS] >= step
        p[RARE_EARTHS] = max(0.0, p[RARE_EARTHS] - step)
        return possible
    return settle_metals(p, step)


@rule
def settle_metals(p, step):  # type: ignore[no-untyped-def]
    """Bring every mineral but the rare earths back to reporting; return whether that changes anything."""
    changed = False
    for k in range(MINERAL, TUNGSTEN + 1):
        if k != RARE_EARTHS and p[k] > 1.0:
            p[k] = 1.0
            changed = True
    return changed and step == 1


@rule
def value_noise(s, t, seat, weights):  # type: ignore[no-untyped-def]
    """Fill `weights` with a seat's weights as it misjudges them this month (Eq. 34, F7)."""
    factions.weigh(s, seat, weights)
    for g in range(N_GOALS):
        error = normal(s.seed, VALUATION, s.seats.key[seat] ^ GOAL_KEYS[g], t)
        weights[g] *= np.exp(s.p.valuation_noise * error)


@rule
def audience(s, issue, step, weight):  # type: ignore[no-untyped-def]
    """Return what giving an issue costs its giver at home (Eq. 36); conceding the same again costs less (F5).

    Args:
        s: State.
        issue: One of `ISSUES`.
        step: Steps of relief.
        weight: The giver's weight of its audience.
    """
    p = s.p
    if step == 0:
        return 0.0
    if issue > DUTY:
        size = p.audience_tariff if issue == COUNTER_DUTY else p.audience_minerals
        return 0.4 * weight * size * step * (0.3 if issue == METALS else 1.0)
    pressure = weight * (0.25 + s.world.hawk[0])
    if issue == CHIPS:
        before = max(s.posture[CUT_DOWN, PRECEDENT], s.posture[FRONTIER, PRECEDENT])
        return pressure * p.audience_chips * (1.0 - p.precedent * before)
    if issue == FABS:
        before = max(s.posture[TOOLS, PRECEDENT], s.posture[DESIGN, PRECEDENT])
        return pressure * p.audience_tools * (1.0 - p.precedent * before)
    return pressure * p.audience_tariff * step


@rule
def appraise_issues(s, t, ours, theirs, p, us, cn, worth, cost, held, won, room, y):  # type: ignore[no-untyped-def]
    """Fill what each step on each issue is worth to each side, the rest held; infeasible steps get a huge cost.

    Eq. 35.

    Args:
        s: State.
        t: Month.
        ours: Outlook as Washington knows it.
        theirs: Outlook as Beijing knows it.
        p: Rungs as they stand, shape (SLOTS,).
        us: Washington's weights, shape (N_GOALS,).
        cn: Beijing's weights, shape (N_GOALS,).
        worth: Gains but for China's leverage, shape (2, N_ISSUES, STEPS), filled.
        cost: Audience costs, shape (2, N_ISSUES, STEPS), filled.
        held: How much less minerals would bite, shape (N_ISSUES, STEPS), filled.
        won: How much less there would be left to win, shape (N_ISSUES, STEPS), filled.
        room: Room for a position, shape (SLOTS,).
        y: Room for levels, shape (4, N_GOALS).
    """
    horizon = goals.of(s, US, goals.HORIZON, 6.0)
    outlook.us_levels(s, ours, p, horizon, y[0])
    outlook.cn_levels(s, theirs, p, y[1])
    bite, prize = outlook.bite(p), outlook.prize(theirs, p)
    kept_by_us = 1.0 - s.p.promise_discount * (1.0 - s.seats.credibility[US])  # what Washington gives may be taken back
    for issue in range(N_ISSUES):
        for step in range(STEPS):
            for k in range(SLOTS):
                room[k] = p[k]
            if not settle(s, room, issue, step):
                worth[:, issue, step] = -1e9
                continue
            outlook.us_levels(s, ours, room, horizon, y[2])
            outlook.cn_levels(s, theirs, room, y[3])
            a = b = 0.0
            for g in range(N_GOALS):
                gain = y[2, g] - y[0, g]
                if g == LEV and issue == DUTY:
                    gain *= 1.0 - s.p.snapback  # a tariff given up can be put back (Eq. 35)
                if g == PAI and (issue == MAGNETS or issue == METALS):
                    gain *= 1.0 - s.p.promise_discount * (1.0 - s.seats.credibility[CN])  # Eq. 35
                a += us[g] * gain
                if g != LEV:
                    b += cn[g] * (y[3, g] - y[1, g]) * (1.0 if issue > DUTY else kept_by_us)
            worth[0, issue, step] = a
            worth[1, issue, step] = b
            held[issue, step] = bite - outlook.bite(room)
            won[issue, step] = prize - outlook.prize(theirs, room)
            cost[0, issue, step] = audience(s, issue, step, us[HAW]) if issue <= DUTY else 0.0
            cost[1, issue, step] = audience(s, issue, step, cn[HAW]) if issue > DUTY else 0.0


@rule
def bundle(first, last, worth, cost, effect, steps, totals):  # type: ignore[no-untyped-def]
    """List every combination of steps on the issues of one side; return how many.

    Args:
        first: First issue of the side.
        last: The one after its last.
        worth: From `appraise_issues`.
        cost: From `appraise_issues`, of this side, shape (N_ISSUES, STEPS).
        effect: `held` or `won` from `appraise_issues`.
        steps: Steps of each combination, shape (n, N_ISSUES), filled.
        totals: Worth to Washington, to Beijing, audience cost, effect, issues touched, shape (n, 5), filled.
    """
    count = 1
    steps[0] = 0
    totals[0] = 0.0
    for issue in range(first, last):
        before = count
        for step in range(1, STEPS):
            if worth[0, issue, step] < -1e8:
                continue
            for n in range(before):
                for k in range(steps.shape[1]):
                    steps[count, k] = steps[n, k]
                steps[count, issue] = step
                totals[count, 0] = totals[n, 0] + worth[0, issue, step]
                totals[count, 1] = totals[n, 1] + worth[1, issue, step]
                totals[count, 2] = totals[n, 2] + cost[issue, step]
                totals[count, 3] = totals[n, 3] + effect[issue, step]
                totals[count, 4] = totals[n, 4] + 1.0
                count += 1
    return count


MOST = 64
"""Room for combinations of one side: 2 x 2 x 2 x 5 for Washington, 5 x 2 x 5 for Beijing."""


@rule
def best(s, o, p, us, cn, worth, cost, held, won, chosen):  # type: ignore[no-untyped-def]
    """Find the package that both sides prefer to none, by the protocol; return its value, 0 if there is none (Eq. 37).

    Nash product, or a take-it-or-leave-it offer by either side (`proposer`; Rubinstein 1982, Nash 1950). China's
    leverage is a product of what is left to win and what it still holds, so it is taken over the whole package.
    Without linkage a package holds one issue (F4; packages beat issue by issue: Fatima, Wooldridge and Jennings 2006).

    Args:
        s: State.
        o: Outlook as Beijing knows it.
        p: Rungs as they stand, shape (SLOTS,).
        us: Washington's weights.
        cn: Beijing's weights.
        worth: From `appraise_issues`.
        cost: From `appraise_issues`.
        held: From `appraise_issues`.
        won: From `appraise_issues`.
        chosen: Steps of the best package, shape (N_ISSUES,), filled.
    """
    least_us = s.p.ripeness * goals.of(s, US, goals.ATTENTION, 0.6)
    least_cn = s.p.ripeness * goals.of(s, CN, goals.ATTENTION, 0.6)
    bite, prize = outlook.bite(p), outlook.prize(o, p)
    lever = outlook.lever(o, p, bite)
    given, gives = np.zeros((MOST, N_ISSUES), np.int64), np.zeros((MOST, 5))
    returned, returns = np.zeros((MOST, N_ISSUES), np.int64), np.zeros((MOST, 5))
    n_given = bundle(CHIPS, MAGNETS, worth, cost[0], won, given, gives)
    n_returned = bundle(MAGNETS, N_ISSUES, worth, cost[1], held, returned, returns)
    found = 0.0
    for n in range(n_given):
        for m in range(n_returned):
            touched = gives[n, 4] + returns[m, 4]
            if touched == 0.0 or (s.p.linkage < 0.5 and touched > 1.0):
                continue
            minerals_back = returned[m, MAGNETS] + returned[m, METALS] > 0
            b_us = gives[n, 0] + returns[m, 0] + s.p.truce_value * us[TRU]
            b_us -= gives[n, 2] * (0.5 if minerals_back else 1.0)
            if b_us <= least_us:
                continue
            left = (o.yields_cn * (prize - gives[n, 3]) - outlook.rivals(o)) * (bite - returns[m, 3])
            b_cn = gives[n, 1] + returns[m, 1] + cn[LEV] * (left - lever) + s.p.truce_value * cn[TRU]
            b_cn -= returns[m, 2] * (0.5 if gives[n, 4] > 0.0 else 1.0)
            if b_cn <= least_cn:
                continue
            value = b_us * b_cn
            if s.p.proposer > 1.5:
                value = b_cn
            elif s.p.proposer > 0.5:
                value = b_us
            if value > found:
                found = value
                for issue in range(N_ISSUES):
                    chosen[issue] = given[n, issue] + returned[m, issue]
    return found


__all__ = ["ISSUES", "appraise_issues", "audience", "best", "settle", "value_noise"]
