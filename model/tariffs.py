"""Tariffs."""

from .kernels import rule


@rule
def charge(s, t):  # type: ignore[no-untyped-def]
    """Do nothing yet."""
