"""Compliant variants: when law denies a card to China, its maker designs the best one that would pass."""

from . import ledger, rulebook, thresholds
from .codes import CASE_BY_CASE, CN, CUT_DOWN, LICENSE_REGIME, TIER, US, VARIANT
from .kernels import rule
from .roadmap import UNDECIDED
from .thresholds import DENSITY, INTERCONNECT, PERFORMANCE

SLOT_MARGIN = 0.98
"""A compliant card is set this close under the line (H20: 2,368 of 2,400)."""

SLOT_LINKS = 2.0 / 3.0
"""Interconnect of a compliant card under a rule on interconnect, relative to the threshold (A800: 400 of 600 GB/s)."""

AHEAD = 3
"""Months before its launch in which a maker knows that a card will be denied and may design its variant."""

LAW, REGIME = 0, 1
"""Rows of scratch: thresholds of the day, and the regime toward China by class."""


@rule
def design(s, t):  # type: ignore[no-untyped-def]
    """Start compliant variants for China (A4; Eq. 59).

    Law in force and announced counts: makers read the register. A variant is worth designing where its parent is on
    sale or nearly so and denied, the law would let the variant pass, and it is better by `variant_gain` than what its
    maker already offers China. It goes on sale `design_months` later. No date of history is in this rule.
    """
    if s.p.variant_gain >= 100.0:
        return
    law = s.scratch[LAW]
    thresholds.of_the_day(s, law, int(s.p.variant_foresight))
    if law[PERFORMANCE] <= 0.0:
        return  # a letter that names chips doesn't say what would pass
    for kind in range(4):
        s.scratch[REGIME, kind] = rulebook.announced_value(s, LICENSE_REGIME, US, CN, kind, int(s.p.variant_foresight))
    for m in range(s.makers.shape[0]):
        if s.makers.stack[m] == US and s.makers.in_house[m] == 0:
            design_of(s, t, m, law)


@rule
def design_of(s, t, m, law):  # type: ignore[no-untyped-def]
    """Start the variants worth designing for maker `m`: the best of each parent first, an open slot last."""
    for j in range(s.products.shape[0]):
        parent = s.products[j]
        if parent.maker != m or parent.launch < 0 or parent.ready > t + AHEAD or parent.ended == 1 or passes(s, j, law):
            continue
        best = -1
        for k in range(s.products.shape[0]):
            q = s.products[k]
            if q.maker != m or q.parent != j or q.launch >= 0 or q.slot == 1 or not passes(s, k, law):
                continue
            if best < 0 or q.train > s.products.train[best]:
                best = k
        if best >= 0 and s.products.ready[best] >= UNDECIDED and is_better(s, best, law):
            start(s, best, t)
        for k in range(s.products.shape[0]):
            q = s.products[k]
            if q.parent == j and q.slot == 1 and q.ready >= UNDECIDED:
                fit_slot(s, k, j, law)
                if passes(s, k, law) and is_better(s, k, law):
                    start(s, k, t)


@rule
def start(s, k, t):  # type: ignore[no-untyped-def]
    """Begin the design of variant `k` in month `t`; it is never sold before its parent."""
    q = s.products[k]
    q.ready = max(t + int(q.design_months), s.products.ready[q.parent] + 1)
    ledger.enter(s, ledger.DESIGN_STARTED, s.makers.seat[q.maker], CN, k, q.design_months, q.tpp)


@rule
def passes(s, k, law):  # type: ignore[no-untyped-def]
    """Return whether product `k` may go to China under a row of thresholds, case by case at worst."""
    kind = thresholds.license_class(s, k, law)
    return s.scratch[REGIME, kind] <= CASE_BY_CASE


@rule
def is_better(s, k, law):  # type: ignore[no-untyped-def]
    """Return whether variant `k` beats what its maker offers China of the same sort, in training or serving."""
    q = s.products[k]
    train = 0.0
    inf = 0.0
    for j in range(s.products.shape[0]):
        o = s.products[j]
        if j == k or o.maker != q.maker or o.ended == 1 or o.ready >= UNDECIDED or (o.hbm > 0.0) != (q.hbm > 0.0):
            continue
        if not passes(s, j, law):
            continue
        train = max(train, o.train)
        inf = max(inf, o.inf)
    return q.train >= s.p.variant_gain * train or q.inf >= s.p.variant_gain * inf


@rule
def fit_slot(s, k, j, law):  # type: ignore[no-untyped-def]
    """Set the open slot `k` just under the line of the day, cut from parent `j` (Eq. 60).

    A rule on interconnect leaves the arithmetic alone. A rule on density leaves what needs no notification: half the
    threshold, or a third in a dense chip. A rule on performance and bandwidth leaves nearly all of both.
    """
    q = s.products[k]
    parent = s.products[j]
    limit = parent.tpp
    q.inf = parent.inf
    q.interconnect = parent.interconnect
    if law[INTERCONNECT] > 0.0:
        q.interconnect = min(parent.interconnect, SLOT_LINKS * law[INTERCONNECT])
    elif law[DENSITY] > 0.0:
        limit = SLOT_MARGIN * thresholds.NOTIFIED_SHARE * law[PERFORMANCE]
        if parent.density * limit >= thresholds.NOTIFIED_DENSE * law[DENSITY] * parent.tpp:
            limit = SLOT_MARGIN * thresholds.DENSE_SHARE * law[PERFORMANCE]
    else:
        limit = SLOT_MARGIN * law[PERFORMANCE]
        q.inf = min(parent.inf, SLOT_MARGIN * thresholds.BANDWIDTH_LIMIT)
    ratio = min(1.0, limit / parent.tpp) if parent.tpp > 0.0 else 0.0
    q.tpp = parent.tpp * ratio
    q.density = parent.density * ratio
    q.train = parent.train * ratio
    q.list_price = parent.list_price * (0.3 + 0.7 * ratio)
    q.price = q.list_price


@rule
def revive(s, t):  # type: ignore[no-untyped-def]
    """Bring back a withdrawn card that the law has opened to China and that beats the maker's offer there (Eq. 59).

    So a rule that admits what was the frontier two generations ago finds cards to admit. They are made for China
    alone, and new starts wait `restart_months` (C1).
    """
    if s.p.variant_gain >= 100.0:
        return
    law = s.scratch[LAW]
    thresholds.of_the_day(s, law, 0)
    for kind in range(4):
        s.scratch[REGIME, kind] = s.law[LICENSE_REGIME, US, CN, kind]
    if law[PERFORMANCE] <= 0.0 or (s.law[TIER, US, CN, 0] >= 3.0 and s.scratch[REGIME, CUT_DOWN] > CASE_BY_CASE):
        return
    for k in range(s.products.shape[0]):
        q = s.products[k]
        if q.ended == 0 or q.stack != US or q.in_house == 1 or q.hbm <= 0.0 or q.design == VARIANT:
            continue
        if t - q.ends > s.p.revival_months or not passes(s, k, law) or not is_better(s, k, law):
            continue
        q.on_sale = 1
        q.ended = 0
        q.ends = UNDECIDED
        q.china_only = 1
        q.restart = t + int(s.p.restart_months)
        ledger.enter(s, ledger.LAUNCHED, s.makers.seat[q.maker], CN, k, 0.0, q.price)
