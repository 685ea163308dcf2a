"""The wheel must hold what the tree holds, and run from a clean environment in another folder."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from support.tree import ROOT, pyproject, rooms

VERSION = pyproject()["project"]["version"]


def call(*command: str | Path, at: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a user elsewhere would: in another folder, with no path into the checkout."""
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}
    return subprocess.run(command, cwd=at, env=kept | environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of the tree, so that no earlier build can slip files in."""
    copy = tmp_path_factory.mktemp("tree")
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, copy / name)
    for folder in rooms().values():
        shutil.copytree(folder, copy / folder.name, ignore=shutil.ignore_patterns("__pycache__"))
    out = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--no-deps", "--no-build-isolation")

    told = call(*pip, "--wheel-dir", out, copy, at=out)

    assert told.returncode == 0, told.stdout + told.stderr
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel alone into a new environment that borrows the dependencies; return its programs."""
    home = tmp_path_factory.mktemp("clean")
    venv.create(home, with_pip=False)
    programs = home / ("Scripts" if os.name == "nt" else "bin")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", programs / "python")

    told = call(*pip, "install", "--no-deps", "--no-index", "--no-compile", wheel, at=home)

    assert told.returncode == 0, told.stdout + told.stderr
    own = sysconfig.get_path("purelib", vars={"base": str(home)})
    # A plain path in a .pth file borrows the packages, not the .pth files (so not an editable install) of that folder.
    (Path(own) / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return programs


def test_wheel_holds_every_file_of_every_room_and_nothing_else(wheel: Path) -> None:
    expected = {
        "/".join([*name.split("."), *path.relative_to(folder).parts])
        for name, folder in rooms().items()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    outside = {  # scripts beside data, for maintainers
        name for name in expected if name.endswith(".py") and name.startswith("stackcraft/viz/assets/")
    }

    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}

    assert held == expected - outside


def test_wheel_carries_license_and_notice(wheel: Path) -> None:
    names = {Path(name).name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/licenses/" in name}

    assert names == {"LICENSE", "NOTICE"}


def test_wheel_installs_no_bare_room(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}

    assert tops == {"stackcraft", f"stackcraft-{VERSION}.dist-info"}


def test_installed_command_answers_from_another_folder(installed: Path, tmp_path: Path) -> None:
    told = call(installed / "stackcraft", "--version", at=tmp_path)

    assert (told.returncode, told.stdout.strip()) == (0, f"stackcraft {VERSION}"), told.stderr


def test_installed_package_finds_its_own_data(installed: Path, tmp_path: Path) -> None:
    asked = (
        "import stackcraft.model.places as p; print(p.__file__);"
        "print(p.configs_dir()); print(*(path.name for path in p.configs_dir().iterdir()))"
    )

    told = call(installed / "python", "-c", asked, at=tmp_path)

    assert told.returncode == 0, told.stderr
    module, data, files = told.stdout.splitlines()
    assert Path(module).is_relative_to(installed.parent)
    assert Path(data).is_relative_to(installed.parent)
    assert set(files.split()) == {path.name for path in (ROOT / "configs").iterdir()}


def test_installed_command_runs_the_record_and_writes_its_report_elsewhere(installed: Path, tmp_path: Path) -> None:
    """Compiled rules are kept by content, so the installed copy needs no second compilation."""
    line = ("run", "history", "--months", "14", "--decisions", "0", "--json", "--out", "results")

    told = call(installed / "stackcraft", *line, at=tmp_path)

    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout)["months"] == 14
    assert {"report.html", "run.json", "orders.parquet"} <= {path.name for path in (tmp_path / "results").iterdir()}
