"""Courting third countries: Beijing goes where America's chips fall short and where it is welcome."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackcraft.agents import rivals
from stackcraft.agents.appraisal import terms_abroad
from stackcraft.agents.slate import CANDIDATE, MOST
from stackcraft.model import outlook
from stackcraft.model.codes import CN, EXPORT_PROMOTION, STACK_EXPORT, US
from stackcraft.model.goals import DIF, N_GOALS
from stackcraft.model.offers import OPEN
from support.demand_side import country, set_law
from support.politics import contest


def worth(s: Any, place: int) -> float:
    """Return what credit for a country would change in Beijing's spread of its stack."""
    slate: Any = np.zeros(MOST, CANDIDATE)
    row = slate[:1].view(np.recarray)[0]
    row.instrument, row.target, row.step = STACK_EXPORT, place, 1
    terms = np.zeros(N_GOALS)
    terms_abroad(s, outlook.observe(s, 40), CN, row, terms)
    return float(terms[DIF])


@given(passes=st.floats(0.0, 1.0), served=st.floats(0.0, 1.0), less=st.floats(0.0, 0.99))
def test_the_less_american_chips_reach_a_country_the_more_a_foothold_there_is_worth(
    passes: float, served: float, less: float
) -> None:
    place = country("my")
    found = []
    for share in (passes, passes * less):
        s = contest(40)
        s.terms[place, OPEN], s.countries.fill_us[place] = share, served
        found.append(worth(s, place))
    assert found[1] >= found[0]


def test_without_its_pull_an_opening_is_worth_nothing() -> None:
    place = country("my")
    shut, free = contest(40, opening_pull=0.0), contest(40, opening_pull=0.0)
    shut.terms[place, OPEN] = 0.0
    assert worth(shut, place) == worth(free, place)


@pytest.mark.parametrize(("side", "means"), [(US, EXPORT_PROMOTION), (CN, STACK_EXPORT)])
def test_who_has_been_courted_is_not_courted_again(side: int, means: int) -> None:
    s = contest(40)
    seen = []
    for _ in range(6):
        seen.append(rivals.to_court(s, side))
        set_law(s, means, side, seen[-1], 1.0)
    assert len(set(seen)) == 6
    assert not {US, CN} & set(seen)


def order_of_courtship(shut: str = "") -> list[int]:
    """Return whom Beijing would court one after the other, while American chips are shut out of one country."""
    s = contest(40)
    if shut:
        s.terms[country(shut), OPEN] = 0.0
    found: list[int] = []
    while (place := rivals.to_court(s, CN)) >= 0:
        found.append(place)
        set_law(s, STACK_EXPORT, CN, place, 1.0)
    return found


@pytest.mark.parametrize("place", ["th", "ae", "br", "in", "id"])
def test_a_country_that_washington_shuts_out_moves_up_in_beijings_list(place: str) -> None:
    row = country(place)
    assert order_of_courtship(shut=place).index(row) < order_of_courtship().index(row)
