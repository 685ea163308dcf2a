"""Role sheets to print and hand out: one page a seat, without the weights that are told only at the hot wash."""

import html
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from stackcraft.viz import look
from stackcraft.wargame.roles import roles
from stackcraft.wargame.scores import sheet

STYLE = Path(__file__).parent / "assets" / "sheets.css"

SIDES = {"us": "--us", "cn": "--cn"}


def role_sheets() -> Iterable[str]:
    """Yield the lines of the page."""
    yield "<!doctype html>"
    yield "<!-- Made by `make docs` from configs/wargame/roles.toml; edit that. -->"
    yield '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    yield "<title>Role sheets – Stackcraft</title>"
    yield f"<style>:root{{{look.css_variables('light')}}}\n{STYLE.read_text(encoding='utf-8')}</style></head><body>"
    for role in roles().values():
        yield _sheet(sheet(role))
    yield "</body></html>"


def _sheet(one: Mapping[str, Any]) -> str:
    counts = "".join(
        f"<tr><td>{_safe(part['text'])}</td><td>{part['sense']} is better</td>"
        f"<td>{part['weight'] if part['weight'] is not None else 'told after play'}</td></tr>"
        for part in one["score"]
    )
    lines = "".join(f'<p class="red"><b>Red line.</b> {_safe(text)}.</p>' for text in one["red_lines"])
    desks = f"<h2>Desks</h2><ul>{''.join(f'<li>{_safe(d)}</li>' for d in one['desks'])}</ul>" if one["desks"] else ""
    side = SIDES.get(one["side"], "--both")
    return (
        f'<article style="--side:var({side})"><header><h1>{_safe(one["title"])}</h1><p>{_safe(one["team"])}<br>'
        f"{one['most_orders']} orders a move, deals besides</p></header>"
        f'<p class="brief">{_safe(one["brief"])}</p><h2>You want</h2><p>{_safe(one["goals"])}</p>'
        f"<h2>You may</h2><p>{_safe(one['powers'])}</p>{desks}<h2>A hint</h2><p>{_safe(one['hint'])}</p>"
        "<h2>What counts</h2><table><thead><tr><th>What</th><th></th><th>Points of 100</th></tr></thead>"
        f"<tbody>{counts}</tbody></table>"
        f'{lines}<p class="small">You are measured against a bot in your seat: 50 is as well as it did. Your score can’t be '
        "compared with another team’s.</p></article>"
    )


def _safe(text: Any) -> str:
    return html.escape(str(text))


__all__ = ["role_sheets"]
