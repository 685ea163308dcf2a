"""Small pieces of markup, escaped: cards' heads, headline numbers, causes, events."""

import html
from collections.abc import Sequence

from stackcraft.viz.chronicle import Chapter
from stackcraft.viz.dashboard.workbench import Cause
from stackcraft.viz.headlines import Headline, sparkline

RECORDED = " · from the record"


def head(title: str, note: str = "") -> str:
    """Return the head of a card."""
    return f"<h2>{html.escape(title)}</h2><span>{html.escape(note)}</span>"


def kpi(number: Headline) -> str:
    """Return one headline number with its change and its course."""
    points = sparkline(number.series)
    change = f"{html.escape(number.change_text)} <span>vs base</span>" if number.change is not None else "&nbsp;"
    return (
        f'<div class="l"><i style="background:var(--{number.token})"></i>{html.escape(number.title)}</div>'
        f'<div class="v num">{number.text}<small>{html.escape(number.unit)}</small></div>'
        f'<div class="d num">{change}</div>'
        '<svg viewBox="0 0 100 28" preserveAspectRatio="none" aria-hidden="true">'
        f'<polygon points="0,28 {points} 100,28" fill="var(--{number.token})" opacity=".12"/>'
        f'<polyline points="{points}" fill="none" stroke="var(--{number.token})" stroke-width="1.8" '
        'vector-effect="non-scaling-stroke" stroke-linejoin="round"/></svg>'
    )


def causes(found: Sequence[Cause]) -> str:
    """Return why the picture moved, one line a changed lever."""
    if not found:
        return "<p>Nothing has been changed yet: the dashed baseline and the run are the same. Move a lever.</p>"
    lines = "".join(
        f'<span class="n num">{points(cause.effect)}</span><span><b>{html.escape(cause.lever.title)}</b>: '
        f"{html.escape(position_words(cause))}</span>"
        for cause in found
    )
    total = sum(cause.effect for cause in found)
    return (
        f'<div class="why">{lines}<span class="n num sum">{points(total)}</span><span class="sum">in all</span></div>'
    )


def points(effect: float) -> str:
    """Return a difference in percentage points as written on screen, with a true minus."""
    return f"{effect:+.1f} pp".replace("-", "−")


def position_words(cause: Cause) -> str:
    """Return a lever's position in words."""
    lever = cause.lever
    if lever.steps:
        return lever.steps[round((cause.position - lever.low) / lever.step)]
    words = f"{lever.base:.{lever.digits}f} → {cause.position:.{lever.digits}f}"
    return f"{words} {lever.unit}".rstrip()


def events(told: Sequence[Chapter], tokens: dict[str, str]) -> str:
    """Return the log of what governments did, newest first; `tokens` gives the colour of a seat."""
    if not told:
        return "<p>No decisions are recorded in this run.</p>"
    return "".join(
        f'<li><i style="background:var(--{tokens.get(entry.seat, "ink3")})" aria-hidden="true"></i><div>'
        f'<div class="tt">{html.escape(entry.text)}</div>'
        f'<div class="mm num">{html.escape(entry.month)}{RECORDED if entry.scripted else ""}</div></div></li>'
        for entry in told
    )
