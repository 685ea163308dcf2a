"""Market."""

from .kernels import rule


@rule
def trade(s, t):  # type: ignore[no-untyped-def]
    """Do nothing yet."""
