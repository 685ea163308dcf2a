"""Cards of the network's actors: what they are and how they stand at the end of a run."""

from typing import Any

import numpy as np

from .known import places
from .text import say


def card(actor_id: str, run: Any, trade: Any) -> dict[str, Any] | None:
    """Return the card of an actor ("kind:name"), None for an unknown one.

    Args:
        actor_id: The actor, as `pictures.actors` names it.
        run: The run.
        trade: The year's trade.
    """
    kind, _, name = actor_id.partition(":")
    make = {
        "country": _country,
        "maker": _maker,
        "foundry": _foundry,
        "lab": _lab,
        "toolmaker": _tools,
        "memory": _memory,
    }
    table = _table(kind, run.tables)
    if kind not in make or name not in table.index:
        return None
    row = table.index[name]
    title = str(table["name"][row])
    facts = [{"name": say(key), "text": text, "code": False} for key, text in make[kind](run, trade, name, row)]
    return {"title": title, "about": say(f"about_{kind}"), "facts": facts, "aims": None, "classes": [], "examples": [],
            "matters": None, "target": "", "class": ""}  # fmt: skip


def _table(kind: str, tables: Any) -> Any:
    names = {"country": "countries", "maker": "makers", "foundry": "foundries", "lab": "labs", "memory": "memory"}
    return getattr(tables, names.get(kind, "toolmakers"))


def _country(run: Any, trade: Any, name: str, row: int) -> list[tuple[str, str]]:
    at = trade.month
    shares = [f"{say(f'scale_{s}')} {100 * float(run.series(f'chip_share_{s}', name)[at]):.0f} %" for s in ("us", "cn")]
    compute = float(run.series("training_us_h100e", name)[at] + run.series("training_cn_h100e", name)[at])
    lean = float(trade.lean[row])
    cards = trade.shipped[:, row].sum()
    seats = run.tables.seats
    strict = [
        (float(trade.control[g, row]), str(seats["name"][g]))
        for g in range(len(seats.ids))
        if trade.control[g, row] > 0.1
    ]
    controls = ", ".join(f"{who} ({100 * size:.0f} %)" for size, who in sorted(strict, reverse=True))
    return [
        ("node_shares", ", ".join(shares)),
        ("node_compute", say("thousand_h100e", amount=f"{compute:,.0f}")),
        ("node_bought", say("thousand_cards", amount=f"{cards:,.0f}")),
        ("node_lean", say("lean_cn" if lean > 0 else "lean_us", size=f"{100 * abs(lean):.0f}")),
        ("node_controls", controls or say("none")),
        ("node_leaks", f"{100 * float(trade.leaked[row]):.0f} %"),
    ]  # fmt: skip


def _maker(run: Any, trade: Any, name: str, row: int) -> list[tuple[str, str]]:
    own = np.asarray(run.state.products.maker) == row
    cards = trade.shipped[own].sum(axis=0)
    best = [run.tables.countries.ids[c] for c in np.argsort(-cards)[:3] if cards[c] > 0]
    year = slice(max(0, trade.month - 11), trade.month + 1)
    return [
        ("node_sold", say("thousand_cards", amount=f"{cards.sum():,.0f}")),
        ("node_buyers", ", ".join(places()[c] for c in best) or say("none")),
        ("node_revenue", say("usd_bn", amount=f"{float(run.series('revenue_usd_bn', name)[year].sum()):,.1f}")),
        ("node_rnd", say("usd_bn", amount=f"{float(run.series('rnd_usd_bn', name)[year].sum()):,.1f}")),
        ("node_source", str(run.tables.makers["source"][row])),
    ]


def _foundry(run: Any, trade: Any, name: str, row: int) -> list[tuple[str, str]]:
    products, f = run.state.products, run.state.foundries[row]
    cards = trade.shipped[np.asarray(products.foundry) == row].sum()
    return [
        ("node_made", say("thousand_cards", amount=f"{cards:,.0f}")),
        ("node_yield", f"{100 * float(f.yield_):.0f} %"),
        ("node_tools", f"{100 * float(f.tools):.0f} %"),
        ("node_source", str(run.tables.foundries["source"][row])),
    ]


def _lab(run: Any, trade: Any, name: str, row: int) -> list[tuple[str, str]]:
    lab = run.state.labs[row]
    parts = {key: float(lab[f"train_{key}"]) for key in ("licensed", "domestic", "asic", "offshore", "smuggled")}
    whole = sum(parts.values()) or 1.0
    mix = ", ".join(
        f"{say(f'channel_{key}')} {100 * part / whole:.0f} %" for key, part in parts.items() if part / whole > 0.005
    )
    return [
        ("node_effective", say("thousand_h100e", amount=f"{float(lab.effective):,.0f}")),
        ("node_mix", mix or say("none")),
        ("node_users", f"{100 * float(lab.users):.1f} %"),
        ("node_open", f"{100 * float(lab.open_weights):.0f} %"),
        ("node_source", str(run.tables.labs["source"][row])),
    ]


def _tools(run: Any, trade: Any, name: str, row: int) -> list[tuple[str, str]]:
    table = run.tables.toolmakers
    return [
        ("node_home", places()[run.tables.countries.ids[int(table["country"][row])]]),
        ("node_china_tools", f"{100 * float(table['share_china_2022'][row]):.0f} %"),
        ("node_source", str(table["source"][row])),
    ]


def _memory(run: Any, trade: Any, name: str, row: int) -> list[tuple[str, str]]:
    table, now = run.tables.memory, run.state.memory[row]
    return [
        ("node_home", places()[run.tables.countries.ids[int(table["country"][row])]]),
        ("node_stacks", say("thousand_stacks", amount=f"{float(now.supply):,.0f}")),
        ("node_source", str(table["source"][row])),
    ]
