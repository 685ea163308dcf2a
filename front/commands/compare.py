"""`stackcraft compare`: two scenarios, pair by pair under the same seeds."""

from typing import Annotated

import typer

SHOWN = (
    ("chip_share_us", ("world", "cn", "gulf", "asean", "europe", "india")),
    ("model_share_us", ("world",)),
    ("us_makers_china_share_value", ("cn",)),
    ("china_domestic_share_units", ("cn",)),
    ("compute_lead", ("world",)),
    ("capability_gap_months", ("world",)),
    ("smuggled_units", ("cn",)),
    ("mineral_pain", ("us",)),
    ("cohesion", ("world",)),
)
"""Effects in the terminal; all are in --json."""


def compare(
    first: Annotated[str, typer.Argument(metavar="A", help="A shipped scenario, or a .toml file.")],
    second: Annotated[str, typer.Argument(metavar="B", help="The scenario compared with it.")],
    at: Annotated[str, typer.Option(metavar="YYYY-MM", help="Month compared; the last if not said.")] = "",
    replicates: Annotated[int, typer.Option(metavar="N", help="Pairs of runs.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print all effects as JSON.")] = False,
) -> None:
    """Tell what scenario B changes against A, with intervals, from runs that share every draw of chance."""
    from stackcraft.experiments.compare import compare as run_pairs

    from .progress import watched

    with watched() as watch:
        found = run_pairs(first, second, at=at, replicates=replicates, tell=watch.reruns)
    if as_json:
        import json
        import math

        effects: dict[str, dict[str, dict[str, float]]] = {}
        for e in found.effects:
            entry = {"mean": e.mean, "low": e.low, "high": e.high, "first": e.first}
            effects.setdefault(e.indicator_id, {})[e.entity] = entry
        gain = None if math.isnan(found.variance_reduction) else found.variance_reduction
        head = {"a": found.first, "b": found.second, "at": found.month, "replicates": found.replicates}
        typer.echo(json.dumps({**head, "effects": effects, "variance_reduction": gain}))
        return
    typer.echo(f"{found.second} less {found.first}, {found.month}, {found.replicates} pairs of runs")
    for indicator_id, entities in SHOWN:
        for entity in entities:
            e = found.effect(indicator_id, entity)
            sure = "" if e.low > 0 or e.high < 0 else "  (could be nothing)"
            name = f"{indicator_id}.{entity}"
            typer.echo(f"  {name:38} {e.first:10.4g}  {e.mean:+.4g}  ({e.low:+.4g} to {e.high:+.4g}){sure}")
    if found.variance_reduction == found.variance_reduction:
        typer.echo(f"Sharing the draws makes differences {found.variance_reduction:.3g} times less variable (median).")
