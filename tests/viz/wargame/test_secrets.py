"""Secrets: in a whole game of scripted players no frame and no page of a seat holds what belongs to another."""

import json

import pytest

from stackcraft.wargame import bots, picks
from support.dose import dose
from support.rooms_served import act, serve

MOVES = dose(2, 8)


def marks(seat_id, number):
    """Return words that only one team may read, in every field that takes words."""
    return {
        "draft": f"draft{number}of{seat_id}x", "message": f"message{number}of{seat_id}x", "offer": f"offer{number}of{seat_id}x",
        "note": f"note{number}on{seat_id}x",
    }  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Return for each audience all it was ever told in a game, and the words that were each team's alone."""
    served = serve(tmp_path_factory.mktemp("secrets") / "game.sqlite", moves=MOVES)
    game, chair = served.game, served.facilitator()
    seats = list(game.room.seats)
    players = {seat: served.player(f"Player {n}", seat) for n, seat in enumerate(seats)}
    screen, lobby = served.projector(), served.player("Watcher")
    act(chair, "start", "/control/act")
    characters = [bots.CHARACTERS[name] for name in bots.TABLE]
    scripted = {
        seat: characters[n % len(characters)](
            game, seat, game.room.seats[seat].speaker, picks.Dice(game.room.setup.seed, seat)
        )
        for n, seat in enumerate(seats)
    }
    heard = {seat: [] for seat in [*seats, "screen", "lobby"]}
    own = {seat: set() for seat in seats}

    def listen():
        served.room.publish()
        for seat, player in players.items():
            for path in ("/play", "/play/stream/state", "/play/forms", f"/pictures/{served.room.pictures()[0]}"):
                heard[seat].append(player.get(path).text)
        heard["screen"] += [screen.get(path).text for path in ("/screen", "/screen/stream/state")]
        heard["lobby"].append(lobby.get("/play/stream/state").text)

    while game.room.phase == "playing":
        for n, (seat, player) in enumerate(players.items()):
            words = marks(seat, game.room.move)
            other = seats[(n + 1) % len(seats)]
            own[seat] |= set(words.values()) - {words["note"]}
            player.post("/play/draft", json={"orders": [{"kind": words["draft"]}], "text": words["draft"]})
            act(player, "message", to=["facilitator"], text=words["message"])
            act(chair, "note", "/control/act", text=words["note"])
            party = game.room.seats[seat].card.members[0]
            conduct = {"us_labs": "release", "cn_labs": "release", "nvidia": "price", "huawei": "price"}.get(seat)
            law = {"kind": "law", "instrument": "subsidy_chips", "target": "us", "value": 1}
            term = {"party": party, **({"kind": conduct, "value": 1} if conduct else law)}
            offered = player.post("/play/act", json={"kind": "propose", "body": {
                "from_seat": seat, "to_seat": other, "terms": [term], "text": words["offer"]}})  # fmt: skip
            if offered.status_code == 200:
                own[other].add(words["offer"])
        listen()
        bots.play_move(scripted)
        listen()
        act(chair, "advance", "/control/act", force=True)
    listen()
    secrets = {seat: game.view(f"seat:{seat}") for seat in seats}
    tokens = {seat: player.cookies["stackcraft_person"] for seat, player in players.items()}
    yield heard, own, secrets, tokens, served
    game.close()


def test_no_team_reads_the_drafts_messages_or_offers_of_another(told):
    heard, own, *_ = told
    everything = set().union(*own.values())
    assert len(everything) > 2 * len(own)
    for seat, texts in heard.items():
        text = "\n".join(texts)
        assert {word for word in everything if word in text} <= own.get(seat, set()), seat
        assert "noteq" not in text
        assert "note1on" not in text


def test_every_team_reads_its_own(told):
    heard, own, *_ = told
    for seat, words in own.items():
        text = "\n".join(heard[seat])
        assert {word for word in words if word.startswith(("draft", "message"))} <= {
            word for word in words if word in text
        }


def test_no_team_reads_the_intelligence_or_the_books_of_another(told):
    heard, _, secrets, *_ = told
    for seat, view in secrets.items():
        books = json.dumps(view["intelligence"]["own"], ensure_ascii=False, separators=(",", ":"))
        estimates = json.dumps(view["intelligence"]["estimates"], ensure_ascii=False, separators=(",", ":"))
        for other, texts in heard.items():
            if other != seat:
                assert not any(len(part) > 2 and part in text for part in (books, estimates) for text in texts), (
                    seat,
                    other,
                )


def test_no_page_tells_a_key_a_code_or_another_s_link(told):
    heard, _, _, tokens, served = told
    for seat, texts in heard.items():
        text = "\n".join(texts)
        assert served.created.facilitator_key not in text
        assert served.created.projector_key not in text
        assert seat == "screen" or served.created.room_code not in text
        for token in tokens.values():
            assert token not in text


def test_the_game_s_file_holds_hashes_only(told):
    *_, tokens, served = told
    data = b"".join(path.read_bytes() for path in served.game.path.parent.glob("game.sqlite*"))
    for secret in (
        *tokens.values(),
        served.created.facilitator_key,
        served.created.projector_key,
        served.created.room_code,
    ):
        assert secret.encode() not in data
