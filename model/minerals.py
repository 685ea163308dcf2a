"""Minerals: China's licenses on what it exports, queues, users' stocks, shortage, price and pain."""

import math

import numpy as np

from . import ledger
from .codes import ANNOUNCED, CN, MINERAL_LICENSE, TARIFF, US
from .kernels import rule
from .state import N_ACTS, N_PENDING

EXPORTS, US_SHARE, STOCK, RESPONSE, SEVERITY, SUBSTITUTION, FIRST_LICENSES = 2, 3, 4, 5, 6, 7, 8
"""Columns of `State.minerals` that the rules use."""

RARE_EARTHS = 3
"""Row of the minerals table whose magnets the record follows by month."""

REPORTING, LICENSING, TIGHT, EMBARGO = 1, 2, 3, 4
"""Rungs of the mineral ladder above free trade."""


SPARE = 0.6
"""What China's mines and mills can deliver beyond need, as a share of need: refilling stocks takes time."""

ALL_STOPPED = 3.0
"""Shortfall, in mean stocks, beyond which nobody is left to stop."""


@rule
def gamma_below(x, shape, log_gamma):  # type: ignore[no-untyped-def]
    """Return the probability that a gamma variate of mean 1 lies below `x` (DLMF 8.11.4; Eq. 102).

    Args:
        x: Where [means].
        shape: Shape of the variate, above 0.
        log_gamma: Logarithm of the gamma function at the shape, the same for all users.
    """
    y = x * shape
    if y <= 0.0:
        return 0.0
    if y > 40.0 + 4.0 * shape:
        return 1.0
    term = 1.0 / shape
    total = term
    for n in range(1, 200):
        term *= y / (shape + n)
        total += term
        if term < 1e-12 * total:
            break
    return min(1.0, total * math.exp(shape * math.log(y) - y - log_gamma))


@rule
def in_trade_war(s, c):  # type: ignore[no-untyped-def]
    """Return how far a country is in a tariff war with China, in [0, 1]: 0 up to 30 %, 1 from 100 %."""
    seat = s.countries.seat[c]
    rate = s.law[TARIFF, seat, CN, 0] if seat >= 0 else 0.0
    return min(1.0, max(0.0, (rate - 0.3) / 0.7))


@rule
def pace(p, rung, last, war):  # type: ignore[no-untyped-def]
    """Return the share of waiting applications that offices release this month (Eq. 98).

    A tightening works at once; after an easing offices gain pace by `release_speed` a month, and plain licensing
    becomes routine over years.

    Args:
        p: Parameters.
        rung: Rung of the ladder.
        last: Share released last month.
        war: How far the country is in a tariff war with China [0, 1]: under tight licensing it waits longer.
    """
    tight = p.queue_release * (p.queue_target_factor**war if war > 0.0 else 1.0)
    if rung >= EMBARGO:
        return min(p.mineral_flow_embargo, tight)
    if rung >= TIGHT:
        goal = tight
    elif last >= p.queue_release_eased and last < 1.0:
        return last + p.queue_routine * (p.mineral_flow_licensing - last)
    else:
        goal = p.queue_release_eased
    return goal if goal < last else last + p.release_speed * (goal - last)


@rule
def awaits_licenses(s, r, c, rung):  # type: ignore[no-untyped-def]
    """Return whether a new regime has licensed nothing yet: offices take the time the law gives them (Eq. 98)."""
    return rung < EMBARGO - 0.5 and s.mineral_since[r, c] < s.p.license_wait * s.minerals[r, FIRST_LICENSES] - 0.5


@rule
def deliver(s, r, c, need):  # type: ignore[no-untyped-def]
    """Return what of mineral `r` leaves China for a country this month [months of its use]; keep its queue (Eq. 99).

    Users apply for what they need and to refill. In the first month of a regime part of the trade moves on old
    papers, unless offices then take months to license at all: what could go went in the weeks of notice.
    Applications that aren't answered lapse in part. Under an embargo none are taken and a trickle of what is
    needed gets through, never more than under tight licensing. `mineral_coverage` is the part of trade under license.
    """
    p = s.p
    rung = s.law[MINERAL_LICENSE + r, CN, c, 0]
    asked = need + min(p.rush_orders * s.mineral_short[r, c], SPARE * need)
    if rung < LICENSING - 0.5:
        s.mineral_pace[r, c] = 1.0
        s.mineral_queue[r, c] = 0.0
        return asked * (1.0 - p.mineral_coverage * (1.0 - p.mineral_flow_reporting)) if rung > 0.5 else asked
    fresh = s.mineral_pace[r, c] >= 1.0
    s.mineral_since[r, c] = 0.0 if fresh else s.mineral_since[r, c] + 1.0
    waits = awaits_licenses(s, r, c, rung)
    if fresh or not waits:
        s.mineral_pace[r, c] = pace(p, rung, s.mineral_pace[r, c], in_trade_war(s, c))
    old = p.old_papers if fresh and not waits else 0.0
    covered = p.mineral_coverage * asked
    if rung >= EMBARGO:
        s.mineral_queue[r, c] *= 1.0 - p.queue_lapse
        through = max(old, s.mineral_pace[r, c])
        return asked - covered + p.mineral_coverage * need * through
    queue = s.mineral_queue[r, c] + covered * (1.0 - old)
    released = 0.0 if waits else min(s.mineral_pace[r, c] * queue, (1.0 + SPARE) * need)
    s.mineral_queue[r, c] = (queue - released) * (1.0 - p.queue_lapse)
    return asked - covered + covered * old + released


@rule
def expected_cut(s, r):  # type: ignore[no-untyped-def]
    """Return the shortfall that markets expect in mineral `r`, 1 for tight licensing of all (Eq. 100).

    Law in force counts by the countries it hits, law announced by those it names.
    """
    cut = 0.0
    for c in range(s.countries.shape[0]):
        if c != CN:
            cut += use_share(s, r, c) * severity(s.law[MINERAL_LICENSE + r, CN, c, 0])
    for a in range(s.count[N_PENDING], s.count[N_ACTS]):
        act = s.acts[a]
        if act.status == ANNOUNCED and act.issuer == CN and act.instrument == MINERAL_LICENSE + r:
            now = severity(s.law[MINERAL_LICENSE + r, CN, act.target, 0])
            cut += use_share(s, r, act.target) * max(0.0, severity(act.value) - now)
    return cut


@rule
def severity(rung):  # type: ignore[no-untyped-def]
    """Return how short markets expect a rung to leave users: 1 for tight licensing."""
    if rung >= EMBARGO - 0.5:
        return 1.2
    if rung >= TIGHT - 0.5:
        return 1.0
    if rung >= LICENSING - 0.5:
        return 0.3
    return 0.0


@rule
def use_share(s, r, c):  # type: ignore[no-untyped-def]
    """Return a country's share of China's exports of mineral `r` (`s.mineral_use`, which sums to 1)."""
    return s.mineral_use[r, c]


@rule
def spread_use(s):  # type: ignore[no-untyped-def]
    """Share China's exports out: to the US by the table, the rest by output and dependence; fill stocks."""
    whole = 0.0
    for c in range(s.countries.shape[0]):
        if c != CN and c != US:
            whole += s.countries.gdp[c] * s.countries.mineral_dependence[c]
    for r in range(s.minerals.shape[0]):
        for c in range(s.countries.shape[0]):
            part = s.countries.gdp[c] * s.countries.mineral_dependence[c] / whole
            s.mineral_use[r, c] = (1.0 - s.minerals[r, US_SHARE]) * part
        s.mineral_use[r, US] = s.minerals[r, US_SHARE]
        s.mineral_use[r, CN] = 0.0
        for c in range(s.countries.shape[0]):
            s.mineral_pace[r, c] = 1.0
            s.mineral_stock[r, c] = s.minerals[r, STOCK] * s.p.mineral_stock_months / s.minerals[RARE_EARTHS, STOCK]


@rule
def supply_minerals(s, t):  # type: ignore[no-untyped-def]
    """Move exports, queues, shortage, substitution, price and pain by a month (Eq. 100; B1).

    Pain follows stocks, which differ between users: the share stopped is the share whose stock is below the shortfall
    so far. Price follows what is expected, so it jumps while stocks are full. What one target lacks comes in part
    through third countries. Substitutes grow slowly, faster under a cut, and stay.
    """
    p = s.p
    if s.mineral_use[RARE_EARTHS, US] <= 0.0:
        spread_use(s)
    n = s.countries.shape[0]
    log_gamma = math.lgamma(p.mineral_stock_shape)
    for c in range(n):
        s.countries.pain[c] *= 1.0 - p.pain_speed
    for r in range(s.minerals.shape[0]):
        whole = 0.0
        for c in range(n):
            if c == CN:
                continue
            need = 1.0 - s.substitution[r, c]
            flow = deliver(s, r, c, need)
            s.mineral_flow[r, c] = flow
            whole += use_share(s, r, c) * flow
            if r == RARE_EARTHS:
                s.mineral_tonnes[c] = s.minerals[r, EXPORTS] * use_share(s, r, c) * flow
        for c in range(n):
            if c != CN:
                stop_users(s, r, c, whole, log_gamma)
        goal = np.exp(s.minerals[r, RESPONSE] * p.mineral_coverage * expected_cut(s, r))
        price = s.mineral_price[r]
        s.mineral_price[r] = goal if goal > price else price + 0.1 * (goal - price)


@rule
def stop_users(s, r, c, whole, log_gamma):  # type: ignore[no-untyped-def]
    """Let a country's users of mineral `r` draw on stocks; add those who stop to its pain (Eqs. 101, 102)."""
    p = s.p
    m = s.countries[c]
    need = 1.0 - s.substitution[r, c]
    flow = s.mineral_flow[r, c]
    lacks = max(0.0, need - flow)
    gone = lacks * (1.0 - p.mineral_reroute * min(1.0, whole)) if lacks > 0.0 else need - flow
    before = s.mineral_short[r, c]
    short = min(ALL_STOPPED * s.mineral_stock[r, c], max(0.0, before + gone))
    s.mineral_short[r, c] = short
    if before < 1.0 <= short:
        ledger.enter(s, ledger.SHORTAGE, m.seat, c, r, short, s.mineral_price[r])
    s.mineral_stock[r, c] += p.mineral_memory * min(short, 1.0)
    growth = p.substitution_base + p.substitution_rate * s.minerals[r, SUBSTITUTION] / 0.006 * min(1.0, lacks)
    s.substitution[r, c] = min(p.substitution_ceiling, s.substitution[r, c] + growth)
    stopped = gamma_below(short / s.mineral_stock[r, c], p.mineral_stock_shape, log_gamma)
    m.pain = min(1.0, m.pain + p.pain_speed * s.minerals[r, SEVERITY] * m.mineral_dependence * stopped)
