"""Another processor, as far as one machine can play it: the C library's logarithms and powers in their other forms.

Where processors fuse multiplication and addition, the GNU C library uses it, and the last digit of a logarithm may be
another. It can be told not to. Other C libraries don't hear this, and what runs here is then what ran before.
"""

import os
import subprocess
import sys

ELSEWHERE = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-FMA,-AVX2,-FMA4"}


def said(*words: str, **settings: str) -> str:
    """Return what another Python process, given these words, prints.

    Args:
        words: What Python is given.
        settings: Environment variables besides this process's own.

    Raises:
        AssertionError: If it fails.
    """
    done = subprocess.run(
        [sys.executable, *words], env={**os.environ, **settings}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def said_elsewhere(*words: str) -> str:
    """Return what Python, given these words, prints on another processor; arguments and errors are those of `said`."""
    return said(*words, **ELSEWHERE)
