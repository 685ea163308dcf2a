"""A game of three teams over some moves, for tests of what it teaches."""

from collections.abc import Callable

import pytest

from support.rooms import BAN, GULF_DEAL, MAGNETS, Table

TARIFF = {"kind": "set_rule", "instrument": "tariff", "target": "cn", "value": 0.6}


@pytest.fixture
def played(room: Callable[..., Table]) -> Callable[..., Table]:
    """Return what makes a game of the United States, China and Nvidia, some moves played: `played(3)`."""

    def make(moves: int = 3, **setup: object) -> Table:
        table = room("us", "cn", "nvidia", **setup)
        for n in range(moves):
            table.submit("us", BAN, {**TARIFF, "value": 0.4 + 0.2 * (n % 3)})
            table.submit("cn", {**MAGNETS, "value": float(1 + n % 3)})
            table.submit("nvidia", {"kind": "lobby", "target": "us", "value": 4.0})
            if n == 0:
                table.do("us", "message", to=["nvidia"], text="Between us: expect a letter, and stock up.")
                table.do("us", "propose", from_seat="us", to_seat="ae", terms=list(GULF_DEAL))
            table.advance()
        return table

    return make
