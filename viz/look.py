"""The look: colour tokens of the light and the dark theme, and the files that pictures need in a browser.

Pictures name colours by token ("@us"), and `assets/paint.js` fills in the theme where they are drawn: one
picture serves both themes, and changing theme asks nothing of the server.
"""

from pathlib import Path
from typing import Final

ASSETS: Final = Path(__file__).parent / "assets"
ECHARTS: Final = ASSETS / "echarts-6.1.0.min.js"
PAINT: Final = ASSETS / "paint.js"
FONT: Final = ASSETS / "inter-latin-wght-normal.woff2"
WORLD: Final = ASSETS / "world.geojson"

FONT_FAMILY: Final = "Inter Variable, Inter, system-ui, sans-serif"

# Stacks checked for deuteranopia, protanopia and tritanopia; text is ink, with a colour chip beside it.
LIGHT: Final[dict[str, str]] = {
    "ink": "#0F1B2D", "ink2": "#475467", "ink3": "#667085", "line": "#E4E8EF", "page": "#F3F5F9",
    "card": "#FFFFFF", "bar": "#0F1B2D", "chip": "#EEF2F7", "good": "#0E8A6D", "bad": "#C2410C",
    "us": "#1F6FB2", "cn": "#D8572A", "both": "#17A398", "open": "#E6B23C", "none": "#C3CAD5",
    "map1": "#1F6FB2", "map2": "#8FBCE0", "map3": "#EDEFF3", "map4": "#F0B79C", "map5": "#D8572A",
    "heat": "#8FBCE0", "shade": "rgba(120,140,175,0.10)", "edge": "#A7B1C0",
}  # fmt: skip
DARK: Final[dict[str, str]] = {
    "ink": "#E8EDF5", "ink2": "#A9B4C4", "ink3": "#8A97AB", "line": "#24324A", "page": "#0B1422",
    "card": "#121F33", "bar": "#0A1220", "chip": "#1B2A42", "good": "#3CCFA6", "bad": "#FF8A5C",
    "us": "#4C9BE0", "cn": "#F07B4C", "both": "#3CC4B8", "open": "#F0C35A", "none": "#4A586E",
    "map1": "#4C9BE0", "map2": "#33608C", "map3": "#25344C", "map4": "#8A4A33", "map5": "#F07B4C",
    "heat": "#2C5E8E", "shade": "rgba(120,150,200,0.10)", "edge": "#5B6B84",
}  # fmt: skip
THEMES: Final = {"light": LIGHT, "dark": DARK}


def css_variables(theme: str) -> str:
    """Return the tokens of a theme ("light" or "dark") as CSS custom properties, `--us:#1F6FB2;…`."""
    return "".join(f"--{token}:{colour};" for token, colour in THEMES[theme].items())
