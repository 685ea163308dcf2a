"""The command line: reads arguments, calls the rooms late, prints what they answer."""

import os
import sys
from _thread import interrupt_main
from collections.abc import Sequence
from threading import Timer
from typing import Annotated, Any

import typer

from .commands import catalogue
from .commands.benchmark import benchmark
from .commands.calibrate import calibrate
from .commands.compare import compare
from .commands.dashboard import dashboard
from .commands.discover import discover, equilibrium, robustness
from .commands.endogenous import endogenous
from .commands.explain import explain
from .commands.hindcast import hindcast
from .commands.run import run
from .commands.sensitivity import sensitivity
from .commands.sweep import merge, sweep
from .commands.theses import theses
from .commands.wargame import wargame

INTERRUPTED = 130
BAD_INPUT = 2

app = typer.Typer(
    name="stackcraft",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich takes half of the time that --help may take
    help="Statecraft for AI stacks: export controls, chips, and how two AI stacks spread.",
)
app.command()(run)
for _command in (
    catalogue.scenarios,
    catalogue.strategies,
    catalogue.orders,
    catalogue.instruments,
    catalogue.parameters,
    catalogue.schedule,
    explain,
    dashboard,
    benchmark,
    compare,
    theses,
    endogenous,
    hindcast,
    calibrate,
    sweep,
    merge,
    sensitivity,
    discover,
    robustness,
    equilibrium,
):
    app.command()(_command)
app.add_typer(wargame)


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import PackageNotFoundError, version

        try:
            typer.echo(f"stackcraft {version('stackcraft')}")
        except PackageNotFoundError:
            typer.echo("stackcraft, not installed")
        raise typer.Exit


@app.callback()
def common(
    show_version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and stop.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    """Take the options that every command shares."""


def answer(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code: 0 done, 1 the answer is no, 2 bad input, 130 interrupted.

    Args:
        arguments: What follows the program's name.
    """
    try:
        code = app(args=list(arguments), prog_name="stackcraft", standalone_mode=False)
        if code == INTERRUPTED:  # what newer typers make of Ctrl-C
            raise KeyboardInterrupt
        sys.stdout.flush()
    except (KeyboardInterrupt, typer.Abort):
        print("Interrupted: nothing was written.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        message = _message(error)
        if message is None:
            raise
        print(message, file=sys.stderr)
        return BAD_INPUT
    return code if isinstance(code, int) else 0


def _message(error: Exception) -> str | None:
    """Return what to tell about bad input, None for a fault of our own."""
    from stackcraft.model.problems import BadInput  # light, but not needed for --help

    if isinstance(error, BadInput):
        return str(error)
    tell = getattr(error, "format_message", None)  # usage errors; where their class lives depends on typer's version
    if tell is None:
        return None
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "stackcraft"
    return f"{tell()} See `{path} --help`."


def _interrupt_again(unheard: Any) -> None:
    """Repeat an interrupt that fell where Python drops what is raised, as it does when an import lets go of its lock."""
    if unheard.exc_type is KeyboardInterrupt:
        Timer(0.05, interrupt_main).start()
    else:
        sys.__unraisablehook__(unheard)


def main() -> None:
    """Run the command line; the console script's entry."""
    sys.unraisablehook = _interrupt_again
    code = answer(sys.argv[1:])
    # Where Ctrl-C fell into an exec() of text, as dataclasses do, Python would end by the signal: the next exec() clears that.
    exec("")
    sys.exit(code)


if __name__ == "__main__":
    main()
