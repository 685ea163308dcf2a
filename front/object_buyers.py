"""Buyers as plain objects, Mesa's or AgentPy's: the reference that the compiled choice of stack is measured against.

Every buyer is an agent with ordinary attributes that chooses in ordinary Python, as most such models are written.
The rule is that of `model/adoption.spend` line by line, and its draws are handed over, not drawn, so that nothing but
the form differs. `stackcraft benchmark` proves the choices equal before it compares times.
"""

import math
from collections.abc import Iterable, Sequence
from types import SimpleNamespace
from typing import Any

import mesa
import numpy as np

from stackcraft.model import adoption, offers
from stackcraft.model.codes import CN, LIGHT_CARD, US
from stackcraft.model.offers import (
    LIGHT_OPEN,
    LIVE,
    OPEN,
    OTHERS,
    REACH,
    REFUSE_PRIVATE,
    REFUSE_STATE,
    SOFTWARE_GAP,
    STANDING,
    VALUE_GAP,
)


class Chooser:
    """How a buyer that is an object chooses; attributes as in `state.BUYERS`, `country` and `model` as objects."""

    model: Any
    country: Any
    column: int
    budget: float
    weight: float
    price_w: float
    software_w: float
    state_owned: float
    taste: float
    whim: float
    train_us: float
    train_cn: float
    wish_us: float
    wish_cn: float

    def spend(self) -> None:
        """Split this month's money between stacks and products; fill `self.wish`, by product."""
        market, country = self.model.market, self.country
        p, world = market.p, market.world
        whole = self.train_us + self.train_cn
        own = (self.train_cn - self.train_us) / whole if whole > 0.0 else 0.0
        odds = (
            p.price_quality * self.price_w * country.value_gap[self.column]
            + p.software_weight * self.software_w * country.software_gap[self.column]
            + (p.lock_in + p.switching_cost * market.hard) * own
            + country.standing
            + p.taste_noise * 0.5 * self.taste
            + p.taste_monthly * 0.5 * self.whim
        )
        if country.is_china:
            odds += p.state_push * (self.state_owned - 0.35)
        cn = math.exp(odds)
        total = 1.0 + cn + market.out
        stay_out = market.out / total
        cn = cn / total * country.reach
        us = 1.0 - stay_out - cn
        refused = 0.0
        ahead = 1.0
        passes = country.passes[self.column]
        if country.is_china:
            refused = country.refuse_state * self.state_owned + country.refuse_private * (1.0 - self.state_owned)
            ahead += p.front_loading * world.hazard * min(1.0, 2.0 * passes)
        kept = us * (1.0 - refused)
        blocked = kept * (1.0 - min(1.0, passes))
        money = self.budget * country.power_room
        to_us = money * kept * ahead if passes > 0.0 else 0.0
        to_cn = money * (cn + (us * refused + p.spillover * blocked) * country.reach)
        self.wish_us = us
        self.wish_cn = cn
        light_us = light_cn = 0.0
        if country.is_china:
            light = world.light_budget * self.weight
            light_us = light * (1.0 - cn) * country.light_open * ahead
            light_cn = light * (cn + (1.0 - cn) * (1.0 - country.light_open) * p.spillover)
        wish: dict[int, float] = {}
        self.wish = wish
        for product in market.live:
            share = country.offers[product.row][self.column]
            if share <= 0.0:
                continue
            if product.stack == US:
                wish[product.row] = share * (light_us if product.is_light else to_us)
            else:
                wish[product.row] = share * (light_cn if product.is_light else to_cn)


class ObjectBuyer(Chooser, mesa.Agent):  # type: ignore[misc]
    """A buyer as a Mesa agent."""


class ObjectMarket(mesa.Model):  # type: ignore[misc]
    """A market of buyers as Mesa agents.

    Args:
        s: State whose month it takes over.
        t: The month.
    """

    def __init__(self, s: Any, t: int) -> None:
        super().__init__()
        self.market = market_of(s)
        self.products = len(s.products)
        endow([ObjectBuyer(self) for _ in s.buyers], s, t)

    def step(self) -> None:
        """Let every buyer choose."""
        self.agents.do("spend")

    def wishes(self) -> np.ndarray[Any, Any]:
        """Return what buyers wish for, shape (buyers, products) [USD bn]."""
        return wishes_of(self.agents, self.products)


def market_of(s: Any) -> SimpleNamespace:
    """Return what all buyers of a state see, as an object."""
    return SimpleNamespace(
        p=_plain(s.p),
        world=_plain(s.world[0]),
        out=math.exp(s.p.outside_option),
        hard=float(offers.difficulty(s)),
        live=[
            SimpleNamespace(row=k, stack=int(s.products["stack"][k]), is_light=s.products["design"][k] == LIGHT_CARD)
            for k in range(len(s.products))
            if s.worth[k, LIVE] > 0.0
        ],
    )


def endow(buyers: Sequence[Any], s: Any, t: int) -> None:
    """Give buyers as objects the attributes of a state's, and the draws of month `t`."""
    countries = [_country(s, c) for c in range(len(s.countries))]
    for buyer, row in zip(buyers, s.buyers, strict=True):
        for name in row.dtype.names:
            setattr(buyer, name, getattr(row, name).item())
        buyer.whim = adoption.logit_noise(s.seed, adoption.WHIM, row.key, t)
        is_cloud = buyer.segment == adoption.CLOUD and buyer.country in (US, CN)
        buyer.column = offers.CLOUDS if is_cloud else OTHERS
        buyer.country = countries[buyer.country]
        buyer.wish = {}


def wishes_of(buyers: Iterable[Any], products: int) -> np.ndarray[Any, Any]:
    """Return what buyers as objects wish for, shape (buyers, products) [USD bn]."""
    wishes = [[buyer.wish.get(row, 0.0) for row in range(products)] for buyer in buyers]
    return np.array(wishes)


def _plain(record: Any) -> SimpleNamespace:
    """Return a record as an object with ordinary numbers."""
    return SimpleNamespace(**{name: record[name].item() for name in record.dtype.names})


def _country(s: Any, c: int) -> SimpleNamespace:
    """Return what a country's buyers see, as an object."""
    terms = s.terms[c].tolist()
    return SimpleNamespace(
        is_china=c == CN,
        power_room=float(s.countries["power_room"][c]),
        value_gap=terms[VALUE_GAP : VALUE_GAP + 2],
        software_gap=terms[SOFTWARE_GAP : SOFTWARE_GAP + 2],
        passes=terms[OPEN : OPEN + 2],
        standing=terms[STANDING],
        reach=terms[REACH],
        refuse_state=terms[REFUSE_STATE],
        refuse_private=terms[REFUSE_PRIVATE],
        light_open=terms[LIGHT_OPEN],
        offers=s.offers[c].tolist(),
    )
