"""Conformance: what every strategy must satisfy, shipped or from another package; each check names what it finds."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations

import numpy as np

from stackcraft.model import goals, ladders
from stackcraft.model.dates import month_name
from stackcraft.model.handle import State
from stackcraft.model.legality import HIGH, LOW, SENTENCES
from stackcraft.model.months import begin_month, finish_month
from stackcraft.model.posture import is_chips, is_tools
from stackcraft.model.scenario import load_scenario

from .cast import SILENT, prepare
from .engine import Engine
from .situations import (
    EXTREMES,
    MONTHS,
    QUARTER,
    SEATS,
    Answer,
    Change,
    doctrines,
    hidden,
    quarter,
    record,
    situation,
    think,
)
from .strategies import Strategy

Faults = list[str]


def seats_of(strategy: Strategy) -> tuple[str, ...]:
    """Return the seats in which a strategy is tried, of every kind that it fits."""
    return tuple(seat for kind in strategy.kinds for seat in SEATS[kind])


def repeats_itself(strategy: Strategy, months: Sequence[str] = MONTHS) -> Faults:
    """Check that a strategy gives the same orders for the same reasons twice, to the bit."""
    return [
        f"{seat} in {month}: other orders the second time"
        for seat in seats_of(strategy)
        for month in months
        if not _same(quarter(month, seat, strategy), quarter(month, seat, strategy))
    ]


def orders_are_answered(strategy: Strategy, months: Sequence[str] = MONTHS) -> Faults:
    """Check that every order names what exists, is the seat's own, and is applied or refused with a reason.

    A doctrine asks the law before it orders, so it is never refused but for what changed within the month: another
    order of its own.
    """
    faults = []
    for seat in seats_of(strategy):
        g = record().tables.seats.index[seat]
        for month in months:
            for answer in quarter(month, seat, strategy):
                faults += [f"{seat} in {month}: {problem}" for problem in answer.problems]
                for row in answer.rows:
                    if row.seat != g:
                        faults.append(f"{seat} in {month}: an order in the name of another seat")
                    if not 0 <= row.code < len(SENTENCES):
                        faults.append(f"{seat} in {month}: an order met no verdict")
                    elif row.code > 0 and strategy.decides is None:
                        faults.append(f"{seat} in {month}: refused, {SENTENCES[row.code]}")
    return faults


def sees_nothing_hidden(strategy: Strategy, months: Sequence[str] = MONTHS) -> Faults:
    """Check that orders and reasons stay the same, to the bit, when what the seat must not see is changed."""
    faults = []
    for seat in seats_of(strategy) if _decides(strategy) else ():
        changes = hidden(seat)

        def everything(s: State, changes: dict[str, Change] = changes) -> None:
            for change in changes.values():
                change(s)

        for month in months:
            plain = _one_by_one(month, seat, strategy)
            if _same(plain, _one_by_one(month, seat, strategy, everything)):
                continue
            seen = [
                what for what, change in changes.items() if not _same(plain, _one_by_one(month, seat, strategy, change))
            ]
            faults.append(f"{seat} in {month}: decides by {', '.join(seen) or 'hidden things together'}")
    return faults


def _decides(strategy: Strategy) -> bool:
    """Return whether a strategy gives orders of its own; those that declare neither doctrine nor method are silent."""
    return bool(strategy.doctrine) or strategy.decides is not None


def _same(answers: Sequence[Answer], others: Sequence[Answer]) -> bool:
    return all(a.equals(b) for a, b in zip(answers, others, strict=True))


def _one_by_one(month: str, seat: str, strategy: Strategy, change: Change | None = None) -> list[Answer]:
    """Return what a strategy orders in each month of a quarter, the months before it played without it."""
    answers = []
    for wait in range(QUARTER):
        s = situation(month)
        for _ in range(wait):
            t = int(s.world.month[0]) + 1
            begin_month(s, t)
            finish_month(s, t)
        answers.append(think(s, seat, strategy, change))
    return answers


def survives_extremes(strategy: Strategy, month: str = MONTHS[-1]) -> Faults:
    """Check that at the edges of what can be a strategy still gives orders in range, for reasons that are numbers."""
    faults = []
    for seat in seats_of(strategy):
        for name, change in EXTREMES.items():
            for answer in _one_by_one(month, seat, strategy, change):
                faults += [f"{seat}, {name}: {problem}" for problem in answer.problems]
                faults += [f"{seat}, {name}: {fault}" for fault in _out_of_range(answer)]
    return faults


def _out_of_range(answer: Answer) -> Faults:
    instruments = situation(MONTHS[-1]).instruments
    faults = [] if np.isfinite(answer.reasons).all() else ["reasons are no numbers"]
    for row in answer.rows:
        if not np.isfinite(row.value):
            faults.append("an order's value is no number")
        elif (
            row.instrument >= 0
            and not instruments[row.instrument, LOW] <= row.value <= instruments[row.instrument, HIGH]
        ):
            faults.append(f"an order's value is out of range: {row.value:g}")
    return faults


def keeps_red_lines(strategy: Strategy, seeds: Sequence[int] = (1,), months: int = 48) -> Faults:
    """Check that a doctrine gives up nothing beyond its red lines, by order or at the table, in runs from 2022 on."""
    if not strategy.doctrine or strategy.decides is not None:
        return []
    row = doctrines().table[doctrines().index[strategy.doctrine]]
    guarded = {
        "us": [k for k in range(ladders.FIRST_CHINESE)
               if (row[goals.RED_CHIPS] > 0.5 and is_chips(k)) or (row[goals.RED_TOOLS] > 0.5 and is_tools(k))],
        "cn": [k for k in range(ladders.MINERAL, ladders.TUNGSTEN + 1) if row[goals.RED_MINERALS] > 0.5],
    }  # fmt: skip
    faults = []
    for seat in ("us", "cn"):
        for seed in seeds if guarded[seat] else ():
            engine = run_with(strategy, seat, seed, months)
            faults += _relief(engine, guarded[seat], seat)
    return faults


def run_with(strategy: Strategy, seat: str, seed: int, months: int) -> Engine:
    """Return an engine at the opening of a run of the scenario `endogenous` in which a strategy sits in a seat."""
    plan = prepare(load_scenario("endogenous", {"months": months}))
    g = plan.tables.seats.index[seat]
    doctrine = doctrines().index.get(strategy.doctrine, SILENT) if strategy.decides is None else SILENT
    others = plan.administrations[plan.administrations[:, 1] != g]
    plan = replace(plan, administrations=np.vstack([others, [plan.start, g, doctrine]]))
    return Engine(plan if strategy.decides is None else plan.seating({seat: strategy.decides}), seed)


def _relief(engine: Engine, slots: Sequence[int], seat: str) -> Faults:
    """Play a run and return the months in which law on guarded ladders was relaxed."""
    before, after = np.zeros(ladders.SLOTS), np.zeros(ladders.SLOTS)
    faults = []
    ladders.read_all(engine.state, before)
    while engine.month < engine.last:
        engine.step()
        ladders.read_all(engine.state, after)
        faults += [
            f"{seat} in {month_name(engine.month - 1)}: gave way on {ladders.NAMES[k]}, beyond its red line"
            for k in slots
            if after[k] < before[k]
        ]
        before[:] = after
    return faults


@lru_cache(maxsize=256)
def orders_of(strategy: Strategy, kind: str, months: tuple[str, ...] = MONTHS) -> tuple[object, ...]:
    """Return all that a strategy orders in the situations, in every seat of a kind; what tells strategies apart."""
    return tuple(answer.orders for seat in SEATS[kind] for month in months for answer in quarter(month, seat, strategy))


def differ(strategies: Sequence[Strategy], months: tuple[str, ...] = MONTHS) -> Faults:
    """Check that any two strategies of one kind order different things in some situation.

    Those that give no orders of their own by declaration, neither doctrine nor method, are left out.
    """
    faults = []
    for kind in SEATS:
        fit = [s for s in strategies if kind in s.kinds and _decides(s)]
        orders = {s.name: orders_of(s, kind, months) for s in fit}
        faults += [f"{kind}: {a} and {b} order the same" for a, b in combinations(orders, 2) if orders[a] == orders[b]]
    return faults


CHECKS: tuple[Callable[[Strategy], Faults], ...] = (
    repeats_itself, orders_are_answered, sees_nothing_hidden, survives_extremes, keeps_red_lines,
)  # fmt: skip
"""Checks of one strategy by itself; `differ` compares several."""


def check(strategy: Strategy) -> Faults:
    """Return what a strategy doesn't satisfy, one line each; empty if it conforms.

    Registered strategies of a kind are compared with `differ([*registry().values(), strategy])`.

    Args:
        strategy: A strategy, registered or not.
    """
    if strategy.doctrine and strategy.doctrine not in doctrines().index:
        return [f"{strategy.name}: no doctrine {strategy.doctrine!r} in configs/doctrines.csv"]
    faults = []
    for one in CHECKS:
        faults += [f"{strategy.name}: {one.__name__.replace('_', ' ')}: {fault}" for fault in one(strategy)]
    return faults
