"""How quick, how small and how steady the dashboard is over the model; measured in the soak, on a machine left alone."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from statistics import median

import pytest

from support import dashboard_numbers as numbers

pytestmark = [pytest.mark.soak, pytest.mark.browser]


def told(visits):
    """Return what visitors found, who need an event loop of their own: the browser's runs in this thread."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, visits).result()


@pytest.fixture(scope="module")
def served():
    with numbers.server() as (address, pid):
        yield address, pid


def test_a_first_visit_is_quick(served, chromium):
    numbers.first_load(chromium, *served)  # the server's own first page loads the model
    assert median(numbers.first_load(chromium, *served)["first_load_s"] for _ in range(5)) < 2


def test_a_first_visit_is_small(served, browser):
    assert numbers.weight(browser, served[0]) < 1.2


def test_a_lever_answers_at_once_and_bands_follow(served, browser):
    found = numbers.lever_moves(browser, served[0], 60)
    assert found["lever_ms_median"] < 150
    assert found["lever_ms_p95"] < 250
    assert found["bands_s_median"] < 3


def test_twenty_dashboards_at_once_are_answered_and_cost_little(served):
    found = told(numbers.crowd(*served, 20, 6))
    assert found["crowd_lever_s_median"] < 0.6
    assert found["crowd_mb_each"] < 40


def test_memory_stays_where_it_is_while_pages_come_and_go(served):
    found = told(numbers.coming_and_going(*served, 60))
    assert found["soak_mb_end"] < 1.05 * found["soak_mb_half_time"]
