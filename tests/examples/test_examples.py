"""The examples run, with few runs each, and say something."""

import os
import subprocess
import sys

import pytest

from support.tree import ROOT

EXAMPLES = {"what_one_act_changed": ["3"], "what_matters": ["60"], "learners": []}


def test_every_example_is_run_here() -> None:
    assert {path.stem for path in (ROOT / "examples").glob("*.py")} == set(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_runs(name: str) -> None:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}
    script = str(ROOT / "examples" / f"{name}.py")
    told = subprocess.run(
        [sys.executable, script, *EXAMPLES[name]], env=env, capture_output=True, text=True, check=False
    )

    assert told.returncode == 0, told.stderr
    assert len(told.stdout.splitlines()) >= 3
