"""Whatever anybody orders, cards are conserved, money closes, nothing is negative and every number is a number."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from stackcraft.agents.mesa_agents import make_world
from stackcraft.model.schedule import SCHEDULE
from support import books, generators, worlds
from support.dose import dose

SHORT = worlds.plan("history", months=30, script_until="2022-12")
MONTHS = 24


@settings(max_examples=dose(12, 400), phases=worlds.PHASES)
@given(st.data())
def test_books_close_whatever_is_ordered(data):
    given_ = data.draw(generators.orders(SHORT.tables, SHORT.start, MONTHS))
    engine = worlds.play(SHORT, given_, seed=data.draw(st.integers(0, 9)))
    assert books.faults(engine.state) == []


def test_books_close_in_every_month_of_history():
    engine = worlds.Engine(worlds.plan("history"), 1)
    while engine.month < engine.last:
        engine.step()
        assert books.faults(engine.state) == [], engine.month - 1


def test_what_makers_earn_is_what_was_shipped_at_the_price_of_the_day():
    world = make_world(worlds.plan("history", months=60))
    s = world.state
    while world.month < world.last:
        t = world.month
        for entry in SCHEDULE:
            if entry.name != "market.trade":
                if entry.rule is not None:
                    entry.rule(s, t)
                else:
                    getattr(world.cast, entry.phase)(world, t)
                continue
            q = s.products
            price, left = q.price.copy(), q.stock - q.made + q.scrapped
            money, lost = s.makers.money.copy(), s.makers.writeoff_total.copy()
            entry.rule(s, t)
            cards = s.shipped.sum(axis=1)
            assert np.allclose(left - cards, q.stock - q.made + q.scrapped), "cards left stock that nobody got"
            earned, spent = np.zeros(len(s.makers)), np.zeros(len(s.makers))
            np.add.at(earned, q.maker, cards * price * 1e-3)
            np.add.at(spent, q.maker, cards * q.unit_cost * 1e-3)
            assert np.allclose(s.makers.revenue, earned)
            assert np.allclose(s.makers.money - money, earned - spent - (s.makers.writeoff_total - lost))
            assert (s.makers.revenue_china <= s.makers.revenue + 1e-12).all()


def test_the_audit_sees_a_card_that_went_missing():
    engine = worlds.play(SHORT, months=3)
    engine.state.base[0, int(np.argmax(engine.state.base[0]))] += 1.0
    assert any("opening and made" in fault for fault in books.faults(engine.state))
