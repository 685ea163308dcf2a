"""Every switch of the industry can be thrown: the month runs, the books close, and no number is lost."""

from typing import Any

import numpy as np
import pytest

from support.books import faults
from support.demand_side import data
from support.industry import month, october_2022, world

GROUPS = ("supply", "market", "diversion")


def _switches() -> list[Any]:
    return [
        pytest.param(p.parameter_id, p.neutral, id=p.parameter_id)
        for p in data()[1].values()
        if p.group in GROUPS and p.neutral is not None
    ]


@pytest.mark.parametrize(("name", "neutral"), _switches())
def test_a_switch_thrown_leaves_a_sound_month(name: str, neutral: float) -> None:
    s = world(buyers=50, **{name: neutral})
    for t in range(3):
        if t == 1:
            october_2022(s)
        month(s, t)
    assert faults(s) == []
    assert np.isfinite(s.makers.revenue).all()
    assert s.makers.revenue.sum() > 0.0
