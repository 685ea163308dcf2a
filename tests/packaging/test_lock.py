"""The lock must hold what pyproject.toml asks for, on each Python, with hashes and without addresses."""

import re

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement

from support.tree import ROOT, pyproject

LOCK = (ROOT / "locks" / "all.txt").read_text()
ENTRIES = re.findall(r"^([a-zA-Z0-9][^\n]*?) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", LOCK, re.MULTILINE)
PROJECT = pyproject()["project"]
ASKED = [
    *PROJECT["dependencies"],
    *(line for extra in PROJECT["optional-dependencies"].values() for line in extra),
    *pyproject()["build-system"]["requires"],
]


def pins(python: str) -> dict[str, str]:
    """Return the version of each package that the lock gives on this Python under Linux."""
    here = {**default_environment(), "python_version": python, "python_full_version": f"{python}.0"}
    here |= {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"}
    held = {}
    for line, _ in ENTRIES:
        entry = Requirement(line)
        if entry.marker is None or entry.marker.evaluate(here):
            assert entry.name not in held, f"two versions of {entry.name} on Python {python}"
            held[entry.name] = next(iter(entry.specifier)).version
    return held


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_lock_satisfies_every_requirement(python: str) -> None:
    held = pins(python)

    for line in ASKED:
        asked = Requirement(line)
        assert asked.name in held, f"{asked.name} isn't locked: run make lock"
        assert asked.specifier.contains(held[asked.name]), f"locked {asked.name} {held[asked.name]}, asked {asked}"


@pytest.mark.parametrize(("python", "mesa"), [("3.11", "3.3.1"), ("3.12", "3.5.1")])
def test_lock_gives_the_mesa_of_each_python(python: str, mesa: str) -> None:
    assert pins(python)["mesa"] == mesa


def test_every_line_of_the_lock_is_a_hashed_pin_or_a_comment() -> None:
    rest = LOCK
    for line, hashes in ENTRIES:
        assert re.match(r"[a-z0-9.-]+==[^ ]+( ; .+)?$", line), line
        rest = rest.replace(f"{line} \\\n{hashes}", "", 1)
    strays = [line for line in rest.splitlines() if line.strip() and not line.lstrip().startswith("#")]

    assert not strays
    assert len(ENTRIES) > 50


def test_lock_names_no_index_and_no_place() -> None:
    assert not re.search(r"://|--(extra-)?index|--find-links|--trusted-host|@ |file:|/home/|/opt/", LOCK)


def test_the_extras_keep_servers_out_of_the_core() -> None:
    core = {Requirement(line).name for line in PROJECT["dependencies"]}
    optional = PROJECT["optional-dependencies"]

    assert {"viz", "dev", "cluster"} <= set(optional)
    assert not core & {Requirement(line).name for extra in ("viz", "cluster") for line in optional[extra]}
