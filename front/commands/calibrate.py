"""`stackcraft calibrate`: fit what is estimated or assumed to the record, within declared ranges."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from stackcraft.experiments.calibrate import Calibration, Watch
    from stackcraft.experiments.calibrated import Calibrated

INTERRUPTED = 130


def calibrate(
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of the result and of the journals.")] = None,
    trials: Annotated[
        int, typer.Option(metavar="N", help="Trials of each search; other fits get a third of it.")
    ] = 600,
    searches: Annotated[int, typer.Option(metavar="N", help="Independent searches for the best set.")] = 4,
    sets: Annotated[int, typer.Option(metavar="N", help="Fits with open parameters drawn from their ranges.")] = 24,
    left_out: Annotated[bool, typer.Option(help="Fit without each series, and to December 2024, too.")] = True,
    observations: Annotated[Path | None, typer.Option(metavar="FILE", help="Observations to fit to.")] = None,
    seed: Annotated[int, typer.Option(metavar="S", help="Seed of the first search.")] = 1,
    shard: Annotated[str, typer.Option(metavar="K/N", help="Make the K-th of N parts of the fits, and stop.")] = "",
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the journals in the folder.")] = False,
    ship: Annotated[bool, typer.Option("--ship", help="Make the result the defaults of this checkout.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Search the declared ranges for what fits the record, and say what stays open."""
    from stackcraft.experiments import shipped
    from stackcraft.experiments.calibrate import Calibration, Settings
    from stackcraft.experiments.calibrated import conclude
    from stackcraft.given import check_count, refuse
    from stackcraft.model.problems import Problem

    refuse(
        Problem("--out", "is missing", "journals and results need a folder", "Add --out DIR") if out is None else None,
        check_count("--trials", trials, 2),
        check_count("--searches", searches, 2),
        check_count("--sets", sets, 0, 10_000),
        check_count("--seed", seed, 0),
        *_check_part(shard),
    )
    assert out is not None
    calibration = Calibration(Settings(trials, searches, sets, left_out, seed), out, observations)
    part = tuple(int(number) for number in shard.split("/")) if shard else (1, 1)
    try:
        with _watched(calibration) as watch:
            fits = calibration.run(watch, part=(part[0], part[1]), resume=resume or bool(shard))
            if shard:
                typer.echo(f"{len(fits)} fits made; join all parts with --resume (--out {out}).")
                return
            found = conclude(calibration, fits)
    except KeyboardInterrupt:
        typer.echo(f"Interrupted. Every trial is kept: go on with --resume (--out {out}).", err=True)
        raise typer.Exit(INTERRUPTED) from None
    shipped.write(found, calibration, out)
    if ship:
        shipped.ship(out)
    if as_json:
        import json

        typer.echo(json.dumps(as_plain(found)))
    else:
        _tell(found, out)


def as_plain(found: "Calibrated") -> dict[str, Any]:
    """Return a calibration as plain data."""
    from dataclasses import asdict

    def share(fit: str) -> float | None:
        value = found.within(fit)
        return None if value != value else value

    return {
        "loss": found.loss,
        "within_band": share("fitted"),
        "left_out_within_band": share("left_out"),
        "predicted_within_band": share("to_2024"),
        "search_noise": found.noise,
        "accepted_loss": found.accepted,
        "acceptable_sets": len(found.ensemble),
        "parameters": found.values,
        "implausibility": {one.series: one.implausibility for one in found.implausible},
        "unidentified": list(found.unidentified),
        "searches": [asdict(one) for one in found.searched],
    }


def _check_part(text: str) -> list[Any]:
    from stackcraft.model.problems import Problem

    k, slash, n = text.partition("/")
    if not text or (slash and k.isdecimal() and n.isdecimal() and 1 <= int(k) <= int(n)):
        return []
    return [Problem(f"--shard {text}", "is no part of a whole", "", "Write K/N, as 1/2 for the first of two")]


def _tell(found: "Calibrated", out: Path) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    table = Table(box=None, pad_edge=False)
    for heading in ("parameter", "range", "before", "fitted", "acceptable sets", "spread"):
        table.add_column(heading, justify="left" if heading == "parameter" else "right")
    for p in found.posterior:
        if p.role == "fit":
            row = (f"{p.low:g} to {p.high:g}", f"{p.before:g}", f"{p.best:g}", f"{p.p05:.3g} to {p.p95:.3g}")
            table.add_row(p.parameter_id, *row, f"{p.spread:.2f} {p.verdict}")
    console.print(table)
    console.print(f"\nLoss {found.loss:.4f}; independent searches differ by {found.noise:.4f}; ", end="")
    console.print(f"{len(found.ensemble)} sets are acceptable, to {found.accepted:.4f}.")
    console.print(f"Within band: fitted {100 * found.within('fitted'):.0f} %", end="")
    if found.within("left_out") == found.within("left_out"):
        console.print(f", series left out {100 * found.within('left_out'):.0f} %, ", end="")
        console.print(f"after December 2024 predicted {100 * found.within('to_2024'):.0f} %", end="")
    console.print(".")
    worst = ", ".join(f"{one.series} {one.implausibility:.1f}" for one in found.implausible[:6])
    console.print(f"Most implausible (deviations; 3 is much): {worst}.")
    console.print(f"Open: {', '.join(found.unidentified)}.")
    console.print(f"Written to {out}; `stackcraft run {out / 'parameters.toml'}` uses the set.")


@contextmanager
def _watched(calibration: "Calibration") -> Iterator["Watch | None"]:
    """Show how far the fits are, if somebody is looking."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from stackcraft.model import kernels

    console = Console(stderr=True, highlight=False)
    if not kernels.is_warm():
        console.print("The rules are compiled for this computer. That takes a minute or two, once.")
    if not console.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:,}/{task.total:,}"),
               TimeRemainingColumn())  # fmt: skip
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Fits", total=sum(job.trials + 1 for job in calibration.jobs))

        def watch(name: str, done: int, total: int, least: float) -> None:
            bar.update(task, completed=done, total=total, description=f"{name}: {least:.3f}")

        yield watch
