"""Dealmaker."""

from .strategy import Strategy

DEALMAKER = Strategy(
    name="dealmaker",
    title="Dealmaker",
    kinds=("government",),
    paragraph=(
        "It wants compute at scale and has power and money to offer. It gives the assurances that buy "
        "volume, keeps a door open to the other stack as a reason to be courted, and tightens them when "
        "it is caught leaking."
    ),
    sources=("The Gulf deals of 2024-25 (A13); weights are judgement."),
    doctrine="dealmaker",
)
