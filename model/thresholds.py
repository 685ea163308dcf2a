"""Thresholds: the license class of a chip, computed from the rules of the day exactly as they were published.

The law speaks through total processing performance, performance density and interconnect. Which of them stand says
which published rule is in force, so that a lever that moves one of them moves a real rule:

* October 2022 (87 FR 62186): performance and interconnect both reach their thresholds (4,800 and 600 GB/s).
* October 2023 (88 FR 73458): performance reaches its threshold, or a third of it (1,600) in a chip as dense as the
  density threshold (5.92). Chips below must be notified from half the threshold (2,400) at a density of 1.6, or from a
  third at 3.2.
* January 2026 (91 FR 1684): performance (21,000) or memory bandwidth (6,500 GB/s) reaches its threshold.
"""

from . import rulebook
from .codes import (
    CHINESE,
    CN,
    CUT_DOWN,
    DENSITY_THRESHOLD,
    FLAGSHIP,
    FRONTIER,
    INTERCONNECT_THRESHOLD,
    LIGHT,
    LIGHT_CARD,
    PERFORMANCE_THRESHOLD,
    RACK,
    THRESHOLD_RELATIVE,
    US,
)
from .kernels import rule

DENSE_SHARE = 1.0 / 3.0
"""Dense chips are caught from this part of the performance threshold (1,600 of 4,800)."""

NOTIFIED_SHARE = 0.5
"""Chips must be notified from this part of the performance threshold (2,400 of 4,800)."""

NOTIFIED_DENSITY, NOTIFIED_DENSE = 1.6 / 5.92, 3.2 / 5.92
"""Density from which a chip must be notified, relative to the density threshold (1.6 and 3.2 of 5.92)."""

BANDWIDTH_LIMIT = 6.5 / 3.35
"""Memory bandwidth from which the rule of January 2026 denies a chip, in H100e of inference (6,500 GB/s)."""

PERFORMANCE, DENSITY, INTERCONNECT = 0, 1, 2
"""Entries of a row of thresholds, as `of_the_day` fills it."""


@rule
def of_the_day(s, row, months):  # type: ignore[no-untyped-def]
    """Write the thresholds in force, or announced for the coming months, into a row.

    A relative threshold replaces the absolute one by a share of the best card on sale, so the line moves with the
    frontier (A4).

    Args:
        s: State.
        row: Array that takes the three numbers, shape (3 or more,); 0 where none stands.
        months: How far announced law counts; 0 for the law in force alone.
    """
    row[PERFORMANCE] = rulebook.announced_value(s, PERFORMANCE_THRESHOLD, US, 0, 0, months)
    row[DENSITY] = rulebook.announced_value(s, DENSITY_THRESHOLD, US, 0, 0, months)
    row[INTERCONNECT] = rulebook.announced_value(s, INTERCONNECT_THRESHOLD, US, 0, 0, months)
    relative = rulebook.announced_value(s, THRESHOLD_RELATIVE, US, 0, 0, months)
    if relative > 0.0:
        best = 0.0
        for k in range(s.products.shape[0]):
            if s.products.on_sale[k] == 1 and s.products.tpp[k] > best:
                best = s.products.tpp[k]
        if best > 0.0:
            row[PERFORMANCE] = relative * best


@rule
def is_covered(tpp, density, interconnect, inf, row):  # type: ignore[no-untyped-def]
    """Return whether a chip is over the line of the day (Eq. 61).

    Args:
        tpp: Total processing performance.
        density: Performance density [TPP/mm2].
        interconnect: Interconnect [GB/s].
        inf: Memory bandwidth [H100e of inference].
        row: Thresholds, as `of_the_day` fills them.
    """
    if row[PERFORMANCE] <= 0.0:
        return False
    over = tpp >= row[PERFORMANCE]
    if row[INTERCONNECT] > 0.0:
        return over and interconnect >= row[INTERCONNECT]
    if row[DENSITY] > 0.0:
        return over or (tpp >= DENSE_SHARE * row[PERFORMANCE] and density >= row[DENSITY])
    return over or inf >= BANDWIDTH_LIMIT


@rule
def is_notified(tpp, density, row):  # type: ignore[no-untyped-def]
    """Return whether a chip under the line must be notified before export (October 2023; Eq. 62)."""
    if row[PERFORMANCE] <= 0.0 or row[INTERCONNECT] > 0.0 or row[DENSITY] <= 0.0:
        return False
    if tpp >= NOTIFIED_SHARE * row[PERFORMANCE] and density >= NOTIFIED_DENSITY * row[DENSITY]:
        return True
    return tpp >= DENSE_SHARE * row[PERFORMANCE] and density >= NOTIFIED_DENSE * row[DENSITY]


@rule
def license_class(s, k, row):  # type: ignore[no-untyped-def]
    """Return the license class of product `k` under a row of thresholds.

    Where no threshold stands, a letter can only name chips: flagships are the frontier, what was cut from them isn't.
    What must be notified counts with the frontier, since toward China both are presumed denied. Under the line, a card
    with stacked memory is cut down, one without is light.
    """
    q = s.products[k]
    if q.stack == CN:
        return CHINESE
    if row[PERFORMANCE] <= 0.0:
        if q.design == FLAGSHIP or q.design == RACK:
            return FRONTIER
        return LIGHT if q.design == LIGHT_CARD else CUT_DOWN
    if is_covered(q.tpp, q.density, q.interconnect, q.inf, row) or is_notified(q.tpp, q.density, row):
        return FRONTIER
    return CUT_DOWN if q.hbm > 0.0 else LIGHT
