"""Strategies that give no orders of their own: nobody there, or history speaking in their place."""

from .strategy import Strategy

EVERY_KIND = ("government", "legislature", "chipmaker", "foundry", "lab")

NULL = Strategy(
    name="null",
    title="Nobody",
    kinds=EVERY_KIND,
    paragraph="It does nothing: what is in force stays until it lapses. The yardstick for every other strategy.",
    sources="Control condition.",
)

SCRIPTED_HISTORY = Strategy(
    name="scripted_history",
    title="Scripted history",
    kinds=EVERY_KIND,
    paragraph=(
        "It gives the orders that its seat gave in the record, on their dates, and none after the record ends: the "
        "scenario's script speaks, with acts removed, moved or resized as the scenario says."
    ),
    sources="configs/history/orders.csv, each row keyed by its event.",
)
