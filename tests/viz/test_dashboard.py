"""The dashboard in a browser: opens offline, answers to its levers, keeps to itself, and looks as it should."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from support.tree import ROOT

pytestmark = pytest.mark.browser

UP_WITHIN_SECONDS = 60
DRAWN = "[data-chart=diffusion][data-drawn]"


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture(scope="module")
def dashboard():
    """Return the address of a dashboard over made-up runs, in a process of its own."""
    port = free_port()
    path = os.pathsep.join([str(ROOT / "tests"), *(str(Path(p).resolve()) for p in sys.path if p)])
    process = subprocess.Popen(
        [sys.executable, "-m", "support.fake_dashboard", str(port)], cwd=ROOT, env={**os.environ, "PYTHONPATH": path}
    )
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + UP_WITHIN_SECONDS
    while True:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=1)
            break
        except OSError:
            assert process.poll() is None, "the dashboard ended at once"
            assert time.monotonic() < deadline, "the dashboard didn't answer in time"
    yield address
    process.terminate()
    process.wait(10)


@pytest.fixture
def visit(browser, dashboard):
    """Open the dashboard at a size and in a theme; what it asked for and what went wrong is kept on the page."""
    contexts = []

    def open_page(width=1440, height=900, theme="light", query="", toured=True):
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme)
        contexts.append(context)
        if toured:
            context.add_init_script("localStorage.setItem('stackcraft:toured', '1')")
        page = context.new_page()
        page.asked, page.wrong, page.sent = [], [], 0
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("response", lambda r: page.wrong.append(f"{r.status} {r.url}") if r.status >= 400 else None)
        page.on("requestfailed", lambda request: page.wrong.append(f"failed {request.url}"))
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        page.on("console", lambda line: page.wrong.append(line.text) if line.type == "error" else None)
        page.goto(dashboard + query)
        page.wait_for_selector(DRAWN)
        return page

    yield open_page
    for context in contexts:
        context.close()


def kpi(page, name="us_share"):
    return page.locator(f"[data-kpi={name}] .v").inner_text()


def lock_in(page):
    """Return the slider of lock-in, whose group of levers is opened first."""
    page.locator("[data-tab=world]").click()
    page.locator("[data-choice=group]").select_option("adoption")
    return page.locator("#lever-lock_in")


def pixels(page):
    return page.locator("[data-chart=diffusion] canvas").first.screenshot()


def test_the_page_asks_its_own_server_only_and_everything_it_asks_for_is_there(visit, dashboard):
    page = visit()
    page.wait_for_selector("[data-chart=map][data-drawn]")
    elsewhere = [
        url for url in page.asked if not url.startswith((dashboard, dashboard.replace("http", "ws"), "data:", "blob:"))
    ]
    assert elsewhere == []
    assert page.wrong == []
    assert page.locator("html").get_attribute("lang") == "en"
    assert "user-scalable" not in page.locator("meta[name=viewport]").get_attribute("content")


def test_a_lever_moved_by_keyboard_changes_number_picture_and_reason_and_can_be_taken_back(visit):
    page = visit()
    before, picture = kpi(page), pixels(page)
    page.evaluate("addEventListener('stackcraft:drawn', (e) => { window.drawn ||= e.detail.name === 'diffusion'; })")
    lock_in(page).focus()
    for _ in range(6):
        page.keyboard.press("ArrowLeft")
    page.wait_for_selector("text=0.8 → 0.2")
    page.wait_for_function("window.drawn")
    assert kpi(page) != before
    assert pixels(page) != picture
    assert "▼" in page.locator("[data-kpi=us_share] .d").inner_text()
    page.get_by_role("button", name="Undo").click()
    page.wait_for_selector("text=Nothing has been changed yet")
    assert kpi(page) == before
    assert lock_in(page).get_attribute("aria-valuetext") == "0.8"
    assert page.wrong == []


def test_what_the_reader_zoomed_into_stays_when_a_lever_moves(visit):
    page = visit()
    page.evaluate(
        """stackcraftCharts.then((echarts) => {
            window.chart = echarts.getInstanceByDom(document.querySelector("[data-chart=diffusion]"));
            chart.dispatchAction({type: "dataZoom", start: 40, end: 80});
        })"""
    )
    lock_in(page).focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_selector("text=0.8 → 0.7")
    zoom = page.evaluate("chart.getOption().dataZoom[0]")
    assert (zoom["start"], zoom["end"]) == (40, 80)


def test_a_link_restores_the_view_and_what_it_can_t_mean_is_said(visit):
    page = visit(query="/?region=gulf&lock_in=0.3&layer=cloud")
    page.wait_for_selector("text=0.8 → 0.3")
    assert page.locator("[data-choice=region] select").input_value() == "gulf"
    assert page.locator("[role=alert]").inner_text().startswith("Part of this link was left out")
    lock_in(page).focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("location.search === '?lock_in=0.2&region=gulf'")


def test_the_theme_can_be_changed_and_is_remembered(visit):
    page = visit(theme="light")
    page.get_by_role("button", name="Change to the dark theme").click()
    page.wait_for_selector("[data-chart=diffusion][data-theme=dark]")
    page.reload()
    page.wait_for_selector("[data-chart=diffusion][data-theme=dark]")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(11, 20, 34)"


@pytest.mark.parametrize(
    ("name", "width", "height", "theme"),
    [
        ("desktop-light", 1440, 900, "light"),
        ("desktop-dark", 1440, 900, "dark"),
        ("phone-light", 390, 844, "light"),
        ("phone-dark", 390, 844, "dark"),
    ],
)
def test_the_page_fits_its_screen(visit, screenshots, name, width, height, theme):
    page = visit(width, height, theme)
    lock_in(page).focus()
    for _ in range(6):
        page.keyboard.press("ArrowLeft")
    page.wait_for_selector("text=0.8 → 0.2")
    page.wait_for_selector("[data-chart=map][data-drawn]")
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    page.screenshot(path=screenshots / f"dashboard-{name}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("nav.nav").is_visible() == (width < 760)
