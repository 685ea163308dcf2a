"""Lists that packaging, type checker and import contracts each keep must agree with the folders."""

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

    assert mapped == rooms()


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
    _copy_code(tmp_path)
    assert _lint_imports(tmp_path).returncode == 0
    (tmp_path / file).write_text(line)

    told = _lint_imports(tmp_path)

    assert told.returncode == 1, told.stdout + told.stderr
    assert "BROKEN" in told.stdout


def _copy_code(to: Path) -> None:
    """Lay a copy of the rooms' code, without the rest, where a test may break it."""
    sources = [path for folder in rooms().values() for path in folder.rglob("*.py")]
    for path in [*sources, ROOT / "pyproject.toml"]:
        copy = to / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    (to / "typings" / "stackcraft").mkdir(parents=True)
    for link in (ROOT / "typings" / "stackcraft").iterdir():
        (to / "typings" / "stackcraft" / link.name).symlink_to(link.readlink())


def _lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    command = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", command, "--no-cache"],
        cwd=root,
        env={"PYTHONPATH": "typings", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
