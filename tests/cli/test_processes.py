"""The command line as a process of its own: exit codes, streams, interruption, pipes that close."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from support.dose import dose
from support.signals import interruptible

COMMAND = [sys.executable, "-m", "stackcraft.cli"]
PATHS = os.pathsep.join(
    str(Path(path).resolve()) for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path
)
ENVIRONMENT = {**os.environ, "PYTHONPATH": PATHS}

MALFORMED = (
    "run histroy",
    "run --seed=-1",
    "run --months=0 --out results",
    "run --strategy us=hawkk --out results",
    "run --set lock_in=99 --out results",
    "run --drop nosuch --out results",
    "run --orders missing.csv --out results",
    "run --data missing --out results",
    "run --format xlsx",
    "run broken.toml --out results",
    "parameters --group none",
    "dashboard --port 0",
    "nosuchcommand",
)


def start(at: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=at,
        env=ENVIRONMENT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=interruptible,
    )


@pytest.mark.parametrize("line", MALFORMED[:: dose(2, 1)])
def test_a_malformed_command_line_ends_with_2_and_one_message(line: str, tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("months = ")
    process = start(tmp_path, *line.split())
    out, err = process.communicate(timeout=60)

    assert process.returncode == 2
    assert out == ""
    assert err.strip()
    assert "Traceback" not in err
    assert [path.name for path in tmp_path.iterdir()] == ["broken.toml"]


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ctrl_c_ends_a_long_command_with_130_and_no_traceback(tmp_path: Path) -> None:
    process = start(tmp_path, "run", "--set", "buyers=10000", "--months=360", "--decisions=1000", "--out", "results")
    pause = threading.Event()
    while process.poll() is None and not any(tmp_path.iterdir()):
        pause.wait(0.01)  # until it has begun to work on its results
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=120)

    assert process.returncode == 130, err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


HURRIED = """
from stackcraft import cli
def app(**_):
    {where}
cli.app = app
cli.main()
"""
WITHIN_TEXT = "exec('raise KeyboardInterrupt')"
WHERE_PYTHON_DROPS_IT = """import weakref
    class Lock: pass
    lock = Lock()
    def let_go(_): raise KeyboardInterrupt
    watched = weakref.ref(lock, let_go)
    del lock
    while True: pass"""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("where", [WITHIN_TEXT, WHERE_PYTHON_DROPS_IT])
def test_ctrl_c_is_heard_wherever_it_falls(where: str, tmp_path: Path) -> None:
    (tmp_path / "hurried.py").write_text(HURRIED.format(where=where))
    ended = subprocess.run(
        [sys.executable, "-m", "hurried"],
        cwd=tmp_path,
        env={**ENVIRONMENT, "PYTHONPATH": os.pathsep.join(filter(None, (str(tmp_path), PATHS)))},
        text=True,
        capture_output=True,
        check=False,
        timeout=60,
        preexec_fn=interruptible,
    )

    assert ended.returncode == 130
    assert ended.stderr == "Interrupted: nothing was written.\n"


def test_a_reader_who_has_seen_enough_gets_no_complaint(tmp_path: Path) -> None:
    process = start(tmp_path, "parameters", "--json")
    assert process.stdout is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr is not None
    err = process.stderr.read()

    assert process.wait(timeout=60) == 0
    assert err == ""


def test_nothing_is_drawn_where_nobody_looks(tmp_path: Path) -> None:
    process = start(tmp_path, "run", "--months=3", "--decisions=0", "--json")
    out, err = process.communicate(timeout=600)

    assert process.returncode == 0
    assert out.startswith("{")
    assert not err or "compiled" in err
    assert "\x1b" not in out + err
