"""Congress as a seat: whether to put a bill that would bind the executive to the controls as they stand (Eq. 29)."""

from stackcraft.model.codes import CN, CUT_DOWN, LICENSE_REGIME, PRESUMPTION_OF_DENIAL, SET_RULE, US
from stackcraft.model.goals import CAP, COM, HAW, SEC, TRU
from stackcraft.model.kernels import rule

from .slate import add


@rule
def propose(s, slate):  # type: ignore[no-untyped-def]
    """Fill the slate of a legislature: one bill, once pressure is there; return how many candidates there are."""
    if s.world.hawk[0] <= s.p.statute_pressure:
        return 0
    now = s.law[LICENSE_REGIME, US, CN, CUT_DOWN]
    floor = max(now, float(PRESUMPTION_OF_DENIAL))
    if floor <= s.world.floor_class[0]:
        return 0
    return add(slate, 0, SET_RULE, LICENSE_REGIME, CN, CUT_DOWN, floor, -1, 1, 0.0)


@rule
def legislature_terms(s, o, row, terms):  # type: ignore[no-untyped-def]
    """Fill what a bill would do for each goal of a legislature, before weights (Eq. 29).

    Args:
        s: State.
        o: Outlook.
        row: The candidate.
        terms: Change of each goal, shape (N_GOALS,), filled.
    """
    terms[:] = 0.0
    terms[SEC] = 0.3 * o.salience
    terms[HAW] = 1.5 * (o.hawk - 0.3)
    terms[COM] = -0.1 * min(2.0, o.demand / 20.0)
    terms[TRU] = -0.1
    terms[CAP] = -row.authority - 0.3
