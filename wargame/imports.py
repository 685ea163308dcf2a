"""Import and branch: a log becomes a new game, whole or up to a move; what the log says is checked entry by entry."""

import secrets
from collections.abc import Sequence
from pathlib import Path

from stackcraft.model.problems import BadInput, Problem

from . import acts, adjudicate, enrolment, permits, storage
from .game import Created, Game
from .room import Room, begin
from .setup import base_plan, checked
from .storage import Entry


def checked_log(entries: Sequence[Entry], where: str) -> Room:
    """Return the room that a log from elsewhere adds up to, every entry checked as if it were done now.

    Raises:
        BadInput: If an entry is malformed, or may not stand where it does.
    """
    if not entries or entries[0].kind != "create":
        raise BadInput([Problem(where, "holds no game", "its first act is not `create`", "Name an export of a game")])
    create = acts.read_body("create", entries[0].body)
    checked(create.setup)  # type: ignore[attr-defined]
    room = begin(entries[0])
    tables = base_plan(room.setup.scenario).tables
    seen: set[str] = set()
    for entry in entries:
        place = f"{where}, act {entry.sequence} ({entry.kind[:20]})"
        try:
            if entry.act_id in seen or (entry.kind == "create" and entry.sequence > 1):
                raise BadInput([Problem("act", "stands there twice")])
            seen.add(entry.act_id)
            body = acts.read_body(entry.kind, entry.body)
            if entry.sequence > 1:
                permits.permit(room, entry.by, entry.kind, body, tables)
                room.take(entry)
        except BadInput as bad:
            raise BadInput([Problem(place, problem.what, problem.why) for problem in bad.problems]) from bad
        except (KeyError, IndexError, AttributeError) as error:
            raise BadInput([Problem(place, "doesn't fit what came before", str(error)[:80])]) from error
    return room


def make_from(entries: Sequence[Entry], path: Path, where: str, move: int = 0) -> Created:
    """Make a game of a log in a new file, with new secrets.

    Args:
        entries: The log.
        path: The new file.
        where: Where the log comes from, for messages.
        move: Move from whose beginning it is gone on with; 0 for all of it.

    Raises:
        BadInput: If the log won't do, gives another world here, or has no such move; nothing is then left of the file.
    """
    room = checked_log(entries, where)
    adjudicate.check_digests(room, where)
    if move and not 1 <= move <= len(room.moves) + 1:
        what = f"move {move} was not played"
        raise BadInput([Problem("--at", what, f"the log has {len(room.moves)} moves", "Choose one of them")])
    keys = enrolment.first_keys()
    _fill(path, entries, keys.hashes)
    game = Game.open(path)
    _go_back(game, move)
    return Created(game, keys.facilitator_key, keys.projector_key, keys.room_code)


def branch(game: Game, path: Path, move: int) -> Game:
    """Return a copy of a game that goes on from the beginning of a move; links, keys and code stay what they are.

    Raises:
        BadInput: If there is no such move, or no file can be made there.
    """
    if not 1 <= move <= len(game.room.moves) + 1:
        raise BadInput([Problem("move", f"{move} was not played", "", "Choose one that was")])
    _fill(path, game.entries(), game.keys())
    copied = Game.open(path)
    _go_back(copied, move)
    return copied


def _go_back(game: Game, move: int) -> None:
    if move and move <= len(game.room.moves):
        game.do("undo", {"move": move}, acts.FACILITATOR, secrets.token_urlsafe(12))


def _fill(path: Path, entries: Sequence[Entry], keys: Sequence[tuple[str, str]]) -> None:
    """Write a whole log into a new file, or leave nothing of it."""
    store = storage.make(path)
    try:
        store.copy_in(entries, keys)
    except BaseException:
        store.close()
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        raise
    store.close()
