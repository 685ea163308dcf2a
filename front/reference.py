"""Reference pages made from the declarations they describe: `make docs` writes them, a test says if they are stale."""

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from stackcraft.viz.wargame.sheets import role_sheets
from stackcraft.wargame import kit

from .catalogue import (
    Row,
    instrument_rows,
    order_rows,
    parameter_rows,
    reference_rows,
    scenario_rows,
    schedule_rows,
    strategy_rows,
)
from .evidence_pages import evidence_page
from .trust_pages import calibration_page, hindcast_page

MADE = "<!-- Made by `make docs` from the declarations; edit those. -->"


def table(rows: Sequence[Row], columns: dict[str, str]) -> Iterable[str]:
    """Yield rows as the lines of a Markdown table.

    Args:
        rows: The rows.
        columns: Heading of each column, by key of the rows.
    """
    yield "| " + " | ".join(columns.values()) + " |"
    yield "|" + "---|" * len(columns)
    for row in rows:
        yield "| " + " | ".join(_cell(row[name]) for name in columns) + " |"


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def parameters_page() -> Iterable[str]:
    """Yield the page of parameters."""
    rows = parameter_rows()
    yield from ("# Parameters", "", MADE, "")
    yield (
        f"All {len(rows)} numbers that the rules use and that may be doubted. A scenario changes them in its table "
        "`parameters`, the command line with `--set NAME=VALUE`. Neutral is the value that switches a mechanism off; "
        "bold names are sampled in designs. Status says whether the default is measured, estimated or assumed."
    )
    columns = {
        "name": "parameter",
        "default": "default",
        "range": "range",
        "unit": "unit",
        "neutral": "neutral",
        "switch": "switches off",
        "equation": "equation",
        "text": "what it is",
        "status": "status",
        "source": "source",
    }
    for group in dict.fromkeys(row["group"] for row in rows):
        chosen = [row for row in rows if row["group"] == group]
        yield from ("", f"## {group.capitalize()}", "")
        bold = {True: "**`{}`**", False: "`{}`"}
        named = [{**row, "name": bold[row["uncertain"]].format(row["parameter"])} for row in chosen]
        yield from table(named, columns)


def orders_page() -> Iterable[str]:
    """Yield the page of orders and instruments."""
    yield from ("# Orders", "", MADE, "")
    yield (
        "An order is the only way to change the world. Files of orders (`stackcraft run --orders FILE`) have fields "
        "`seat`, `kind`, and as the kind asks `instrument`, `target`, `product_class`, `value`; `month` says when, "
        "`in_force`, `lapse` and `status` how long and how law stands."
    )
    yield from ("", "## Kinds", "")
    kinds = {"kind": "kind", "givers": "given by", "target": "target", "unit": "value", "range": "range"}
    yield from table(order_rows(), {**kinds, "cost": "cost", "does": "what it does", "mechanism": "mechanism"})
    yield from ("", "## Instruments", "")
    yield "What `set_rule`, `threaten`, `offer` and `join` are about. Costs are in points of the issuer's two budgets."
    yield ""
    columns = {
        "instrument": "instrument",
        "issuers": "issued by",
        "target": "target",
        "unit": "unit",
        "range": "range",
        "default": "without law",
        "lead_months": "lead, months",
        "political_cost": "political cost",
        "authority_cost": "authority cost",
        "text": "what it does",
        "mechanism": "mechanism",
        "source": "source",
    }
    yield from table(instrument_rows(), columns)


def schedule_page() -> Iterable[str]:
    """Yield the page of the month."""
    yield from ("# A month", "", MADE, "")
    yield "What happens in a month, in this order. The compiled run and Mesa's `World.step()` follow the same table."
    yield ""
    yield from table(schedule_rows(), {"phase": "phase", "rule": "rule", "does": "what happens"})


def scenarios_page() -> Iterable[str]:
    """Yield the page of scenarios and the keys of scenario files."""
    from stackcraft.model.scenario import Scenario

    yield from ("# Scenarios", "", MADE, "")
    yield "A scenario is a rulebook plus changes: who decides, which acts of the record stand, what the world is like."
    yield ""
    rows = [{**row, "name": f"`{row['scenario']}`"} for row in scenario_rows()]
    yield from table(rows, {"name": "scenario", "title": "title", "asks": "what it asks"})
    yield from ("", "## Keys of a scenario file", "")
    yield "A file is TOML; what it leaves out comes from its `base`, if it has one, and else from the defaults."
    yield ""
    keys = [
        {"key": f"`{name}`", "default": _default(field.default), "text": text}
        for (name, field), text in zip(Scenario.model_fields.items(), _attributes(Scenario), strict=True)
    ]
    yield from table(keys, {"key": "key", "default": "default", "text": "what it says"})


def _default(value: object) -> str:
    return "" if value in ("", (), {}) or not isinstance(value, str | int | bool) else f"`{str(value).lower()}`"


def _attributes(model: type) -> list[str]:
    """Return the descriptions in the Attributes section of a docstring, in order."""
    lines = (model.__doc__ or "").split("Attributes:")[1].splitlines()
    return [line.split(": ", 1)[1] for line in lines if line.startswith("        ") and ": " in line]


def strategies_page() -> Iterable[str]:
    """Yield the page of strategies."""
    yield from ("# Strategies", "", MADE, "")
    yield (
        "Who may decide for a seat: `stackcraft run --strategy SEAT=NAME`, or the table `strategies` of a scenario. "
        "[adding-a-strategy.md](adding-a-strategy.md) says how to write one."
    )
    for row in strategy_rows():
        yield from ("", f"## `{row['strategy']}`", "", f"{row['title']}, for {row['seats']}. {row['paragraph']}")
        yield from ("", f"Sources: {row['sources']}") if row["sources"] else ()


def bibliography_page() -> Iterable[str]:
    """Yield the page of publications, by key."""
    yield from ("# Bibliography", "", MADE, "")
    yield (
        "What the model and its numbers lean on, by the keys that sources use. How far each was read is said: "
        "what is `recalled` was written from memory and not looked up, of an `abstract` no more than that was read."
    )
    yield ""
    rows = [{**row, "key": f"`{row['reference_id']}`"} for row in reference_rows()]
    columns = {
        "key": "key",
        "citation": "publication",
        "year": "year",
        "locator": "where",
        "how_read": "how it was read",
    }
    yield from table(rows, {**columns, "used_for": "used for"})


PAGES: dict[str, Callable[[], Iterable[str]]] = {
    "parameters.md": parameters_page,
    "orders.md": orders_page,
    "schedule.md": schedule_page,
    "scenarios.md": scenarios_page,
    "strategies.md": strategies_page,
    "bibliography.md": bibliography_page,
    "evidence.md": evidence_page,
    "hindcast.md": hindcast_page,
    "calibration.md": calibration_page,
    **kit.PAGES,
    "wargame/role-sheets.html": role_sheets,
}
"""Pages by file name below docs/."""


def page(name: str) -> str:
    """Return the text of a page."""
    return "\n".join(PAGES[name]()) + "\n"


def write_pages(folder: Path) -> None:
    """Write all pages into a folder."""
    for name in PAGES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(page(name), encoding="utf-8")


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]))
