"""Which tests run which statements of rules and how long they take, as a plugin of pytest: `-p touched`.

SURVEY_MARKS names the file that is written (each worker adds its name): for each test its seconds of processor time
and the statements it ran. What runs while a file's fixtures are made counts for all tests of the file, since they share
what was made. A test that takes longer than SURVEY_LONG seconds is skipped in mid-run and not written. SURVEY_BUDGET is
the processor time for all tests, after which the system ends the process: a mutant that hangs doesn't hang the survey.
"""

import json
import os
import resource
import signal
import time
from collections import defaultdict
from collections.abc import Iterator

import pytest

seen: set[str] = set()
mark = seen.add
"""What a marked statement calls."""

by_test: dict[str, set[str]] = {}
by_file: dict[str, set[str]] = defaultdict(set)
seconds: dict[str, float] = {}


def pytest_configure() -> None:
    """Ask the system for an end, and for a signal when a test takes long."""
    if "SURVEY_BUDGET" in os.environ:
        budget = int(os.environ["SURVEY_BUDGET"])
        resource.setrlimit(resource.RLIMIT_CPU, (budget, budget))
    if "SURVEY_LONG" in os.environ:
        signal.signal(signal.SIGVTALRM, lambda *_: pytest.skip("takes long without the compiler"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """Note what the making of fixtures runs."""
    seen.clear()
    yield
    by_file[item.nodeid.split("::")[0]] |= seen


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Note what the test itself runs; of one that takes long, nothing."""
    seen.clear()
    began = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, float(os.environ.get("SURVEY_LONG", "0")))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0.0)
    by_test[item.nodeid] = set(seen)
    seconds[item.nodeid] = time.process_time() - began


def pytest_sessionfinish() -> None:
    """Write what was seen."""
    if "SURVEY_MARKS" in os.environ:
        told = {
            test: (seconds[test], sorted(ran | by_file[test.split("::")[0]])) for test, ran in by_test.items()
        }  # fmt: skip
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        with open(f"{os.environ['SURVEY_MARKS']}.{worker}", "w", encoding="utf-8") as file:
            json.dump(told, file)
