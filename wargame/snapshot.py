"""What views are built from: the game at one version."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from stackcraft.model.run import Run

from .desk import Desk
from .public import PublicRecord
from .room import Room
from .storage import Draft
from .table import Table


@dataclass(frozen=True)
class Snapshot:
    """The game at one version; to be read, never changed.

    Attributes:
        version: The version.
        room: What the log adds up to.
        table: The game as the engine sees it.
        run: The run up to the moves that are over.
        drafts: What teams have typed, by seat.
        desk: The world at the start of the move, to try orders on.
        public: What everyone may see of the run.
        blocks: What belongs to each seat, once it has been put together.
    """

    version: int
    room: Room
    table: Table
    run: Run
    drafts: Mapping[str, Draft]
    desk: Desk
    public: PublicRecord
    blocks: dict[str, Any] = field(default_factory=dict, compare=False)
