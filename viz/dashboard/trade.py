"""Who ships to whom in a run's trailing year: licensed sales, and the ways by which cards reach China against the law."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stackcraft.model.codes import (
    ASSURANCE,
    CN,
    CUT_DOWN,
    ENFORCEMENT,
    FRONTIER,
    LICENSE_REGIME,
    MINERAL_LICENSE,
    MINERAL_TUNGSTEN,
    TIER,
    TOOL_CONTROL,
    US,
)

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Trade:
    """Trade of the year up to a month.

    Attributes:
        month: Index of the month within the run.
        shipped: Cards delivered, by product and country [thousand], shape (K, C).
        leaked: How much of what reaches China against the law comes from each country [share of it], shape (C,).
        lean: Alignment with China less alignment with the United States, by country [-1, 1], shape (C,).
        control: How far a seat's law in force restricts a country: the strictest of its controls on chips, tools and
            minerals [0, 1], shape (G, C).
        through: How the leaving cards of a country divide between hubs and the straight way (the diagonal), shape (C, C).
    """

    month: int
    shipped: Matrix
    leaked: Matrix
    lean: Matrix
    control: Matrix
    through: Matrix


def trade_of(s: Any, month: int) -> Trade:
    """Return the trade of a state's trailing year.

    The division of diverted cards between countries and hubs follows Eqs. 84 and 85 with the month's law; rows of
    `through` sum to one where anything leaves.

    Args:
        s: State at the end of the month.
        month: Its index within the run.
    """
    p = s.p
    shipped = np.array(s.shipped_year, dtype=np.float32)
    lenient = _leniency(s)
    routes = np.array(s.trade)
    straight = routes[:, CN]
    by_hub = p.hub_share * routes * (routes[:, CN] * lenient)[None, :]
    by_hub[:, CN] = 0.0
    ways = (by_hub + np.diag(straight)) * lenient[:, None]
    ways[CN] = 0.0
    total = ways.sum(axis=1)
    products = s.products
    barred = (products.stack == US) & (products.in_house == 0) & (products.license_class <= FRONTIER)
    may = (products.on_sale == 1) & (products.stack == US) & (s.legal[:, CN] > p.denial_approval)
    best = float(products.train[may].max(initial=0.0))
    worth = np.where(barred & (products.train > best), products.train, 0.0)
    leaving = (worth[:, None] * shipped).sum(axis=0) * total
    leaving[CN] = 0.0
    sum_ = float(leaving.sum())
    return Trade(
        month,
        shipped,
        np.asarray(leaving / sum_ if sum_ > 0 else leaving, dtype=np.float32),
        np.asarray(s.countries.align_cn - s.countries.align_us, dtype=np.float32),
        _control(s),
        np.asarray(
            np.divide(ways, total[:, None], out=np.zeros_like(ways), where=total[:, None] > 0), dtype=np.float32
        ),
    )


def _leniency(s: Any) -> NDArray[np.float64]:
    """Return the share of diversion that each country's own enforcement and assurances let through (Eq. 85)."""
    c = np.arange(len(s.countries))
    seat = np.asarray(s.countries.seat)
    own = np.where(seat >= 0, s.law[ENFORCEMENT, seat, c, 0], 0.0)
    promise = np.where(seat >= 0, s.law[ASSURANCE, seat, c, 0], 0.0)
    force = np.maximum(s.countries.enforcement, own)
    lenient: NDArray[np.float64] = (1.0 - s.p.enforcement_effect * force) * (1.0 - s.p.assurance_effect * promise)
    return lenient


def _control(s: Any) -> Matrix:
    """Return how far each seat's law in force restricts each country [0, 1], shape (G, C)."""
    countries = slice(0, len(s.countries))
    rungs = [s.law[LICENSE_REGIME, :, countries, kind] / 3 for kind in (FRONTIER, CUT_DOWN)]
    rungs += [s.law[TIER, :, countries, 0] / 3, s.law[TOOL_CONTROL, :, countries, 0] / 4]
    rungs += [s.law[k, :, countries, 0] / 4 for k in range(MINERAL_LICENSE, MINERAL_TUNGSTEN + 1)]
    return np.asarray(np.clip(np.max(rungs, axis=0), 0.0, 1.0), dtype=np.float32)
