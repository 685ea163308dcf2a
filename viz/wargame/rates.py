"""How often something may be tried: a bucket of tries for each address, refilled with time."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

MOST_ADDRESSES = 4096


@dataclass
class Rate:
    """At most `burst` tries at once, `per_minute` over time, for each key.

    Attributes:
        burst: Tries that may come at once.
        per_minute: Tries that are given back in a minute.
        clock: Seconds that only go forward.
    """

    burst: float
    per_minute: float
    clock: Callable[[], float] = time.monotonic
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)

    def allows(self, key: str) -> bool:
        """Return whether another try is allowed; it doesn't take one."""
        return self._now(key)[0] >= 1.0

    def take(self, key: str) -> bool:
        """Take one try; return whether there was one."""
        left, now = self._now(key)
        if len(self._left) >= MOST_ADDRESSES and key not in self._left:
            self._forget(now)
        self._left[key] = (max(0.0, left - 1.0), now)
        return left >= 1.0

    def _now(self, key: str) -> tuple[float, float]:
        now = self.clock()
        left, since = self._left.get(key, (self.burst, now))
        return min(self.burst, left + (now - since) * self.per_minute / 60.0), now

    def _forget(self, now: float) -> None:
        """Drop the addresses that have all their tries back, else the older half."""
        full = 60.0 * self.burst / self.per_minute
        kept = {key: value for key, value in self._left.items() if now - value[1] < full}
        if len(kept) >= MOST_ADDRESSES:
            newest = sorted(kept.items(), key=lambda item: item[1][1])[MOST_ADDRESSES // 2 :]
            kept = dict(newest)
        self._left = kept
