"""What there is, as rows: scenarios, kinds of order, instruments, parameters, the month. Feeds commands and docs."""

from typing import Any

from stackcraft.model.codes import SEAT_KINDS

Row = dict[str, Any]


def scenario_rows() -> list[Row]:
    """Return the shipped scenarios."""
    from stackcraft.model.scenario import load_scenario, scenario_names

    rows = []
    for name in scenario_names():
        scenario = load_scenario(name)
        row = {"scenario": name, "title": scenario.title, "asks": " ".join(scenario.asks.split())}
        rows.append({**row, "base": scenario.base, "start": scenario.start, "months": scenario.months})
    return rows


def strategy_rows() -> list[Row]:
    """Return the strategies: shipped ones, then those of other packages."""
    from stackcraft.agents.strategies import registry

    return [
        {
            "strategy": s.name,
            "title": s.title,
            "seats": ", ".join(s.kinds) if len(s.kinds) < len(SEAT_KINDS) else "all",
            "paragraph": " ".join(s.paragraph.split()),
            "sources": " ".join(s.sources.split()),
        }
        for s in registry().values()
    ]


def order_rows() -> list[Row]:
    """Return the kinds of order."""
    from stackcraft.model.declarations import DECLARATIONS

    return [
        {
            "kind": d.kind,
            "givers": ", ".join(SEAT_KINDS[g] for g in d.givers) if len(d.givers) < len(SEAT_KINDS) else "all",
            "target": d.target,
            "unit": d.unit,
            "low": d.low,
            "high": d.high,
            "range": _range(d.low, d.high) if d.unit and abs(d.low) < 1e9 else "",
            "cost": d.cost,
            "does": d.does,
            "mechanism": d.source,
        }
        for d in DECLARATIONS
    ]


def instrument_rows() -> list[Row]:
    """Return the instruments."""
    from stackcraft.model.tables import load_tables

    return [
        {
            "instrument": i.instrument_id,
            "title": i.title,
            "issuers": ", ".join(i.issuers).replace("_", " "),
            "target": " or ".join(i.target_kinds).replace("_", " ") + (" and class" if i.uses_class else ""),
            "unit": i.unit,
            "low": i.low,
            "high": i.high,
            "range": _range(i.low, i.high),
            "default": i.default,
            "political_cost": i.political_cost,
            "authority_cost": i.authority_cost,
            "lead_months": i.lead_months,
            "mechanism": i.mechanism,
            "source": i.source,
            "text": i.text,
        }
        for i in load_tables().instruments.records
    ]


def parameter_rows() -> list[Row]:
    """Return the parameters, group after group."""
    from stackcraft.model.parameters import load_parameters

    return [
        {
            "parameter": p.parameter_id,
            "group": p.group,
            "default": p.default,
            "low": p.low,
            "high": p.high,
            "range": _range(p.low, p.high),
            "unit": p.unit,
            "status": p.status,
            "uncertain": p.uncertain,
            "neutral": p.neutral,
            "switch": p.switch,
            "equation": p.equation,
            "source": p.source,
            "text": p.text,
        }
        for p in load_parameters().values()
    ]


def reference_rows() -> list[Row]:
    """Return the publications that sources name by key."""
    import csv

    from stackcraft.model.places import configs_dir

    with (configs_dir() / "evidence" / "references.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def schedule_rows() -> list[Row]:
    """Return the rules of a month, in order."""
    from stackcraft.model.schedule import SCHEDULE

    return [{"phase": step.phase, "rule": step.name, "does": step.does} for step in SCHEDULE]


def _range(low: float, high: float) -> str:
    return f"{low:g} to {high:g}"
