"""Measure the dashboard and print the numbers: `python -m support.dashboard_numbers [--visitors N] [--minutes M]`.

One line of JSON a number. The server runs the model in a process of its own; browser and visitors share the processor with
it, so on a machine that does nothing else the numbers are upper bounds.
"""

import argparse
import asyncio
import json
import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from .browsers import QUIET
from .served import answers, free_port, started
from .unwatched import first_visit
from .visitors import Visitor, processor_ms, resident_mb

SERVE = "import sys; from stackcraft.viz.dashboard import serve; serve(int(sys.argv[1]))"
LEVER = "us.license_regime.cn.cut_down"
SLIDER = "[data-lever='us.tariff.cn'] input"
"""A lever with many stops: bands that were seen before are kept, and say nothing of how long new ones take."""
DRAWN = "[data-chart=diffusion][data-drawn]"
WATCH = """() => {
  window.heard = [];
  addEventListener("stackcraft:moved", (e) => heard.push(["moved", e.detail.at]));
  addEventListener("stackcraft:drawn", ({ detail: d }) => { if (d.name === "diffusion") heard.push(["drawn", d.at, d.took]); });
}"""


@contextmanager
def server() -> Iterator[tuple[str, int]]:
    """Serve the dashboard over the model; yield its address and process id."""
    port = free_port()
    process = started(["-c", SERVE, str(port)])
    address = f"http://127.0.0.1:{port}"
    try:
        answers(process, address, 90)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait(20)


def open_browser(chromium: str) -> Any:
    """Return Playwright and a headless Chromium."""
    from playwright.sync_api import sync_playwright

    playwright = sync_playwright().start()
    return playwright, playwright.chromium.launch(executable_path=chromium, args=list(QUIET))


def weight(browser: Any, address: str) -> float:
    """Return what a first visit's files weigh as sent [MB], until the headline picture stands."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    sent = [0.0]
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda one: sent.__setitem__(0, sent[0] + one["encodedDataLength"]))
    page.goto(address)
    page.wait_for_selector(DRAWN)
    page.wait_for_selector("[data-chart=map][data-drawn]")
    context.close()
    return sent[0] / 1e6


def first_load(chromium: str, address: str, pid: int) -> dict[str, float]:
    """Return what a visitor waits for who comes for the first time: seconds until the headline picture stands.

    The parts are processor time of the server and work of the page's main thread [ms].
    """
    worked = processor_ms(pid)
    took, in_browser = first_visit(chromium, address, DRAWN)
    return {
        "first_load_s": took,
        "first_load_server_ms": processor_ms(pid) - worked,
        "first_load_browser_ms": in_browser,
    }


TURN = """([where, key]) => {
  const { value, min, max } = document.querySelector(where);
  return value === max ? "ArrowLeft" : value === min ? "ArrowRight" : key;
}"""
"""Script that returns the key which moves a slider on: it goes to and fro between its ends."""


def lever_moves(browser: Any, address: str, moves: int) -> dict[str, float]:
    """Return how long a lever takes from its input event to the chart's `finished` [ms], and the server's part of it."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script("localStorage.setItem('stackcraft:toured', '1')")
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("[data-band=true]")
    page.evaluate(WATCH)
    page.locator(SLIDER).focus()
    whole, server_part, bands = [], [], []
    seen, key = {page.locator(SLIDER).input_value()}, "ArrowRight"
    for _ in range(moves):
        page.evaluate("heard.length = 0")
        key = page.evaluate(TURN, [SLIDER, key])
        began = time.perf_counter()
        page.keyboard.press(key)
        page.wait_for_function("heard.some((x) => x[0] === 'moved') && heard.some((x) => x[0] === 'drawn')")
        heard = page.evaluate("heard")
        moved, drawn = (next(x for x in heard if x[0] == kind) for kind in ("moved", "drawn"))
        whole.append(drawn[1] - moved[1])
        server_part.append(drawn[2])
        page.wait_for_selector("[data-band=true]")
        if (stop := page.locator(SLIDER).input_value()) not in seen:
            bands.append(time.perf_counter() - began)
        seen.add(stop)
    context.close()
    return {
        "lever_ms_median": statistics.median(whole),
        "lever_ms_p95": sorted(whole)[int(0.95 * (len(whole) - 1))],
        "lever_ms_server_median": statistics.median(server_part),
        "lever_ms_browser_median": statistics.median(w - s for w, s in zip(whole, server_part, strict=True)),
        "bands_s_median": statistics.median(bands),
        "bands_s_most": max(bands),
    }


async def crowd(address: str, pid: int, visitors: int, moves: int) -> dict[str, float]:
    """Return what many dashboards at once cost: response of a lever [s], memory of each [MB]."""
    async with asyncio.timeout(600):
        warm = Visitor(address)
        await warm.open()
        await warm.move(LEVER, 3.0)
        alone = resident_mb(pid)
        pages = [Visitor(address, f"/?seed={k % 4 + 1}") for k in range(visitors)]  # four groups of a class
        for page in pages:
            await page.open()
        await asyncio.sleep(10)
        took: list[float] = []

        async def use(page: Visitor, k: int) -> None:
            for n in range(moves):
                await asyncio.sleep(
                    ((k * 7 + n * 3) % 20) / 2.5
                )  # people look at what they did, and don't move in step
                took.append(await page.move("lock_in", round(0.21 + 0.05 * ((n * 5 + k) % 40), 2)))

        await asyncio.gather(*(use(page, k) for k, page in enumerate(pages)))
        held = resident_mb(pid)
        for page in (*pages, warm):
            await page.close()
    return {
        "crowd_visitors": visitors,
        "crowd_lever_s_median": statistics.median(took),
        "crowd_lever_s_p95": sorted(took)[int(0.95 * (len(took) - 1))],
        "crowd_mb_each": (held - alone) / visitors,
    }


async def coming_and_going(
    address: str, pid: int, minutes: float, rest: float = 0.0, watch: Callable[[dict[str, float]], None] | None = None
) -> dict[str, float]:
    """Return how memory moves while pages are opened, used and closed [MB], half time against the end.

    Args:
        address: Of the dashboard.
        pid: Its process.
        minutes: How long.
        rest: Seconds of rest after every four pages, for a machine that others use too.
        watch: Called every five minutes with what is held.
    """
    began, opened, told = time.monotonic(), 0, 0
    held: list[float] = []
    while time.monotonic() - began < 60 * minutes:
        pages = [Visitor(address, f"/?seed={k + 2}") for k in range(4)]
        for page in pages:
            await page.open()
            await page.move(LEVER, 3.0)
        for page in pages:
            await page.close()
        opened += len(pages)
        held.append(resident_mb(pid))
        if watch and (time.monotonic() - began) // 300 > told:
            told += 1
            watch({"minutes": 5 * told, "pages": opened, "mb": held[-1]})
        await asyncio.sleep(rest)
    half = len(held) // 2
    return {
        "soak_minutes": minutes,
        "soak_pages": opened,
        "soak_mb_half_time": statistics.mean(held[half : half + 3]),
        "soak_mb_end": statistics.mean(held[-3:]),
    }


def main() -> None:
    """Print the numbers."""
    import shutil

    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--visitors", type=int, default=20)
    parser.add_argument("--minutes", type=float, default=0.0, help="how long pages come and go; an hour in the soak")
    parser.add_argument("--rest", type=float, default=0.0, help="seconds of rest after every four of those pages")
    parser.add_argument("--moves", type=int, default=40)
    given = parser.parse_args()
    chromium = os.environ.get("STACKCRAFT_BROWSER") or shutil.which("chromium") or ""

    def tell(numbers: dict[str, float]) -> None:
        for name, value in numbers.items():
            print(json.dumps({name: round(value, 3), "load": round(os.getloadavg()[0], 1)}), flush=True)

    with server() as (address, pid):
        tell({f"very_{name}": value for name, value in first_load(chromium, address, pid).items()})
        tell(first_load(chromium, address, pid))
        playwright, browser = open_browser(chromium)
        tell({"first_load_mb": weight(browser, address)})
        tell(lever_moves(browser, address, given.moves))
        browser.close()
        playwright.stop()
        tell(asyncio.run(crowd(address, pid, given.visitors, 4)))
        if given.minutes:
            tell(asyncio.run(coming_and_going(address, pid, given.minutes, given.rest, tell)))


if __name__ == "__main__":
    main()
