"""Small worlds for tests of politics: two doctrines in their seats, law set by hand, months felt one by one."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from stackcraft.agents.doctrines import Doctrines, load_doctrines
from stackcraft.model import beliefs, genesis, goals, politics
from stackcraft.model.codes import CN, CUT_DOWN, LICENSE_REGIME, MINERAL_LICENSE, TARIFF, US
from stackcraft.model.ladders import MINERAL, RARE_EARTHS

from .demand_side import data, set_law

MAGNETS = MINERAL_LICENSE + RARE_EARTHS - MINERAL
"""Row of the rare-earth licenses."""


@lru_cache(maxsize=1)
def doctrines() -> Doctrines:
    """Return the shipped doctrines, read once."""
    return load_doctrines()


def contest(
    month: int = 24,
    *,
    us: str = "transactional",
    cn: str = "self_reliance",
    seed: int = 1,
    weights: Mapping[str, Mapping[str, float]] | None = None,
    **values: float,
) -> Any:
    """Return an opening world in which two doctrines sit in Washington and Beijing.

    Args:
        month: Month, January 2022 = 0.
        us: Doctrine of Washington; empty for none.
        cn: Doctrine of Beijing; empty for none.
        seed: Seed.
        weights: Columns of doctrines that differ from the shipped ones, by doctrine.
        values: Parameter values that differ from the defaults.
    """
    tables, parameters = data()
    known = doctrines()
    table = known.table.copy()
    for name, columns in (weights or {}).items():
        for column, value in columns.items():
            table[known.index[name], goals.COLUMNS.index(column)] = value
    s = genesis.build(tables, parameters, values, seed=seed, buyers=60, doctrines=table)
    s.world.month[0] = month
    for seat, name in ((US, us), (CN, cn)):
        if name:
            beliefs.take_office(s, seat, known.index[name])
    s.countries.budget[CN] = 1.2
    s.makers.revenue_year[:] = 10.0
    politics.feel(s, month - 1)
    return s


def feel(s: Any, *acts: tuple[int, int, int, float] | tuple[int, int, int, float, int]) -> None:
    """Set cells of law (instrument, issuer, target, value, class) and let the month be felt."""
    for instrument, issuer, target, value, *product in acts:
        set_law(s, instrument, issuer, target, value, *product)
    s.world.month[0] += 1
    politics.feel(s, int(s.world.month[0]))


def ban() -> tuple[int, int, int, float, int]:
    """Return a ban on cut-down chips for China, as an act."""
    return LICENSE_REGIME, US, CN, 3.0, CUT_DOWN


def relief() -> tuple[int, int, int, float, int]:
    """Return its lifting."""
    return LICENSE_REGIME, US, CN, 0.0, CUT_DOWN


def duty(rate: float, issuer: int = US) -> tuple[int, int, int, float]:
    """Return a tariff on the rival, as an act."""
    return TARIFF, issuer, CN if issuer == US else US, rate


def magnets(rung: float) -> tuple[int, int, int, float]:
    """Return a rung of rare-earth licenses toward the United States, as an act."""
    return MAGNETS, CN, US, rung


def seat(name: str) -> int:
    """Return the row of a seat."""
    return data()[0].seats.index[name]
