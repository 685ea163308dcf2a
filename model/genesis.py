"""Genesis: the state of the world at the opening of a run, put together from the tables."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from . import geography, industry, population, powers, state
from .codes import SEAT_KINDS
from .declarations import DECLARATIONS
from .entities import entities
from .goals import N_REASONS
from .handle import State, hold
from .indicators import INDICATORS
from .ladders import SLOTS
from .legality import RANGES
from .offers import OPEN
from .parameters import Parameter, pack
from .state import Arrays, record
from .tables import Tables


def build(
    tables: Tables,
    parameters: Mapping[str, Parameter],
    values: Mapping[str, float] | None = None,
    *,
    seed: int = 1,
    months: int = 108,
    start: int = 0,
    buyers: int = 120,
    script: Any = None,
    shocks: Any = None,
    doctrines: Any = None,
    administrations: Any = None,
    scripted_until: int = -1,
    replay: bool = False,
) -> State:
    """Return the opening state of a run.

    Args:
        tables: The data.
        parameters: Declarations of the parameters.
        values: Parameter values that differ from the defaults.
        seed: Seed of the noise tape, 0 or more.
        months: Length of the run.
        start: First month, January 2022 = 0.
        buyers: Number of buyers; at least one stands in each country.
        script: Scripted orders (state.ORDERS rows in date order).
        shocks: Exogenous shocks, shape (n, 4).
        doctrines: Doctrine table of the cast, shape (doctrines, columns).
        administrations: Who decides from when, shape (n, 3): month, seat, row of the doctrine table.
        scripted_until: Last month in which history's acts stand for the governments, -1 if none.
        replay: Whether the script is a run's recorded orders, given back while nobody decides.

    Returns:
        The state; every array freshly allocated.

    Raises:
        BadInput: If a parameter value is unknown or out of range.
    """
    s = prepare(
        tables,
        parameters,
        months=months,
        start=start,
        buyers=buyers,
        script=script,
        shocks=shocks,
        doctrines=doctrines,
        administrations=administrations,
        scripted_until=scripted_until,
        replay=replay,
    )
    return begin(s, tables, buyers, seed, pack(parameters, values or {}))


def prepare(
    tables: Tables,
    parameters: Mapping[str, Parameter],
    *,
    months: int,
    start: int,
    buyers: int,
    script: Any,
    shocks: Any,
    doctrines: Any,
    administrations: Any,
    scripted_until: int,
    replay: bool,
) -> Arrays:
    """Return the part of an opening state that follows neither from the seed nor from parameter values.

    Arguments are those of `build`. Many runs of one plan can start from copies of it.
    """
    t = tables
    n_c, n_k, n_f = len(t.countries), len(t.products), len(t.foundries)
    n_g, n_i, n_l, n_r = len(t.seats), len(t.instruments), len(t.labs), len(t.minerals)
    n_x = max(n_c, n_g)
    offset = np.zeros(len(INDICATORS) + 1, np.int64)
    offset[1:] = np.cumsum([len(entities(i.entities, t)) for i in INDICATORS])
    n_b = int(population.buyer_counts(t, buyers).sum())
    s = Arrays(
        seed=np.uint64(0),
        p=pack(parameters, {}),
        world=record(state.WORLD_STATE, 1),
        countries=geography.countries(t),
        buyers=record(state.BUYERS, n_b),
        makers=industry.makers(t),
        products=industry.products(t),
        foundries=industry.foundries(t),
        memory=industry.memory(t),
        platforms=industry.platforms(t),
        labs=powers.labs(t),
        seats=powers.seats(t),
        acts=record(state.ACTS, 4096),
        orders=record(state.ORDERS, 512 + 48 * months),
        ledger=record(state.LEDGER, 2048 + 128 * months),
        count=np.zeros(len(state.COUNTS), np.int64),
        law=np.zeros((n_i, n_g, n_x, 4)),
        allowed=np.array([[g in d.givers for g in range(len(SEAT_KINDS))] for d in DECLARATIONS], np.int8),
        issuer=powers.issuers(t),
        instruments=powers.instruments(t),
        entity=np.full(n_g, -1, np.int64),
        base=np.zeros((n_b, n_k)),
        wish=np.zeros((n_b, n_k)),
        asked=np.zeros((n_c, n_k)),
        held=np.zeros((n_c, n_k)),
        offers=np.zeros((n_c, n_k, 2)),
        worth=np.zeros((n_k, 4)),
        terms=np.zeros((n_c, 14)),
        ordered=np.zeros((n_k, n_c)),
        legal=np.ones((n_k, n_c)),
        determination=np.zeros((n_k, n_c), np.int8),
        shipped=np.zeros((n_k, n_c)),
        shipped_year=np.zeros((n_k, n_c)),
        smuggled=np.zeros(n_k),
        pipeline=np.zeros((n_k, 12)),
        wanted_past=np.ones((n_f, 12)),
        neighbours=geography.neighbours(t),
        trade=geography.trade(t),
        alignment=geography.alignment(t),
        mineral_stock=np.zeros((n_r, n_c)),
        mineral_flow=np.ones((n_r, n_c)),
        mineral_queue=np.zeros((n_r, n_c)),
        mineral_short=np.zeros((n_r, n_c)),
        substitution=np.zeros((n_r, n_c)),
        mineral_use=np.zeros((n_r, n_c)),
        mineral_pace=np.ones((n_r, n_c)),
        mineral_since=np.zeros((n_r, n_c)),
        mineral_tonnes=np.zeros(n_c),
        mineral_price=np.ones(n_r),
        minerals=geography.minerals(t),
        stance=np.tile(RANGES[:, 2], (n_g, 1)),
        channel=np.ones((n_l, 5)),
        script=record(state.ORDERS, 0) if script is None else script,
        shocks=np.zeros((0, 4)) if shocks is None else np.asarray(shocks, float).reshape(-1, 4),
        administrations=np.zeros((0, 3))
        if administrations is None
        else np.asarray(administrations, float).reshape(-1, 3),
        posture=np.zeros((SLOTS, 5)),
        reasons=np.zeros((256 + 24 * months, N_REASONS)),
        doctrines=np.zeros((1, 1)) if doctrines is None else doctrines,
        scratch=np.zeros((8, max(n_b, n_k, n_c, 64))),
        offset=offset,
        out=np.zeros((months, offset[-1])),
    )
    s.law[:] = s.instruments[:, 2][:, None, None, None]
    s.terms[:, OPEN : OPEN + 2] = 1.0  # until the first trade no market is known to be shut
    s.world.month[0] = start - 1
    s.world.start[0] = start
    s.world.scripted_until[0] = scripted_until
    s.world.replay[0] = replay
    s.world.truce_until[0] = -1
    s.world.salience[0] = 1.0
    s.world.control_strength[0] = s.world.tool_strength[0] = 1.0
    s.world.hawk[0] = 0.2
    s.world.cohesion[0] = 0.8
    return s


def begin(s: Arrays, t: Tables, buyers: int, seed: int, p: Any) -> State:
    """Return a state ready to run: put what follows from the seed and from parameter values into a prepared one.

    Args:
        s: What `prepare` returned, or a copy of it; becomes the state.
        t: The data.
        buyers: Number of buyers.
        seed: Seed of the noise tape, 0 or more.
        p: The packed parameters.
    """
    people(s, t, buyers, seed)
    return settle(s, seed, p)


def people(s: Arrays, t: Tables, buyers: int, seed: int) -> None:
    """Put in what follows from the seed: the buyers, and what they hold at the opening; arguments as for `begin`."""
    s.buyers[:] = population.buyers(t, buyers, int(seed))
    population.install(s, t)


def settle(s: Arrays, seed: int, p: Any) -> State:
    """Put in what follows from parameter values, and return the state; arguments as for `begin`."""
    s = s._replace(seed=np.uint64(seed), p=p)
    follow(s)
    return hold(s)


def follow(s: Arrays) -> None:
    """Put in what follows from the parameter values that the arrays hold."""
    s.world.effort[0] = s.p.effort_start
