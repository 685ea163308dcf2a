"""Games that tests of the wargame share."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from weakref import ref

import pytest

from stackcraft.wargame.setup import Setup
from support.rooms import Table, new_room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Callable[..., Table]]:
    """Return what makes a game with people on seats: `room("us", "cn", moves=2)`; closed at the end."""
    made: list[ref[Table]] = []  # a test that makes a thousand games lets go of them
    numbers = itertools.count()

    def make(*seats: str, **setup: object) -> Table:
        table = new_room(tmp_path / f"room{next(numbers)}.game", seats, Setup(**setup))
        made.append(ref(table))
        return table

    yield make
    for table in filter(None, (known() for known in made)):
        table.game.close()
