"""Renter."""

from .strategy import Strategy

RENTER = Strategy(
    name="renter",
    title="Renter",
    kinds=("lab",),
    paragraph=(
        "It rents compute abroad as long as the law lets it, buys licensed chips when it can, and ports "
        "only what it must."
    ),
    sources=("Chinese clouds with data centres in South-East Asia (A10, D1); weights are judgement."),
    doctrine="renter",
)
