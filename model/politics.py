"""Politics."""

from .kernels import rule


@rule
def feel(s, t):  # type: ignore[no-untyped-def]
    """Do nothing yet."""
