"""`stackcraft scenarios`, `strategies`, `orders`, `instruments`, `parameters` and `schedule`: what there is."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from stackcraft.given import check_choice, refuse

AsJson = Annotated[bool, typer.Option("--json", help="Print as JSON.")]


def scenarios(as_json: AsJson = False) -> None:
    """List the scenarios."""
    from stackcraft.catalogue import scenario_rows

    _show("Scenarios", scenario_rows(), ("scenario", "title", "asks"), as_json)


def strategies(as_json: AsJson = False) -> None:
    """List the strategies that may decide for a seat."""
    from stackcraft.catalogue import strategy_rows

    _show("Strategies", strategy_rows(), ("strategy", "seats", "paragraph"), as_json)


def orders(as_json: AsJson = False) -> None:
    """List the kinds of order: who may give them and what they do."""
    from stackcraft.catalogue import order_rows

    _show("Kinds of order", order_rows(), ("kind", "givers", "unit", "does"), as_json)


def instruments(as_json: AsJson = False) -> None:
    """List the instruments that governments set."""
    from stackcraft.catalogue import instrument_rows

    _show("Instruments", instrument_rows(), ("instrument", "issuers", "target", "unit", "range", "text"), as_json)


def parameters(
    as_json: AsJson = False,
    group: Annotated[str | None, typer.Option(metavar="GROUP", help="Only this group.")] = None,
) -> None:
    """List the parameters: default, range, what they do."""
    from stackcraft.catalogue import parameter_rows
    from stackcraft.model.parameters import GROUPS

    refuse(check_choice("--group", group, GROUPS) if group is not None else None)
    rows = [row for row in parameter_rows() if group in (None, row["group"])]
    _show("Parameters", rows, ("parameter", "default", "range", "unit", "status", "text"), as_json)


def schedule(as_json: AsJson = False) -> None:
    """Show the month: its phases and rules, in order."""
    from stackcraft.catalogue import schedule_rows

    _show("A month", schedule_rows(), ("phase", "rule", "does"), as_json)


def _show(title: str, rows: Sequence[dict[str, Any]], columns: Sequence[str], as_json: bool) -> None:
    """Print rows as JSON with all they hold, or as a table of some columns, or as plain lines where nobody looks."""
    if as_json:
        import json

        typer.echo(json.dumps(rows, indent=1, allow_nan=False))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for n, name in enumerate(columns):
        table.add_column(name, overflow="fold", no_wrap=n == 0, style="bold" if n == 0 else "")
    for row in rows:
        table.add_row(*(Text(str(row[name])) for name in columns))
    Console(highlight=False).print(table)
