"""Platforms."""

from .kernels import rule


@rule
def mature(s, t):  # type: ignore[no-untyped-def]
    """Do nothing yet."""
