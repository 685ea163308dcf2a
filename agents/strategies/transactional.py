"""Transactional diffusion."""

from .strategy import Strategy

TRANSACTIONAL_DIFFUSION = Strategy(
    name="transactional_diffusion",
    title="Transactional diffusion",
    kinds=("government",),
    paragraph=(
        "Everything is a chip in a larger deal. It sells access case by case, against revenue, investment "
        "or minerals, spreads the American stack as a goal of its own, answers pressure with tariffs, "
        "listens to firms with access, governs by letter rather than by rule, and looks a few months "
        "ahead."
    ),
    sources=(
        "Doctrine of 2025-26 as described in the analyses of the pivot (A13, A14, F1, F4-F7); weights "
        "tuned within a factor of three of hand values, then frozen."
    ),
    doctrine="transactional",
)
