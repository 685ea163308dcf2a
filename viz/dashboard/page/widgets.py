"""The page's own browser components: chart, lever, choice, theme button, navigation."""

from collections.abc import Callable
from typing import Any

import solara


@solara.component_vue("chart.vue")
def Chart(
    name: str,
    label: str,
    option: dict[str, Any],
    tokens: dict[str, dict[str, str]],
    height: str = "292px",
    world: bool = False,
) -> None:
    """Draw a picture of `stackcraft.viz.pictures`; an update keeps what the reader hid or zoomed."""


@solara.component_vue("lever.vue")
def LeverSlider(
    name: str,
    title: str,
    note: str,
    actor: str,
    low: float,
    high: float,
    step: float,
    base: float,
    value: float,
    steps: list[str],
    unit: str,
    digits: int,
    about: str,
    source: str,
    event_moved: Callable[[float], None],
) -> None:
    """Offer one lever as a slider with a tick at the baseline, and what is known about it."""


@solara.component_vue("choice.vue")
def Choice(
    name: str,
    label: str,
    options: list[dict[str, str]],
    value: str,
    tabs: bool,
    event_chosen: Callable[[str], None],
) -> None:
    """Offer a few named options, as tabs or as a menu."""


@solara.component_vue("theme.vue")
def ThemeButton() -> None:
    """Change between the light and the dark theme; kept in the browser."""


@solara.component_vue("address.vue")
def Address(query: str) -> None:
    """Show the page's state in the address, so that it can be copied as a link."""


@solara.component_vue("nav.vue")
def Navigation(parts: list[dict[str, str]]) -> None:
    """Lead to the parts of the page, on phones."""
