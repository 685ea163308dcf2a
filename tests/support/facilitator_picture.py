"""The readme's picture of the facilitator's page: `python -m support.facilitator_picture docs/facilitator.png`.

A class of pupils plays two moves by script; in the third some are ready, some draft, and the facilitator looks ahead.
"""

import json
import shutil
import socket
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from stackcraft.wargame import bots
from stackcraft.wargame.acts import FACILITATOR
from stackcraft.wargame.game import Created, Game
from stackcraft.wargame.picks import Dice
from stackcraft.wargame.setup import Setup

from .wargame_server import Server

CLASS = {
    "us": ("Amara", "Jonas"), "cn": ("Wei", "Lucía"), "nvidia": ("Priya",), "huawei": ("Tom",), "cn_labs": ("Noor", "Sam"),
    "nl_jp": ("Femke",), "ae": ("Yusuf",), "eu": ("Clara", "Mateo"),
}  # fmt: skip
READY, SUBMITTED = ("us", "nvidia", "ae"), ("us", "cn", "nvidia", "ae", "eu")
TALK = (
    ("cn", ["us"], "Chips first, then we talk about magnets."),
    ("us", ["cn"], "Volume for six months of licenses. That is the offer."),
    ("ae", ["us"], "We would host it, with audits. How many cards?"),
)
SIZE = {"width": 1440, "height": 900}


def game_under_way(path: Path) -> tuple[Created, list[str]]:
    """Return a game in its third move, and the secrets of its people."""
    made = Game.create(path, Setup(title="Chips and magnets, class 11b", seed=7))
    game, speakers, tokens = made.game, {}, []
    for seat, names in CLASS.items():
        for name in names:
            entered = game.enter(made.room_code, name)
            game.do("assign", {"person_id": entered.person_id, "seat_id": seat}, FACILITATOR)
            speakers.setdefault(seat, entered.person_id)
            tokens.append(entered.token)
    game.do("start", {}, FACILITATOR)
    players = {seat: bots.Careful(game, seat, person, Dice(7, seat)) for seat, person in speakers.items()}
    for _ in range(2):
        bots.play_move(players)
        game.do("advance", {"force": True}, FACILITATOR)
    bots.play_move({seat: player for seat, player in players.items() if seat in SUBMITTED})
    for seat in speakers:
        if seat in SUBMITTED and seat not in READY:
            game.do("ready", {"seat_id": seat, "ready": False}, f"person:{speakers[seat]}")
    for seat, to, text in TALK:
        game.do("message", {"to": to, "text": text}, f"person:{speakers[seat]}")
    game.do("extend", {"seconds": -97}, FACILITATOR)
    return made, tokens


def present(server: Server, token: str) -> socket.socket:
    """Return the open stream of somebody's page."""
    page = socket.create_connection(("127.0.0.1", server.port))
    head = f"GET /play/stream HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nCookie: stackcraft_person={token}\r\n\r\n"
    page.sendall(head.encode())
    return page


def picture(path: Path) -> None:
    """Take the picture."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        raise FileNotFoundError("no Chromium is installed")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "class.game"
        made, tokens = game_under_way(file)
        made.game.close()
        kept = {
            "facilitator": made.facilitator_key,
            "projector": made.projector_key,
            "code": made.room_code,
            "seats": [],
        }
        file.with_suffix(".keys").write_text(json.dumps(kept))
        server = Server(file, public="http://192.168.1.20:8777")
        try:
            pages = [present(server, token) for token in tokens[:-2]]
            browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page(
                viewport=SIZE, device_scale_factor=1.5, color_scheme="light", reduced_motion="reduce"
            )
            page.goto(f"{server.address}/p/{server.facilitator_key}")
            page.locator("#look").click()
            page.locator("[data-fan][data-drawn]").nth(5).wait_for(timeout=180_000)
            page.locator('.person:has-text("Amara") .dot[data-on=true]').wait_for()
            page.mouse.move(5, 5)
            page.evaluate(
                "document.activeElement.blur(); document.getElementById('notice').hidden = true; scrollTo(0, 0)"
            )
            page.screenshot(path=path)
            browser.close()
            for one in pages:
                one.close()
        finally:
            server.stop()


if __name__ == "__main__":
    picture(Path(sys.argv[1]))
