"""The networks as graphs: supply, trade, diplomacy and influence, with this month's weights."""

from typing import Any

import networkx as nx

LAYERS = ("supply", "trade", "diplomacy", "influence")


def graph(run: Any, layer: str, month: str = "") -> Any:
    """Return one layer as a networkx graph; nodes carry `kind` and `name`, edges `weight`.

    Args:
        run: A run.
        layer: supply (foundry → designer → country; memory → designer), trade (re-export routes), diplomacy (signed) or
            influence (neighbours).
        month: Kept for the day when weights of past months are recorded; the final month is shown.

    Raises:
        ValueError: If the layer is unknown.
    """
    if layer not in LAYERS:
        raise ValueError(f"{layer!r} is none of {', '.join(LAYERS)}")
    drawn: Any = nx.DiGraph(layer=layer, month=month or run.calendar[-1])
    tables, s = run.tables, run.state
    for c, name in enumerate(tables.countries.ids):
        drawn.add_node(name, kind="country", name=tables.countries["name"][c])
    if layer == "supply":
        _supply(drawn, tables, s)
        return drawn
    weights = {"trade": s.trade, "diplomacy": s.alignment, "influence": s.neighbours}[layer]
    for a, first in enumerate(tables.countries.ids):
        for b, second in enumerate(tables.countries.ids):
            if a != b and abs(weights[a, b]) > 1e-9:
                drawn.add_edge(first, second, weight=float(weights[a, b]))
    return drawn


def _supply(drawn: Any, tables: Any, s: Any) -> None:
    """Add who makes what for whom: weights are cards of the trailing year [thousand]."""
    for kind, table in (("foundry", tables.foundries), ("maker", tables.makers)):
        for row, name in enumerate(table.ids):
            drawn.add_node(name, kind=kind, name=table["name"][row])
    for k in range(len(tables.products)):
        maker = tables.makers.ids[s.products.maker[k]]
        foundry = tables.foundries.ids[s.products.foundry[k]]
        cards = s.shipped_year[k]
        if cards.sum() <= 0.0:
            continue
        _add(drawn, foundry, maker, float(cards.sum()))
        for c in cards.nonzero()[0]:
            _add(drawn, maker, tables.countries.ids[c], float(cards[c]))


def _add(drawn: Any, a: str, b: str, weight: float) -> None:
    """Add to an edge's weight."""
    old = drawn.edges[a, b]["weight"] if drawn.has_edge(a, b) else 0.0
    drawn.add_edge(a, b, weight=old + weight)
