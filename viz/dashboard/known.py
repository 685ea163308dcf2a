"""What there is to choose from and what a link may name: scenarios, seats, strategies, instruments, events."""

import functools
from typing import Any, Final

from stackcraft.agents.strategies import registry
from stackcraft.model.codes import CLASSES, REGIONS
from stackcraft.model.parameters import Parameter, load_parameters
from stackcraft.model.scenario import load_scenario, scenario_names
from stackcraft.model.tables import Tables, load_tables

from . import overlays
from .link import Known
from .pages import PAGES

LAYERS: Final = ("chips", "software", "models")
OPENING: Final = {"region": "world", "layer": "chips", "month": "", "map": "share", "network": "supply.sales"}
"""The view of an untouched page."""
ANY_GOVERNMENT: Final = "any_government"


@functools.cache
def tables() -> Tables:
    """Return the shipped tables, read once: reading them takes as long as a run."""
    return load_tables(overlays.folder())


@functools.cache
def parameters() -> dict[str, Parameter]:
    """Return the declarations of the parameters, read once."""
    return load_parameters(overlays.folder())


@functools.cache
def scenarios() -> dict[str, str]:
    """Return the titles of the shipped scenarios by name, history first."""
    names = sorted(scenario_names(), key=lambda name: (name != "history", name))
    return {name: load_scenario(name).title or name for name in names}


@functools.cache
def places() -> dict[str, str]:
    """Return the names of all regions and countries that pictures can be drawn for."""
    from stackcraft.viz.report import REGION_NAMES

    countries = tables().countries
    own = {c: str(n).split(" (")[0] for c, n in zip(countries.ids, countries["name"], strict=True)}
    return {**REGION_NAMES, **{c: name for c, name in own.items() if c not in REGION_NAMES}}


def issuers(instrument: Any) -> tuple[str, ...]:
    """Return the seats that may set an instrument."""
    seats = tables().seats
    governments = tuple(s for s, kind in zip(seats.ids, seats["kind"], strict=True) if kind == "government")
    named = tuple(instrument.issuers)
    return governments if ANY_GOVERNMENT in named else named


@functools.cache
def known() -> Known:
    """Return all that a link may name."""
    data = tables()
    own = {key: None for page in PAGES for key in page.view}
    return Known(
        scenarios=tuple(scenarios()),
        parameters={p.parameter_id: (p.low, p.high) for p in parameters().values()},
        decrees={
            f"{seat}.{name}": (data.instruments[name].low, data.instruments[name].high)
            for name in data.instruments.ids
            for seat in issuers(data.instruments[name])
        },
        targets=(*REGIONS, *data.countries.ids, *data.seats.ids),
        classes=CLASSES,
        seats=data.seats.ids,
        strategies=tuple(registry()),
        events=data.history.events.ids,
        views={**own, "region": tuple(places()), "layer": LAYERS, "map": ("share", "alignment", "compute")},
    )
