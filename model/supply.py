"""Supply."""

from .kernels import rule


@rule
def produce(s, t):  # type: ignore[no-untyped-def]
    """Do nothing yet."""
