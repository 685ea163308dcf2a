"""Firm value: markets answer surprises, in sales and in policy."""

import numpy as np

from .codes import ANNOUNCED, CN, IN_FORCE, TIER, US
from .kernels import rule
from .state import N_ACTS

MEMORY = 0.12
"""Weight of the last month in what a market expects of a firm's sales."""


@rule
def tier_burden(s):  # type: ignore[no-untyped-def]
    """Return the tiers above the first that US law in force or announced puts on the world's demand [tiers]."""
    seen = s.scratch[0]
    for c in range(s.countries.shape[0]):
        seen[c] = 0.0
    for a in range(s.count[N_ACTS]):  # the youngest living act on a country holds
        act = s.acts[a]
        if act.instrument == TIER and act.issuer == US and (act.status == IN_FORCE or act.status == ANNOUNCED):
            seen[act.target] = act.value
    total = 0.0
    for c in range(s.countries.shape[0]):
        if c != CN:
            total += s.countries.demand_share[c] * max(0.0, seen[c] - 1.0)
    return total


@rule
def answer_surprises(s, turn):  # type: ignore[no-untyped-def]
    """Move the value of makers by what sales and policy hold against what was expected (Eq. 117; C10).

    Policy counts by what a firm sells in China, and by the tiers that are announced or lifted elsewhere.

    Args:
        s: State.
        turn: What changed this month (posture.Turn).
    """
    burden = tier_burden(s)
    eased = s.world.burden[0] - burden
    s.world.burden[0] = burden
    for m in range(s.makers.shape[0]):
        row = s.makers[m]
        surprise = 0.0
        if row.expected > 0.0:
            surprise = min(0.5, max(-0.5, row.revenue / row.expected - 1.0))
        row.expected += MEMORY * (row.revenue - row.expected) if row.expected > 0.0 else row.revenue
        policy = 0.0
        if row.stack == US and row.revenue > 0.0:
            exposed = min(1.0, row.revenue_china / row.revenue)
            policy = s.p.value_china * exposed * (turn.chips_down - turn.chips_up) + s.p.value_tiers * eased
        elif row.stack == CN:
            policy = s.p.value_china * 0.3 * (turn.chips_up - turn.chips_down)
        row.value *= np.exp(s.p.value_sales * surprise + policy)
