"""Tariffs cost both sides."""

from typing import Any

import pytest

from stackcraft.model import tariffs
from stackcraft.model.codes import CN, TARIFF, US
from support.demand_side import country, set_law, world


def charged(rate: float, **values: float) -> Any:
    s = world(**values)
    set_law(s, TARIFF, US, CN, rate)
    tariffs.charge(s, 24)
    return s.countries.tariff_cost


def test_a_tariff_costs_importer_and_exporter_and_nobody_else() -> None:
    cost = charged(0.3)
    assert cost[US] > 0.0
    assert cost[CN] > 0.0
    assert cost[country("jp")] == 0.0


def test_cost_rises_faster_than_the_rate() -> None:
    assert charged(0.6)[US] > 2.5 * charged(0.3)[US] > 0.0


def test_no_tariff_or_no_bite_costs_nothing() -> None:
    assert charged(0.0).sum() == 0.0
    assert charged(1.0, tariff_bite=0.0).sum() == 0.0


def test_what_exporters_absorb_moves_cost_to_them() -> None:
    full, partial = charged(0.3, tariff_pass_through=1.0), charged(0.3, tariff_pass_through=0.7)
    assert partial[US] < full[US]
    assert partial[CN] > full[CN]


def test_without_response_of_trade_there_is_no_triangle() -> None:
    assert charged(0.3, tariff_elasticity=0.0, tariff_pass_through=1.0)[US] == 0.0


def test_trade_between_others_scales_with_their_economies() -> None:
    s = world()
    assert tariffs.imports(s, US, CN) * 12.0 == pytest.approx(s.p.trade_us_imports_cn)
    assert tariffs.imports(s, US, country("jp")) < tariffs.imports(s, US, CN)
