"""What came of theses, in words and numbers: shipped with the pages of docs/, and told alike of those judged anew."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from stackcraft.experiments.theses import Judged, Judgement

from . import thesis_words
from .pictures.worlds import Strip
from .thesis_pictures import strips

SHIPPED: Final = Path(__file__).parent / "dashboard" / "data" / "verdicts.json"
BOXES_FROM: Final = 50
"""Worlds from which boxes are looked for."""


@dataclass(frozen=True)
class PartTold:
    """One part of a claim: what it says, its effect, and what would count for and against it."""

    says: str
    effect: str
    bar: str


@dataclass(frozen=True)
class Told:
    """What came of a thesis.

    Attributes:
        verdict: supported, contradicted, depends or uncertain.
        share: In how many worlds the whole claim holds and fails, in words.
        parts: Its parts, the leading one first.
        more: Further sentences: where it holds, what the effect hangs on.
        worlds: Worlds it was judged over.
        runs: Runs that took, of all theses judged together.
        seeds: Seeds of the worlds, in words.
        digest: Hash of the effects.
        strips: The worlds, part by part, as they are drawn.
    """

    verdict: str
    share: str
    parts: tuple[PartTold, ...]
    more: tuple[str, ...]
    worlds: int
    runs: int
    seeds: str
    digest: str
    strips: tuple[Strip, ...] = field(repr=False)


def told(judged: Judged, one: Judgement) -> Told:
    """Return what came of a thesis that was judged."""
    seed = judged.worlds.first_seed
    where = thesis_words.where_text(one) if one.count.worlds >= BOXES_FROM else ""
    return Told(
        verdict=one.verdict,
        share=thesis_words.share_text(one),
        parts=tuple(
            PartTold(found.part.says, thesis_words.effect_text(found), thesis_words.bar_text(found))
            for found in one.parts
        ),
        more=tuple(text for text in (where, thesis_words.hangs_text(one)) if text),
        worlds=one.count.worlds,
        runs=judged.runs,
        seeds=f"{seed} to {seed + len(judged.worlds) - 1}",
        digest=_hash(found.effects for found in one.parts),
        strips=tuple(strips(one)),
    )


def as_json(judged: Judged, head: str) -> str:
    """Return what came of theses as the text of a file, a line a thesis.

    Args:
        judged: The theses judged.
        head: What names the inputs they were judged from, as at the head of their page.
    """
    theses = {one.thesis_id: _plain(asdict(told(judged, one))) for one in judged.judgements}
    lines = (f'"{name}":{json.dumps(one, separators=(",", ":"), ensure_ascii=False)}' for name, one in theses.items())
    rest = ",\n".join(lines)
    return f'{{"head":{json.dumps(head)},\n"theses":{{\n{rest}\n}}}}\n'


def head() -> str:
    """Return what names the inputs that the shipped verdicts were judged from."""
    return str(_read()["head"])


@cache
def shipped() -> Mapping[str, Told]:
    """Return what came of the shipped theses, by id."""
    return {
        name: Told(
            **{
                **one,
                "parts": tuple(PartTold(**part) for part in one["parts"]),
                "more": tuple(one["more"]),
                "strips": tuple(_strip(strip) for strip in one["strips"]),
            }
        )
        for name, one in _read()["theses"].items()
    }


def _hash(effects: Iterable[Any]) -> str:
    made: Any = hashlib.sha256()
    for values in effects:
        made.update(np.ascontiguousarray(values).tobytes())
    return str(made.hexdigest()[:32])


def _read() -> Any:
    if not SHIPPED.is_file():  # as in a tree whose findings were thrown away to be made anew
        return {"head": "", "theses": {}}
    return json.loads(SHIPPED.read_text(encoding="utf-8"))


def _strip(kept: dict[str, Any]) -> Strip:
    arrays = {"values": np.array(kept["values"]), "judged": np.array(kept["judged"]), "bounds": tuple(kept["bounds"])}
    return Strip(**{**kept, **arrays})


def _plain(content: Any) -> Any:
    """Return content without arrays; numbers as they are drawn, to five digits."""
    if isinstance(content, dict):
        return {key: _plain(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_plain(value) for value in content]
    if isinstance(content, np.ndarray):
        return [int(x) if content.dtype.kind == "i" else float(f"{x:.5g}") for x in content]
    return content
