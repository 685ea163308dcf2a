"""Follower."""

from .strategy import Strategy

FOLLOWER = Strategy(
    name="follower",
    title="Follower",
    kinds=("government",),
    paragraph=(
        "It aligns its rules with the partner it is closest to, a step behind, and enforces as far as trade allows."
    ),
    sources=("Hubs asked to police re-exports (A9, E5); weights are judgement."),
    doctrine="follower",
)
