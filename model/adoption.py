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

INDEX, TRAIN, PRICE = range(3)
"""Rows of scratch by product on sale or in use: its row, training compute, price [USD mn]."""


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
    n = offers.list_offers(s)
    for c in range(s.countries.shape[0]):
        offers.gather(s, c, OTHERS, n)
        s.terms[c, STANDING] = offers.standing(s, c, t)
    offers.gather(s, US, CLOUDS, n)
    offers.gather(s, CN, CLOUDS, n)
    offers.gather_light(s)
    for c in range(s.countries.shape[0]):
        leave_room(s, c)
    spend(s, t)


@rule
def leave_room(s, c):  # type: ignore[no-untyped-def]
    """Set the part of a country's budget that its power lets it spend (Eq. 77; E3, E6).

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
    """Split every buyer's money between stacks and products (Eqs. 75, 76).

    Odds of the Chinese stack against the US one: value for money and software, weighed by the buyer; its own base
    (lock-in, E3); its country's standing terms; its tastes. Of money meant for US chips that the law won't let
    pass, `spillover` goes to the other stack where that can be had (E2), the rest waits. What guidance refuses is spent
    at home (B4). Chinese buyers who fear a ban bring purchases forward.
    """
    p = s.p
    w = s.world[0]
    out = np.exp(p.outside_option)
    hard = offers.difficulty(s)
    us_end = list_live(s, US, 0, False)
    cn_end = list_live(s, CN, us_end, False)
    light_us_end = list_live(s, US, cn_end, True)
    n = list_live(s, CN, light_us_end, True)
    live, shares, wish, asked = s.scratch[INDEX], s.offers, s.wish, s.asked
    buyers, places, room = s.buyers, s.terms, s.countries.power_room
    seed = s.seed
    wish[:] = 0.0
    asked[:] = 0.0
    for b in range(buyers.shape[0]):
        y = buyers[b]
        c = y.country
        j = CLOUDS if y.segment == CLOUD and (c == US or c == CN) else OTHERS
        terms = places[c]
        whole = y.train_us + y.train_cn
        own = (y.train_cn - y.train_us) / whole if whole > 0.0 else 0.0
        odds = (
            p.price_quality * y.price_w * terms[VALUE_GAP + j]
            + p.software_weight * y.software_w * terms[SOFTWARE_GAP + j]
            + (p.lock_in + p.switching_cost * hard) * own
            + terms[STANDING]
            + p.taste_noise * 0.5 * y.taste
            + p.taste_monthly * 0.5 * logit_noise(seed, WHIM, y.key, t)
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
        money = y.budget * room[c]
        to_us = money * kept * ahead if passes > 0.0 else 0.0
        to_cn = money * (cn + (us * refused + p.spillover * blocked) * terms[REACH])
        y.wish_us = us
        y.wish_cn = cn
        share, got, sums = shares[c], wish[b], asked[c]
        put(live, share, got, sums, j, 0, us_end, to_us)
        put(live, share, got, sums, j, us_end, cn_end, to_cn)
        if c == CN:
            light = w.light_budget * y.weight
            put(live, share, got, sums, j, cn_end, light_us_end, light * (1.0 - cn) * terms[LIGHT_OPEN] * ahead)
            turned = (1.0 - cn) * (1.0 - terms[LIGHT_OPEN]) * p.spillover
            put(live, share, got, sums, j, light_us_end, n, light * (cn + turned))


@rule
def list_live(s, stack, first, light):  # type: ignore[no-untyped-def]
    """Note in scratch, from place `first`, a stack's products on sale, light cards or others; return the end."""
    n = first
    for k in range(s.products.shape[0]):
        if s.worth[k, LIVE] > 0.0 and s.products.stack[k] == stack and (s.products.design[k] == LIGHT_CARD) == light:
            s.scratch[INDEX, n] = k
            n += 1
    return n


@rule
def put(live, share, wish, asked, j, first, end, money):  # type: ignore[no-untyped-def]
    """Split a buyer's money [USD bn] between listed products by their shares; add it to its country's sum."""
    for i in range(first, end):
        k = np.uint64(live[i])
        part = money * share[k, j]
        wish[k] = part
        asked[k] += part


@rule
def adopt(s, t):  # type: ignore[no-untyped-def]
    """Hand what was delivered and smuggled to buyers, retire old cards, count the base (Eq. 86)."""
    settle(s, 1.0 - 1.0 / s.p.retirement_months)
    smuggled = 0.0
    for k in range(s.products.shape[0]):
        smuggled += s.smuggled[k] * s.products.train[k]
    bring_forward(s)
    w = s.world[0]
    w.smuggled_train = w.smuggled_train * (1.0 - 1.0 / s.p.retirement_months) + smuggled


@rule
def bring_forward(s):  # type: ignore[no-untyped-def]
    """Book the part of China's purchases of US cards that fear of a ban brought forward (Eq. 76)."""
    p = s.p
    w = s.world[0]
    bought = 0.0
    for k in range(s.products.shape[0]):
        q = s.products[k]
        if q.stack == US and q.design != LIGHT_CARD:
            bought += s.shipped[k, CN] * q.price * 1e-3
    extra = p.front_loading * w.hazard
    w.ahead += bought * extra / (1.0 + extra) - w.ahead / p.front_payback


@rule
def list_in_use(s, stack, first):  # type: ignore[no-untyped-def]
    """Note in scratch, from place `first`, a stack's products that anyone holds or receives; return the end."""
    n = first
    for k in range(s.products.shape[0]):
        q = s.products[k]
        if q.stack != stack:
            continue
        used = s.smuggled[k] > 0.0
        for c in range(s.countries.shape[0]):
            if used:
                break
            used = s.held[c, k] > 0.0 or s.shipped[k, c] > 0.0
        if used:
            s.scratch[INDEX, n] = k
            s.scratch[TRAIN, n] = q.train
            s.scratch[PRICE, n] = q.price * 1e-3
            n += 1
    return n


@rule
def share_out(s, keep, n):  # type: ignore[no-untyped-def]
    """Move every country's holdings by a month, and turn deliveries into what a buyer gets (`s.offers`).

    `OTHERS` is cards per USD bn wished; `CLOUDS` is cards per unit of a buyer's weight: deliveries that nobody wished
    for, and smuggled cards in China.
    """
    for i in range(n):
        k = np.uint64(s.scratch[INDEX, i])
        gone = 0.0
        for c in range(s.countries.shape[0]):
            wished = s.asked[c, k]
            cards = s.shipped[k, c]
            loose = s.smuggled[k] if c == CN else 0.0
            gone += s.held[c, k] * (1.0 - keep)
            s.held[c, k] = s.held[c, k] * keep + cards + loose
            s.offers[c, k, OTHERS] = cards / wished if wished > 0.0 else 0.0
            s.offers[c, k, CLOUDS] = loose if wished > 0.0 else loose + cards
        s.products.retired[k] += gone


@rule
def count_country(s, c, n):  # type: ignore[no-untyped-def]
    """Count a country's base by stack, the power it draws, and how much of its buyers' money was served (Eq. 86)."""
    m = s.countries[c]
    train_us = train_cn = inf_us = inf_cn = captive = power = 0.0
    got = wished_us = wished_cn = served_us = served_cn = 0.0
    for i in range(n):
        k = np.uint64(s.scratch[INDEX, i])
        q = s.products[k]
        cards = s.held[c, k]
        power += cards * q.power_kw * s.p.site_overhead
        fresh = s.shipped[k, c]
        got += fresh * q.train
        if q.stack == CN:
            train_cn += cards * q.train
            inf_cn += cards * q.inf
            wished_cn += s.asked[c, k]
            served_cn += fresh * q.price * 1e-3
        else:
            train_us += cards * q.train
            inf_us += cards * q.inf
            wished_us += s.asked[c, k]
            served_us += fresh * q.price * 1e-3
            if q.in_house == 1:
                captive += cards * q.train
    m.train_us, m.train_cn, m.inf_us, m.inf_cn = train_us, train_cn, inf_us, inf_cn
    m.captive_train, m.power_used, m.switching = captive, power, 0.0
    count_unmet(s, c, got)
    if wished_us > 0.0:
        m.fill_us += (min(1.0, served_us / wished_us) - m.fill_us) / 6.0
    if wished_cn > 0.0:
        m.fill_cn += (min(1.0, served_cn / wished_cn) - m.fill_cn) / 6.0


@rule
def count_unmet(s, c, got):  # type: ignore[no-untyped-def]
    """Set a country's compute asked for and not delivered (Eq. 87; E6).

    Asked for is what this month's new money would buy at today's prices, whether or not law and power allow it.
    """
    m = s.countries[c]
    m.demand_h100e = m.budget * s.terms[c, ASK] * 1e3
    m.unmet = max(0.0, m.demand_h100e - got)


@rule
def hold(listed, gets, wish, base, keep, weight, first, end, spent):  # type: ignore[no-untyped-def]
    """Move a buyer's holdings of the listed products of one stack by a month; return their compute and what was spent.

    Args:
        listed: Scratch with the list, see `list_in_use`.
        gets: What buyers of its country get, see `share_out`, shape (K, 2).
        wish: Money it wished to spend, shape (K,) [USD bn].
        base: Cards it holds, shape (K,) [thousand].
        keep: Share of the base that does not retire.
        weight: Its weight in its country.
        first: First place in the list.
        end: Place after the last.
        spent: Money spent so far [USD bn].
    """
    compute = 0.0
    for i in range(first, end):
        k = np.uint64(listed[INDEX, i])
        fresh = gets[k, OTHERS] * wish[k]
        spent += fresh * listed[PRICE, i]
        base[k] = base[k] * keep + fresh + gets[k, CLOUDS] * weight
        compute += base[k] * listed[TRAIN, i]
    return compute, spent


@rule
def settle(s, keep):  # type: ignore[no-untyped-def]
    """Move every buyer's base by one month and recount buyers and countries (Eq. 86).

    Args:
        s: State; `shipped`, `smuggled`, `wish` and `asked` are this month's.
        keep: Share of the base that does not retire; 1 to recount only.
    """
    p = s.p
    us_end = list_in_use(s, US, 0)
    n = list_in_use(s, CN, us_end)
    share_out(s, keep, n)
    for c in range(s.countries.shape[0]):
        count_country(s, c, n)
    leaving = p.lock_in + p.switching_cost * offers.difficulty(s)
    base, wish, buyers, gets, switching = s.base, s.wish, s.buyers, s.offers, s.countries.switching
    for b in range(buyers.shape[0]):
        y = buyers[b]
        c = y.country
        weight = y.weight
        got, wished, own = gets[c], wish[b], base[b]
        us, spent = hold(s.scratch, got, wished, own, keep, weight, 0, us_end, 0.0)
        cn, spent = hold(s.scratch, got, wished, own, keep, weight, us_end, n, spent)
        y.train_us = us
        y.train_cn = cn
        y.backlog = (p.backlog_carry_china if c == CN else p.backlog_carry_world) * max(0.0, y.budget - spent)
        switching[c] += weight * leaving * (abs(us - cn) / (us + cn) if us + cn > 0.0 else 0.0)
