"""The dashboard's pages as Solara serves them: one frame, the page inside chosen by the address."""

import solara

from stackcraft.viz.dashboard.pages import PAGES

from .frame import Frame

Page = Frame
routes = [solara.Route(page.path or "/", component=Frame) for page in PAGES]
