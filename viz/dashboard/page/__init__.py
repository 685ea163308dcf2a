"""The dashboard's pages as Solara serves them: one frame, the page inside chosen by the address."""

from typing import Any

import solara

from stackcraft.viz.dashboard.pages import PAGES

from .frame import Frame


@solara.component
def Bare(children: list[Any]) -> None:
    """Show a page and nothing around it: Solara would put a bar with a tab for every route above."""
    for child in children:
        solara.display(child)


Page = Frame
routes = [solara.Route(page.path or "/", component=Frame, layout=Bare) for page in PAGES]
