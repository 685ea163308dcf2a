"""`stackcraft discover`, `robustness` and `equilibrium`: what a folder of results says about conditions and choices."""

from pathlib import Path
from typing import Annotated, Any

import typer


def discover(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder that `stackcraft sweep` made.")],
    outcome: Annotated[str, typer.Option(metavar="EXPR", help='As "chip_share_us.world < 0.6"; join with `and`.')],
    as_scenario: Annotated[str, typer.Option(metavar="NAME", help="Write the first box as a scenario.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Find in which worlds an outcome comes about (PRIM and a classification tree)."""
    from stackcraft.experiments import results
    from stackcraft.experiments.box_scenario import write_scenario
    from stackcraft.experiments.discovery import discover as search
    from stackcraft.experiments.tables import write_csv
    from stackcraft.viz.findings import Figure, write_findings
    from stackcraft.viz.pictures import findings

    loaded = results.load(folder)
    found = search(loaded, outcome)
    place = folder / "analysis"
    write_csv(place / "boxes.csv", [_flat(box) for box in found.boxes])
    write_csv(place / "peeling.csv", found.peeling)
    steps = [("", step.coverage, step.density) for step in found.peeling]
    picture = findings.trade_off(steps, "coverage", "density", joined=True)
    text = "Each point is a step of the peeling: a smaller box holds more of what is looked for, and less of all of it."
    notes = [f"{found.condition} holds in {found.interest:.0%} of {found.cases:,} cases."]
    notes += [box.sentence() for box in found.boxes]
    write_findings(
        place / "discover.html", f"Where {found.condition}", f"Design {loaded.design.name}.",
        [Figure("Peeling", text, picture)], notes,
    )  # fmt: skip
    scenario = write_scenario(loaded, found, as_scenario) if as_scenario else None
    if as_json:
        _print({**_plain(found), "sentences": [box.sentence() for box in found.boxes], "scenario": str(scenario or "")})
        return
    typer.echo(notes[0])
    if found.left_out:
        typer.echo(f"{found.left_out} cases left out: a run of theirs failed.")
    for box in found.boxes:
        typer.echo(f"{'PRIM' if box.method == 'prim' else 'Tree'}: {box.sentence()}")
    if not found.boxes:
        typer.echo("No box tells these cases from the others.")
    if scenario:
        typer.echo(f"Scenario: {scenario} (stackcraft run {scenario})")
    typer.echo(f"Written to {place}: discover.html, boxes.csv, peeling.csv")


def robustness(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder that `stackcraft sweep` made.")],
    outcome: Annotated[list[str], typer.Option(metavar="OUTCOME", help="What is wanted high; with - in front, low.")],
    lever: Annotated[list[str] | None, typer.Option(metavar="LEVER", help="Compare the options of this lever.")] = None,
    satisfy: Annotated[str, typer.Option(metavar="EXPR", help="What is good enough.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Compare choices against every world: regret, and how often they are good enough."""
    from rich.console import Console
    from rich.table import Table

    from stackcraft.experiments import results
    from stackcraft.experiments.robustness import robustness as compare
    from stackcraft.experiments.tables import write_csv
    from stackcraft.viz.findings import Figure, write_findings
    from stackcraft.viz.pictures import findings

    loaded = results.load(folder)
    found = compare(loaded, outcome, lever or (), satisfy)
    place = folder / "analysis"
    write_csv(place / "robustness.csv", found.scores)
    figures = []
    names = list(dict.fromkeys(score.outcome for score in found.scores))
    for name in names:
        rows = [(s.option, s.regret, float("nan"), float("nan")) for s in found.scores if s.outcome == name]
        figures.append(Figure(f"Regret: {name}", "Mean loss against the best option in the same world.",
                              findings.bars(rows, "mean regret"), tall=True))  # fmt: skip
    if len(names) > 1:
        by_option = {(s.option, s.outcome): s.regret for s in found.scores}
        options = list(dict.fromkeys(s.option for s in found.scores))
        points = [(o, by_option[o, names[0]], by_option[o, names[1]]) for o in options]
        figures.insert(0, Figure("Trade-off", "Low and left is robust for both.",
                                 findings.trade_off(points, f"regret in {names[0]}", f"regret in {names[1]}")))  # fmt: skip
    write_findings(place / "robustness.html", "Robust choices", f"{found.worlds:,} worlds.", figures)
    if as_json:
        _print(_plain(found))
        return
    console = Console(highlight=False)
    for name in names:
        table = Table(title=name, box=None, title_justify="left", title_style="bold", pad_edge=False)
        for heading in (" · ".join(found.levers), "mean", "5 to 95 %", "regret", "bad world", "good enough", "best in"):
            table.add_column(heading, justify="left" if heading == " · ".join(found.levers) else "right")
        for s in found.scores:
            if s.outcome == name:
                enough = "" if s.satisficing != s.satisficing else f"{s.satisficing:.0%}"
                table.add_row(s.option, f"{s.mean:.3g}", f"{s.low:.3g} to {s.high:.3g}", f"{s.regret:.3g}",
                              f"{s.regret_high:.3g}", enough, f"{s.best:.0%}")  # fmt: skip
        console.print(table)
    console.print(
        f"{found.worlds:,} worlds, {found.left_out} left out. Written to {place}: robustness.html, robustness.csv"
    )


def equilibrium(
    source: Annotated[str, typer.Argument(metavar="[DIR|DESIGN]", help="Results, or a design to sweep now.")] = "game",
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Find the choices of strategies that no seat would take back, and how sure that is."""
    import tempfile

    from stackcraft.experiments import results
    from stackcraft.experiments.equilibrium import game_of
    from stackcraft.experiments.sweep import sweep

    path = Path(source)
    if (path / "manifest.json").exists():
        game = game_of(results.load(path))
    else:
        with tempfile.TemporaryDirectory() as folder:
            sweep(source, Path(folder) / "game")
            game = game_of(results.load(Path(folder) / "game"))
    if as_json:
        _print(_plain(game))
        return
    typer.echo(f"Seats {', '.join(game.seats)}; {game.worlds} paired runs for each profile of strategies.")
    for found in game.equilibria:
        played = "; ".join(
            f"{seat} {' or '.join(f'{name} ({p:.0%})' if p < 1 else name for name, p in mixture.items())}"
            for seat, mixture in found.mixture.items()
        )
        kind = ("strict, hence evolutionarily stable" if found.strict else "weak") if found.pure else "mixed"
        typer.echo(
            f"  {played}: {kind}; in {found.support:.0%} of resamplings; leaving costs {found.margin:.3g} or more"
        )
    if not game.equilibria:
        more = " or more" if game.searched else ""
        typer.echo(f"  No equilibrium in pure strategies, nor one found in which two seats{more} mix.")
    if not game.searched:
        typer.echo("Equilibria in which three seats or more mix were not looked for: there are too many strategies.")
    typer.echo(f"Resamplings without a pure equilibrium: {game.none:.0%}")


def _flat(box: Any) -> dict[str, Any]:
    return {"method": box.method, "coverage": box.coverage, "density": box.density, "mass": box.mass,
            "limits": len(box.limits), "sentence": box.sentence()}  # fmt: skip


def _plain(content: Any) -> Any:
    """Return records as what JSON has words for: no NaN, no infinity."""
    import math
    from dataclasses import asdict, is_dataclass

    if is_dataclass(content) and not isinstance(content, type):
        return _plain(asdict(content))
    if isinstance(content, dict):
        return {str(key): _plain(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_plain(value) for value in content]
    return None if isinstance(content, float) and not math.isfinite(content) else content


def _print(content: Any) -> None:
    import json

    typer.echo(json.dumps(content, default=str))
