"""Small pieces of markup, escaped: why a picture moved."""

import html
from collections.abc import Sequence

from stackcraft.viz.dashboard.text import say


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
