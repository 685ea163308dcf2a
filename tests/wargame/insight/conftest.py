"""A game of three teams over some moves, for tests of what it teaches."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from stackcraft.wargame import population
from stackcraft.wargame.debrief import debrief
from stackcraft.wargame.setup import Setup
from support.rooms import BAN, GULF_DEAL, MAGNETS, Table, new_room

TARIFF = {"kind": "set_rule", "instrument": "tariff", "target": "cn", "value": 0.6}


@pytest.fixture
def played(room: Callable[..., Table]) -> Callable[..., Table]:
    """Return what makes a game of the United States, China and Nvidia, some moves played: `played(3)`."""

    def make(moves: int = 3, **setup: object) -> Table:
        return play_moves(room("us", "cn", "nvidia", **setup), moves)

    return make


def play_moves(table: Table, moves: int) -> Table:
    """Play some moves of a ban, magnets and a lobby, with a secret and an offer in the first."""
    for n in range(moves):
        table.submit("us", BAN, {**TARIFF, "value": 0.4 + 0.2 * (n % 3)})
        table.submit("cn", {**MAGNETS, "value": float(1 + n % 3)})
        table.submit("nvidia", {"kind": "lobby", "target": "us", "value": 4.0})
        if n == 0:
            table.do("us", "message", to=["nvidia"], text="Between us: expect a letter, and stock up.")
            table.do("us", "propose", from_seat="us", to_seat="ae", terms=list(GULF_DEAL))
        table.advance()
    return table


@pytest.fixture(scope="module")
def over(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Table, dict[str, Any]]]:
    """Return a finished game of two moves, with its debrief among few runs without people; to be read, not changed."""
    folder = tmp_path_factory.mktemp("over")
    table = play_moves(new_room(folder / "a.game", ("us", "cn", "nvidia"), Setup()), 2)
    table.lead("finish")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(population, "PART", 4)
        people = population.Population("classroom", runs=8, folder=folder / "people")
        people.fill()
        data = debrief(table.game, population=people)
    yield table, data
    table.game.close()
