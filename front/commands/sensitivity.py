"""`stackcraft sensitivity`: which uncertain numbers matter, in tables, CSV and pictures."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from stackcraft.experiments.results import Results
    from stackcraft.experiments.sensitivity import Sensitivity

SHOWN = 12
"""Parameters in a table or a picture."""


def sensitivity(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder that `stackcraft sweep` made.")],
    outcome: Annotated[list[str] | None, typer.Option(metavar="OUTCOME", help="Explain only this outcome.")] = None,
    method: Annotated[str, typer.Option(metavar="NAME", help="sobol, morris, fast or pawn; the sample's own.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print all indices as JSON.")] = False,
) -> None:
    """Tell which uncertain numbers move which outcome, how surely, and in which year."""
    from stackcraft.experiments import results
    from stackcraft.experiments.sensitivity import analyse
    from stackcraft.experiments.tables import write_csv

    found = results.load(folder)
    analysis = analyse(found, outcome or (), method)
    place = folder / "analysis"
    write_csv(place / "sensitivity.csv", analysis.indices)
    write_csv(place / "convergence.csv", analysis.convergence)
    if analysis.pairs:
        write_csv(place / "pairs.csv", analysis.pairs)
    _page(place / "sensitivity.html", found, analysis)
    if as_json:
        _print_json(analysis)
        return
    _tell(analysis)
    typer.echo(f"Written to {place}: sensitivity.html, sensitivity.csv, convergence.csv")


def _print_json(analysis: "Sensitivity") -> None:
    import json
    import math
    from dataclasses import asdict

    def plain(content: Any) -> Any:
        return {k: None if isinstance(v, float) and math.isnan(v) else v for k, v in asdict(content).items()}

    parts = {"indices": analysis.indices, "convergence": analysis.convergence, "pairs": analysis.pairs}
    head = {"method": analysis.method, "cases": analysis.cases, "left_out": analysis.left_out}
    lists = {name: [plain(entry) for entry in entries] for name, entries in parts.items()}
    typer.echo(json.dumps({**head, "constant": analysis.constant, **lists}))


def _tell(analysis: "Sensitivity") -> None:
    """Print a table for each outcome, the parameters that matter most first."""
    from rich.console import Console
    from rich.table import Table

    from stackcraft.viz.indices import years_of

    console = Console(highlight=False)
    others = sorted({i.index for i in analysis.indices} - {analysis.main()})
    years = years_of(i.outcome for i in analysis.indices)
    for stem, columns in years.items():
        if len(columns) > 1:
            console.print(_over_time(analysis, stem, columns))
            console.print()
    earlier = {column for columns in years.values() for column in columns[:-1]}
    for outcome, variant in dict.fromkeys((i.outcome, i.variant) for i in analysis.indices):
        if outcome in earlier:
            continue
        title = " · ".join((outcome, *variant))
        table = Table(title=title, box=None, title_justify="left", title_style="bold", pad_edge=False)
        table.add_column("Parameter", min_width=24)
        for heading in (analysis.main(), "95 % interval", *others):
            table.add_column(heading, justify="right")
        ranked = [i for i in analysis.ranked(outcome) if i.variant == variant]
        for top in ranked[:SHOWN]:
            rest = [
                next(i.value for i in analysis.indices if (i.outcome, i.variant, i.parameter, i.index) ==
                     (outcome, variant, top.parameter, name))
                for name in others
            ]  # fmt: skip
            span = f"{top.low:.3g} to {top.high:.3g}"
            table.add_row(top.parameter, f"{top.value:.3g}", span, *(f"{value:.3g}" for value in rest))
        console.print(table)
        console.print()
    for name in analysis.constant:
        console.print(f"{name} doesn't vary: no parameter sampled here moves it.")
    if analysis.left_out:
        console.print(f"{analysis.left_out} of {analysis.cases} cases left out: a run of theirs failed.")


def _over_time(analysis: "Sensitivity", stem: str, columns: list[str]) -> Any:
    """Return a table of the main index by year, parameters that matter at the end or the beginning first."""
    from rich.table import Table

    table = Table(title=f"{stem}, {analysis.main()} over time", box=None, title_justify="left", title_style="bold")
    table.add_column("Parameter", min_width=24)
    by_year = []
    for column in columns:
        table.add_column(column.partition("@")[2][:4], justify="right")
        by_year.append({i.parameter: i.value for i in analysis.ranked(column)})
    first, last = analysis.ranked(columns[0])[:4], analysis.ranked(columns[-1])[:8]
    for name in dict.fromkeys(i.parameter for i in (*last, *first)):
        table.add_row(name, *(f"{values[name]:.3g}" if name in values else "" for values in by_year))
    return table


def _page(path: Path, found: "Results", analysis: "Sensitivity") -> None:
    """Write the pictures: bars for each outcome, how they settle, and how they shift over the years."""
    from stackcraft.viz.findings import Figure, write_findings
    from stackcraft.viz.indices import over_time, settling, tornado, years_of

    main = analysis.main()
    figures = []
    years = years_of(i.outcome for i in analysis.indices)
    earlier = {column for columns in years.values() for column in columns[:-1]}
    for stem, columns in years.items():
        course = over_time(analysis, columns)
        if course is not None:
            figures.append(Figure(f"{stem} over time", f"{main} in each year.", course))
    for outcome in dict.fromkeys(i.outcome for i in analysis.indices if i.outcome not in earlier):
        figures.append(Figure(outcome, f"{main} with its 95 % interval.", tornado(analysis, outcome), tall=True))
        steps = settling(analysis, outcome)
        if steps is not None:
            text = f"{main} by base samples: flat lines are settled, crossing ones need more."
            figures.append(Figure(f"{outcome}: convergence", text, steps))
    design = found.design
    made = f"Design {design.name}, {found.table.num_rows:,} runs, method {analysis.method}."
    write_findings(path, f"What matters: {design.title or design.name}", made, figures)
