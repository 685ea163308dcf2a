"""Compliant cards, license classes and the end of generations (Eqs. 58 to 62), as docs/odd.md has them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackcraft.model import roadmap, thresholds, variants
from stackcraft.model.codes import CN, LICENSE_REGIME, THRESHOLD_RELATIVE, US
from support import demand_side
from support.demand_side import product, set_law
from support.drawn import between
from support.industry import january_2026, october_2022, october_2023

S = demand_side.world(40)
Q = S.products
H100, SLOT = product("h100"), product("nvidia_compliant")


@given(st.integers(0, 3), between(500.0, 60000.0), between(0.1, 30.0), between(100.0, 1800.0), between(0.2, 4.0))
def test_the_card_of_the_day_is_cut_just_under_the_line(
    rule: int, tpp: float, density: float, links: float, memory: float
) -> None:
    law = ((4800.0, 0.0, 600.0), (4800.0, 5.92, 0.0), (21000.0, 0.0, 0.0), (2400.0, 3.2, 0.0))[rule]
    parent = Q[H100]
    parent.tpp, parent.density, parent.interconnect, parent.inf, parent.train, parent.list_price = (
        tpp, density, links, memory, 2.0, 30.0)  # fmt: skip
    variants.fit_slot(S, SLOT, H100, law)
    card, limit = Q[SLOT], tpp
    if rule in (1, 3):
        limit = 0.98 * law[0] / 2.0
        if density * limit / tpp >= 3.2 / 5.92 * law[1]:
            limit = 0.98 * law[0] / 3.0
    elif rule == 2:
        limit = 0.98 * law[0]
    ratio = min(1.0, limit / tpp)
    assert (card.tpp, card.density, card.train) == pytest.approx((tpp * ratio, density * ratio, 2.0 * ratio))
    assert card.list_price == card.price == pytest.approx(30.0 * (0.3 + 0.7 * ratio))
    assert card.interconnect == pytest.approx(min(links, 400.0) if rule == 0 else links)
    assert card.inf == pytest.approx(min(memory, 0.98 * 6.5 / 3.35) if rule == 2 else memory)
    over = thresholds.is_covered(card.tpp, card.density, card.interconnect, card.inf, law)
    assert not over or rule in (1, 3)


def seen(*laws: Any) -> tuple[Any, Any]:
    """Return a world under laws, and its thresholds."""
    s = demand_side.world(40)
    for law in laws:
        law(s)
    row = s.scratch[variants.LAW]
    thresholds.of_the_day(s, row, 0)
    return s, row


def test_classes_follow_the_line_of_the_day() -> None:
    def classes(*laws: Any) -> list[int]:
        s, row = seen(*laws)
        names = ("h100", "a800", "h20", "rtx_pro_6000", "ascend_910b")
        return [int(thresholds.license_class(s, product(name), row)) for name in names]

    assert classes() == [0, 1, 1, 2, 3]  # a letter names flagships
    assert classes(october_2022) == [0, 1, 1, 2, 3]
    assert classes(october_2023)[:3] == [0, 0, 1]  # A800 falls with the links' threshold
    assert classes(january_2026)[:3] == [1, 1, 1]


def test_a_relative_line_moves_with_the_best_card_on_sale() -> None:
    s, row = seen(october_2022)
    set_law(s, THRESHOLD_RELATIVE, US, 0, 0.25)
    for best in (10000.0, 20000.0):
        s.products.tpp[s.products.on_sale == 1] = 100.0
        s.products.tpp[next(k for k in range(len(s.products)) if s.products.on_sale[k])] = best
        thresholds.of_the_day(s, row, 0)
        assert row[0] == pytest.approx(0.25 * best)


def denied(t: int = 12) -> Any:
    """Return the world of October 2022 at a month: the A100 and H100 are denied, no variant is decided."""
    s = demand_side.world(t)
    q = s.products
    q.ready[(q.launch < 0) & (q.stack == US)] = roadmap.UNDECIDED
    s.world.month[0] = t
    october_2022(s)
    return s


def decided(s: Any) -> set[str]:
    names = {product(name): name for name in ("a800", "h800", "h20", "nvidia_compliant", "rtx_pro_6000d")}
    return {name for k, name in names.items() if s.products.ready[k] < roadmap.UNDECIDED}


def test_what_is_denied_gets_a_variant_that_passes_after_its_months_of_design() -> None:
    s = denied()
    variants.design(s, 12)
    a800 = product("a800")
    assert "a800" in decided(s)
    q = s.products
    assert q.ready[a800] == max(12 + q.design_months[a800], q.ready[q.parent[a800]] + 1)


def test_nothing_is_designed_without_a_line_without_a_gain_or_for_what_would_be_denied_too() -> None:
    s = demand_side.world(12)
    s.products.ready[(s.products.launch < 0) & (s.products.stack == US)] = roadmap.UNDECIDED
    variants.design(s, 12)
    assert decided(s) == set()
    s = denied()
    set_law(s, LICENSE_REGIME, US, CN, 2.0, 1)
    variants.design(s, 12)
    assert "a800" not in decided(s)


def test_a_variant_must_beat_what_its_maker_offers_china_already() -> None:
    s = denied()
    law = s.scratch[variants.LAW]
    thresholds.of_the_day(s, law, 0)
    s.scratch[variants.REGIME, :4] = s.law[LICENSE_REGIME, US, CN, :4]
    q, a800, h20 = s.products, product("a800"), product("h20")
    q.ready[(q.maker == q.maker[a800])] = roadmap.UNDECIDED
    q.ready[h20] = 0
    gain = s.p.variant_gain
    for train, inf, better in ((1.01, 0.1, True), (0.1, 1.01, True), (0.99, 0.99, False)):
        q.train[a800], q.inf[a800] = train * gain * q.train[h20], inf * gain * q.inf[h20]
        assert bool(variants.is_better(s, a800, law)) == better


@given(between(0.5, 2.0), between(0.5, 2.0), between(0.5, 4.0))
def test_a_generation_replaces_one_it_beats_at_a_price_of_its_class(train: float, inf: float, price: float) -> None:
    new, old = Q[product("h200")], Q[product("a100")]
    old.train, old.inf, old.list_price = 1.0, 1.0, 10.0
    new.train, new.inf, new.list_price = train, inf, 10.0 * price
    beats = train >= 1.0 and inf >= 1.0 and max(train, inf) >= 1.2 and price <= 2.5
    assert bool(roadmap.replaces(new, old)) == beats


def test_what_is_replaced_is_made_on_for_its_overlap_and_racks_end_with_their_card() -> None:
    s = demand_side.world(40)
    q, old, new = s.products, product("h100"), product("b200")
    q.on_sale[:] = 0
    q.on_sale[old], q.ends[:] = 1, roadmap.UNDECIDED
    q.design[new], q.china_only[new] = q.design[old], q.china_only[old]
    q.train[new], q.inf[new], q.list_price[new] = 2.0 * q.train[old], 2.0 * q.inf[old], q.list_price[old]
    roadmap.launch(s, new, 40)
    assert (q.on_sale[new], q.awaited[new]) == (1, 1)
    assert q.ends[old] == 40 + int(s.p.overlap_months)
    assert q.ends[new] == roadmap.UNDECIDED
    racks = [k for k in range(len(q)) if q.design[k] == 3 and q.parent[k] == old]
    assert all(q.ends[k] == q.ends[old] for k in racks)


def test_a_withdrawn_card_that_law_opens_returns_for_china_alone() -> None:
    s = demand_side.world(60)
    q, h100 = s.products, product("h100")
    q.ready[q.maker == q.maker[h100]] = roadmap.UNDECIDED
    q.ended[h100], q.on_sale[h100], q.ends[h100] = 1, 0, 55
    january_2026(s)
    set_law(s, LICENSE_REGIME, US, CN, 1.0, 1)
    variants.revive(s, 55 + int(s.p.revival_months) + 1)
    assert q.ended[h100] == 1
    variants.revive(s, 60)
    assert (q.ended[h100], q.on_sale[h100], q.china_only[h100]) == (0, 1, 1)
    assert q.restart[h100] == 60 + int(s.p.restart_months)
    q.ended[h100], q.on_sale[h100] = 1, 0
    set_law(s, LICENSE_REGIME, US, CN, 2.0, 1)
    s.law[LICENSE_REGIME, US, CN, 1] = 2.0
    variants.revive(s, 60)
    assert q.ended[h100] == 1
