"""Template of a strategy, itself not registered: copy it, rename the object, add it to the tuple in `__init__.py`.

What it wants, how it goes about it and what it never does goes in `paragraph`; conduct or literature it follows, and
which numbers are judgement, in `sources`. See docs/adding-a-strategy.md.
"""

from .strategy import Strategy

TEMPLATE = Strategy(
    name="template",  # as in scenarios and on the command line
    title="Template",
    kinds=("government",),  # kinds of seat that it fits
    paragraph="What it wants. How it goes about it. What it will not do.",
    sources="Where the idea comes from; which weights are judgement.",
    doctrine="rules_based",  # row of configs/doctrines.csv that it weighs goals by
)
