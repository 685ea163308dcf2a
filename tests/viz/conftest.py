"""One browser for all tests of pages; artifacts of what was seen are kept in out/screenshots (untracked)."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.browsers import QUIET

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser(chromium: str) -> "Iterator[Browser]":
    """Return a headless Chromium that asks for nothing by itself."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def screenshots() -> Path:
    """Return the folder where pictures of the pages are left for people to look at."""
    folder = Path(__file__).parents[2] / "out" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
