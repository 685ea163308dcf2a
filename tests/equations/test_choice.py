"""What buyers weigh and spend (Eqs. 65 to 77, 86, 87), as docs/odd.md has it."""

from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackcraft.model import adoption, demand, labs, offers
from stackcraft.model.codes import (
    BUY_DOMESTIC,
    CN,
    EXPORT_PROMOTION,
    REGULATORY_PRESSURE,
    SELF_RELIANCE_PUSH,
    SUBSIDY_CHIPS,
    US,
    USE_BAN,
)
from stackcraft.model.offers import ASK, LIVE, MONEY, OTHERS, PULL, SOFTWARE, VALUE
from support import demand_side
from support.demand_side import country, product
from support.drawn import UNIT, between

S = demand_side.world(40)
P, WORLD, Q = S.p, S.world[0], S.products
H100, ASCEND, TPU = product("h100"), product("ascend_910b"), product("tpu_v5p")
CARDS = between(0.1, 8.0)


def on_sale(*cards: int) -> None:
    """Put nothing but these on sale."""
    Q.on_sale[:] = 0
    for k in cards:
        Q.on_sale[k] = 1


@given(between(0.0, 100.0))
def test_demand_grows_by_a_boom_and_a_trend_that_tires(t: float) -> None:
    def sig(x: float) -> float:
        return 1.0 / (1.0 + exp(-x))

    def growth(months: float, rate: float, decay: float, late: float) -> float:
        rest = max(0.0, months - late)
        tired = (1.0 - exp(-decay * rest)) / decay if decay > 0.0 else rest
        return exp(rate * (min(max(0.0, months), late) + tired))

    since = t - P.boom_month
    rise = sig(since / P.boom_width)
    world = growth(since, P.demand_world_growth, P.demand_growth_decay, 36.0 - P.boom_month)
    assert demand.world_budget(P, t) == pytest.approx(
        P.demand_world_2022 * (1.0 + (P.demand_world_boom - 1.0) * rise) * world
    )
    china = growth(since, P.china_growth, P.china_growth_decay, 48.0 - P.boom_month)
    assert demand.china_budget(P, t) == pytest.approx(P.china_budget_2022 * (1.0 + (P.china_boom - 1.0) * rise) * china)
    light = growth(t, P.light_growth, P.light_growth_decay, 36.0)
    assert demand.light_budget(P, t) == pytest.approx(P.light_cards_2022 * P.light_price / 1000.0 * light)
    a, b = (log(x / (1.0 - x)) for x in (P.inference_demand_2023, P.inference_demand_2026))
    assert demand.inference_share(P, t) == pytest.approx(sig(a + (b - a) * (t - 18.0) / 36.0))


@given(st.integers(30, 90), between(0.0, 30.0), between(0.0, 4.0), between(0.0, 2.0))
def test_budgets_share_the_worlds_money_and_public_money_adds(
    t: int, ahead: float, subsidy: float, backlog: float
) -> None:
    n, c = S.countries, country("ae")
    S.world.ahead[0], S.buyers.backlog[:] = ahead, backlog
    S.law[SUBSIDY_CHIPS, n.seat[c], c, 0] = subsidy
    demand.set_budgets(S, t)
    years = min((t - 30.0) / 12.0, 4.0)
    shares = n.demand_share * np.exp(n.growth * years)
    whole = shares.sum() - shares[CN]
    public = P.subsidy_compute * subsidy / 12.0
    assert n.budget[c] == pytest.approx(demand.world_budget(P, t) * shares[c] / whole + public)
    china = demand.china_budget(P, t)
    assert n.budget[CN] == pytest.approx(max(0.3 * china, china - ahead / P.front_payback))
    ours = S.buyers.country == c
    assert S.terms[c, MONEY] == pytest.approx(S.buyers.budget[ours].sum())
    assert S.buyers.budget[ours] == pytest.approx(n.budget[c] * S.buyers.weight[ours] + backlog)


@given(UNIT, CARDS, CARDS, CARDS, CARDS, between(0.1, 1.0), between(0.1, 1.0), UNIT, UNIT)
def test_a_card_is_worth_what_it_computes_for_its_price_with_its_software(
    i: float, train: float, serve: float, behind: float, ahead: float, m: float, price: float, share: float, ease: float
) -> None:
    on_sale(H100, TPU)
    WORLD.inference_share = i
    for k, a, b in ((H100, train, serve), (TPU, behind, ahead)):
        Q.train[k], Q.inf[k], Q.price[k] = a, b, 20.0 * price
        z = S.platforms[Q.platform[k]]
        z.maturity, z.share, z.portability = m, share, ease
    offers.weigh_products(S)
    quality = {k: (1.0 - i) * log(Q.train[k]) + i * log(Q.inf[k]) for k in (H100, TPU)}
    for k, q in quality.items():
        v = q + log(1.0 - P.maturity_quality * (1.0 - m)) - log(20.0 * price)
        score = P.price_quality * v + P.software_weight * m
        score += (P.lock_in + P.switching_cost * (1.0 - ease)) * share
        score += P.generation_taste * (q - max(quality.values())) - (P.in_house_discount if k == TPU else 0.0)
        assert S.worth[k, VALUE] == pytest.approx(v)
        assert S.worth[k, SOFTWARE] == pytest.approx(m)
        assert S.worth[k, PULL] == pytest.approx(exp(P.product_spread * (score + 3.0)))
    assert S.worth[:, LIVE].sum() == 2


@given(st.integers(0, 3), UNIT, UNIT)
def test_guidance_binds_the_state_first_and_pressure_everyone(level: int, state: float, pressure: float) -> None:
    Q.license_class[H100] = 1
    S.law[BUY_DOMESTIC, CN, CN, 1] = level
    S.law[REGULATORY_PRESSURE, CN, S.makers.seat[Q.maker[H100]], 0] = pressure
    of_state, of_others = ((0.0, 0.0), (0.5, 0.2), (0.95, 0.3), (1.0, 1.0))[level]
    heeds = of_state * state + of_others * (1.0 - state)
    refused = 1.0 - (1.0 - P.guidance_compliance * heeds) * (1.0 - P.pressure_bite * pressure)
    assert offers.refusal(S, Q[H100], state) == pytest.approx(refused)


@given(UNIT, UNIT, UNIT, UNIT, UNIT, between(0.2, 8.0))
def test_denial_is_what_the_best_legal_card_lacks_and_calls_forth_effort(
    train: float, serve: float, legal: float, i: float, effort: float, best: float
) -> None:
    on_sale(H100, product("h20"))
    S.worth[:, LIVE] = Q.on_sale
    WORLD.inference_share, WORLD.effort = i, effort
    S.legal[:, CN] = 0.0
    S.legal[product("h20"), CN] = legal
    Q.train[H100], Q.inf[H100] = best, best
    Q.train[product("h20")], Q.inf[product("h20")] = train * best, serve * best
    offers.deny(S)
    passes = min(1.0, 2.0 * legal)
    d = [1.0 - max(P.denial_floor, passes * x) for x in (train, serve)]
    assert WORLD.denial == pytest.approx((1.0 - i) * d[0] + i * d[1])
    assert WORLD.effort == pytest.approx(effort + (WORLD.denial - effort) / P.effort_adjust)


@given(UNIT, UNIT, UNIT, UNIT, st.integers(0, 3), UNIT, UNIT, st.integers(0, 60))
def test_what_speaks_for_chinese_chips_beside_price_and_software(
    trust_us: float, trust_cn: float, lean_us: float, lean_cn: float, push: int, effort: float, promoted: float, t: int
) -> None:
    n, c = S.countries, country("ae")
    n.train_us[:], n.train_cn[:] = 3.0, 1.0
    WORLD.effort = effort
    for place in (c, CN):
        n.reliability_us[place], n.reliability_cn[place] = trust_us, trust_cn
        n.align_us[place], n.align_cn[place] = lean_us, lean_cn
    S.law[SELF_RELIANCE_PUSH, CN, CN, 0], S.law[USE_BAN, US, 0, 0] = push, 1.0
    S.law[EXPORT_PROMOTION, US, c, 0] = promoted
    trust = P.reliability_weight * (trust_cn - trust_us)
    abroad = -0.5 * P.network_weight * S.neighbours[c].sum() + trust + P.alignment_weight * (lean_cn - lean_us)
    abroad -= P.legal_risk_weight * lean_us + P.support_weight * promoted + P.stack_constant_world
    assert offers.standing(S, c, t) == pytest.approx(abroad)
    mix = P.effort_trend_mix
    home = -0.5 * P.network_weight * S.neighbours[CN].sum() + trust + P.self_reliance_effect * push / 3.0
    home += mix * P.effort_weight * effort + (1.0 - mix) * min(P.trend_ceiling, P.trend_weight * t) - P.stack_constant
    wished = log(labs.appetite(S, labs.DOMESTIC) / labs.appetite(S, labs.LICENSED))
    assert offers.standing(S, CN, t) == pytest.approx(home + P.lab_share_of_base * wished)


@given(UNIT, UNIT)
def test_pressure_abroad_counts_by_the_revenue_of_those_pressed(pressure: float, part: float) -> None:
    c, seat = next((c, g) for c, g in enumerate(S.countries.seat) if g > CN and S.issuer[REGULATORY_PRESSURE, g])
    sellers = [m for m in range(len(S.makers)) if S.makers.stack[m] == US and not S.makers.in_house[m]]
    S.makers.revenue_year[:] = 50.0
    S.makers.revenue_year[sellers] = 0.0
    S.makers.revenue_year[sellers[:2]] = part + 0.01, 1.01 - part
    S.law[REGULATORY_PRESSURE, seat, :, 0] = 0.0
    S.law[REGULATORY_PRESSURE, seat, S.makers.seat[sellers[0]], 0] = pressure
    assert offers.pressure_abroad(S, c) == pytest.approx(pressure * (part + 0.01) / 1.02)
    S.law[REGULATORY_PRESSURE, seat, :, 0] = 0.0


@given(between(1.0, 500.0), UNIT, between(0.1, 5.0), between(0.1, 2.0), UNIT)
def test_power_caps_spending(power: float, used: float, money: float, draw: float, served: float) -> None:
    c = country("ie")
    n = S.countries[c]
    n.power_mw, n.power_used, n.fill_us = power, used * power, served
    S.terms[c, MONEY], S.terms[c, offers.POWER] = money, draw
    adoption.leave_room(S, c)
    free = power - used * power * (1.0 - 1.0 / P.retirement_months)
    needs = money * draw * 1e3 * P.site_overhead * max(0.05, served)
    assert n.power_room == pytest.approx(1.0 - P.power_limit_weight * (1.0 - min(1.0, free / needs)))


@given(between(0.0, 5.0), between(0.0, 5.0), UNIT, between(0.0, 5.0))
def test_what_fear_brought_forward_is_missed_later(sold: float, price: float, fear: float, ahead: float) -> None:
    S.shipped[:], WORLD.hazard, WORLD.ahead = 0.0, fear, ahead
    S.shipped[H100, CN], S.shipped[H100, US], S.shipped[ASCEND, CN] = sold, 9.0, 9.0
    Q.price[H100] = 10.0 * price
    adoption.bring_forward(S)
    x = P.front_loading * fear
    bought = sold * price / 100.0
    assert WORLD.ahead == pytest.approx(ahead + bought * x / (1.0 + x) - ahead / P.front_payback)


@given(between(0.0, 3.0), between(0.0, 3.0), between(0.1, 30.0))
def test_unmet_is_what_new_money_would_buy_less_what_came(budget: float, price: float, got: float) -> None:
    c = country("in")
    S.countries.budget[c], S.terms[c, ASK] = budget, price
    adoption.count_unmet(S, c, got)
    assert S.countries.unmet[c] == pytest.approx(max(0.0, 1e3 * budget * price - got))


@given(UNIT, UNIT, UNIT)
def test_a_countrys_base_counts_cards_by_stack_and_what_they_draw(us: float, cn: float, fill: float) -> None:
    s = demand_side.world(40)
    c, q = country("my"), s.products
    s.held[:], s.shipped[:], s.asked[:], s.scratch[0, :2] = 0.0, 0.0, 0.0, (H100, ASCEND)
    s.held[c, [H100, ASCEND]] = us, cn
    q.train[[H100, ASCEND]], q.inf[[H100, ASCEND]] = (2.0, 0.7), (3.0, 0.4)
    s.shipped[H100, c], s.shipped[ASCEND, c] = us, cn
    s.asked[c, [H100, ASCEND]] = 0.2, 0.05
    s.countries.fill_us[c] = s.countries.fill_cn[c] = fill
    adoption.count_country(s, c, 2)
    n = s.countries[c]
    assert (n.train_us, n.inf_us) == pytest.approx((us * q.train[H100], us * q.inf[H100]))
    assert (n.train_cn, n.inf_cn) == pytest.approx((cn * q.train[ASCEND], cn * q.inf[ASCEND]))
    drawn = (us * q.power_kw[H100] + cn * q.power_kw[ASCEND]) * s.p.site_overhead
    assert n.power_used == pytest.approx(drawn)
    for name, k, cards, wished in (("fill_us", H100, us, 0.2), ("fill_cn", ASCEND, cn, 0.05)):
        served = min(1.0, cards * q.price[k] * 1e-3 / wished)
        assert n[name] == pytest.approx(fill + (served - fill) / 6.0)


@given(st.integers(0, 3), UNIT)
def test_what_guidance_refuses_counts_by_the_cards_that_would_be_bought(level: int, pressure: float) -> None:
    on_sale(H100, product("mi300x"))
    for k in (H100, product("mi300x")):
        Q.train[k] = Q.inf[k] = 5.0
        Q.price[k], Q.license_class[k], S.legal[k, CN] = 20.0, 1, 1.0
    offers.weigh_products(S)
    S.law[BUY_DOMESTIC, CN, CN, 1] = level
    S.law[REGULATORY_PRESSURE, CN, :, 0] = 0.0
    S.law[REGULATORY_PRESSURE, CN, S.makers.seat[Q.maker[H100]], 0] = pressure
    offers.gather(S, CN, OTHERS, offers.list_offers(S))
    for column, state in ((offers.REFUSE_STATE, 1.0), (offers.REFUSE_PRIVATE, 0.0)):
        parts = [S.offers[CN, k, OTHERS] * offers.refusal(S, Q[k], state) for k in (H100, product("mi300x"))]
        assert S.terms[CN, column] == pytest.approx(sum(parts))
    pulls = [S.worth[k, PULL] * (1.0 - 0.7 * offers.refusal(S, Q[k], 0.35)) for k in (H100, product("mi300x"))]
    assert S.offers[CN, H100, OTHERS] == pytest.approx(pulls[0] / sum(pulls))


def test_a_choice_follows_its_odds_as_the_equation_has_them() -> None:
    """Eqs. 75 and 76 for every buyer of a month, the tastes of the month switched off."""
    s = demand_side.world(40, taste_monthly=0.0)
    p, w = s.p, s.world[0]
    s.legal[:] = 1.0
    s.legal[:, CN] = 0.4
    adoption.choose(s, 40)
    hard = offers.difficulty(s)
    for b, y in enumerate(s.buyers):
        c = y.country
        if y.segment == adoption.CLOUD and c in (US, CN):
            continue
        terms = s.terms[c]
        base = y.train_us + y.train_cn
        odds = p.price_quality * y.price_w * terms[0] + p.software_weight * y.software_w * terms[2]
        odds += (p.lock_in + p.switching_cost * hard) * ((y.train_cn - y.train_us) / base if base > 0.0 else 0.0)
        odds += terms[offers.STANDING] + p.taste_noise * 0.5 * y.taste
        odds += p.state_push * (y.state_owned - 0.35) if c == CN else 0.0
        total = 1.0 + exp(odds) + exp(p.outside_option)
        cn = exp(odds) / total * terms[offers.REACH]
        us = 1.0 - exp(p.outside_option) / total - cn
        passes = terms[offers.OPEN]
        state, private = terms[offers.REFUSE_STATE], terms[offers.REFUSE_PRIVATE]
        refused = state * y.state_owned + private * (1.0 - y.state_owned) if c == CN else 0.0
        ahead = 1.0 + (p.front_loading * w.hazard * min(1.0, 2.0 * passes) if c == CN else 0.0)
        blocked = us * (1.0 - refused) * (1.0 - min(1.0, passes))
        money = y.budget * s.countries.power_room[c]
        to_us = money * us * (1.0 - refused) * ahead if passes > 0.0 else 0.0
        to_cn = money * (cn + (us * refused + p.spillover * blocked) * terms[offers.REACH])
        heavy = s.products.design != 2
        wish = s.wish[b]
        assert (y.wish_us, y.wish_cn) == pytest.approx((us, cn))
        assert wish[(s.products.stack == US) & heavy].sum() == pytest.approx(to_us)
        assert wish[(s.products.stack == CN) & heavy].sum() == pytest.approx(to_cn if terms[offers.REACH] else 0.0)


@given(UNIT, UNIT)
def test_a_countrys_offers_weigh_by_pull_and_by_what_the_law_lets_pass(legal: float, price: float) -> None:
    s, c = S, country("sa")
    on_sale(H100, product("mi300x"), ASCEND)
    for k in (H100, product("mi300x"), ASCEND):
        s.products.train[k] = s.products.inf[k] = 5.0
        s.products.price[k], s.products.power_kw[k] = 10.0 + 10.0 * price, 1.0 + price
    offers.weigh_products(s)
    s.legal[:, c] = 1.0
    s.legal[H100, c] = legal
    offers.gather(s, c, OTHERS, offers.list_offers(s))
    passes = s.legal[H100, c]
    weight = {
        H100: s.worth[H100, PULL] * passes * min(1.0, 4.0 * passes),
        product("mi300x"): s.worth[product("mi300x"), PULL],
    }
    share = {k: w / sum(weight.values()) for k, w in weight.items()}
    assert [s.offers[c, k, OTHERS] for k in share] == pytest.approx(list(share.values()))
    terms = s.terms[c]
    energy = P.site_overhead * 35.0 * s.countries.power_price[c] * 1e-3
    per_usd = (1.0 + price) / (10.0 + 10.0 * price)
    assert terms[offers.OPEN] == pytest.approx(sum(part * s.legal[k, c] for k, part in share.items()))
    assert terms[offers.POWER] == pytest.approx(per_usd)
    assert terms[ASK] == pytest.approx(5.0 / (10.0 + 10.0 * price))
    gap = s.worth[ASCEND, VALUE] - sum(part * s.worth[k, VALUE] for k, part in share.items())
    assert terms[offers.VALUE_GAP] == pytest.approx(gap - P.power_weight * energy * (per_usd - per_usd))
    software = s.worth[ASCEND, SOFTWARE] - sum(part * s.worth[k, SOFTWARE] for k, part in share.items())
    assert terms[offers.SOFTWARE_GAP] == pytest.approx(software)
