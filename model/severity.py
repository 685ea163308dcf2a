"""How hard an act is: one scale for grievance, proportion, beliefs and audiences."""

import numpy as np

from .codes import (
    CUSTOMER_CAP,
    DENSITY_THRESHOLD,
    INSTRUMENTS,
    INTERCONNECT_THRESHOLD,
    MINERAL_LICENSE,
    QUOTA,
    TARIFF,
    VOLUME_CAP,
)
from .kernels import rule
from .ladders import (
    CELLS,
    CN_TARIFF,
    LINE,
    MINERAL,
    PROBE,
    PUSH,
    RARE_EARTHS,
    TUNGSTEN,
    US_TARIFF,
    tariff_rung,
)

BITE = np.array([0.0, 0.08, 0.2, 0.8, 1.0])
"""How hard a mineral license bites by rung: licensing is felt, embargo of magnets stops lines (Eqs. 19, 21)."""

_PER_UNIT = {
    "tier": 0.2, "quota_h100e": 0.2, "performance_threshold": 0.3, "density_threshold": 0.1,
    "interconnect_threshold": 0.1, "license_regime": 0.2, "license_volume_cap": 0.1, "license_customer_cap": 0.1,
    "license_inventory_only": 0.1, "license_revenue_share": 0.2, "entity_list": 0.1, "affiliates_rule": 0.5,
    "use_ban": 0.3, "end_use_rule": 0.2, "remote_access_rule": 0.2, "weights_rule": 0.2, "foundry_rule": 0.2,
    "hbm_control": 0.25, "tool_control": 0.3, "eda_control": 0.3, "tariff": 0.4, "buy_domestic": 0.1,
    "regulatory_pressure": 0.3,
}  # fmt: skip
PER_UNIT = np.array([_PER_UNIT.get(name, 0.0) for name in INSTRUMENTS])
"""Severity of one unit of each instrument; of tariffs: of one rung; of minerals see `mineral`.

Judgement: a rule on chips weighs about as much as two rungs of tariff or a mineral that needs licenses.
"""


@rule
def mineral(of_magnets, old, new):  # type: ignore[no-untyped-def]
    """Return the severity of moving a mineral license between rungs: touching magnets is a big act (Eq. 21).

    Args:
        of_magnets: Whether it is the rare earths; other minerals weigh half or less, and are the first answer.
        old: Rung before.
        new: Rung after.
    """
    size = BITE[min(4, max(0, int(new)))] - BITE[min(4, max(0, int(old)))]
    if size == 0.0:
        return 0.0
    opens = old < 0.5
    if of_magnets:
        return (0.8 if opens else 0.2) + 0.9 * size if size > 0.0 else 0.9 * size - 0.1
    return (0.2 if opens else 0.1) + 0.5 * size if size > 0.0 else 0.5 * size - 0.05


@rule
def of_step(slot, old, new):  # type: ignore[no-untyped-def]
    """Return the severity of moving a slot of the ladders from rung `old` to `new`; negative where it relaxes."""
    if slot >= MINERAL and slot <= TUNGSTEN:
        return mineral(slot == RARE_EARTHS, old, new)
    if slot == PUSH:
        return 0.0
    rungs = float(new - old)
    if slot == PROBE:
        rungs *= 0.5
    return PER_UNIT[CELLS[slot, 0]] * rungs


@rule
def severity(instrument, old, new):  # type: ignore[no-untyped-def]
    """Return the severity of setting an instrument from `old` to `new`; negative where it relaxes (Eq. 21).

    Args:
        instrument: Row of the instruments table.
        old: Value before, in the instrument's unit.
        new: Value after.
    """
    if instrument == TARIFF:
        return PER_UNIT[TARIFF] * float(tariff_rung(new) - tariff_rung(old))
    if instrument >= MINERAL_LICENSE and instrument < MINERAL_LICENSE + 5:
        return mineral(instrument == MINERAL_LICENSE + 3, old, new)
    scale = PER_UNIT[instrument]
    if scale == 0.0 or old == new:
        return 0.0
    if instrument == CELLS[LINE, 0]:  # a lower line restricts more; no line restricts nothing
        tighter = old == 0.0 or (0.0 < new < old)
        return scale if tighter else -scale
    if instrument == DENSITY_THRESHOLD:
        return scale if old == 0.0 or (0.0 < new < old) else -scale
    if instrument in (QUOTA, VOLUME_CAP, CUSTOMER_CAP, INTERCONNECT_THRESHOLD):  # lower is tighter
        return scale if new < old else -scale
    return scale * (new - old)


@rule
def is_tariff(slot):  # type: ignore[no-untyped-def]
    """Return whether a slot is a tariff: in kind, only a tariff answers a tariff in full (Eq. 23)."""
    return slot == US_TARIFF or slot == CN_TARIFF
