"""A strategy without aims, to see what the world does under noise alone."""

from .strategy import Strategy

RANDOM = Strategy(
    name="random",
    title="Chance",
    kinds=("government", "chipmaker", "lab"),
    paragraph=(
        "It picks among its legal orders by lot. What it does has no purpose, so whatever pattern survives under it "
        "comes from the rules and not from the players."
    ),
    sources="Zero-intelligence control (Gode and Sunder 1993).",
    doctrine="random",
)
