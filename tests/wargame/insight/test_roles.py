"""Role sheets, casts and decks: what a team is told fits what it can do."""

from pathlib import Path

import pytest

from stackcraft.model.places import configs_dir
from stackcraft.model.problems import BadInput
from stackcraft.model.tables import load_tables
from stackcraft.wargame.catalogue import catalogue
from stackcraft.wargame.injects import decks, read_deck
from stackcraft.wargame.roles import casts, read_casts, read_roles, roles
from stackcraft.wargame.scores import sheet

TEXT = (configs_dir() / "wargame" / "roles.toml").read_text(encoding="utf-8")


def test_every_seat_that_a_game_may_have_has_a_role_sheet():
    assert set(roles()) == {seat_id for seat_id, card in catalogue().items() if card.members}
    assert len(roles()) >= 15


def test_casts_reach_from_three_seats_to_fifteen_and_play_no_seat_twice():
    assert [len(cast.seats) for cast in casts().values()] == [3, 6, 10, 11, 15]
    for cast in casts().values():
        members = [member for seat in cast.seats for member in catalogue()[seat].members]
        assert len(set(members)) == len(members)


@pytest.mark.parametrize("seat_id", roles())
def test_a_role_sheet_keeps_some_weights_back_until_the_hot_wash(seat_id):
    role = roles()[seat_id]
    told = sheet(role)

    assert sum(part.weight for part in role.score) == 100
    assert any(part["weight"] is None for part in told["score"])
    assert all(part["weight"] for part in sheet(role, revealed=True)["score"])


def test_the_levers_of_every_role_are_order_forms_that_the_seat_has(room):
    seats = casts()["fifteen"].seats
    table = room(seats=seats)
    for seat_id in seats:
        forms = {form["form_id"] for form in table.game.forms(seat_id)["orders"]}
        levers = [one["form_id"] for one in table.game.view(f"seat:{seat_id}")["relevant"]]
        assert 4 <= len(levers) <= 5
        assert set(levers) <= forms, seat_id


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("weight = 35", "weight = 36", "weights add up to 101"),
        ('"compute_lead"', '"compute_leed"', "Did you mean compute_lead"),
        ('sense = "less"', 'sense = "worse"', "Input should be 'more' or 'less'"),
        ("yardstick = 1.5", "yardstick = 0", "greater than 0"),
        ("hint =", "hnt =", "Did you mean hint"),
        ('form = "tariff"', 'form = "tarif"', "Did you mean tariff"),
        ('"smuggling"', '"smugling"', "Did you mean smuggling"),
        ("above = 0.3", "above = 0.3\nbelow = 0.1", "one of above and below"),
        ('entry = "threat_failed"', 'entry = "threat"', "kind of ledger entry"),
        ("[congress", "[congres", "Did you mean congress"),
    ],
)
def test_faults_in_role_sheets_are_told_with_their_place_and_the_nearest_name(tmp_path: Path, old, new, says):
    path = tmp_path / "roles.toml"
    path.write_text(TEXT.replace(old, new), encoding="utf-8")

    with pytest.raises(BadInput) as caught:
        read_roles(path, load_tables())
    assert says in str(caught.value)
    assert "roles.toml" in str(caught.value)


def test_all_faults_of_a_file_are_told_together(tmp_path: Path):
    path = tmp_path / "casts.toml"
    path.write_text('[a]\ntitle = "A"\ntext = "B"\nseats = ["uss", "chn"]\n[b]\ntitle = "A"\n', encoding="utf-8")

    with pytest.raises(BadInput) as caught:
        read_casts(path, roles())
    assert len(caught.value.problems) == 4


def test_decks_offer_events_that_move_the_world_and_words_that_move_none():
    cards = [card for deck in decks().values() for card in deck.cards]

    assert len(cards) >= 15
    assert any(card.changes_world for card in cards)
    assert any(not card.changes_world for card in cards)
    assert all(card.teaches for card in cards)


def test_a_faulty_deck_is_refused_with_all_that_is_wrong(tmp_path: Path):
    path = tmp_path / "mine.toml"
    path.write_text(
        'title = "Mine"\ntext = "x"\n[a]\ntitle = "A"\ntext = "B"\nshocks = [{ shock = "salince", value = 1 }]\n'
        '[b]\ntitle = "A"\ntxt = "B"\n[c]\ntitle = "C"\ntext = ""\norders = [{ seat = "us", kind = "set_rule", '
        'instrument = "tarif", target = "cn" }]\n',
        encoding="utf-8",
    )
    with pytest.raises(BadInput) as caught:
        read_deck(path, load_tables())
    told = str(caught.value)
    assert "Did you mean salience" in told
    assert "unknown key 'txt'" in told
    assert "Did you mean tariff" in told
