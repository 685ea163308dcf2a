"""`stackcraft hindcast`: the model driven by history, set against what was observed, point by point."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from stackcraft.experiments.hindcast import Hindcast, Scored


def hindcast(
    observations: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Observations in the columns of the shipped ones.")
    ] = None,
    replicates: Annotated[int, typer.Option(metavar="N", help="Runs, each under a seed of its own.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")] = False,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Write the report and the points here.")] = None,
) -> None:
    """Drive the model with what governments did and set what follows against what was observed."""
    from stackcraft.experiments.hindcast import hindcast as run
    from stackcraft.experiments.scorecard import judge

    from .progress import watched

    with watched() as watch:
        found = run(observations, replicates=replicates, tell=watch.reruns)
        verdict = judge(found)
    if out:
        _write(found, verdict, out)
    if as_json:
        import json

        typer.echo(json.dumps(as_plain(found, verdict)))
        return
    _tell(found, verdict)
    if out:
        typer.echo(f"Written to {out}: hindcast.html, points.csv, facts.csv")


def as_plain(found: "Hindcast", verdict: Any) -> dict[str, Any]:
    """Return a hindcast as plain data; numbers that aren't there become None.

    Args:
        found: The hindcast.
        verdict: Its scores beside those of fits and naive forecasts.
    """
    from dataclasses import asdict

    series = {
        s.series: {"within": s.within, "points": s.points, "error": _number(s.distance), "weight": s.weight}
        for s in verdict.series
    }
    return {
        "within_band": _number(verdict.within),
        "within_band_weighted": _number(verdict.weighted),
        "points": verdict.points,
        "series": len(series),
        "left_out_within_band": _number(verdict.left_out),
        "predicted_within_band": _number(verdict.predicted),
        "naive_within_band": _number(verdict.naive),
        "naive": {name: {k: _number(v) for k, v in asdict(one).items()} for name, one in verdict.naives.items()},
        "naive_predicted": {
            name: {k: _number(v) for k, v in asdict(o).items()} for name, o in verdict.naives_predicted.items()
        },
        "stale": verdict.stale,
        "by_series": series,
        "point_by_point": [_point(s) for s in found.scored],
        "facts": {fact.fact_id: {k: _number(v) for k, v in asdict(fact).items()} for fact in found.facts},
        "replicates": found.replicates,
        "seed": found.seed,
        "observations": found.evidence.path,
        "left_out_rows": [asdict(row) for row in found.evidence.left_out],
    }


def _point(s: "Scored") -> dict[str, Any]:
    p = s.point
    return {
        "series": p.series,
        "entity": p.entity,
        "date": p.date,
        "unit": p.unit,
        "confidence": p.confidence,
        "observed": p.value,
        "band": [p.band.low, _number(p.band.high)],
        "published": p.published,
        "median": s.median,
        "low": s.low,
        "high": s.high,
        "error": s.error,
        "within": s.within,
        "naive_last": s.naive.last,
        "naive_trend": s.naive.trend,
        "figure": p.reading.indicator,
        "over": p.reading.over,
        "basis": p.reading.basis,
    }


def _number(value: Any) -> Any:
    """Return a number that JSON has a word for."""
    import math

    return None if isinstance(value, float) and not math.isfinite(value) else value


def _tell(found: "Hindcast", verdict: Any) -> None:
    """Print every point, then facts and scores."""
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    table = Table(box=None, pad_edge=False)
    for heading, side in (
        ("series", "left"), ("whose", "left"), ("date", "left"), ("", "left"), ("observed", "right"),
        ("simulated", "right"), ("90 % interval", "right"), ("band", "left"),
    ):  # fmt: skip
        table.add_column(heading, justify="right" if side == "right" else "left", no_wrap=heading in ("date", ""))
    for s in found.scored:
        p = s.point
        held = "[green]within[/]" if s.within else f"[red]{p.distance(s.median):+.1f} bands[/]"
        span = f"{_short(s.low)} to {_short(s.high)}"
        table.add_row(p.series, p.entity, p.date, p.confidence, _short(p.value), _short(s.median), span, held)
    console.print(table)
    console.print("\nStylised facts")
    for fact in found.facts:
        mark = "[green]shows[/]      " if fact.passed else "[red]doesn't show[/]"
        median = "none" if fact.median != fact.median else f"{_short(fact.median)} {fact.unit}"
        console.print(f"  {mark} {fact.claim}: {median}, in {100 * fact.shown:.0f} % of runs")
    console.print()
    for line in sentences(found, verdict):
        console.print(line)


def sentences(found: "Hindcast", verdict: Any) -> Iterable[str]:
    """Yield the scores as sentences."""
    yield (
        f"{100 * verdict.within:.0f} % of {verdict.points} observations of confidence A or B lie within their band "
        f"({100 * verdict.weighted:.0f} % of all {len(found.scored)} weighted by confidence), {found.replicates} runs."
    )
    if verdict.left_out == verdict.left_out:
        yield (
            f"Fitted without its own series {100 * verdict.left_out:.0f} % of them do; "
            f"of those after December 2024, fitted to what came before, {100 * verdict.predicted:.0f} %."
        )
    for name, one in verdict.naives.items():
        if one.points:
            yield (
                f"Naive, {name}: {100 * one.within:.0f} % of the {one.points:.0f} it can speak to, "
                f"where the model has {100 * one.model:.0f} %."
            )
    for name, one in verdict.naives_predicted.items():
        if one.points and one.left_out == one.left_out:
            yield (
                f"Naive after December 2024, {name} known by then: {100 * one.within:.0f} % of {one.points:.0f}, "
                f"where the fit to December 2024 has {100 * one.left_out:.0f} %."
            )
    if verdict.stale:
        yield "Stale: rules or data have changed since the fits that left series out. Run `stackcraft calibrate` again."


def _short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def _write(found: "Hindcast", verdict: Any, out: Path) -> None:
    """Write the report, the points and the facts into a folder."""
    from stackcraft.experiments.tables import write_csv
    from stackcraft.output import whole_folder
    from stackcraft.viz.hindcast import write_hindcast

    with whole_folder(out) as folder:
        rows = [{**_point(s), "band": s.point.band.low, "band_high": s.point.band.high} for s in found.scored]
        write_csv(folder / "points.csv", rows)
        write_csv(folder / "facts.csv", found.facts)
        write_hindcast(found, verdict, folder / "hindcast.html", list(sentences(found, verdict)))
