"""Coercion learner."""

from .strategy import Strategy

COERCION_LEARNER = Strategy(
    name="coercion_learner",
    title="Coercion learner",
    kinds=("government",),
    paragraph=(
        "It treats leverage as something to be tried. Each concession it wins under pressure raises its "
        "belief that pressure works, and with it the next demand; each threat that wins nothing lowers "
        "it."
    ),
    sources=(
        "The worry that a quick retreat teaches the other side to threaten again (F6); Fearon 1994; "
        "weights are judgement."
    ),
    doctrine="coercion_learner",
)
