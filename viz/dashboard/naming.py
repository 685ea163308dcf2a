"""Changes in words: what a single change is called, and what it says."""

from . import known
from .cards import seat_name
from .catalogue import lever_of
from .changes import Changes, Part
from .known import places
from .text import say


def part_name(part: Part) -> str:
    """Return what a change is called on screen."""
    if part.kind == "events":
        events = known.tables().history.events
        return str(events["description"][events.index[part.name]]) if part.name in events.index else part.name
    if part.kind == "offices":
        return say("who_decides", seat=seat_name(part.name))
    lever = lever_of(part.name)
    if part.kind == "parameters":
        return lever.title
    _, _, target, *_ = part.name.split(".")
    seat = part.name.partition(".")[0]
    return say("decree_name", seat=seat_name(seat), title=lever.title, target=places().get(target) or seat_name(target))


def part_words(part: Part, changes: Changes) -> str:
    """Return what a change sets, in words; empty if it isn't among the changes."""
    name = part.name
    if part.kind == "parameters" and name in changes.parameters:
        lever = lever_of(name)
        return f"{lever.default:g} → {changes.parameters[name]:g} {lever.unit}".rstrip()
    if part.kind == "decrees" and name in changes.decrees:
        lever, decree = lever_of(name), changes.decrees[name]
        return say("decree_words", value=value_words(lever.rungs, lever.unit, decree.value), month=decree.month)
    if part.kind == "offices" and name in changes.offices:
        office = changes.offices[name]
        return (
            say("office_from", strategy=_title(office.strategy), month=office.month)
            if office.month
            else _title(office.strategy)
        )
    if name in changes.drop:
        return say("event_dropped")
    said = [say("event_moved", date=changes.move[name])] if name in changes.move else []
    said += [say("event_resized", factor=f"{changes.resize[name]:g}")] if name in changes.resize else []
    return ", ".join(said)


def value_words(rungs: tuple[str, ...], unit: str, value: float) -> str:
    """Return a value in words: its rung, per cent, or a number with its unit."""
    if rungs and 0 <= round(value) < len(rungs):
        return rungs[round(value)]
    if unit in ("share", "ad valorem"):
        return f"{100 * value:.3g} %"
    return f"{value:g} {unit}".strip() if unit != "strength" else f"{value:g}"


def _title(strategy: str) -> str:
    from stackcraft.agents.strategies import registry

    return registry()[strategy].title
