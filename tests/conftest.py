"""Options and fixtures that all tests share: the dose, and the browser."""

import os
import shutil
from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import settings

from support import dose as doses

T = TypeVar("T")

settings.register_profile("small", max_examples=25, deadline=None, derandomize=True)
settings.register_profile("soak", max_examples=1000, deadline=None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--dose",
        choices=("small", "soak"),
        default="small",
        help="how much work each test does (default: small)",
    )


def pytest_configure(config: pytest.Config) -> None:
    chosen = config.getoption("--dose")
    os.environ[doses.VARIABLE] = chosen
    settings.load_profile(chosen)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if doses.is_soak():
        return
    for item in items:
        if item.get_closest_marker("soak"):
            item.add_marker(pytest.mark.skip(reason="only with --dose soak"))


@pytest.fixture(scope="session")
def dose() -> Callable[[T, T], T]:
    """Choose between a small and a full count: `dose(20, 5000)`."""
    return doses.dose


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of a Chromium; skip the test where there is none, fail in CI."""
    named = os.environ.get("STACKCRAFT_BROWSER")
    found = named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        missing = "no Chromium: install chromium, or name one in STACKCRAFT_BROWSER"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return found
