"""How quick, how small and how steady the dashboard is over the model; measured in the soak, on a machine left alone."""

import asyncio

import pytest

from support import dashboard_numbers as numbers

pytestmark = [pytest.mark.soak, pytest.mark.browser]


@pytest.fixture(scope="module")
def served():
    with numbers.server() as (address, pid):
        yield address, pid


def test_a_first_visit_is_small_and_quick(served, browser):
    numbers.first_load(browser, *served)  # the server's own first page loads the model
    visit = numbers.first_load(browser, *served)
    assert visit["first_load_mb"] < 1.2
    assert visit["first_load_s"] < 2


def test_a_lever_answers_at_once_and_bands_follow(served, browser):
    found = numbers.lever_moves(browser, served[0], 60)
    assert found["lever_ms_median"] < 150
    assert found["lever_ms_p95"] < 250
    assert found["bands_s_median"] < 3


def test_twenty_dashboards_at_once_are_answered_and_cost_little(served):
    found = asyncio.run(numbers.crowd(*served, 20, 6))
    assert found["crowd_lever_s_median"] < 0.6
    assert found["crowd_mb_each"] < 40


def test_memory_stays_where_it_is_while_pages_come_and_go(served):
    found = asyncio.run(numbers.coming_and_going(*served, 60))
    assert found["soak_mb_end"] < 1.05 * found["soak_mb_half_time"]
