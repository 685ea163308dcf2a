"""The command line: reads arguments, calls the rooms late, prints what they answer."""

from importlib.metadata import version
from typing import Annotated

import typer

app = typer.Typer(
    name="stackcraft",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Statecraft for AI stacks: export controls, chips, and how two AI stacks spread.",
)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"stackcraft {version('stackcraft')}")
        raise typer.Exit


@app.callback()
def common(
    show_version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and stop.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    """Take the options that every command shares."""


def main() -> None:
    """Run the command line; the console script's entry."""
    app()
