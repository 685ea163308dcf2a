"""Indigeniser."""

from .strategy import Strategy

INDIGENISER = Strategy(
    name="indigeniser",
    title="Indigeniser",
    kinds=("lab",),
    paragraph=(
        "It moves its work to domestic chips ahead of need, takes the loss in speed, and asks for them "
        "first when more are made."
    ),
    sources=("Labs on the entity list or close to the state (B5, D1, D4); weights are judgement."),
    doctrine="indigeniser",
)
