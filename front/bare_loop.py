"""The choice of stack as a bare compiled loop over plain columns: what the rule would cost without any framework.

The same arithmetic as `model/adoption.spend`, with parameters as numbers and every column of a buyer an array of its
own. `stackcraft benchmark` proves the choices equal before it compares times.
"""

from typing import Any

import numba
import numpy as np

from stackcraft.model import adoption, offers
from stackcraft.model.adoption import CLOUD, INDEX, WHIM, logit_noise
from stackcraft.model.codes import CN, US
from stackcraft.model.offers import (
    CLOUDS,
    LIGHT_OPEN,
    OPEN,
    OTHERS,
    REACH,
    REFUSE_PRIVATE,
    REFUSE_STATE,
    SOFTWARE_GAP,
    STANDING,
    VALUE_GAP,
)

COLUMNS = (
    "key",
    "country",
    "segment",
    "price_w",
    "software_w",
    "state_owned",
    "train_us",
    "train_cn",
    "budget",
    "weight",
    "taste",
)
NUMBERS = (
    "price_quality", "software_weight", "lock_in", "switching_cost", "taste_noise", "taste_monthly", "state_push",
    "outside_option", "front_loading", "spillover",
)  # fmt: skip


@numba.njit(nogil=True, error_model="numpy")
def _loop(seed, t, numbers, hard, hazard, light_budget, columns, terms, room, shares, live, ends, wish, asked):  # type: ignore[no-untyped-def]
    price_quality, software_weight, lock_in, switching, lasting, whim, push, outside, ahead_by, spill = numbers
    key, country, segment, price_w, software_w, state_owned, train_us, train_cn, budget, weight, taste = columns
    out = np.exp(outside)
    wish[:] = 0.0
    asked[:] = 0.0
    for b in range(key.shape[0]):
        c = country[b]
        j = CLOUDS if segment[b] == CLOUD and (c == US or c == CN) else OTHERS
        whole = train_us[b] + train_cn[b]
        own = (train_cn[b] - train_us[b]) / whole if whole > 0.0 else 0.0
        odds = (
            price_quality * price_w[b] * terms[c, VALUE_GAP + j]
            + software_weight * software_w[b] * terms[c, SOFTWARE_GAP + j]
            + (lock_in + switching * hard) * own
            + terms[c, STANDING]
            + lasting * 0.5 * taste[b]
            + whim * 0.5 * logit_noise(seed, WHIM, key[b], t)
        )
        if c == CN:
            odds += push * (state_owned[b] - 0.35)
        cn = np.exp(odds)
        total = 1.0 + cn + out
        stay_out = out / total
        cn = cn / total * terms[c, REACH]
        us = 1.0 - stay_out - cn
        refused = 0.0
        ahead = 1.0
        passes = terms[c, OPEN + j]
        if c == CN:
            refused = terms[c, REFUSE_STATE] * state_owned[b] + terms[c, REFUSE_PRIVATE] * (1.0 - state_owned[b])
            ahead += ahead_by * hazard * min(1.0, 2.0 * passes)
        kept = us * (1.0 - refused)
        blocked = kept * (1.0 - min(1.0, passes))
        money = budget[b] * room[c]
        parts = (
            money * kept * ahead if passes > 0.0 else 0.0,
            money * (cn + (us * refused + spill * blocked) * terms[c, REACH]),
            light_budget * weight[b] * (1.0 - cn) * terms[c, LIGHT_OPEN] * ahead if c == CN else 0.0,
            light_budget * weight[b] * (cn + (1.0 - cn) * (1.0 - terms[c, LIGHT_OPEN]) * spill) if c == CN else 0.0,
        )
        first = 0
        for part in range(4):
            for n in range(first, ends[part]):
                k = live[n]
                value = parts[part] * shares[c, k, j]
                wish[b, k] += value
                asked[c, k] += value
            first = ends[part]


class BareMarket:
    """The buyers of a state as plain columns, ready to choose.

    Args:
        s: A state whose month has been weighed up to the choice.
        t: The month.
    """

    def __init__(self, s: Any, t: int) -> None:
        ends = [adoption.list_live(s, US, 0, False)]
        ends.append(adoption.list_live(s, CN, ends[-1], False))
        ends.append(adoption.list_live(s, US, ends[-1], True))
        ends.append(adoption.list_live(s, CN, ends[-1], True))
        self.wish, self.asked = np.zeros_like(s.wish), np.zeros_like(s.asked)
        self._arguments = (
            s.seed,
            t,
            tuple(float(s.p[name]) for name in NUMBERS),
            float(offers.difficulty(s)),
            float(s.world.hazard[0]),
            float(s.world.light_budget[0]),
            tuple(np.ascontiguousarray(s.buyers[name]) for name in COLUMNS),
            np.array(s.terms),
            np.ascontiguousarray(s.countries["power_room"]),
            np.array(s.offers),
            s.scratch[INDEX, : ends[-1]].astype(np.int64),
            np.array(ends),
            self.wish,
            self.asked,
        )

    def spend(self) -> None:
        """Let every buyer choose; fills `wish` and `asked`."""
        _loop(*self._arguments)
