"""What continuous integration runs, and what it says where a browser can't be had."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from support.tree import ROOT

BASH = shutil.which("bash")
pytestmark = pytest.mark.skipif(BASH is None, reason="needs bash")


@pytest.fixture
def bare_path(tmp_path: Path) -> str:
    """Return a PATH with the tools a script needs, and neither browser nor package manager."""
    for name in ("id", "mktemp", "tail"):
        (tmp_path / name).symlink_to(str(shutil.which(name)))
    return str(tmp_path)


def look_for_browser(path: str, ci: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(BASH), str(ROOT / ".ci" / "browser")],
        env={"PATH": path, "CI": ci},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_browser_it_says_so_and_goes_on(bare_path: str) -> None:
    told = look_for_browser(bare_path, ci="")

    assert told.returncode == 0
    assert "browser tests are skipped" in told.stdout


def test_without_a_browser_continuous_integration_fails(bare_path: str) -> None:
    assert look_for_browser(bare_path, ci="true").returncode == 1


def test_ci_run_checks_and_then_tests(tmp_path: Path) -> None:
    make = tmp_path / "make"
    make.write_text(f'#!{BASH}\necho "make $* CI=$CI"\nread -r line || echo "no input"\n')
    make.chmod(0o755)
    command = ROOT / ".ci" / "run"

    told = subprocess.run(
        [command], cwd=tmp_path, env={"PATH": f"{tmp_path}:{os.defpath}"}, capture_output=True, text=True, check=True
    )

    assert told.stdout.splitlines() == ["make check CI=true", "no input", "make test CI=true", "no input"]
