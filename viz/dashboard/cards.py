"""A lever's card: what it is, examples, unit and range, source and grade, equation, how much it matters."""

import functools
import json
from pathlib import Path
from typing import Any, Final

from stackcraft.agents.strategies import registry
from stackcraft.model.codes import CLASSES, REGIONS

from . import known
from .catalogue import lever_of
from .changes import Changes
from .known import places
from .matters import matters
from .text import say

DATA: Final = Path(__file__).parent / "data"
EXAMPLES: Final = 4
SHORT: Final = 64


def seats() -> Any:
    """Return the table of seats."""
    return known.tables().seats


def seat_name(seat: str) -> str:
    """Return the name of a seat, the seat itself where there is none."""
    table = seats()
    return str(table["name"][table.index[seat]]) if seat in table.index else seat


def short_about(parameter: str) -> str:
    """Return what a parameter is, in a few words."""
    text = known.parameters()[parameter].text
    return text if len(text) <= SHORT else text[: text.rfind(" ", 0, SHORT)] + " …"


@functools.cache
def equations() -> dict[str, dict[str, str]]:
    """Return the model's equations by number: title and lines, as in docs/odd.md."""
    path = DATA / "equations.json"
    found: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def card(name: str, run: Any, changes: Changes, view: dict[str, str]) -> dict[str, Any]:
    """Return the card of a lever, or of a seat.

    Args:
        name: What `Changes` calls the lever, or a seat.
        run: The run shown, for examples from its record.
        changes: What is changed.
        view: What is looked at: how much it matters depends on the picture.
    """
    if name in seats().index:
        return _seat_card(name, changes)
    lever = lever_of(name)
    if lever.assumed:
        return _parameter_card(name, view)
    return _instrument_card(name, view)


def _blank(title: str, about: str) -> dict[str, Any]:
    return {"title": title, "about": about, "facts": [], "aims": None, "classes": [], "examples": [], "matters": None,
            "target": "", "class": ""}  # fmt: skip


def _parameter_card(name: str, view: dict[str, str]) -> dict[str, Any]:
    p = known.parameters()[name]
    made = _blank(lever_of(name).title, p.text + ("" if p.text.endswith(".") else "."))
    facts = [
        fact("fact_range", say("range", low=f"{p.low:g}", high=f"{p.high:g}", unit=p.unit).strip()),
        fact("fact_default", f"{p.default:g} {p.unit}".strip()),
        fact("fact_source", p.source),
        fact("fact_grade", say(f"grade_{p.status}")),
    ]
    equation = equations().get(p.equation.removeprefix("Eq. "))
    if equation:
        facts.append(fact("fact_equation", f"{p.equation} · {equation['title']}\n{equation['body']}", code=True))
    if p.neutral is not None:
        facts.append(fact("fact_off", f"{p.neutral:g}"))
    made["facts"] = facts
    made["matters"] = matters(name, view["region"], view["layer"])
    return made


def _instrument_card(name: str, view: dict[str, str]) -> dict[str, Any]:
    lever = lever_of(name)
    seat, instrument_id, target, *rest = name.split(".")
    i = known.tables().instruments[instrument_id]
    made = _blank(lever.title, i.text + ("" if i.text.endswith(".") else "."))
    made["facts"] = [
        fact("fact_who", seat_name(seat)),
        fact("fact_range", ", ".join(lever.rungs) or say("range", low=f"{i.low:g}", high=f"{i.high:g}", unit=i.unit)),
        fact("fact_cost", say("cost", political=f"{i.political_cost:g}", authority=f"{i.authority_cost:g}",
                              lead=f"{i.lead_months}")),
        fact("fact_source", i.source),
        fact("fact_grade", _grade(instrument_id)),
        fact("fact_mechanism", i.mechanism),
        fact("fact_note", say("may_change_again")),
    ]  # fmt: skip
    made["examples"] = examples(instrument_id, seat)
    made["target"], made["class"] = target, rest[0] if rest else ""
    made["aims"] = aims(seat, i)
    made["classes"] = [{"id": c, "name": say(f"class_{c}")} for c in CLASSES] if i.uses_class else []
    made["matters"] = matters(".".join(name.split(".")[:2]), view["region"], view["layer"])
    return made


def _seat_card(seat: str, changes: Changes) -> dict[str, Any]:
    office = changes.offices.get(seat)
    own = str(seats()["strategy"][seats().index[seat]]) or "null"
    strategy = registry()[office.strategy if office else own]
    made = _blank(say("who_decides", seat=seat_name(seat)), strategy.paragraph)
    made["facts"] = [
        fact("fact_strategy", strategy.title if office else say("unless_scenario", strategy=strategy.title)),
        fact("fact_source", strategy.sources),
    ]
    return made


def fact(key: str, text: str, *, code: bool = False) -> dict[str, Any]:
    """Return one line of a card."""
    return {"name": say(key), "text": text, "code": code}


def aims(seat: str, instrument: Any) -> list[dict[str, str]] | None:
    """Return what an instrument can be aimed at, None where there is no choice."""
    kinds = instrument.target_kinds
    tables = known.tables()
    if "country" in kinds or "mineral_country" in kinds:
        regions = [{"id": r, "name": places()[r]} for r in REGIONS]
        own = [{"id": c, "name": places()[c]} for c in tables.countries.ids if c not in REGIONS]
        return [*regions, *sorted(own, key=lambda one: one["name"])]
    if kinds == ("world",) or not kinds:
        return None
    wanted = {"maker": "chipmaker"}
    fitting = {wanted.get(kind, kind) for kind in kinds}
    return [
        {"id": s, "name": seat_name(s)}
        for s, kind in zip(tables.seats.ids, tables.seats["kind"], strict=True)
        if kind in fitting and s != seat
    ]


@functools.cache
def _acts() -> tuple[tuple[str, str, str, str, str], ...]:
    """Return the acts of the record that set an instrument: instrument, seat, date, words, confidence."""
    history = known.tables().history
    found = []
    for order in history.orders((), {}, {}):
        row = history.events.rows[history.events.index[order.event_id]]
        found.append(
            (
                order.instrument or "entity_list",
                order.seat,
                str(row["date"]),
                str(row["description"]),
                str(row["confidence"]),
            )
        )
    return tuple(dict.fromkeys(found))


def examples(instrument: str, seat: str) -> list[str]:
    """Return the latest acts of the record that set an instrument, by the seat before others."""
    own = [a for a in _acts() if a[0] == instrument]
    own.sort(key=lambda a: (a[1] == seat, a[2]), reverse=True)
    return list(dict.fromkeys(f"{date}: {text}" for _, _, date, text, _ in own))[:EXAMPLES]


def _grade(instrument: str) -> str:
    """Return how well the record supports an instrument: the confidence of its acts."""
    grades = sorted({grade for name, *_, grade in _acts() if name == instrument})
    return say("grade_acts", grades=", ".join(grades)) if grades else say("grade_none")
