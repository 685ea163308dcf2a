"""The dashboard's further pages in a browser, over the model: what they show, what they let change, what is taken away."""

import contextlib
import csv
import io
import json
import shlex
import shutil
from pathlib import Path

import pytest

from stackcraft.viz.exports import table_of
from stackcraft.wargame.game import Game
from support import axe
from support.served import answers, free_port, started
from support.small_sweep import small_sweep
from support.tree import ROOT

pytestmark = pytest.mark.browser

UP_WITHIN_SECONDS = 120
PATIENCE = 90_000
BAN = "2022-10-07-us-export-control"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return the folder in which the dashboard is started."""
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="module")
def address(folder):
    """Return the address of a dashboard over the model, with one small sweep and a sound table of one's own."""
    small_sweep(folder)
    (folder / "mine").mkdir()
    shutil.copy(ROOT / "configs/tables/countries.csv", folder / "mine")
    port = free_port()
    given = [str(port), str(folder / "results"), str(folder / "mine")]
    process = started(["-m", "support.pages_dashboard", *given], within=folder)
    address = f"http://127.0.0.1:{port}"
    answers(process, address, UP_WITHIN_SECONDS)
    yield address
    process.terminate()
    process.wait(10)


@pytest.fixture
def visit(browser, address):
    """Open a page; what went wrong and what was asked of others is kept on it."""
    contexts = []

    def open_page(path, wait, theme="light"):
        context = browser.new_context(
            viewport={"width": 1440, "height": 900}, color_scheme=theme, accept_downloads=True
        )
        contexts.append(context)
        context.add_init_script("localStorage.setItem('stackcraft:toured', '1')")
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.wrong, page.elsewhere = [], []
        page.on("response", lambda r: page.wrong.append(f"{r.status} {r.url}") if r.status >= 400 else None)
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        page.on("console", lambda line: page.wrong.append(line.text) if line.type == "error" else None)
        own = (address, address.replace("http", "ws"), "data:", "blob:")
        page.on("request", lambda r: page.elsewhere.append(r.url) if not r.url.startswith(own) else None)
        page.goto(f"{address}/{path}")
        for one in wait:
            page.wait_for_selector(one)
        return page

    yield open_page
    for context in contexts:
        context.close()


def drawn(*names):
    return [f"[data-chart={name}][data-drawn]" for name in names]


def option(page, name):
    """Return the picture that a chart draws."""
    return page.evaluate(f"document.querySelector('[data-chart={name}]').picture")


def saved(page, name, kind):
    """Return what the export of a chart gives, as bytes, with the name of the file."""
    menu = page.locator(f"[data-saves={name}]")
    menu.locator("summary").click()
    with page.expect_download() as waiting:
        menu.locator(f"[data-export={kind}]").click()
    return Path(waiting.value.path()).read_bytes(), waiting.value.suggested_filename


def shot(page, screenshots, name):
    """Keep pictures of the page as it is on a desk and on a phone, in both themes; it fits, and axe finds nothing serious."""
    for size, width, height, theme in (("desktop", 1440, 900, "light"), ("phone", 390, 844, "dark")):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=theme)
        page.wait_for_function(f"stackcraftTheme.now() === '{theme}'")
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        page.screenshot(path=screenshots / f"page-{name}-{size}-{theme}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert axe.findings(page) == []
    assert page.wrong == []
    assert page.elsewhere == []


def test_the_log_is_whole_once_the_headline_picture_stands(visit):
    page = visit("", drawn("diffusion"))
    page.wait_for_function("document.querySelectorAll('#events [data-event]').length === 40")


def numbers(rows):
    return [[float(cell) if cell not in ("", None) else None for cell in row[1:]] for row in rows]


def test_history_is_played_with_by_keyboard_shown_linked_saved_and_taken_back(visit, screenshots):
    page = visit("history?region=cn", drawn("history", "timeline"))
    before = table_of(option(page, "history")).rows
    page.locator(f"[data-act='{BAN}'] input[role=switch]").focus()
    page.keyboard.press("Space")
    for one in (*drawn("counterfactual", "difference"), "[data-why=parts]"):
        page.wait_for_selector(one)
    page.wait_for_function(f"location.search.includes('drop={BAN}')")
    after = table_of(option(page, "counterfactual"))
    assert after.rows != before
    assert "left out" in page.locator("[data-why=parts]").inner_text()

    text, name = saved(page, "counterfactual", "csv")
    rows = list(csv.DictReader(io.StringIO(text.decode())))
    assert numbers([row[c] for c in after.columns] for row in rows) == numbers(after.rows)
    stamp = {key: rows[0][key] for key in ("scenario", "version", "digest")}
    assert BAN in stamp["scenario"]
    assert name == f"stackcraft-counterfactual-{stamp['digest'][:8]}.csv"
    content = json.loads(saved(page, "counterfactual", "json")[0])
    assert {key: content[key] for key in stamp} == stamp
    assert numbers([*row.values()] for row in content["rows"]) == numbers(after.rows)
    svg = saved(page, "counterfactual", "svg")[0].decode()
    for word in (stamp["version"], stamp["digest"][:12], BAN, "<metadata>"):
        assert word in svg
    png = saved(page, "counterfactual", "png")[0]
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(png[16:20], "big") >= 1280

    shot(page, screenshots, "history")
    page.reload()
    page.wait_for_selector(drawn("counterfactual")[0])
    assert table_of(option(page, "counterfactual")).rows == after.rows
    page.locator(f"[data-act='{BAN}'] button").click()
    page.wait_for_selector("text=Nothing is changed yet")
    assert table_of(option(page, "history")).rows == before


def test_a_dot_of_the_timeline_leads_to_its_act(visit):
    page = visit("history", drawn("timeline"))
    page.evaluate(
        """stackcraftCharts.then((echarts) => {
            const chart = echarts.getInstanceByDom(document.querySelector("[data-chart=timeline]"));
            const dots = chart.getOption().series.find((one) => one.id === "acts").data;
            chart.trigger("click", { name: dots[dots.length - 1].name, data: dots[dots.length - 1] });
        })"""
    )
    page.wait_for_selector(".act.found")
    page.wait_for_function("document.activeElement.getAttribute('role') === 'switch'")


def test_a_comparison_can_be_stopped_and_begun_again_and_shows_both_sides(visit, screenshots):
    page = visit("compare?pairs=400&region=cn", ["[data-job=compare] button"])
    page.locator("[data-job=compare] button").click()
    page.wait_for_selector("[data-job=compare] >> text=Stopped")
    page.locator("[data-choice=pairs] select").select_option("10")
    for one in drawn("side-first", "side-second", "levels", "difference", "effects"):
        page.wait_for_selector(one)
    shot(page, screenshots, "compare")


def test_decisions_and_shipments_are_explained(visit, screenshots):
    page = visit("explain", [*drawn("terms"), "[data-explained=law]"])
    shot(page, screenshots, "explain")
    page.locator("[data-choice=country] select").select_option("ae")
    page.wait_for_function("location.search.includes('country=ae')")
    page.wait_for_selector("text=to United Arab Emirates")


def test_sweeps_are_opened_by_path_and_asked_and_what_may_not_be_opened_says_why(visit, screenshots):
    page = visit("sweeps?folder=..%2F..%2Fetc", ["[data-job=folder] [role=alert]"])
    assert "outside" in page.locator("[data-job=folder]").inner_text()
    page.locator("[data-ask=path] input").fill("small")
    page.keyboard.press("Enter")
    for one in drawn("tornado", "settling", "over_time"):
        page.wait_for_selector(one)
    shot(page, screenshots, "sweeps")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.locator("[data-choice=ask] input[value=discovery]").click()
    page.wait_for_selector(drawn("peeling")[0])
    shot(page, screenshots, "boxes")
    page.locator("[data-ask=condition] input").fill("chip_shar < 1")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-job=discovery] [role=alert]")
    assert page.locator("[data-ask=condition] input").get_attribute("aria-invalid") == "true"
    assert "chip_share_us" in page.locator("[data-job=discovery]").inner_text()


def test_a_thesis_is_judged_and_its_verdict_stands_in_the_list(visit, screenshots):
    page = visit("theses?worlds=20&thesis=H1", [*drawn("worlds"), "[data-verdict]"])
    page.wait_for_selector("[data-thesis=H1] em")
    assert page.locator("[data-thesis=H1] em").inner_text() == page.locator("[data-verdict]").get_attribute(
        "data-verdict"
    )
    shot(page, screenshots, "theses")


def test_the_hindcast_sets_dots_over_bands(visit, screenshots):
    page = visit("hindcast", [*drawn("observations"), "[data-facts=all]", "[data-score=within]"])
    shot(page, screenshots, "hindcast")


def test_a_session_is_taken_along_and_tables_of_ones_own_are_checked(visit, screenshots):
    page = visit(f"share?drop={BAN}&lock_in=0.3", ["[data-card=wargame]", "[data-card=tables] table"])
    assert f"drop={BAN}" in page.locator("[data-copy=link] input").input_value()
    with page.expect_download() as waiting:
        page.locator("[data-download]").click()
    assert f'drop = ["{BAN}"]' in Path(waiting.value.path()).read_text()
    shot(page, screenshots, "share")


def test_a_click_makes_a_game_of_the_session_and_says_what_serves_it(visit, screenshots, folder):
    page = visit(f"share?drop={BAN}&lock_in=0.3", ["[data-press=game]"])
    page.locator("[data-press=game]").click()
    made = page.locator("[data-made]")
    made.wait_for()
    asked = shlex.split(made.locator("[data-copy=wargame] input").input_value())
    assert asked[:3] == ["stackcraft", "wargame", "serve"]
    shot(page, screenshots, "share-made")
    there = folder / asked[3]
    assert f'drop = ["{BAN}"]' in there.with_suffix(".toml").read_text()
    with contextlib.chdir(folder):
        game = Game.open(there)
        assert game.who(asked[5]) == "facilitator"
        game.close()
