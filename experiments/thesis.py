"""A contested thesis as data: its claim, who holds it, what is compared, and what would count for or against it.

`configs/theses/arms.toml` names the arms that theses compare; every other file beside it is a thesis, named by its
id. Published figures that the model is set beside (`configs/published/`) are declared alike.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from stackcraft.model.places import configs_dir

from .verdict import Sense

ARMS = "arms.toml"

_TERM = re.compile(r"(?:([0-9.]+) \* )?([A-Za-z_]\w*(?:\.\w+)?@[\w.-]+)")


class Arm(BaseModel):
    """One side of a comparison.

    Attributes:
        says: What it is, in words that end a sentence "In this arm …".
        extends: Arm whose scenario and changes it takes over.
        scenario: Scenario it changes; that of the arm it extends, or history, if empty.
        changes: Fields laid over the scenario, as `stackcraft sweep` lays the options of a lever.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    says: str
    extends: str = ""
    scenario: str = ""
    changes: dict[str, Any] = {}


class Part(BaseModel):
    """One thing that must hold for a thesis to hold.

    Attributes:
        says: The part in plain words.
        first: Arm compared with.
        second: Arm that the part is about.
        outcome: What is read: `indicator.entity@when`, several added or subtracted, one sum over another.
        measure: How the arms are compared: second less first (difference), second over first less one (ratio), or the
            second alone (level).
        claim: more, less or same.
        threshold: Size from which the effect matters; of a claim of more or less it may be negative, as in "no more
            than 0.05 less".
        margin: Size up to which it counts as none.
        unit: Unit of the effect, for people; share effects are shown in points.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    says: str
    first: str
    second: str
    outcome: str
    measure: Literal["difference", "ratio", "level"]
    claim: Sense
    threshold: float = Field(allow_inf_nan=False)
    margin: float = Field(allow_inf_nan=False)
    unit: Literal["points", "per cent", "months", "times", "a year", "thousand", "USD bn", ""] = ""

    @model_validator(mode="after")
    def _ordered(self) -> "Part":
        if self.margin >= self.threshold:
            raise ValueError(f"margin, {self.margin:g}, must lie below threshold, {self.threshold:g}")
        if self.claim == "same" and self.margin < 0:
            raise ValueError(f"margin, {self.margin:g}, must be 0 or more where no effect is claimed")
        return self


class Thesis(BaseModel):
    """A claim that can be judged.

    Attributes:
        title: A few words.
        claim: The claim in plain words.
        held_by: Who holds it, in general terms.
        horizon: Until when the arms are compared, in words.
        parts: What must hold.
        vary: Parameters set to these values in turn, in both arms alike, beside what worlds differ in.
        cannot_say: What the model can't say about it, a paragraph.
        published: Of a published figure: the figure in words.
        source: Where it was published.
        reference: Its key in `configs/evidence/references.csv`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    claim: str
    held_by: str = ""
    horizon: str
    parts: tuple[Part, ...] = Field(min_length=1)
    vary: dict[str, tuple[float, ...]] = {}
    cannot_say: str
    published: str = ""
    source: str = ""
    reference: str = ""


@dataclass(frozen=True)
class Library:
    """Theses with the arms they name.

    Attributes:
        theses: By id, in order.
        arms: By name, those of shipped scenarios included where a thesis names one.
    """

    theses: dict[str, Thesis]
    arms: dict[str, Arm]

    def resolved(self, name: str) -> tuple[str, dict[str, Any]]:
        """Return the scenario and the changes of an arm, with those of the arms it extends below its own."""
        arm = self.arms[name]
        scenario, changes = self.resolved(arm.extends) if arm.extends else ("history", {})
        for field, value in arm.changes.items():
            old = changes.get(field)
            if isinstance(old, dict) and isinstance(value, dict):
                changes = {**changes, field: {**old, **value}}
            elif isinstance(old, list) and isinstance(value, list):
                changes = {**changes, field: [*old, *value]}
            else:
                changes = {**changes, field: value}
        return arm.scenario or scenario, changes


def theses_dir() -> Path:
    """Return the folder of shipped theses."""
    return configs_dir() / "theses"


def published_dir() -> Path:
    """Return the folder of published figures to compare with."""
    return configs_dir() / "published"


def terms(outcome: str) -> tuple[list[tuple[float, str]], list[tuple[float, str]]]:
    """Return what an outcome adds up, and what that is divided by (nothing if not at all), with their factors.

    Raises:
        ValueError: It can't be read.
    """
    above, slash, below = outcome.partition(" / ")
    return _sum(above), _sum(below) if slash else []


def _sum(text: str) -> list[tuple[float, str]]:
    pieces = re.split(r"\s([+-])\s", text.strip())
    found = []
    for sign, piece in zip(("+", *pieces[1::2]), pieces[::2], strict=True):
        match = _TERM.fullmatch(piece.strip())
        if match is None:
            raise ValueError(f"{piece.strip()!r} is no outcome")
        found.append((float(match[1] or 1.0) * (-1.0 if sign == "-" else 1.0), match[2]))
    return found


def columns(part: Part) -> list[str]:
    """Return the outcomes that a part reads."""
    above, below = terms(part.outcome)
    return [name for _, name in (*above, *below)]
