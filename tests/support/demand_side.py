"""Small worlds for tests of the demand side: the real data, few buyers, and what is on sale in a month."""

from functools import lru_cache
from typing import Any

from stackcraft.model import genesis
from stackcraft.model.codes import CN, RACK, VARIANT
from stackcraft.model.parameters import load_parameters
from stackcraft.model.rulebook import enact
from stackcraft.model.tables import Tables, load_tables


@lru_cache(maxsize=1)
def data() -> tuple[Tables, Any]:
    """Return the tables and the parameters' declarations, read once."""
    return load_tables(), load_parameters()


def world(month: int = 24, *, buyers: int = 60, seed: int = 1, **values: float) -> Any:
    """Return the opening world with the products that are on sale in a month.

    Args:
        month: Month, January 2022 = 0.
        buyers: Number of buyers.
        seed: Seed.
        values: Parameter values that differ from the defaults.
    """
    tables, parameters = data()
    s = genesis.build(tables, parameters, values, seed=seed, buyers=buyers)
    s.world.month[0] = month
    q = s.products
    q.on_sale[:] = (q.ready <= month) & (q.design != RACK) & (q.design != VARIANT)
    return s


def sell_variant(s: Any, name: str) -> int:
    """Put a cut-down card on sale in China, where nothing else of the US stack is legal; return its row."""
    k = product(name)
    s.products.on_sale[k] = 1
    s.legal[s.products.stack == 0, CN] = 0.0
    s.legal[k, CN] = 1.0
    return k


def country(name: str) -> int:
    """Return the row of a country."""
    return data()[0].countries.index[name]


def product(name: str) -> int:
    """Return the row of a product."""
    return data()[0].products.index[name]


def set_law(s: Any, instrument: int, issuer: int, target: int, value: float, product_class: int = 0) -> None:
    """Put a value in force at once."""
    enact(s, instrument, issuer, target, product_class, value, int(s.world.month[0]), -1, 1, -1, 1)
