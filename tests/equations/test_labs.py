"""Labs, models, platforms and clouds (Eqs. 88 to 97, 118 to 120), as docs/odd.md has them."""

from math import exp, log2, log10

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackcraft.model import clouds, labs, models, platforms
from stackcraft.model.codes import (
    ASSURANCE,
    CN,
    END_USE_RULE,
    ENTITY_LIST,
    PORT,
    REMOTE_ACCESS_RULE,
    TIER,
    TRAIN,
    US,
    WEIGHTS_RULE,
)
from support import demand_side
from support.demand_side import country
from support.drawn import UNIT, between

S = demand_side.world(40)
P, WORLD, LABS, N = S.p, S.world[0], S.labs, S.countries
AMERICAN, CHINESE = (next(i for i in range(len(LABS)) if LABS.stack[i] == side) for side in (US, CN))
SIZE = between(0.1, 4.0)


def two_labs() -> None:
    """Leave one lab on either side; the others have nothing."""
    LABS.compute_share[:] = 0.0
    LABS.compute_share[[AMERICAN, CHINESE]] = 0.4, 0.5


@given(UNIT, UNIT, st.integers(0, 3), UNIT, UNIT, between(0.0, 200.0), SIZE)
def test_labs_rent_abroad_as_denial_drives_and_rules_allow(
    denial: float, transit: float, rung: int, rule: float, sworn: float, rented: float, wish: float
) -> None:
    two_labs()
    c = country("my")
    host = S.countries.seat[c]
    WORLD.denial, N.transit[c], N.train_us[c], N.offshore[c] = denial, transit, 300.0, rented
    S.channel[CHINESE, labs.OFFSHORE] = wish
    S.law[REMOTE_ACCESS_RULE, US, 0, 0], S.law[END_USE_RULE, US, 0, 0] = rung, rule
    if host >= 0:
        S.law[ASSURANCE, host, c, 0] = sworn
    labs.rent(S, 40)
    goal = wish**P.channel_pull * P.offshore_share * transit * 300.0 * denial
    goal *= (1.0 - P.remote_rule_effect * rung / 3.0) * (1.0 - P.end_use_effect * rule)
    goal *= 1.0 - P.assurance_effect * (sworn if host >= 0 else 0.0)
    pace = 1.0 / P.offshore_growth_months if goal > rented else 0.5
    assert N.offshore[c] == pytest.approx(rented + pace * (goal - rented))
    assert N.offshore.sum() == pytest.approx(WORLD.offshore_h100e)


@given(st.integers(0, 120), SIZE, SIZE)
def test_chips_that_serve_well_free_others_to_train(t: int, ours: float, theirs: float) -> None:
    N.train_us[[US, CN]], N.inf_us[[US, CN]] = 100.0, (100.0 * ours, 100.0 * theirs)
    N.train_cn[[US, CN]] = N.inf_cn[[US, CN]] = 0.0
    serving = 1.0 - P.training_share - (P.training_share_2030 - P.training_share) * min(1.0, t / 96.0)
    assert labs.training_share(S, t, US) == pytest.approx(1.0 - min(0.95, serving))
    freed = serving * (ours / theirs) ** P.inference_relief
    assert labs.training_share(S, t, CN) == pytest.approx(1.0 - min(0.95, freed))


@given(SIZE, SIZE, UNIT, UNIT, UNIT, st.sampled_from([0.0, 1.0]), UNIT, between(0.2, 1.5), between(0.0, 0.4))
def test_a_labs_compute_is_its_part_of_every_channel(
    wish: float, other: float, smuggled: float, ported: float, m: float, listed: float, rent: float, turn: float,
    effort: float,
) -> None:  # fmt: skip
    two_labs()
    y, seat = LABS[CHINESE], LABS.seat[CHINESE]
    S.channel[CHINESE, :] = wish, other, 1.0, 1.0, 1.0
    N.train_us[[US, CN]], N.train_cn[CN], WORLD.smuggled_train = (5000.0, 600.0), 400.0, 800.0 * smuggled
    N.inf_us[[US, CN]], N.inf_cn[CN] = (5000.0, 600.0), 400.0
    S.products.in_house[:], WORLD.offshore_h100e, y.porting = 0, 90.0 * rent, ported
    S.platforms.maturity[S.platforms.stack == CN] = m
    S.law[ENTITY_LIST, US, seat, 0] = listed
    S.stance[[seat, LABS.seat[AMERICAN]], TRAIN], S.stance[seat, PORT] = 0.5 * turn, effort
    labs.share_compute(S, 40)
    trains = labs.training_share(S, 40, US), labs.training_share(S, 40, CN)
    hidden = min(800.0 * smuggled, 600.0)
    part = [P.lab_share_of_base * 0.5 * w / max(1.0, 0.5 * w) for w in (wish, other, 1.0)]
    licensed = part[0] * (600.0 - hidden) * (1.0 - P.listed_lab_loss * listed)
    bought, chinese = part[1] * hidden, part[2] * 400.0
    whole = licensed + bought + chinese
    now = ported + P.porting_speed * effort / 0.1 * (chinese / whole - ported)
    now = min(1.0, max(0.0, now))
    q = 1.0 - (1.0 - P.chinese_chip_weight) * min(1.0, (1.0 - m) / 0.7)
    usable = licensed + bought + q * min(chinese, now * whole)
    assert y.porting == pytest.approx(now)
    assert y.effective == pytest.approx(usable * min(1.0, trains[1] * turn) + 90.0 * rent)
    home = P.lab_share_of_base * 0.4 * 5000.0
    assert LABS.effective[AMERICAN] == pytest.approx(home * min(1.0, trains[0] * turn))


@given(SIZE, SIZE)
def test_own_chips_are_those_that_chinese_clouds_made_for_themselves_and_hold(made: float, retired: float) -> None:
    s = demand_side.world(40)
    q = s.products
    q.opening[:], q.delivered[:], q.retired[:] = 0.0, made, 0.5 * retired
    chinese = s.makers.country[q.maker] == CN
    own = chinese & (q.in_house == 1)
    assert labs.own_chips(s) == pytest.approx(max(0.0, made - 0.5 * retired) * q.train[own].sum())
    q.in_house[:] = 1
    assert labs.own_chips(s) == pytest.approx(max(0.0, made - 0.5 * retired) * q.train[chinese].sum())
    q.in_house[:] = 0
    assert labs.own_chips(s) == 0.0


@given(SIZE, SIZE, between(24.0, 26.0), between(23.0, 26.0), between(23.0, 26.0), between(0.01, 0.2), between(2.0, 4.0))
def test_capability_follows_compute_and_what_spreads(
    most: float, less: float, front: float, behind: float, opened: float, rate: float, power: float
) -> None:
    LABS.effective[:], LABS.efficiency[:], LABS.capability[:], LABS.released[:] = 1e-9, 1.0, 20.0, 10.0
    LABS.effective[[AMERICAN, CHINESE]] = 1000.0 * most, 100.0 * less
    LABS.capability[[AMERICAN, CHINESE]] = front, behind
    LABS.released[AMERICAN] = opened
    WORLD.frontier_rate, WORLD.frontier_power = rate, power
    labs.learn(S, 40)
    lead = log10(1000.0 * most)
    r = max(0.02, rate + 0.1 * (P.frontier_focus + max(0.0, lead - power) - rate))
    assert WORLD.frontier_rate == pytest.approx(r)
    top = max(1000.0 * most, 100.0 * less)
    for i, size, before, scarce in (
        (AMERICAN, 1000.0 * most, front, 0.0),
        (CHINESE, 100.0 * less, behind, 1.0 - 100.0 * less / top),
    ):
        efficiency = exp(P.efficiency_gain * (1.0 + P.constraint_efficiency * scarce))
        own = log10(size * efficiency)
        c = before + r * min(1.2, 10.0 ** (P.gap_compute * (own - lead))) + P.gap_catchup * max(0.0, front - before)
        c += 0.05 * P.open_release_spread * max(0.0, opened - c)
        assert LABS.efficiency[i] == pytest.approx(efficiency)
        assert LABS.capability[i] == pytest.approx(c)
    gap = (LABS.capability[AMERICAN] - WORLD.capability_cn) / r
    assert WORLD.gap_months == pytest.approx(gap)


@given(between(24.0, 26.0), between(23.0, 26.0), between(22.0, 26.0), between(22.0, 26.0), UNIT, UNIT, UNIT, UNIT)
def test_use_of_models_is_a_logit_of_quality_price_alignment_and_chips(
    us: float, cn: float, open_us: float, open_cn: float, rule: float, lean: float, chips: float, used: float
) -> None:
    c, r = country("id"), 0.1
    WORLD.capability_us, WORLD.capability_cn, WORLD.frontier_rate = us, cn, r
    LABS.released[LABS.stack == US], LABS.released[LABS.stack == CN] = open_us, open_cn
    S.law[WEIGHTS_RULE, US, 0, 0] = rule
    for place in (c, CN):
        m = N[place]
        m.align_us, m.align_cn, m.train_us, m.train_cn = lean, 1.0 - lean, 1.0 - chips, chips
        m.model_us, m.model_cn, m.model_us_open = 1.0 - used, used, 0.1
    models.use(S)
    front, b = max(us, cn), P.model_quality_weight / r
    tie = P.model_tie * chips
    closed = exp(b * (us - front) + P.model_service - P.model_price_weight) * (1.0 - P.weights_rule_effect * rule)
    opened = exp(b * (open_us - front) + P.open_pull)
    abroad = b * (max(open_cn, cn - 6.0 * r) - front) + P.open_pull - P.model_constant_cn
    abroad = exp(abroad + P.model_alignment * (1.0 - 2.0 * lean) + tie)
    home = exp(b * (cn - front) + P.model_constant_home + tie)
    speed = 1.0 - P.model_inertia
    for place, chinese, ours in ((c, abroad, closed), (CN, home, 0.0)):
        whole = ours + opened + chinese
        assert N.model_cn[place] == pytest.approx(used + speed * (chinese / whole - used))
        assert N.model_us[place] == pytest.approx(1.0 - used + speed * ((ours + opened) / whole - 1.0 + used))


@given(SIZE, SIZE, UNIT, UNIT, UNIT, st.sampled_from([0.0, 1.0]), between(0.0, 3.0))
def test_a_platform_matures_by_use_research_developers_and_porting(
    base: float, rest: float, m: float, ease: float, ported: float, opened: float, spent: float
) -> None:
    s, q = S, S.products
    chinese = next(z for z in range(len(s.platforms)) if s.platforms.stack[z] == CN)
    other = next(z for z in range(len(s.platforms)) if s.platforms.stack[z] == US)
    q.opening[:] = q.delivered[:] = q.retired[:] = 0.0
    s.held[:] = 0.0
    for z, size in ((chinese, base), (other, rest)):
        k = next(k for k in range(len(q)) if q.platform[k] == z)
        q.opening[k] = 300.0 * size / q.train[k]
    two_labs()
    LABS.porting[:] = ported
    s.stance[:, PORT] = 0.1
    s.makers.rnd[:] = spent
    z = s.platforms[chinese]
    researchers = int((s.makers.platform == chinese).sum())
    z.maturity, z.portability, z.open, z.research = m, ease, opened, P.rnd_software_share * researchers
    s.platforms.developers[:] = s.platforms.following[:] = 0.5  # of none in China nobody moves
    share = 0.5 / s.platforms.developers.sum()
    platforms.mature(s, 40)
    size = 300.0 * base
    free = opened > 0.5 or (m < 0.8 and size > P.open_source_base)
    gain = P.maturity_rate * size / (size + P.maturity_scale) * (1.0 + P.investment_gain * log2(max(1.0, spent)))
    gain *= 1.0 + (P.open_source_gain if free else 0.0)
    gain *= max(0.0, 1.0 + P.developer_gain * log2(share / 0.5))
    gain += P.porting_gain / 12.0 * ported * size / (size + 0.1 * P.maturity_scale)
    assert z.share == pytest.approx(base / (base + rest))
    assert z.maturity == pytest.approx(min(1.0, max(0.05, m + (gain - P.frontier_pull * m) * (1.0 - m))))
    assert z.portability == pytest.approx(min(1.0, ease + P.portability_gain / 12.0 * (4.0 if free else 1.0)))


@given(SIZE, SIZE, SIZE, SIZE)
def test_developers_move_to_where_the_machines_are_and_half_of_them_look_at_china(
    a: float, b: float, home_a: float, home_b: float
) -> None:
    z = S.platforms
    z.installed[:], z.developers[:], z.following[:] = 0.0, 0.0, 0.3
    z.installed[:2], z.developers[:2] = (a + home_a, b + home_b), (3.0, 1.0)
    china = np.zeros(len(z))
    china[:2] = home_a, home_b
    platforms.move_developers(S, china, a + b + home_a + home_b, home_a + home_b)
    x = P.developers_in_china
    for n, before in ((0, 3.0), (1, 1.0)):
        place = x * china[n] / (home_a + home_b) + (1.0 - x) * (a, b)[n] / (a + b)
        now = (before + P.developer_speed * (place * 4.0 - before)) * (1.0 + P.developer_growth / 12.0)
        assert z.developers[n] == pytest.approx(now)


@given(between(0.0, 60.0), UNIT, UNIT, UNIT, UNIT, UNIT, st.integers(1, 3))
def test_clouds_let_what_is_spare_to_tenants_by_lean_trust_and_software(
    unmet: float, lean: float, trust_us: float, trust_cn: float, m: float, rented: float, tier: int
) -> None:
    c = country("ke")
    N.unmet[:], N.rented_us[:], N.rented_cn[:], N.cloud_us[:], N.cloud_cn[:] = 0.0, 0.0, 0.0, 0.0, 0.0
    N.cloud_us[US], N.cloud_cn[CN] = 200.0, 60.0
    row = N[c]
    row.unmet, row.align_us, row.align_cn, row.rented_us = unmet, lean, 1.0 - lean, 10.0 * rented
    row.reliability_us, row.reliability_cn = trust_us, trust_cn
    S.platforms.maturity[S.platforms.stack == CN] = m
    S.law[TIER, US, c, 0] = tier
    clouds.let_out(S)
    odds = P.alignment_weight * (1.0 - 2.0 * lean) + P.reliability_weight * (trust_cn - trust_us)
    chinese = 1.0 / (1.0 + exp(-odds - P.software_weight * (m - 1.0)))
    left = 10.0 * rented * (1.0 - 1.0 / P.cloud_lease_months)
    sought = P.cloud_reach * unmet * (1.0 - chinese) * (0.0 if tier >= 3 else 1.0), P.cloud_reach * unmet * chinese
    room = max(0.0, P.cloud_spare * 200.0 - left), P.cloud_spare * 60.0
    new = [min(want, space) for want, space in zip(sought, room, strict=True)]
    assert row.rented_us == pytest.approx(left + new[0])
    assert row.rented_cn == pytest.approx(new[1])
    assert row.unmet == pytest.approx(max(0.0, unmet - sum(new)))


@given(SIZE, SIZE, between(0.0, 3.0))
def test_the_cloud_layer_is_what_stands_and_is_rented_less_what_is_let_to_others(
    us: float, cn: float, hub: float
) -> None:
    """Eq. 120, in a month in which nobody seeks anything new."""
    s = demand_side.world(40)
    n, b, c, my = s.countries, s.buyers, country("ke"), country("my")
    n.unmet[:], n.rented_us[:], n.rented_cn[:], n.offshore[:], b.train_us[:], b.train_cn[:] = (
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
    )
    cloud = b.segment == clouds.CLOUD
    b.train_us[cloud & (b.country == US)], b.train_cn[cloud & (b.country == CN)] = 50.0, 40.0
    b.train_us[cloud & (b.country == my)] = 30.0
    n.rented_us[c], n.rented_cn[c], n.offshore[my], s.world.offshore_h100e[0] = us, cn, hub, hub
    at_home = [float(50.0 * (cloud & (b.country == US)).sum()), float(40.0 * (cloud & (b.country == CN)).sum())]
    in_hub = 30.0 * (cloud & (b.country == my)).sum()
    clouds.serve(s)
    keep = 1.0 - 1.0 / s.p.cloud_lease_months
    assert (n.cloud_us[c], n.cloud_cn[c]) == pytest.approx((us * keep, cn * keep))
    assert (n.cloud_us[US], n.cloud_cn[CN]) == pytest.approx((at_home[0] - us * keep, at_home[1] - cn * keep))
    assert n.cloud_us[my] == pytest.approx(max(0.0, in_hub - hub))
    assert n.cloud_us[CN] == pytest.approx(hub)
