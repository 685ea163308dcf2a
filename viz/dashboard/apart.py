"""Work that would hold up everyone: done in a process of its own, which is ended when nobody wants its result."""

import multiprocessing
from collections.abc import Callable
from typing import Any

from stackcraft.experiments.niced import stand_back
from stackcraft.model.problems import BadInput

ASKED_EVERY = 0.2
"""Seconds between two questions whether the result is still wanted."""


def apart(work: Callable[..., Any], *given: Any, tell: Callable[[int, int], None]) -> Any:
    """Return what work returns, done in another process.

    Args:
        work: A function of a module.
        given: What it is called with.
        tell: Called while it works; where it raises, the process is ended and what it raised goes on.

    Raises:
        BadInput: As the work does.
        RuntimeError: The work failed, or its process ended without a word.
    """
    context = multiprocessing.get_context("spawn")
    mine, its = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(its, work, given), daemon=True)
    process.start()
    its.close()
    try:
        while not mine.poll(ASKED_EVERY):
            tell(0, 0)
        kind, value = mine.recv()
    except EOFError as error:
        raise RuntimeError("the process that did it ended without a word") from error
    finally:
        mine.close()
        process.kill() if process.is_alive() and process.exitcode is None else None
        process.join()
    if kind == "refused":
        raise BadInput(value)
    if kind == "failed":
        raise RuntimeError(value)
    return value


def _work(pipe: Any, work: Callable[..., Any], given: tuple[Any, ...]) -> None:
    """Do the work and send what came of it."""
    stand_back()
    try:
        answer: tuple[str, Any] = ("done", work(*given))
    except BadInput as bad:
        answer = ("refused", list(bad.problems))
    except Exception as error:
        answer = ("failed", f"{type(error).__name__}: {error}")
    pipe.send(answer)
    pipe.close()
