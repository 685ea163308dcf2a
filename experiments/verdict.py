"""The rule by which worlds become a verdict: a claim holds, fails or is too weak in each, and the shares decide.

Written before any thesis was run (docs/decisions/0010-verdicts.md), and the same for all.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

Sense = Literal["more", "less", "same"]
Verdict = Literal["supported", "contradicted", "depends", "uncertain"]

MOSTLY = 0.8
"""Share of worlds that, for sure, supports or contradicts a claim: four in five."""

SOME = 0.1
"""Share of worlds, for sure on either side, at which a verdict depends on which world it is: one in ten."""

Z = 1.959964
"""Normal quantile of a 95 % interval."""

HOLDS, WEAK, FAILS = 1, 0, -1


@dataclass(frozen=True)
class Spread:
    """How an effect spreads over worlds.

    Attributes:
        median: Its median.
        low: Its 5th percentile.
        high: Its 95th percentile.
        mean: Its mean.
        mean_low: Lower end of the mean's 95 % interval.
        mean_high: Upper end.
    """

    median: float
    low: float
    high: float
    mean: float
    mean_low: float
    mean_high: float


@dataclass(frozen=True)
class Count:
    """In how many worlds a claim holds and fails.

    Attributes:
        worlds: Worlds judged.
        holds: Share in which it holds.
        holds_low: Lower end of that share's 95 % interval (Wilson).
        holds_high: Upper end.
        fails: Share in which it fails.
        fails_low: Lower end of that share's interval.
        fails_high: Upper end.
    """

    worlds: int
    holds: float
    holds_low: float
    holds_high: float
    fails: float
    fails_low: float
    fails_high: float

    @property
    def weak(self) -> float:
        """Share in which the effect lies between margin and threshold: neither."""
        return max(0.0, 1.0 - self.holds - self.fails)


def judge_worlds(effects: np.ndarray, sense: Sense, threshold: float, margin: float) -> np.ndarray:
    """Return in which worlds a claim about an effect holds (1), fails (-1) or is too weak to say (0).

    A claim of a rise holds where the effect reaches the threshold, and fails where it stays at or below the margin, an
    effect of the other sign included; a claim of a fall is that of a rise of the negative. A claim of no effect holds
    within the margin either way, and fails from the threshold on either way.

    Args:
        effects: Effects, shape (worlds,).
        sense: more, less or same.
        threshold: Size from which an effect matters, above the margin.
        margin: Size up to which it counts as none, 0 or more.

    Returns:
        Judgements, shape (worlds,).
    """
    if sense == "same":
        size = np.abs(effects)
        return np.where(size <= margin, HOLDS, np.where(size >= threshold, FAILS, WEAK))
    toward = effects if sense == "more" else -effects
    return np.where(toward >= threshold, HOLDS, np.where(toward <= margin, FAILS, WEAK))


def join(parts: Sequence[np.ndarray]) -> np.ndarray:
    """Return the judgements of a claim of several parts: it holds where all do, and fails where any does."""
    return np.asarray(np.min(np.stack(parts), axis=0))


def count(judged: np.ndarray) -> Count:
    """Return in how many worlds a claim holds and fails, with intervals."""
    worlds = len(judged)
    holds, fails = int((judged == HOLDS).sum()), int((judged == FAILS).sum())
    return Count(
        worlds,
        holds / worlds if worlds else math.nan,
        *wilson(holds, worlds),
        fails / worlds if worlds else math.nan,
        *wilson(fails, worlds),
    )


def verdict(found: Count) -> Verdict:
    """Return the verdict.

    - supported: for sure (at 95 %) the claim holds in four worlds of five;
    - contradicted: for sure it fails in four of five;
    - depends: neither, and for sure it holds in one world of ten and fails in one of ten;
    - uncertain: none of these; more replicates may tell, or effects lie between margin and threshold.
    """
    if found.holds_low >= MOSTLY:
        return "supported"
    if found.fails_low >= MOSTLY:
        return "contradicted"
    if found.holds_low >= SOME and found.fails_low >= SOME:
        return "depends"
    return "uncertain"


def spread(effects: np.ndarray) -> Spread:
    """Return how an effect spreads over worlds, all NaN where there are fewer than two."""
    if len(effects) < 2:
        return Spread(*[math.nan] * 6)
    low, median, high = np.quantile(effects, (0.05, 0.5, 0.95))
    mean = float(effects.mean())
    half = Z * float(effects.std(ddof=1)) / math.sqrt(len(effects))
    return Spread(float(median), float(low), float(high), mean, mean - half, mean + half)


def wilson(hits: int, tries: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927), (0, 1) where nothing was tried."""
    if not tries:
        return 0.0, 1.0
    share, spare = hits / tries, Z * Z / tries
    middle = (share + spare / 2) / (1 + spare)
    half = Z * math.sqrt(share * (1 - share) / tries + spare / (4 * tries)) / (1 + spare)
    return (0.0 if not hits else middle - half), (1.0 if hits == tries else middle + half)
