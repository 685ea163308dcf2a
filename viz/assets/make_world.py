"""Make world.geojson, the map behind the pictures, from the npm package world-atlas (2.0.2).

Run once when the map or the country table changes; the result is kept beside this file:

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python viz/assets/make_world.py package viz/assets/world.geojson

Each feature carries `name` (Natural Earth's short name) and `country_id`, the row of configs/tables/countries.csv whose
values colour it; countries without a row of their own take the aggregate they belong to.
"""

import argparse
import json
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[Point]

# Too small for the 110m map, but seats or hubs of this story (or missed when absent).
FROM_50M = ("Singapore", "Bahrain", "Hong Kong", "Malta", "Mauritius")

# ISO 3166-1 numeric code -> country id. Hong Kong follows Chinese export law since 2020; Bahrain and Oman stay aggregates.
OWN_ROW = {
    "840": "us", "156": "cn", "344": "cn", "392": "jp", "410": "kr", "158": "tw", "036": "au", "124": "ca", "826": "gb",
    "528": "nl", "276": "de", "250": "fr", "372": "ie", "380": "it", "724": "es", "752": "se", "246": "fi", "616": "pl",
    "620": "pt", "756": "ch", "578": "no", "376": "il", "356": "in", "702": "sg", "458": "my", "764": "th", "360": "id",
    "704": "vn", "608": "ph", "784": "ae", "682": "sa", "634": "qa", "076": "br", "484": "mx", "032": "ar", "152": "cl",
    "710": "za", "566": "ng", "818": "eg", "404": "ke", "398": "kz", "643": "ru", "792": "tr",
}  # fmt: skip
EU = {"040", "056", "100", "191", "196", "203", "208", "233", "300", "348", "428", "440", "442", "470", "642", "703", "705"}  # fmt: skip
EUROPE = {"008", "070", "112", "304", "352", "498", "499", "688", "804", "807"}
LATIN = {
    "044", "068", "084", "170", "188", "192", "214", "218", "222", "238", "320", "328", "332", "340", "388", "558", "591",
    "600", "604", "630", "740", "780", "858", "862",
}  # fmt: skip
AFRICA = {
    "012", "024", "072", "108", "120", "140", "148", "178", "180", "204", "226", "231", "232", "262", "266", "270", "288",
    "324", "384", "426", "430", "434", "450", "454", "466", "478", "480", "504", "508", "516", "562", "624", "646", "686",
    "694", "706", "716", "728", "729", "732", "748", "768", "788", "800", "834", "854", "894",
}  # fmt: skip
UNNUMBERED = {"N. Cyprus": "rest_eu", "Kosovo": "rest_europe", "Somaliland": "rest_africa"}
LEFT_OUT = {"Antarctica", "Fr. S. Antarctic Lands"}


def country_id(code: str | None, name: str) -> str:
    """Return the row of the country table that a feature belongs to."""
    if code is None:
        return UNNUMBERED[name]
    groups = ((EU, "rest_eu"), (EUROPE, "rest_europe"), (LATIN, "rest_latin"), (AFRICA, "rest_africa"))
    aggregate = next((row for members, row in groups if code in members), "rest_asia")
    return OWN_ROW.get(code, aggregate)


def decode(path: Path) -> dict[str, tuple[str | None, list[list[Ring]]]]:
    """Read a TopoJSON file of countries into name -> (numeric code, polygons), in degrees."""
    topology = json.loads(path.read_text())
    (scale_x, scale_y), (shift_x, shift_y) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    arcs: list[Ring] = []
    for steps in topology["arcs"]:
        x = y = 0
        arc: Ring = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append((x * scale_x + shift_x, y * scale_y + shift_y))
        arcs.append(arc)

    def ring(indices: Iterable[int]) -> Ring:
        points: Ring = []
        for index in indices:
            arc = arcs[index] if index >= 0 else arcs[~index][::-1]
            points += arc[1:] if points else arc
        return points

    countries = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = {"Polygon": [shape.get("arcs")], "MultiPolygon": shape.get("arcs")}.get(shape["type"])
        if polygons:
            countries[shape["properties"]["name"]] = (
                shape.get("id"),
                [[ring(r) for r in p] for p in polygons],
            )
    return countries


def clip(ring: Ring, limit: float, *, west: bool) -> Ring:
    """Return the part of a ring on one side of a meridian."""

    def inside(x: float) -> bool:
        return x <= limit if west else x >= limit

    kept: Ring = []
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        if inside(x0):
            kept.append((x0, y0))
        if inside(x0) != inside(x1):
            kept.append((limit, y0 + (limit - x0) / (x1 - x0) * (y1 - y0)))
    return kept


def split_at_antimeridian(ring: Ring) -> list[Ring]:
    """Cut a ring that runs over 180° (Russia, Fiji) in two, so that a flat map draws no band across the world."""
    turns, unrolled = 0.0, [ring[0]]
    for (x0, _), (x1, y1) in pairwise(ring):
        turns += -360 if x1 - x0 > 180 else 360 if x1 - x0 < -180 else 0
        unrolled.append((x1 + turns, y1))
    east = max(x for x, _ in unrolled) > 180.0001
    if not east and min(x for x, _ in unrolled) >= -180.0001:
        return [unrolled]
    limit = 180.0 if east else -180.0
    west_part, east_part = clip(unrolled, limit, west=True), clip(unrolled, limit, west=False)
    if east:
        east_part = [(x - 360, y) for x, y in east_part]
    else:
        west_part = [(x + 360, y) for x, y in west_part]
    return [[*part, part[0]] for part in (west_part, east_part) if len(part) >= 3]


def rounded(ring: Ring) -> list[list[float]]:
    """Round to hundredths of a degree, about a kilometre: the file halves and no one sees it."""
    return [[round(x, 2), round(y, 2)] for x, y in ring]


def features(atlas: Path) -> list[dict[str, Any]]:
    """Return the GeoJSON features of all countries, small states from the finer map included."""
    countries = decode(atlas / "countries-110m.json")
    finer = decode(atlas / "countries-50m.json")
    countries |= {name: finer[name] for name in FROM_50M}
    made = []
    for name, (code, polygons) in countries.items():
        if name in LEFT_OUT:
            continue
        parts = []
        for outer, *holes in polygons:
            pieces = split_at_antimeridian(outer)
            parts += [[rounded(piece)] for piece in pieces]
            if len(pieces) == 1:
                parts[-1] += [rounded(hole) for hole in holes]
        made.append(
            {
                "type": "Feature",
                "properties": {"name": name, "country_id": country_id(code, name)},
                "geometry": {"type": "MultiPolygon", "coordinates": parts},
            }
        )
    return made


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("atlas", type=Path, help="unpacked world-atlas package")
    parser.add_argument("out", type=Path, help="GeoJSON file to write")
    given = parser.parse_args()
    made = features(given.atlas)
    given.out.write_text(
        json.dumps({"type": "FeatureCollection", "features": made}, separators=(",", ":"), ensure_ascii=False)
    )
    print(f"{len(made)} features written to {given.out}")
