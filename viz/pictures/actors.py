"""The network of actors: who supplies, buys, computes, rules and sides with whom, layer by layer."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from . import frame
from .source import Option

LAYERS = ("supply", "sales", "compute", "control", "diplomacy")
"""Layers that can be switched: what fabs make for designers, cards to countries, compute of labs, law, alignment."""
TAKERS = 13
LABS = 10
ROOM = (640.0, 400.0)
COLUMNS = {"toolmaker": 0.0, "foundry": 0.23, "memory": 0.23, "maker": 0.47, "country": 0.73, "lab": 1.0}
EDGES = {"supply": "edge", "sales": "us", "compute": "both", "control": "bad", "diplomacy": "ink3"}
LONG = {
    "Tokyo Electron and other Japanese": "Tokyo Electron",
    "Applied Materials, Lam and KLA": "Applied, Lam, KLA",
    "Chinese toolmakers": "Chinese tools",
    "US in-house designers": "US in-house",
    "Chinese in-house designers": "CN in-house",
    "United Arab Emirates": "UAE",
    "United Kingdom": "UK",
    "Australia and New Zealand": "Australia, NZ",
}
"""Names that are too long for the picture."""
LEAST = 1e-6
EVEN = (0.4, 0.6)


@dataclass(frozen=True)
class Actor:
    """One node: id ("kind:name"), name, kind, colour token and size."""

    actor_id: str
    name: str
    kind: str
    token: str
    size: float


@dataclass(frozen=True)
class Tie:
    """One edge of a layer, with its weight relative to the heaviest of the layer [0, 1]."""

    layer: str
    start: str
    end: str
    weight: float


def actors_picture(
    run: Any, trade: Any, layers: Collection[str], month: int = -1, *, names: Mapping[str, str] | None = None
) -> Option:
    """Return the network with the layers switched on; places are fixed by kind, so that nothing jumps.

    Args:
        run: A run of the model.
        trade: A year's trade (`dashboard.trade.Trade`).
        layers: Layers drawn, of `LAYERS`.
        month: Month whose shares colour the countries.
        names: Names of layers and kinds on screen.
    """
    said = names or {}
    actors, ties = network_of(run, trade, month)
    drawn = [tie for tie in ties if tie.layer in layers]
    touched = {tie.start for tie in drawn} | {tie.end for tie in drawn}
    shown = [actor for actor in actors if actor.actor_id in touched]
    places = _places(actors)
    title = {actor.actor_id: actor.name for actor in actors}
    return frame.base(
        tooltip=frame.tooltip("nodeTip"),
        series=[
            {
                "id": "actors",
                "type": "graph",
                "layout": "none",
                "roam": False,
                "top": 14,
                "bottom": 14,
                "zoom": 0.96,
                "labelLayout": {"hideOverlap": True},
                "emphasis": {"focus": "adjacency", "lineStyle": {"opacity": 0.9}},
                "data": [_node(actor, places[actor.actor_id], said) for actor in shown],
                "links": [_link(tie, title, said) for tie in drawn],
            }
        ],
    )


def network_of(run: Any, trade: Any, month: int = -1) -> tuple[list[Actor], list[Tie]]:
    """Return all actors and all ties of all layers in a year."""
    tables, s = run.tables, run.state
    products, countries = s.products, tables.countries
    makers, foundries = tables.makers, tables.foundries
    cards = np.zeros((len(makers.ids), len(countries.ids)))
    made = np.zeros((len(foundries.ids), len(makers.ids)))
    for k in range(len(products)):
        cards[products.maker[k]] += trade.shipped[k]
        made[products.foundry[k], products.maker[k]] += float(trade.shipped[k].sum())
    takers = [int(c) for c in np.argsort(-cards.sum(axis=0))[:TAKERS]]
    stacks = {
        name: str(stack) for table in (makers, foundries) for name, stack in zip(table.ids, table["stack"], strict=True)
    }
    actors = [
        *(Actor(f"toolmaker:{i}", _short(n), "toolmaker", "cn" if c == "cn" else "us", 0.4)
          for i, n, c in zip(tables.toolmakers.ids, tables.toolmakers["name"], _homes(tables.toolmakers, tables), strict=True)),
        *(Actor(f"foundry:{i}", _short(n), "foundry", stacks[i], _root(made[f].sum(), made.sum()))
          for f, (i, n) in enumerate(zip(foundries.ids, foundries["name"], strict=True))),
        *(Actor(f"memory:{i}", _short(n), "memory", str(st), 0.4)
          for i, n, st in zip(tables.memory.ids, tables.memory["name"], tables.memory["stack"], strict=True)),
        *(Actor(f"maker:{i}", _short(n), "maker", stacks[i], _root(cards[m].sum(), cards.sum()))
          for m, (i, n) in enumerate(zip(makers.ids, makers["name"], strict=True))),
        *(Actor(f"country:{countries.ids[c]}", _short(countries["name"][c]), "country",
                _lean(run, countries.ids[c], month), _root(cards[:, c].sum(), cards.sum())) for c in takers),
    ]  # fmt: skip
    labs = sorted(range(len(tables.labs.ids)), key=lambda r: -float(s.labs.effective[r]))[:LABS]
    most = max((float(s.labs.effective[r]) for r in labs), default=1.0) or 1.0
    actors += [
        Actor(f"lab:{tables.labs.ids[r]}", _short(tables.labs["name"][r]), "lab",
              ("us", "cn")[int(s.labs.stack[r])], _root(float(s.labs.effective[r]), most))
        for r in labs
    ]  # fmt: skip
    known = {actor.actor_id for actor in actors}
    ties = [*_supply(tables, made), *_sales(tables, cards, takers), *_compute(tables, s, labs)]
    ties += [*_control(tables, trade, takers), *_diplomacy(tables, s, takers)]
    return actors, [tie for tie in ties if tie.start in known and tie.end in known]


def _supply(tables: Any, made: Any) -> list[Tie]:
    """Return tools to fabs, fabs to designers, memory to designers of its side."""
    most = float(made.max()) or 1.0
    ties = [
        Tie("supply", f"foundry:{tables.foundries.ids[f]}", f"maker:{tables.makers.ids[m]}", _root(made[f, m], most))
        for f, m in zip(*np.nonzero(made > LEAST), strict=True)
    ]
    for tool, home, share in zip(
        tables.toolmakers.ids, _homes(tables.toolmakers, tables), tables.toolmakers["share_china_2022"], strict=True
    ):
        ties += [
            Tie("supply", f"toolmaker:{tool}", f"foundry:{name}", 0.5 if stack == "us" else float(share))
            for name, stack in zip(tables.foundries.ids, tables.foundries["stack"], strict=True)
            if stack == "cn" or home != "cn"
        ]
    for memory, stack in zip(tables.memory.ids, tables.memory["stack"], strict=True):
        ties += [
            Tie("supply", f"memory:{memory}", f"maker:{name}", 0.15)
            for m, (name, own) in enumerate(zip(tables.makers.ids, tables.makers["stack"], strict=True))
            if own == stack and made[:, m].sum() > LEAST
        ]
    return ties


def _sales(tables: Any, cards: Any, takers: Sequence[int]) -> list[Tie]:
    """Return cards of the year from designers to countries."""
    most = float(cards.max()) or 1.0
    return [
        Tie("sales", f"maker:{tables.makers.ids[m]}", f"country:{tables.countries.ids[c]}", _root(cards[m, c], most))
        for m in range(len(tables.makers.ids))
        for c in takers
        if cards[m, c] > 1e-4 * most
    ]


def _compute(tables: Any, s: Any, labs: Sequence[int]) -> list[Tie]:
    """Return the compute that labs use: at home, and what they rent abroad."""
    most = max((float(s.labs.effective[r]) for r in labs), default=1.0) or 1.0
    ids = tables.countries.ids
    ties = [
        Tie(
            "compute",
            f"country:{ids[int(s.labs.country[r])]}",
            f"lab:{tables.labs.ids[r]}",
            _root(float(s.labs.effective[r]), most),
        )
        for r in labs
    ]
    hosts = [c for c in np.argsort(-s.countries.offshore)[:3] if s.countries.offshore[c] > 0]
    total = float(s.countries.offshore.sum()) or 1.0
    for r in labs:
        rented = float(s.labs.train_offshore[r])
        if rented > 0.01 * most:
            ties += [
                Tie(
                    "compute",
                    f"country:{ids[c]}",
                    f"lab:{tables.labs.ids[r]}",
                    _root(rented * s.countries.offshore[c] / total, most),
                )
                for c in hosts
            ]
    return ties


def _control(tables: Any, trade: Any, takers: Sequence[int]) -> list[Tie]:
    """Return governments' controls in force on countries."""
    ids = tables.countries.ids
    ties = []
    for g, kind in enumerate(tables.seats["kind"]):
        home = list(tables.seats["countries"][g])
        if kind != "government" or not home:
            continue
        ties += [
            Tie("control", f"country:{home[0]}", f"country:{ids[c]}", float(trade.control[g, c]))
            for c in takers
            if ids[c] not in home and trade.control[g, c] > 0.1
        ]
    return ties


def _diplomacy(tables: Any, s: Any, takers: Sequence[int]) -> list[Tie]:
    """Return ties of alignment between countries, the strongest of each."""
    ids = tables.countries.ids
    found = [
        Tie("diplomacy", f"country:{ids[a]}", f"country:{ids[b]}", float(s.alignment[a, b]))
        for k, a in enumerate(takers)
        for b in takers[k + 1 :]
        if s.alignment[a, b] > 0.5
    ]
    return sorted(found, key=lambda tie: -tie.weight)[:24]


def _places(actors: Sequence[Actor]) -> dict[str, tuple[float, float]]:
    """Return places in columns by kind, US stack above, Chinese below, larger ones first."""
    columns: dict[float, list[Actor]] = {}
    for actor in actors:
        columns.setdefault(COLUMNS[actor.kind], []).append(actor)
    places = {}
    for x, column in columns.items():
        kinds = ("foundry", "memory", "toolmaker", "maker", "country", "lab")
        column.sort(key=lambda a: (a.token == "cn", kinds.index(a.kind), -a.size))
        for row, actor in enumerate(column):
            places[actor.actor_id] = (ROOM[0] * x, ROOM[1] * (row + 0.5) / len(column))
    return places


def _node(actor: Actor, place: tuple[float, float], names: Mapping[str, str]) -> Option:
    """Return one node: colour by stack, area by what flows through it."""
    firm = actor.kind not in ("country", "lab")
    return {
        "id": actor.actor_id,
        "name": actor.name,
        "title": actor.name,
        "text": names.get(actor.kind, actor.kind),
        "x": round(place[0], 1),
        "y": round(place[1], 1),
        "symbol": "roundRect" if firm else "diamond" if actor.kind == "lab" else "circle",
        "symbolSize": round(8 + 18 * actor.size, 1),
        "itemStyle": {"color": f"@{actor.token}", "borderColor": "@card", "borderWidth": 1.2},
        "label": {
            "show": True,
            "position": "left" if COLUMNS[actor.kind] < 0.4 else "right",
            "distance": 3,
            "fontSize": 10.5,
            "fontWeight": 560,
            "color": "@ink",
            "textBorderColor": "@card",
            "textBorderWidth": 3,
        },
    }


def _link(tie: Tie, title: Mapping[str, str], names: Mapping[str, str]) -> Option:
    """Return one edge, in the colour of its layer."""
    return {
        "source": tie.start,
        "target": tie.end,
        "text": f"{title[tie.start]} → {title[tie.end]}: {names.get(tie.layer, tie.layer)}",
        "lineStyle": {
            "color": f"@{EDGES[tie.layer]}",
            "width": round(0.5 + 4.5 * tie.weight, 2),
            "opacity": 0.38 if tie.layer in ("sales", "supply", "diplomacy") else 0.6,
            "curveness": 0.3 if tie.layer in ("control", "diplomacy") else 0.06,
        },
    }


def _homes(table: Any, tables: Any) -> list[str]:
    """Return the country ids that a table's rows stand in."""
    return [tables.countries.ids[int(c)] for c in table["country"]]


def _root(part: float, whole: float) -> float:
    """Return the root of a share [0, 1]: areas, not widths, should compare."""
    return float(min(1.0, (max(0.0, part) / whole) ** 0.5)) if whole > 0 else 0.0


def _lean(run: Any, country: str, month: int) -> str:
    """Return the colour token of the stack that leads in a country."""
    us, cn = (float(run.series(f"chip_share_{stack}", country)[month]) for stack in ("us", "cn"))
    if us + cn <= 0:
        return "none"
    return "us" if us > EVEN[1] else "cn" if us < EVEN[0] else "both"


def _short(name: str) -> str:
    """Return a name without what stands in brackets."""
    short = str(name).split(" (")[0]
    return LONG.get(short, short)
