"""Licensing."""

from .kernels import rule


@rule
def determine(s, t):  # type: ignore[no-untyped-def]
    """Do nothing yet."""
