"""`stackcraft endogenous`: governments left alone, and how probable the record's acts were found."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stackcraft.given import check_count, refuse, whole_number

if TYPE_CHECKING:
    from stackcraft.experiments.endogenous import Endogenous, Share
    from stackcraft.experiments.foresight import Foresight


def endogenous(
    seeds: Annotated[int, typer.Option(metavar="N", parser=whole_number, help="Seeds of each way.")] = 200,
    tries: Annotated[int, typer.Option(metavar="N", parser=whole_number, help="Steps of the tuning.")] = 120,
    workers: Annotated[int | None, typer.Option(metavar="N", parser=whole_number, help="Processes.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Keep the runs there; goes on where it was.")] = None,
) -> None:
    """Let governments decide from 2022 on, and count how often the record's patterns show, four ways."""
    from stackcraft.experiments.endogenous import left_alone
    from stackcraft.experiments.foresight import foresee

    from .progress import watched

    refuse(check_count("--seeds", seeds, 2), check_count("--tries", tries, 0), check_count("--workers", workers, 1))
    with watched() as watch:
        found = left_alone(
            seeds, tries=tries, out=out, workers=workers, watch=lambda what, done, total: watch.runs(done, total)
        )
        seen = foresee()
    if as_json:
        import json

        typer.echo(json.dumps(plain(found, seen), allow_nan=False))
        return
    _tell(found, seen)


def plain(found: "Endogenous", seen: "Foresight") -> dict[str, Any]:
    """Return what was found as what JSON has words for."""
    return {
        "seeds": found.seeds,
        "ways": {way: {name: _triple(share) for name, share in shares.items()} for way, shares in found.ways.items()},
        "joint": {way: _triple(share) for way, share in found.joint.items()},
        "offices": {
            month: {where: {name: _triple(share) for name, share in shares.items()} for where, shares in rows.items()}
            for month, rows in found.offices.items()
        },
        "first_clash": {month: {"month": first, "share": some} for month, (first, some) in found.first_clash.items()},
        "tuned": found.tuned.factors,
        "log_scores": {
            which: {forecast: seen.score(forecast, which) for forecast in ("model", "passing", "frequency")}
            for which in ("all", "acts", "passes")
        },
        "acts": [
            {"month": a.month, "seat": a.seat, "what": a.what, "model": a.model, "frequency": a.frequency}
            for a in seen.acts
        ],
    }


def _triple(share: "Share") -> dict[str, float]:
    return {"share": share.share, "low": share.low, "high": share.high}


def _tell(found: "Endogenous", seen: "Foresight") -> None:
    """Print frequencies, the placebo and the scores."""
    from rich.console import Console
    from rich.table import Table

    from stackcraft.experiments.patterns import LATER, TO_JUNE_2025

    console = Console(highlight=False)
    table = Table(box=None, pad_edge=False, title=f"Patterns in {found.seeds} seeds", title_justify="left")
    for heading in ("pattern", "prior", "shipped", "tuned", ""):
        table.add_column(heading, justify="left" if heading in ("pattern", "") else "right")
    for name in (*TO_JUNE_2025, *LATER):
        cells = [f"{found.ways[way][name].share:.0%}" for way in ("prior", "shipped", "tuned")]
        table.add_row(name, *cells, "tuned on" if name in TO_JUNE_2025 else "held out")
    joint = [f"{found.joint[way].share:.0%}" for way in ("prior", "shipped", "tuned")]
    table.add_row("the first five together", *joint, "")
    console.print(table)
    for month, rows in found.offices.items():
        here, moved = (rows[where]["shock"].share for where in ("where history had it", "where office moved it"))
        console.print(
            f"Office from {month}: a clash in 2025 in {here:.0%}, in the first year of office in {moved:.0%}."
        )
    for which in ("acts", "passes", "all"):
        told = ", ".join(f"{f} {seen.score(f, which):.2f}" for f in ("model", "passing", "frequency"))
        console.print(f"Mean log probability, {which}: {told}")
