"""Adoption."""

from .kernels import rule


@rule
def adopt(s, t):  # type: ignore[no-untyped-def]
    """Do nothing yet."""
