"""Governments left to themselves: how often the record's patterns show, four ways, and whether they move with office.

Ways: weights and politics drawn about the shipped ones (prior); the shipped doctrines; weights tuned here on what the
record showed by June 2025; one mechanism switched off at a time (ablated). What came later was kept from tuning and is
judged apart (held out). As a placebo the new administration takes office a year early and a year late.
"""

import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from stackcraft.agents.cast import prepare
from stackcraft.model.dates import month_index
from stackcraft.model.opening import Opening
from stackcraft.model.parameters import load_parameters
from stackcraft.model.scenario import Administration, load_scenario

from . import manifest, results, sweep
from .arms import ArmCases
from .cases import Variant
from .design import Design, Sampling, Uncertainty
from .doctrine_search import Tuned, prior_factors, search, with_factors
from .ensemble import parameter_set
from .patterns import NEW_TEAM, PATTERNS, SWITCHES, TO_JUNE_2025, Course, clash, follow_opening
from .prepared import open_folder
from .shards import write_whole
from .verdict import wilson

SEEDS = 200
FIRST_SEED = 90_000
"""Seeds that no tuning, here or before, has seen."""

MONTHS = 72
"""Months followed: January 2022 to December 2027."""

POLITICS = ("politics", "bargaining", "deliberation")
"""Groups of parameters that the prior draws."""

OFFICES = ("2024-01", "2025-01", "2026-01")
"""Months in which the second administration takes office, the record's in the middle."""

WAY = "way"
AT_OFFICE = "@office"
FIRST_CLASH = "first_clash"


@dataclass(frozen=True)
class Share:
    """In what share of seeds something shows, with its 95 % interval."""

    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Endogenous:
    """What governments left to themselves did.

    Attributes:
        seeds: Seeds of each way.
        ways: Share of seeds with each pattern, by way: prior, shipped, tuned, and every switch.
        joint: Share of seeds with all patterns to June 2025, by way.
        offices: For each month of office: patterns looked for where they were in history, and where office moved them.
        first_clash: Median month of the first clash by month of office, None where most seeds have none; and the share
            of seeds that have one.
        tuned: What tuning found.
    """

    seeds: int
    ways: dict[str, dict[str, Share]]
    joint: dict[str, Share]
    offices: dict[str, dict[str, dict[str, Share]]]
    first_clash: dict[str, tuple[float | None, float]]
    tuned: Tuned


class PatternRunner:
    """Follows runs of the endogenous scenario; outcomes are patterns, 1 where one shows.

    Args:
        design: A design whose lever's options may hold `parameters`, `factors`, `office` and `prior`.
    """

    def __init__(self, design: Design) -> None:
        self.model_seconds = 0.0
        self._design = design
        self._openings: dict[str, Opening] = {}

    def warm_up(self) -> None:
        """Load the rules."""
        self.outcomes((next(iter(self._design.levers[WAY])),), {}, self._design.seed)

    def outcomes(self, variant: Variant, values: Mapping[str, float], seed: int) -> np.ndarray:
        """Return which patterns show where history had them, which where office moved them, and the first clash."""
        option = self._design.levers[WAY][variant[0]]
        is_prior = bool(option.get("prior"))
        name = f"{variant[0]} {seed}" if is_prior else variant[0]
        if name not in self._openings:
            self._openings = {name: _opening(option, seed if is_prior else None)}
        course = follow_opening(self._openings[name], seed, values if is_prior else {})
        turn = month_index(option.get("office", OFFICES[1]))
        moved = replace(course, turn=turn)
        clashes = [t for t in range(0, len(course.rungs), 12) if clash(replace(course, turn=t)) >= 0]
        first = float(clash(replace(course, turn=clashes[0]))) if clashes else -1.0
        shown = [*(f(course) for f in PATTERNS.values()), *(f(moved) for f in PATTERNS.values())]
        return np.array([*map(float, shown), first])


def _opening(option: Mapping[str, Any], prior_seed: int | None) -> Opening:
    scenario = load_scenario("endogenous", {"months": MONTHS, "parameters": option.get("parameters", {})})
    office = option.get("office")
    if office:
        first, second = scenario.administrations
        moved = Administration(seat=second.seat, date=office, strategy=second.strategy)
        scenario = scenario.model_copy(update={"administrations": (first, moved)})
    plan = prepare(scenario)
    factors = prior_factors(prior_seed) if prior_seed is not None else option.get("factors", {})
    return Opening(with_factors(plan, factors))


def ways_of(tuned: Tuned) -> dict[str, dict[str, Any]]:
    """Return every way, as options of a lever."""
    ways: dict[str, dict[str, Any]] = {
        "shipped": {},
        "prior": {"prior": True},
        "tuned": {"factors": tuned.factors},
    }
    ways |= {name: {"parameters": dict(values)} for name, values in SWITCHES.items()}
    return ways | {f"office {month}": {"office": month} for month in OFFICES if month != OFFICES[1]}


def make_cases(tuned: Tuned, seeds: int) -> ArmCases:
    """Return the runs: every way on the same seeds."""
    declared = load_parameters()
    drawn = [name for name, p in declared.items() if p.uncertain and p.group in POLITICS]
    values = [parameter_set(n, parameters=declared, others=drawn) for n in range(seeds)]
    points = np.array([[world[name] for name in drawn] for world in values])
    ways = ways_of(tuned)
    names = list(PATTERNS)
    design = Design(
        name="endogenous",
        scenario="endogenous",
        sampling=Sampling(method="table", samples=seeds),
        uncertainties={name: Uncertainty() for name in drawn},
        levers={WAY: ways},
        outcomes=(*names, *(f"{name}{AT_OFFICE}" for name in names), FIRST_CLASH),
        seed=FIRST_SEED,
        shard_runs=50,
    )
    world = np.tile(np.arange(seeds), len(ways))
    which = np.repeat(np.arange(len(ways)), seeds)
    return ArmCases(design, points[world], tuple((name,) for name in ways), which, world, FIRST_SEED)


def left_alone(
    seeds: int = SEEDS,
    *,
    tries: int = 120,
    out: Path | None = None,
    workers: int | None = None,
    watch: Callable[[str, int, int], None] | None = None,
) -> Endogenous:
    """Tune, run every way and count patterns.

    Args:
        seeds: Seeds of each way, none of them seen by the tuning.
        tries: Steps of the tuning.
        out: Folder that keeps runs and tuning, and is gone on with; none is kept if None.
        workers: Processes; as many as there are processors if None.
        watch: Called with what is done, how much and of how much.

    Raises:
        BadInput: The folder holds something else.
    """
    with nullcontext(out) if out else tempfile.TemporaryDirectory() as place:
        folder = Path(place or ".") / "patterns"
        folder.parent.mkdir(parents=True, exist_ok=True)
        tuned = _tuned(folder.parent / "tuned.json", tries, watch)
        cases = make_cases(tuned, seeds)
        prepared = open_folder(cases, folder, resume=folder.exists(), make=PatternRunner)

        def tell(progress: sweep.Progress) -> None:
            if watch:
                watch("Runs", prepared.skipped + progress.done, cases.runs)

        sweep.carry_out(prepared, folder, workers, watch=tell)
        table = results.load(folder)
    return _counted(cases, table, seeds, tuned)


def _tuned(place: Path, tries: int, watch: Callable[[str, int, int], None] | None) -> Tuned:
    """Return what the search finds, or found before with the same rules, data and number of steps."""
    label = f"{manifest.rules_hash()} {manifest.configs_hash()} {tries}"
    if place.is_file():
        kept = json.loads(place.read_text(encoding="utf-8"))
        if kept.pop("label") == label:
            return Tuned(**kept)
    found = search(tries, tell=(lambda done, total: watch("Tuning", done, total)) if watch else None)
    write_whole(place, json.dumps({"label": label, **asdict(found)}, indent=1).encode())
    return found


def _counted(cases: ArmCases, table: results.Results, seeds: int, tuned: Tuned) -> Endogenous:
    ways = [name for (name,) in cases.variants]
    found = {name: table.column(name).reshape(len(ways), seeds) for name in cases.design.outcomes}
    counted = {
        way: {name: _share(found[name][n]) for name in PATTERNS}
        for n, way in enumerate(ways)
        if not way.startswith("office")
    }
    joint = {
        way: _share(np.min([found[name][n] for name in TO_JUNE_2025], axis=0))
        for n, way in enumerate(ways)
        if way in counted
    }
    offices, first = {}, {}
    for month in OFFICES:
        n = ways.index(f"office {month}" if month != OFFICES[1] else "shipped")
        offices[month] = {
            "where history had it": {name: _share(found[name][n]) for name in PATTERNS},
            "where office moved it": {name: _share(found[f"{name}{AT_OFFICE}"][n]) for name in PATTERNS},
        }
        clashes = found[FIRST_CLASH][n]
        some = clashes[clashes >= 0]
        first[month] = (float(np.median(some)) if len(some) else None, len(some) / seeds)
    return Endogenous(seeds, counted, joint, offices, first, tuned)


def _share(shown: Sequence[float] | np.ndarray) -> Share:
    good = np.asarray(shown)[np.isfinite(shown)]
    hits = int(good.sum())
    return Share(hits / len(good) if len(good) else float("nan"), *wilson(hits, len(good)))


__all__ = ["NEW_TEAM", "Course", "Endogenous", "PatternRunner", "Share", "left_alone", "make_cases", "ways_of"]
