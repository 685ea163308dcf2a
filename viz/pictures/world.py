"""The map: which stack each country's installed base leans to."""

import functools
import json
from collections.abc import Mapping, Sequence

from stackcraft.viz import look

from . import frame
from .lines import country_names
from .source import Option, RecordedRun

BORDERS_NOTE = "De-facto borders as drawn by Natural Earth; no position on any claim is implied."


@functools.cache
def places() -> tuple[tuple[str, str], ...]:
    """Return (name on the map, country id) of every shape on the map."""
    shapes = json.loads(look.WORLD.read_text())["features"]
    return tuple((shape["properties"]["name"], shape["properties"]["country_id"]) for shape in shapes)


def stack_map(
    run: RecordedRun,
    month: int = -1,
    *,
    layer: str = "chip",
    lean: Mapping[str, float] | None = None,
    arcs: Sequence[Option] = (),
) -> Option:
    """Return the world coloured by stack at a month: −100 all US, +100 all Chinese.

    Countries without a row of their own take the value of the aggregate they are counted in; countries
    without any installed base stay blank.

    Args:
        run: The run to draw.
        month: Index of the month, the last by default.
        layer: "chip", "platform" or "model".
        lean: Alignment by country id that colours the map in place of the share, −100 (US) to +100 (China).
        arcs: Series of flows drawn over it (`flows.arcs`).
    """
    known = set(run.entities(f"{layer}_share_us"))
    names = country_names(run)
    shares = {
        country_id: tuple(
            100 * float(run.series(f"{layer}_share_{stack}", country_id)[month]) for stack in ("us", "cn")
        )
        for country_id in {row for _, row in places()} & known
    }
    data = []
    for name, row in places():
        us, cn = shares.get(row, (0.0, 0.0))
        if us + cn > 0:
            country = names.get(row, name) if row.startswith("rest_") else name
            felt = None if lean is None else lean.get(row, 0.0)
            data.append(
                {
                    "name": name,
                    "value": round(cn - us, 1) if felt is None else felt,
                    "us": round(us, 1),
                    "cn": round(cn, 1),
                    "row": country,
                    "id": row,
                    **({} if felt is None else {"lean": felt}),
                }
            )
    return frame.base(
        tooltip=frame.tooltip("countryTip"),
        visualMap={
            "show": False,
            "min": -100,
            "max": 100,
            "seriesIndex": 0,
            "inRange": {"color": ["@map1", "@map2", "@map3", "@map4", "@map5"]},
        },
        geo={
            "map": "world",
            "roam": False,
            "left": 0,
            "right": 0,
            "top": 4,
            "bottom": 0,
            "boundingCoords": [[-168, 76], [180, -54]],
            "itemStyle": {"borderColor": "@card", "borderWidth": 0.6, "areaColor": "@line"},
            "emphasis": {"label": {"show": False}, "itemStyle": {"areaColor": "@open"}},
            "select": {"disabled": True},
        },
        series=[{"id": "lean", "type": "map", "geoIndex": 0, "data": data}, *arcs],
    )
