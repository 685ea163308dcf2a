"""Pictures for documents: drawn by the product's own charts in a headless browser, kept as SVG files."""

import html
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from string import Template

from stackcraft.viz import look
from stackcraft.viz.document import embed
from stackcraft.viz.pictures.source import Option

BROWSERS = ("chromium", "chromium-browser", "google-chrome")

DOT = re.compile(
    r'<path d="M1 0A1 1 0 1 1 1 -0\.0001" transform="matrix\(([\d.]+),0,0,[\d.]+,([\d.-]+),([\d.-]+)\)" ([^>]*)></path>'
)
"""A dot as the charts draw it: an arc that nearly closes, which a circle says in half the words."""

LONG = re.compile(r"-?\d+\.\d{3,}")
"""Numbers with more digits than a picture needs; those of arcs stay, which rounding would close to nothing."""

PAGE = Template("""<!doctype html><meta charset="utf-8"><body>$places
<script>$echarts</script><script>$paint</script><script>
const theme = $theme, drawn = $drawn;
for (const name in drawn) {
  const place = document.getElementById(name);
  const chart = echarts.init(place, null, {renderer: "svg", width: $width, height: drawn[name].height});
  chart.setOption({...stackcraftPaint(drawn[name].option, theme, $width), animation: false});
}
</script>""")


def browser() -> str:
    """Return the browser that draws.

    Raises:
        FileNotFoundError: There is none.
    """
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise FileNotFoundError(f"none of {', '.join(BROWSERS)} is installed")
    return found


def draw(pictures: Mapping[str, tuple[Option, int]], folder: Path, width: int = 760) -> None:
    """Draw pictures as SVG files of their names, in the light theme on a card of its colour.

    Args:
        pictures: Picture and height [pixels] by name.
        folder: Where the files go; made if it isn't there.
        width: Their width [pixels].

    Raises:
        FileNotFoundError: There is no browser to draw them.
        ValueError: The browser drew fewer than were asked for.
    """
    names = list(pictures)
    page = PAGE.substitute(
        places="".join(f'<div id="{html.escape(name)}"></div>' for name in names),
        echarts=look.ECHARTS.read_text(),
        paint=look.PAINT.read_text(),
        theme=embed(look.LIGHT),
        drawn=embed({name: {"option": option, "height": height} for name, (option, height) in pictures.items()}),
        width=width,
    )
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "page.html"
        source.write_text(page, encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=4000", "--dump-dom"]
        told = subprocess.run([browser(), *options, source.as_uri()], check=True, capture_output=True, timeout=180)
    drawn = re.findall(r"<svg .*?</svg>", told.stdout.decode(), re.DOTALL)
    if len(drawn) != len(names):
        raise ValueError(f"the browser drew {len(drawn)} of {len(names)} pictures")
    folder.mkdir(parents=True, exist_ok=True)
    for name, picture in zip(names, drawn, strict=True):
        (folder / f"{name}.svg").write_text(_card(picture, width, pictures[name][1]), encoding="utf-8")


def _card(picture: str, width: int, height: int) -> str:
    """Return an SVG element as a file of its own, on a card, its numbers short enough to read."""
    inner = re.sub(r"^<svg [^>]*>", "", picture)
    inner = DOT.sub(r'<circle cx="\2" cy="\3" r="\1" \4/>', inner)
    inner = re.sub(r'"[^"A]*"', lambda text: LONG.sub(lambda number: f"{float(number[0]):.2f}", text[0]), inner)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<rect width="100%" height="100%" rx="8" fill="{look.LIGHT["card"]}"/>{inner}\n'
    )
