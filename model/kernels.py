"""How rules are compiled: one decorator, and a cache that a changed rule can never hide behind.

numba checks the source of the function it loads, not of the functions that one calls, so an edited callee would
live on inside its cached callers. The folder of a module's compiled rules is therefore named by a hash of its source
and of every source it imports, however indirectly, of numba's version and of the processor. An edit opens new folders
for what it can reach and leaves the rest warm; content alone counts, so copies of one version share them.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import llvmlite.binding as llvm
import numba
import numpy as np
from numba import types
from numba.core.caching import _CacheLocator

Rule = Callable[..., Any]

ROOMS = ("model", "agents")
"""Rooms whose sources hold rules."""

PACKAGE = "stackcraft"

if numba.config.DISABLE_JIT:
    np.seterr(over="ignore")  # the noise tape's integer hash wraps around by design

RECIPE = (
    "njit, nogil, numpy errors, one form for all constants, state by constant descriptors, references by owners only"
)
"""How rules are compiled; part of the hash in place of this file's own source. Change it with `rule`."""

TOOLS = f"{RECIPE}; numba {numba.__version__}, NumPy {np.__version__}, {llvm.get_host_cpu_name()}"

ALLOCATE = frozenset({"arange", "array", "copy", "empty", "full", "ones", "zeros"})
"""NumPy calls that make an array; a rule without any owns no memory, so that no references need be counted in it."""

_IMPORT = re.compile(r"^from\s+(\.+\w*|stackcraft\.[\w.]+)\s+import\s+(\([^)]*\)|[^\n]+)", re.MULTILINE)


def room_folder(room: str) -> Path:
    """Return the folder of a room, in a checkout or in an installed package."""
    return Path(__file__).parent.parent / room


@cache
def imported(source: Path) -> tuple[Path, ...]:
    """Return the rooms' sources that a source imports by name.

    Args:
        source: A Python file of a room.
    """
    found = []
    for origin, names in _IMPORT.findall(source.read_text(encoding="utf-8")):
        if origin.startswith("."):
            folder = source.parent
            for _ in range(len(origin) - len(origin.lstrip(".")) - 1):
                folder = folder.parent
            parts = [part for part in origin.lstrip(".").split(".") if part]
        else:
            _, room, *parts = origin.split(".")
            folder = room_folder(room)
        place = folder.joinpath(*parts)
        bare = re.sub(r"#.*", "", names).strip("()").replace("\n", ",")
        candidates = [place.with_suffix(".py"), place / "__init__.py"]
        candidates += [place / f"{name.split(' as ')[0].strip()}.py" for name in bare.split(",") if name.strip()]
        found += [candidate for candidate in candidates if candidate.is_file()]
    return tuple(found)


@cache
def source_hash(source: Path) -> str:
    """Return a hash of a source and of all that it imports, of how and with what it is compiled."""
    seen: set[Path] = set()
    queue = [source]
    while queue:
        path = queue.pop()
        if path not in seen and path.name != Path(__file__).name:
            seen.add(path)
            queue += imported(path)
    digest = hashlib.blake2b(TOOLS.encode(), digest_size=8)
    for path in sorted(seen, key=lambda p: (p.parent.name, p.name)):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def rule_hash() -> str:
    """Return a hash of all rule sources together."""
    digest = hashlib.blake2b(TOOLS.encode(), digest_size=8)
    for room in ROOMS:
        for source in sorted(room_folder(room).rglob("*.py")):
            digest.update(source.name.encode())
            digest.update(source.read_bytes())
    return digest.hexdigest()


def cache_folder() -> Path:
    """Return the folder of compiled rules, made if it can be.

    `STACKCRAFT_CACHE` overrides the user's cache folder; where neither can be written, the system's temporary
    folder serves, so that a read-only installation works.
    """
    chosen = os.environ.get("STACKCRAFT_CACHE")
    base = Path(chosen) if chosen else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "stackcraft"
    for place in (base / "rules", Path(tempfile.gettempdir()) / "stackcraft" / "rules"):
        try:
            place.mkdir(parents=True, exist_ok=True)
            if os.access(place, os.W_OK):
                return place
        except OSError:
            continue
    return Path(tempfile.mkdtemp(prefix="stackcraft-"))


FOLDER = cache_folder()


class Locator(_CacheLocator):  # type: ignore[misc] # numba has no types
    """Where numba keeps the compiled rules of a module.

    Args:
        function: The rule.
        source: Its file.
    """

    def __init__(self, function: Rule, source: str) -> None:
        path = Path(source)
        self._line = function.__code__.co_firstlineno
        self._stamp = source_hash(path)
        self._folder = FOLDER / f"{path.parent.name}.{path.stem}-{self._stamp}"

    def get_cache_path(self) -> str:
        """Return the folder."""
        return str(self._folder)

    def get_source_stamp(self) -> str:
        """Return what must be equal for a compiled rule to be used."""
        return self._stamp

    def get_disambiguator(self) -> str:
        """Return what tells rules of one name in one file apart."""
        return str(self._line)

    @classmethod
    def from_function(cls, function: Rule, source: str) -> "Locator":
        """Return the locator of a rule, its folder made."""
        locator = cls(function, source)
        locator.ensure_cache_path()
        return locator


def is_warm() -> bool:
    """Return whether a whole run of this version has been compiled before."""
    return bool(numba.config.DISABLE_JIT) or (FOLDER / f"complete-{rule_hash()}").exists()


@cache
def mark_warm() -> None:
    """Note, once a process, that the cache holds a whole run of this version."""
    if not numba.config.DISABLE_JIT:
        (FOLDER / f"complete-{rule_hash()}").touch()


def rule(function: Rule) -> Rule:
    """Compile a rule once, keep it in the cache, and let it run without the interpreter's lock.

    A rule that makes an array must do so by one of `ALLOCATE`'s names: an array that comes of arithmetic or of copying
    a row fails to compile with "NRT required".
    """
    if numba.config.DISABLE_JIT:
        return function
    before = numba.config.CACHE_LOCATOR_CLASSES
    numba.config.CACHE_LOCATOR_CLASSES = f"{__name__}.Locator"
    try:
        owns = bool(ALLOCATE.intersection(function.__code__.co_names))
        compile_ = numba.njit(cache=True, nogil=True, error_model="numpy", _nrt=owns, no_cfunc_wrapper=True)
        compiled: Rule = compile_(function)
    finally:
        numba.config.CACHE_LOCATOR_CLASSES = before
    _forget_literals(compiled)
    return compiled


def _forget_literals(compiled: Any) -> None:
    """Let one compiled form of a rule serve all constants it is called with; numba would compile one for each."""
    resolve = compiled.get_call_template

    def get_call_template(args: Any, kws: Any) -> Any:
        plain = tuple(types.unliteral(kind) for kind in args)
        return resolve(plain, {name: types.unliteral(kind) for name, kind in kws.items()})

    compiled.get_call_template = get_call_template
