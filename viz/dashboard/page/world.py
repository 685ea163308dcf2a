"""The map with its flows of chips, and the network of actors."""

import html
from typing import Any

import numpy as np
import solara

from stackcraft.viz import look, pictures
from stackcraft.viz.dashboard import node_cards
from stackcraft.viz.dashboard.known import places
from stackcraft.viz.dashboard.stamps import stamp_of
from stackcraft.viz.dashboard.text import say, words
from stackcraft.viz.pictures import actors as network
from stackcraft.viz.pictures import flows

from .frame import Head
from .pieces import Export
from .session import Shown, use_session
from .widgets import Card, Chart, Choice, Layers, packed

CARD_WORDS = ("close", "aim", "class", "matters", "examples")
STEMS = {"chips": "chip", "software": "platform", "models": "model"}


@solara.component
def World() -> None:
    """Show the map: stack share or alignment by country, and chips on their way."""
    shown = use_session().settled.value
    if shown is not None:
        Map(shown)


@solara.component
def Map(shown: Shown) -> None:
    """Draw the map of a run."""
    session = use_session()
    view = session.view.value
    felt = view["map"] == "alignment" and has_trade(shown)
    stem = STEMS[view["layer"]]
    frames = solara.use_memo(lambda: packed(frames_of(shown, stem, felt)), dependencies=[shown, stem, felt])
    option = solara.use_memo(lambda: map_of(shown, stem, felt), dependencies=[shown, stem, felt])
    with solara.Div(classes=["card", "world-card"]):
        with solara.Div(classes=["headrow"]):
            Head(say("world"), say(f"world_{view['map']}"))
            if has_trade(shown):
                Choice(
                    name="map",
                    label=say("world_shows"),
                    options=[{"id": i, "name": say(f"map_{i}")} for i in ("share", "alignment")],
                    value=view["map"],
                    tabs=True,
                    event_chosen=lambda name: session.look(map=name),
                )
            Export("map", say("world_label"), option, stamp_of(shown.run, shown.changes))
        Chart(
            name="map",
            label=say("world_label"),
            option=option,
            tokens=look.THEMES,
            height="330px",
            world=True,
            kind="map",
            frames=frames,
        )
        scale = f'<span class="scale">{html.escape(say("scale_us"))}<i></i>{html.escape(say("scale_cn"))}</span>'
        keys = "".join(
            f'<span><i class="line {kind}" style="border-color:var(--{token})"></i>{html.escape(say(f"flow_{kind}"))}</span>'
            for kind, token in flows.KINDS.items()
            if has_trade(shown)
        )
        solara.HTML(tag="div", classes=["legend"], unsafe_innerHTML=scale + keys)


@solara.component
def Actors() -> None:
    """Show the network of actors; layers can be switched, a node opens its card."""
    shown = use_session().settled.value
    if shown is not None and has_trade(shown):
        Network(shown)


@solara.component
def Network(shown: Shown) -> None:
    """Draw the network of a run."""
    session = use_session()
    view = session.view.value
    picked, set_picked = solara.use_state("")
    layers = tuple(name for name in network.LAYERS if name in view["network"].split("."))
    trade = trade_at(shown, view["month"])

    def draw() -> dict[str, Any]:
        names = {name: say(f"layer_{name}") for name in network.LAYERS} | {k: say(f"kind_{k}") for k in network.COLUMNS}
        return network.actors_picture(shown.run, trade, layers, trade.month, names=names)

    option = solara.use_memo(draw, dependencies=[shown, layers, trade.month])
    with solara.Div(classes=["card", "network-card"]):
        with solara.Div(classes=["headrow"]):
            Head(say("network"), say("network_note", year=shown.run.calendar[trade.month][:4]))
            Export("network", say("network_label"), option, stamp_of(shown.run, shown.changes))
        Layers(
            name="network",
            label=say("network_layers"),
            options=[{"id": name, "name": say(f"layer_{name}")} for name in network.LAYERS],
            value=list(layers),
            event_chosen=lambda names: session.look(network=".".join(names) or "none"),
        )
        if not option["series"][0]["data"]:
            solara.HTML(tag="p", classes=["empty"], unsafe_innerHTML=html.escape(say("network_empty")))
        Chart(
            name="network",
            label=say("network_label"),
            option=option,
            tokens=look.THEMES,
            height="322px",
            event_picked=set_picked,
        )
        Card(
            name="actor-card",
            card=node_cards.card(picked, shown.run, trade) if picked else None,
            words=words(*CARD_WORDS),
            event_close=lambda _: set_picked(""),
            event_aim=lambda _: None,
        )


def has_trade(shown: Shown) -> bool:
    """Return whether a run knows who ships to whom."""
    return bool(getattr(shown.run, "trades", ()))


def trade_at(shown: Shown, month: str) -> Any:
    """Return the trade of the year in which a month lies, the last without one."""
    trades = shown.run.trades
    calendar = list(shown.run.calendar)
    at = calendar.index(month) if month in calendar else len(calendar) - 1
    return next((trade for trade in trades if trade.month >= at), trades[-1])


def map_of(shown: Shown, stem: str, felt: bool) -> dict[str, Any]:
    """Return the map at the end of the run."""
    if not has_trade(shown):
        return pictures.stack_map(shown.run, layer=stem)
    lean = lean_of(shown, shown.run.trades[-1]) if felt else None
    arcs = flows.arcs(shown.run, flows_of(shown, shown.run.trades[-1]), flow_names())
    return pictures.stack_map(shown.run, layer=stem, lean=lean, arcs=arcs)


def frames_of(shown: Shown, stem: str, felt: bool) -> dict[str, Any]:
    """Return what the map shows in every month: shares by country, and lean and flows by year."""
    run = shown.run
    known = set(run.entities(f"{stem}_share_us"))
    rows = [row for row in dict.fromkeys(row for _, row in pictures.map_places()) if row in known]
    shares = {
        row: [np.rint(100 * run.series(f"{stem}_share_{stack}", row)).astype(int).tolist() for stack in ("us", "cn")]
        for row in rows
    }
    trades = getattr(run, "trades", ())
    arcs = [flows.arcs(run, flows_of(shown, trade), flow_names()) for trade in trades]
    return {
        "months": len(run.calendar),
        "shares": shares,
        "years": [trade.month for trade in trades],
        "lean": [lean_of(shown, trade) for trade in trades] if felt else [],
        "flows": [{one["id"]: one["data"] for one in year} for year in arcs],
    }


def lean_of(shown: Shown, trade: Any) -> dict[str, float]:
    """Return alignment by country, −100 (US) to +100 (China)."""
    ids = shown.run.tables.countries.ids
    return {c: round(100 * float(lean)) for c, lean in zip(ids, trade.lean, strict=True)}


def flows_of(shown: Shown, trade: Any) -> list[flows.Flow]:
    """Return the flows of the year up to a sample."""
    year = slice(max(0, trade.month - 11), trade.month + 1)
    return flows.flows(shown.run, trade, float(shown.run.series("smuggled_units", "cn")[year].sum()))


def flow_names() -> dict[str, str]:
    """Return the names of kinds of flow and of countries."""
    return {**places(), **{kind: say(f"flow_{kind}") for kind in flows.KINDS}}
