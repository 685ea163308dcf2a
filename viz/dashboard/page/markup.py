"""Small pieces of markup, escaped: headline numbers, causes, events."""

import html
from collections.abc import Sequence

from stackcraft.viz.chronicle import Chapter
from stackcraft.viz.dashboard.text import say
from stackcraft.viz.headlines import Headline, sparkline

SEAT_TOKENS = {"us": "us", "congress": "us", "cn": "cn"}


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


def causes(rows: Sequence[tuple[float, str, str]]) -> str:
    """Return why the picture moved: effect, name and words of each change, largest first, and their sum."""
    if not rows:
        return f"<p>{html.escape(say('nothing_changed'))}</p>"
    lines = "".join(
        f'<span class="n num">{points(effect)}</span><span class="data"><b>{html.escape(name)}</b>: {html.escape(words)}</span>'
        for effect, name, words in sorted(rows, key=lambda row: -abs(row[0]))
    )
    total = points(sum(effect for effect, _, _ in rows))
    return (
        f'<div class="why">{lines}<span class="n num sum">{total}</span>'
        f'<span class="sum">{html.escape(say("in_all"))}</span></div>'
    )


def points(effect: float) -> str:
    """Return a difference in percentage points as written on screen, with a true minus."""
    return say("points", effect=f"{effect:+.1f}".replace("-", "−"))


def events(told: Sequence[Chapter]) -> str:
    """Return the log of what happened, newest first."""
    if not told:
        return f"<p>{html.escape(say('no_events'))}</p>"
    record = f" · {html.escape(say('from_record'))}"
    return "".join(
        f'<li><i style="background:var(--{SEAT_TOKENS.get(entry.seat, "ink3")})" aria-hidden="true"></i><div>'
        f'<div class="tt data">{html.escape(entry.text)}</div>'
        f'<div class="mm num"><span class="data">{html.escape(entry.month)}</span>'
        f"{record if entry.scripted else ''}</div></div></li>"
        for entry in told
    )
