"""Congress: hawk pressure that rises with visible concessions, and a statute that can bind the executive."""

from . import ledger, rulebook
from .codes import ANNOUNCED, CN, CUT_DOWN, END_USE_RULE, LEGISLATURE, LICENSE_REGIME, SET_RULE, US
from .kernels import rule
from .noise import draw, uniform
from .state import N_ORDERS

NEWSWORTHY = 10.0
"""Training compute smuggled in a month that makes news in full [thousand H100e] (assumed)."""

VOTE = draw("congress.vote", "whether a bill that would bind the executive passes this month")


@rule
def press(s, turn):  # type: ignore[no-untyped-def]
    """Update hawk pressure: concessions raise it, tightening calms it, salience feeds it (Eq. 111, F3).

    So does the belief that smuggled chips serve the military, less where their end use is restricted (A15).

    Args:
        s: State.
        turn: What changed this month (posture.Turn).
    """
    p = s.p
    hawk = s.world.hawk[0]
    hawk -= p.hawk_return * (hawk - p.hawk_rest)
    if turn.chips_down > 0.0:
        hawk += p.hawk_concession * min(1.0, turn.chips_down)
    if turn.relief_us > 0.5:
        hawk += p.hawk_deal
    if turn.chips_up > 0.0:
        hawk -= p.hawk_calm * min(1.0, turn.chips_up)
    if s.world.salience[0] > 1.4:
        hawk += 0.02
    hawk += (
        p.hawk_military * min(1.0, s.world.smuggled_h100e[0] / NEWSWORTHY) * (1.0 - 0.5 * s.law[END_USE_RULE, US, 0, 0])
    )
    s.world.hawk[0] = min(1.0, max(0.0, hawk))


@rule
def bill(s, t):  # type: ignore[no-untyped-def]
    """Return the license regime for cut-down chips that a bill of this month would prescribe; -1 if there is none."""
    for n in range(s.count[N_ORDERS] - 1, -1, -1):
        row = s.orders[n]
        if row.month < t:
            break
        if row.code == 0 and row.kind == SET_RULE and s.seats.kind[row.seat] == LEGISLATURE and row.event < 0:
            if row.instrument == LICENSE_REGIME and row.target == CN and row.product == CUT_DOWN:
                return row.value
    return -1.0


@rule
def legislate(s, t):  # type: ignore[no-untyped-def]
    """Put a bill to the vote: beyond a level of hawk pressure it may pass and become a floor under controls (Eq. 111).

    Seldom enacts, as observed; while it stands the executive can't go below it (legality.BELOW_STATUTE).
    """
    floor = bill(s, t)
    hawk = s.world.hawk[0]
    if floor < 0.0 or hawk <= s.p.statute_pressure or floor <= s.world.floor_class[0]:
        return
    chance = s.p.statute_rate * (hawk - s.p.statute_pressure) / (1.0 - s.p.statute_pressure)
    for g in range(s.seats.shape[0]):
        if s.seats.kind[g] == LEGISLATURE and uniform(s.seed, VOTE, s.seats.key[g], t) < chance:
            s.world.floor_class[0] = floor
            if not floor_holds(s):
                rulebook.enact(s, LICENSE_REGIME, US, CN, CUT_DOWN, floor, t, -1, ANNOUNCED, -1, s.count[N_ORDERS])
            ledger.enter(s, ledger.STATUTE, g, CN, -1, float(LICENSE_REGIME), floor)
            return


@rule
def floor_holds(s):  # type: ignore[no-untyped-def]
    """Return whether the executive's regime for cut-down chips stands at or above the statute's floor."""
    return s.law[LICENSE_REGIME, US, CN, CUT_DOWN] >= s.world.floor_class[0]
