"""Theses judged: arms run over worlds in processes of their own, and every claim weighed by the one rule."""

import tempfile
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from stackcraft.model.parameters import load_parameters
from stackcraft.model.problems import BadInput, Problem

from . import results, sweep
from .arms import ArmRunner, Readings, effects, make_cases
from .prepared import open_folder
from .thesis import Library, Part, Thesis
from .verdict import Count, Spread, Verdict, count, join, judge_worlds, spread, verdict
from .where import Place, find_place
from .worlds import Worlds, draw_worlds

REPLICATES = 200
LEAST = 2


@dataclass(frozen=True)
class PartFound:
    """What came of one part of a thesis.

    Attributes:
        part: The part.
        effects: Its effect in every world judged, shape (worlds,).
        spread: How it spreads.
        count: In how many worlds the part holds and fails.
    """

    part: Part
    effects: np.ndarray = field(repr=False)
    spread: Spread
    count: Count


@dataclass(frozen=True)
class Judgement:
    """What came of a thesis.

    Attributes:
        thesis_id: Its id.
        thesis: The thesis.
        verdict: supported, contradicted, depends or uncertain.
        count: In how many worlds the whole claim holds and fails.
        parts: Its parts, the leading one first.
        place: Where in parameter space it holds.
        left_out: Worlds left out because a run failed or a ratio had no base.
    """

    thesis_id: str
    thesis: Thesis
    verdict: Verdict
    count: Count
    parts: tuple[PartFound, ...]
    place: Place
    left_out: int

    @property
    def leading(self) -> PartFound:
        """The first part, whose effect stands for the thesis where one number is asked for."""
        return self.parts[0]


@dataclass(frozen=True)
class Judged:
    """All theses judged.

    Attributes:
        judgements: One for each thesis, in order.
        worlds: Worlds they were judged over.
        runs: Runs that it took.
        seconds: Wall time of the runs.
    """

    judgements: tuple[Judgement, ...]
    worlds: Worlds = field(repr=False)
    runs: int
    seconds: float


def judge(
    library: Library,
    replicates: int = REPLICATES,
    *,
    seed: int = 1,
    out: Path | None = None,
    workers: int | None = None,
    watch: Callable[[int, int], None] | None = None,
) -> Judged:
    """Judge theses.

    A replicate is a world: a parameter set and a seed, shared by all arms. Arms that several theses name are run once.

    Args:
        library: The theses, checked.
        replicates: Worlds, 2 or more; 50 or more for boxes.
        seed: Seed of the first world.
        out: Folder that keeps the runs, and is gone on with if it holds some; none is kept if None.
        workers: Processes; as many as there are processors if None.
        watch: Called with runs done and runs in all.

    Raises:
        BadInput: There are too few replicates, or the folder holds something else.
    """
    if replicates < LEAST:
        todo = "Give 2 or more; 50 or more to learn where a claim holds"
        raise BadInput([Problem(f"--replicates {replicates}", "is too few", "a verdict needs worlds to differ", todo)])
    worlds = draw_worlds(replicates, seed, load_parameters())
    cases = make_cases(library, worlds)
    with nullcontext(out) if out else tempfile.TemporaryDirectory() as place:
        folder = Path(place or ".") / "runs"
        folder.parent.mkdir(parents=True, exist_ok=True)
        prepared = open_folder(cases, folder, resume=folder.exists(), make=ArmRunner)
        before = prepared.skipped

        def tell(progress: sweep.Progress) -> None:
            if watch:
                watch(before + progress.done, cases.runs)

        done = sweep.carry_out(prepared, folder, workers, watch=tell)
        readings = Readings(cases, results.load(folder))
    found = [judge_one(name, thesis, readings, worlds) for name, thesis in library.theses.items()]
    return Judged(tuple(found), worlds, cases.runs, done.seconds)


def judge_one(thesis_id: str, thesis: Thesis, readings: Readings, worlds: Worlds) -> Judgement:
    """Return what came of a thesis, given the readings of its arms."""
    every = [effects(part, thesis, readings, len(worlds)) for part in thesis.parts]
    good = np.isfinite(np.stack(every)).all(axis=0)
    parts, judged = [], []
    for part, effect in zip(thesis.parts, every, strict=True):
        held = judge_worlds(effect[good], part.claim, part.threshold, part.margin)
        judged.append(held)
        parts.append(PartFound(part, effect[good], spread(effect[good]), count(held)))
    whole = join(judged)
    counted = count(whole)
    place = find_place(worlds.names, worlds.values[good], [effect[good] for effect in every], whole)
    return Judgement(thesis_id, thesis, verdict(counted), counted, tuple(parts), place, int((~good).sum()))
