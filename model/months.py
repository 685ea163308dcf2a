"""The compiled month: the schedule's rules as two calls, before and after the seats decide."""

from . import (
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
from .kernels import rule


@rule
def begin_month(s, t):  # type: ignore[no-untyped-def]
    """Run month `t` up to the point where seats decide."""
    calendar.open_month(s, t)


@rule
def finish_month(s, t):  # type: ignore[no-untyped-def]
    """Run the rest of month `t`: adjudicate the orders given and let the world answer."""
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
