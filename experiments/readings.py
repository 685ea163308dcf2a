"""Figures of a run month by month: what the recorder keeps, and what is read from the state between months."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from stackcraft.model.codes import CN, LOBBY, TARIFF, US
from stackcraft.model.entities import entities
from stackcraft.model.indicators import INDICATORS
from stackcraft.model.plan import Plan
from stackcraft.model.problems import Problem, nearest_names

IDS = tuple(indicator.indicator_id for indicator in INDICATORS)

EXPORTS = 2
"""Column of `State.minerals` with China's exports of a mineral [tonnes a month]."""

LIGHT = 1e-12

Reader = Callable[[], float]
Probe = Callable[[Any, Plan, int], Reader]
"""Given a state, and a row of a table, returns what reads one number at the end of a month.

Fields are taken out of the state once a run, as plain arrays over the same memory: asking a record array for a field
costs as much as a tenth of a month.
"""


def _field(records: Any, name: str) -> np.ndarray:
    """Return a field of a record array as a plain array over the same memory."""
    return np.asarray(records[name])


def _item(records: Any, name: str, row: int, scale: float = 1.0) -> Reader:
    """Return what reads one cell of a record array."""
    values = _field(records, name)
    return lambda: scale * float(values[row])


def _sales_units(s: Any, _: Plan, k: int) -> Reader:
    shipped = s.shipped
    return lambda: float(shipped[k, CN])


def _sales_usd(s: Any, _: Plan, k: int) -> Reader:
    shipped, price = s.shipped, _field(s.products, "price")
    return lambda: float(shipped[k, CN] * price[k]) * 1e-3


def _orders_usd(s: Any, _: Plan, k: int) -> Reader:
    """Read new orders: money wished, less the part of it that buyers carried over."""
    asked, budgets, budget = s.asked, _field(s.buyers, "budget"), _field(s.countries, "budget")
    chinese = np.flatnonzero(s.buyers["country"] == CN)

    def orders() -> float:
        whole = float(budgets[chinese].sum())
        return float(asked[CN, k]) * (min(1.0, float(budget[CN]) / whole) if whole > 0.0 else 1.0)

    return orders


def _orders_units(s: Any, plan: Plan, k: int) -> Reader:
    usd, price = _orders_usd(s, plan, k), _field(s.products, "price")
    return lambda: usd() * 1e3 / max(LIGHT, float(price[k]))


def _backlog_usd(s: Any, _: Plan, k: int) -> Reader:
    owed, price = _field(s.products, "unserved_cn"), _field(s.products, "price")
    return lambda: float(owed[k] * price[k]) * 1e-3


def _unsold(s: Any, _: Plan, k: int) -> Reader:
    stock, making = _field(s.products, "stock"), s.pipeline[k]
    return lambda: float(stock[k] + making.sum())


def _mineral_flow(s: Any, _: Plan, r: int) -> Reader:
    use, flow = s.mineral_use, s.mineral_flow
    return lambda: float(use[r] @ flow[r])


def _mineral_to_us(s: Any, _: Plan, r: int) -> Reader:
    use, flow, exports = s.mineral_use, s.mineral_flow, float(s.minerals[r, EXPORTS])
    return lambda: exports * float(use[r, US] * flow[r, US])


def _mineral_price(s: Any, plan: Plan, r: int) -> Reader:
    price, first = s.mineral_price, float(plan.tables.minerals["price_usd_kg"][r])
    return lambda: first * float(price[r])


def _abroad(s: Any, _: Plan, __: int) -> Reader:
    """Read Chinese models' part of use outside China, countries weighted by inference compute."""
    us, cn, share = (_field(s.countries, name) for name in ("inf_us", "inf_cn", "model_cn"))

    def use() -> float:
        weight = us + cn
        weight[CN] = 0.0
        return float(share @ weight) / max(LIGHT, float(weight.sum()))

    return use


def _porting(s: Any, _: Plan, __: int) -> Reader:
    """Read the part of Chinese labs' work that runs on Chinese platforms, labs weighted by size."""
    chinese = np.flatnonzero(s.labs["country"] == CN)
    size, ported = _field(s.labs, "compute_share")[chinese], _field(s.labs, "porting")
    return lambda: float(size @ ported[chinese]) / max(LIGHT, float(size.sum()))


def _tariff(s: Any, issuer: int, target: int) -> Reader:
    law = s.law
    return lambda: float(law[TARIFF, issuer, target, 0])


def _smuggled(s: Any, field: str, scale: float) -> Reader:
    """Read what was smuggled this month, each card times a field of its product."""
    cards, worth = s.smuggled, _field(s.products, field)
    return lambda: scale * float(cards @ worth)


PRODUCT_PROBES: dict[str, Probe] = {
    "product_sales_units": _sales_units,
    "product_sales_usd_bn": _sales_usd,
    "product_orders_usd_bn": _orders_usd,
    "product_orders_units": _orders_units,
    "product_backlog_usd_bn": _backlog_usd,
    "product_stock_units": _unsold,
    "product_started_units": lambda s, _, k: _item(s.products, "started", k),
    "product_made_to_date": lambda s, _, k: _item(s.products, "made", k),
}
"""By product: deliveries to China, new orders from there, what is owed to it, unsold cards, cards started and made."""

MINERAL_PROBES: dict[str, Probe] = {
    "mineral_price_usd_kg": _mineral_price,
    "mineral_flow": _mineral_flow,
    "mineral_tonnes_us": _mineral_to_us,
}
"""By mineral: price, China's exports over need, tonnes to the United States."""

SINGLE_PROBES: dict[str, tuple[str, Probe]] = {
    "model_share_cn_abroad": ("world", _abroad),
    "porting": ("cn", _porting),
    "tariff_us_on_cn": ("world", lambda s, _, __: _tariff(s, US, CN)),
    "tariff_cn_on_us": ("world", lambda s, _, __: _tariff(s, CN, US)),
    "smuggled_usd_bn": ("cn", lambda s, _, __: _smuggled(s, "price", 1e-3)),
    "smuggled_inference_h100e": ("cn", lambda s, _, __: _smuggled(s, "inf", 1.0)),
    "smuggled_stock_h100e": ("cn", lambda s, _, __: _item(s.world, "smuggled_train", 0)),
}
"""Figures of one entity: model use abroad, Chinese labs' ported work, smuggling by value and as a stock."""


def _lobbying(s: Any, _: Plan, m: int) -> Reader:
    stance, seat = s.stance, int(s.makers["seat"][m])
    return lambda: float(stance[seat, LOBBY])


MAKER_PROBES: dict[str, Probe] = {
    "lobbying_usd_mn": _lobbying,
    "merchant_revenue_part": lambda s, _, m: _item(s.makers, "revenue", m, float(s.makers["in_house"][m] == 0)),
}
FOUNDRY_PROBES: dict[str, Probe] = {"fab_yield": lambda s, _, f: _item(s.foundries, "yield_", f)}

TABLES: dict[str, dict[str, Probe]] = {
    "products": PRODUCT_PROBES,
    "minerals": MINERAL_PROBES,
    "makers": MAKER_PROBES,
    "foundries": FOUNDRY_PROBES,
}

Series = np.ndarray
"""A figure month by month, shape (months,)."""

DERIVED: dict[str, tuple[str, ...]] = {
    "domestic_sales_units.cn": ("china_domestic_share_units.cn", "china_sales_units.cn"),
    "domestic_sales_usd_bn.cn": ("us_makers_china_share_value.cn", "china_sales_usd_bn.cn"),
    "us_sales_usd_bn.cn": ("us_makers_china_share_value.cn", "china_sales_usd_bn.cn"),
    "training_h100e.*": ("training_us_h100e.*", "training_cn_h100e.*"),
    "inference_h100e.*": ("inference_us_h100e.*", "inference_cn_h100e.*"),
    "product_made_units.*": ("product_made_to_date.*",),
    "smuggled_stock_inference_h100e.cn": ("smuggled_inference_h100e.cn",),
    "merchant_revenue_usd_bn.world": ("merchant_revenue_part.*all",),
}
"""Figures computed from others, by name and entity; * stands for the entity."""


def _derive(figure: str, parts: Sequence[Series], plan: Plan) -> Series:
    name = figure.partition(".")[0]
    made: Series
    if name == "domestic_sales_usd_bn":
        made = (1.0 - parts[0]) * parts[1]
        return made
    if name in ("domestic_sales_units", "us_sales_usd_bn"):
        made = parts[0] * parts[1]
        return made
    if name == "product_made_units":
        return np.diff(parts[0], prepend=0.0)
    if name == "smuggled_stock_inference_h100e":
        keep = 1.0 - 1.0 / plan.parameters["retirement_months"].default
        stock = np.zeros(len(parts[0]))
        for t, fresh in enumerate(parts[0]):
            stock[t] = (stock[t - 1] * keep if t else 0.0) + fresh
        return stock
    made = np.sum(parts, axis=0)
    return made


def _parts(figure: str, plan_makers: Sequence[str] = ()) -> tuple[str, ...] | None:
    """Return the figures that a derived one is computed from, None where it isn't derived."""
    name, _, entity = figure.partition(".")
    parts = DERIVED.get(figure) or DERIVED.get(f"{name}.*")
    if parts is None:
        return None
    if parts[0].endswith(".*all"):
        return tuple(f"{parts[0][:-5]}.{maker}" for maker in plan_makers)
    return tuple(part.replace("*", entity) for part in parts)


def figure_names() -> tuple[str, ...]:
    """Return the names of all figures, entities left out."""
    probes = [name for table in TABLES.values() for name in table]
    return tuple(dict.fromkeys([*IDS, *probes, *SINGLE_PROBES, *(name.partition(".")[0] for name in DERIVED)]))


def check_figure(figure: str, where: str) -> list[Problem]:
    """Return what is wrong with a figure's name; its entity is checked where a run is at hand (`Meter`)."""
    name, dot, entity = figure.partition(".")
    if name not in figure_names():
        return [Problem(where, f"unknown figure {name!r}", "", "", nearest_names(name, figure_names()))]
    if not dot or not entity:
        return [Problem(where, f"{figure!r} names no entity", "", "Write figure.entity, as revenue_usd_bn.nvidia")]
    return []


class Meter:
    """Reads figures from runs of one plan.

    Args:
        plan: The plan.
        figures: Figures to read, as figure.entity.

    Raises:
        BadInput: A figure or its entity is unknown.
    """

    def __init__(self, plan: Plan, figures: Iterable[str]) -> None:
        from stackcraft.model.problems import raise_if_any

        self.plan = plan
        self.figures = tuple(dict.fromkeys(figures))
        problems: list[Problem] = []
        self._columns: dict[str, int] = {}
        self._probes: dict[str, tuple[Probe, int]] = {}
        self._made: dict[str, tuple[str, ...]] = {}
        offset = np.cumsum([0, *(len(entities(i.entities, plan.tables)) for i in INDICATORS)])
        for figure in self.figures:
            self._find(figure, offset, problems)
        raise_if_any(problems)
        self._values: dict[str, Series] = {}

    def _find(self, figure: str, offset: Any, problems: list[Problem]) -> None:
        tables = self.plan.tables
        parts = _parts(figure, tables.makers.ids)
        if parts is not None:
            self._made[figure] = parts
            for part in parts:
                self._find(part, offset, problems)
            return
        problems += (found := check_figure(figure, figure))
        if found:
            return
        name, _, entity = figure.partition(".")
        known: Sequence[str]
        if name in IDS:
            known = entities(INDICATORS[IDS.index(name)].entities, tables)
            if entity in known:
                self._columns[figure] = int(offset[IDS.index(name)]) + known.index(entity)
                return
        elif name in SINGLE_PROBES:
            known = (SINGLE_PROBES[name][0],)
            if entity in known:
                self._probes[figure] = (SINGLE_PROBES[name][1], 0)
                return
        else:
            kind = next(kind for kind, probes in TABLES.items() if name in probes)
            table = getattr(tables, kind)
            known = table.ids
            if entity in table.index:
                self._probes[figure] = (TABLES[kind][name], table.index[entity])
                return
        near = nearest_names(entity, known)
        problems.append(Problem(figure, f"{name} is not reported for {entity!r}", "", "Name another", near))

    def measure(self, engine: Any, months: int) -> dict[str, Series]:
        """Run an engine for a number of months and return every figure, each of shape (months,).

        Args:
            engine: A fresh `stackcraft.agents.engine.Engine` of the plan.
            months: How many months, from the plan's start.
        """
        probed = {figure: np.zeros(months) for figure in self._probes}
        start = self.plan.start
        readers = [(probed[f], probe(engine.state, self.plan, row)) for f, (probe, row) in self._probes.items()]
        for t in range(months):
            engine.run_to(start + t + 1)
            for values, read in readers:
                values[t] = read()
        out = engine.state.out
        found: dict[str, Series] = {f: out[:months, column].copy() for f, column in self._columns.items()}
        found.update(probed)
        for figure in self._made:
            self._derive(figure, found)
        return {figure: found[figure] for figure in self.figures}

    def _derive(self, figure: str, found: dict[str, Series]) -> Series:
        if figure not in found:
            found[figure] = _derive(figure, [self._derive(part, found) for part in self._made[figure]], self.plan)
        return found[figure]


def read_window(
    found: Mapping[str, Series], indicator: str, over: str, how: str, scale: float, first: int, last: int
) -> float:
    """Return a figure over a window of months as one number, in the observation's unit.

    Args:
        found: Figures month by month, from `Meter.measure`.
        indicator: The figure.
        over: Figure it is divided by, read the same way; empty for none.
        how: sum, mean, end, or months_below: months in which it lies below a tenth.
        scale: Factor to the observation's unit.
        first: First month of the window.
        last: Last month of the window.
    """
    whole = _window(found[indicator], how, first, last)
    if over:
        below = _window(found[over], how, first, last)
        whole = whole / below if below > LIGHT else 0.0
    return scale * whole


def _window(series: Series, how: str, first: int, last: int) -> float:
    cut = series[first : last + 1]
    match how:
        case "sum":
            return float(cut.sum())
        case "mean":
            return float(cut.mean())
        case "end":
            return float(cut[-1])
        case _:
            return float((cut < 0.1).sum())
