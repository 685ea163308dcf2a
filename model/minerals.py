"""Minerals."""

from .kernels import rule


@rule
def supply_minerals(s, t):  # type: ignore[no-untyped-def]
    """Do nothing yet."""
