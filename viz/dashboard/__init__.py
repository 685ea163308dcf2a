"""The dashboard: one page on which rules are changed and the stacks' spread follows; its own small web server.

Importing this package loads no web framework; `serve` does.
"""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

PORT = 8765
HOST = "127.0.0.1"
ARENAS, MAPPED_FROM = -8, -3  # M_ARENA_MAX and M_MMAP_THRESHOLD of mallopt(3)


def serve(
    port: int = PORT,
    host: str = HOST,
    *,
    play: Callable[..., Any] | None = None,
    data: Path | None = None,
    results: Path | None = None,
) -> None:
    """Serve the dashboard until interrupted.

    Args:
        port: Port to listen on.
        host: Address to listen on; the default answers this machine only.
        play: What makes a run, called as `play(changes)`; the model by default.
        data: Folder of tables laid over the shipped ones.
        results: Folder below which pages may open the results of sweeps; none if None.

    Raises:
        SystemExit: The port is taken or can't be bound.
    """
    from . import settings

    settings.set_quiet()
    _give_back()
    import uvicorn

    from . import folders, games, overlays, workbench

    folders.allow(results)
    games.allow(games.FOLDER if games.is_own(host) else None)
    overlays.lay(data)
    if play is not None:
        workbench.use(play)
    from . import crew, first_visit
    from .server import app

    if workbench.uses_model():
        crew.warm_up()
        threading.Thread(target=first_visit.make_ready, args=(overlays.laid(),), daemon=True).start()
    try:
        uvicorn.run(app, host=host, port=port, log_level="warning", ws_max_size=2**22)
    finally:
        crew.end()


def _give_back() -> None:
    """Let the C library give the memory of closed pages back: large arrays one by one, few arenas for many threads.

    Without this a server that many have visited keeps what they once used. Other systems do so by themselves.
    """
    import ctypes
    import sys

    if sys.platform != "linux":
        return
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return
    mallopt(ARENAS, 2)
    mallopt(MAPPED_FROM, 256 * 1024)
