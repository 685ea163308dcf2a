"""Bargaining."""

from .kernels import rule


@rule
def bargain(s, t):  # type: ignore[no-untyped-def]
    """Do nothing yet."""
