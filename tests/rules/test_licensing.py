"""Licensing: what each instrument does to what passes."""

from typing import Any

import pytest

from stackcraft.model import licensing
from stackcraft.model.codes import (
    AFFILIATES_RULE,
    ASSURANCE,
    BUY_DOMESTIC,
    CN,
    COMPLIANCE,
    CUT_DOWN,
    END_USE_RULE,
    ENFORCEMENT,
    ENTITY_LIST,
    FRONTIER,
    LICENSE_REGIME,
    REGULATORY_PRESSURE,
    TIER,
    US,
    USE_BAN,
)
from support.demand_side import country, data, product
from support.industry import enact, october_2022, see, world


def ruled(regime: float = -1.0, **values: float) -> Any:
    """Return a world under the rule of October 2022 with all products offered."""
    s = world(**values)
    s.products.ready[:] = 0
    october_2022(s)
    if regime >= 0.0:
        enact(s, LICENSE_REGIME, CN, regime, CUT_DOWN)
    see(s, 0)
    return s


def test_a_stricter_regime_never_lets_more_pass() -> None:
    k = product("a800")
    passes = [float(ruled(float(r), license_delay_months=1.0).legal[k, CN]) for r in range(4)]
    assert passes == sorted(passes, reverse=True)
    assert passes[0] == 1.0
    assert passes[3] == 0.0


def test_a_case_by_case_license_takes_its_months() -> None:
    s = ruled(3.0, license_delay_months=4.0)
    k = product("a800")
    enact(s, LICENSE_REGIME, CN, 1.0, CUT_DOWN)
    seen = []
    for t in range(1, 7):
        see(s, t)
        seen.append(float(s.legal[k, CN]))
    assert seen[0] < seen[1] < seen[2]
    assert seen[-1] == s.p.license_approval
    assert seen[2] < s.p.license_approval
    see(s, 0)


def test_a_stricter_law_binds_at_once() -> None:
    s = ruled()
    k = product("a800")
    assert s.legal[k, CN] == 1.0
    enact(s, LICENSE_REGIME, CN, 3.0, CUT_DOWN)
    see(s, 1)
    assert s.legal[k, CN] == 0.0


def test_home_needs_no_license() -> None:
    s = ruled()
    enact(s, LICENSE_REGIME, US, 3.0, FRONTIER)
    see(s, 1)
    assert s.legal[product("h100"), US] == 1.0
    assert s.legal[product("ascend_910"), CN] == 1.0


def test_listed_labs_buy_less_and_affiliates_carry_part_of_it_until_the_rule_reaches_them() -> None:
    k = product("a800")
    lab = int(data()[0].seats.index["alibaba"])
    s = ruled()
    free = float(s.legal[k, CN])
    enact(s, ENTITY_LIST, lab, 1.0)
    see(s, 1)
    listed = float(s.legal[k, CN])
    enact(s, AFFILIATES_RULE, 0, 1.0)
    see(s, 2)
    reached = float(s.legal[k, CN])
    assert free > listed > reached
    share = float(s.labs.compute_share[list(s.labs.seat).index(lab)])
    assert reached >= free * (1.0 - share) - 1e-12
    assert s.determination[k, CN] == licensing.LISTED_BUYERS


def test_evasion_wears_a_listing_down() -> None:
    k = product("a800")
    passes = []
    for strength in (1.0, 0.4):
        s = ruled()
        s.world.control_strength[0] = strength
        enact(s, ENTITY_LIST, int(data()[0].seats.index["alibaba"]), 1.0)
        see(s, 1)
        passes.append(float(s.legal[k, CN]))
    assert passes[1] > passes[0]


def test_enforcement_delays_honest_trade_through_hubs_alone_and_can_be_switched_off() -> None:
    k = product("h100")
    for delay, slower in ((0.2, True), (0.0, False)):
        s = ruled(honest_delay=delay)
        before = float(s.legal[k, country("my")])
        enact(s, ENFORCEMENT, US, 1.0)
        see(s, 1)
        assert (s.legal[k, country("my")] < before) == slower
        assert s.legal[k, country("no")] > 0.98


def test_an_end_use_rule_refuses_a_part() -> None:
    s = ruled()
    enact(s, END_USE_RULE, 0, 1.0)
    see(s, 1)
    assert s.legal[product("a800"), CN] == pytest.approx(1.0 - s.p.end_use_refusal)


def test_a_held_back_country_gets_more_once_it_adopts_safeguards_unless_switched_off() -> None:
    uae, k = country("ae"), product("a100")

    def passes(adopted: float, tier: float = 2.0, **values: float) -> float:
        s = ruled(**values)
        enact(s, TIER, uae, tier)
        enact(s, COMPLIANCE, 0, 1.0)
        enact(s, ASSURANCE, uae, adopted, issuer=data()[0].seats.index["ae"])
        see(s, 1)
        return float(s.legal[k, uae])

    assert passes(0.0) < passes(0.5) < passes(1.0)
    assert passes(0.0, access_condition=0.0) == passes(1.0, access_condition=0.0) == passes(1.0)
    assert passes(0.0, tier=1.0) == passes(1.0, tier=1.0)


def test_what_beijing_asks_is_noted_and_left_to_buyers() -> None:
    s = ruled()
    k = product("a800")
    for instrument, target, value, kind, code in (
        (REGULATORY_PRESSURE, int(s.makers.seat[s.products.maker[k]]), 0.5, 0, licensing.PRESSED),
        (BUY_DOMESTIC, CN, 1.0, CUT_DOWN, licensing.ADVISED_AGAINST),
        (BUY_DOMESTIC, CN, 3.0, CUT_DOWN, licensing.TOLD_TO_REFUSE),
    ):
        enact(s, instrument, target, value, kind, issuer=CN)
        see(s, 1)
        assert s.determination[k, CN] == code
        assert s.legal[k, CN] == 1.0


def test_a_use_ban_warns_users_of_chinese_chips_abroad() -> None:
    s = ruled()
    enact(s, USE_BAN, 0, 0.5)
    see(s, 1)
    assert s.determination[product("ascend_910"), country("my")] == licensing.SANCTION_RISK
    assert s.determination[product("ascend_910"), CN] == licensing.NO_LICENSE


def test_every_determination_has_its_sentence() -> None:
    codes = [
        v
        for name, v in vars(licensing).items()
        if name.isupper() and isinstance(v, int) and name not in ("LAW", "LISTED")
    ]
    assert len(licensing.DETERMINATIONS) - 1 == licensing.SAFEGUARDS_AWAITED
    assert len(set(licensing.DETERMINATIONS)) == len(licensing.DETERMINATIONS)
    assert codes
