"""A first visit as visitors make it: in a browser that is new to the page and that nobody debugs.

Under Playwright a page tells of each request, message and error while it loads, and visitors don't wait for that. One error
that a library catches costs a third of a second there on a slow machine (the browser seems to read two megabytes of script
again to say where it was). Here the browser is only told where to go, and asked when it has got there.
"""

import json
import re
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.request import urlopen

import psutil
from websockets.sync.client import ClientConnection, connect

from .browsers import QUIET

STANDS = """new Promise((stands) => {
  const look = () => document.querySelector(WHAT) ? stands() : setTimeout(look, 10);
  look();
})"""


class Tab:
    """The one tab of a browser.

    Args:
        wire: To the tab's debugging address.
    """

    def __init__(self, wire: ClientConnection) -> None:
        self.wire = wire
        self.asked = 0

    def ask(self, method: str, **parameters: Any) -> Any:
        """Return what the tab answers to a command of the DevTools protocol."""
        self.asked += 1
        self.wire.send(json.dumps({"id": self.asked, "method": method, "params": parameters}))
        while (answer := json.loads(self.wire.recv(60))).get("id") != self.asked:
            pass
        assert "result" in answer, answer
        return answer["result"]

    def worked(self) -> float:
        """Return how long the page's main thread has worked [ms]."""
        counted = {one["name"]: one["value"] for one in self.ask("Performance.getMetrics")["metrics"]}
        return 1000 * float(counted["TaskDuration"])


@contextmanager
def opened(chromium: str) -> Iterator[Tab]:
    """Start a browser that was never used, and end it.

    Args:
        chromium: Path of the program.
    """
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
        subprocess.Popen(
            [
                *(chromium, "--headless", "--remote-debugging-port=0", "--window-size=1440,900"),
                *(f"--user-data-dir={profile}", *QUIET, "about:blank"),
            ],
            stderr=subprocess.PIPE,
            text=True,
        ) as process,
    ):
        try:
            assert process.stderr is not None
            place = next(filter(None, (re.search(r"ws://([\d.:]+)/", line) for line in process.stderr)))[1]
            settle(process.pid)
            with urlopen(f"http://{place}/json/list") as answer:
                page = next(one for one in json.load(answer) if one["type"] == "page")
            with connect(page["webSocketDebuggerUrl"], max_size=None) as wire:
                yield Tab(wire)
        finally:
            process.terminate()


def settle(pid: int, still: float = 0.5, within: float = 30.0) -> None:
    """Wait until a program and all that it started have nothing to do: a new browser makes its own windows first.

    Args:
        pid: Of the program.
        still: How long it must have worked no more than a fiftieth of the time [s].
        within: How long to wait at most [s].

    Raises:
        AssertionError: It is at work all the time.
    """
    pause, deadline = threading.Event(), time.monotonic() + within
    before = used(pid)
    while time.monotonic() < deadline:
        pause.wait(still)
        if (now := used(pid)) - before < still / 50:
            return
        before = now
    raise AssertionError(f"the browser is still busy after {within:.0f} s")


def used(pid: int) -> float:
    """Return the processor time that a program and all that it started have used [s]."""
    program, total = psutil.Process(pid), 0.0
    for one in (program, *program.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):  # ended since it was listed
            times = one.cpu_times()
            total += times.user + times.system
    return total


def first_visit(chromium: str, address: str, what: str) -> tuple[float, float]:
    """Return what a first visit takes: until an element stands [s], and the work of the page's main thread [ms].

    Args:
        chromium: Path of the browser.
        address: Of the page.
        what: Selector of the element.
    """
    with opened(chromium) as tab:
        tab.ask("Performance.enable", timeDomain="threadTicks")  # counts, and tells nothing by itself
        before = tab.worked()
        began = time.perf_counter()
        tab.ask("Page.navigate", url=address)
        stood = tab.ask("Runtime.evaluate", expression=STANDS.replace("WHAT", json.dumps(what)), awaitPromise=True)
        took = time.perf_counter() - began
        assert "exceptionDetails" not in stood, stood
        return took, tab.worked() - before
