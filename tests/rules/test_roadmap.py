"""Roadmaps and compliant variants: what law, revenue and time make of them."""

from typing import Any

import pytest

from stackcraft.model import roadmap, thresholds, variants
from stackcraft.model.codes import (
    CN,
    CUT_DOWN,
    FRONTIER,
    LICENSE_REGIME,
    PERFORMANCE_THRESHOLD,
    PRESUMPTION_OF_DENIAL,
    THRESHOLD_RELATIVE,
)
from support.demand_side import product
from support.industry import enact, january_2026, make, october_2022, october_2023, world

LETTER, RULE_2023 = 7, 21
"""Months of the letters of August 2022 and of the rule of October 2023."""


def history(last: int, **values: float) -> Any:
    """Return a world in which the letters and the rule of October 2023 were given in their months, and nothing else."""
    s = world(**values)
    for t in range(last + 1):
        s.world.month[0] = t
        if t == LETTER:
            october_2022(s)
        if t == RULE_2023:
            october_2023(s)
        make(s, t)
    return s


def ready(s: Any, name: str) -> int:
    return int(s.products.ready[product(name)])


def test_compliant_cards_follow_the_rules_by_their_time_to_design() -> None:
    s = history(27)
    assert ready(s, "a800") in (10, 11), "one or two months after October 2022"
    assert ready(s, "h800") == 14, "March 2023"
    assert RULE_2023 + 4 <= ready(s, "h20") <= RULE_2023 + 6
    assert ready(s, "l20") == RULE_2023 + 4


def test_a_weaker_card_is_not_designed_while_a_better_one_passes() -> None:
    assert ready(history(RULE_2023 - 1), "h20") == roadmap.UNDECIDED


def test_nothing_is_designed_without_a_rule_or_when_makers_do_not_answer() -> None:
    s = world()
    for t in range(12):
        make(s, t)
    assert ready(s, "a800") == roadmap.UNDECIDED
    assert ready(history(12, variant_gain=100.0), "a800") == roadmap.UNDECIDED


def test_a_letter_that_names_no_threshold_leaves_nothing_to_design() -> None:
    s = world()
    enact(s, LICENSE_REGIME, CN, float(PRESUMPTION_OF_DENIAL), FRONTIER)
    for t in range(6):
        make(s, t)
    assert ready(s, "a800") == roadmap.UNDECIDED


def test_an_announced_rule_counts() -> None:
    s = world()
    s.world.month[0] = 5
    enact(s, PERFORMANCE_THRESHOLD, 0, 4800.0, in_force=8)
    enact(s, LICENSE_REGIME, CN, float(PRESUMPTION_OF_DENIAL), FRONTIER, in_force=8)
    make(s, 0)
    make(s, 5)
    assert ready(s, "a800") == roadmap.UNDECIDED, "without a rule on links, an A800 would be stopped too"
    assert ready(s, "h20") < roadmap.UNDECIDED or s.products.on_sale[product("h100")] == 0


def test_no_variant_of_a_class_that_is_denied() -> None:
    s = world()
    for t in range(6):
        s.world.month[0] = t
        if t == 1:
            october_2022(s)
            enact(s, LICENSE_REGIME, CN, float(PRESUMPTION_OF_DENIAL), CUT_DOWN)
        make(s, t)
    assert ready(s, "a800") == roadmap.UNDECIDED


@pytest.mark.parametrize("rule", [october_2022, october_2023, january_2026])
def test_an_open_slot_is_set_just_under_the_line_of_the_day(rule: Any) -> None:
    s = world()
    s.world.month[0] = 45
    rule(s)
    law = s.scratch[variants.LAW]
    thresholds.of_the_day(s, law, 0)
    k, parent = product("nvidia_compliant"), product("b300")
    variants.fit_slot(s, k, parent, law)
    assert thresholds.license_class(s, k, law) == CUT_DOWN
    assert 0.0 < s.products.tpp[k] <= s.products.tpp[parent]
    if rule is not october_2022:
        s.products.tpp[k] *= 2.2
        s.products.density[k] *= 2.2
        assert thresholds.license_class(s, k, law) == FRONTIER


def test_a_relative_threshold_moves_with_the_frontier() -> None:
    s = world()
    enact(s, THRESHOLD_RELATIVE, 0, 0.5)
    row = s.scratch[0]
    line = []
    for name in ("a100", "h100", "b200"):
        s.products.on_sale[product(name)] = 1
        thresholds.of_the_day(s, row, 0)
        line.append(float(row[thresholds.PERFORMANCE]))
    assert line == sorted(line)
    assert line[2] == pytest.approx(0.5 * s.products.tpp[product("b200")])


def test_what_replaces_a_card_ends_it_after_an_overlap() -> None:
    s = world()
    for t in range(12):
        make(s, t)
    assert s.products.ends[product("a100")] == 9 + int(s.p.overlap_months)
    assert s.products.ends[product("nvidia_entry")] == roadmap.UNDECIDED, "a dearer card replaces no cheap one"


def test_revenue_under_plan_delays_the_next_generation_unless_switched_off() -> None:
    late = {}
    for speed in (0.0, 0.12):
        s = world(rnd_speed=speed)
        for t in range(30):
            make(s, t)
        late[speed] = ready(s, "b200")
    assert late[0.0] == 34
    assert late[0.12] > 34


def test_revenue_over_plan_brings_it_forward() -> None:
    s = world()
    m = s.products.maker[product("b200")]
    for t in range(30):
        s.makers.revenue[m] = 30.0
        make(s, t)
    assert s.makers.progress[m] > 1.0
    assert ready(s, "b200") < 34


def test_a_withdrawn_card_comes_back_for_china_when_a_rule_admits_it() -> None:
    s = world()
    k = product("h200")
    q = s.products
    q.ended[k], q.ends[k] = 1, 40
    s.world.month[0] = 48
    january_2026(s)
    variants.revive(s, 48)
    assert q.on_sale[k] == 1
    assert q.china_only[k] == 1
    assert q.restart[k] == 48 + int(s.p.restart_months)
