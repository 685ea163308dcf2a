"""Theses judged, as pictures: a dot for every world, coloured by whether the claim holds there."""

from stackcraft.experiments.theses import Judgement, PartFound
from stackcraft.experiments.verdict import judge_worlds

from .pictures import worlds
from .pictures.source import Option
from .thesis_words import size_text

SCALES = {"points": (100.0, ""), "per cent": (100.0, " %")}
"""Factor and unit in which effects of a unit are drawn."""


def strips(judgement: Judgement) -> list[worlds.Strip]:
    """Return the parts of a thesis as strips of worlds."""
    return [_strip(found) for found in judgement.parts]


def picture(judgement: Judgement) -> Option:
    """Return a thesis as a picture."""
    return worlds.worlds(strips(judgement))


def _strip(found: PartFound) -> worlds.Strip:
    part = found.part
    factor, unit = SCALES.get(part.unit, (1.0, ""))
    turn = -1.0 if part.claim == "less" else 1.0
    bounds: tuple[float, ...] = (turn * part.margin, turn * part.threshold)
    if part.claim == "same":
        bounds = (-part.threshold, -part.margin, part.margin, part.threshold)
    return worlds.Strip(
        title=part.says,
        values=factor * found.effects,
        judged=judge_worlds(found.effects, part.claim, part.threshold, part.margin),
        bounds=tuple(factor * bound for bound in bounds),
        unit=unit,
        median=size_text(found.spread.median, part.unit, part.measure != "level"),
    )
