"""A whole run as one compiled loop, for casts in which only rules decide."""

from stackcraft.model import (
    adjudication,
    adoption,
    bargaining,
    calendar,
    diversion,
    licensing,
    market,
    minerals,
    models,
    platforms,
    politics,
    recorder,
    supply,
    tariffs,
)
from stackcraft.model.kernels import rule

from .deliberation import decide


@rule
def run_months(s, first, last):  # type: ignore[no-untyped-def]
    """Run the months from `first` up to and not including `last`: the rules of the schedule in order."""
    for t in range(first, last):
        calendar.open_month(s, t)
        if s.world.replay[0] == 0:
            decide(s, t)
        adjudication.adjudicate(s, t)
        bargaining.bargain(s, t)
        supply.produce(s, t)
        licensing.determine(s, t)
        market.trade(s, t)
        diversion.divert(s, t)
        adoption.adopt(s, t)
        platforms.mature(s, t)
        models.train(s, t)
        minerals.supply_minerals(s, t)
        tariffs.charge(s, t)
        politics.feel(s, t)
        recorder.record(s, t)
