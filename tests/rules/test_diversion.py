"""Diversion: what leaks to China, out of what, and what stops it."""

from typing import Any

import pytest

from stackcraft.model import diversion
from stackcraft.model.codes import ASSURANCE, CN, COMPLIANCE, ENFORCEMENT, FRONTIER, US, WORLD
from support.demand_side import country, product
from support.industry import enact, world

SHIPPED = {"us": 300.0, "sg": 10.0, "my": 10.0, "ae": 8.0, "no": 5.0}


def leaking(**values: float) -> tuple[Any, int]:
    """Return a world in which the H100 is denied to China and shipped to some others."""
    s = world(**values)
    k = product("h100")
    s.products.on_sale[k] = 1
    s.products.license_class[k] = FRONTIER
    s.legal[:, CN] = 0.0
    s.world.control_strength[0] = 1.0
    for name, cards in SHIPPED.items():
        s.shipped[k, country(name)] = cards
    return s, k


def smuggled(s: Any) -> float:
    diversion.divert(s, 0)
    return float(s.world.smuggled[0])


def test_smuggled_cards_are_taken_out_of_shipments_and_counted_once() -> None:
    s, k = leaking()
    enact(s, ENFORCEMENT, US, 0.5)
    moved = smuggled(s)
    left = s.shipped[k].sum()
    assert moved > 0.0
    assert left + moved + s.products.seized[k] == pytest.approx(sum(SHIPPED.values()))
    assert s.products.delivered[k] == pytest.approx(left + moved)
    assert s.shipped[k, CN] == 0.0


def test_nothing_leaks_at_the_neutral_rate_or_without_a_gap() -> None:
    s, _ = leaking(leak_rate=0.0)
    assert smuggled(s) == 0.0
    s, k = leaking()
    s.legal[k, CN] = 1.0
    assert smuggled(s) == 0.0


def test_a_better_legal_card_leaves_less_to_smuggle() -> None:
    s, _ = leaking()
    without = smuggled(s)
    s, _ = leaking()
    h20 = product("h20")
    s.products.on_sale[h20] = 1
    s.legal[h20, CN] = 1.0
    assert 0.0 < smuggled(s) < without


@pytest.mark.parametrize(
    ("instrument", "issuer", "target", "parameter"),
    [
        (ENFORCEMENT, "us", "us", "enforcement_effect"),
        (COMPLIANCE, "us", "", "compliance_effect"),
        (ASSURANCE, "ae", "ae", "assurance_effect"),
        (ENFORCEMENT, "my", "my", "enforcement_effect"),
    ],
)
def test_enforcement_audits_and_assurances_stop_diversion_unless_switched_off(
    instrument: int, issuer: str, target: str, parameter: str
) -> None:
    for value, stops in ((0.6, True), (0.0, False)):
        moved = []
        for strength in (0.0, 1.0):
            s, _ = leaking(**({parameter: value} if value == 0.0 else {}), seizure_share=0.0)
            place = country(target) if target else WORLD
            seat = int(s.countries.seat[country(issuer)])
            enact(s, instrument, place, strength, issuer=seat)
            moved.append(smuggled(s))
        assert (moved[1] < moved[0] - 1e-12) == stops


def test_controls_that_nobody_refreshes_leak_more_unless_switched_off() -> None:
    for adaptation, more in ((0.8, True), (0.0, False)):
        moved = []
        for strength in (1.0, 0.5):
            s, _ = leaking(adaptation=adaptation)
            s.world.control_strength[0] = strength
            moved.append(smuggled(s))
        assert (moved[1] > moved[0]) == more


def test_hubs_leak_a_larger_part_than_countries_off_the_routes() -> None:
    s, k = leaking()
    diversion.divert(s, 0)
    lost = {name: 1.0 - s.shipped[k, country(name)] / cards for name, cards in SHIPPED.items()}
    assert lost["my"] > lost["us"] > lost["no"] == 0.0


def test_part_of_what_is_found_is_seized() -> None:
    s, k = leaking()
    enact(s, ENFORCEMENT, US, 1.0)
    smuggled(s)
    assert s.products.seized[k] > 0.0
    s, k = leaking(seizure_share=0.0)
    enact(s, ENFORCEMENT, US, 1.0)
    smuggled(s)
    assert s.products.seized[k] == 0.0
