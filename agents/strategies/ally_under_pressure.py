"""Ally under pressure."""

from .strategy import Strategy

ALLY_UNDER_PRESSURE = Strategy(
    name="ally_under_pressure",
    title="Ally under pressure",
    kinds=("government",),
    paragraph=(
        "It sells tools or chips to both and depends on one of them for its security. It joins controls "
        "late, when pressed and when the alliance is worth it, a rung below what was asked, and drifts "
        "back when coerced from the other side or treated badly by its own."
    ),
    sources=("Netherlands, Japan, Korea and Taiwan in 2019-25 (A11, F11); weights are judgement."),
    doctrine="ally_under_pressure",
)
