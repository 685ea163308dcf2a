"""Frontier racer."""

from .strategy import Strategy

FRONTIER_RACER = Strategy(
    name="frontier_racer",
    title="Frontier racer",
    kinds=("lab",),
    paragraph=(
        "Training first: it puts compute into the next model, keeps weights closed, and serves users with what is left."
    ),
    sources=("Leading closed laboratories (D3, D5); weights are judgement."),
    doctrine="frontier_racer",
)
