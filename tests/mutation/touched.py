"""Which tests run which rules, as a plugin of pytest: `-p touched`, and TOUCHED names the file that is written.

What runs while a file's fixtures are made counts for all tests of the file, since they share what was made.
"""

import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

ROOMS = ("model", "agents")
seen: set[CodeType] = set()
by_test: dict[str, set[str]] = {}
by_file: dict[str, set[str]] = defaultdict(set)


def watch(frame: FrameType, event: str, _: Any) -> None:
    """Note a function as it is called."""
    if event == "call":
        seen.add(frame.f_code)


def names(codes: set[CodeType]) -> set[str]:
    """Return the names of functions of the rooms that hold rules, each with its file."""
    found = ((Path(code.co_filename), code.co_name) for code in codes)
    return {f"{place.parent.name}/{place.stem}.{name}" for place, name in found if place.parent.name in ROOMS}


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """Watch the making of fixtures."""
    yield from _watched(by_file[item.nodeid.split("::")[0]])


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Watch the test itself."""
    yield from _watched(by_test.setdefault(item.nodeid, set()))


def _watched(found: set[str]) -> Iterator[None]:
    seen.clear()
    sys.setprofile(watch)
    yield
    sys.setprofile(None)
    found |= names(seen)


def pytest_sessionfinish() -> None:
    """Write what was seen."""
    told = {test: sorted(found | by_file[test.split("::")[0]]) for test, found in by_test.items()}
    Path(os.environ["TOUCHED"]).write_text(json.dumps(told), encoding="utf-8")
