"""Solara's record of the page that each thread works for, made to bear threads that end while their page closes."""

from typing import Any

from . import settings

settings.set_quiet()

from solara.server import kernel_context  # noqa: E402  (Solara reads its settings when imported)


class Contexts(dict[str, Any]):
    """Pages by thread. Closing a page walks a copy of it and deletes what stands there: some threads are gone by then."""

    def __delitem__(self, key: str) -> None:
        """Take a thread away, if it is still there."""
        self.pop(key, None)


def bear_ended_threads() -> None:
    """Let no page fail to close, with a status of 500, because a thread of its own ended in that moment."""
    if not isinstance(kernel_context.current_context, Contexts):
        kernel_context.current_context = Contexts(kernel_context.current_context)
