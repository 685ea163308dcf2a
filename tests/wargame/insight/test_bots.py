"""Bots: scripted players act as people do, and no character brings a game down."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stackcraft.wargame import bots
from stackcraft.wargame.debrief import compile_debrief
from stackcraft.wargame.game import Game
from stackcraft.wargame.setup import read_setup
from support.dose import dose

SEATS = ("us", "cn", "nvidia", "ae")


@pytest.mark.parametrize("character", bots.CHARACTERS)
def test_a_game_of_any_character_alone_ends_with_its_debrief(tmp_path, character):
    setup = read_setup({"seats": ["us", "cn", "cn_labs"], "moves": 2, "seed": 3})
    created = bots.play(tmp_path / "a.game", setup, dict.fromkeys(("us", "cn", "cn_labs"), character))
    data = compile_debrief(created.game.entries())
    created.game.close()

    assert len(data["timeline"]) == 2
    ordered = sum(len(seat["orders"]) for move in data["timeline"] for seat in move["seats"])
    assert (ordered > 0) == (character in ("careful", "ignorant"))


def test_a_hostile_player_is_refused_every_time_and_leaves_no_trace(tmp_path):
    created = Game.create(tmp_path / "a.game", read_setup({"seats": list(SEATS), "moves": 1}))
    sat = bots.fill(created, {"cn": "hostile"})
    created.game.do("start", {}, "facilitator")
    log = len(created.game.entries())
    sat["cn"].play()

    assert sat["cn"].refused >= 17
    assert len(created.game.entries()) == log
    created.game.close()


def test_careful_bots_give_reasons_and_pull_the_levers_of_their_role(tmp_path):
    created = bots.play(tmp_path / "a.game", read_setup({"seats": list(SEATS), "moves": 3, "seed": 5}))
    data = compile_debrief(created.game.entries())
    created.game.close()

    assert sum(one["reasons"] for one in data["marks"]["people"]) > 0
    assert data["quotes"]
    assert any(order["applied"] for move in data["timeline"] for seat in move["seats"] for order in seat["orders"])


@settings(deadline=None, max_examples=dose(6, 200))
@given(st.integers(0, 2**31), st.lists(st.sampled_from(sorted(bots.CHARACTERS)), min_size=3, max_size=3))
def test_any_mix_of_characters_and_seeds_replays_to_the_same_digest(tmp_path_factory, seed, characters):
    folder = tmp_path_factory.mktemp("mix")
    setup = read_setup({"seats": ["us", "cn", "ae"], "moves": 1, "seed": seed})
    created = bots.play(folder / "a.game", setup, dict(zip(("us", "cn", "ae"), characters, strict=True)))
    digest = created.game.room.moves[-1].digest
    created.game.close()
    again = Game.open(created.game.path)

    assert again.snapshot().run.digest == digest
    again.close()
