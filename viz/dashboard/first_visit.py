"""What a first visitor sees, made before one comes: the run, its bands, and what its latest decisions did."""

import contextlib

from . import crew, workbench
from .changes import Changes
from .page.events import WITH_EFFECT
from .page.session import Shown, visited


def make_ready(data: str) -> None:
    """Make it, the run first; what a visitor wants comes before the rest of it. What fails is told on the page.

    Args:
        data: Folder of tables laid over the shipped ones, empty if there is none.
    """
    opened = Changes(data=data)
    with contextlib.suppress(Exception):
        run = workbench.run_of(opened)
        crew.spread(opened, lambda: not visited())
        told = Shown(run, run, opened).told
        crew.effects(opened, [entry.orders for entry in told[:WITH_EFFECT]], lambda: not visited())
