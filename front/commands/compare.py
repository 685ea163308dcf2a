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

NOTHING = 1e-6
"""Differences below this, relative to the indicator or to 1, aren't worth a line of numbers."""


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

        def finite(value: float) -> float | None:
            return value if math.isfinite(value) else None

        effects: dict[str, dict[str, dict[str, float | None]]] = {}
        for e in found.effects:
            entry = {
                "mean": e.mean, "low": e.low, "high": e.high, "first": e.first, "needed": e.needed,
                "needed_unpaired": e.needed_unpaired, "size": finite(e.size),
                "variance_reduction": finite(e.variance_reduction),
            }  # fmt: skip
            effects.setdefault(e.indicator_id, {})[e.entity] = entry
        gain = None if math.isnan(found.variance_reduction) else found.variance_reduction
        head = {"a": found.first, "b": found.second, "at": found.month, "replicates": found.replicates}
        typer.echo(json.dumps({**head, "effects": effects, "variance_reduction": gain}))
        return
    shown = [found.effect(indicator_id, entity) for indicator_id, entities in SHOWN for entity in entities]
    typer.echo(f"{found.second} less {found.first}, {found.month}, {found.replicates} pairs of runs")
    typer.echo(f"  {'':38} {'first':>10}  {'difference, 95 % interval':36} {'size':>6}  pairs needed")
    for e in shown:
        name = f"{e.indicator_id}.{e.entity}"
        if max(abs(e.low), abs(e.high)) <= NOTHING * max(1.0, abs(e.first)):
            typer.echo(f"  {name:38} {e.first:10.4g}  none to speak of")
            continue
        difference = f"{e.mean:+.4g}  ({e.low:+.4g} to {e.high:+.4g})"
        size = f"{e.size:+.1f}" if abs(e.size) < 100 else "large"
        sure = "" if e.is_sure else "  (could be nothing)"
        typer.echo(f"  {name:38} {e.first:10.4g}  {difference:36} {size:>6}  {_pairs(e.needed):>6}{sure}")
    typer.echo("Size is in standard deviations over seeds; pairs needed is from how many on the interval leaves out 0.")
    if found.variance_reduction == found.variance_reduction:
        most = max((e.needed for e in shown), default=0)
        alone = max((e.needed_unpaired for e in shown), default=0)
        typer.echo(
            f"Sharing the draws makes differences {found.variance_reduction:.3g} times less variable than independent "
            f"seeds (median of the indicators that vary): {_pairs(most)} pairs tell all of these effects from nothing, "
            f"where runs under seeds of their own would take {_pairs(alone)}."
        )


def _pairs(count: int) -> str:
    """Return a number of replicates as text."""
    return f"{count:,}" if count < 100_000 else "> 100,000"
