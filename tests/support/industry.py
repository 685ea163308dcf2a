"""Small worlds for tests of the industry: the real data, few buyers, law set by hand, phases run one by one."""

from typing import Any

from stackcraft.model import adoption, diversion, genesis, licensing, market, rulebook, supply
from stackcraft.model.codes import (
    CN,
    DENSITY_THRESHOLD,
    FRONTIER,
    INTERCONNECT_THRESHOLD,
    LICENSE_REGIME,
    PERFORMANCE_THRESHOLD,
    PRESUMPTION_OF_DENIAL,
    US,
)
from support.demand_side import data, product

NONE = -1


def world(*, buyers: int = 50, seed: int = 1, **values: float) -> Any:
    """Return the opening world; parameters that differ from the defaults by name."""
    tables, parameters = data()
    return genesis.build(tables, parameters, values, seed=seed, buyers=buyers)


def enact(s: Any, instrument: int, target: int, value: float, product_class: int = 0, issuer: int = US,
          in_force: int | None = None) -> None:  # fmt: skip
    """Announce law that binds at once, or from a month on."""
    month = int(s.world.month[0])
    binds = month if in_force is None else in_force
    rulebook.enact(s, instrument, issuer, target, product_class, value, binds, NONE, 1, NONE, int(s.count[0]))


def october_2022(s: Any) -> None:
    """Put the rule of October 2022 in force."""
    enact(s, PERFORMANCE_THRESHOLD, 0, 4800.0)
    enact(s, INTERCONNECT_THRESHOLD, 0, 600.0)
    enact(s, LICENSE_REGIME, CN, float(PRESUMPTION_OF_DENIAL), FRONTIER)


def october_2023(s: Any) -> None:
    """Put the rule of October 2023 in force."""
    enact(s, PERFORMANCE_THRESHOLD, 0, 4800.0)
    enact(s, INTERCONNECT_THRESHOLD, 0, 0.0)
    enact(s, DENSITY_THRESHOLD, 0, 5.92)
    enact(s, LICENSE_REGIME, CN, float(PRESUMPTION_OF_DENIAL), FRONTIER)


def january_2026(s: Any) -> None:
    """Put the thresholds of January 2026 in force."""
    enact(s, PERFORMANCE_THRESHOLD, 0, 21000.0)
    enact(s, INTERCONNECT_THRESHOLD, 0, 0.0)
    enact(s, DENSITY_THRESHOLD, 0, 0.0)
    enact(s, LICENSE_REGIME, CN, float(PRESUMPTION_OF_DENIAL), FRONTIER)


def month(s: Any, t: int) -> None:
    """Run the industry's and the buyers' rules of one month, without seats."""
    s.world.month[0] = t
    rulebook.turn_calendar(s, t)
    supply.produce(s, t)
    licensing.determine(s, t)
    market.trade(s, t)
    diversion.divert(s, t)
    adoption.adopt(s, t)


def make(s: Any, t: int) -> None:
    """Run supply and licensing of one month, without buyers."""
    s.world.month[0] = t
    rulebook.turn_calendar(s, t)
    supply.produce(s, t)
    licensing.determine(s, t)


def see(s: Any, t: int) -> None:
    """Class products and set what passes in a month."""
    s.world.month[0] = t
    rulebook.turn_calendar(s, t)
    licensing.determine(s, t)


def busy(s: Any, scarcity: float = 2.0) -> Any:
    """Make packaging scarce, by orders of the H100 from outside China and of the H20 from inside."""
    q = s.products
    for name, side in (("h100", "out"), ("h20", "cn")):
        k = product(name)
        q.on_sale[k], q.ready[k], q.awaited[k] = 1, 0, 0
        s.legal[k, :] = 1.0
        q[f"fresh_{side}"][k] = scarcity * s.foundries.capacity[0] * q.per_wafer[k] / 2.0
    return s


def wafers(s: Any, name: str) -> float:
    k = product(name)
    return float(s.products.started[k] / s.products.per_wafer[k])
