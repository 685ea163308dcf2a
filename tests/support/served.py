"""Servers in processes of their own: a free port, the path that finds the package, and waiting until they answer."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from .tree import ROOT


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def started(
    arguments: Sequence[str], *, under: Sequence[str] = (), quiet: bool = False, within: Path = ROOT, **settings: str
) -> "subprocess.Popen[bytes]":
    """Return a Python process that finds the package and the tests' support, however this one found them.

    Args:
        arguments: What Python is given, such as `-m support.fake_dashboard PORT`.
        under: A command to run it under.
        quiet: Drop what it prints.
        within: Folder it works in.
        settings: Environment variables besides this process's own.
    """
    path = os.pathsep.join([str(ROOT / "tests"), *(str(Path(p).resolve()) for p in sys.path if p)])
    return subprocess.Popen(
        [*under, sys.executable, *arguments],
        cwd=within,
        env={**os.environ, **settings, "PYTHONPATH": path},
        stdout=subprocess.DEVNULL if quiet else None,
    )


def answers(process: "subprocess.Popen[bytes]", address: str, within: float) -> None:
    """Return when a server answers.

    Args:
        process: The server's process.
        address: Its address, without a slash at the end.
        within: Seconds that it may take.

    Raises:
        AssertionError: It ended, or didn't answer in time.
    """
    deadline = time.monotonic() + within
    while True:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=2).close()
            return
        except OSError:
            assert process.poll() is None, "the server ended at once"
            assert time.monotonic() < deadline, "the server didn't answer in time"
            time.sleep(0.02)
