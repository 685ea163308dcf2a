"""Role sheets to print and hand out: one page a seat, without the weights that are told only at the hot wash."""

import html
from collections.abc import Iterable, Mapping
from typing import Any

from stackcraft.viz import look
from stackcraft.wargame.roles import roles
from stackcraft.wargame.scores import sheet

STYLE = """
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 Inter,system-ui,sans-serif}
article{max-width:760px;margin:24px auto;padding:30px 36px;background:var(--card);border:1px solid var(--line);border-radius:14px}
header{display:flex;justify-content:space-between;align-items:baseline;gap:16px;border-bottom:3px solid var(--side);padding-bottom:10px}
h1{font-size:26px;line-height:1.2;margin:0;letter-spacing:-.02em}header p{margin:0;color:var(--ink2);font-size:13px;text-align:right}
.brief{font-size:16px;margin:16px 0}h2{font-size:12px;text-transform:uppercase;letter-spacing:.06em;color:var(--ink2);margin:16px 0 3px}
p{margin:0}ul{margin:0;padding-left:18px}table{border-collapse:collapse;width:100%;margin-top:2px}
td,th{text-align:left;padding:5px 8px 5px 0;border-bottom:1px solid var(--line);font-weight:400}th{color:var(--ink2);font-size:12.5px}
td:last-child,th:last-child{text-align:right;white-space:nowrap;padding-right:0}.red{margin-top:14px;padding:9px 12px;border-left:4px solid var(--bad);background:var(--chip)}
.small{font-size:12px;color:var(--ink2);margin-top:14px}
@media (max-width:600px){article{margin:0;padding:20px 16px;border-radius:0;border-width:0 0 8px}header{display:block}header p{text-align:left}}
@media print{@page{size:A4;margin:16mm}body{background:#fff;font-size:12.5px}article{margin:0;padding:0;border:0;max-width:none;break-after:page}article:last-child{break-after:auto}.brief{font-size:14px}}
"""

SIDES = {"us": "--us", "cn": "--cn"}


def role_sheets() -> Iterable[str]:
    """Yield the lines of the page."""
    yield "<!doctype html>"
    yield "<!-- Made by `make docs` from configs/wargame/roles.toml; edit that. -->"
    yield '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    yield "<title>Role sheets – Stackcraft</title>"
    yield f"<style>:root{{{look.css_variables('light')}}}{STYLE}</style></head><body>"
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
        f"<h2>What counts</h2><table><thead><tr><th>What</th><th></th><th>Points of 100</th></tr></thead><tbody>{counts}</tbody></table>"
        f'{lines}<p class="small">You are measured against a bot in your seat: 50 is as well as it did. Your score can’t be '
        "compared with another team’s.</p></article>"
    )


def _safe(text: Any) -> str:
    return html.escape(str(text))


__all__ = ["role_sheets"]
