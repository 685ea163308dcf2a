"""The letter of 9 April 2025: licenses for the H20 presumed denied at once; Nvidia wrote off stock and orders."""

import pytest

from stackcraft.model import inventory, writeoff
from stackcraft.model.codes import CN, CUT_DOWN, LICENSE_REGIME, PRESUMPTION_OF_DENIAL
from stackcraft.model.licensing import PRESUMED_DENIED
from support.demand_side import product
from support.industry import enact, october_2023, see, world


def _world(**values: float) -> tuple[object, int]:
    s = world(**values)
    s.world.month[0] = 39
    october_2023(s)
    k = product("h20")
    s.products.ready[:] = 0
    s.products.on_sale[k] = 1
    inventory.begin(s, k, 400.0, 0)
    inventory.begin(s, k, 250.0, 2)
    enact(s, LICENSE_REGIME, CN, float(PRESUMPTION_OF_DENIAL), CUT_DOWN)
    see(s, 39)
    return s, k


def test_the_letter_binds_at_once() -> None:
    s, k = _world()
    assert s.legal[k, CN] == s.p.denial_approval
    assert s.determination[k, CN] == PRESUMED_DENIED


def test_stock_and_work_in_progress_are_written_off_once_at_cost() -> None:
    s, k = _world(scrap_rate=0.0)
    maker = s.products.maker[k]
    writeoff.write_off(s, 39)
    assert s.makers.writeoff[maker] == pytest.approx(650.0 * s.products.unit_cost[k] * 1e-3)
    s.makers.writeoff[:] = 0.0
    writeoff.write_off(s, 40)
    assert s.makers.writeoff[maker] == 0.0


def test_cards_written_off_stay_in_stock_and_starts_wait_nine_months_after_the_ban_ends() -> None:
    s, k = _world(scrap_rate=0.0)
    writeoff.write_off(s, 39)
    assert s.products.stock[k] == 400.0
    assert not inventory.may_start(s, k, 40)
    assert inventory.may_start(s, k, 39 + int(s.p.restart_months))
