"""Stockpiler."""

from .strategy import Strategy

STOCKPILER = Strategy(
    name="stockpiler",
    title="Stockpiler",
    kinds=("chipmaker",),
    paragraph=(
        "It books more capacity than it plans to need when supply looks uncertain, and holds on to what it has."
    ),
    sources=("Booked-out packaging capacity since 2023 (C1, C2); weights are judgement."),
    doctrine="stockpiler",
)
