"""Goals that seats weigh, and the columns of a doctrine: who wants what, how far ahead, how noisily."""

from .kernels import rule

GOALS = (
    "security", "commerce", "diffusion", "alliance", "pain", "leverage", "reciprocity", "audience", "lobbying",
    "trust", "capacity",
)  # fmt: skip
"""What a doctrine weighs; a firm or a lab reads them by its own lights (`agents/firms.py`, `agents/labs.py`)."""
(SEC, COM, DIF, ALL, PAI, LEV, REC, HAW, LOB, TRU, CAP) = range(11)
N_GOALS = 11

N_REASONS = N_GOALS + 10
"""Columns of `State.reasons`: a term a goal, then what else decided (`agents/giving.py`)."""

COLUMNS = (
    *GOALS,
    "attention", "noise", "horizon", "access", "authority", "capital", "asymmetry", "prior", "gain", "letter",
    "conditions", "red_chips", "red_tools", "red_minerals", "start_security", "start_trade", "start_technology",
    "rest_security", "rest_trade", "rest_technology",
)  # fmt: skip
"""Columns of `State.doctrines`; each a column of `configs/doctrines.csv`."""
(
    ATTENTION, NOISE, HORIZON, ACCESS, AUTHORITY, CAPITAL, ASYMMETRY, PRIOR, GAIN, LETTER,
    CONDITIONS, RED_CHIPS, RED_TOOLS, RED_MINERALS, START_SECURITY, START_TRADE, START_TECHNOLOGY,
    REST_SECURITY, REST_TRADE, REST_TECHNOLOGY,
) = range(N_GOALS, N_GOALS + 20)  # fmt: skip


@rule
def of(s, seat, column, otherwise):  # type: ignore[no-untyped-def]
    """Return a column of the doctrine that a seat follows, or `otherwise` where none does."""
    d = s.seats.doctrine[seat]
    if d < 0 or d >= s.doctrines.shape[0] or s.doctrines.shape[1] <= column:
        return otherwise
    return s.doctrines[d, column]
