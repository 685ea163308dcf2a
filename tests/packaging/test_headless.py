"""Who runs without a screen pays for no web server, and who asks for help waits for no library."""

import json
import os
import resource
import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from support.tree import pyproject, rooms

WEB = {"solara", "reacton", "ipywidgets", "ipyvue", "ipyvuetify", "starlette", "uvicorn", "websockets", "tornado"}
SERVERS = WEB | {"solara-ui", "solara-server", "flask", "aiohttp", "distributed"}
SEEN = {"matplotlib", "playwright", "PIL"}
HEAVY = {"mesa", "numba", "pandas", "networkx", "pyarrow", "scipy"}

HEADLESS = sorted(
    ".".join([name, *path.relative_to(folder).with_suffix("").parts]).removesuffix(".__init__")
    for name, folder in rooms().items()
    if name not in {"stackcraft.configs", "stackcraft.viz"}
    for path in folder.rglob("*.py")
)


def loaded_after(command: str, at: Path) -> set[str]:
    """Return the top-level modules that a fresh interpreter holds after a command."""
    told = subprocess.run(
        [sys.executable, "-c", f"{command}\nimport json, sys; print(json.dumps(sorted(sys.modules)))"],
        cwd=at,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    return {name.split(".")[0] for name in json.loads(told.stdout.splitlines()[-1])}


def closure(lines: list[str]) -> set[str]:
    """Return the names of all that these requirements bring, by the metadata of what is installed."""
    found: set[str] = set()
    waiting = [(Requirement(line), "") for line in lines]
    while waiting:
        asked, extra = waiting.pop()
        name = canonicalize_name(asked.name)
        if asked.marker and not asked.marker.evaluate({"extra": extra}):
            continue
        deeper = [Requirement(line) for line in requires(name) or []] if name not in found or asked.extras else []
        waiting += [(one, wanted) for one in deeper for wanted in ("", *asked.extras)]
        found.add(name)
    return found


def test_an_install_without_extras_brings_no_web_server() -> None:
    project = pyproject()["project"]

    assert not closure(project["dependencies"]) & SERVERS
    assert closure(["solara-server[starlette]"]) >= {"solara-ui", "starlette", "uvicorn"}


def test_no_headless_module_loads_a_web_server_or_plotting(tmp_path: Path) -> None:
    command = "\n".join(f"import {name}" for name in HEADLESS)

    assert not loaded_after(command, tmp_path) & (WEB | SEEN)


@pytest.mark.parametrize("module", ["stackcraft", "stackcraft.cli"])
def test_the_door_loads_no_heavy_library(module: str, tmp_path: Path) -> None:
    assert not loaded_after(f"import {module}", tmp_path) & (WEB | SEEN | HEAVY)


def test_help_answers_in_less_than_two_fifths_of_a_second(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from stackcraft.cli import main; main()", "--help"]
    took = []
    for _ in range(4):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        told = subprocess.run(
            command, cwd=tmp_path, capture_output=True, check=True, env={**os.environ, "COLUMNS": "80"}
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)

    assert b"Usage" in told.stdout
    assert min(took) < 0.4
