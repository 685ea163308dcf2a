"""The figure of the readme: two pictures of a default run, drawn by the product and photographed by a browser."""

import html
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from string import Template

from stackcraft.viz import look, pictures
from stackcraft.viz.chronicle import landmarks
from stackcraft.viz.document import embed

from .api import run

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WIDTH, HEIGHT = 1240, 460

PAGE = Template("""<!doctype html><meta charset="utf-8"><style>
@font-face{font-family:"Inter Variable";src:url("$font") format("woff2");font-weight:100 900}
:root{$colours}
body{margin:0;padding:14px 34px 14px 14px;background:#fff;font:14px "Inter Variable";display:grid;
grid-template-columns:1fr 1.12fr;gap:0 22px}
figure{margin:0} h2{margin:0 0 2px;font-size:16px} p{margin:0 0 6px;color:#586174} .plot{height:345px}
.plot *{overflow:visible!important}
</style>
<figure><h2>What China computes on</h2><p>Share of its installed AI compute, by stack</p>
<div class="plot" id="base"></div></figure>
<figure><h2>Who sells to China</h2><p>Shares of a month's sales of AI chips</p>
<div class="plot" id="market"></div></figure>
<p style="grid-column:1/3;font-size:12px;line-height:1.45">$pins</p>
<script>$echarts</script><script>$paint</script><script>
const theme = $theme, drawn = $drawn;
document.fonts.load('12px "Inter Variable"').then(() => {
  for (const name in drawn) {
    const place = document.getElementById(name);
    const chart = echarts.init(place, null, {renderer: "svg"});
    chart.setOption({...stackcraftPaint(drawn[name], theme, place.clientWidth), animation: false});
  }
});
</script>""")


def figure(path: Path) -> None:
    """Draw the figure of a default run as a PNG file.

    Raises:
        FileNotFoundError: There is no Chromium to draw it.
    """
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise FileNotFoundError(f"none of {', '.join(BROWSERS)} is installed")
    made = run()
    now = made.calendar.index(made.scenario.script_until)
    pins = landmarks(made)
    told = (f"<b>{n}</b> {made.calendar[pin.month]} {html.escape(pin.text)}" for n, pin in enumerate(pins, 1))
    drawn = {
        "base": pictures.diffusion(made, region="cn", now=now, pins=pins),
        "market": pictures.china_market(made, now=now),
    }
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "figure.html"
        page.write_text(
            PAGE.substitute(
                font=look.FONT.as_uri(),
                colours=look.css_variables("light"),
                echarts=look.ECHARTS.read_text(),
                paint=look.PAINT.read_text(),
                theme=embed(look.THEMES["light"]),
                drawn=embed(drawn),
                pins="; ".join(told),
            ),
            encoding="utf-8",
        )
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--virtual-time-budget=3000"]
        size = f"--window-size={WIDTH},{HEIGHT}"
        shot = f"--screenshot={path.absolute()}"
        subprocess.run([browser, *options, size, shot, page.as_uri()], check=True, capture_output=True, timeout=120)


if __name__ == "__main__":
    figure(Path(sys.argv[1]))
