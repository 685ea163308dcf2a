"""Lobbyist."""

from .strategy import Strategy

LOBBYIST = Strategy(
    name="lobbyist",
    title="Lobbyist",
    kinds=("chipmaker",),
    paragraph=(
        "It never leaves a market unasked. It spends on the decisions that touch its sales in proportion "
        "to what it would gain and to the access it has, and keeps a compliant product ready for the day "
        "the rule turns."
    ),
    sources=("Grossman and Helpman 1994 for the form; Nvidia's campaign of 2025 for the size (C5)."),
    doctrine="lobbyist",
)
