"""Trust: policy that turns about makes supply look unreliable, on either side."""

from .codes import CN, MINERAL_LICENSE, US
from .kernels import rule
from .severity import BITE


@rule
def turn_about(s, turn):  # type: ignore[no-untyped-def]
    """Update the volatility of policy: every change adds, a reversal within a year adds three times (Eq. 109)."""
    v = s.p.volatility_keep * s.world.volatility[0]
    if turn.reversed_:
        v += s.p.volatility_reversal
    elif turn.changed:
        v += s.p.volatility_change
    s.world.volatility[0] = min(1.0, v)


@rule
def trust_supply(s):  # type: ignore[no-untyped-def]
    """Move each country's trust in US and in Chinese supply towards what conduct deserves (Eq. 109, F9).

    US supply suffers from volatility, and from restrictions on the country itself; Chinese supply from mineral
    licenses on the country.
    """
    rate = s.p.trust_rate
    if rate == 0.0:
        return
    for c in range(s.countries.shape[0]):
        row = s.countries[c]
        if c != US:
            due = s.p.trust_ceiling - s.p.volatility_effect * s.world.volatility[0]
            row.reliability_us += rate * (max(0.0, due) - row.reliability_us)
        if c != CN:
            held = 0.0
            for r in range(s.minerals.shape[0]):
                rung = s.law[MINERAL_LICENSE + r, CN, c, 0]
                held = max(held, BITE[min(4, int(rung))] * min(1.0, s.minerals[r, 6]))
            row.reliability_cn += 0.3 * rate * (0.6 - 0.4 * held - row.reliability_cn)
