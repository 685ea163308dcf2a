"""Watchful legislature."""

from .strategy import Strategy

WATCHFUL_LEGISLATURE = Strategy(
    name="watchful_legislature",
    title="Watchful legislature",
    kinds=("legislature",),
    paragraph=(
        "It watches concessions, writes letters, raises pressure, and once in a long while writes a floor "
        "into law that the executive cannot go below."
    ),
    sources=("Letters and bills of 2025-26 (F3): often loud, seldom enacting."),
    doctrine="watchful_legislature",
)
