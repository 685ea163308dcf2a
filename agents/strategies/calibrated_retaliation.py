"""Calibrated retaliation."""

from .strategy import Strategy

CALIBRATED_RETALIATION = Strategy(
    name="calibrated_retaliation",
    title="Calibrated retaliation",
    kinds=("government",),
    paragraph=(
        "Tit for tat with proportion: never strike first, answer a blow with one of like size and kind, "
        "stop when the score is even, forgive after a while so that noise does not start a feud."
    ),
    sources=("Axelrod 1984; Wu and Axelrod 1995 on generosity under noise; conduct of 2023-25 (F10)."),
    doctrine="calibrated_retaliation",
)
