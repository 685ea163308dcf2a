"""Salience: how much the technology race is on governments' minds."""

from .kernels import rule
from .noise import draw, key, normal, uniform

DRIFT = draw("salience.drift", "monthly drift of the salience of the technology race")
EVENT = draw("salience.event", "whether something brings the race to the front pages this month")

WORLD = key("world")


@rule
def drift(s, t):  # type: ignore[no-untyped-def]
    """Let salience drift back to 1; beyond the record's dated shocks, events raise it at random (Eq. 115)."""
    z = s.world.salience[0]
    z += s.p.salience_return * (1.0 - z) + s.p.salience_drift * normal(s.seed, DRIFT, WORLD, t)
    if t > s.world.scripted_until[0] and uniform(s.seed, EVENT, WORLD, t) < s.p.salience_event_rate:
        z += s.p.salience_event
    s.world.salience[0] = min(2.5, max(0.3, z))
