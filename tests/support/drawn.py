"""What tests of equations draw: outlooks, positions on the ladders, numbers."""

import numpy as np
from hypothesis import strategies as st

from stackcraft.model.ladders import TOP
from stackcraft.model.outlook import Outlook

UNIT = st.floats(0.0, 1.0)
"""A share, a chance, a strength."""


def between(low: float, high: float) -> st.SearchStrategy[float]:
    """Draw a number."""
    return st.floats(low, high)


OUTLOOKS = st.builds(
    Outlook,
    salience=between(0.3, 2.5),
    cut_down=between(0.05, 1.0),
    light=UNIT,
    domestic=UNIT,
    line=st.integers(0, 4).map(float),
    strength=UNIT,
    tool_strength=UNIT,
    joined=UNIT,
    demand=between(4.0, 80.0),
    trust=UNIT,
    hawk=UNIT,
    pain=UNIT,
    cohesion=UNIT,
    lobbied=UNIT,
    offshore=UNIT,
    substitution=between(0.0, 0.5),
    yields_us=UNIT,
    yields_cn=UNIT,
    answers_cn=UNIT,
    word=UNIT,
    chips_prize=UNIT,
    tools_prize=UNIT,
    stocks=between(0.5, 1.5),
)
"""What a side expects, drawn over all it could."""

POSITIONS = st.tuples(*(st.integers(0, int(top)) for top in TOP)).map(lambda rungs: np.array(rungs, float))
"""Rungs of all slots, shape (SLOTS,)."""
