"""How rules are compiled: one decorator, and a cache folder that a changed rule can never hide behind.

numba checks the source of the function it loads, not of the functions that one calls, so an edited callee would
live on inside its cached callers. The folder's name is therefore a hash of every rule source, of numba's version
and of the processor: any edit anywhere opens a new, empty folder.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import llvmlite.binding as llvm
import numba
import numpy as np

Rule = Callable[..., Any]

ROOMS = ("model", "agents")
"""Rooms whose sources hold rules."""

if numba.config.DISABLE_JIT:
    np.seterr(over="ignore")  # the noise tape's integer hash wraps around by design


def rule_hash(root: Path | None = None) -> str:
    """Return a hash of all rule sources, numba's version and the processor.

    Args:
        root: Folder that holds the rooms; the installed package if None.

    Returns:
        Sixteen hexadecimal digits.
    """
    digest = hashlib.blake2b(digest_size=8)
    for room in ROOMS:
        folder = Path(__file__).parent if root is None and room == "model" else None
        folder = folder or (root / room if root else _sibling(room))
        for source in sorted(folder.rglob("*.py")):
            digest.update(source.relative_to(folder).as_posix().encode())
            digest.update(source.read_bytes())
    digest.update(f"{numba.__version__} {np.__version__} {llvm.get_host_cpu_name()}".encode())
    return digest.hexdigest()


def _sibling(room: str) -> Path:
    """Return the folder of another room, in a checkout or in an installed package."""
    here = Path(__file__).parent
    return here.parent / room


def cache_folder() -> Path:
    """Return the folder of this version's compiled rules, made if it can be.

    `STACKCRAFT_CACHE` overrides the user's cache folder; where neither can be written, the system's temporary
    folder serves, so that a read-only installation works.
    """
    chosen = os.environ.get("STACKCRAFT_CACHE")
    base = Path(chosen) if chosen else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "stackcraft"
    name = f"rules-{rule_hash()}"
    for place in (base, Path(tempfile.gettempdir()) / "stackcraft"):
        try:
            (place / name).mkdir(parents=True, exist_ok=True)
            if os.access(place / name, os.W_OK):
                return place / name
        except OSError:
            continue
    return Path(tempfile.mkdtemp(prefix="stackcraft-"))


FOLDER = cache_folder()
numba.config.CACHE_DIR = str(FOLDER)


def is_warm() -> bool:
    """Return whether a whole run has been compiled into the cache before."""
    return bool(numba.config.DISABLE_JIT) or (FOLDER / "complete").exists()


def mark_warm() -> None:
    """Note that the cache holds a whole run."""
    if not numba.config.DISABLE_JIT:
        (FOLDER / "complete").touch()


def rule(function: Rule) -> Rule:
    """Compile a rule once, keep it in the cache, and let it run without the interpreter's lock."""
    compiled: Rule = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    return compiled
