"""Deliberation."""

from stackcraft.model.kernels import rule


@rule
def decide(s, t):  # type: ignore[no-untyped-def]
    """Do nothing yet."""
