"""What a judgement says in sentences, alike in the terminal, in reports and in the documents.

Names of parameters stand between backticks behind what they mean, as Markdown has them.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from stackcraft.experiments.discovery import Box
from stackcraft.experiments.theses import Judgement, PartFound
from stackcraft.model.parameters import Parameter, load_parameters

MINUS = "\N{MINUS SIGN}"


def size_text(value: float, unit: str, sign: bool = True) -> str:
    """Return an effect in its unit: points and per cent of numbers given as shares of one."""
    form = "+" if sign else ""
    if value != value:
        return "no value"
    if unit == "points":
        return f"{_tidy(100 * value, f'{form}.1f')} points"
    if unit == "per cent":
        return f"{_tidy(100 * value, f'{form}.0f' if abs(value) >= 0.1 else f'{form}.1f')} %"
    return f"{_tidy(value, f'{form}.3g')} {unit}".rstrip()


def _tidy(value: float, form: str) -> str:
    """Return a number as text with a true minus sign, and with no sign where nothing but zeros is left."""
    text = format(value, form)
    return text.replace("-", MINUS) if text.strip("+-0.e") else text.lstrip("+-")


def range_text(low: float, high: float, unit: str, sign: bool = True) -> str:
    """Return two ends of a range, the unit said once."""
    a, b = size_text(low, unit, sign), size_text(high, unit, sign)
    word = unit if unit not in ("", "per cent") else "%" if unit else ""
    return f"{a.removesuffix(word).strip() if word else a} to {b}"


def effect_text(found: PartFound) -> str:
    """Return a part's effect with its range over worlds, and in how many of them it holds."""
    part, s = found.part, found.spread
    sign = part.measure != "level"
    size = size_text(s.median, part.unit, sign)
    return (
        f"{size} ({range_text(s.low, s.high, part.unit, sign)} in nine worlds of ten); holds in {found.count.holds:.0%} "
        f"of the worlds, fails in {found.count.fails:.0%}"
    )


def bar_text(found: PartFound) -> str:
    """Return what would count for and against a part."""
    part = found.part
    sign = part.measure != "level" and part.claim != "same"
    if part.claim == "same":
        return (
            f"holds within ±{size_text(part.margin, part.unit, False)}, fails from "
            f"±{size_text(part.threshold, part.unit, False)}"
        )
    turn = 1.0 if part.claim == "more" else -1.0
    word, other = ("at least", "at most") if part.claim == "more" else ("at most", "at least")
    return (
        f"holds with {word} {size_text(turn * part.threshold, part.unit, sign)}, fails with {other} "
        f"{size_text(turn * part.margin, part.unit, sign)}"
    )


def share_text(judgement: Judgement) -> str:
    """Return in how many worlds the whole claim holds and fails."""
    c = judgement.count
    weak = f", and is too weak to tell in {c.weak:.0%}" if c.weak > 0.005 else ""
    return (
        f"holds in {c.holds:.0%} of {c.worlds} worlds ({c.holds_low:.0%} to {c.holds_high:.0%}), fails in {c.fails:.0%} "
        f"({c.fails_low:.0%} to {c.fails_high:.0%}){weak}"
    )


def where_text(judgement: Judgement) -> str:
    """Return where the claim holds, empty where there is nothing to tell apart."""
    c, place = judgement.count, judgement.place
    told = [
        f"{word} {_lower(_spoken(box).sentence())}"
        for word, box in (("Holds", place.box), ("Fails", place.against))
        if box is not None
    ]
    if not told and judgement.verdict in ("depends", "uncertain") and c.holds > 0 and c.fails > 0:
        return "No box of parameters tells the worlds in which it holds from the others."
    return re.sub(r"(?<= )-(?=\d)", MINUS, " ".join(told))


def hangs_text(judgement: Judgement) -> str:
    """Return what the leading effect hangs on, empty where nothing is beyond chance."""
    drivers = judgement.place.drivers
    if not drivers:
        return ""
    named = "; ".join(f"{parameter_text(d.name)}, {_tidy(d.correlation, '+.2f')}" for d in drivers)
    return f"The effect hangs on these, by rank correlation: {named}."


def parameter_text(name: str) -> str:
    """Return what a parameter means, with its name behind; the name alone of anything else."""
    known = _parameters()
    return f"{_lower(known[name].text.rstrip('.'))} (`{name}`)" if name in known else f"`{name}`"


def bare(text: str) -> str:
    """Return a text without backticks, for where Markdown isn't read."""
    return text.replace("`", "")


@cache
def _parameters() -> Mapping[str, Parameter]:
    return load_parameters()


def _spoken(box: Box) -> Box:
    """Return a box whose limits name what they bound in words."""
    return replace(box, limits=tuple(replace(limit, name=parameter_text(limit.name)) for limit in box.limits))


def _lower(text: str) -> str:
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
