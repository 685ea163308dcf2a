"""Self-reliance."""

from .strategy import Strategy

SELF_RELIANCE = Strategy(
    name="self_reliance",
    title="Self-reliance",
    kinds=("government",),
    paragraph=(
        "Dependence is the danger, on offer or not. It pushes domestic chips and tools even against "
        "market logic, tells buyers to hold back from foreign chips when supply looks unreliable or the "
        "home product will do, answers blows in kind and in proportion, and lets the other side tire "
        "first."
    ),
    sources=(
        "Chinese industrial policy since before 2018 (B4, B5) and the answers of 2023-25 (B1-B3); weights "
        "tuned within a factor of three of hand values, then frozen."
    ),
    doctrine="self_reliance",
)
