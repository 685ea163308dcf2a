"""A wargame of a session: a game's file, and beside it its scenario, in a folder of the server's machine."""

import ipaddress
import shlex
from dataclasses import dataclass
from pathlib import Path

from . import takeaway
from .changes import Changes

FOLDER = Path("games")
"""Where `stackcraft wargame` looks for games, below the folder in which the server was started."""

_folder: Path | None = None


@dataclass(frozen=True)
class Made:
    """A game that was made, with its secrets: they are shown once and kept as hashes.

    Attributes:
        file: Its file.
        room_code: What everyone types to join.
        facilitator_key: What opens the facilitator's page.
    """

    file: str
    room_code: str
    facilitator_key: str

    @property
    def command(self) -> str:
        """What serves it, to be typed where the dashboard was started."""
        return shlex.join(["stackcraft", "wargame", "serve", self.file, "--key", self.facilitator_key])


def allow(folder: Path | None) -> None:
    """Let pages make games in a folder from now on; none if it is None."""
    global _folder
    _folder = folder


def allowed() -> bool:
    """Return whether pages may make games."""
    return _folder is not None and takeaway.has_wargame()


def is_own(host: str) -> bool:
    """Return whether an address answers this machine only: others shouldn't write files here."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def make(changes: Changes, title: str) -> Made:
    """Make a game of a session.

    Args:
        changes: What is changed in which scenario.
        title: The game's name, for people.

    Raises:
        BadInput: The scenario can't be played by people, or the files can't be written.
    """
    from stackcraft.model.problems import BadInput, Problem
    from stackcraft.wargame.game import Game  # loaded where a game is made
    from stackcraft.wargame.retention import SUFFIX
    from stackcraft.wargame.setup import read_setup

    assert _folder is not None
    scenario = takeaway.CLASSROOM
    try:
        _folder.mkdir(parents=True, exist_ok=True)
        path = _fresh(_folder, Path(takeaway.file_name(changes)).stem, SUFFIX)
        if changes.data or not takeaway.is_classroom(changes):
            text = takeaway.scenario_toml(changes, title, opens=True, tables=True)
            path.with_suffix(".toml").write_text(text, encoding="utf-8")
            scenario = str(path.with_suffix(".toml"))
    except OSError as error:
        todo = "Start the dashboard in a folder that can be written to"
        raise BadInput([Problem(str(_folder), "can't be written", error.strerror or str(error), todo)]) from error
    created = Game.create(path, read_setup({"scenario": scenario, "seed": changes.seed, "title": title[:80]}))
    created.game.close()
    return Made(str(path), created.room_code, created.facilitator_key)


def _fresh(folder: Path, name: str, suffix: str) -> Path:
    """Return a path that is free: a session can be opened as a game more than once."""
    names = (name, *(f"{name}-{n}" for n in range(2, 1000)))
    return next(path for one in names if not (path := folder / f"{one}{suffix}").exists())
