"""`stackcraft theses`: contested claims judged over worlds that differ in what nobody knows."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stackcraft.given import check_count, refuse, whole_number

if TYPE_CHECKING:
    from stackcraft.experiments.theses import Judged, Judgement
    from stackcraft.experiments.thesis import Library

STYLES = {"supported": "green", "contradicted": "red", "depends": "yellow", "uncertain": "dim"}


def theses(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID…]", help="Theses to judge, as H3; all if none.")
    ] = None,
    only: Annotated[list[str] | None, typer.Option(metavar="ID", help="The same as naming it.")] = None,
    replicates: Annotated[
        int, typer.Option(metavar="N", parser=whole_number, help="Worlds: parameter sets with a seed each.")
    ] = 200,
    seed: Annotated[int, typer.Option(metavar="S", parser=whole_number, help="Seed of the first world.")] = 1,
    folder: Annotated[Path | None, typer.Option("--from", metavar="DIR", help="Theses of your own.")] = None,
    workers: Annotated[int | None, typer.Option(metavar="N", parser=whole_number, help="Processes.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print verdicts and effects as JSON.")] = False,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Keep the runs there, with a page and a table; goes on where it was."),
    ] = None,
) -> None:
    """Judge the contested theses: verdict, effect, and in which worlds each holds."""
    from stackcraft.experiments.theses import judge
    from stackcraft.experiments.thesis import theses_dir
    from stackcraft.experiments.thesis_library import load_library

    from .progress import watched

    refuse(
        check_count("--replicates", replicates, 2), check_count("--seed", seed, 0), check_count("--workers", workers, 1)
    )
    library = chosen(load_library(folder or theses_dir()), [*(ids or ()), *(only or ())])
    with watched() as watch:
        judged = judge(library, replicates, seed=seed, out=out, workers=workers, watch=watch.runs)
    if out:
        from stackcraft.thesis_report import write_report

        write_report(judged, out)
    if as_json:
        import json

        typer.echo(json.dumps({j.thesis_id: plain(j) for j in judged.judgements}))
        return
    _tell(judged)
    if out:
        typer.echo(f"Written to {out}: theses.html, theses.csv, effects.csv, and the runs")


def chosen(library: "Library", ids: list[str]) -> "Library":
    """Return the part of a library that is asked for, all of it if nothing is named.

    Raises:
        BadInput: There is no thesis of a name.
    """
    from dataclasses import replace

    from stackcraft.model.problems import Problem, nearest_names

    known = {name.lower(): name for name in library.theses}
    refuse(
        *(
            Problem(f"thesis {name!r}", "no thesis of this name", "", f"There are {', '.join(library.theses)}",
                    nearest_names(name, library.theses))
            for name in ids if name.lower() not in known
        )
    )  # fmt: skip
    wanted = [known[name.lower()] for name in dict.fromkeys(ids)] or list(library.theses)
    return replace(library, theses={name: library.theses[name] for name in wanted})


def plain(judgement: "Judgement") -> dict[str, Any]:
    """Return a judgement as what JSON has words for; `effect`, `low` and `high` are those of its leading part."""
    j, lead = judgement, judgement.leading.spread
    return {
        "verdict": j.verdict,
        "effect": _number(lead.median),
        "low": _number(lead.low),
        "high": _number(lead.high),
        "replicates": j.count.worlds,
        "left_out": j.left_out,
        "claim": j.thesis.claim,
        "holds": {"share": _number(j.count.holds), "low": j.count.holds_low, "high": j.count.holds_high},
        "fails": {"share": _number(j.count.fails), "low": j.count.fails_low, "high": j.count.fails_high},
        "parts": [
            {
                "says": p.part.says, "first": p.part.first, "second": p.part.second, "outcome": p.part.outcome,
                "measure": p.part.measure, "claim": p.part.claim, "threshold": p.part.threshold, "margin": p.part.margin,
                "effect": _number(p.spread.median), "low": _number(p.spread.low), "high": _number(p.spread.high),
                "mean": _number(p.spread.mean), "mean_low": _number(p.spread.mean_low),
                "mean_high": _number(p.spread.mean_high), "holds": _number(p.count.holds), "fails": _number(p.count.fails),
            }
            for p in j.parts
        ],
        "hangs_on": {driver.name: driver.correlation for driver in j.place.drivers},
        "where": j.place.box.sentence() if j.place.box else "",
        "where_not": j.place.against.sentence() if j.place.against else "",
    }  # fmt: skip


def _number(value: float) -> float | None:
    return value if value == value else None


def _tell(judged: "Judged") -> None:
    """Print verdicts, effects and where they hold."""
    from rich.console import Console
    from rich.text import Text

    from stackcraft.viz.thesis_words import bare, effect_text, hangs_text, where_text

    console = Console(highlight=False)
    for j in judged.judgements:
        line = Text(f"{j.thesis_id:4}")
        line.append(f"{j.verdict:13}", style=STYLES[j.verdict])
        line.append(j.thesis.claim)
        console.print(line)
        for part in j.parts:
            console.print(Text(f"       {part.part.says}: {effect_text(part)}", style="dim"))
        for text in (where_text(j), hangs_text(j)):
            if text:
                console.print(Text(f"       {bare(text)}", style="dim"))
    console.print(
        f"{len(judged.worlds)} worlds, {judged.runs:,} runs in {judged.seconds:.0f} s. {judged.worlds.source()}"
    )
