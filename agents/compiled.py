"""A whole run as one compiled loop, for casts in which only rules decide."""

from stackcraft.model.kernels import rule
from stackcraft.model.months import begin_month, finish_month

from .deliberation import decide


@rule
def run_months(s, first, last):  # type: ignore[no-untyped-def]
    """Run the months from `first` up to and not including `last`."""
    for t in range(first, last):
        begin_month(s, t)
        if s.world.replay[0] == 0:
            decide(s, t)
        finish_month(s, t)
