"""Labs' compute by channel, capability, open weights and whose models countries use."""

from typing import Any

import numpy as np
import pytest

from stackcraft.model import labs, models
from stackcraft.model.codes import (
    ASSURANCE,
    CN,
    END_USE_RULE,
    ENTITY_LIST,
    PORT,
    RELEASE,
    REMOTE_ACCESS_RULE,
    TRAIN,
    US,
    WEIGHTS_RULE,
)
from support.demand_side import country, data, set_law, world

DEEPSEEK = data()[0].labs.index["deepseek"]


def trained(s: Any, months: int = 24, first: int = 24) -> Any:
    for t in range(first, first + months):
        models.train(s, t)
    return s


def denied(**values: float) -> Any:
    s = world(**values)
    s.world.denial[0] = 0.9
    s.countries.train_us[country("my")] = 400.0
    return s


def test_denied_labs_rent_where_they_may() -> None:
    free, closed, sworn, end_use = (denied() for _ in range(4))
    set_law(closed, REMOTE_ACCESS_RULE, US, 0, 3.0)
    malaysia = country("my")
    set_law(sworn, ASSURANCE, int(sworn.countries.seat[malaysia]), malaysia, 1.0)
    set_law(end_use, END_USE_RULE, US, 0, 1.0)
    rented = [float(trained(s).countries.offshore[malaysia]) for s in (free, closed, sworn, end_use)]
    assert rented[0] > 5.0
    assert all(other < 0.6 * rented[0] for other in rented[1:])
    assert trained(denied(offshore_share=0.0)).world.offshore_h100e[0] == 0.0
    assert free.labs.train_offshore.sum() == pytest.approx(free.world.offshore_h100e[0])


def test_labs_that_shun_a_channel_shrink_it() -> None:
    keen, shy, off = denied(), denied(), denied(channel_pull=0.0)
    keen.channel[:, labs.OFFSHORE] = 2.0
    for s in (shy, off):
        s.channel[:, labs.OFFSHORE] = 0.2
    plain = trained(denied()).world.offshore_h100e[0]
    assert trained(shy).world.offshore_h100e[0] < plain < trained(keen).world.offshore_h100e[0]
    assert trained(off).world.offshore_h100e[0] == trained(denied(channel_pull=0.0)).world.offshore_h100e[0]


def test_labs_that_are_not_denied_rent_little() -> None:
    calm = denied()
    calm.world.denial[0] = 0.0
    assert trained(calm).world.offshore_h100e[0] == 0.0


def test_each_channel_adds_compute() -> None:
    def effective(**base: float) -> float:
        s = world()
        s.labs.porting[:] = 1.0
        for name, value in base.items():
            s.countries[name][CN] += value
        models.train(s, 24)
        return float(s.labs.effective[s.labs.stack == CN].sum())

    assert effective(train_us=100.0) > effective(train_cn=100.0) > effective() > 0.0


def test_chinese_chips_train_only_what_has_been_ported() -> None:
    slow, eager = world(), world()
    for s in (slow, eager):
        s.countries.train_cn[CN] = 500.0
    slow.stance[:, PORT] = 0.0
    eager.stance[:, PORT] = 0.5
    assert trained(eager).labs.effective[DEEPSEEK] > trained(slow).labs.effective[DEEPSEEK]


def test_a_listed_lab_loses_part_of_what_it_bought() -> None:
    listed, off = world(), world(listed_lab_loss=0.0)
    for s in (listed, off):
        set_law(s, ENTITY_LIST, US, int(s.labs.seat[DEEPSEEK]), 1.0)
    free = trained(world(), 1).labs.train_licensed[DEEPSEEK]
    assert trained(listed, 1).labs.train_licensed[DEEPSEEK] < free
    assert trained(off, 1).labs.train_licensed[DEEPSEEK] == free


def test_chips_that_serve_well_free_others_for_training() -> None:
    plain, serving = world(), world()
    serving.countries.inf_us[CN] *= 3.0
    assert labs.training_share(serving, 24, CN) > labs.training_share(plain, 24, CN)
    off = world(inference_relief=0.0)
    off.countries.inf_us[CN] *= 3.0
    assert labs.training_share(off, 24, CN) == labs.training_share(off, 24, US)


def test_labs_short_of_compute_gain_efficiency_faster() -> None:
    s = trained(world())
    start = world().labs.efficiency
    gain = s.labs.efficiency / start
    assert gain[DEEPSEEK] > gain[s.labs.stack == US].max()
    even = trained(world(constraint_efficiency=0.0)).labs.efficiency / start
    assert np.allclose(even, even[0])


def test_the_gap_closes_by_what_spreads_and_widens_by_compute() -> None:
    base = trained(world()).world.gap_months[0]
    assert 5.0 < base < 30.0
    assert trained(world(gap_catchup=0.0)).world.gap_months[0] > base + 3.0
    starved = world()
    starved.countries.train_us[CN] *= 0.1
    starved.countries.train_cn[CN] *= 0.1
    assert trained(starved).world.gap_months[0] > base
    careless = world(gap_compute=0.0, open_release_spread=0.0)
    poor = world(gap_compute=0.0, open_release_spread=0.0)
    poor.countries.train_us[CN] *= 0.1
    assert trained(poor).world.gap_months[0] == trained(careless).world.gap_months[0]


def test_open_weights_lift_those_who_trail() -> None:
    shut, opened = world(), world()
    shut.stance[:, RELEASE] = 0.0
    assert trained(opened).labs.capability[DEEPSEEK] > trained(shut).labs.capability[DEEPSEEK]
    assert (shut.labs.released < shut.labs.capability - 0.5).all()


def test_open_weights_pull_users_to_chinese_models() -> None:
    brazil = country("br")
    assert trained(world()).countries.model_cn[brazil] > trained(world(open_pull=0.0)).countries.model_cn[brazil]


def test_a_weights_rule_costs_closed_models_their_use_abroad() -> None:
    free, ruled, off = world(), world(), world(weights_rule_effect=0.0)
    for s in (ruled, off):
        set_law(s, WEIGHTS_RULE, US, 0, 1.0)
    brazil = country("br")
    for s in (free, ruled, off):
        trained(s)
    assert ruled.countries.model_us[brazil] < free.countries.model_us[brazil]
    assert ruled.countries.model_open[brazil] > free.countries.model_open[brazil]
    assert ruled.countries.model_us[US] == free.countries.model_us[US]
    assert np.array_equal(off.countries.model_us, trained(world(weights_rule_effect=0.0)).countries.model_us)


def test_shares_of_use_add_up() -> None:
    s = trained(world())
    assert np.allclose(s.countries.model_us + s.countries.model_cn, 1.0)
    assert s.labs.users.sum() == pytest.approx(1.0)
    assert s.countries.model_cn[CN] > 10.0 * s.countries.model_cn[US]


def test_labs_that_train_more_advance_more() -> None:
    lazy, keen = world(), world()
    keen.stance[keen.labs.seat[DEEPSEEK], TRAIN] = 1.0
    assert trained(keen).labs.effective[DEEPSEEK] > trained(lazy).labs.effective[DEEPSEEK]
