"""Efficient open-weight lab."""

from .strategy import Strategy

EFFICIENT_OPEN_WEIGHT = Strategy(
    name="efficient_open_weight",
    title="Efficient open-weight lab",
    kinds=("lab",),
    paragraph=(
        "Short of compute, it looks for efficiency, and it releases its weights to win users and "
        "developers it could not serve itself."
    ),
    sources=("DeepSeek, Qwen and Kimi (B7, D3); weights are judgement."),
    doctrine="efficient_open_weight",
)
