"""`stackcraft run`: a scenario, some changes, a result."""

from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated, Any

import typer

from stackcraft.given import check_choice, check_count, pairs, refuse, whole_number


def run(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO|FILE", help="A shipped scenario, or a .toml file.")] = (
        "history"
    ),
    months: Annotated[int | None, typer.Option(metavar="N", parser=whole_number, help="Length in months.")] = None,
    seed: Annotated[int, typer.Option(metavar="S", parser=whole_number, help="Seed of the noise tape.")] = 1,
    strategies: Annotated[
        list[str] | None,
        typer.Option("--strategy", metavar="SEAT=NAME", help="Let a strategy decide for a seat."),
    ] = None,
    values: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Change a parameter or a field of the scenario."),
    ] = None,
    drop: Annotated[
        list[str] | None, typer.Option(metavar="EVENT_ID", help="Leave an event of the record out.")
    ] = None,
    orders: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Orders to add (CSV, JSON, TOML, Parquet), or the log of a run to replay."),
    ] = None,
    data: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Tables that replace shipped ones of the same name.")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="With --json: every month, not only year ends.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write tables, the resolved scenario and a report there.")
    ] = None,
    suffix: Annotated[str, typer.Option("--format", metavar="csv|parquet", help="Format of the tables.")] = "parquet",
    moves: Annotated[
        int,
        typer.Option(
            "--decisions",
            metavar="N",
            parser=whole_number,
            help="How many decisions to weigh by re-runs; 0 saves the time.",
        ),
    ] = 5,
) -> None:
    """Run a scenario: two AI stacks, month by month, from January 2022 to December 2030."""
    from stackcraft import api
    from stackcraft.attribution import decisions
    from stackcraft.output import FORMATS, whole_folder, write_all
    from stackcraft.summary import summary

    from .progress import watched

    refuse(
        check_choice("--format", suffix, FORMATS),
        check_count("--months", months, 1),
        check_count("--decisions", moves, 0),
        check_count("--seed", seed, 0),
    )
    asked = api.prepare(
        scenario,
        seed,
        months=months,
        strategies={seat: str(name) for seat, name in pairs("--strategy", strategies).items()},
        set=pairs("--set", values),
        drop=drop or (),
        orders=orders,
        data=data,
    )
    with whole_folder(out) if out else nullcontext() as folder, watched() as watch:
        result = api.carry_out(asked, watch.months)
        weighed = decisions(result, moves, watch.reruns)
        if folder:
            write_all(result, folder, suffix, weighed)
    if as_json:
        _print_json({**summary(result, full), "decisions": [_plain(move) for move in weighed]})
        return
    from rich.console import Console

    from stackcraft.terminal import show_run

    console = Console(highlight=False)
    show_run(console, result, weighed)
    if out:
        console.print(f"Written to {out}: report.html and {', '.join(_tables(suffix))}, run.json")


def _tables(suffix: str) -> Iterable[str]:
    return (f"{what}.{suffix}" for what in ("indicators", "orders", "ledger"))


def _plain(move: Any) -> dict[str, Any]:
    return {name: getattr(move, name) for name in ("month", "seat", "sentence", "event_id", "orders", "effects")}


def _print_json(content: Any) -> None:
    import json

    typer.echo(json.dumps(content, allow_nan=False))
