"""The cache of compiled rules: an edited rule never keeps its old code, and a read-only installation works."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.tree import ROOT

CALLER = '''"""A caller."""
from .kernels import rule
from .callee import twice

@rule
def ask(x):
    return twice(x) + 1.0
'''
CALLEE = '''"""A callee."""
from .kernels import rule

@rule
def twice(x):
    return {factor} * x
'''


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Return a small package with the project's own decorator and a rule that calls a rule in another file."""
    model = tmp_path / "site" / "small" / "model"
    model.mkdir(parents=True)
    (tmp_path / "site" / "small" / "agents").mkdir()
    (model.parent / "__init__.py").write_text("")
    (model / "__init__.py").write_text("")
    shutil.copy(ROOT / "model" / "kernels.py", model / "kernels.py")
    (model / "caller.py").write_text(CALLER)
    (model / "callee.py").write_text(CALLEE.format(factor="10.0"))
    return model


def ask(package: Path, cache: Path, **more: str) -> tuple[float, str]:
    """Return what the caller says in a fresh process, and the folder its code was kept in."""
    code = "from small.model import caller, kernels; print(caller.ask(1.0), kernels.FOLDER)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        # Python's own bytecode doesn't see an edit of the same length within the same second.
        env={
            **os.environ,
            "PYTHONPATH": str(package.parents[1]),
            "STACKCRAFT_CACHE": str(cache),
            "PYTHONDONTWRITEBYTECODE": "1",
            **more,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    value, folder = done.stdout.split(maxsplit=1)
    return float(value), folder.strip()


def test_editing_a_callee_in_another_file_changes_what_its_caller_returns(package, tmp_path):
    cache = tmp_path / "cache"
    assert ask(package, cache)[0] == 11.0
    (package / "callee.py").write_text(CALLEE.format(factor="20.0"))
    assert ask(package, cache)[0] == 21.0


def test_the_same_sources_find_their_compiled_code_again(package, tmp_path):
    cache = tmp_path / "cache"
    _, first = ask(package, cache)
    kept = {path: path.stat().st_mtime_ns for path in Path(first).rglob("*.nbc")}
    assert kept
    _, second = ask(package, cache)
    assert second == first
    assert {path: path.stat().st_mtime_ns for path in Path(first).rglob("*.nbc")} == kept


def test_where_the_cache_cannot_be_written_another_folder_serves(package, tmp_path):
    blocked = tmp_path / "a_file"
    blocked.write_text("")
    value, folder = ask(package, blocked / "below", TMPDIR=str(tmp_path))
    assert value == 11.0
    assert str(blocked) not in folder


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_it_works_from_a_read_only_installation(package, tmp_path):
    for path in [*package.rglob("*"), package]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        value, folder = ask(package, tmp_path / "cache")
    finally:
        for path in [package, *package.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert value == 11.0
    assert not folder.startswith(str(package))
    assert not list(package.rglob("*.nbi"))
