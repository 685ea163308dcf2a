"""Runs with and without a mechanism, as a program of its own: `python unplugged.py MONTHS NAME=VALUE...` prints digests.

Rules run as plain Python. For each parameter the same short run is made twice: with the rules as they are and the
parameter at its neutral value, and with the mechanism cut out of the rules' source (folding.py). A line has the name
and the two digests.
"""

import importlib.machinery
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.dont_write_bytecode = True
sys.pycache_prefix = os.devnull
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.folding import without  # noqa: E402  (the path above finds it)

ROOMS = ("model", "agents")
Loader: Any = importlib.machinery.SourceFileLoader
plain: Callable[..., Any] = Loader.source_to_code


def forget() -> None:
    """Let the package be imported anew."""
    for name in [name for name in sys.modules if name.split(".")[0] == "stackcraft"]:
        del sys.modules[name]


def cut(name: str, value: float) -> None:
    """Let rules be imported without a mechanism from now on."""

    def compiled(self: Any, data: Any, path: str, *, _optimize: int = -1) -> Any:
        if Path(path).parent.name in ROOMS and isinstance(data, bytes):
            data = without(data.decode(), name, value)[0].encode()
        return plain(self, data, path, _optimize=_optimize)

    Loader.source_to_code = compiled


def digest(months: int, name: str, value: float) -> str:
    """Return the digest of a short run of `endogenous` with a parameter at a value, by the rules as imported."""
    from stackcraft.agents.cast import prepare
    from stackcraft.agents.engine import Engine
    from stackcraft.model.scenario import load_scenario

    plan = prepare(load_scenario("endogenous", {"buyers": 50, "parameters": {name: value}}))
    engine = Engine(plan, 1)
    engine.run_to(plan.start + months)
    return engine.result().digest


def main() -> None:
    """Make both runs for each parameter named."""
    months = int(sys.argv[1])
    for given in sys.argv[2:]:
        name, text = given.split("=")
        value = float(text)
        forget()
        Loader.source_to_code = plain
        with_it = digest(months, name, value)
        forget()
        cut(name, value)
        print(name, with_it, digest(months, name, value), flush=True)


if __name__ == "__main__":
    main()
