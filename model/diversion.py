"""Diversion."""

from .kernels import rule


@rule
def divert(s, t):  # type: ignore[no-untyped-def]
    """Do nothing yet."""
