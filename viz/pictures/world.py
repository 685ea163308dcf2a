"""The map: which stack each country's installed base leans to."""

import functools
import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from stackcraft.viz import look

from . import frame
from .lines import country_names
from .source import Option, RecordedRun

BORDERS_NOTE = "De-facto borders as drawn by Natural Earth; no position on any claim is implied."

STACKS = ("@map1", "@map2", "@map3", "@map4", "@map5")
AMOUNTS = ("@line", "@both")
RESOLVED = 0.01
"""Share below which the scale of shares tells differences no more."""
SHARE_TICKS = (0, 5, 20, 50, 80, 95, 100)
"""Chinese shares marked on the scale [per cent]."""
LEAST_COMPUTE, MOST_COMPUTE = 10.0, 1e6
"""Ends of the scale of installed compute [thousand H100 equivalents]."""


def share_shade(us: Any, cn: Any) -> Any:
    """Return where shares stand on the map's scale, −1 all US, +1 all Chinese: by log odds, so that small shares differ.

    Nearly everywhere one stack holds nearly all; on an even scale such countries would all look alike.
    """
    part = np.divide(cn, us + cn, out=np.zeros(np.shape(us)), where=np.asarray(us + cn) > 0)
    return np.log((part + RESOLVED) / (1 - part + RESOLVED)) / np.log((1 + RESOLVED) / RESOLVED)


def compute_shade(amount: Any) -> Any:
    """Return where installed compute [thousand H100 equivalents] stands on the map's scale [0, 1], by powers of ten."""
    span = np.log10(MOST_COMPUTE / LEAST_COMPUTE)
    return np.clip(np.log10(np.maximum(amount, LEAST_COMPUTE) / LEAST_COMPUTE) / span, 0, 1)


@functools.cache
def places() -> tuple[tuple[str, str], ...]:
    """Return (name on the map, country id) of every shape on the map."""
    shapes = json.loads(look.WORLD.read_text())["features"]
    return tuple((shape["properties"]["name"], shape["properties"]["country_id"]) for shape in shapes)


def rows_on_map(run: RecordedRun) -> list[str]:
    """Return the countries and aggregates on the map that a run knows."""
    known = set(run.entities("chip_share_us"))
    return [row for row in dict.fromkeys(row for _, row in places()) if row in known]


def shares_on_map(run: RecordedRun, layer: str) -> tuple[list[str], Any, Any]:
    """Return the countries and aggregates on the map, and either stack's share in each [per cent], shape (rows, months)."""
    rows = rows_on_map(run)
    us, cn = (
        100 * np.stack([np.asarray(run.series(f"{layer}_share_{stack}", row), dtype=float) for row in rows])
        for stack in ("us", "cn")
    )
    return rows, us, cn


def stack_map(
    run: RecordedRun,
    month: int = -1,
    *,
    layer: str = "chip",
    lean: Mapping[str, float] | None = None,
    compute: Mapping[str, float] | None = None,
    arcs: Sequence[Option] = (),
) -> Option:
    """Return the world coloured by stack at a month, on a scale that tells small shares apart (`share_shade`).

    Countries without a row of their own take the value of the aggregate they are counted in; countries
    without any installed base stay blank.

    Args:
        run: The run to draw.
        month: Index of the month, the last by default.
        layer: "chip", "platform" or "model".
        lean: Alignment by country id that colours the map in place of the share, −100 (US) to +100 (China).
        compute: Installed compute by country id that colours the map in place of the share [thousand H100 equivalents].
        arcs: Series of flows drawn over it (`flows.arcs`).
    """
    names = country_names(run)
    rows, us_shares, cn_shares = shares_on_map(run, layer)
    at = {row: k for k, row in enumerate(rows)}
    us_then, cn_then = us_shares[:, month], cn_shares[:, month]
    shades = share_shade(us_then, cn_then)
    data = []
    for name, row in places():
        k = at.get(row, -1)
        us, cn = (float(us_then[k]), float(cn_then[k])) if k >= 0 else (0.0, 0.0)
        if us + cn > 0:
            country = names.get(row, name) if row.startswith("rest_") else name
            shade, more = float(shades[k]), {}
            if lean is not None:
                more = {"lean": lean.get(row, 0.0)}
                shade = more["lean"] / 100
            elif compute is not None:
                more = {"compute": round(compute.get(row, 0.0), 1)}
                shade = float(compute_shade(more["compute"]))
            data.append(
                {
                    "name": name,
                    "value": round(shade, 3),
                    "us": round(us, 1),
                    "cn": round(cn, 1),
                    "row": country,
                    "id": row,
                    **more,
                }
            )
    return frame.base(
        tooltip=frame.tooltip("countryTip"),
        visualMap={
            "show": False,
            "min": -1 if compute is None else 0,
            "max": 1,
            "seriesIndex": 0,
            "inRange": {"color": list(STACKS if compute is None else AMOUNTS)},
        },
        geo={
            "map": "world",
            "roam": False,
            "left": 0,
            "right": 0,
            "top": 4,
            "bottom": 0,
            "boundingCoords": [[-168, 76], [180, -54]],
            "preserveAspect": "contain",
            "itemStyle": {"borderColor": "@card", "borderWidth": 0.6, "areaColor": "@line"},
            "emphasis": {"label": {"show": False}, "itemStyle": {"areaColor": "@open"}},
            "select": {"disabled": True},
        },
        series=[{"id": "lean", "type": "map", "geoIndex": 0, "data": data}, *arcs],
    )
