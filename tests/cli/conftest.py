"""A command line to be spoken to in process, and a check that a refusal is clean."""

from collections.abc import Callable
from pathlib import Path

import pytest

from stackcraft import cli

Refuse = Callable[..., str]


@pytest.fixture
def refuse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Refuse:
    """Return a check that a command line is refused: exit 2, one message, nothing run, nothing left behind.

    It runs in an empty folder of its own, whose files it returns to after every call, and gives back the message.
    """
    from stackcraft import api

    def must_not_run(*_: object) -> None:
        raise AssertionError("bad input was run")

    monkeypatch.setattr(api, "carry_out", must_not_run)
    monkeypatch.chdir(tmp_path)

    def check(*arguments: str) -> str:
        before = sorted(tmp_path.rglob("*"))
        code = cli.answer(arguments)
        told = capsys.readouterr()
        assert code == 2, f"{arguments}: exit {code}\n{told.out}{told.err}"
        assert told.err.strip(), f"{arguments}: no message"
        assert told.out == "", f"{arguments}: something was printed as if it were a result"
        assert "Traceback" not in told.err
        assert sorted(tmp_path.rglob("*")) == before, f"{arguments}: something was left behind"
        return told.err

    return check
