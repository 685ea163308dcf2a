"""How much work a test does: a little in `make test`, the full counts in `make soak`."""

import os
from typing import TypeVar

T = TypeVar("T")

VARIABLE = "STACKCRAFT_DOSE"


def is_soak() -> bool:
    """Say whether the full counts are asked for (`--dose soak`)."""
    return os.environ.get(VARIABLE) == "soak"


def dose(small: T, full: T) -> T:
    """Return `small` in a small dose and `full` in a soak; for decorators, where no fixture reaches."""
    return full if is_soak() else small
