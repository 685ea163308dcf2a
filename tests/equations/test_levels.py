"""What the two sides expect (Eqs. 14 to 20): each equation of docs/odd.md as it stands there, on drawn outlooks."""

from math import exp
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackcraft.model import outlook
from stackcraft.model.goals import ALL, COM, DIF, LEV, N_GOALS, PAI, SEC
from stackcraft.model.ladders import (
    CN_TARIFF,
    CUT_DOWN,
    DESIGN,
    FRONTIER,
    GUIDE_CUT_DOWN,
    GUIDE_FRONTIER,
    LINE,
    MEMORY,
    MINERAL,
    PUSH,
    RATES,
    REMOTE,
    TOOLS,
    US_TARIFF,
    USING,
)
from stackcraft.model.outlook import Outlook
from support.demand_side import product
from support.drawn import OUTLOOKS, POSITIONS, UNIT, between
from support.politics import contest

WORLD = contest(40)
FEATURES = (1.3, 0.35, 0.65, 0.55, 0.85, 0.75)
"""Salience, hawk pressure, cohesion, part of allies that joined, strength of chip and of tool controls."""

MINERAL_SHARE = (0.1, 0.08, 0.06, 0.7, 0.06)


def quality(o: Outlook, p: Any) -> float:
    """Eq. 14."""
    if p[LINE] == 0:
        return 1.0
    opens = (1.0, 0.7, 0.08, 0.0)
    d = p[LINE] - o.line
    cut = o.cut_down * 0.4**d if d > 0 else min(1.0, o.cut_down * 1.4**-d)
    return max(opens[int(p[FRONTIER])], opens[int(p[CUT_DOWN])] * cut, 0.6 * o.light)


def refusing(p: Any) -> float:
    return float(p[GUIDE_FRONTIER] + p[GUIDE_CUT_DOWN]) / 6.0


def share(o: Outlook, p: Any) -> float:
    """Eq. 15."""
    q = quality(o, p)
    odds = 5.0 * (q - o.domestic) + 1.2 - 1.6 * refusing(p) - 1.2 * (1.0 - o.trust)
    return 0.0 if q < 0.02 else q / (1.0 + exp(-odds))


def pain(s: Any, o: Outlook, p: Any, horizon: float) -> float:
    """Eq. 16."""
    total = 0.0
    for r, weight in enumerate(MINERAL_SHARE):
        lost = 1.0 - (1.0, 0.98, 0.95, 0.28, 0.08)[int(p[MINERAL + r])] - s.substitution[r, 0]
        if lost > 1e-9:
            stock = max(0.0, o.stocks * s.mineral_stock[r, 0] - s.mineral_short[r, 0])
            total += weight * lost * max(0.0, 1.0 - stock / lost / horizon)
    return total


def hold(o: Outlook, p: Any) -> float:
    """Eq. 17."""
    reach = 0.45 + 0.55 * o.joined if p[TOOLS] >= 2 else 1.0
    bite = (0.15, 0.45, 0.68, 0.86, 1.0)[int(p[TOOLS])]
    return min(1.0, bite * reach + 0.1 * p[DESIGN] + 0.1 * p[MEMORY]) * o.tool_strength


def bite(p: Any) -> float:
    return sum(w * (0.0, 0.08, 0.2, 0.8, 1.0)[int(p[MINERAL + r])] for r, w in enumerate(MINERAL_SHARE))


@given(OUTLOOKS, POSITIONS)
def test_what_china_may_buy_and_what_us_makers_would_sell_there(o: Outlook, p: Any) -> None:
    assert outlook.access(o, p) == pytest.approx(quality(o, p))
    assert outlook.market_share(o, quality(o, p), refusing(p)) == pytest.approx(share(o, p))


@given(OUTLOOKS, POSITIONS, between(1.0, 24.0), between(0.0, 6.0), between(0.0, 3.0), between(0.0, 0.6))
def test_pain_waits_until_stocks_run_out(
    o: Outlook, p: Any, horizon: float, stock: float, short: float, spare: float
) -> None:
    WORLD.mineral_stock[:, 0], WORLD.mineral_short[:, 0], WORLD.substitution[:, 0] = stock, short, spare
    assert outlook.pain_ahead(WORLD, o, p, horizon) == pytest.approx(pain(WORLD, o, p, horizon))


@given(OUTLOOKS, POSITIONS)
def test_tool_controls_hold_as_far_as_allies_join_and_they_are_fresh(o: Outlook, p: Any) -> None:
    assert outlook.tool_hold(o, p) == pytest.approx(hold(o, p))


@given(OUTLOOKS, POSITIONS, between(1.0, 24.0), between(0.0, 3.0))
def test_washingtons_levels(o: Outlook, p: Any, horizon: float, stock: float) -> None:
    s, y = WORLD, np.zeros(N_GOALS)
    s.mineral_stock[:, 0], s.mineral_short[:, 0], s.substitution[:, 0] = stock, 0.0, 0.1
    outlook.us_levels(s, o, p, horizon, y)
    q, h, z = quality(o, p), o.domestic, o.salience
    ours, theirs = RATES[int(p[US_TARIFF])], RATES[int(p[CN_TARIFF])]
    leaks = 0.45 * (1 - o.strength) * (1 - q) + 0.1 * o.offshore * (1 - p[REMOTE] / 3)
    alone = 0.25 * (1 - o.joined) if p[TOOLS] >= 2 else 0.0
    seen = (0.0, 0.0, 0.0, 0.2, 0.5, 0.75, 0.9)[int(p[US_TARIFF])]
    assert y[SEC] == pytest.approx(-z * (1.5 * q * q + leaks + 0.5 * h + (1 + 0.9 * h) * (1 - hold(o, p))))
    assert y[COM] == pytest.approx(share(o, p) * o.demand / (o.demand + 20.0))
    assert y[DIF] == pytest.approx(share(o, p) + 0.05 * p[USING])
    assert y[ALL] == pytest.approx(o.cohesion - alone - 0.25 * (ours - 0.2) - 0.1 * p[USING])
    assert y[PAI] == pytest.approx(
        -(2.2 * pain(s, o, p, horizon) + 0.8 * o.pain + 0.55 * (ours - 0.2) + 0.25 * (theirs - 0.2)
          + s.p.tariff_convexity * max(0.0, ours - 0.54) ** 2)
    )  # fmt: skip
    assert y[LEV] == pytest.approx(1.2 * o.yields_us * seen + 0.03 * (p[FRONTIER] + p[CUT_DOWN] + p[TOOLS]))


@given(OUTLOOKS, POSITIONS)
def test_beijings_levels(o: Outlook, p: Any) -> None:
    y = np.zeros(N_GOALS)
    outlook.cn_levels(WORLD, o, p, y)
    b, q, h, held, push = refusing(p), quality(o, p), o.domestic, bite(p), p[PUSH]
    theirs, ours = RATES[int(p[US_TARIFF])], RATES[int(p[CN_TARIFF])]
    prize = 1.1 * max(0.0, theirs - 0.2)
    prize += o.chips_prize * 0.12 * (p[FRONTIER] + p[CUT_DOWN]) * o.salience
    prize += o.tools_prize * (0.10 * p[TOOLS] + 0.05 * p[DESIGN])
    assert y[SEC] == pytest.approx(q * (1 - b) + 0.3 * (1 - o.strength) + 0.5 * h + 0.2 * o.offshore)
    assert y[COM] == pytest.approx(-0.45 * (theirs - 0.2) - 0.16 * held)
    assert y[DIF] == pytest.approx(
        -share(o, p) * (0.4 + 1.8 * (1 - o.trust)) + 0.18 * push * (1 - push / 6) + 3 * b * (0.5 * h - 0.02)
        - 0.36 * b * b
    )  # fmt: skip
    assert y[ALL] == pytest.approx(-0.30 * held)
    assert y[PAI] == pytest.approx(-(0.40 * (theirs - 0.2) + 0.25 * (ours - 0.2)) - 0.3 * hold(o, p))
    assert y[LEV] == pytest.approx((o.yields_cn * prize - 0.6 * (o.substitution + 0.08)) * held)


@given(UNIT, UNIT, UNIT, between(0.0, 6.0), UNIT)
def test_the_outlook_reads_the_features_it_names(
    trust: float, hurt: float, word: float, budget: float, rented: float
) -> None:
    s = contest(40)
    s.countries.reliability_us[1], s.countries.pain[0], s.seats.credibility[1] = trust, hurt, word
    s.countries.budget[1], s.world.offshore_h100e[0] = budget, 1e3 * rented
    s.countries.train_us[1], s.countries.train_cn[1] = 300.0, 200.0
    s.substitution[:, 0] = 0.2
    s.seats.yields_a[:2], s.seats.yields_b[:2] = (1.0, 3.0), (3.0, 1.0)
    w = s.world
    w.salience[0], w.hawk[0], w.cohesion[0], w.joined[0], w.control_strength[0], w.tool_strength[0] = FEATURES
    s.seats.lobbied[:2], s.seats.answers_a[0], s.seats.answers_b[0] = (0.45, 0.15), 1.0, 4.0
    o = outlook.observe(s, 40)
    assert (o.salience, o.hawk, o.cohesion, o.joined, o.strength, o.tool_strength) == FEATURES
    assert (o.lobbied, o.answers_cn) == (0.45, 0.2)
    assert (o.trust, o.pain, o.word) == (trust, hurt, word)
    assert o.demand == pytest.approx(max(4.0, 12.0 * budget))
    assert o.offshore == pytest.approx(min(1.0, 1e3 * rented / 501.0))
    assert o.substitution == pytest.approx(0.2 * sum(MINERAL_SHARE))
    assert (o.yields_us, o.yields_cn) == (0.25, 0.75)


def test_cards_are_measured_by_the_best_on_sale_and_chinese_ones_by_their_software_too() -> None:
    s = contest(40)
    q = s.products
    q.ready[:] = 10**6
    american, cut, chinese = product("h100"), product("h20"), product("ascend_910b")
    for k, size, kind in ((american, 100.0, 0), (cut, 40.0, 1), (chinese, 50.0, 3)):
        q.ready[k], q.train[k], q.inf[k], q.license_class[k] = 0, size, size, kind
    s.platforms.maturity[q.platform[chinese]] = 0.5
    assert outlook.qualities(s, 40) == pytest.approx((0.4, 0.0, 0.5 * 0.8))
    q.ready[cut] = 10**6
    assert outlook.qualities(s, 40)[0] == 0.3


@given(OUTLOOKS, st.integers(0, 60))
def test_what_the_other_side_hides_is_seen_with_the_errors_of_the_assessment(o: Outlook, t: int) -> None:
    """Eq. 123."""

    def off(name: Any, side: int) -> float:
        return float(outlook.misjudged(WORLD, name, side, t))

    us, cn = outlook.estimate(WORLD, t, 0, o), outlook.estimate(WORLD, t, 1, o)
    for side, seen in ((0, us), (1, cn)):
        assert seen.strength == pytest.approx(max(0.0, 1.0 - (1.0 - o.strength) * off(outlook.EVASION, side)))
        assert seen.stocks == pytest.approx(off(outlook.STOCKS, side))
    assert us.domestic == pytest.approx(o.domestic * off(outlook.CHIPS, 0))
    assert us.offshore == pytest.approx(min(1.0, o.offshore * off(outlook.RENTED, 0)))
    assert us.tool_strength == pytest.approx(max(0.0, 1.0 - (1.0 - o.tool_strength) * off(outlook.WORN, 0)))
    assert cn.substitution == pytest.approx(min(1.0, o.substitution * off(outlook.STOCKS, 1)))
    assert (cn.domestic, cn.offshore, cn.tool_strength) == (o.domestic, o.offshore, o.tool_strength)
    assert us.substitution == o.substitution
