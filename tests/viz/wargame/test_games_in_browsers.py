"""Games in browsers: facilitator, teams and projector play together, survive a power cut, and their pages are sound."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from support import axe as axes
from support.dose import dose
from support.wargame_server import Server

pytestmark = pytest.mark.browser

PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
BACK_WITHIN_SECONDS = dose(8.0, 2.0)  # two on a machine that does nothing else
expect.set_options(timeout=30_000)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """Return a served game."""
    server = Server(tmp_path_factory.mktemp("house") / "a.game", title="Chips and magnets")
    yield server
    server.stop()


def opener(browser):
    """Return what opens pages as people of their own, keeping what they ask for and what goes wrong; and what closes them."""
    contexts = []

    def open_page(address, *, like=None, theme="light", size=DESKTOP):
        context = browser.new_context(viewport=size, color_scheme=theme, reduced_motion="reduce")
        contexts.append(context)
        if like is not None:
            context.add_cookies(like)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.asked, page.wrong = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("response", lambda r: page.wrong.append(f"{r.status} {r.url}") if r.status >= 400 else None)
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        page.on("console", lambda line: page.wrong.append(line.text) if line.type == "error" else None)
        page.goto(address)
        return page

    def close():
        for context in contexts:
            context.close()

    return open_page, close


@pytest.fixture
def visit(browser):
    """Open pages; all are closed after the test."""
    open_page, close = opener(browser)
    yield open_page
    close()


def join(visit, house, nickname, seat_id, **how):
    page = visit(f"{house.address}/join/{house.room_code}", **how)
    page.get_by_label("Nickname").fill(nickname)
    page.get_by_role("button", name="Join").click()
    page.locator(f"[data-key=take-{seat_id}]").click()
    expect(page.locator(".choice").first).to_be_attached()
    return page


def order(page, number=0):
    """Put an order on the table: the one of that number among the most relevant."""
    page.locator(".choices").first.locator(".choice").nth(number).click()
    expect(page.locator("[data-part=saved]")).to_have_text("draft kept")


def test_a_class_plays_two_moves_and_comes_back_after_a_power_cut(visit, house, screenshots):
    chair = visit(f"{house.address}/p/{house.facilitator_key}")
    screen = visit(f"{house.address}/p/{house.projector_key}")
    expect(screen.locator(".thecode")).to_have_text(house.room_code)
    us, cn = join(visit, house, "Ada", "us"), join(visit, house, "Bo", "cn", size=PHONE)
    nvidia = join(visit, house, "Cleo <b>", "nvidia", theme="dark")
    expect(screen.locator("[data-part=who]")).to_contain_text("Cleo <b>")
    expect(chair.locator("tr[data-seat=us] .dot")).to_have_attribute("data-on", "true")
    chair.get_by_role("button", name="Begin the game").click()
    for page in (us, cn, nvidia, chair, screen):
        expect(page.locator("[data-part=moveline]")).to_contain_text("Move 1 of 8")

    # Orders are drafted, submitted, seen by the facilitator and by no one else.
    order(us)
    order(us, 1)
    us.get_by_role("button", name="Submit 2 orders").click()
    expect(us.locator(".submit .given")).to_contain_text("Submitted")
    us.get_by_role("button", name="We are ready").click()
    expect(chair.locator("tr[data-seat=us]")).to_contain_text("ready")
    expect(chair.locator("[data-part=orders] li.given")).to_have_count(2)

    # A message, and a package that the other side takes on a phone.
    us.locator("#words").fill("Magnets for chips? <i>now</i>")
    us.locator("#sayto").select_option("cn")
    us.get_by_role("button", name="Send", exact=True).click()
    us.get_by_role("button", name="Make an offer").click()
    us.locator("#offer-to").select_option("cn")
    us.locator("#promise-ours").select_option(label="Stand down")
    us.get_by_role("button", name="Send the offer").click()
    cn.get_by_role("button", name="Talk").click()
    expect(cn.locator(".said .words")).to_have_text("Magnets for chips? <i>now</i>")
    cn.get_by_role("button", name="Orders").click()
    cn.get_by_role("button", name="Accept").click()
    expect(us.locator("[data-part=deals]")).to_contain_text("struck")

    # The power goes while China types. What was typed is kept; pages come back without touch.
    order(cn)
    typed = cn.locator(".order h3").first.inner_text()
    house.kill()
    expect(us.locator("#link")).to_be_visible()
    up = house.start()
    for page in (us, cn, nvidia, chair, screen):
        expect(page.locator("#link")).to_be_hidden()
    assert time.monotonic() - up < BACK_WITHIN_SECONDS
    expect(cn.locator(".order h3").first).to_have_text(typed)
    expect(us.locator(".submit .given")).to_contain_text("Submitted")
    cn.get_by_role("button", name="Submit one order").click()
    expect(chair.locator("[data-part=orders] li.given")).to_have_count(3)

    # An order is struck out with a reason, and the move is released over those who aren't ready.
    chair.locator("[data-key=v-us-1]").click()
    chair.get_by_label("Reason").fill("Not in this class")
    chair.get_by_role("dialog").get_by_role("button", name="Veto").click()
    expect(us.locator(".submit .given")).to_contain_text("Not in this class")

    # Another is amended by the names of its values; what a team keeps stands for when it is silent.
    chair.locator("[data-key=a-us-0]").click()
    chair.get_by_role("dialog").get_by_label("Value").select_option(label="case by case")
    chair.get_by_label("Reason").fill("A milder year")
    chair.get_by_role("dialog").get_by_role("button", name="Amend").click()
    expect(us.locator(".submit .given").first).to_contain_text("case by case")
    us.get_by_role("button", name="Keep as standing orders").click()
    expect(us.locator(".submit")).to_contain_text("given in every move in which you submit nothing")

    # The facilitator keeps a note, changes a setting, and lets a free seat play along in another's shadow.
    chair.get_by_role("textbox", name="Your notes").fill("Ask China why it waited")
    chair.get_by_role("button", name="Keep", exact=True).click()
    expect(chair.locator("[data-part=notes]")).to_contain_text("Ask China why it waited")
    chair.get_by_role("button", name="Settings").click()
    chair.get_by_role("dialog").get_by_label("Title").fill("Class 11b")
    chair.get_by_role("button", name="Apply").click()
    expect(screen.locator("[data-part=title]")).to_have_text("Class 11b")
    chair.get_by_role("button", name="Change who plays India").click()
    chair.locator("#ask-mode").select_option("mirror")
    chair.locator("#ask-of").select_option(label="China")
    chair.get_by_role("button", name="Apply").click()
    expect(chair.locator("tr[data-seat=in]")).to_contain_text("shadow")

    chair.get_by_role("button", name="Release the move").click()
    chair.get_by_role("button", name="Release anyway").click()
    for page in (us, cn, nvidia, chair, screen):
        expect(page.locator("[data-part=moveline]")).to_contain_text("Move 2 of 8")
    expect(us.locator(".outcomes")).to_contain_text("Not in this class")
    expect(us.locator("[data-part=drafts]")).to_contain_text("Nothing yet")

    # Somebody comes late and joins a team; the facilitator moves him to another.
    late = join(visit, house, "Dia", "us")
    expect(late.locator("[data-part=moveline]")).to_contain_text("Move 2 of 8")
    expect(late.get_by_role("button", name="Submit: no orders")).to_be_disabled()
    chair.locator("tr[data-seat=us]").get_by_role("button", name="Dia").click()
    chair.get_by_label("Sits at").select_option(label="India")
    chair.get_by_role("button", name="Apply").click()
    expect(late.locator("[data-part=seatname]")).to_have_text("India")

    # An inject from the deck reaches everyone; undo takes the class back.
    chair.locator(".inject summary").first.click()
    chair.locator(".inject").first.get_by_role("button", name=re.compile("^Release")).click()
    chair.get_by_role("dialog").get_by_role("button", name="Release").click()
    for page in (us, screen):
        expect(page.locator(".item[data-kind=inject]").first).to_be_attached()
    chair.get_by_role("button", name="Undo", exact=True).click()
    chair.get_by_role("dialog").get_by_role("button", name="Undo").click()
    expect(us.locator("[data-part=moveline]")).to_contain_text("Move 1 of 8")

    # Nothing was asked of another host, and nothing went wrong but what the power cut explains.
    for page in (us, cn, nvidia, chair, screen, late):
        assert [url for url in page.asked if not url.startswith((house.address, "data:", "blob:"))] == []
        assert [fault for fault in page.wrong if "net::ERR_" not in fault and "Failed to fetch" not in fault] == []
    chair.screenshot(path=screenshots / "wargame-control.png")


@pytest.fixture(scope="module")
def class_under_way(browser, tmp_path_factory):
    """Return a game in its second move, and the cookies of somebody on every kind of page."""
    visit, close = opener(browser)
    server = Server(tmp_path_factory.mktemp("class") / "b.game", title="Chips and magnets")
    chair = visit(f"{server.address}/p/{server.facilitator_key}")
    screen = visit(f"{server.address}/p/{server.projector_key}")
    us, cn = join(visit, server, "Ada", "us"), join(visit, server, "Bo", "cn")
    lobby = visit(f"{server.address}/join/{server.room_code}")
    lobby.get_by_label("Nickname").fill("Emil")
    lobby.get_by_role("button", name="Join").click()
    chair.get_by_role("button", name="Begin the game").click()
    order(us)
    us.get_by_role("button", name="Submit one order").click()
    chair.get_by_role("button", name="Release the move").click()
    chair.get_by_role("button", name="Release anyway").click()
    expect(us.locator("[data-part=moveline]")).to_contain_text("Move 2 of 8")
    order(us)
    us.get_by_role("button", name="Make an offer").click()
    us.locator("#offer-to").select_option("cn")
    us.locator("#promise-ours").select_option(label="Stand down")
    us.get_by_role("button", name="Send the offer").click()
    expect(cn.locator("[data-open=true]")).to_be_visible()
    cn.locator("#words").fill("Not yet.")
    cn.get_by_role("button", name="Send", exact=True).click()
    expect(chair.locator("[data-part=talk] .said")).to_have_count(1)
    pages = {"lobby": lobby, "team": us, "offered": cn, "control": chair, "screen": screen}
    cookies = {name: page.context.cookies() for name, page in pages.items()}
    close()
    yield server, {"join": None, **cookies}
    server.stop()


PATHS = {"join": "/", "lobby": "/play", "team": "/play", "offered": "/play", "control": "/control", "screen": "/screen"}


SOME = [
    ("join", "phone", "light"),
    ("team", "desktop", "light"),
    ("team", "phone", "dark"),
    ("control", "desktop", "dark"),
]
ALL = [(name, look, theme) for name in PATHS for look in ("desktop", "phone") for theme in ("light", "dark")]


@pytest.mark.parametrize(("name", "look", "theme"), dose(SOME, ALL))
def test_every_page_fits_its_screen_and_axe_finds_nothing_serious(
    visit, class_under_way, screenshots, name, look, theme
):
    size = DESKTOP if look == "desktop" else PHONE
    server, cookies = class_under_way
    page = visit(f"{server.address}{PATHS[name]}", like=cookies[name], theme=theme, size=size)
    if name in ("team", "offered"):
        expect(page.locator(".choice").first).to_be_attached()
    if name == "control":
        expect(page.locator("tr[data-seat]").first).to_be_visible()
    tabs = page.locator(".nav button[data-tab]")
    shown = [None] if size == DESKTOP or tabs.count() == 0 else list(range(tabs.count()))
    for tab in shown:
        if tab is not None:
            tabs.nth(tab).click()
        end = "" if tab is None else f"-{tab}"
        for fold in page.locator("details.fold, details.deckbox").all():
            fold.evaluate("part => { part.open = true; }")
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert axes.findings(page) == []
        page.screenshot(path=screenshots / f"wargame-{name}-{look}-{theme}{end}.png", full_page=size == DESKTOP)
    assert page.wrong == []


def test_the_keyboard_alone_gives_an_order(visit, class_under_way):
    server, cookies = class_under_way
    page = visit(f"{server.address}/play", like=cookies["offered"])
    page.locator(".choice").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".order")).to_have_count(1)
    page.locator("#give").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".submit .given")).to_contain_text("Submitted")
    page.locator(
        "[data-key=yes-" + page.locator("[data-open=true] button").first.get_attribute("data-key")[4:] + "]"
    ).focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=deals]")).to_contain_text("struck")


def test_a_page_without_a_stream_follows_by_version_and_fetch(visit, class_under_way):
    server, cookies = class_under_way
    page = visit(f"{server.address}/play", like=cookies["team"])
    expect(page.locator(".choice").first).to_be_attached()
    page.route(re.compile(r"/play/stream$"), lambda route: route.abort())
    page.reload()
    expect(page.locator("[data-part=moveline]")).to_contain_text("Move 2 of 8")


def test_axe_is_the_one_that_is_named():
    assert "axe v4.14.1" in (Path(axes.__file__).parent / "axe.min.js").read_text(encoding="utf-8")[:200]
