"""Bands: how far from an observation a simulated figure still agrees with it."""

from dataclasses import dataclass

RELATIVE = {"A": 0.15, "B": 0.30, "C": 0.60}
"""Half-width of a band relative to the value, by confidence."""

POINTS = {"A": 5.0, "B": 8.0, "C": 15.0}
"""Half-width of the band of a share, in percentage points."""

WEIGHTS = {"A": 1.0, "B": 0.5, "C": 0.25}
"""Weight of a point in means and in fits, by confidence: the inverse of the band's width, so that A counts twice B."""


@dataclass(frozen=True)
class Band:
    """Values that agree with an observation, both ends included.

    Attributes:
        low: Lower end, in the observation's unit.
        high: Upper end.
    """

    low: float
    high: float

    @property
    def half(self) -> float:
        """Half the width."""
        return (self.high - self.low) / 2.0

    def holds(self, value: float) -> bool:
        """Return whether a value lies within, to rounding of the ends."""
        slack = 1e-9 * max(1.0, abs(self.low), abs(self.high))
        return self.low - slack <= value <= self.high + slack


def band(
    value: float,
    confidence: str,
    *,
    share_scale: float = 0.0,
    bound: str = "",
    published: tuple[float, float] | None = None,
    size: float = 0.0,
) -> Band:
    """Return the band of an observation.

    Args:
        value: The value observed.
        confidence: A, B or C.
        share_scale: For a share, what 1 is in the observation's unit (100 for per cent); 0 for other figures.
        bound: "upper" or "lower" where the value is a bound: anything on its good side agrees.
        published: Range published with the observation; used for C alone, where it says more than a rule of thumb.
        size: Size of the series, for a value of zero, of which no percentage can be taken.

    Returns:
        The band.
    """
    if published is not None and confidence == "C":
        return Band(*published)
    if share_scale:
        half = POINTS[confidence] * share_scale / 100.0
    else:
        half = RELATIVE[confidence] * (abs(value) or size)
    if bound == "upper":
        return Band(min(0.0, value), value + half)
    if bound == "lower":
        return Band(value - half, share_scale or float("inf"))
    return Band(value - half, value + half)
