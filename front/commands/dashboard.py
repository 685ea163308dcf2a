"""`stackcraft dashboard`: one page on which rules are changed and the stacks' spread follows."""

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from stackcraft.given import check_count, refuse, whole_number


def dashboard(
    port: Annotated[int, typer.Option(metavar="P", parser=whole_number, help="Port to listen on.")] = 8765,
    host: Annotated[
        str, typer.Option(metavar="H", help="Address to listen on; others than this one reach 0.0.0.0.")
    ] = ("127.0.0.1"),
    data: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Tables that replace shipped ones of the same name.")
    ] = None,
    results: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder of sweeps that pages may open; ./results if there is one."),
    ] = None,
) -> None:
    """Serve the dashboard to a browser until interrupted."""
    from .progress import watched

    refuse(check_count("--port", port, 1, 65535), _check_folder("--results", results))
    _check_tables(data)
    check_address(host, port)
    serve = _server()
    from stackcraft.viz.dashboard.changes import Changes
    from stackcraft.viz.dashboard.play import play

    with watched() as watch:
        watch.months(0, 1)
        play(Changes(data=str(data or "")))
    typer.echo(f"The dashboard is at http://{host}:{port}; Ctrl-C ends it.")
    usual = Path("results")
    serve(port, host, data=data, results=results or (usual if usual.is_dir() else None))


def _check_folder(option: str, folder: Path | None) -> Any:
    """Return a problem if a folder isn't there, None if it is or wasn't named."""
    from stackcraft.model.problems import Problem

    if folder is None or folder.is_dir():
        return None
    return Problem(f"{option} {folder}", "is no folder", "", "Name a folder that is there")


def _check_tables(data: Path | None) -> None:
    """Refuse tables that can't be used.

    Raises:
        BadInput: Everything that is wrong with them.
    """
    if data is not None:
        from stackcraft.viz.dashboard.overlays import check

        refuse(*check(data))


def _server() -> Callable[..., None]:
    """Return what serves the page.

    Raises:
        BadInput: If the web server isn't installed.
    """
    from importlib.util import find_spec

    from stackcraft.model.problems import BadInput, Problem
    from stackcraft.viz.dashboard import serve

    missing = [name for name in ("solara", "uvicorn", "starlette") if find_spec(name) is None]
    if missing:
        todo = 'Install it: pip install "stackcraft[viz]"'
        raise BadInput([Problem("dashboard", f"{' and '.join(missing)} not installed", "it serves pages", todo)])
    return serve


def check_address(host: str, port: int) -> None:
    """Refuse an address that can't be listened on.

    Raises:
        BadInput: If it is none, or it is taken.
    """
    from stackcraft.model.problems import BadInput, Problem

    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        why = error.strerror or str(error)
        todo = "Choose another with --port or --host"
        raise BadInput([Problem(f"{host}:{port}", "can't be listened on", why, todo)]) from error
