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
    event_picked: Callable[[str], Any] | None = None,
) -> None:
    """Draw a picture of `stackcraft.viz.pictures`; an update keeps what the reader hid or zoomed.

    `event_picked` hears the name of what is clicked in it.
    """


@solara.component_vue("levers.vue")
def LeverPanel(
    tabs: list[dict[str, str]],
    tab: str,
    groups: list[dict[str, str]],
    group: str,
    rows: list[dict[str, Any]],
    months: list[str],
    card: dict[str, Any] | None,
    words: dict[str, str],
    event_tab: Callable[[str], None],
    event_group: Callable[[str], None],
    event_open: Callable[[str], None],
    event_set: Callable[[dict[str, Any]], None],
    event_choose: Callable[[dict[str, Any]], None],
    event_aim: Callable[[dict[str, Any]], None],
) -> None:
    """Offer levers as sliders with a tick at the baseline, strategies as menus, and a card for each."""


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
def ThemeButton(words: dict[str, str]) -> None:
    """Change between the light and the dark theme; kept in the browser."""


@solara.component_vue("address.vue")
def Address(query: str) -> None:
    """Show the page's state in the address, so that it can be copied as a link."""


@solara.component_vue("steps.vue")
def Steps(
    undo: int,
    redo: int,
    words: dict[str, str],
    event_undo: Callable[[None], None],
    event_redo: Callable[[None], None],
) -> None:
    """Take steps back and make them again, by button or Ctrl+Z."""


@solara.component_vue("nav.vue")
def Navigation(pages: list[dict[str, str]], here: str, words: dict[str, str], event_go: Callable[[str], None]) -> None:
    """Lead to the pages; on phones also to the parts of the main one."""
