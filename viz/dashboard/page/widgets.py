"""The page's own browser components: chart, lever, choice, theme button, navigation."""

import json
from collections.abc import Callable
from typing import Any

import solara


def packed(content: Any) -> str:
    """Return data for the browser as one JSON text.

    Solara looks through every list and dictionary that a component is given for components within: for pictures that costs
    more than the run. A text it takes as it is.
    """
    return json.dumps(content, separators=(",", ":"), allow_nan=False)


def Chart(
    name: str,
    label: str,
    option: dict[str, Any],
    tokens: dict[str, dict[str, str]],
    height: str = "292px",
    world: bool = False,
    kind: str = "",
    frames: str = "",
    took: float = 0.0,
    event_picked: Callable[[str], Any] | None = None,
    event_drawn: Callable[[None], Any] | None = None,
) -> None:
    """Draw a picture of `stackcraft.viz.pictures`; an update keeps what the reader hid or zoomed.

    Args:
        name: Its name among the charts of the page.
        label: What it shows, for those who don't see it.
        option: The picture.
        tokens: Colours of the themes.
        height: Height in CSS.
        world: Whether it needs the map.
        kind: "diffusion" or "map": how it follows the transport; not at all if empty.
        frames: What a map shows month by month, `packed`.
        took: Time that the server took for the run [ms], kept with the drawing for those who measure.
        event_picked: Called with the id, or the name, of what was picked by a click.
        event_drawn: Called when a new picture stands.
    """
    _Chart(
        name=name,
        label=label,
        option=packed(option),
        tokens=packed(tokens),
        height=height,
        world=world,
        kind=kind,
        frames=frames,
        took=took,
        picks=event_picked is not None,
        tells=event_drawn is not None,
        event_picked=event_picked or _ignore,
        event_drawn=event_drawn or _ignore,
    )


def _ignore(_: Any) -> None:
    """Take no notice."""


@solara.component_vue("chart.vue")
def _Chart(
    name: str,
    label: str,
    option: str,
    tokens: str,
    height: str,
    world: bool,
    kind: str,
    frames: str,
    took: float,
    picks: bool,
    tells: bool,
    event_picked: Callable[[str], None],
    event_drawn: Callable[[None], None],
) -> None:
    """Draw a picture given as JSON."""


@solara.component_vue("transport.vue")
def Transport(months: str, month: str, words: dict[str, str], event_month: Callable[[str], None]) -> None:
    """Lead through the months: play, pause, step, back, speed, and the date; the server hears of it when it rests."""


@solara.component_vue("kpis.vue")
def Kpis(name: str, numbers: str, words: dict[str, str]) -> None:
    """Show headline numbers at the transport's month, with their course and their change against the baseline."""


@solara.component_vue("log.vue")
def Log(name: str, entries: str, words: dict[str, str], event_order: Callable[[str], None]) -> None:
    """List what happened up to the transport's month, newest first or by the size of its effect."""


@solara.component_vue("card.vue")
def Card(
    name: str,
    card: dict[str, Any] | None,
    words: dict[str, str],
    event_close: Callable[[None], None],
    event_aim: Callable[[dict[str, Any]], None] | None = None,
) -> None:
    """Show a card over the page: what a lever or an actor is, with facts, examples and weight."""


@solara.component_vue("layers.vue")
def Layers(
    name: str, label: str, options: list[dict[str, str]], value: list[str], event_chosen: Callable[[list[str]], None]
) -> None:
    """Switch layers on and off."""


@solara.component_vue("tour.vue")
def Tour(steps: list[dict[str, str]], words: dict[str, str]) -> None:
    """Lead a first visitor through the page in a few steps; shown again on demand."""


@solara.component_vue("levers.vue")
def LeverPanel(
    name: str,
    tabs: list[dict[str, str]],
    tab: str,
    groups: list[dict[str, str]],
    group: str,
    rows: str,
    heard: int,
    months: str,
    words: dict[str, str],
    event_tab: Callable[[str], None],
    event_group: Callable[[str], None],
    event_open: Callable[[str], None],
    event_set: Callable[[dict[str, Any]], None],
    event_choose: Callable[[dict[str, Any]], None],
) -> None:
    """Offer levers as sliders with a tick at the baseline, and strategies as menus."""


def Choice(
    name: str,
    label: str,
    options: list[dict[str, str]],
    value: str,
    tabs: bool,
    event_chosen: Callable[..., Any],
) -> None:
    """Offer a few named options, as tabs or as a menu."""
    _Choice(name=name, label=label, options=packed(options), value=value, tabs=tabs, event_chosen=event_chosen)


@solara.component_vue("choice.vue")
def _Choice(name: str, label: str, options: str, value: str, tabs: bool, event_chosen: Callable[..., Any]) -> None:
    """Offer options given as JSON."""


@solara.component_vue("theme.vue")
def ThemeButton(words: dict[str, str]) -> None:
    """Change between the light and the dark theme; kept in the browser."""


@solara.component_vue("address.vue")
def Address(query: str, event_here: Callable[[None], None]) -> None:
    """Show the page's state in the address, so that it can be copied as a link; tell once the page stands in the browser."""


@solara.component_vue("steps.vue")
def Steps(
    undo: int,
    redo: int,
    seed: int,
    tour: bool,
    words: dict[str, str],
    event_undo: Callable[[None], None],
    event_redo: Callable[[None], None],
    event_dice: Callable[[None], None],
) -> None:
    """Take steps back and make them again, by button or Ctrl+Z; throw other dice; ask for the tour."""


@solara.component_vue("nav.vue")
def Navigation(pages: list[dict[str, str]], here: str, words: dict[str, str], event_go: Callable[[str], None]) -> None:
    """Lead to the pages; on phones also to the parts of the main one."""
