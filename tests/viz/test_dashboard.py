"""The dashboard in a browser: opens offline, answers to its levers, keeps to itself, and looks as it should."""

import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest

from support import axe
from support.served import answers, free_port, started
from support.spoken import unmarked, words_on

pytestmark = pytest.mark.browser

UP_WITHIN_SECONDS = 60
DRAWN = "[data-chart=diffusion][data-drawn]"


@pytest.fixture(scope="module")
def dashboard():
    """Return the address of a dashboard over made-up runs, in a process of its own."""
    with serving() as address:
        yield address


@contextmanager
def serving(**settings):
    port = free_port()
    process = started(["-m", "support.fake_dashboard", str(port)], **settings)
    address = f"http://127.0.0.1:{port}"
    answers(process, address, UP_WITHIN_SECONDS)
    try:
        yield address
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def visit(browser, dashboard):
    """Open the dashboard at a size and in a theme; what it asked for and what went wrong is kept on the page."""
    contexts = []

    def open_page(width=1440, height=900, theme="light", query="", toured=True, address=dashboard):
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
        page.goto(address + query)
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


MEASURED = """window.measured = [];
const measure = CanvasRenderingContext2D.prototype.measureText;
CanvasRenderingContext2D.prototype.measureText = function (text) { measured.push(text); return measure.call(this, text); };"""


def test_no_picture_has_the_browser_look_through_all_fonts_for_a_chinese_character(visit):
    page = visit()
    page.add_init_script(MEASURED)
    page.reload()
    page.wait_for_selector("[data-chart=map][data-drawn]")
    measured = page.evaluate("measured")
    assert measured
    assert [text for text in measured if not text.isascii() and "\u4e00" <= text[0] <= "\u9fff"] == []


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


def test_a_lever_follows_the_undo_also_where_the_browser_is_slow(visit):
    page = visit()
    page.add_init_script(
        "const wait = window.setTimeout; window.setTimeout = (act, ms, ...more) => wait(act, ms === 50 ? 3000 : ms, ...more);"
    )
    page.reload()
    page.wait_for_selector(DRAWN)
    lock_in(page).focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_selector("text=0.8 → 0.7")
    page.get_by_role("button", name="Undo").click()
    page.wait_for_selector("text=Nothing has been changed yet")
    page.wait_for_selector("#lever-lock_in[aria-valuetext='0.8']")


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


def test_a_lever_moved_is_in_the_link_and_a_reload_shows_the_same(visit):
    page = visit(query="/?region=gulf")
    slider = page.locator("[data-lever='us.license_regime.cn.cut_down'] input")
    slider.focus()
    page.keyboard.press("End")
    page.wait_for_function("location.search.includes('us.license_regime.cn.cut_down=3@')")
    page.wait_for_selector(".why b")
    before, number, why = pixels(page), kpi(page), page.locator(".why").inner_text()
    page.reload()
    page.wait_for_selector(DRAWN)
    page.wait_for_selector(".why b")
    assert (kpi(page), page.locator(".why").inner_text()) == (number, why)
    assert pixels(page) == before


def test_two_sessions_don_t_mix(visit):
    one, other = visit(), visit()
    before = kpi(other)
    lock_in(one).focus()
    one.keyboard.press("Home")
    one.wait_for_function("document.querySelector('[data-kpi=us_share] .d').textContent.includes('▼')")
    assert kpi(other) == before
    other.reload()
    other.wait_for_selector(DRAWN)
    assert kpi(other) == before
    assert "lock_in" not in other.url


def test_the_transport_leads_through_the_months_without_the_server(visit):
    page = visit()
    end = kpi(page)
    page.locator("[data-go=back]").click()
    page.wait_for_function("document.querySelector('[data-date]').textContent === '2030-11'")
    page.wait_for_function("location.search === '?month=2030-11'")
    page.locator("input.scrub").focus()
    page.keyboard.press("Home")
    page.wait_for_function("document.querySelector('[data-date]').textContent === '2022-01'")
    assert kpi(page) != end
    assert page.locator(".log li").count() == 0
    page.locator("[data-go=play]").click()
    page.wait_for_function("document.querySelectorAll('.log li').length > 0")
    page.locator("[data-go=play]").click()
    paused = page.locator("[data-date]").inner_text()
    assert "2022-01" < paused < "2030-12"
    page.wait_for_function("(month) => location.search === `?month=${month}`", arg=paused)


def test_keys_play_step_and_undo(visit):
    page = visit()
    page.locator("[data-lever='us.tariff.cn'] input").focus()
    page.keyboard.press("End")
    page.wait_for_function("location.search.includes('us.tariff.cn')")
    page.keyboard.press("Control+z")
    page.wait_for_function("location.search === ''")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press(",")
    page.wait_for_function("document.querySelector('[data-date]').textContent === '2030-11'")


def test_a_lever_s_card_opens_by_keyboard_keeps_the_focus_and_gives_it_back(visit):
    page = visit()
    page.get_by_role("button", name="? About License regime").focus()
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog", name="License regime")
    card.wait_for()
    for _ in range(5):
        page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('[role=dialog]').contains(document.activeElement)")
    page.keyboard.press("Escape")
    card.wait_for(state="detached")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "? About License regime"


def test_a_first_visitor_is_led_through_five_steps_once(visit):
    page = visit(toured=False)
    for k in range(1, 6):
        page.wait_for_selector(f"text={k} / 5")
        page.locator("[data-tour=next]").click()
    page.wait_for_selector(".tour", state="detached")
    page.reload()
    page.wait_for_selector(DRAWN)
    assert page.evaluate("localStorage.getItem('stackcraft:toured')") == "1"


@pytest.mark.parametrize(("path", "said"), [("/histori", "/history"), ("/nowhere/at/all", "These are the pages")])
def test_an_address_that_leads_nowhere_leads_on(dashboard, path, said):
    asked = urllib.request.Request(dashboard + path, headers={"Accept": "text/html"})
    with pytest.raises(urllib.error.HTTPError) as answer:
        urllib.request.urlopen(asked)
    text = answer.value.read().decode()
    assert answer.value.code == 404
    assert said in text
    assert 'href="/"' in text


def test_an_address_that_leads_nowhere_is_escaped(dashboard):
    asked = urllib.request.Request(f"{dashboard}/%3Cscript%3Ealert(1)%3C/script%3E", headers={"Accept": "text/html"})
    with pytest.raises(urllib.error.HTTPError) as answer:
        urllib.request.urlopen(asked)
    assert "<script>alert" not in answer.value.read().decode()


def test_an_unknown_scenario_in_a_link_shows_history_and_says_so(visit):
    page = visit(query="/?scenario=tigth")
    assert "Did the link mean “tight”?" in page.locator("[role=alert]").inner_text()
    assert page.locator("[data-choice=scenario] select").input_value() == "history"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(visit, theme):
    page = visit(theme=theme, query="/?lock_in=0.3&region=cn")
    page.wait_for_selector(".why b")
    page.wait_for_selector("[data-chart=map][data-drawn]")
    assert axe.findings(page) == []
    page.get_by_role("button", name="? About License regime").click()
    page.get_by_role("dialog", name="License regime").wait_for()
    assert axe.findings(page) == []


def test_every_text_of_the_page_is_in_the_catalogue(visit):
    with serving(STACKCRAFT_LANGUAGE="pseudo") as address:
        page = visit(address=address, query="/?lock_in=0.3")
        page.wait_for_selector(".why b")
        page.get_by_role("button", name="License regime").first.click()
        page.wait_for_selector("[role=dialog] dl")
        spoken = words_on(page)
    assert len(spoken) > 60
    assert unmarked(spoken) == []
