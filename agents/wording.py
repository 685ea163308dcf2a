"""Wording: orders and reasons in words, as an analyst would put them."""

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from stackcraft.model.allocation import NO_QUOTA
from stackcraft.model.codes import CHIPMAKER, FOUNDRY, LAB, SEAT_KINDS
from stackcraft.model.orders import Order

Pair = tuple[str, str]

GOVERNMENTS: Mapping[str, Pair] = {
    "security": ("it holds the rival's capability back", "it lets the rival's capability grow"),
    "commerce": ("it helps home industry sell", "it costs home industry sales"),
    "diffusion": ("it spreads its own stack, or frees it from the other's",
                  "it holds back its own stack, or ties it to the other's"),
    "alliance": ("it pleases partners", "it strains partners"),
    "pain": ("it eases shortages and tariffs at home", "it brings shortages, tariffs or an answer that hurts"),
    "leverage": ("it gains leverage for talks", "it gives leverage away"),
    "reciprocity": ("it answers what was done to it, in proportion", "it goes beyond what was done to it"),
    "audience": ("it looks tough to its audience", "it looks weak to its audience"),
    "lobbying": ("firms with access ask for it", "firms with access oppose it"),
    "trust": ("it keeps its word", "it breaks or bends its word"),
    "capacity": ("it is easy to do", "it takes effort and political capital"),
}  # fmt: skip
"""Why a goal speaks for an order of a government or legislature, and why against it."""

BEIJING: Mapping[str, Pair] = {
    **GOVERNMENTS,
    "security": ("it keeps or gains compute that the country's labs can use", "it costs compute that its labs can use"),
    "diffusion": ("it frees the country from foreign chips or spreads its own",
                  "it deepens dependence on foreign chips, or costs their users"),
}  # fmt: skip

CHIPMAKERS: Mapping[str, Pair] = {
    **GOVERNMENTS,
    "security": ("it strengthens the country", "it weakens the country"),
    "commerce": ("it promises revenue", "it costs revenue"),
    "diffusion": ("it places more cards and keeps developers on its platform", "it places fewer cards"),
    "alliance": ("it serves the home stack", "it goes against the home stack"),
    "audience": ("it stays out of the hawks' sight", "hawks in Congress would resent it"),
    "trust": ("it lowers the risk of stranded stock", "it risks stock that a rule may strand"),
    "capacity": ("it saves money and effort", "it costs money and effort"),
}

LABS: Mapping[str, Pair] = {
    **GOVERNMENTS,
    "security": ("it brings better models", "it slows its models down"),
    "commerce": ("it serves paying users", "it costs revenue from users"),
    "diffusion": ("it wins users everywhere", "it costs users elsewhere"),
    "alliance": ("it serves the home stack", "it goes against the home stack"),
    "trust": ("it is safer against a loss of supply or a breach of law",
              "it is exposed to a loss of supply or a breach of law"),
    "capacity": ("it frees engineers and money", "it costs engineers and money"),
}  # fmt: skip

RUNGS: Mapping[str, tuple[str, ...]] = {
    "tier": ("take {target} out of the tiers", "put {target} in the first tier, nearly free",
             "put {target} in the second tier, under a cap", "put {target} in the third tier, denied"),
    "license_regime": ("free {chips} for {target} from licenses", "license {chips} for {target} case by case",
                       "deny licenses for {chips} for {target} by default", "ban {chips} for {target}"),
    "license_inventory_only": ("let {chips} be made for {target} again", "let {target} have only {chips} already made"),
    "tool_control": ("lift tool controls toward {target}", "deny {target} tools for extreme ultraviolet",
                     "deny {target} advanced immersion tools as well",
                     "deny {target} all immersion and deposition tools", "deny {target} tools, service and parts"),
    "entity_list": ("take {target} off the entity list", "put {target} on the entity list"),
    "affiliates_rule": ("withdraw the rule on affiliates", "extend listings to firms that listed ones own"),
    "remote_access_rule": ("leave renting abroad free", "have renting abroad reported", "license renting abroad",
                           "ban renting abroad"),
    "hbm_control": ("let high-bandwidth memory go to {target} again", "bar high-bandwidth memory to {target}"),
    "eda_control": ("let design software go to {target} again", "bar design software to {target}"),
    "buy_domestic": ("lift guidance against {chips}", "advise buyers against {chips}",
                     "bind state buyers to refuse {chips}", "tell all buyers to refuse {chips}"),
    "mineral_license": ("free {mineral} for {target} from licenses", "ask exporters of {mineral} to {target} to report",
                        "license {mineral} for {target}", "license {mineral} for {target} tightly",
                        "embargo {mineral} toward {target}"),
    "self_reliance_push": ("end its push for self-reliance", "push for self-reliance as usual",
                           "push hard for self-reliance", "push for self-reliance at any cost"),
}  # fmt: skip
"""Acts on instruments that have rungs, by rung, in the infinitive."""

LADDERS: Mapping[str, tuple[str, ...]] = {
    "license_regime": ("free", "case by case", "presumption of denial", "ban"),
    "buy_domestic": ("none", "advice", "binds state buyers", "ban on foreign chips"),
    "mineral_license": ("free", "reporting", "licensing", "tight licensing", "embargo"),
    "remote_access_rule": ("off", "reporting", "licensing", "banned"),
    "tool_control": ("none", "newest tools", "advanced tools", "most tools", "all tools and service"),
    "tier": ("no tier", "tier 1, unrestricted", "tier 2, capped", "tier 3, denied"),
    "self_reliance_push": ("none", "as usual", "strong", "all-out"),
}
"""Names of the rungs of instruments that are ladders, from 0 on."""

AMOUNTS: Mapping[str, Pair] = {
    "quota_h100e": ("cap {target} at {n} thousand H100e a year", "lift the quota of {target}"),
    "performance_threshold": ("draw the line at {n} TPP", "give up the performance threshold"),
    "density_threshold": ("draw a line at a density of {n} TPP/mm2", "give up the density threshold"),
    "interconnect_threshold": ("count links of {n} GB/s and more", "drop links from what the line counts"),
    "threshold_relative": ("let the line follow {percent} of the best card on sale", "make the line absolute again"),
    "license_volume_cap": ("cap {chips} for {target} at {percent} of home sales",
                           "lift the cap on {chips} for {target}"),
    "license_customer_cap": ("cap {chips} at {n} thousand a year for a buyer in {target}",
                             "lift the cap on {chips} for buyers in {target}"),
    "license_revenue_share": ("take {percent} of the revenue from {chips} for {target}",
                              "take no share of revenue from {chips} for {target}"),
    "use_ban": ("warn users of Chinese chips anywhere of sanctions, at {force}", "drop the warning to users of Chinese chips"),
    "end_use_rule": ("bar US chips and clouds from training Chinese models, at {force}", "drop the end-use rule"),
    "weights_rule": ("control the weights of closed models, at {force}", "drop the rule on model weights"),
    "foundry_rule": ("take advanced dies from foundries to be restricted, at {force}", "drop the rule on foundries"),
    "enforcement": ("set enforcement at {effort}", "give up its enforcement effort"),
    "compliance": ("ask for audits and disclosure to {extent}", "ask for no audits or disclosure"),
    "export_promotion": ("promote the American stack in {target} at {force}", "stop promoting the American stack in {target}"),
    "tariff": ("set its tariff on {target} at {percent}", "drop its added tariff on {target}"),
    "subsidy_chips": ("put USD {n} bn a year into chips at home", "end its chip subsidies"),
    "regulatory_pressure": ("press {target} with probes and customs checks, at {force}", "let up on {target}"),
    "stack_export": ("back exports of the Chinese stack to {target} with credit, at {force}",
                     "end credit for exports to {target}"),
    "assurance": ("give assurances against diversion, at {force}", "give up its assurances"),
    "compute_deal": ("promise {target} {n} thousand H100e a year", "end its deal for compute with {target}"),
}  # fmt: skip
"""Acts on instruments that have amounts, and what their neutral value means, in the infinitive."""

FREE: Mapping[str, float] = {"quota_h100e": NO_QUOTA, "license_customer_cap": NO_QUOTA, "license_volume_cap": 1.0}
"""Caps, with the value from which on they bind nobody."""

ONES_OWN: Mapping[str, str] = {
    "lobby": "spend USD {n} mn a month on lobbying {target}",
    "price": "ask {percent} of list prices",
    "allocate": "rank Chinese orders at {n} times their usual weight",
    "book": "book {percent} of the wafers it planned",
    "launch": "bring {target} forward by {months}",
    "train": "put {percent} of its compute into training",
    "port": "put {percent} of its engineers on {platforms}",
    "buy": "give {channel} {n} times the usual weight",
    "stand_down": "hold new measures back for {months}",
}
"""Orders of other kinds, in the infinitive."""

RELEASES = ((0.25, "keep its weights to itself"), (0.75, "open part of its weights"), (math.inf, "publish its weights"))
"""What a lab does with its weights, by the highest openness that means so, in the infinitive."""

CHANNELS: Mapping[str, str] = {
    "licensed": "licensed American chips", "smuggled": "smuggled chips", "domestic": "Chinese chips",
    "own": "chips of its own design", "offshore": "compute rented abroad",
}  # fmt: skip

CHIPS: Mapping[str, str] = {
    "frontier": "frontier chips", "cut_down": "cut-down chips", "light": "light cards", "chinese": "Chinese chips",
}  # fmt: skip

ARTICLE = ("United ", "European Union", "Netherlands", "Philippines", "Rest of ", "Government of ")
"""Beginnings of names that take an article."""

MOST_NAMED = 4
"""Targets of one act that are named; of more the first are, and the rest counted."""

MINERALS = "mineral_license"
"""Beginning of the instruments of which there is one for each mineral."""

IRREGULAR: Mapping[str, str] = {"have": "has", "embargo": "embargoes", "press": "presses"}


def argument(run: Any, seat: str, goal: str, value: float) -> str:
    """Return what a goal says for (value above 0) or against an order of a seat."""
    kind = SEAT_KINDS.index(run.tables.seats["kind"][run.tables.seats.index[seat]])
    words = LABS if kind == LAB else CHIPMAKERS if kind in (CHIPMAKER, FOUNDRY) else GOVERNMENTS
    return (BEIJING if seat == "cn" else words)[goal][0 if value > 0.0 else 1]


def name_of(run: Any, seat: str) -> str:
    """Return the short name of a country, a seat or a product; "everyone" for the world."""
    if seat in ("", "world", "all"):
        return "everyone"
    tables = run.tables
    for table in (tables.countries, tables.seats, tables.products):
        if seat in table.index:
            name = str(table["name"][table.index[seat]]).split(" (")[0]
            return f"the {lower(name) if name.startswith('Rest of ') else name}" if name.startswith(ARTICLE) else name
    return seat


def rungs_of(instrument_id: str) -> tuple[str, ...]:
    """Return the names of an instrument's rungs, empty if it is no ladder."""
    return LADDERS.get(_family(instrument_id), ())


def acts(run: Any, orders: Iterable[Order]) -> list[str]:
    """Return what some orders do, in the infinitive; those that do the same to many are one: "free A, B and 9 more"."""
    alike: dict[tuple[Any, ...], list[Order]] = {}
    for order in orders:
        alike.setdefault((order.kind, order.instrument, order.product_class, order.value), []).append(order)
    told = []
    for group in alike.values():
        names = list(dict.fromkeys(name_of(run, order.target) for order in group))
        if len(names) > MOST_NAMED:
            names = [*names[: MOST_NAMED - 1], f"{len(names) - MOST_NAMED + 1} more"]
        told.append(act(run, group[0], join(names)))
    return list(dict.fromkeys(told))


def act(run: Any, order: Order, target: str = "") -> str:
    """Return what an order does, in the infinitive: "set its tariff on China at 54 %"; `target` names its target."""
    instrument, value = order.instrument or ("assurance" if order.kind == "assure" else ""), order.value
    words = {
        "target": target or name_of(run, order.target), "n": f"{value:,.3g}" if value < 1e3 else f"{value:,.0f}",
        "percent": f"{100.0 * value:.0f} %", "force": strength_text(value),
        "effort": strength_text(value, "effort"), "extent": strength_text(value, "extent"),
        "chips": CHIPS.get(order.product_class, "chips"), "mineral": "",
        "channel": CHANNELS.get(order.target, order.target), "months": _months(value),
    }  # fmt: skip
    words["platforms"] = "its software" if order.seat in run.tables.makers.index else "Chinese platforms"
    if order.kind == "list_entity":
        return RUNGS["entity_list"][int(value > 0.0)].format(**words)
    if order.kind == "buy" and value in (0.0, 1.0):
        return f"give up {words['channel']}" if value == 0.0 else f"give {words['channel']} the usual weight"
    if order.kind == "release":
        return next(words for highest, words in RELEASES if value <= highest)
    if order.kind == "stand_down" and value == 0.0:
        return "take new measures again"
    if not instrument:
        return ONES_OWN.get(order.kind, order.kind.replace("_", " ")).format(**words)
    family = _family(instrument)
    if family == MINERALS:
        names = run.tables.minerals
        words["mineral"] = lower(str(names["name"][names.index[instrument.removeprefix(f"{MINERALS}_")]]).split(",")[0])
    if family in RUNGS:
        return RUNGS[family][min(len(RUNGS[family]) - 1, max(0, round(value)))].format(**words)
    if family in AMOUNTS:
        some, none = AMOUNTS[family]
        idle = value >= FREE[family] if family in FREE else value == 0.0
        return (none if idle and none else some).format(**words)
    return f"set {lower(run.tables.instruments[instrument].title)} for {words['target']} to {words['n']}"


def does(phrase: str) -> str:
    """Return an infinitive in the third person: "deny" becomes "denies"."""
    verb, _, rest = phrase.partition(" ")
    if verb in IRREGULAR:
        verb = IRREGULAR[verb]
    elif verb.endswith("y") and verb[-2:-1] not in "aeiou":
        verb = f"{verb[:-1]}ies"
    else:
        verb += "es" if verb.endswith(("s", "sh", "ch", "x")) else "s"
    return f"{verb} {rest}".rstrip()


def once(acts: list[str]) -> list[str]:
    """Return acts in which what the first names, such as "frontier chips for China", is "them" in the others."""
    found = re.search(r"(\S+ (?:chips|cards)) for ((?:the )?(?:[A-Z]\w+ ?)+)", acts[0])
    if not found:
        return acts
    return [acts[0], *(one.replace(found[0].strip(), "them") for one in acts[1:])]


def sentence_case(text: str) -> str:
    """Return a text with a capital at its beginning, unless a name such as xAI stands there."""
    return text if text[1:2].isupper() else text[:1].upper() + text[1:]


def join(parts: list[str]) -> str:
    """Return parts as a list in words: "a, b and c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _family(instrument_id: str) -> str:
    """Return the instrument, or what it is one of for each mineral."""
    return MINERALS if instrument_id.startswith(MINERALS) else instrument_id


def strength_text(value: float, what: str = "strength") -> str:
    """Return a strength [0, 1] in words: "half strength", "80 % of full strength", "full strength"."""
    percent = round(100.0 * value)
    return f"full {what}" if percent >= 100 else f"half {what}" if percent == 50 else f"{percent} % of full {what}"


def _months(value: float) -> str:
    """Return a span of time: "1 month", "6 months"."""
    return "1 month" if value == 1.0 else f"{value:g} months"


def lower(title: str) -> str:
    """Return a title as it stands within a sentence."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


__all__ = [
    "BEIJING",
    "CHIPMAKERS",
    "GOVERNMENTS",
    "LABS",
    "act",
    "acts",
    "argument",
    "does",
    "join",
    "lower",
    "name_of",
    "once",
    "rungs_of",
    "sentence_case",
    "strength_text",
]
