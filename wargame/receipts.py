"""Receipts: what is returned for an act once it is on disk, and the ids by which acts are known again."""

from dataclasses import dataclass, field
from typing import Any

from stackcraft.model.problems import BadInput, Problem

from .storage import Entry


@dataclass(frozen=True)
class Receipt:
    """What is returned for an act once it is on disk.

    Attributes:
        act_id: Its id.
        sequence: Its number in the log.
        version: Version of the game after it.
        fresh: Whether it was new; False where the same id had been taken before.
        notes: What whoever acted should know, such as what law would refuse.
        result: What came of it, such as the id of a package.
    """

    act_id: str
    sequence: int
    version: int
    fresh: bool = True
    notes: tuple[str, ...] = ()
    result: dict[str, Any] = field(default_factory=dict)


def result_of(kind: str, entry: Entry) -> dict[str, Any]:
    """Return the id of what an act made."""
    if kind == "advance":
        return {"digest": entry.body.get("digest", "")}
    letters = {"propose": ("deal_id", "d"), "inject": ("inject_id", "i"), "message": ("message_id", "m")}
    if kind not in letters:
        return {}
    name, letter = letters[kind]
    return {name: f"{letter}{entry.sequence}"}


def checked_id(act_id: Any) -> str:
    """Return an act's id.

    Raises:
        BadInput: If it is no short text.
    """
    if not isinstance(act_id, str) or len(act_id) > 64:
        raise BadInput([Problem("act_id", "is no text of up to 64 letters", "", "Make a random one for every act")])
    return act_id
