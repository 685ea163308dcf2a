"""What an order would have been without its leading reason: the term's weight at zero, the same world, the same luck."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from stackcraft.agents.deliberation import decide
from stackcraft.agents.engine import Engine
from stackcraft.agents.giving import ALTERNATIVE, SCALE, SUM
from stackcraft.model.goals import GOALS, N_GOALS
from stackcraft.model.months import begin_month, finish_month
from stackcraft.model.plan import Plan
from stackcraft.model.state import N_ORDERS


@dataclass(frozen=True)
class Removal:
    """One decision, and whether it fell when its leading term was taken away.

    `kind` is what `agents/explain.py` says of it: "reasons", "narrow", "chance" or "none".
    """

    seat: int
    goal: str
    kind: str
    fell: bool


def removals(plan: Plan, seed: int) -> Iterator[Removal]:
    """Play a run and take the leading term of every decision away, one at a time; the run itself isn't touched."""
    engine = Engine(plan, seed)
    s = engine.state
    while engine.month < engine.last:
        t = engine.month
        begin_month(s, t)
        opened = s.count.copy()
        first = int(s.count[N_ORDERS])
        decide(s, t)
        closed, kept, why = s.count.copy(), s.orders[first : s.count[N_ORDERS]].copy(), s.reasons.copy()
        for n in sorted({int(r) for r in kept["reasons"] if r >= 0}):
            row = kept[kept["reasons"] == n][0]
            lead = int(np.argmax(why[n, :N_GOALS]))
            if why[n, lead] <= 0.0:
                continue
            d = int(s.seats.doctrine[row.seat])
            weight = float(s.doctrines[d, lead])
            s.count[:] = opened
            s.doctrines[d, lead] = 0.0
            decide(s, t)
            s.doctrines[d, lead] = weight
            still = any(_same(row, other) for other in s.orders[first : s.count[N_ORDERS]])
            yield Removal(int(row.seat), GOALS[lead], _kind(why[n]), not still)
        s.count[:] = closed
        s.orders[first : first + len(kept)] = kept
        s.reasons[:] = why
        finish_month(s, t)


def _same(row: Any, other: Any) -> bool:
    return all(row[name] == other[name] for name in ("seat", "kind", "instrument", "target", "product", "value"))


def _kind(why: Any) -> str:
    if why[:N_GOALS].max() <= why[SCALE]:
        return "none"
    lead = why[SUM] - why[ALTERNATIVE]
    return "chance" if lead < 0.0 else "narrow" if lead < why[SCALE] else "reasons"
