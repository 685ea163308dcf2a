"""The cloud layer: what tenants get at home, what clouds let abroad, and what switches that off."""

from typing import Any

import numpy as np
import pytest

from stackcraft.model import clouds
from stackcraft.model.codes import CN, TIER, US
from support.demand_side import country, set_law, world


def served(unmet: float = 5.0, place: str = "in", tier: float = 0.0, offshore: float = 0.0, **values: float) -> Any:
    """Return the world after one month in which one country couldn't buy all it asked for."""
    s = world(**values)
    c = country(place)
    set_law(s, TIER, US, c, tier)
    s.countries.unmet[c] = unmet
    s.countries.offshore[country("my")] = offshore
    s.world.offshore_h100e[0] = offshore
    clouds.serve(s)
    return s


def rented(s: Any, place: str = "in") -> tuple[float, float]:
    row = s.countries[country(place)]
    return float(row.rented_us), float(row.rented_cn)


def test_tenants_rent_abroad_part_of_what_they_could_not_buy_unless_switched_off() -> None:
    s = served()
    us, cn = rented(s)
    assert us > cn > 0.0
    assert s.countries.unmet[country("in")] == pytest.approx(5.0 - us - cn)
    assert us + cn <= s.p.cloud_reach * 5.0 + 1e-12
    for off in ("cloud_reach", "cloud_spare"):
        s = served(**{off: 0.0})
        assert rented(s) == (0.0, 0.0)
        assert s.countries.unmet[country("in")] == 5.0


def test_clouds_let_no_more_than_they_spare() -> None:
    s = served(unmet=1e6)
    assert s.countries.rented_us.sum() <= s.p.cloud_spare * s.buyers.train_us[s.buyers.country == US].sum()
    small, large = (rented(served(unmet=1e6, cloud_spare=part))[0] for part in (0.05, 0.1))
    assert large == pytest.approx(2.0 * small)


def test_a_country_in_the_third_tier_gets_nothing_from_american_clouds() -> None:
    us, cn = rented(served(tier=3.0))
    assert us == 0.0
    assert cn > 0.0


def test_a_country_that_leans_to_china_rents_more_there() -> None:
    def part(lean: float) -> float:
        s = world()
        c = country("in")
        s.countries.unmet[c] = 1e-3
        s.countries.align_cn[c] = lean
        clouds.serve(s)
        us, cn = rented(s)
        return cn / (us + cn)

    assert part(0.9) > part(0.1)


def test_leases_run_out() -> None:
    s = served(cloud_lease_months=12.0)
    before = rented(s)[0]
    s.countries.unmet[:] = 0.0
    clouds.serve(s)
    assert rented(s)[0] == pytest.approx(before * 11.0 / 12.0)


def test_what_is_rented_is_had_by_the_tenant_and_let_by_the_host() -> None:
    none, some = served(cloud_reach=0.0), served()
    us, cn = rented(some)
    gained = some.countries.cloud_us - none.countries.cloud_us
    assert gained[country("in")] == pytest.approx(us)
    assert gained[US] == pytest.approx(-us)
    assert some.countries.cloud_cn[CN] == pytest.approx(none.countries.cloud_cn[CN] - cn)


def test_what_chinese_labs_rent_in_a_hub_is_had_in_china() -> None:
    none, some = served(unmet=0.0), served(unmet=0.0, offshore=0.5)
    gained = some.countries.cloud_us - none.countries.cloud_us
    assert gained[CN] == pytest.approx(0.5)
    assert gained[country("my")] < 0.0


def test_leases_split_by_lean_trust_and_the_rivals_software() -> None:
    def odds(**values: float) -> float:
        us, cn = rented(served(unmet=1e-3, **values))
        return float(np.log(cn / us))

    s = world()
    row, best = s.countries[country("in")], s.platforms.maturity[s.platforms.stack == CN].max()
    lean = s.p.alignment_weight * (row.align_cn - row.align_us)
    trust = s.p.reliability_weight * (row.reliability_cn - row.reliability_us)
    assert odds() == pytest.approx(lean + trust + s.p.software_weight * (best - 1.0))
    assert odds(software_weight=0.0) == pytest.approx(lean + trust)


def test_chinese_clouds_let_no_more_than_they_spare_either() -> None:
    s = served(unmet=1e9)
    stand = s.buyers.train_cn[(s.buyers.country == CN) & (s.buyers.segment == clouds.CLOUD)].sum()
    assert s.countries.rented_cn.sum() == pytest.approx(s.p.cloud_spare * stand)
    again = float(s.countries.rented_cn.sum())
    s.countries.unmet[country("in")] = 1e9
    clouds.serve(s)
    assert s.countries.rented_cn.sum() == pytest.approx(again)


def test_the_layer_is_counted_anew_each_month() -> None:
    s = served(unmet=0.0)
    before = s.countries.cloud_us.copy(), s.countries.cloud_cn.copy()
    clouds.serve(s)
    assert np.array_equal(before[0], s.countries.cloud_us)
    assert np.array_equal(before[1], s.countries.cloud_cn)
    tenants = s.buyers.segment == clouds.CLOUD
    assert s.countries.cloud_us.sum() == pytest.approx(s.buyers.train_us[tenants].sum())
    assert s.countries.cloud_cn.sum() == pytest.approx(s.buyers.train_cn[tenants].sum())


def test_home_clouds_lose_what_both_sides_let_abroad() -> None:
    none, some = served(cloud_reach=0.0, unmet=1e4), served(unmet=1e4)
    for home, side in ((US, "cloud_us"), (CN, "cloud_cn")):
        let = some.countries["rented_us" if home == US else "rented_cn"].sum()
        assert none.countries[side][home] - some.countries[side][home] == pytest.approx(let)
        assert let > 0.0
