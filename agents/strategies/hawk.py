"""Hawk."""

from .strategy import Strategy

HAWK = Strategy(
    name="hawk",
    title="Hawk",
    kinds=("government",),
    paragraph=(
        "Security first: tighten whenever a rule leaks or the rival's products improve, refresh often, "
        "refuse to trade controls for anything, accept cost to industry and friction with allies. It "
        "concedes only what it never valued."
    ),
    sources=("Hawkish factions of both parties (F2, F3); weights set by hand."),
    doctrine="hawk",
)
