"""`stackcraft explain`: why seats did what they did, and why shipments passed or didn't."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from stackcraft.given import check_count, refuse, whole_number


def explain(
    run: Annotated[
        str, typer.Argument(metavar="RUN", help="A folder written by run --out, or a scenario.")
    ] = "history",
    seat: Annotated[str | None, typer.Option(metavar="SEAT", help="Only this seat's decisions.")] = None,
    month: Annotated[
        str | None, typer.Option(metavar="YYYY-MM", help="Only this month, with the licenses of that month.")
    ] = None,
    seed: Annotated[int, typer.Option(metavar="S", parser=whole_number, help="Seed, where RUN is a scenario.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Tell decisions and license determinations in sentences, with what luck had to do with them."""
    from stackcraft import api
    from stackcraft.agents import explain as why
    from stackcraft.agents.engine import Engine
    from stackcraft.model.dates import month_index

    from .progress import watched

    refuse(check_count("--seed", seed, 0))
    asked = _asked(run, seed)
    refuse(*_check(asked.plan, seat, month))
    with watched() as watch:
        if month is None:
            result = api.carry_out(asked, watch.months)
        else:
            engine = Engine(asked.plan, asked.seed)
            engine.run_to(month_index(month) + 1)
            result = engine.result()
    told = list(why.decisions(result, seat or "", month or ""))
    passed = list(why.determinations(result)) if month else []
    if as_json:
        typer.echo(json.dumps({"decisions": told, "determinations": passed, "digest": result.digest}))
        return
    typer.echo("\n".join([*told, *([""] if told and passed else []), *passed]) or "No decision fits.")


def _asked(run: str, seed: int) -> Any:
    """Return what was run: the plan and seed of a folder's run, or a scenario."""
    from stackcraft import api
    from stackcraft.model.problems import BadInput, Problem
    from stackcraft.model.scenario import Scenario

    folder = Path(run)
    if not folder.is_dir():
        return api.prepare(run, seed)
    try:
        label = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        scenario = Scenario(**label["resolved"])
        number = int(label["seed"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        why = f"its run.json can't be read: {error}".splitlines()[0]
        raise BadInput([Problem(run, "no run is stored there", why, "Name a folder written by run --out")]) from error
    return api.prepare(scenario, number)


def _check(plan: Any, seat: str | None, month: str | None) -> list[Any]:
    """Return what is wrong with seat and month."""
    from stackcraft.model.dates import month_index, month_name
    from stackcraft.model.problems import Problem, nearest_names

    problems = []
    if seat is not None and seat not in plan.tables.seats.index:
        near = nearest_names(seat, plan.tables.seats.ids)
        problems.append(Problem("--seat", f"unknown seat {seat!r}", "", "See configs/tables/seats.csv", near))
    if month is not None:
        last = plan.start + plan.scenario.months - 1
        try:
            if not plan.start <= month_index(month) <= last:
                span = f"the run lasts from {month_name(plan.start)} to {month_name(last)}"
                problems.append(Problem("--month", f"{month} is outside the run", span, "Choose a month of it"))
        except ValueError as error:
            problems.append(Problem("--month", str(error)))
    return problems
