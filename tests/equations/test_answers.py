"""Answers to packages (Eq. 39), as docs/odd.md has them."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackcraft.model import answers, factions, goals, ladders, outlook
from stackcraft.model.codes import ANNOUNCED, ASSURANCE, CN, LICENSE_REGIME, OFFER, TARIFF, TIER, US
from stackcraft.model.goals import CAP, COM, DIF, HAW, N_GOALS, PAI, SEC
from stackcraft.model.ladders import CN_TARIFF, CUT_DOWN, SLOTS, US_TARIFF
from stackcraft.model.orders import append_order
from support.demand_side import country, set_law
from support.drawn import UNIT, between
from support.politics import contest, seat


def offer(s: Any, who: int, party: int, instrument: int, target: int, value: float, product: int = 0) -> None:
    """Put one term of package 5."""
    n = append_order(s, who, OFFER, instrument, target, product, value, -1, -1, ANNOUNCED, -1, 0.0)
    s.orders.party[n], s.orders.package[n], s.orders.code[n] = party, 5, 0


def weights(s: Any, who: int) -> Any:
    w = np.zeros(N_GOALS)
    factions.weigh(s, who, w)
    return w


def standoff(**values: float) -> Any:
    """Return a world of tariffs and a ban, in which both sides know the truth."""
    s = contest(39, intelligence_error=0.0, **values)
    set_law(s, TARIFF, US, CN, 0.54)
    set_law(s, TARIFF, CN, US, 0.3)
    set_law(s, LICENSE_REGIME, US, CN, 3.0, 1)
    s.world.month[0] = 40
    return s


@given(UNIT, UNIT, st.sampled_from([US, CN]))
def test_a_package_is_worth_the_change_of_levels_less_what_own_relief_costs_at_home(
    hawk: float, word: float, who: int
) -> None:
    s = standoff()
    s.world.hawk[0], s.seats.credibility[CN] = hawk, word
    offer(s, US, US, TARIFF, CN, 0.2)
    offer(s, US, CN, TARIFF, US, 0.2)
    offer(s, US, US, LICENSE_REGIME, CN, 1.0, 1)
    p, a, b = np.zeros(SLOTS), np.zeros(N_GOALS), np.zeros(N_GOALS)
    ladders.read_all(s, p)
    q = p.copy()
    q[US_TARIFF], q[CN_TARIFF], q[CUT_DOWN] = 2.0, 2.0, 1.0
    o, horizon = outlook.observe(s, 40), goals.of(s, US, goals.HORIZON, 6.0)
    if who == US:
        outlook.us_levels(s, o, p, horizon, a)
        outlook.us_levels(s, o, q, horizon, b)
    else:
        outlook.cn_levels(s, o, p, a)
        outlook.cn_levels(s, o, q, b)
    gain, w = b - a, weights(s, who)
    if who == US and gain[PAI] > 0.0:
        gain[PAI] *= 1.0 - s.p.promise_discount * (1.0 - word)
    relief = {US: [2 * 0.4, 2 * 0.2], CN: [1 * 0.4]}[who]
    cost = sum(0.5 * w[HAW] * (0.25 + hawk) * size + 0.1 * w[CAP] for size in relief)
    assert answers.surplus(s, 40, who, 5) == pytest.approx(w @ gain - cost)


@given(between(0.1, 1.0), UNIT)
def test_a_host_weighs_what_it_promises_and_what_it_gets(assured: float, hawk: float) -> None:
    s = contest(40)
    ae, c = seat("ae"), country("ae")
    s.seats.doctrine[ae], s.world.hawk[0] = s.seats.doctrine[CN], hawk
    set_law(s, TIER, US, c, 2.0)
    offer(s, US, US, TIER, c, 1.0)
    offer(s, US, ae, ASSURANCE, c, assured)
    w = weights(s, ae)
    got = 0.2 * (w[PAI] + w[COM] + w[DIF]) / 3.0
    paid = 0.1 * w[CAP] + 0.5 * w[CAP] * assured
    assert answers.surplus(s, 40, ae, 5) == pytest.approx(got - paid)
    assured_us = 0.3 * weights(s, US)[SEC] * assured
    bare = contest(40)
    set_law(bare, TIER, US, c, 2.0)
    bare.world.hawk[0] = hawk
    offer(bare, US, US, TIER, c, 1.0)
    assert answers.surplus(s, 40, US, 5) - answers.surplus(bare, 40, US, 5) == pytest.approx(assured_us)


def test_a_package_goes_to_the_other_party_or_to_the_government_of_its_target() -> None:
    s = contest(40)
    offer(s, US, CN, TARIFF, US, 0.1)
    assert answers.addressee(s, 5) == CN
    s = contest(40)
    offer(s, US, US, TIER, country("ae"), 1.0)
    assert answers.addressee(s, 5) == seat("ae")
    assert answers.addressee(s, 6) == -1


@pytest.mark.parametrize("rate", [0.2, 1.45])
def test_a_seat_takes_what_gains_it_more_than_its_attention_and_refuses_the_rest(rate: float) -> None:
    s = standoff()
    offer(s, US, US, TARIFF, CN, rate)
    offer(s, US, CN, TARIFF, US, 0.3)
    gain = answers.surplus(s, 40, CN, 5)
    answers.answer_offers(s, 40)
    taken = gain > s.p.ripeness * goals.of(s, CN, goals.ATTENTION, 0.6)
    assert taken == (rate == 0.2)
    assert s.law[TARIFF, US, CN, 0] == (rate if taken else 0.54)


def test_nobody_answers_for_people_or_twice_or_what_was_put_last_month() -> None:
    for hindrance in ("people", "month", "own"):
        s = standoff()
        offer(s, CN if hindrance == "own" else US, US, TARIFF, CN, 0.2)
        offer(s, CN if hindrance == "own" else US, CN, TARIFF, US, 0.3)
        if hindrance != "month":
            s.seats.doctrine[[CN, US] if hindrance == "people" else [US]] = -1
        answers.answer_offers(s, 41 if hindrance == "month" else 40)
        assert s.law[TARIFF, US, CN, 0] == 0.54
