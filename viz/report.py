"""The report of a run: one HTML file with its numbers, pictures and table, that opens anywhere without a network."""

import html
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

from . import pictures
from .chronicle import landmarks
from .document import figure, version, write_document
from .headlines import Headline, headlines
from .pictures.diffusion import Pin
from .pictures.source import Option, RecordedRun
from .pictures.world import BORDERS_NOTE

REGION_NAMES = {
    "world": "World",
    "us": "United States",
    "cn": "China",
    "allies": "Allies in Asia, Canada",
    "gulf": "Gulf",
    "asean": "ASEAN",
    "india": "India",
    "europe": "Europe",
    "rest": "Rest of the world",
}


class ReportedRun(RecordedRun, Protocol):
    """A run that can be reported: what pictures need, and what names it."""

    @property
    def scenario(self) -> Any:
        """The scenario: a name, or an object that has one."""

    @property
    def seed(self) -> int:
        """The seed of the noise tape."""

    @property
    def digest(self) -> str:
        """The digest of scenario, orders and results (hex)."""


class Move(Protocol):
    """A decision and how much it moved: `effect` in percentage points of `measure`."""

    month: str
    sentence: str
    effect: float


def write_report(
    run: ReportedRun,
    path: str | Path,
    *,
    baseline: ReportedRun | None = None,
    moves: Sequence[Move] = (),
    moves_measure: str = "US share of the world's installed compute at the end of the run",
    now: int | None = None,
    pins: Sequence[Pin] | None = None,
) -> Path:
    """Write the report of a run as one HTML file and return its path.

    The file holds everything it shows (script, font, map, data) and forbids itself any request.

    Args:
        run: The run to report.
        path: The file to write; its folder must exist.
        baseline: A run to compare with: dashed in the pictures, differences beside the numbers.
        moves: The decisions that moved most, largest first; the section is left out without any.
        moves_measure: What the effects of `moves` are measured in.
        now: Month (index) at which scripted history ends.
        pins: Events to number in the diffusion picture; the landmarks of history if None.

    Raises:
        OSError: The file can't be written.
    """
    pins = landmarks(run) if pins is None else pins
    drawn: dict[str, Option] = {
        "diffusion": pictures.diffusion(run, baseline, now=now, pins=pins),
        "home": pictures.diffusion(run, baseline, "cn", now=now),
        "china": pictures.china_market(run, baseline, now=now),
        "gaps": pictures.gaps(run, baseline, now=now),
        "minerals": pictures.minerals(run, now=now),
        "map": pictures.stack_map(run),
        "network": pictures.network_picture(run),
    }
    name = scenario_name(run)
    first, last = run.calendar[0], run.calendar[-1]
    made = (
        f"Scenario <b>{html.escape(name)}</b> · {first} to {last} · seed <b>{run.seed}</b> · "
        f"version <b>{html.escape(version())}</b> · digest <code>{html.escape(run.digest)}</code>"
    )
    return write_document(
        path,
        title=f"{name}, seed {run.seed}",
        heading=f"How the stacks spread: {name}",
        made=made,
        cards="\n".join(_card(h, last) for h in headlines(run, baseline)),
        body="\n".join(_sections(run, last, moves, moves_measure, pins)),
        foot=_foot(run, name),
        pictures=drawn,
    )


def signed(number: float) -> str:
    """Return a number with two decimals and its sign, the minus a true one."""
    return f"{number:+.2f}".replace("-", "−")


def scenario_name(run: ReportedRun) -> str:
    """Return the name of a run's scenario."""
    scenario = run.scenario
    return str(getattr(scenario, "name", None) or getattr(scenario, "scenario_id", None) or scenario)


def year_end_shares(run: RecordedRun) -> list[tuple[str, list[tuple[str, float, float]]]]:
    """Return, per region, (year, US share, Chinese share) of installed compute at each December [0, 1]."""
    known = set(run.entities("chip_share_us"))
    ends = [(month[:4], k) for k, month in enumerate(run.calendar) if month.endswith("-12")]
    rows = []
    for region in (r for r in REGION_NAMES if r in known):
        us, cn = run.series("chip_share_us", region), run.series("chip_share_cn", region)
        rows.append((region, [(year, float(us[k]), float(cn[k])) for year, k in ends]))
    return rows


def _card(headline: Headline, last: str) -> str:
    """Return one headline card."""
    since = f"{headline.change_text} against the baseline" if headline.change is not None else f"in {last}"
    return (
        f'<div class="card"><div class="title"><i style="background:var(--{headline.token})"></i>'
        f"{html.escape(headline.title)}</div>"
        f'<div class="value">{headline.text}<small>{html.escape(headline.unit)}</small></div>'
        f'<div class="since">{html.escape(since)}</div></div>'
    )


def _sections(run: ReportedRun, last: str, moves: Sequence[Move], measure: str, pins: Sequence[Pin]) -> Iterable[str]:
    """Yield the sections below the headline numbers, in reading order."""
    pinned = "".join(f"<li><b>{run.calendar[pin.month]}</b> {html.escape(pin.text)}</li>" for pin in pins)
    spread = "Share of the world's installed AI compute by the stack it belongs to."
    yield figure(
        "diffusion", "Stack diffusion, world", spread, "tall", f'<ol class="pins">{pinned}</ol>' if pinned else ""
    )
    yield '<div class="two">'
    yield figure("home", "Stack diffusion, China", "Share of China's installed AI compute by stack.")
    yield figure("china", "China's market for AI chips", "Share of what was sold there in the twelve months before.")
    yield "</div>"
    if moves:
        yield _moves(moves, measure)
    scale = '<span class="scale">US stack<i></i>Chinese stack</span>'
    yield figure("map", f"Where each stack stands, {last}", f"Installed compute of each country. {scale}", "map")
    yield '<div class="two">'
    lead = "Months by which the best US model is ahead of the best Chinese one."
    yield figure("gaps", "Lead in model capability", lead)
    stand = "Share of users of licensed minerals that stand still, where it is worst."
    yield figure("minerals", "Want of minerals", stand)
    yield "</div>"
    flows = "Foundries, makers and the countries that take most; lines as wide as the root of a year's cards."
    yield figure("network", f"Supply network, {last}", flows, "map")
    yield _table(run)
    yield '<noscript><p class="block">The pictures need JavaScript; the table above holds the shares.</p></noscript>'


def _moves(moves: Sequence[Move], measure: str) -> str:
    """Return the list of the decisions that moved most."""
    lines = "".join(
        f'<li><span class="size">{signed(move.effect)} pp</span><span class="when">{html.escape(move.month)}</span>'
        f'<span class="what">{html.escape(move.sentence)}</span></li>'
        for move in moves
    )
    text = f"Change of the {html.escape(measure)}, by taking each decision out of the run alone."
    return f'<section class="block"><h2>What moved it most</h2><p>{text}</p><ol class="moves">{lines}</ol></section>'


def _table(run: RecordedRun) -> str:
    """Return the table of year-end shares."""
    rows = year_end_shares(run)
    years = [year for year, *_ in rows[0][1]] if rows else []
    head = "".join(f'<th scope="col">{year}</th>' for year in years)
    body = "".join(
        f'<tr><th scope="row">{REGION_NAMES[region]}</th>'
        + "".join(
            f'<td>{100 * us:.1f}<span class="bar" style="--share:{100 * us / ((us + cn) or 1):.1f}%"></span></td>'
            for _, us, cn in cells
        )
        + "</tr>"
        for region, cells in rows
    )
    return (
        '<section class="block"><h2>US share of installed compute at year ends</h2>'
        "<p>Per cent; the bar shows the US stack in blue and the Chinese stack in orange.</p>"
        f'<div class="scroll"><table class="shares"><thead><tr><th scope="col">Region</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div></section>"
    )


def _foot(run: ReportedRun, name: str) -> str:
    """Return the small print."""
    again = html.escape(f"stackcraft run {name} --seed {run.seed}")
    return (
        f"<p>A simulation under stated assumptions, not a forecast. Made again by <code>{again}</code> "
        "with the same version.</p>"
        f"<p>Map: {html.escape(BORDERS_NOTE)} Charts drawn by Apache ECharts; type set in Inter.</p>"
    )
