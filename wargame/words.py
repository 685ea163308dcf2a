"""Orders in words that a class understands: an analyst's phrases (agents/wording.py) as sentences about a seat."""

from collections.abc import Sequence
from dataclasses import dataclass

from stackcraft.agents import wording
from stackcraft.model.codes import REGIONS
from stackcraft.model.dates import month_index, month_name
from stackcraft.model.declarations import BY_KIND
from stackcraft.model.orders import Order
from stackcraft.model.tables import Tables

CLASSES = {"frontier": "frontier", "cut_down": "cut-down", "light": "light", "chinese": "Chinese-made"}

CHANNELS = {
    "licensed": "licensed American chips", "smuggled": "smuggled chips", "domestic": "Chinese chips",
    "own": "chips of one's own design", "offshore": "compute rented abroad",
}  # fmt: skip
"""Channels of compute, as choices."""

PLACES = {
    "world": "every country", "gulf": "the Gulf", "asean": "Southeast Asia (ASEAN)", "europe": "Europe",
    "allies": "the allies",
}  # fmt: skip
"""Regions at which an order may aim, as choices."""

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip

MOST_NAMED = 3
"""Targets of one order that are named; of more only their number is told."""

UNDOING = {"suspended": "suspends", "rescinded": "rescinds", "unenforced": "no longer enforces"}
"""What is done to law that stands, by the state of law asked for."""

GROUPS = {
    "Chips for sale": (
        "license_regime", "license_volume_cap", "license_customer_cap", "license_inventory_only", "license_revenue_share",
        "tier", "quota_h100e", "performance_threshold", "density_threshold", "interconnect_threshold",
        "threshold_relative", "buy_domestic",
    ),
    "Tools, memory, design software": ("tool_control", "hbm_control", "eda_control", "foundry_rule"),
    "Firms, clouds and models": (
        "entity_list", "list_entity", "affiliates_rule", "regulatory_pressure", "use_ban", "end_use_rule",
        "remote_access_rule", "weights_rule",
    ),
    "Trade and money": ("tariff", "subsidy_chips", "self_reliance_push", "export_promotion", "stack_export", "compute_deal"),
    "Minerals": (),
    "Keeping the rules": ("enforcement", "compliance", "assurance"),
}  # fmt: skip
"""Headings under which long lists of forms are put; minerals by their name, all else is conduct."""

CONDUCT = "Your own conduct"


@dataclass(frozen=True)
class _Data:
    """What the analyst's phrases read of a run: its data."""

    tables: Tables


def group_of(form_id: str) -> str:
    """Return the heading of a form, by its instrument or kind of order."""
    if form_id.startswith("mineral_license"):
        return "Minerals"
    return next((title for title, ids in GROUPS.items() if form_id in ids), CONDUCT)


def name_of(target: str, tables: Tables) -> str:
    """Return the name of a country, seat, product, channel or region as a choice in a list."""
    if target in PLACES or target == "":
        return PLACES[target or "world"]
    for table in (tables.countries, tables.seats, tables.products):
        if target in table.index:
            return str(table["name"][table.index[target]]).partition(" (")[0]
    return CHANNELS.get(target, target.replace("_", " "))


def title_of(seat: str, tables: Tables) -> str:
    """Return a seat of the model as the subject of a sentence."""
    return wording.sentence_case(wording.name_of(_Data(tables), seat))


def names_of(targets: Sequence[str], tables: Tables) -> str:
    """Return targets as they stand within a sentence: by name up to three, by number beyond."""
    names = list(dict.fromkeys(_within(target, tables) for target in targets))
    if len(names) <= MOST_NAMED:
        return wording.join(names)
    if targets[0] not in tables.countries.index:
        return f"{len(names)} firms"
    others = len(tables.countries.ids) - len(names)
    return "the rest of the world" if others <= MOST_NAMED else f"{len(names)} countries"


def _within(target: str, tables: Tables) -> str:
    if target in REGIONS and target not in tables.countries.index:
        return PLACES.get(target, target)
    return wording.name_of(_Data(tables), target)


def order_words(order: Order, tables: Tables, targets: Sequence[str] = (), promised: bool = False) -> str:
    """Return an order as a sentence without a full stop.

    Args:
        order: The order.
        tables: The data.
        targets: All its targets where it stands for several orders.
        promised: Whether it is a promise in a package, not yet done.
    """
    return _sentence(order, tables, targets, promised).replace(" %", "\u00a0%")  # a figure keeps its sign beside it


def _sentence(order: Order, tables: Tables, targets: Sequence[str], promised: bool) -> str:
    who = title_of(order.seat, tables)
    if order.kind == "pass":
        return f"{who} does nothing"
    if order.kind == "message":
        return f"{who} sends a message"
    law = bool(order.instrument) and BY_KIND[order.kind].target == "instrument"
    if law and order.status in UNDOING:
        return f"{who} {UNDOING[order.status]} {_standing(order, tables, targets)}"
    text = _act(order, tables, targets)
    if law and order.in_force and order.in_force > order.month:
        text += f", from {spelled(month_index(order.in_force))}"
    if law and order.lapse:
        text += f", until {spelled(month_index(order.lapse))}"
    if promised:
        return (
            f"{who} promises {text.removeprefix('promise ')}"
            if text.startswith("promise ")
            else f"{who} promises to {text}"
        )
    if order.kind == "offer":
        return f"{who} offers to {text}"
    if order.kind == "threaten":
        return f"{who} threatens to {text}"
    if order.kind == "join":
        return f"{who} joins its ally to {text}"
    return f"{who} drafts a rule to {text}" if law and order.status == "drafted" else f"{who} {wording.does(text)}"


def promise_of(order: Order) -> Order:
    """Return a package's term as what its party would do; other orders as they are."""
    return order.model_copy(update={"seat": order.party, "kind": "set_rule"}) if order.party else order


def _act(order: Order, tables: Tables, targets: Sequence[str]) -> str:
    """Return what an order does, in the infinitive, with its amount."""
    return wording.act(_Data(tables), order, names_of(targets or (order.target,), tables))


def _standing(order: Order, tables: Tables, targets: Sequence[str]) -> str:
    """Return what of standing law an order touches: instrument, target, class."""
    instrument = tables.instruments[order.instrument]
    text = f"its {instrument.title[:1].lower()}{instrument.title[1:]}"
    if instrument.target_kind != "world":
        text += f" on {names_of(targets or (order.target,), tables)}"
    if instrument.uses_class:
        text += f" for {CLASSES[order.product_class or 'frontier']} chips"
    return text


def spelled(month: int) -> str:
    """Return a month, January 2022 = 0, as people write it: "June 2026"."""
    return f"{MONTHS[month % 12]} {month_name(month)[:4]}"


def span_words(first: str, last: str) -> str:
    """Return months from one to another, "YYYY-MM", as people write them: "January to March 2025"."""
    if first == last:
        return spelled(month_index(first))
    opens = spelled(month_index(first))
    return f"{opens.removesuffix(f' {last[:4]}')} to {spelled(month_index(last))}"
