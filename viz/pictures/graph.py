"""The network: who supplies, buys from and sides with whom in a month."""

from typing import Any

from . import frame
from .source import Option, RecordedRun

STACK_TOKENS = {"us": "us", "cn": "cn", "both": "both", "open": "open"}
EVEN = (0.4, 0.6)
LABELLED = 14
TAKERS = 14
COLUMNS = {"toolmaker": 0, "memory": 0, "foundry": 0, "maker": 1, "country": 2}
SQUARE = ("maker", "foundry", "memory", "toolmaker")
WIDTH, HEIGHT = 760.0, 400.0


def network_picture(run: RecordedRun, month: int = -1, *, layer: str = "supply") -> Option:
    """Return one network layer with places fixed for all months of a run, and widths by the month's weights.

    Countries take the colour of the stack that most of their installed base belongs to ("both" between 40 and 60 per
    cent), makers and foundries that of their table. Node attributes read: `name`, `kind`, `stack`; all may be missing.

    Args:
        run: The run to draw.
        month: Index of the month, the last by default.
        layer: A layer of `run.network`.
    """
    graph = run.network(layer, run.calendar[month])
    places = _columns(graph) if layer == "supply" else _springs(graph)
    graph = graph.subgraph(places)
    flow = {
        n: sum(_weight(e) for *_, e in (*graph.in_edges(n, data=True), *graph.out_edges(n, data=True))) for n in graph
    }
    most = max(flow.values(), default=1.0) or 1.0
    labelled = set(graph) if layer == "supply" else set(sorted(graph, key=lambda n: (-flow[n], str(n)))[:LABELLED])
    stacks = {**_country_stacks(run, month), **_maker_stacks(run)}
    nodes = [
        _node(n, {"stack": stacks.get(n, ""), **graph.nodes[n]}, places[n], (flow[n] / most) ** 0.5, n in labelled)
        for n in graph
    ]
    heaviest = max((_weight(e) for *_, e in graph.edges(data=True)), default=1.0) or 1.0
    links = [
        {
            "source": str(a),
            "target": str(b),
            "text": str(e.get("text", f"{graph.nodes[a].get('name', a)} → {graph.nodes[b].get('name', b)}")),
            "lineStyle": {"width": round(0.6 + 6.0 * (_weight(e) / heaviest) ** 0.5, 2)},
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


def _weight(edge: dict[str, Any]) -> float:
    """Return the size of an edge's weight."""
    return abs(float(edge.get("weight", 1.0)))


def _springs(graph: Any) -> dict[Any, tuple[float, float]]:
    """Return places by a spring layout that knows no weights: they move from month to month, places shouldn't."""
    import networkx as nx  # 0.14 s to load: only where a network is drawn

    apart = 1.6 / max(1.0, len(graph)) ** 0.5
    found = nx.spring_layout(graph.to_undirected(as_view=True), seed=7, weight=None, k=apart, iterations=120)
    return {node: (float(x) * WIDTH / 2, float(y) * HEIGHT / 2) for node, (x, y) in found.items()}


def _columns(graph: Any) -> dict[Any, tuple[float, float]]:
    """Return places in three columns: those who make for makers, makers, and the countries that take most."""
    columns: list[list[Any]] = [[], [], []]
    for node, traits in graph.nodes(data=True):
        columns[COLUMNS.get(str(traits.get("kind", "")), 0)].append(node)
    taken = {node: sum(_weight(e) for *_, e in graph.in_edges(node, data=True)) for node in columns[2]}
    columns[2] = sorted((n for n in columns[2] if taken[n] > 0), key=lambda n: -taken[n])[:TAKERS]
    places = {}
    for k, column in enumerate(columns):
        for row, node in enumerate(column):
            places[node] = (WIDTH * k / 2, HEIGHT * (row + 0.5) / len(column))
    return places


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


def _node(node: Any, traits: dict[str, Any], place: tuple[float, float], size: float, labelled: bool) -> Option:
    """Return one node: colour by stack, area by what flows through it (`size`, root of its share of the largest)."""
    kind = str(traits.get("kind", ""))
    name = str(traits.get("name", node)).split(" (")[0]
    return {
        "id": str(node),
        "name": name,
        "title": name,
        "text": kind.replace("_", " "),
        "x": round(place[0], 1),
        "y": round(place[1], 1),
        "symbol": "roundRect" if kind in SQUARE else "circle",
        "symbolSize": round(7 + 19 * size, 1),
        "itemStyle": {
            "color": f"@{STACK_TOKENS.get(str(traits.get('stack', '')), 'none')}",
            "borderColor": "@card",
            "borderWidth": 1.2,
        },
        "label": {
            "show": labelled,
            "position": "left" if kind in SQUARE and COLUMNS.get(kind) == 0 else "right",
            "distance": 3,
            "fontSize": 11,
            "fontWeight": 560,
            "color": "@ink",
            "textBorderColor": "@card",
            "textBorderWidth": 3,
        },
    }
