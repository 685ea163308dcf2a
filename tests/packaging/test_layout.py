"""Lists that packaging, type checker and import contracts each keep must agree with the folders."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.tree import ROOT, packages, pyproject, rooms

SETTINGS = pyproject()["tool"]


def test_packages_listed_equal_the_folders() -> None:
    listed = SETTINGS["setuptools"]["packages"]

    assert sorted(listed) == listed, "keep [tool.setuptools] packages sorted"
    assert set(listed) == set(packages()), "[tool.setuptools] packages and the folders with __init__.py differ"


def test_every_room_is_mapped_to_its_folder() -> None:
    mapped = {name: ROOT / folder for name, folder in SETTINGS["setuptools"]["package-dir"].items()}

    assert mapped.items() >= rooms().items()
    assert mapped.items() <= packages().items(), "folders below a room follow it: map rooms only"


def test_every_data_file_of_a_room_is_named_by_a_pattern() -> None:
    patterns = SETTINGS["setuptools"]["package-data"]
    missed = []
    for name, folder in rooms().items():
        shipped = {path for pattern in patterns.get(name, []) for path in folder.glob(pattern)}
        for path in folder.rglob("*"):
            if path.is_file() and path.suffix not in {".py", ".pyc"} and path not in shipped:
                missed.append(str(path.relative_to(ROOT)))

    assert not missed, "these would be absent from the wheel: add a pattern to [tool.setuptools.package-data]"


def test_every_module_of_the_tree_is_seen_by_the_type_checker() -> None:
    seen = ROOT / "typings" / "stackcraft"
    code = {name: folder for name, folder in rooms().items() if (folder / "__init__.py").exists()}
    expected = {name.removeprefix("stackcraft."): folder for name, folder in code.items() if name != "stackcraft"}
    for part in code["stackcraft"].iterdir():
        if part.suffix == ".py" or part.name == "py.typed" or (part / "__init__.py").exists():
            expected[part.name] = part

    assert {link.name: link.resolve() for link in seen.iterdir()} == expected, "run: make links"
    assert all(link.is_symlink() and not Path(link.readlink()).is_absolute() for link in seen.iterdir())


def test_every_headless_room_is_under_the_headless_contract() -> None:
    contracts = {contract["id"]: contract for contract in SETTINGS["importlinter"]["contracts"]}
    headless = {name for name in rooms() if name not in {"stackcraft", "stackcraft.viz", "stackcraft.configs"}}

    assert set(contracts["headless"]["source_modules"]) == headless
    behind = {f"{name}{deep}" for name in headless | {"stackcraft.viz"} for deep in ("", ".**")}
    assert set(contracts["door"]["source_modules"]) == behind


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("model/broken.py", "from stackcraft.agents import __doc__\n"),
        ("model/broken.py", "import solara\n"),
        ("agents/broken.py", "import stackcraft\n"),
        ("viz/broken.py", "from stackcraft import cli\n"),
    ],
)
def test_an_import_against_the_arrows_breaks_a_contract(tmp_path: Path, file: str, line: str) -> None:
    _lay_empty_rooms(tmp_path)
    assert _lint_imports(tmp_path).returncode == 0
    (tmp_path / "stackcraft" / file).write_text(line)

    told = _lint_imports(tmp_path)

    assert told.returncode == 1, told.stdout + told.stderr
    assert "BROKEN" in told.stdout


def _lay_empty_rooms(at: Path) -> None:
    """Lay the rooms and the modules of the front room, all empty, under the contracts of this project."""
    (at / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    for link in (ROOT / "typings" / "stackcraft").iterdir():
        room = at / "stackcraft" / link.name if link.is_dir() else at / "stackcraft"
        room.mkdir(parents=True, exist_ok=True)
        (room / ("__init__.py" if link.is_dir() else link.name)).touch()


def _lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", command, "--no-cache"],
        cwd=root,
        env={"PYTHONPATH": ".", "PATH": os.defpath},
        capture_output=True,
        text=True,
        check=False,
    )
