"""The door: what `import stackcraft` gives, and the command line behind it.

Nothing is loaded until it is asked for, so that `import stackcraft` and `stackcraft --help` cost next to nothing.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import run
    from .attribution import decisions
    from .experiments.compare import compare
    from .experiments.results import load
    from .experiments.sweep import sweep

__all__ = ["compare", "decisions", "load", "run", "sweep"]

_HOMES = {
    "compare": "experiments.compare",
    "decisions": "attribution",
    "load": "experiments.results",
    "run": "api",
    "sweep": "experiments.sweep",
}


def __getattr__(name: str) -> Any:
    """Return one of the names above, loading what it needs."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    """Return the names that are on offer."""
    return sorted({*globals(), *__all__})
