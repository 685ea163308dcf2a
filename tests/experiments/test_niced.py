"""Processes beside a game: they stand back, and they end with a server that was killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from stackcraft.experiments.niced import NICENESS, niced_pool

HOLDER = """
import os, signal, sys
from stackcraft.experiments.niced import niced_pool
if __name__ == "__main__":
    pool = niced_pool(1)
    print(pool.submit(os.getpid).result(), flush=True)
    signal.pause()
"""


@pytest.mark.skipif(not hasattr(os, "nice"), reason="this system knows no niceness")
def test_a_process_beside_a_game_stands_back():
    with niced_pool(1) as pool:
        assert pool.submit(os.nice, 0).result() >= min(19, os.nice(0) + NICENESS)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of this kind are for other systems")
def test_it_ends_with_a_server_that_was_killed(tmp_path: Path):
    program = tmp_path / "holder.py"
    program.write_text(HOLDER, encoding="utf-8")
    path = os.pathsep.join(entry or os.getcwd() for entry in sys.path)
    holder = subprocess.Popen(
        [sys.executable, str(program)], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path}
    )
    assert holder.stdout is not None
    worker = int(holder.stdout.readline())
    os.kill(holder.pid, signal.SIGKILL)
    rest, _ = holder.communicate(timeout=60)  # ends when the last process that holds the pipe has ended

    assert worker > 0
    assert rest == ""
