"""Adoption: buyers choose between stacks, deliveries join the installed base, old cards retire."""

import numpy as np

from . import demand, offers
from .codes import CN, LIGHT_CARD, US
from .kernels import rule
from .noise import draw, uniform
from .offers import (
    ASK,
    CLOUDS,
    LIGHT_OPEN,
    LIVE,
    MONEY,
    OPEN,
    OTHERS,
    POWER,
    REACH,
    REFUSE_PRIVATE,
    REFUSE_STATE,
    SOFTWARE_GAP,
    STANDING,
    VALUE_GAP,
)

TASTE = draw("adoption.taste", "a buyer's lasting taste for one stack over the other")
WHIM = draw("adoption.whim", "a buyer's taste this month")

CLOUD = 0
"""Row of the segments table whose buyers may own in-house chips."""

INDEX, TRAIN, INF, KW, PRICE, KIND, GONE, WEIGHT = range(8)
"""Rows of scratch while the base is settled: the first seven by product in use, the last by country."""


@rule
def logit_noise(seed, name, owner, month):  # type: ignore[no-untyped-def]
    """Return a standard logistic draw: the difference of two Gumbel tastes, one hash instead of two."""
    u = uniform(seed, name, owner, month)
    return np.log(u / (1.0 - u))


@rule
def choose(s, t):  # type: ignore[no-untyped-def]
    """Fill `s.wish`, the money each buyer would spend on each product this month [USD bn].

    First the budgets (demand.py), then what the market offers (offers.py), then every buyer's choice of stack.
    """
    demand.set_budgets(s, t)
    offers.weigh_products(s)
    offers.deny(s)
    demand.fear(s, t)
    for c in range(s.countries.shape[0]):
        offers.gather(s, c, OTHERS)
        s.terms[c, STANDING] = offers.standing(s, c, t)
    offers.gather(s, US, CLOUDS)
    offers.gather(s, CN, CLOUDS)
    offers.gather_light(s)
    for c in range(s.countries.shape[0]):
        leave_room(s, c)
    spend(s, t)


@rule
def leave_room(s, c):  # type: ignore[no-untyped-def]
    """Set the part of a country's budget that its power lets it spend (Eq. 19; E3, E6).

    What is expected to arrive, at the rate of supply of late, may not draw more than is free or comes free.
    """
    p = s.p
    n = s.countries[c]
    free = max(0.0, n.power_mw - n.power_used * (1.0 - 1.0 / p.retirement_months))
    draw_mw = s.terms[c, MONEY] * s.terms[c, POWER] * 1e3 * p.site_overhead * max(0.05, n.fill_us)
    room = min(1.0, free / draw_mw) if draw_mw > 0.0 else 1.0
    n.power_room = 1.0 - p.power_limit_weight * (1.0 - room)


@rule
def spend(s, t):  # type: ignore[no-untyped-def]
    """Split every buyer's money between stacks and products (Eqs. 15, 16).

    Odds of the Chinese stack against the US one: value for money and software, weighed by the buyer; its own base
    (lock-in, E3); its country's standing terms; its tastes. Of money meant for US chips that the law won't let
    pass, `spill` goes to the other stack where that can be had (E2), the rest waits. What guidance refuses is spent
    at home (B4). Chinese buyers who fear a ban bring purchases forward (Eq. 16).
    """
    p = s.p
    w = s.world[0]
    out = np.exp(p.outside_option)
    hard = offers.difficulty(s)
    live = s.scratch[INDEX]
    n = 0
    for k in range(s.products.shape[0]):
        if s.worth[k, LIVE] > 0.0:
            live[n] = k
            n += 1
    s.wish[:] = 0.0
    for b in range(s.buyers.shape[0]):
        y = s.buyers[b]
        c = y.country
        j = CLOUDS if y.segment == CLOUD and (c == US or c == CN) else OTHERS
        terms = s.terms[c]
        whole = y.train_us + y.train_cn
        own = (y.train_cn - y.train_us) / whole if whole > 0.0 else 0.0
        odds = (
            p.price_quality * y.price_w * terms[VALUE_GAP + j]
            + p.software_weight * y.software_w * terms[SOFTWARE_GAP + j]
            + (p.lock_in + p.switching_cost * hard) * own
            + terms[STANDING]
            + p.taste_noise * 0.5 * logit_noise(s.seed, TASTE, y.key, -1)
            + p.taste_monthly * 0.5 * logit_noise(s.seed, WHIM, y.key, t)
        )
        if c == CN:
            odds += p.state_push * (y.state_owned - 0.35)
        cn = np.exp(odds)
        total = 1.0 + cn + out
        stay_out = out / total
        cn = cn / total * terms[REACH]
        us = 1.0 - stay_out - cn
        refused = 0.0
        ahead = 1.0
        passes = terms[OPEN + j]
        if c == CN:
            refused = terms[REFUSE_STATE] * y.state_owned + terms[REFUSE_PRIVATE] * (1.0 - y.state_owned)
            ahead += p.front_loading * w.hazard * min(1.0, 2.0 * passes)
        kept = us * (1.0 - refused)
        blocked = kept * (1.0 - min(1.0, passes))
        money = y.budget * s.countries.power_room[c]
        to_us = money * kept * ahead if passes > 0.0 else 0.0
        to_cn = money * (cn + (us * refused + p.spillover * blocked) * terms[REACH])
        y.wish_us = us
        y.wish_cn = cn
        light_us = 0.0
        light_cn = 0.0
        if c == CN:
            light = w.light_budget * y.weight
            light_us = light * (1.0 - cn) * terms[LIGHT_OPEN] * ahead
            light_cn = light * (cn + (1.0 - cn) * (1.0 - terms[LIGHT_OPEN]) * p.spillover)
        for i in range(n):
            k = int(live[i])
            share = s.offers[c, k, j]
            q = s.products[k]
            if share <= 0.0:
                continue
            if q.stack == US:
                s.wish[b, k] = share * (light_us if q.design == LIGHT_CARD else to_us)
            else:
                s.wish[b, k] = share * (light_cn if q.design == LIGHT_CARD else to_cn)


@rule
def adopt(s, t):  # type: ignore[no-untyped-def]
    """Hand what was delivered and smuggled to buyers, retire old cards, count the base (Eq. 19)."""
    settle(s, 1.0 - 1.0 / s.p.retirement_months)
    smuggled = 0.0
    for k in range(s.products.shape[0]):
        smuggled += s.smuggled[k] * s.products.train[k]
    w = s.world[0]
    w.smuggled_train = w.smuggled_train * (1.0 - 1.0 / s.p.retirement_months) + smuggled


@rule
def list_in_use(s):  # type: ignore[no-untyped-def]
    """Note in scratch the products that anyone holds or receives, with what counting them needs; return how many."""
    index, train, inf, kw = s.scratch[INDEX], s.scratch[TRAIN], s.scratch[INF], s.scratch[KW]
    price, kind, gone = s.scratch[PRICE], s.scratch[KIND], s.scratch[GONE]
    n = 0
    for k in range(s.products.shape[0]):
        q = s.products[k]
        if q.opening <= 0.0 and q.delivered <= 0.0 and s.smuggled[k] <= 0.0:
            arriving = False
            for c in range(s.countries.shape[0]):
                arriving = arriving or s.shipped[k, c] > 0.0
            if not arriving:
                continue
        index[n] = k
        train[n] = q.train
        inf[n] = q.inf
        kw[n] = q.power_kw
        price[n] = q.price * 1e-3
        kind[n] = 1.0 if q.stack == CN else (2.0 if q.in_house == 1 else 0.0)
        gone[n] = 0.0
        n += 1
    return n


@rule
def share_out(s, n):  # type: ignore[no-untyped-def]
    """Turn deliveries into cards per USD bn wished, in `s.offers[c, k, OTHERS]`; where nobody wished, per weight.

    Smuggled cards go to Chinese buyers by weight, in `s.offers[CN, k, CLOUDS]`.
    """
    index, weight = s.scratch[INDEX], s.scratch[WEIGHT]
    asked = s.offers
    for c in range(s.countries.shape[0]):
        weight[c] = 0.0
        for i in range(n):
            asked[c, int(index[i]), OTHERS] = 0.0
            asked[c, int(index[i]), CLOUDS] = 0.0
    for b in range(s.buyers.shape[0]):
        c = s.buyers.country[b]
        weight[c] += s.buyers.weight[b]
        for i in range(n):
            k = int(index[i])
            asked[c, k, OTHERS] += s.wish[b, k]
    for c in range(s.countries.shape[0]):
        count_unmet(s, c, n)
        for i in range(n):
            k = int(index[i])
            wished = asked[c, k, OTHERS]
            cards = s.shipped[k, c]
            loose = s.smuggled[k] if c == CN else 0.0
            if wished <= 0.0:
                loose += cards
                cards = 0.0
            asked[c, k, OTHERS] = cards / wished if wished > 0.0 else 0.0
            asked[c, k, CLOUDS] = loose / weight[c] if weight[c] > 0.0 else 0.0


@rule
def count_unmet(s, c, n):  # type: ignore[no-untyped-def]
    """Set a country's compute asked for and not delivered (E6), and smooth how much of its money was served.

    Asked for is what this month's new money would buy at today's prices, whether or not law and power allow it.
    """
    index, train, price, kind = s.scratch[INDEX], s.scratch[TRAIN], s.scratch[PRICE], s.scratch[KIND]
    m = s.countries[c]
    got = wished_us = wished_cn = served_us = served_cn = 0.0
    for i in range(n):
        k = int(index[i])
        cards = s.shipped[k, c]
        got += cards * train[i]
        if kind[i] == 1.0:
            wished_cn += s.offers[c, k, OTHERS]
            served_cn += cards * price[i]
        else:
            wished_us += s.offers[c, k, OTHERS]
            served_us += cards * price[i]
    m.demand_h100e = m.budget * s.terms[c, ASK] * 1e3
    m.unmet = max(0.0, m.demand_h100e - got)
    if wished_us > 0.0:
        m.fill_us += (min(1.0, served_us / wished_us) - m.fill_us) / 6.0
    if wished_cn > 0.0:
        m.fill_cn += (min(1.0, served_cn / wished_cn) - m.fill_cn) / 6.0


@rule
def settle(s, keep):  # type: ignore[no-untyped-def]
    """Move every buyer's base by one month and recount buyers and countries.

    Args:
        s: State; `shipped`, `smuggled` and `wish` are this month's.
        keep: Share of the base that does not retire; 1 to recount only.
    """
    n = list_in_use(s)
    share_out(s, n)
    index, train, inf, kw = s.scratch[INDEX], s.scratch[TRAIN], s.scratch[INF], s.scratch[KW]
    price, kind, gone = s.scratch[PRICE], s.scratch[KIND], s.scratch[GONE]
    p = s.p
    leaving = p.lock_in + p.switching_cost * offers.difficulty(s)
    for c in range(s.countries.shape[0]):
        m = s.countries[c]
        m.train_us = m.train_cn = m.inf_us = m.inf_cn = m.captive_train = m.power_used = m.switching = 0.0
    for b in range(s.buyers.shape[0]):
        y = s.buyers[b]
        c = y.country
        m = s.countries[c]
        us = cn = captive = inf_us = inf_cn = power = spent = 0.0
        for i in range(n):
            k = int(index[i])
            held = s.base[b, k]
            fresh = s.offers[c, k, OTHERS] * s.wish[b, k]
            spent += fresh * price[i]
            fresh += s.offers[c, k, CLOUDS] * y.weight
            gone[i] += held * (1.0 - keep)
            held = held * keep + fresh
            s.base[b, k] = held
            power += held * kw[i]
            if kind[i] == 1.0:
                cn += held * train[i]
                inf_cn += held * inf[i]
            else:
                us += held * train[i]
                inf_us += held * inf[i]
                if kind[i] == 2.0:
                    captive += held * train[i]
        y.train_us = us
        y.train_cn = cn
        y.backlog = (p.backlog_carry_china if c == CN else p.backlog_carry_world) * max(0.0, y.budget - spent)
        m.train_us += us
        m.train_cn += cn
        m.inf_us += inf_us
        m.inf_cn += inf_cn
        m.captive_train += captive
        m.power_used += power * p.site_overhead
        m.switching += y.weight * leaving * (abs(us - cn) / (us + cn) if us + cn > 0.0 else 0.0)
    for i in range(n):
        s.products.retired[int(index[i])] += gone[i]
