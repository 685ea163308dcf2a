"""Genesis: the state of the world at the opening of a run, built from the tables."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from . import adoption, compute, state
from .codes import CN, COUNTRY, DESIGNS, ENTITY, REGIONS, SEAT_KINDS, STACKS, US, WORLD
from .declarations import DECLARATIONS
from .handle import State, hold
from .indicators import CHINA, COUNTRIES_, FIRMS, INDICATORS, PAIRS, PLACES, SOFTWARE
from .ladders import SLOTS
from .legality import RANGES
from .noise import draw, key, normal
from .parameters import Parameter, pack
from .state import Arrays, record
from .tables import Tables

UNDECIDED = 10**6
"""`ready` of a product whose maker has not decided to make it."""

PAIRS_REPORTED = ("us_of_cn", "cn_of_us")

BUYER_SIZE = draw("genesis.buyer_size", "how large each buyer is within its country and segment")


def entities(kind: str, tables: Tables) -> tuple[str, ...]:
    """Return the entities an indicator is reported for."""
    if kind == PLACES:
        return REGIONS + tables.countries.ids
    if kind == COUNTRIES_:
        return tables.countries.ids
    if kind == FIRMS:
        return tables.makers.ids
    if kind == SOFTWARE:
        return tables.platforms.ids
    if kind == PAIRS:
        return PAIRS_REPORTED
    return ("cn",) if kind == CHINA else ("world",)


def buyer_counts(tables: Tables, n: int) -> np.ndarray:
    """Return how many buyers stand in each country: one at least, the rest by the square root of demand.

    China counts as a quarter of the world's demand here. Largest remainders, so that counts sum to `n` where `n`
    is at least the number of countries.
    """
    weight = np.sqrt(np.asarray(tables.countries["accel_demand_2024"], float))
    weight[CN] = 0.5 * weight.max()
    spare = max(0, n - len(weight)) * weight / weight.sum()
    counts = 1 + np.floor(spare).astype(int)
    order = np.argsort(-(spare - np.floor(spare)), kind="stable")
    counts[order[: max(0, n - counts.sum())]] += 1
    return np.asarray(counts)


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
    n_b = int(buyer_counts(t, buyers).sum())
    s = Arrays(
        seed=np.uint64(0),
        p=pack(parameters, {}),
        world=record(state.WORLD_STATE, 1),
        countries=_countries(t),
        buyers=record(state.BUYERS, n_b),
        makers=_makers(t),
        products=_products(t),
        foundries=_foundries(t),
        memory=_memory(t),
        platforms=_platforms(t),
        labs=_labs(t),
        seats=_seats(t),
        acts=record(state.ACTS, 4096),
        orders=record(state.ORDERS, 512 + 48 * months),
        ledger=record(state.LEDGER, 2048 + 128 * months),
        count=np.zeros(len(state.COUNTS), np.int64),
        law=np.zeros((n_i, n_g, n_x, 4)),
        allowed=np.array([[g in d.givers for g in range(len(SEAT_KINDS))] for d in DECLARATIONS], np.int8),
        issuer=_issuers(t),
        instruments=_instruments(t),
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
        neighbours=_neighbours(t),
        trade=_trade(t),
        alignment=_alignment(t),
        mineral_stock=np.zeros((n_r, n_c)),
        mineral_flow=np.ones((n_r, n_c)),
        mineral_queue=np.zeros((n_r, n_c)),
        mineral_short=np.zeros((n_r, n_c)),
        substitution=np.zeros((n_r, n_c)),
        mineral_use=np.zeros((n_r, n_c)),
        mineral_pace=np.ones((n_r, n_c)),
        mineral_tonnes=np.zeros(n_c),
        mineral_price=np.ones(n_r),
        minerals=_minerals(t),
        stance=np.tile(RANGES[:, 2], (n_g, 1)),
        channel=np.ones((n_l, 5)),
        script=record(state.ORDERS, 0) if script is None else script,
        shocks=np.zeros((0, 4)) if shocks is None else np.asarray(shocks, float).reshape(-1, 4),
        administrations=np.zeros((0, 3))
        if administrations is None
        else np.asarray(administrations, float).reshape(-1, 3),
        posture=np.zeros((SLOTS, 5)),
        reasons=np.zeros((256 + 24 * months, 16)),
        doctrines=np.zeros((1, 1)) if doctrines is None else doctrines,
        scratch=np.zeros((8, max(n_b, n_k, n_c, 64))),
        offset=offset,
        out=np.zeros((months, offset[-1])),
    )
    s.law[:] = s.instruments[:, 2][:, None, None, None]
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
    s.buyers[:] = _buyers(t, buyers, int(seed))
    _install(s, t)


def settle(s: Arrays, seed: int, p: Any) -> State:
    """Put in what follows from parameter values, and return the state; arguments as for `begin`."""
    s = s._replace(seed=np.uint64(seed), p=p)
    follow(s)
    return hold(s)


def follow(s: Arrays) -> None:
    """Put in what follows from the parameter values that the arrays hold."""
    s.world.effort[0] = s.p.effort_start


def _fill(rows: Any, table: Any, pairs: Mapping[str, str]) -> None:
    """Copy columns of a table into fields of a record array."""
    for name, column in pairs.items():
        rows[name] = table[column]


def _keys(ids: tuple[str, ...]) -> np.ndarray:
    return np.array([key(name) for name in ids], np.uint64)


def _stack(names: Any) -> list[int]:
    return [STACKS.index(name) for name in names]


def _countries(t: Tables) -> Any:
    rows = record(state.COUNTRIES, len(t.countries))
    rows["key"] = _keys(t.countries.ids)
    rows["region"] = [REGIONS.index(r) for r in t.countries["region"]]
    rows["seat"] = -1
    for g in range(len(t.seats)):
        if t.seats["kind"][g] == "government":
            for c in t.seats["countries"][g]:
                rows["seat"][c] = g
    _fill(rows, t.countries, {
        "demand_share": "accel_demand_2024", "growth": "demand_growth", "power_price": "power_price_usd_mwh",
        "power_growth": "power_growth", "transit": "transit", "mineral_dependence": "mineral_dependence",
        "gdp": "gdp_usd_bn", "tier_2025": "tier_2025", "power_mw": "power_mw", "align_us": "align_us",
        "align_cn": "align_cn", "enforcement": "enforcement",
    })  # fmt: skip
    rows["reliability_us"] = 0.9
    rows["reliability_cn"] = 0.6
    rows["fill_us"] = 1.0
    rows["fill_cn"] = 0.5
    return rows


@lru_cache(maxsize=64)
def _buyers(t: Tables, n: int, seed: int) -> Any:
    """Return the buyers under a seed; kept, since paired runs of other plans draw the same ones (Eq. 6)."""
    counts = buyer_counts(t, n)
    rows = record(state.BUYERS, int(counts.sum()))
    b = 0
    for c, name in enumerate(t.countries.ids):
        share = np.asarray(t.segments["share_cn" if c == CN else "share_world"], float)
        owned = t.segments["state_owned_cn" if c == CN else "state_owned_world"]
        first = b
        taken = np.zeros(len(share), int)
        for _ in range(counts[c]):
            g = int(np.argmax(share / (taken + 1)))
            row = rows[b]
            row.key = key(f"{name}.{t.segments.ids[g]}.{taken[g]}")
            row.country, row.segment = c, g
            row.weight = share[g] * np.exp(0.6 * normal(np.uint64(seed), BUYER_SIZE, row.key, 0))
            row.state_owned = owned[g]
            row.price_w = t.segments["price_weight"][g]
            row.software_w = t.segments["software_weight"][g]
            row.taste = adoption.logit_noise(np.uint64(seed), adoption.TASTE, row.key, -1)
            taken[g] += 1
            b += 1
        part = rows[first:b]
        for g in range(len(share)):  # a segment's demand is split among its buyers
            member = part["segment"] == g
            if member.any():
                part["weight"][member] *= share[g] / part["weight"][member].sum()
        part["weight"] /= part["weight"].sum()
    return rows


def _makers(t: Tables) -> Any:
    rows = record(state.MAKERS, len(t.makers))
    rows["key"] = _keys(t.makers.ids)
    rows["country"] = t.makers["country"]
    rows["stack"] = _stack(t.makers["stack"])
    rows["seat"] = [t.seats.ids.index(name) for name in t.makers.ids]
    rows["in_house"] = [int(name.endswith("_inhouse")) for name in t.makers.ids]
    rows["value"] = 1.0
    rows["rnd_start"] = t.makers["rnd_usd_bn_2022"]
    rows["platform"] = -1
    for k in range(len(t.products)):
        rows["platform"][t.products["maker"][k]] = t.products["platform"][k]
    return rows


def _products(t: Tables) -> Any:
    rows = record(state.PRODUCTS, len(t.products))
    rows["key"] = _keys(t.products.ids)
    q = t.products
    _fill(rows, q, {
        "maker": "maker", "platform": "platform", "parent": "parent", "foundry": "foundry",
        "design_months": "design_months", "interconnect": "interconnect_gbs", "power_kw": "power_kw",
        "per_wafer": "packages_per_wafer", "dies": "dies", "hbm": "hbm_stacks", "in_house": "in_house",
    })  # fmt: skip
    rows["design"] = [DESIGNS.index(d) for d in q["product_class_kind"]]
    launch = np.asarray(q["launch"])
    rows["launch"] = launch
    rows["ready"] = np.where(launch >= 0, launch, UNDECIDED)
    for name in ("china_only", "slot"):
        rows[name] = np.asarray(q[name]).astype(int)
    rows["ends"] = UNDECIDED
    rows["stack"] = _makers(t)["stack"][rows["maker"]]
    tflops, tops, bandwidth = (np.asarray(q[c], float) for c in ("tflops_fp16", "tops8", "memory_bw_tbs"))
    for k in range(len(q)):
        rows["tpp"][k] = compute.tpp(tflops[k], tops[k])
        rows["train"][k] = compute.train_h100e(tflops[k])
        rows["inf"][k] = compute.inf_h100e(bandwidth[k])
        rows["density"][k] = compute.performance_density(tflops[k], tops[k], float(q["die_mm2"][k]))
    rows["list_price"] = rows["price"] = np.asarray(q["price_usd"]) / 1e3
    rows["unit_cost"] = np.asarray(q["unit_cost_usd"]) / 1e3
    _split_racks(rows, np.asarray(q["cards_per_rack"], float))
    return rows


def _split_racks(rows: Any, cards: np.ndarray) -> None:
    """Count a rack by the cards in it, so that units, prices and wafers of all products compare.

    The rack keeps what makes it a rack: its links, its overhead of power, and its price a card. The law measures the
    card in it.
    """
    for name in ("train", "inf", "list_price", "price", "unit_cost", "power_kw", "dies", "hbm"):
        rows[name] /= cards
    for k in np.flatnonzero((cards > 1) & (rows["parent"] >= 0)):
        for name in ("per_wafer", "tpp", "density", "interconnect"):
            rows[name][k] = rows[name][rows["parent"][k]]


def _foundries(t: Tables) -> Any:
    rows = record(state.FOUNDRIES, len(t.foundries))
    rows["key"] = _keys(t.foundries.ids)
    rows["stack"] = _stack(t.foundries["stack"])
    rows["tools"] = 1.0
    packaging = np.asarray(t.foundries["packaging_kwpm_2022"])
    wafers = np.asarray(t.foundries["ai_wafers_kwpm_2022"])
    rows["capacity"] = np.where(rows["stack"] == US, packaging, wafers)
    _fill(rows, t.foundries, {"country": "country", "yield_": "yield_start", "yield_ceiling": "yield_ceiling"})
    return rows


def _memory(t: Tables) -> Any:
    rows = record(state.MEMORY, len(t.memory))
    rows["stack"] = _stack(t.memory["stack"])
    _fill(rows, t.memory, {"country": "country", "supply": "stacks_k_month", "start": "start"})
    rows["growth"] = (1.0 + np.asarray(t.memory["growth_month"])) ** 12 - 1.0
    return rows


def _platforms(t: Tables) -> Any:
    rows = record(state.PLATFORMS, len(t.platforms))
    rows["stack"] = _stack(t.platforms["stack"])
    _fill(rows, t.platforms, {"maturity": "maturity_2022", "portability": "portability", "open": "open",
                               "developers": "developers_mn_2022"})  # fmt: skip
    return rows


def _labs(t: Tables) -> Any:
    rows = record(state.LABS, len(t.labs))
    rows["key"] = _keys(t.labs.ids)
    rows["seat"] = [t.seats.ids.index(name) for name in t.labs.ids]
    _fill(rows, t.labs, {
        "country": "country", "open_weights": "weights_open", "compute_share": "compute_share",
        "efficiency": "efficiency",
    })  # fmt: skip
    rows["stack"] = (rows["country"] == CN).astype(int)
    return rows


def _seats(t: Tables) -> Any:
    rows = record(state.SEATS, len(t.seats))
    rows["key"] = _keys(t.seats.ids)
    rows["kind"] = [SEAT_KINDS.index(kind) for kind in t.seats["kind"]]
    rows["doctrine"] = -1
    rows["cadence"] = 1
    rows["credibility"] = 1.0
    rows["row"] = -1
    for g, (name, kind) in enumerate(zip(t.seats.ids, t.seats["kind"], strict=True)):
        table = {"chipmaker": t.makers, "foundry": t.foundries, "lab": t.labs}.get(kind)
        countries = t.seats["countries"][g]
        rows["country"][g] = countries[0] if len(countries) else 0
        if table is not None:
            rows["row"][g] = table.ids.index(name)
            rows["country"][g] = table["country"][rows["row"][g]]
    for name, column in {"authority": "authority_start", "capital": "capital_start"}.items():
        rows[name] = np.nan_to_num(np.asarray(t.seats[column], float))
    rows["tool_share"] = [_tool_share(t, c) if kind == "government" else 0.0
                          for c, kind in zip(rows["country"], t.seats["kind"], strict=True)]  # fmt: skip
    rows["yields_a"] = rows["yields_b"] = rows["answers_a"] = rows["answers_b"] = 1.0
    return rows


def _tool_share(t: Tables, c: int) -> float:
    """Return the share of Chinese fabs' tools that makers in a country other than China supply."""
    home = np.asarray(t.toolmakers["country"]) == c
    return float(np.asarray(t.toolmakers["share_china_2022"], float)[home].sum()) if c != CN else 0.0


def _instruments(t: Tables) -> np.ndarray:
    kinds = {"world": WORLD, "country": COUNTRY, "mineral_country": COUNTRY}
    return np.array([
        [i.low, i.high, i.default, i.tightens, i.political_cost, i.authority_cost, i.lead_months,
         kinds.get(i.target_kind, ENTITY), i.uses_class]
        for i in t.instruments.records
    ], float)  # fmt: skip


def _issuers(t: Tables) -> np.ndarray:
    return np.array([
        [i.may_be_set_by(seat, kind) for seat, kind in zip(t.seats.ids, t.seats["kind"], strict=True)]
        for i in t.instruments.records
    ], np.int8)  # fmt: skip


def _neighbours(t: Tables) -> np.ndarray:
    n = len(t.countries)
    weight = np.zeros((n, n))
    for c in range(n):
        for d in t.countries["neighbours"][c]:
            weight[c, d] = weight[d, c] = 1.0
    total = weight.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(weight, total, out=np.zeros_like(weight), where=total > 0))


def _trade(t: Tables) -> np.ndarray:
    n = len(t.countries)
    weight = np.zeros((n, n))
    for a, b, w in zip(t.trade["from_country"], t.trade["to_country"], t.trade["weight"], strict=True):
        weight[a, b] = w
    return weight


def _alignment(t: Tables) -> np.ndarray:
    us = np.asarray(t.countries["align_us"]) - 0.5
    cn = np.asarray(t.countries["align_cn"]) - 0.5
    return np.asarray(2.0 * (np.outer(us, us) + np.outer(cn, cn)))


def _minerals(t: Tables) -> np.ndarray:
    columns = (
        "china_mining_share", "china_refining_share", "exports_t_month", "us_share", "stock_months",
        "price_response", "severity", "substitution_month",
    )  # fmt: skip
    return np.column_stack([np.asarray(t.minerals[name], float) for name in columns])


def _install(s: Arrays, t: Tables) -> None:
    """Put the opening base in buyers' hands: A100 for the US stack, TPU v4 for in-house chips, Ascend 910 for China's.

    A cloud's in-house chips stand with the country's largest cloud.
    """
    for stack, column, product in (
        (US, "base_us_train_h100e", "a100"),
        (US, "base_captive_train_h100e", "tpu_v4"),
        (CN, "base_cn_train_h100e", "ascend_910"),
    ):
        k = t.products.ids.index(product)
        held = np.asarray(t.countries[column], float)[s.buyers["country"]] * s.buyers["weight"]
        s.base[:, k] += held / s.products["train"][k]
        side = "train_us" if stack == US else "train_cn"
        s.buyers[side] += held
        inference = held / s.products["train"][k] * s.products["inf"][k]
        np.add.at(s.countries[side], s.buyers["country"], held)
        np.add.at(s.countries["inf_us" if stack == US else "inf_cn"], s.buyers["country"], inference)
    np.add.at(s.held, s.buyers["country"], s.base)
    s.products["opening"] = s.base.sum(axis=0)
