"""`stackcraft benchmark`: how fast it is, on this computer."""

from typing import Annotated

import typer


def benchmark(
    phases: Annotated[bool, typer.Option("--phases", help="Time each rule of the month too.")] = False,
    peers: Annotated[bool, typer.Option("--peers", help="Measure other tools' batches beside sweeps.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Measure a default run, the choice of stack against Mesa objects, and what a sweep adds to its runs."""
    from stackcraft.benchmark import benchmark as measure

    from .progress import watched

    with watched() as watch:
        results = measure(phases, watch.working, peers)
    if as_json:
        import json

        typer.echo(json.dumps(results, indent=1))
        return
    for name, entry in results.items():
        value = entry["value"]
        shown = value if isinstance(value, str) else f"{value:,.2f}"
        typer.echo(f"{name:36} {shown} {entry['unit']}".rstrip())
