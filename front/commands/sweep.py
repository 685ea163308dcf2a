"""`stackcraft sweep` and `stackcraft merge`: a design becomes a folder of results."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from stackcraft.experiments.prepared import Prepared
    from stackcraft.experiments.sweep import Progress, Summary, Watch

INTERRUPTED = 130


def sweep(
    design: Annotated[
        str, typer.Argument(metavar="DESIGN", help="A shipped design, a .toml file, or a results folder.")
    ],
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of the results.")] = None,
    workers: Annotated[
        int | None, typer.Option(metavar="N", help="Processes; one for each processor if not said.")
    ] = None,
    cluster: Annotated[str, typer.Option(metavar="ADDRESS", help="Run on the Dask scheduler at this address.")] = "",
    shard: Annotated[str, typer.Option(metavar="K/N", help="Run the K-th of N parts, for job arrays.")] = "1/1",
    resume: Annotated[bool, typer.Option("--resume", help="Run exactly what the folder lacks.")] = False,
    estimate: Annotated[bool, typer.Option("--estimate", help="Say what it would cost, and stop.")] = False,
    one: Annotated[int | None, typer.Option("--run", metavar="N", help="Run only number N here, and print it.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Run a design: thousands of runs, kept as Parquet files that survive any interruption."""
    from stackcraft.experiments.prepared import prepare
    from stackcraft.experiments.sweep import carry_out
    from stackcraft.given import check_count, refuse

    refuse(check_count("--workers", workers, 1), check_count("--run", one, 0), *_check_shard(shard))
    if one is not None:
        _run_one(design, one, as_json)
        return
    if estimate:
        _estimate(design, as_json)
        return
    refuse(_check_out(out))
    assert out is not None
    k, n = (int(part) for part in shard.split("/"))
    prepared = prepare(design, out, shard=(k, n), resume=resume)
    try:
        with _watched(prepared, out) as watch:
            summary = carry_out(prepared, out, workers, cluster, watch)
    except KeyboardInterrupt:
        typer.echo(f"Interrupted. Every shard written is kept: go on with --resume (--out {out}).", err=True)
        raise typer.Exit(INTERRUPTED) from None
    if as_json:
        _print({**asdict(summary), "failures": _failures(summary, prepared, 20)})
    else:
        _tell(summary, prepared)


def merge(
    folders: Annotated[list[Path], typer.Argument(metavar="DIR…", help="Folders that hold parts of one sweep.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder to join them in.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Join the parts of a sweep that ran as a job array."""
    from stackcraft.experiments.merge import merge as join

    merged = join(folders, out)
    if as_json:
        _print(merged)
    else:
        for text in merged.damaged:
            typer.echo(f"Passed over: {text}", err=True)
        typer.echo(f"{merged.shards} shards in {out}, {len(merged.missing)} missing.")
        if merged.missing:
            typer.echo(f"Run the missing ones with: stackcraft sweep {out} --out {out} --resume")
    if merged.missing:
        raise typer.Exit(1)


def _check_shard(text: str) -> list[Any]:
    from stackcraft.model.problems import Problem

    k, slash, n = text.partition("/")
    if slash and k.isdecimal() and n.isdecimal() and 1 <= int(k) <= int(n):
        return []
    return [Problem(f"--shard {text}", "is no part of a whole", "", "Write K/N, as 3/10 for the third of ten")]


def _check_out(out: Path | None) -> Any:
    from stackcraft.model.problems import Problem

    return Problem("--out", "is missing", "results need a folder", "Add --out DIR") if out is None else None


def _estimate(design: str, as_json: bool) -> None:
    """Print what a design costs: runs, bytes, and minutes by timing a few runs."""
    from stackcraft.experiments import cost
    from stackcraft.experiments.checks import check_design
    from stackcraft.experiments.design import load_design
    from stackcraft.experiments.pool import cores
    from stackcraft.experiments.timing import seconds_a_run

    full = check_design(load_design(design))
    expected = cost.estimate(full) if full.sampling.method != "table" else _table_cost(full)
    seconds = expected.runs * seconds_a_run(full) / cores()
    if as_json:
        _print({**asdict(expected), "seconds": seconds, "workers": cores()})
        return
    size, time = cost.size_text(expected.bytes), cost.time_text(seconds)
    typer.echo(
        f"{expected.runs:,} runs in {expected.shards:,} shards: about {size} and {time} on {cores()} processors."
    )


def _table_cost(full: Any) -> Any:
    from stackcraft.experiments import cost
    from stackcraft.experiments.checks import make_cases

    return cost.estimate(full, make_cases(full).count)


def _run_one(design: str, number: int, as_json: bool) -> None:
    """Run a single run of a design in this process: what reproduces a failure."""
    from stackcraft.experiments.checks import check_design, make_cases
    from stackcraft.experiments.design import load_design
    from stackcraft.experiments.runner import ModelRunner
    from stackcraft.model.problems import BadInput, Problem

    cases = make_cases(check_design(load_design(design)))
    if number >= cases.runs:
        todo = f"Give a number from 0 to {cases.runs - 1}"
        raise BadInput([Problem(f"--run {number}", f"the design has {cases.runs} runs", "", todo)])
    levers = dict(zip(cases.design.levers, cases.variant(number), strict=True))
    values = cases.parameters(number)
    found = ModelRunner(cases.design).outcomes(cases.variant(number), values, cases.seed(number))
    outcomes = dict(zip(cases.design.outcomes, found.tolist(), strict=True))
    content = {"run": number, "seed": cases.seed(number), "levers": levers, "parameters": values, "outcomes": outcomes}
    if as_json:
        _print(content)
        return
    typer.echo(f"Run {number}, seed {cases.seed(number)}")
    for part in (levers, values, outcomes):
        for name, value in part.items():
            typer.echo(f"  {name:45} {value if isinstance(value, str) else format(value, 'g')}")


def _print(content: Any) -> None:
    """Print a record or a dictionary as JSON."""
    import json

    plain = content if isinstance(content, dict) else asdict(content)
    typer.echo(json.dumps(plain, default=str))


@contextmanager
def _watched(prepared: "Prepared", out: Path) -> Iterator["Watch"]:
    """Say what the sweep costs and show how far it is, if somebody is looking."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from stackcraft.experiments import cost
    from stackcraft.model import kernels

    console = Console(stderr=True, highlight=False)
    for text in prepared.set_aside:
        console.print(f"Damaged: {text}.")
    if not kernels.is_warm():
        console.print("The rules are compiled for this computer. That takes a minute or two, once.")
    if not console.is_terminal:
        yield lambda progress: None
        return
    total = sum(len(prepared.cases.span(n)) for n in prepared.wanted)
    console.print(f"{total:,} runs, about {cost.size_text(prepared.cost.bytes)}, into {out}")
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:,}/{task.total:,}"),
               TextColumn("{task.fields[rate]}"), TimeRemainingColumn())  # fmt: skip
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Runs", total=total, rate="")

        def watch(progress: "Progress_") -> None:
            rate = f"{progress.done / progress.seconds:,.0f}/s" if progress.seconds > 0 else ""
            failed = f"  {progress.failed} failed" if progress.failed else ""
            bar.update(task, completed=progress.done, rate=rate + failed)

        yield watch


if TYPE_CHECKING:
    Progress_ = Progress


def _failures(summary: "Summary", prepared: "Prepared", most: int) -> list[dict[str, Any]]:
    """Return the first failures, each with the command that runs it again."""
    from stackcraft.experiments.prepared import failed_runs

    if not summary.failed:
        return []
    return [
        {"run": run, "error": error, "command": f"stackcraft sweep {summary.folder} --run {run}"}
        for run, error in failed_runs(summary.folder, range(prepared.cases.shards), most)
    ]


def _tell(summary: "Summary", prepared: "Prepared") -> None:
    """Print what a sweep has done, and how to see its failures again."""
    from stackcraft.experiments.cost import time_text

    rate = f"{summary.runs_per_second:,.0f} runs/s, {summary.workers} workers, {summary.memory_mb:,.0f} MB each"
    typer.echo(f"{summary.done:,} runs in {time_text(summary.seconds)} ({rate}); results in {summary.folder}")
    if summary.skipped:
        typer.echo(f"{summary.skipped:,} runs were there already.")
    if summary.failed:
        typer.echo(f"{summary.failed:,} runs failed; they are rows with an error. The first ones:")
        for failure in _failures(summary, prepared, 5):
            typer.echo(f"  run {failure['run']}: {failure['error']}\n    again: {failure['command']}")
