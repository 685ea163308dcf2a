"""Offers: what buyers of each country find on the market this month, computed once before anyone chooses.

Buyers choose in two stages (nested logit, McFadden 1978): a stack, then a product of that stack. The second stage
is common to a country's buyers, so it costs countries times products; only the first is every buyer's own.
"""

import numpy as np

from . import labs
from .codes import (
    BUY_DOMESTIC,
    CN,
    EXPORT_PROMOTION,
    LIGHT_CARD,
    REGULATORY_PRESSURE,
    SELF_RELIANCE_PUSH,
    STACK_EXPORT,
    US,
    USE_BAN,
)
from .kernels import rule

OTHERS, CLOUDS = 0, 1
"""Last axis of `State.offers`: a maker's in-house chips go to its own clouds alone."""

ON_OFFER = 7
"""Row of scratch by place in the list: products on sale (`list_offers`)."""

VALUE, SOFTWARE, PULL, LIVE = 0, 1, 2, 3
"""Columns of `State.worth`: log of value for money, software maturity, weight in its stack, 1 if on sale."""

VALUE_GAP, SOFTWARE_GAP, OPEN = 0, 2, 4
STANDING, REACH, REFUSE_STATE, REFUSE_PRIVATE, LIGHT_OPEN, POWER, ASK, MONEY = range(6, 14)
"""Columns of `State.terms`; the first three take two columns each (others, clouds). POWER [kW] and ASK [H100e] are what
USD 1,000 of US chips draws and computes; MONEY [USD bn] is what all buyers hold, backlog included."""

LIFE_MWH_PER_KW = 35.0
"""Energy of a kW of cards over four years [MWh]."""


@rule
def weigh_products(s):  # type: ignore[no-untyped-def]
    """Fill `s.worth`: value for money, software and weight of each product on sale (Eq. 69).

    Quality is the geometric mean of training and inference compute, weighted by what demand is for (D2); the two are
    never added up. A card far behind the best of the month is worth less than its price suggests (`generation_taste`),
    as large training runs need few, fast cards. A platform that runs much of the world's work holds its users (E3).
    """
    p = s.p
    inference = s.world.inference_share[0]
    best = -1e9
    for k in range(s.products.shape[0]):
        q = s.products[k]
        s.worth[k, LIVE] = 1.0 if q.on_sale == 1 and q.price > 0.0 and q.train > 0.0 and q.inf > 0.0 else 0.0
        if s.worth[k, LIVE] > 0.0:
            quality = (1.0 - inference) * np.log(q.train) + inference * np.log(q.inf)
            s.worth[k, VALUE] = quality
            if q.design != LIGHT_CARD and quality > best:
                best = quality
    for k in range(s.products.shape[0]):
        if s.worth[k, LIVE] <= 0.0:
            continue
        q = s.products[k]
        quality = s.worth[k, VALUE]
        z = s.platforms[q.platform]
        s.worth[k, SOFTWARE] = z.maturity
        usable = np.log(1.0 - p.maturity_quality * (1.0 - z.maturity))
        s.worth[k, VALUE] = quality + usable - np.log(q.price)
        lag = 0.0 if q.design == LIGHT_CARD else quality - best
        score = p.price_quality * s.worth[k, VALUE] + p.software_weight * s.worth[k, SOFTWARE]
        score += (p.lock_in + p.switching_cost * (1.0 - z.portability)) * z.share
        score += p.generation_taste * lag - (p.in_house_discount if q.in_house == 1 else 0.0)
        s.worth[k, PULL] = np.exp(p.product_spread * (score + 3.0))


@rule
def refusal(s, product, state_owned):  # type: ignore[no-untyped-def]
    """Return the share of a US product's Chinese buyers that guidance and pressure keep from it (Eq. 70; B3, B4).

    Guidance: 1 advises (state buyers half follow, others a fifth), 2 binds state buyers, 3 bans. Pressure on the maker
    (probes, summonses, customs) works on everyone.
    """
    level = s.law[BUY_DOMESTIC, CN, CN, product.license_class]
    if level >= 2.5:
        heeds = 1.0
    elif level >= 1.5:
        heeds = 0.95 * state_owned + 0.3 * (1.0 - state_owned)
    elif level >= 0.5:
        heeds = 0.5 * state_owned + 0.2 * (1.0 - state_owned)
    else:
        heeds = 0.0
    pressure = s.law[REGULATORY_PRESSURE, CN, s.makers.seat[product.maker], 0]
    return 1.0 - (1.0 - s.p.guidance_compliance * heeds) * (1.0 - s.p.pressure_bite * pressure)


@rule
def eligible(legal):  # type: ignore[no-untyped-def]
    """Return how far buyers count on a product of which the law lets a share pass: little if that is rare."""
    return min(1.0, max(0.0, legal)) * min(1.0, max(0.0, 4.0 * legal))


@rule
def list_offers(s):  # type: ignore[no-untyped-def]
    """Clear `s.offers`, and note in scratch the products on sale; return how many there are."""
    s.offers[:] = 0.0
    n = 0
    for k in range(s.products.shape[0]):
        if s.worth[k, LIVE] > 0.0:
            s.scratch[ON_OFFER, n] = k
            n += 1
    return n


@rule
def gather(s, c, clouds, n):  # type: ignore[no-untyped-def]
    """Fill the second stage of choice for one country and kind of buyer: `s.offers` and the gaps in `s.terms` (Eq. 71).

    US products weigh by how freely the law lets them pass. Where it lets none pass, buyers still know what they would
    want: the gaps are those of the products refused, `OPEN` is 0 and no money goes to them. Energy over a card's life
    counts against it at the country's price (C8: cheap power favours many slow chips).

    Args:
        s: State.
        c: Country.
        clouds: OTHERS or CLOUDS.
        n: How many products are on sale, see `list_offers`.
    """
    live = s.scratch[ON_OFFER]
    pull = 0.0
    pull_cn = 0.0
    wanted = 0.0
    for i in range(n):
        k = np.uint64(live[i])
        q = s.products[k]
        if q.design == LIGHT_CARD or (q.in_house == 1 and (clouds == OTHERS or s.makers.country[q.maker] != c)):
            continue
        if q.stack == US:
            if q.china_only == 1 and c != CN:
                continue
            weight = s.worth[k, PULL]
            wanted += weight
            if c == CN:
                weight *= 1.0 - 0.7 * refusal(s, q, 0.35)
            s.offers[c, k, clouds] = weight * eligible(s.legal[k, c])
            pull += s.offers[c, k, clouds]
        else:
            s.offers[c, k, clouds] = s.worth[k, PULL]
            pull_cn += s.worth[k, PULL]
    value_us = 0.0
    value_cn = 0.0
    software_us = 0.0
    software_cn = 0.0
    passes = 0.0
    power = 0.0
    power_cn = 0.0
    ask = 0.0
    state = 0.0
    private = 0.0
    for i in range(n):
        k = np.uint64(live[i])
        q = s.products[k]
        if q.stack == US:
            if pull > 0.0:
                share = s.offers[c, k, clouds] / pull
                s.offers[c, k, clouds] = share
            elif wanted > 0.0 and q.design != LIGHT_CARD and q.in_house == 0 and (q.china_only == 0 or c == CN):
                share = s.worth[k, PULL] / wanted
            else:
                continue
            if share == 0.0:
                continue
            value_us += share * s.worth[k, VALUE]
            software_us += share * s.worth[k, SOFTWARE]
            passes += s.offers[c, k, clouds] * s.legal[k, c]
            power += share * q.power_kw / q.price
            ask += share * q.train / q.price
            if c == CN and share > 0.0:
                state += share * refusal(s, q, 1.0)
                private += share * refusal(s, q, 0.0)
        elif pull_cn > 0.0:
            share = s.offers[c, k, clouds] / pull_cn
            if share == 0.0:
                continue
            s.offers[c, k, clouds] = share
            power_cn += share * q.power_kw / q.price
            value_cn += share * s.worth[k, VALUE]
            software_cn += share * s.worth[k, SOFTWARE]
    terms = s.terms[c]
    energy = s.p.site_overhead * LIFE_MWH_PER_KW * s.countries.power_price[c] * 1e-3
    terms[VALUE_GAP + clouds] = value_cn - value_us - s.p.power_weight * energy * (power_cn - power)
    terms[SOFTWARE_GAP + clouds] = software_cn - software_us
    terms[OPEN + clouds] = passes if pull > 0.0 else 0.0
    terms[POWER] = power
    terms[ASK] = ask
    terms[REFUSE_STATE] = state
    terms[REFUSE_PRIVATE] = private
    terms[REACH] = reach(s, c) if pull_cn > 0.0 else 0.0


@rule
def difficulty(s):  # type: ignore[no-untyped-def]
    """Return how hard it is to carry work to the other stack, in [0, 1]: what portability leaves."""
    best = 0.0
    for z in range(s.platforms.shape[0]):
        if s.platforms.stack[z] == CN:
            best = max(best, s.platforms.portability[z])
    return 1.0 - best


@rule
def reach(s, c):  # type: ignore[no-untyped-def]
    """Return how far Chinese chips can be had in a country, in [0, 1]; 1 in China (Eq. 72; B6, E2).

    Abroad it takes China's will to export (credit, priority in delivery); buyers go by what was delivered of late.
    """
    if c == CN:
        return 1.0
    return s.p.stack_export_reach * export_will(s, c) * (0.3 + 0.7 * s.countries.fill_cn[c])


@rule
def export_will(s, c):  # type: ignore[no-untyped-def]
    """Return how willing Chinese makers are to serve a country, in [0, 1] (Eq. 72; B6).

    Since their first offers abroad they are somewhat of themselves (`stack_export_open`), more as what is asked for
    at home is served beyond half, and wholly with credit. The American market is closed to them (FCC Covered List).
    """
    if c == US:
        return 0.0
    own = 0.0
    if s.world.month[0] >= s.p.stack_export_start:
        own = s.p.stack_export_open
        own += (1.0 - own) * max(0.0, 2.0 * s.countries.fill_cn[CN] - 1.0)
    return own + (1.0 - own) * s.law[STACK_EXPORT, CN, c, 0]


@rule
def gather_light(s):  # type: ignore[no-untyped-def]
    """Fill the second stage of choice for light cards, in China alone."""
    pull = 0.0
    pull_cn = 0.0
    for k in range(s.products.shape[0]):
        q = s.products[k]
        if s.worth[k, LIVE] <= 0.0 or q.design != LIGHT_CARD:
            continue
        weight = s.worth[k, PULL]
        if q.stack == US:
            weight *= eligible(s.legal[k, CN]) * (1.0 - refusal(s, q, 0.35))
            pull += weight
        else:
            pull_cn += weight
        s.offers[CN, k, OTHERS] = weight
    passes = 0.0
    for k in range(s.products.shape[0]):
        q = s.products[k]
        if s.worth[k, LIVE] <= 0.0 or q.design != LIGHT_CARD:
            continue
        whole = pull if q.stack == US else pull_cn
        s.offers[CN, k, OTHERS] = s.offers[CN, k, OTHERS] / whole if whole > 0.0 else 0.0
        s.offers[CN, k, CLOUDS] = s.offers[CN, k, OTHERS]
        if q.stack == US:
            passes += s.offers[CN, k, OTHERS] * min(1.0, s.legal[k, CN]) * (1.0 - refusal(s, q, 0.35))
    s.terms[CN, LIGHT_OPEN] = passes


@rule
def standing(s, c, t):  # type: ignore[no-untyped-def]
    """Return what speaks for Chinese chips in a country beside price and software [log odds] (Eq. 74).

    Neighbours, alignment, trust in supply, the risk of sanctions, American promotion; in China effort, policy, labs' wishes.
    """
    p = s.p
    n = s.countries[c]
    swing = 0.0
    for d in range(s.countries.shape[0]):
        near = s.neighbours[c, d]
        if near > 0.0:
            us = s.countries.train_us[d]
            cn = s.countries.train_cn[d]
            swing += near * ((cn - us) / (cn + us) if cn + us > 0.0 else 0.0)
    taste = p.network_weight * swing + p.reliability_weight * (n.reliability_cn - n.reliability_us)
    if c == CN:
        trend = min(p.trend_ceiling, p.trend_weight * max(0.0, t))
        push = s.law[SELF_RELIANCE_PUSH, CN, CN, 0] / 3.0
        mix = p.effort_trend_mix
        taste += mix * p.effort_weight * s.world.effort[0] + (1.0 - mix) * trend
        taste += p.lab_share_of_base * np.log(labs.appetite(s, labs.DOMESTIC) / labs.appetite(s, labs.LICENSED))
        return taste + p.self_reliance_effect * push - p.stack_constant
    taste += p.alignment_weight * (n.align_cn - n.align_us)
    taste -= p.legal_risk_weight * s.law[USE_BAN, US, 0, 0] * n.align_us
    taste += p.pressure_bite * pressure_abroad(s, c)
    return taste - p.support_weight * s.law[EXPORT_PROMOTION, US, c, 0] - p.stack_constant_world


@rule
def pressure_abroad(s, c):  # type: ignore[no-untyped-def]
    """Return the pressure of a country's own government on US makers, by their part of US revenue [0, 1] (Eq. 124; B3)."""
    seat = s.countries.seat[c]
    if seat < 0 or s.issuer[REGULATORY_PRESSURE, seat] == 0:
        return 0.0
    pressed = 0.0
    whole = 0.0
    for m in range(s.makers.shape[0]):
        if s.makers.stack[m] == US and s.makers.in_house[m] == 0:
            whole += s.makers.revenue_year[m]
            pressed += s.makers.revenue_year[m] * s.law[REGULATORY_PRESSURE, seat, s.makers.seat[m], 0]
    return pressed / whole if whole > 0.0 else 0.0


@rule
def deny(s):  # type: ignore[no-untyped-def]
    """Move how far China's best legal chip trails the world's best, and the effort it calls forth (Eq. 73; C9)."""
    train = 0.0
    serve = 0.0
    best_train = 0.0
    best_serve = 0.0
    for k in range(s.products.shape[0]):
        q = s.products[k]
        if s.worth[k, LIVE] <= 0.0 or q.stack != US or q.design == LIGHT_CARD or q.in_house == 1:
            continue
        best_train = max(best_train, q.train)
        best_serve = max(best_serve, q.inf)
        passes = min(1.0, 2.0 * max(0.0, s.legal[k, CN]))
        train = max(train, passes * q.train)
        serve = max(serve, passes * q.inf)
    if best_train <= 0.0:
        return
    w = s.world[0]
    floor = s.p.denial_floor
    behind_train = 1.0 - min(1.0, max(floor, train / best_train))
    behind_serve = 1.0 - min(1.0, max(floor, serve / best_serve))
    w.denial = (1.0 - w.inference_share) * behind_train + w.inference_share * behind_serve
    w.effort += (w.denial - w.effort) / s.p.effort_adjust
