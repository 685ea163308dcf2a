"""The debrief as one page: read together after the game, printed, or kept; opens anywhere without a network."""

import html
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from stackcraft.viz.document import document, figure, version
from stackcraft.wargame.words import span_words

from .lines import class_line

TURNING, ENDED, QUESTIONS, MOVES = "Turning points", "Where this class ended", "Questions", "Move by move"
KNEW, SCORES, WORDS = "Who knew what when", "Scores, each by its own goals", "In your own words"
MARKS = "Marks, for the facilitator alone"
"""Titles of the sections."""

ASSETS = Path(__file__).parent / "assets"
Data = Mapping[str, Any]


def debrief_page(data: Data, *, facilitator: bool = False, live: str | None = None) -> str:
    """Return the debrief as a complete HTML document.

    Args:
        data: What `wargame.debrief.debrief` returns.
        facilitator: Whether marks and notes on people are shown; never to a class.
        live: Address that "had you not …" asks, None in a document that is kept.
    """
    game = data["game"]
    made = (
        f"<b>{game['moves']}</b> {'move' if game['moves'] == 1 else 'moves'}, "
        f"{_safe(span_words(game['first'], game['last']))} · "
        f"{game['people']} {'person' if game['people'] == 1 else 'people'} · "
        f"scenario <b>{_safe(game['scenario'])}</b> · seed <b>{game['seed']}</b> · digest <code>{_safe(game['digest'])}</code>"
    )
    return document(
        title=game["title"],
        heading=f"Debrief: {game['title']}",
        made=made,
        cards="\n".join(_card(one) for one in data["line"][:5]),
        body="\n".join([_contents(data, facilitator), *_sections(data, facilitator, live)]),
        foot=_foot(game),
        pictures={f"line-{n}": class_line(one, data["months"]) for n, one in enumerate(data["line"])},
        style=(ASSETS / "debrief.css").read_text(encoding="utf-8"),
        script="" if live is None else (ASSETS / "debrief.js").read_text(encoding="utf-8"),
        connects=live is not None,
    )


def write_debrief(data: Data, path: Path, *, facilitator: bool = True) -> Path:
    """Write the debrief as a file and return its path.

    Raises:
        OSError: The file can't be written.
    """
    path.write_text(debrief_page(data, facilitator=facilitator), encoding="utf-8")
    return path


def _sections(data: Data, facilitator: bool, live: str | None) -> Iterable[str]:
    """Yield the sections in the order in which a class reads them."""
    yield _turning_points(data, live)
    yield _lines(data)
    yield _questions(data)
    yield _timeline(data, live)
    yield _knew(data)
    yield _scores(data)
    yield _quotes(data)
    if facilitator:
        yield _marks(data)


def _contents(data: Data, facilitator: bool) -> str:
    """Return links to the sections: the page is long, and read one section at a time."""
    titles = [
        TURNING,
        ENDED,
        QUESTIONS,
        MOVES,
        KNEW,
        SCORES,
        *([WORDS] if data["quotes"] else []),
        *([MARKS] if facilitator else []),
    ]
    links = "".join(f'<li><a href="#{_slug(title)}">{_safe(title)}</a></li>' for title in titles)
    return f'<nav class="contents" aria-label="Sections"><ul>{links}</ul></nav>'


def _slug(title: str) -> str:
    return title.split(",")[0].lower().replace(" ", "-")


def _card(one: Data) -> str:
    """Return a headline number with its place among runs without people."""
    unit = {"times": "×", "points": "%"}.get(one["unit"], one["unit"])
    since = "no runs to compare with yet" if one["percentile"] is None else _place(one)
    return (
        f'<div class="card"><div class="title"><i style="background:var(--us)"></i>{_safe(one["title"])}</div>'
        f'<div class="value">{one["value"]:.3g}<small>{_safe(unit)}</small></div><div class="since">{since}</div></div>'
    )


def _place(one: Data) -> str:
    return f"more than {min(99, round(one['percentile']))} % of {_count(one['runs'])} runs without people"


def _count(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")


def _turning_points(data: Data, live: str | None) -> str:
    """Return the orders that moved the outcome most."""
    rows = []
    for n, point in enumerate(data["turning_points"], 1):
        effects = "".join(_effect(effect) for effect in point["effects"][:4])
        ask = _ask(live, point["places"], "Had you not …")
        package = ", in a package" if point["package"] else ""
        what = "<br>".join(_safe(order) for order in point["orders"])
        rows.append(
            f'<li><span class="rank">{n}</span><div><p class="what">{what}</p>'
            f'<p class="who">{_safe(point["title"])}{package}, move {point["move"]} {ask}</p>'
            f'<ul class="effects">{effects}</ul><div class="branch" role="status" aria-live="polite"></div></div></li>'
        )
    none = "<p>No order of a team changed the outcome: the world went as it would have without people.</p>"
    return _block(
        TURNING,
        f"The orders that moved the outcome most. Each of {data['tried']} decisions was taken out alone and the game "
        "played again with the same luck; other teams' orders stayed, seats that play themselves reacted. "
        "Beside each: what it did to the end of the game; a full bar would be a remarkable difference.",
        f'<ol class="turning">{"".join(rows)}</ol>' if rows else none,
    )


def _effect(effect: Data) -> str:
    size = min(1.0, abs(effect["yardsticks"]))
    unit = {"times": " ×", "points": " % points"}.get(effect["unit"], f" {effect['unit']}")
    way = "up" if effect["effect"] > 0 else "down"
    return (
        f'<li><span class="name">{_safe(effect["title"])}</span>'
        f'<span class="bar {way}"><i style="width:{50 * size:.0f}%"></i></span>'
        f'<span class="size">{_signed(effect["effect"])}{_safe(unit)}</span></li>'
    )


def _lines(data: Data) -> str:
    """Return the class's line among runs without people, an outcome a picture."""
    drawn = "".join(
        figure(f"line-{n}", one["title"], f"{_safe(_unit(one['unit']))}{_where(one)}")
        for n, one in enumerate(data["line"])
    )
    runs = data["line"][0]["runs"] if data["line"] else 0
    text = (
        f"The blue line is this class. Grey: {_count(runs)} runs of the same opening in which every seat plays itself by rule; "
        "the dark band holds half of them, the light band nine in ten, the dashes are the middle."
    ) if runs else "No runs without people have been made yet: they are made beside a game, in about a minute."  # fmt: skip
    lead = f'<section class="lead" id="{_slug(ENDED)}"><h2>{ENDED}</h2><p>{text}</p></section>'
    return f'{lead}<div class="two lines">{drawn}</div>'


def _unit(unit: str) -> str:
    return {"times": "Times.", "points": "Per cent.", "months": "Months."}.get(unit, unit)


def _where(one: Data) -> str:
    return "" if one["percentile"] is None else f" At the end {_place(one)}."


def _questions(data: Data) -> str:
    """Return questions for the hot wash."""
    rows = "".join(
        f'<li><p class="claim"><b>{_safe(q["thesis"])}</b> {_safe(q["claim"])}</p><p class="ask">{_safe(q["question"])}</p>'
        f'<p class="figure">{_touched(q)}{_safe(q["figure"])}</p></li>'
        for q in data["questions"]
    )
    text = "Each belongs to a claim that people argue about. Say what you believe before you look at the figure."
    return _block(QUESTIONS, text, f'<ol class="questions">{rows}</ol>')


def _touched(question: Data) -> str:
    if not question["touched"]:
        return "Nobody touched it. "
    moves = ", ".join(str(move) for move in question["moves"])
    return f"{_safe(', '.join(question['by']))}, moves {moves}. "


def _timeline(data: Data, live: str | None) -> str:
    """Return the game move by move."""
    moves = "".join(_move(move, live) for move in data["timeline"])
    return _block(MOVES, "Every order with what became of it, packages, events and words, secret ones too.", moves)


def _move(move: Data, live: str | None) -> str:
    parts = []
    for one in move["injects"]:
        to = f" (to {_safe(', '.join(one['to']))} alone)" if one["to"] else ""
        parts.append(f'<p class="inject"><b>{_safe(one["title"])}</b>{to} {_safe(one["text"])}</p>')
    for seat in move["seats"]:
        parts.append(_seat(seat))
    if move["bots"]:
        bots = "".join(f"<li>{_safe(text)}</li>" for text in move["bots"])
        parts.append(f'<div class="did"><h4>Seats that played themselves</h4><ul>{bots}</ul></div>')
    for deal in move["deals"]:
        terms = "".join(f"<li>{_safe(term)}</li>" for term in deal["terms"])
        state = f'<span class="state {_safe(deal["state"])}">{_safe(deal["state"])}</span>'
        says = f"<p>“{_safe(deal['text'])}”</p>" if deal["text"] else ""
        why = f"<p>{_safe(deal['why'])}</p>" if deal["why"] else ""
        head = f"{_safe(deal['from'])} → {_safe(deal['to'])}"
        parts.append(f'<div class="did deal"><h4>{head} {state}</h4><ul>{terms}</ul>{says}{why}</div>')
    for said in move["messages"]:
        parts.append(_said(said))
    first, last = move["months"][0], move["months"][-1]
    nothing = '<p class="none">Nobody ordered or said anything.</p>'
    return (
        f'<details class="move" open><summary>Move {move["move"]} <span>{_safe(span_words(first, last))}</span></summary>'
        f'<div class="flow">{"".join(parts) or nothing}</div></details>'
    )


def _seat(seat: Data) -> str:
    lines = []
    for order in seat["orders"]:
        state = "applied" if order["applied"] else "refused"
        note = f'<span class="why">{_safe(order["reason"])}</span>' if order["reason"] else ""
        note += (
            f'<span class="why">Changed by the facilitator: {_safe(order["amended"])}</span>'
            if order["amended"]
            else ""
        )
        more = f" (and {order['for'] - 1} more of the team)" if order["for"] > 1 else ""
        lines.append(f'<li class="{state}">{_safe(order["sentence"])}{more}{note}</li>')
    by = {"standing": "silent: standing orders", "submitted": seat["by"]}.get(seat["origin"], "")
    why = f"<p>“{_safe(seat['why'])}”</p>" if seat["why"] else ""
    body = f"<ul>{''.join(lines)}</ul>" if lines else '<p class="none">no orders</p>'
    shadow = " (mirror: kept, not given)" if seat["shadow"] else ""
    return f'<div class="did"><h4>{_safe(seat["title"])}{shadow} <span>{_safe(by)}</span></h4>{body}{why}</div>'


def _said(said: Data) -> str:
    to = _safe(", ".join(said["to"]))
    who = f"{_safe(said['nickname'])}, " if said["nickname"] else ""
    kind = "private" if said["private"] else "open"
    cite = f"{who}{_safe(said['from'])} to {to}"
    return f'<blockquote class="{kind}"><p>{_safe(said["text"])}</p><cite>{cite}</cite></blockquote>'


def _knew(data: Data) -> str:
    """Return who knew what when: secrets, and estimates beside the truth."""
    secrets = "".join(
        f'<tr><td class="n">{one["move"]}</td><td>{_safe(one["what"])}</td><td>{_safe(one["from"])}</td>'
        f"<td>{_safe(', '.join(one['to']))}</td><td>{_safe(one['text'])}</td></tr>"
        for one in data["knew"]["secrets"]
    )
    table = (
        _table(("Move", "What", "From", "Known to", "Said"), secrets, "secrets")
        if secrets
        else "<p>Nobody kept a secret by message, package or inject.</p>"
    )
    guesses = "".join(_estimates(one) for one in data["knew"]["estimates"])
    text = "What some knew and others didn't; then, topic by topic, the truth at each move's end beside what teams took it for."
    return _block(KNEW, text, f'{table}<div class="estimates">{guesses}</div>')


def _estimates(one: Data) -> str:
    count = len(one["truth"])
    head = "".join(f'<th scope="col">{n + 1}</th>' for n in range(count))
    rows = [("truth", one["truth"], "truth")] + [(seat, values, "") for seat, values in one["seats"].items()]
    body = "".join(
        f'<tr class="{kind}"><th scope="row">{_safe(name)}</th>'
        + "".join(f"<td>{_amount(value)}</td>" for value in values)
        + "</tr>"
        for name, values, kind in rows
    )
    unit = f" <small>{_safe(one['unit'])}</small>" if one["unit"] else ""
    return (
        f'<div class="topic"><h3>{_safe(one["title"])}{unit}</h3><div class="scroll"><table class="grid"><thead><tr>'
        f'<th scope="col">Move</th>{head}</tr></thead><tbody>{body}</tbody></table></div></div>'
    )


def _scores(data: Data) -> str:
    """Return each team's score with its arithmetic; there is no order among them but that of the seats."""
    teams = "".join(_score(team) for team in data["scores"])
    how = data["scores"][0]["how"] if data["scores"] else "No seat was played by people."
    return _block(SCORES, _safe(how), f'<div class="scores">{teams}</div>')


def _score(team: Data) -> str:
    rows = "".join(
        f'<tr><th scope="row">{_safe(p["text"])}{_in(p["unit"])}<small>{p["sense"]} is better</small></th>'
        f"<td>{p['weight']}</td><td>{_amount(p['mine'])}</td><td>{_amount(p['bots'])}</td><td>{_amount(p['yardstick'])}</td>"
        f'<td class="points"><b>{p["points"]:.0f}</b></td></tr>'
        for p in team["parts"]
    )
    lines = "".join(
        f'<p class="line {"crossed" if line["counts"] else ""}">{_red(line)} {_safe(line["text"])}</p>'
        for line in team["red_lines"]
    )
    head = "".join(
        f'<th scope="col">{name}</th>'
        for name in ("What counts", "Weight", "Yours", "The bot’s", "Yardstick", "Points")
    )
    return (
        f'<div class="score"><h3>{_safe(team["title"])} <b>{team["score"]:.0f}</b></h3><div class="scroll">'
        f'<table class="grid"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>{lines}</div>'
    )


def _red(line: Data) -> str:
    if line["counts"]:
        return f"Red line crossed in move {line['move']}:"
    if line["crossed"]:
        return "Red line crossed, by the bot too, so it doesn’t count:"
    return "Red line kept:"


def _quotes(data: Data) -> str:
    if not data["quotes"]:
        return ""
    said = "".join(
        f"<blockquote><p>{_safe(one['text'])}</p><cite>{_safe(one['nickname'])}, {_safe(one['from'])} to "
        f"{_safe(', '.join(one['to']))}, move {one['move']}</cite></blockquote>"
        for one in data["quotes"]
    )
    return _block(WORDS, "Messages worth reading out.", f'<div class="quotes">{said}</div>')


def _marks(data: Data) -> str:
    """Return marks and notes on people, for the facilitator alone."""
    marks = data["marks"]
    names = ("Name", "Team", "Moves", "Messages", "Offers", "Answers", "Orders", "Reasons", "Taking part / 10")
    rows = "".join(
        f'<tr><th scope="row">{_safe(one["nickname"])}</th><td class="w">{_safe(one["team"])}</td>'
        + "".join(
            f"<td>{one[key]}</td>" for key in ("moves_active", "messages", "offers", "answers", "orders", "reasons")
        )
        + f"<td><b>{one['taking_part']:g}</b></td></tr>"
        + "".join(f'<tr class="note"><td colspan="9">Note: {_safe(text)}</td></tr>' for text in one["notes"])
        for one in marks["people"]
    )
    general = "".join(f"<li>{_safe(note['text'])}</li>" for note in data["notes"] if not note["person_id"])
    notes = f"<h3>Your notes on the class</h3><ul>{general}</ul>" if general else ""
    return _block(MARKS, _safe(marks["how"]), _table(names, rows, "marks") + notes)


def _table(names: Sequence[str], rows: str, kind: str) -> str:
    head = "".join(f'<th scope="col">{_safe(name)}</th>' for name in names)
    return f'<div class="scroll"><table class="grid {kind}"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _block(title: str, text: str, body: str) -> str:
    return f'<section class="block" id="{_slug(title)}"><h2>{_safe(title)}</h2><p>{text}</p>{body}</section>'


def _ask(live: str | None, places: Sequence[Sequence[Any]], words: str) -> str:
    """Return the button that plays the game again without some orders, where there is a server to ask."""
    if live is None:
        return ""
    marked = ";".join(f"{month},{number}" for month, number in places)
    return f'<button type="button" class="had" data-ask="{_safe(live)}" data-places="{_safe(marked)}">{_safe(words)}</button>'


def _foot(game: Data) -> str:
    again = _safe("stackcraft wargame replay")
    return (
        "<p>A simulation under stated assumptions, not a forecast. Explanations are the model’s, not any government’s.</p>"
        f"<p>The log plays again to the same digest: <code>{again}</code>. Version {_safe(version())}. "
        "Charts drawn by Apache ECharts; type set in Inter.</p>"
    )


def _amount(number: float) -> str:
    """Return a number for a table: three digits where it is small, none of noise, thousands apart."""
    if abs(number) < 1e-5:
        return "0"
    if abs(number) >= 1000.0:
        return _count(round(number))
    return f"{float(f'{number:.3g}'):g}"


def _in(unit: str) -> str:
    return f", {_safe(unit)}" if unit else ""


def _signed(number: float) -> str:
    return f"{float(f'{number:.2g}'):+g}".replace("-", "−")


def _safe(text: Any) -> str:
    return html.escape(str(text))


__all__ = ["debrief_page", "write_debrief"]
