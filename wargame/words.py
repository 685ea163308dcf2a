"""Orders in words that a class understands: names instead of ids, rungs instead of numbers."""

from collections.abc import Sequence

from stackcraft.model.codes import REGIONS
from stackcraft.model.declarations import BY_KIND
from stackcraft.model.instruments import Instrument
from stackcraft.model.orders import Order
from stackcraft.model.tables import Tables

RUNGS: dict[str, tuple[str, ...]] = {
    "license_regime": ("free", "case by case", "presumption of denial", "ban"),
    "buy_domestic": ("none", "advice", "binds state buyers", "ban on foreign chips"),
    "mineral_license": ("free", "reporting", "licensing", "tight licensing", "embargo"),
    "remote_access_rule": ("off", "reporting", "licensing", "banned"),
    "tool_control": ("none", "newest tools", "advanced tools", "most tools", "all tools and service"),
    "tier": ("no tier", "tier 1, unrestricted", "tier 2, capped", "tier 3, denied"),
    "self_reliance_push": ("none", "as usual", "strong", "all-out"),
}
"""Names of the rungs of instruments that are ladders, from 0 on."""

SHARES = ("share", "ad valorem", "share of home volume", "share of frontier")
"""Units that are told as per cent."""

CLASSES = {"frontier": "frontier", "cut_down": "cut-down", "light": "light", "chinese": "Chinese-made"}

DOES = {
    "lobby": "lobbies {target} with ${value} million a month",
    "price": "prices at {percent} of list",
    "allocate": "ranks Chinese orders at {value} against the rest",
    "book": "books {percent} of its planned wafers",
    "launch": "brings {target} forward by {value} months",
    "train": "trains with {percent} of its compute",
    "buy": "weighs {target} compute at {value}",
    "port": "ports with {percent} of its engineers",
    "release": "releases open weights at {percent} of its capability",
    "assure": "gives assurances against diversion, strength {value}",
    "stand_down": "holds back new measures for {value} months",
    "pass": "does nothing",
}
"""Conduct in words, by kind of order."""


def rungs_of(instrument_id: str) -> tuple[str, ...]:
    """Return the names of an instrument's rungs, empty if it is no ladder."""
    return RUNGS.get("mineral_license" if instrument_id.startswith("mineral_license") else instrument_id, ())


def value_words(instrument: Instrument, value: float) -> str:
    """Return a value of an instrument as people say it."""
    rungs = rungs_of(instrument.instrument_id)
    if rungs and value == int(value) and 0 <= value < len(rungs):
        return rungs[int(value)]
    if instrument.unit == "flag":
        return "on" if value >= 0.5 else "off"
    if instrument.unit in SHARES:
        return f"{value:.0%}"
    if instrument.unit == "strength":
        return f"strength {value:g}"
    return f"{value:,.0f} {instrument.unit}" if value >= 1000 else f"{value:g} {instrument.unit}"


def name_of(target: str, tables: Tables) -> str:
    """Return the name of a country, seat or product, as people say it."""
    if target in ("", "world"):
        return "all"
    if target in tables.countries.index:
        return str(tables.countries["name"][tables.countries.index[target]]).partition(" (")[0]
    if target in tables.seats.index:
        return str(tables.seats["name"][tables.seats.index[target]])
    if target in tables.products.index:
        return str(tables.products["name"][tables.products.index[target]])
    if target in REGIONS:
        return {"us": "the United States", "cn": "China", "rest": "the rest of the world"}.get(target, f"the {target}")
    return target.replace("_", " ")


def title_of(seat: str, tables: Tables) -> str:
    """Return a seat of the model as the subject of a sentence."""
    name = str(tables.seats["name"][tables.seats.index[seat]])
    for opening in ("Government of the ", "Government of "):
        name = name.removeprefix(opening)
    return "The United States" if seat == "us" else name


def names_of(targets: Sequence[str], tables: Tables) -> str:
    """Return targets as people list them: by name up to three, by number beyond."""
    names = list(dict.fromkeys(name_of(target, tables) for target in targets))
    if len(names) > 3:
        return f"{len(names)} countries" if targets[0] in tables.countries.index else f"{len(names)} firms"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def order_words(order: Order, tables: Tables, targets: Sequence[str] = ()) -> str:
    """Return an order as a sentence without a full stop.

    Args:
        order: The order.
        tables: The data.
        targets: All its targets where it stands for several orders.
    """
    who = title_of(order.seat, tables)
    if order.kind == "list_entity":
        names = names_of(targets or (order.target,), tables)
        return (
            f"{who} puts {names} on the entity list"
            if order.value >= 0.5
            else f"{who} takes {names} off the entity list"
        )
    if order.instrument and BY_KIND[order.kind].target == "instrument":
        return f"{who} {_law_verb(order)} {law_words(order, tables, targets)}"
    text = DOES.get(order.kind, BY_KIND[order.kind].does)
    target = name_of(order.target, tables)
    return f"{who} " + text.format(target=target, value=f"{order.value:g}", percent=f"{order.value:.0%}")


def _law_verb(order: Order) -> str:
    if order.kind == "threaten":
        return "threatens:"
    if order.kind == "offer":
        return "would set:" if order.party else "offers:"
    if order.kind == "join":
        return "joins:"
    return {"suspended": "suspends:", "rescinded": "rescinds:", "unenforced": "no longer enforces:",
            "drafted": "drafts:"}.get(order.status, "sets:")  # fmt: skip


def law_words(order: Order, tables: Tables, targets: Sequence[str] = ()) -> str:
    """Return what of law an order touches: instrument, target, class, value, end."""
    instrument = tables.instruments[order.instrument]
    text = instrument.title
    if instrument.target_kind != "world":
        text += f" on {names_of(targets or (order.target,), tables)}"
    if instrument.uses_class:
        text += f" for {CLASSES[order.product_class or 'frontier']} chips"
    if order.status not in ("suspended", "rescinded", "unenforced"):
        text += f": {value_words(instrument, order.value)}"
    return text + (f", until {order.lapse}" if order.lapse else "")
