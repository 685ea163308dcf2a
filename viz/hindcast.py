"""The report of a hindcast: observed dots over simulated bands, series by series, and the scores beside them."""

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any, Protocol

from stackcraft.model.dates import month_name

from .document import figure, write_document
from .pictures.record import Away, Mark, course, distances
from .pictures.source import Option

FOOT = (
    "<p>The model was driven by acts of governments alone; sales, shares, stocks and shortages are its own. Observations, "
    "bands and how each is read: <code>docs/evidence.md</code>.</p><p>Charts drawn by Apache ECharts; type set in Inter.</p>"
)


WORDS = {
    "910b": "910B", "7nm": "7 nm", "ai": "AI", "amd": "AMD", "ascend": "Ascend", "china": "China", "chinese": "Chinese",
    "cowos": "CoWoS", "dc": "data-centre", "ga": "gallium and", "ge": "germanium", "h20": "H20", "mi308": "MI308",
    "nvidia": "Nvidia", "openrouter": "OpenRouter", "re": "rare-earth", "smic": "SMIC", "us": "US",
}  # fmt: skip
"""How words of series' names are written."""


NO_UNIT = ("per", "midpoint", "median", "backlog", "to", "upper", "lower", "max")
"""Words that tell of the figure's kind: what stands before them is its unit."""


class Scores(Protocol):
    """Scores of a hindcast, as `stackcraft.experiments.scorecard` gives them."""

    within: float
    points: int
    left_out: float
    predicted: float
    naive: float


def write_hindcast(found: Any, verdict: Scores, path: str | Path, told: Sequence[str]) -> Path:
    """Write the report of a hindcast as one HTML file and return its path.

    Args:
        found: The hindcast (`stackcraft.experiments.hindcast.Hindcast`).
        verdict: Its scores.
        path: The file; its folder must exist.
        told: The scores as sentences.

    Raises:
        OSError: The file can't be written.
    """
    courses_drawn = drawn(found)
    pictures: dict[str, Option] = {"all": overview(found), **{one.name: one.picture for one in courses_drawn}}
    places = [figure("all", "All observations", "How far the median of the runs lies from each; the shaded stretch is the "
                     "band. Triangles at the edge lie beyond it.", "points")]  # fmt: skip
    courses = [figure(one.name, one.title, html.escape(one.text), "low") for one in courses_drawn]
    places.append("<h2 class='part'>Series by series</h2>" if courses else "")
    for left, right in zip(courses[::2], [*courses[1::2], ""], strict=False):
        places.append(f'<div class="two">{left}{right}</div>')
    return write_document(
        path,
        title="Hindcast",
        heading="Hindcast: the model against the record",
        made=f"{html.escape(found.evidence.path)} · {found.replicates} runs · seeds {found.seed} to "
        f"{found.seed + found.replicates - 1}",
        cards="\n".join(_cards(verdict)),
        body="\n".join([_block(told), *places, _facts(found.facts), _table(found.scored)]),
        foot=FOOT,
        pictures=pictures,
    )


@dataclass(frozen=True)
class Drawn:
    """One figure's course with what was observed of it.

    Attributes:
        name: Name of the picture.
        title: What it shows.
        text: Unit, and how it is read; plain text.
        picture: The picture.
        within: Observations within their band.
        points: Observations.
    """

    name: str
    title: str
    text: str
    picture: Option
    within: int
    points: int


def overview(found: Any) -> Option:
    """Return all observations by how far the median of the runs lies from each."""
    return distances([_away(s) for s in found.scored])


def drawn(found: Any) -> list[Drawn]:
    """Return the courses that observations lie on, series by series."""
    months = [month_name(t) for t in range(found.months)]
    made = []
    for n, (series, rows) in enumerate(found.by_series().items()):
        for m, (key, group) in enumerate(_by_course(rows).items()):
            if group[0].point.reading.how == "months_below":
                continue
            picture = course(months, found.courses[key] * group[0].point.reading.scale, [_mark(s) for s in group])
            within = sum(s.within for s in group)
            made.append(Drawn(f"s{n}_{m}", _title(series, group), _text(group), picture, within, len(group)))
    return made


def _cards(verdict: Scores) -> Iterable[str]:
    rows = (
        ("good", "Within band", verdict.within, f"of {verdict.points} of confidence A or B"),
        ("us", "Series left out", verdict.left_out, "each judged by a fit without it"),
        ("both", "After 2024, predicted", verdict.predicted, "by a fit to December 2024"),
        ("none", "Naive", verdict.naive, "last value or trend, the better"),
    )
    for token, title, value, text in rows:
        if value == value:
            yield (
                f'<div class="card"><div class="title"><i style="background:var(--{token})"></i>{title}</div>'
                f'<div class="value">{100 * value:.0f}<small>%</small></div><div class="since">{text}</div></div>'
            )


def _block(told: Sequence[str]) -> str:
    return '<section class="block">' + "".join(f"<p>{html.escape(line)}</p>" for line in told) + "</section>"


def _by_course(rows: Sequence[Any]) -> dict[tuple[str, str], list[Any]]:
    """Return scored points by the course they lie on."""
    found: dict[tuple[str, str], list[Any]] = {}
    for row in rows:
        found.setdefault((row.point.reading.indicator, row.point.reading.over), []).append(row)
    return found


def _title(series: str, group: Sequence[Any]) -> str:
    whose = " and ".join(dict.fromkeys(row.point.entity for row in group))
    return f"{_name(series)}, {whose}"


def _name(series: str) -> str:
    """Return a series' name for people."""
    words = " ".join(WORDS.get(word, word) for word in series.split("_"))
    return f"{words[0].upper()}{words[1:]}"


def _text(group: Sequence[Any]) -> str:
    reading = group[0].point.reading
    how = {"sum": "a month", "end": "in the month", "mean": "in the month"}[reading.how]
    if reading.over and reading.how == "sum":
        how = "over the six months up to each"
    words = takewhile(lambda word: word not in NO_UNIT, group[0].point.unit.split("_"))
    unit = "per cent" if reading.share and reading.scale == 100 else " ".join(words)
    return f"{unit}, {how}. {reading.text}"


def _mark(scored: Any) -> Mark:
    """Return an observation as a mark: sums as a mean a month, so that they lie on the course."""
    p = scored.point
    months = p.window.months if p.reading.how == "sum" and not p.reading.over else 1
    ends = (p.value / months, p.band.low / months, p.band.high / months)
    return Mark(p.window.first, p.window.last, *ends, scored.within, _words(scored))


def _away(scored: Any) -> Away:
    return Away(_name(scored.point.series), scored.point.distance(scored.median), _words(scored))


def _words(scored: Any) -> str:
    p = scored.point
    return (
        f"{p.series}, {p.entity}, {p.date} ({p.confidence}): observed {_short(p.value)}, simulated {_short(scored.median)} "
        f"({_short(scored.low)} to {_short(scored.high)})"
    )


def _short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def _facts(facts: Sequence[Any]) -> str:
    rows = "".join(
        f'<tr><th scope="row"><span class="{"good" if f.passed else "bad"}">{"shows" if f.passed else "doesn’t show"}</span> '
        f"{html.escape(f.claim)}</th><td>{_short(f.low)} to {_short(f.high)}</td>"
        f"<td>{'' if f.median != f.median else _short(f.median)} {html.escape(f.unit)}</td><td>{100 * f.shown:.0f} %</td></tr>"
        for f in facts
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Fact", "shows at", "median", "of runs"))
    return _tabled("Stylised facts", head, rows)


def _table(scored: Sequence[Any]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{html.escape(s.point.series)}, {html.escape(s.point.entity)}, {html.escape(s.point.date)}</th>'
        f"<td>{s.point.confidence}</td><td>{_short(s.point.value)}</td><td>{_short(s.median)}</td>"
        f"<td>{_short(s.low)} to {_short(s.high)}</td>"
        f'<td><span class="{"good" if s.within else "bad"}">{"within" if s.within else "outside"}</span></td></tr>'
        for s in scored
    )
    names = ("Observation", "confidence", "observed", "median", "90 % interval", "band")
    return _tabled("Point by point", "".join(f'<th scope="col">{name}</th>' for name in names), rows)


def _tabled(title: str, head: str, rows: str) -> str:
    return (
        f'<section class="block"><h2>{title}</h2><div class="scroll"><table class="shares wrapped"><thead><tr>{head}</tr>'
        f"</thead><tbody>{rows}</tbody></table></div></section>"
    )
