"""Explanations: whose word an order was, what spoke for it, whether luck decided; and they are the true reasons."""

from collections import Counter

import pytest

from stackcraft.agents import explain
from stackcraft.agents.engine import Engine, simulate
from stackcraft.agents.wording import BEIJING, CHIPMAKERS, GOVERNMENTS, LABS, act, acts, argument, does, once
from stackcraft.model.goals import GOALS
from stackcraft.model.licensing import DETERMINATIONS
from stackcraft.model.orders import Order
from support import worlds
from support.dose import dose
from support.takeaway import removals

GOVERNED = ("us", "cn")


@pytest.fixture(scope="module")
def run():
    return simulate(worlds.plan("endogenous"), 1)


@pytest.fixture(scope="module")
def weighed(run):
    found = [(given, explain.reasons_of(run, given)) for given in run.all_orders]
    return [(given, why) for given, why in found if why is not None]


def test_what_the_record_ordered_says_so():
    engine = Engine(worlds.plan("history"), 1)
    engine.run_to(48)
    told = [(given, explain.tell(engine.result(), given)) for given in engine.result().all_orders if given.seat == "us"]
    assert told
    for given, text in told:
        assert text.endswith(f"From the record ({given.order.event_id}).")
        assert explain.reasons_of(engine.result(), given) is None


def test_what_people_order_is_not_explained_away():
    engine = Engine(worlds.plan("endogenous", months=3), 1)
    engine.step([Order(seat="us", kind="set_rule", instrument="tariff", target="in", value=0.1)])
    run = engine.result()
    given = next(g for g in run.all_orders if g.order.instrument == "tariff" and g.order.target == "in")
    assert explain.tell(run, given).endswith("Given from outside: a person, a script or another strategy.")


def test_what_was_agreed_at_the_table_says_so(run):
    agreed = [given for given in run.all_orders if given.kind == "answer" and given.reasons < 0]
    assert agreed
    assert all("Agreed at the table" in explain.tell(run, given) for given in agreed)


def test_the_terms_add_up_to_what_was_compared(weighed):
    for _, why in weighed:
        assert sum(value for _, value in why.terms) - why.attention == pytest.approx(why.total)
        assert why.scale > 0.0


def test_terms_are_told_largest_first_with_their_signs(run, weighed):
    for given, why in weighed[:300]:
        sizes = [abs(value) for _, value in why.terms]
        assert sizes == sorted(sizes, reverse=True)
        text = explain.tell(run, given)
        for name, value in why.terms[:1]:
            assert f"{argument(run, given.seat, name, value)} ({name} {value:+.2f})" in text


def test_every_goal_can_be_told_for_and_against():
    for words in (GOVERNMENTS, BEIJING, CHIPMAKERS, LABS):
        assert list(words) == list(GOALS)
        assert len({text for pair in words.values() for text in pair}) == 2 * len(GOALS)


def test_luck_is_flagged_where_luck_decided(run, weighed):
    flags = Counter()
    for given, why in weighed:
        text = explain.tell(run, given)
        assert why.total + why.luck > 0.0  # it beat doing nothing
        if not why.has_strong_reason:
            assert "No strong reason" in text
        elif why.chance_decided:
            assert "timing is chance" in text
            assert why.alternative > 0.0 or why.luck > 0.0
        else:
            assert "The reasons decided" in text
            assert why.total >= why.alternative
        flags[text.rsplit("] ")[-1].split(":")[0].rsplit(". ")[-1]] += 1
    assert len(flags) >= 3


def test_without_luck_nothing_is_given_by_chance():
    plan = worlds.plan("endogenous", parameters={"order_noise": 0.0})
    run = simulate(plan, 1)
    given = [explain.reasons_of(run, order) for order in run.all_orders]
    assert [why for why in given if why is not None and why.luck != 0.0] == []
    assert [why for why in given if why is not None and why.chance_decided] == []


def test_with_the_leading_term_gone_the_order_falls(capsys):
    """The reasons told are the reasons: take the leading one away on the same tape, and mostly the order goes.

    Where the explanation says that reasons decided it goes nearly always; where it says that there was no strong reason
    far less often, so the flag is worth reading.
    """
    counts: Counter[tuple[str, bool]] = Counter()
    for seed in range(1, dose(6, 60)):
        counts.update(
            (removal.kind, removal.fell)
            for removal in removals(worlds.plan("endogenous"), seed)
            if removal.seat < len(GOVERNED)
        )

    def rate(*kinds):
        fell, stayed = (sum(counts[kind, how] for kind in kinds) for how in (True, False))
        return fell / (fell + stayed)

    with capsys.disabled():
        told = ", ".join(f"{kind} {rate(kind):.0%}" for kind in ("reasons", "narrow", "chance", "none"))
        print(
            f"\norders that fall without their leading term: {rate('reasons', 'narrow', 'chance', 'none'):.0%} ({told})"
        )
    assert rate("reasons", "narrow") >= 0.9
    assert rate("reasons", "narrow", "chance", "none") >= 0.7
    assert rate("none") < rate("reasons", "narrow")


def test_no_order_is_told_by_its_id(run):
    ids = set(run.tables.instruments.ids) | {"cut_down", "list_entity", "stand_down", "set_rule"}
    for text in explain.decisions(run):
        told = text.partition("From the record")[0]
        assert not {word.strip(".,:;()") for word in told.split()} & {name for name in ids if "_" in name}
        assert "{" not in told


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("deny China tools", "denies China tools"),
        ("press Nvidia", "presses Nvidia"),
        ("embargo tungsten", "embargoes tungsten"),
        ("have it reported", "has it reported"),
        ("lay it down", "lays it down"),
    ],
)
def test_an_infinitive_is_turned_into_the_third_person(phrase, said):
    assert does(phrase) == said


def test_conditions_of_one_license_name_the_chips_once():
    acts = ["license frontier chips for China case by case", "cap frontier chips for China at 50 % of home sales"]
    assert once(acts) == [acts[0], "cap them at 50 % of home sales"]


def test_what_is_done_to_many_is_one_act(run):
    orders = [
        Order(seat="us", kind="set_rule", instrument="tier", target=c, value=1) for c in ("jp", "kr", "tw", "de", "fr")
    ]
    (told,) = acts(run, orders)
    assert told == "put Japan, South Korea, Taiwan and 2 more in the first tier, nearly free"


def test_every_instrument_is_told_at_both_ends_of_its_range(run):
    for one in run.tables.instruments.records:
        target = {"world": "world", "country": "cn", "mineral_country": "us"}.get(one.target_kind, "nvidia")
        told = {act(run, Order(seat=one.issuers[0] if one.issuers[0] in run.tables.seats.index else "us",
                               kind="set_rule", instrument=one.instrument_id, target=target, value=value,
                               product_class="frontier" if one.uses_class else ""))
                for value in (one.low, one.high)}  # fmt: skip
        assert len(told) == 2
        assert not any("{" in text or "_" in text for text in told)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"kind": "release", "seat": "openai", "value": 0.1}, "keep its weights to itself"),
        ({"kind": "release", "seat": "openai", "value": 0.5}, "open part of its weights"),
        ({"kind": "release", "seat": "openai", "value": 1.0}, "publish its weights"),
        ({"kind": "set_rule", "seat": "us", "instrument": "enforcement", "value": 0.65},
         "set enforcement at 65 % of full effort"),
        ({"kind": "set_rule", "seat": "cn", "instrument": "regulatory_pressure", "target": "nvidia", "value": 0.5},
         "press Nvidia with probes and customs checks, at half strength"),
        ({"kind": "set_rule", "seat": "cn", "instrument": "self_reliance_push", "target": "cn", "value": 3.0},
         "push for self-reliance at any cost"),
    ],
)  # fmt: skip
def test_amounts_without_a_unit_are_told_by_what_they_mean(run, given, words):
    assert act(run, Order(**given)) == words


def test_what_a_side_believed_stands_behind_leverage_and_answers(run, weighed):
    texts = [explain.tell(run, given) for given, _ in weighed if given.seat in GOVERNED]
    assert any("yields to pressure at" in text for text in texts)
    assert any("hawk pressure" in text for text in texts)
    for given, why in weighed:
        assert 0.0 <= why.beliefs["yields"] <= 1.0
        assert 0.0 <= why.beliefs["answers"] <= 1.0
        assert why.beliefs["grievance"] >= 0.0
        if given.seat not in GOVERNED:
            assert "put the odds" not in explain.tell(run, given)


def test_orders_for_the_same_reasons_are_one_decision(run):
    lines = [text for text in explain.decisions(run, "us") if "draws the line at" in text]
    assert lines
    assert all(text.count("For it:") == 1 for text in lines)
    assert len(list(explain.decisions(run))) < sum(given.kind != "pass" for given in run.all_orders)


def test_decisions_can_be_asked_for_by_seat_and_month(run):
    all_of_them = list(explain.decisions(run))
    by_seat = [text for seat in run.tables.seats.ids for text in explain.decisions(run, seat)]
    by_month = [text for month in run.calendar for text in explain.decisions(run, "", month)]
    assert sorted(by_seat) == sorted(all_of_them) == sorted(by_month)
    assert not any(text.startswith("2022-01") for text in explain.decisions(run, "us", "2023-05"))


def test_a_determination_says_what_passed_and_why():
    engine = Engine(worlds.plan("history"), 1)
    engine.run_to(46)
    run = engine.result()
    told = list(explain.determinations(run))
    assert told
    for text in told:
        assert text.startswith("2025-10: ")
        assert any(f": {reason}; " in text for reason in DETERMINATIONS)
        assert "% of orders pass" in text
    passing = {text.split(" to China")[0][9:]: text for text in told}
    assert "100%" not in passing["Nvidia B200"]
    assert "the buyer's government has told its buyers to refuse it" in passing["Nvidia H20"]
