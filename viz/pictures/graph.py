"""The network: who supplies, buys from and sides with whom in a month."""

from typing import Any

import numpy as np

from . import frame
from .source import Option, RecordedRun

STACK_TOKENS = {"us": "us", "cn": "cn", "both": "both", "open": "open"}
EVEN = (0.4, 0.6)
LABELLED = 14
WIDTH, HEIGHT = 660.0, 440.0


def network_picture(run: RecordedRun, month: int = -1, *, layer: str = "supply") -> Option:
    """Return one network layer with places fixed for all months of a run, and widths by the month's weights.

    Countries take the colour of the stack that most of their installed base belongs to ("both" between 40 and 60 per
    cent), makers and foundries that of their table. Node attributes read: `name`, `kind`, `stack`; all may be missing.

    Args:
        run: The run to draw.
        month: Index of the month, the last by default.
        layer: A layer of `run.network`.
    """
    import networkx as nx  # 0.14 s to load: only where a network is drawn

    graph = run.network(layer, run.calendar[month])
    places = nx.spring_layout(
        graph.to_undirected(as_view=True),
        seed=7,
        weight=None,
        k=1.6 / max(1.0, len(graph)) ** 0.5,
        iterations=120,
    )
    degree = dict(graph.degree())
    labelled = set(sorted(graph, key=lambda node: (-degree[node], str(node)))[:LABELLED])
    stacks = {**_country_stacks(run, month), **_maker_stacks(run)}
    nodes = [
        _node(node, {"stack": stacks.get(node, ""), **graph.nodes[node]}, places[node], degree[node], node in labelled)
        for node in graph
    ]
    heaviest = max((abs(float(e.get("weight", 1.0))) for *_, e in graph.edges(data=True)), default=1.0) or 1.0
    links = [
        {
            "source": str(a),
            "target": str(b),
            "text": str(e.get("text", f"{graph.nodes[a].get('name', a)} → {graph.nodes[b].get('name', b)}")),
            "lineStyle": {"width": round(0.6 + 2.4 * abs(float(e.get("weight", 1.0))) / heaviest, 2)},
        }
        for a, b, e in graph.edges(data=True)
    ]
    return frame.base(
        tooltip=frame.tooltip("nodeTip"),
        series=[
            {
                "id": layer,
                "type": "graph",
                "layout": "none",
                "roam": False,
                "top": 16,
                "bottom": 16,
                "zoom": 0.86,
                "labelLayout": {"hideOverlap": True},
                "emphasis": {"focus": "adjacency"},
                "lineStyle": {"color": "@edge", "opacity": 0.55, "curveness": 0.08},
                "data": nodes,
                "links": links,
            }
        ],
    )


def _country_stacks(run: RecordedRun, month: int) -> dict[str, str]:
    """Return the stack that leads in each country: us, cn, both, or none without an installed base."""
    stacks = {}
    for country in run.entities("chip_share_us"):
        us = float(run.series("chip_share_us", country)[month])
        cn = float(run.series("chip_share_cn", country)[month])
        stacks[country] = "" if us + cn <= 0 else "us" if us > EVEN[1] else "cn" if us < EVEN[0] else "both"
    return stacks


def _maker_stacks(run: RecordedRun) -> dict[str, str]:
    """Return the stack of makers and foundries, from the run's tables where it has them."""
    tables = getattr(run, "tables", None)
    if tables is None:
        return {}
    found = [tables.makers, tables.foundries]
    return {name: str(stack) for table in found for name, stack in zip(table.ids, table["stack"], strict=True)}


def _node(node: Any, traits: dict[str, Any], place: np.ndarray[Any, Any], degree: int, labelled: bool) -> Option:
    """Return one node: colour by stack, size by number of ties."""
    kind = str(traits.get("kind", ""))
    name = str(traits.get("name", node))
    return {
        "id": str(node),
        "name": name,
        "title": name,
        "text": kind.replace("_", " "),
        "x": round(float(place[0]) * WIDTH / 2, 1),
        "y": round(float(place[1]) * HEIGHT / 2, 1),
        "symbol": "roundRect" if kind in {"maker", "foundry", "memory", "toolmaker"} else "circle",
        "symbolSize": round(7 + 2.6 * min(degree, 30) ** 0.5 * 1.2, 1),
        "itemStyle": {
            "color": f"@{STACK_TOKENS.get(str(traits.get('stack', '')), 'none')}",
            "borderColor": "@card",
            "borderWidth": 1.2,
        },
        "label": {
            "show": labelled,
            "position": "right",
            "distance": 3,
            "fontSize": 11,
            "fontWeight": 560,
            "color": "@ink",
            "textBorderColor": "@card",
            "textBorderWidth": 3,
        },
    }
