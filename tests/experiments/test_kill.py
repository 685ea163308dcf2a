"""kill -9 at any moment, then --resume: the files are those of an undisturbed sweep."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from support.dose import dose
from support.signals import interruptible
from support.toys import contents

SCRIPT = Path(__file__).with_name("killed.py")


def start(out: Path, how: str) -> "subprocess.Popen[bytes]":
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), str(out), how], env=env, stdout=subprocess.PIPE, preexec_fn=interruptible
    )


def undisturbed(out: Path) -> float:
    """Run the sweep to its end; return the seconds from its beginning to its end."""
    import time

    process = start(out, "anew")
    assert process.stdout is not None
    assert process.stdout.readline() == b"began\n"
    began = time.monotonic()
    assert process.wait(120) == 0
    return time.monotonic() - began


def kill_after(process: "subprocess.Popen[bytes]", seconds: float) -> None:
    """Kill a process some time after it began to run shards."""
    assert process.stdout is not None
    process.stdout.readline()
    timer = threading.Timer(seconds, process.send_signal, [signal.SIGKILL])
    timer.start()
    process.wait(120)
    timer.cancel()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    out = tmp_path_factory.mktemp("whole") / "out"
    return out, undisturbed(out)


@pytest.mark.parametrize("moment", range(dose(3, 20)))
def test_a_killed_sweep_resumes_to_the_same_files(moment: int, whole: tuple[Path, float], tmp_path: Path) -> None:
    # Moments spread over the sweep by the golden ratio: no two tests of a dose share one.
    share = (moment + 1) * 0.6180339887 % 1.0
    out = tmp_path / "out"
    kill_after(start(out, "anew"), share * whole[1])
    kill_after(start(out, "resume"), share * whole[1] / 2)

    assert start(out, "resume").wait(120) == 0

    assert contents(out) == contents(whole[0])


def test_ctrl_c_ends_the_workers_and_costs_no_shard_written(whole: tuple[Path, float], tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = start(out, "anew")
    assert process.stdout is not None
    assert process.stdout.readline() == b"began\n"
    assert process.stdout.readline() == b"a shard is written\n"
    process.send_signal(signal.SIGINT)

    assert process.wait(120) != 0
    written = contents(out)
    assert 0 < sum(name.endswith(".parquet") for name in written) < len(contents(whole[0]))
    assert start(out, "resume").wait(120) == 0
    assert contents(out) == contents(whole[0])
