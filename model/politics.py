"""Politics: what a month does to grievance, beliefs, trust, Congress, factions, alliances and the value of firms."""

import numpy as np

from . import (
    alliance,
    beliefs,
    congress,
    erosion,
    factions,
    firm_value,
    grievance,
    lobbying,
    outlook,
    posture,
    salience,
    trust,
)
from .codes import CN, US
from .kernels import rule
from .ladders import SLOTS


@rule
def feel(s, t):  # type: ignore[no-untyped-def]
    """Let month `t` be felt: what the two sides did is measured once, then each mechanism answers in its own file."""
    turn = posture.measure(s, t)
    if s.seats.doctrine.shape[0] > CN:
        us_factor, cn_factor = grievance.breached(s, t, turn)
        grievance.feel_grievance(s, us_factor, cn_factor, turn)
        beliefs.forget(s, US)
        beliefs.forget(s, CN)
        beliefs.learn(s, t, US, CN, s.p.learning_us)
        beliefs.learn(s, t, CN, US, s.p.learning_cn)
        beliefs.keep_word(s, turn)
        beliefs.keep_threats(s, t)
    grievance.accrue(s)
    trust.turn_about(s, turn)
    trust.trust_supply(s)
    lobbying.lobby(s, outlook.observe(s, t), np.zeros(SLOTS))
    congress.press(s, turn)
    congress.legislate(s, t)
    factions.shift(s)
    alliance.count_joined(s)
    alliance.lean(s)
    alliance.cohere(s)
    salience.drift(s, t)
    erosion.erode(s, turn)
    firm_value.answer_surprises(s, turn)
