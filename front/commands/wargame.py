"""`stackcraft wargame`: make, serve, list, export, replay and demonstrate games of a class."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stackcraft.given import check_count, refuse, whole_number

if TYPE_CHECKING:
    from stackcraft.wargame.game import Created

wargame = typer.Typer(
    name="wargame",
    no_args_is_help=True,
    rich_markup_mode=None,
    help="A wargame for a class: teams, moves, a real adjudicator.",
)

GAMES = Path("games")
"""Folder of games where no file is named."""

PORT = 8777

Scenario = Annotated[str, typer.Option(metavar="NAME", help="A scenario with an opening for people.")]
Seed = Annotated[int, typer.Option(metavar="S", parser=whole_number, help="Seed of the noise tape.")]
Seats = Annotated[
    str, typer.Option(metavar="A,B,…", help="Seats that teams may take, or three, six, ten, eleven or fifteen.")
]
Moves = Annotated[int, typer.Option(metavar="N", parser=whole_number, help="Moves; as many as there is room for if 0.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print as JSON.")]


@wargame.command()
def new(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="File of the game; made in games/ if not said.")
    ] = None,
    scenario: Scenario = "classroom",
    seed: Seed = 1,
    seats: Seats = "",
    moves: Moves = 0,
    title: Annotated[str, typer.Option(metavar="TEXT", help="Name of the game.")] = "",
    minutes: Annotated[float, typer.Option(metavar="M", help="Minutes for a move.")] = 6.0,
    auto: Annotated[bool, typer.Option("--auto", help="Go on by itself when time is over or all are ready.")] = False,
    guests: Annotated[Path | None, typer.Option(metavar="FILE", help="Nicknames that are let in, one a line.")] = None,
    keep_days: Annotated[int, typer.Option(metavar="D", parser=whole_number, help="Days until it is deleted.")] = 30,
    source: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="Make it of a game or an export.")
    ] = None,
    at: Annotated[
        int, typer.Option(metavar="MOVE", parser=whole_number, help="With --from: go on from this move.")
    ] = 0,
    as_json: AsJson = False,
) -> None:
    """Make a game, and print its secrets once: they are kept as hashes only."""
    path = file or _fresh_file()
    if source is not None:
        from stackcraft.wargame import exports, imports

        created = imports.make_from(exports.read_log(source), path, str(source), at)
        if created.game.notice:
            typer.echo(created.game.notice, err=True)
    else:
        created = _make(path, scenario, seed, seats, moves, title, minutes, auto, guests, keep_days)
    created.game.close()
    _tell_secrets(created, path, as_json)


@wargame.command()
def serve(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="A game's file; a new game if not said.")
    ] = None,
    port: Annotated[int, typer.Option(metavar="P", parser=whole_number, help="Port to listen on.")] = PORT,
    host: Annotated[
        str, typer.Option(metavar="H", help="Address to listen on; the default answers the whole network.")
    ] = "0.0.0.0",
    prefix: Annotated[str, typer.Option(metavar="/PATH", help="Path below which a proxy serves it.")] = "",
    public: Annotated[
        str, typer.Option(metavar="URL", help="Address that people outside type, if a proxy serves it.")
    ] = "",
    key: Annotated[str, typer.Option(metavar="KEY", help="The facilitator's key, to show its links again.")] = "",
) -> None:
    """Serve a game's pages to a class until interrupted."""
    refuse(check_count("--port", port, 1, 65535), _check_prefix(prefix))
    serve_pages = _server()
    from stackcraft.model.problems import BadInput, Problem
    from stackcraft.wargame import adjudicate, retention
    from stackcraft.wargame.game import Game
    from stackcraft.wargame.identity import projector_key, room_code

    from .dashboard import check_address
    from .progress import watched

    check_address(host, port)
    folder = (file or _fresh_file()).parent
    for gone in retention.delete_due(folder) if folder.is_dir() else ():
        typer.echo(f"Deleted, its time was over: {gone}")
    if file is None:
        created = _make(_fresh_file(), "classroom", 1, "", 0, "", 6.0, False, None, 30)
        game, key = created.game, created.facilitator_key
        typer.echo(f"A new game: {game.path}")
    else:
        game = Game.open(file)
        if game.notice:
            typer.echo(game.notice)
    if key and game.who(key) != "facilitator":
        raise BadInput([Problem("--key", "is not the facilitator's key of this game", "", "Leave it out")])
    shown = projector_key(key) if key else ""
    with watched() as watch:
        watch.months(0, 1)  # rules are compiled before anybody waits for them
        game.forms(next(iter(game.room.seats)))
        adjudicate.run_of(game.pending())
        game.view("facilitator")
    try:
        serve_pages(
            game, host=host, port=port, prefix=prefix, facilitator_key=key, projector_key=shown,
            room_code=room_code(shown) if shown else "", public=public,
        )  # fmt: skip
    finally:
        game.close()


@wargame.command(name="list")
def list_games(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Folder of games.")] = GAMES, as_json: AsJson = False
) -> None:
    """List the games of a folder."""
    from stackcraft.wargame import retention

    cards = retention.games_in(folder) if folder.is_dir() else []
    if as_json:
        rows = [{**vars(card), "path": str(card.path)} for card in cards]
        typer.echo(json.dumps(rows, indent=1))
        return
    for card in cards:
        state = card.trouble or (
            f"{card.title}: {card.phase}, move {card.move} of {card.moves}, {card.people} people, deleted after {card.expires}"
        )
        typer.echo(f"{card.path}  {state}")
    if not cards:
        typer.echo(f"No games in {folder}. `stackcraft wargame new` makes one.")


@wargame.command()
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A game's file.")],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A .zip or .json file; beside the game if not said.")
    ] = None,
) -> None:
    """Write a game as a ZIP of tables with a codebook, or its log as JSON; games of other versions as JSON."""
    from stackcraft.model.problems import BadInput
    from stackcraft.wargame import exports

    target = out or file.with_suffix(".zip")
    try:
        entries = exports.read_log(file)
    except BadInput:
        text = exports.raw_json(file)  # another version's layout: its log as it stands there
        target = target.with_suffix(".json")
        target.write_text(text, encoding="utf-8")
        typer.echo(f"This version can't play {file}; its log is in {target}")
        return
    exports.write(entries, target)
    typer.echo(f"Written: {target}")


@wargame.command()
def replay(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A game's file, or an export of one.")],
    as_json: AsJson = False,
) -> None:
    """Play a game's log again without people; it must come to what the class got, to six digits if elsewhere."""
    from stackcraft.wargame import adjudicate, exports, imports

    room = imports.checked_log(exports.read_log(file), str(file))
    table = adjudicate.replayed(room)
    run = adjudicate.run_of(table)
    digest, bare = adjudicate.digests_of(table, run)
    recorded = room.moves[-1].digest if room.moves else ""
    how = adjudicate.compared(run, room.moves[-1]) if room.moves else adjudicate.SAME
    how = how if bare == digest else adjudicate.OTHER
    if as_json:
        told = {"digest": digest, "recorded": recorded, "orders_digest": bare, "same": how == adjudicate.SAME,
                "alike": how != adjudicate.OTHER, "moves": len(room.moves), "scenario": room.setup.scenario,
                "seed": room.setup.seed}  # fmt: skip
        typer.echo(json.dumps(told))
    else:
        told_of = {
            adjudicate.SAME: "the same",
            adjudicate.ALIKE: f"the class's is {recorded}, and all its orders and outcomes are the same to six digits",
            adjudicate.OTHER: f"not that of the class, {recorded}",
        }
        typer.echo(f"{len(room.moves)} moves, digest {digest}: {told_of[how]}")
    if how == adjudicate.OTHER:
        raise typer.Exit(1)


@wargame.command()
def demo(
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Keep the game here (.game, .zip or .json).")] = None,
    scenario: Scenario = "classroom",
    seed: Seed = 1,
    seats: Seats = "",
    moves: Moves = 0,
    as_json: AsJson = False,
) -> None:
    """Fill a room with scripted players and play a whole game."""
    import tempfile

    from stackcraft.wargame import bots, exports
    from stackcraft.wargame.retention import SUFFIX
    from stackcraft.wargame.setup import read_setup

    from .progress import watched

    fields = {"scenario": scenario, "seed": seed, "seats": _seats(seats), "moves": moves, "title": "Demonstration"}
    setup = read_setup(fields)
    with tempfile.TemporaryDirectory() as folder, watched() as watch:
        watch.months(0, 1)
        keeps = out is not None and out.suffix not in (".zip", ".json")
        path = out if keeps and out is not None else Path(folder) / f"demo{SUFFIX}"
        created = bots.play(path, setup)
        game = created.game
        if out is not None and not keeps:
            exports.write(game.entries(), out)
        told = {"digest": game.room.moves[-1].digest, "moves": len(game.room.moves), "acts": game.sequence,
                "seats": list(game.room.seats), "file": "" if out is None else str(out)}  # fmt: skip
        if keeps:
            told |= {"facilitator_key": created.facilitator_key, "room_code": created.room_code}
        game.close()
    if as_json:
        typer.echo(json.dumps(told))
        return
    typer.echo(f"{told['moves']} moves, {told['acts']} acts, digest {told['digest']}")
    if keeps:
        typer.echo(f"Look at it with: stackcraft wargame serve {out} --key {created.facilitator_key}")


def _make(
    path: Path, scenario: str, seed: int, seats: str, moves: int, title: str, minutes: float, auto: bool,
    guests: Path | None, keep_days: int,
) -> "Created":  # fmt: skip
    """Make a game from what the command line says."""
    from stackcraft.wargame.game import Game
    from stackcraft.wargame.setup import read_setup

    fields: dict[str, Any] = {
        "scenario": scenario, "seed": seed, "seats": _seats(seats), "moves": moves, "title": title,
        "move_seconds": round(minutes * 60), "auto_advance": auto, "keep_days": keep_days, "guests": _names(guests),
    }  # fmt: skip
    return Game.create(path, read_setup(fields))


def _names(path: Path | None) -> list[str]:
    """Return the nicknames of a file, one a line.

    Raises:
        BadInput: If it can't be read.
    """
    if path is None:
        return []
    try:
        return [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        from stackcraft.model.problems import BadInput, Problem

        raise BadInput(
            [Problem(f"--guests {path}", "can't be read", str(error), "Write one nickname a line")]
        ) from error


def _seats(text: str) -> list[str]:
    """Return the seats that a list or the name of a cast ("ten") stands for."""
    from stackcraft.wargame.roles import casts

    return list(casts()[text].seats) if text in casts() else _split(text)


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _fresh_file() -> Path:
    """Return a file for a new game, named by the time of day."""
    from stackcraft.wargame.retention import SUFFIX

    return GAMES / f"{datetime.now():%Y-%m-%d-%H%M%S}{SUFFIX}"


def _tell_secrets(created: "Created", path: Path, as_json: bool) -> None:
    told = {"file": str(path), "room_code": created.room_code, "facilitator_key": created.facilitator_key,
            "projector_key": created.projector_key}  # fmt: skip
    if as_json:
        typer.echo(json.dumps(told))
        return
    typer.echo(f"Made {path}")
    typer.echo(f"Room code, for everyone:     {created.room_code}")
    typer.echo(f"Facilitator's key, for you:  {created.facilitator_key}")
    typer.echo("The key is shown this once. Serve the game with:")
    typer.echo(f"  stackcraft wargame serve {path} --key {created.facilitator_key}")


def _check_prefix(prefix: str) -> Any:
    from stackcraft.model.problems import Problem

    plain = prefix.replace("-", "").replace("_", "").removeprefix("/")
    if prefix and not (prefix.startswith("/") and plain.isalnum() and plain.isascii()):
        return Problem(f"--prefix {prefix}", "is no path", "", "Write one like /K7PX")
    return None


def _server() -> Callable[..., None]:
    """Return what serves the pages.

    Raises:
        BadInput: If the web server isn't installed.
    """
    from importlib import import_module
    from importlib.util import find_spec

    from stackcraft.model.problems import BadInput, Problem

    missing = [name for name in ("starlette", "uvicorn") if find_spec(name) is None]
    if missing:
        todo = 'Install it: pip install "stackcraft[viz]"'
        raise BadInput([Problem("wargame serve", f"{' and '.join(missing)} not installed", "it serves pages", todo)])
    pages: Callable[..., None] = import_module("stackcraft.viz.wargame").serve
    return pages
