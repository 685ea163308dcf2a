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
from stackcraft.viz.pictures.world import SHARE_TICKS, compute_shade, share_shade

from .frame import Head
from .pieces import Export
from .session import Shown, use_session
from .widgets import Card, Chart, Choice, Layers, packed

CARD_WORDS = ("close", "aim", "class", "matters", "examples")
STEMS = {"chips": "chip", "software": "platform", "models": "model"}
VIEWS = ("share", "alignment", "compute")
"""What can colour the map."""
COMPUTE_TICKS = {1e1: "10 k", 1e2: "100 k", 1e3: "1 M", 1e4: "10 M", 1e5: "100 M", 1e6: "1 G"}
"""Marks on the scale of compute, by thousand H100 equivalents."""
INSTALLED = tuple(f"{use}_{stack}_h100e" for use in ("training", "inference") for stack in ("us", "cn"))


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
    shows = view["map"] if view["map"] in VIEWS and has_trade(shown) else "share"
    layer, month = view["layer"], view["month"]
    frames = solara.use_memo(lambda: packed(frames_of(shown, layer, shows)), dependencies=[shown, layer, shows])
    option = solara.use_memo(lambda: map_of(shown, layer, shows), dependencies=[shown, layer, shows])
    title = say("world_label", view=say(f"map_{shows}"), layer=say(f"layer_{layer}"), month=month_shown(shown, month))
    with solara.Div(classes=["card", "world-card"]):
        with solara.Div(classes=["headrow"]):
            Head(say("world"), say(f"world_{shows}", layer=say(f"layer_{layer}")))
            if has_trade(shown):
                Choice(
                    name="map",
                    label=say("world_shows"),
                    options=[{"id": i, "name": say(f"map_{i}")} for i in VIEWS],
                    value=shows,
                    tabs=True,
                    event_chosen=lambda name: session.look(map=name),
                )
            Export("map", title, lambda: map_of(shown, layer, shows, month), stamp_of(shown.run, shown.changes))
        Chart(
            name="map",
            label=title,
            option=option,
            tokens=look.THEMES,
            height="min(400px, 54vw)",
            world=True,
            kind="map",
            frames=frames,
        )
        keys = "".join(
            f'<span><i class="line {kind}" style="border-color:var(--{token})"></i>{html.escape(say(f"flow_{kind}"))}</span>'
            for kind, token in flows.KINDS.items()
            if has_trade(shown)
        )
        solara.HTML(tag="div", classes=["legend", "world-legend"], unsafe_innerHTML=scale(shows) + keys)


def scale(shows: str) -> str:
    """Return the scale of the map's colours, with what its marks stand for."""
    if shows == "alignment":
        return f'<span class="scale">{html.escape(say("scale_us"))}<i></i>{html.escape(say("scale_cn"))}</span>'
    if shows == "compute":
        ticks = [(float(compute_shade(amount)), text) for amount, text in COMPUTE_TICKS.items()]
    else:
        ticks = [((1 + float(share_shade(100.0 - part, part))) / 2, str(part)) for part in SHARE_TICKS]
    marks = "".join(f'<b style="left:{100 * at:.1f}%">{text}</b>' for at, text in ticks)
    unit = html.escape(say(f"scale_{shows}"))
    return f'<span class="scale marked {shows}"><i class="num">{marks}</i>{unit}</span>'


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
    label = say("network_label", month=shown.run.calendar[trade.month])
    with solara.Div(classes=["card", "network-card"]):
        with solara.Div(classes=["headrow"]):
            Head(say("network"), say("network_note", year=shown.run.calendar[trade.month][:4]))
            Export("network", label, option, stamp_of(shown.run, shown.changes))
        Layers(
            name="network",
            label=say("network_layers"),
            options=[{"id": name, "name": say(f"layer_{name}")} for name in network.LAYERS],
            value=list(layers),
            event_chosen=lambda names: session.look(network=".".join(names) or "none"),
        )
        if not option["series"][0]["data"]:
            solara.HTML(tag="p", classes=["empty"], unsafe_innerHTML=html.escape(say("network_empty")))
        with solara.Div(
            classes=["swept"], attributes={"tabindex": "0", "role": "region", "aria-label": say("network")}
        ):
            Chart(
                name="network",
                label=label,
                option=option,
                tokens=look.THEMES,
                height="400px",
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


def month_shown(shown: Shown, month: str) -> str:
    """Return the month on screen: the one chosen, the last without one."""
    return month if month in shown.run.calendar else str(shown.run.calendar[-1])


def map_of(shown: Shown, layer: str, shows: str, month: str = "") -> dict[str, Any]:
    """Return the map at a month, at the end of the run without one."""
    run, stem = shown.run, STEMS[layer]
    at = list(run.calendar).index(month_shown(shown, month))
    if not has_trade(shown):
        return pictures.stack_map(run, at, layer=stem)
    trade = trade_at(shown, month)
    lean = lean_of(shown, trade) if shows == "alignment" else None
    compute = {row: float(sums[at]) for row, sums in compute_of(run).items()} if shows == "compute" else None
    arcs = flows.arcs(run, flows_of(shown, trade), flow_names())
    return pictures.stack_map(run, at, layer=stem, lean=lean, compute=compute, arcs=arcs)


def frames_of(shown: Shown, layer: str, shows: str) -> dict[str, Any]:
    """Return what the map shows in every month: shares and shades by country, and lean and flows by year."""
    run, stem = shown.run, STEMS[layer]
    rows, us, cn = pictures.shares_on_map(run, stem)
    compute = compute_of(run) if shows == "compute" else {}
    shades = np.stack([compute_shade(compute[row]) for row in rows]) if compute else share_shade(us, cn)
    trades = getattr(run, "trades", ())
    arcs = [flows.arcs(run, flows_of(shown, trade), flow_names()) for trade in trades]
    return {
        "months": len(run.calendar),
        "shares": dict(zip(rows, np.rint(np.stack([us, cn], axis=1)).astype(int).tolist(), strict=True)),
        "shades": dict(zip(rows, np.rint(1000 * shades).astype(int).tolist(), strict=True)),
        "compute": {row: np.rint(amounts).astype(int).tolist() for row, amounts in compute.items()} or None,
        "years": [trade.month for trade in trades],
        "lean": [lean_of(shown, trade) for trade in trades] if shows == "alignment" else [],
        "flows": [{one["id"]: one["data"] for one in year} for year in arcs],
    }


def compute_of(run: Any) -> dict[str, Any]:
    """Return installed compute by country and month [thousand H100 equivalents]."""
    return {
        row: sum(np.asarray(run.series(name, row), dtype=float) for name in INSTALLED)
        for row in pictures.rows_on_map(run)
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
