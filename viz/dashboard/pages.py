"""The pages of the dashboard: one line each. A page is a component without arguments, loaded when it is first opened.

A page finds the session (changes, undo, run, baseline) with `page.session.use_session()`, and its words in
`texts/en/NAME.toml`. What it wants kept in the link it puts into the session's `view`, under a key named here.
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class PageEntry:
    """One page.

    Attributes:
        path: Path below the root, without slashes; empty for the main page.
        title: Key of its title in the catalogue.
        icon: Its icon (Material Design Icons 4.9.95).
        component: "module:Name" of the component, the module relative to this package.
        view: Keys of the view that are its own in the link.
    """

    path: str
    title: str
    icon: str
    component: str
    view: tuple[str, ...] = ()

    def load(self) -> Callable[[], Any]:
        """Return the component, importing its module."""
        module, _, name = self.component.partition(":")
        found: Callable[[], Any] = getattr(importlib.import_module(module, __package__), name)
        return found


PAGES: tuple[PageEntry, ...] = (
    PageEntry(
        "", "page_main", "mdi-chart-areaspline", ".page.main:Main", ("region", "layer", "month", "map", "network")
    ),
    PageEntry("history", "history.page", "mdi-timeline-text-outline", ".page.history:History", ("reading",)),
    PageEntry("compare", "compare.page", "mdi-compare", ".page.compare:Compare", ("first", "second", "pairs")),
    PageEntry(
        "explain",
        "explain.page",
        "mdi-comment-question-outline",
        ".page.explain:Explain",
        ("seat", "which", "decision", "country", "shipped"),
    ),
    PageEntry(
        "sweeps",
        "sweeps.page",
        "mdi-chart-scatter-plot",
        ".page.sweeps:Sweeps",
        ("folder", "ask", "outcome", "method", "condition", "payoff", "plays"),
    ),
    PageEntry("theses", "theses.page", "mdi-scale-balance", ".page.theses:Theses", ("thesis", "worlds")),
    PageEntry("hindcast", "hindcast.page", "mdi-history", ".page.hindcast:Hindcast", ("runs",)),
    PageEntry("share", "data.page", "mdi-share-variant", ".page.share:Share"),
)


def page_at(path: str) -> PageEntry | None:
    """Return the page at a path, None where there is none."""
    wanted = (path or "").strip("/")
    return next((page for page in PAGES if page.path == wanted), None)
