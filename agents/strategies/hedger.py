"""Hedger."""

from .strategy import Strategy

HEDGER = Strategy(
    name="hedger",
    title="Hedger",
    kinds=("government",),
    paragraph=(
        "No stack above seventy per cent if it can be helped. It buys where price and terms are best, "
        "builds a little at home, resists being told what to use, and shifts weight away from whichever "
        "side last coerced it."
    ),
    sources=("Third countries that choose between stacks (E1-E4); weights are judgement."),
    doctrine="hedger",
)
