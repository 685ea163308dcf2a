"""Pages on trust: what the model is set against, how it fared, and how its defaults were fitted."""

from collections.abc import Iterable, Sequence
from typing import Any

from stackcraft.model.dates import month_name

MADE = "<!-- Made by `make docs`; edit what it is made from. -->"


def lines_of(rows: Iterable[Sequence[Any]], headings: Sequence[str], right: str = "") -> Iterable[str]:
    """Yield rows as the lines of a Markdown table.

    Args:
        rows: The rows, cells in the order of the headings.
        headings: Headings.
        right: For each column "r" where numbers stand to the right, anything else for the left; left if too short.
    """
    yield "| " + " | ".join(headings) + " |"
    yield "|" + "".join("---:|" if right[n : n + 1] == "r" else "---|" for n in range(len(headings)))
    for row in rows:
        yield "| " + " | ".join(_cell(value) for value in row) + " |"


def number(value: float) -> str:
    """Return a number to three or four significant digits, thousands set apart."""
    if value != value:
        return ""
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def _cell(value: Any) -> str:
    text = number(value) if isinstance(value, float) else str(value)
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def evidence_page() -> Iterable[str]:
    """Yield the page of points: what a run is set against, how each is read, and what is left out and why."""
    from stackcraft.experiments.evidence import load_evidence

    evidence = load_evidence()
    usable = [point for point in evidence.points if point.usable]
    yield from ("# What the model is set against", "", MADE, "")
    yield (
        f"{len(usable)} observations of confidence A or B in {len({p.series for p in usable})} series, and "
        f"{len(evidence.points) - len(usable)} of confidence C, which count for little and not in the headline. This table "
        "was fixed before any parameter was fitted to it. No observation that sets a number of the model is among them "
        "(`configs/evidence/inputs.csv`)."
    )
    yield ""
    yield (
        "Bands: A ±15 %, B ±30 %, C ±60 % or the range that the source publishes; shares in percentage points, A 5, B 8, "
        'C 15. A bound ("more than", "at most") agrees on its good side. Of a zero no percentage can be taken: its band '
        "is that of the largest value of its series. Rows dated by one month are read over the window that "
        "`configs/evidence/mapping.csv` names, longer periods over themselves."
    )
    yield from ("", "## Points", "")
    rows = [
        (
            f"`{p.series}`",
            p.entity,
            p.date,
            p.value,
            p.unit.replace("_", " "),
            p.confidence,
            f"{number(p.band.low)} to {number(p.band.high)}",
            _months(p.window.first, p.window.last),
            f"`{p.reading.indicator}`" + (f" over `{p.reading.over}`" if p.reading.over else "") + f", {p.reading.how}",
            p.reading.basis,
        )
        for p in evidence.points
    ]
    headings = ("series", "whose", "date", "observed", "unit", "conf.", "band", "months read", "figure", "basis")
    yield from lines_of(rows, headings, "lllr")
    yield from ("", "## How each series is read", "")
    told = dict.fromkeys((p.series, p.reading.text) for p in evidence.points)
    yield from (f"- `{series}`: {text}" for series, text in told)
    yield from ("", "## Left out", "")
    yield "Forecasts, published parameters and dated events stand in the same file and are no observations. The rest:"
    yield ""
    left = [
        (f"`{r.series}`", r.entity, r.date, r.confidence, r.reason) for r in evidence.left_out if r.kind == "observed"
    ]
    yield from lines_of(left, ("series", "whose", "date", "conf.", "why"))


def _months(first: int, last: int) -> str:
    return month_name(first) if first == last else f"{month_name(first)} to {month_name(last)}"
