"""Calibration: searches for the best set, fits without each series, a fit to 2024 alone, and an ensemble of acceptable sets."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from stackcraft.model.noise import draw, key, uniform
from stackcraft.model.parameters import Parameter, load_parameters
from stackcraft.model.problems import BadInput, Problem
from stackcraft.model.schema import CONFIGS

from . import manifest
from .ensemble import roles
from .evidence import Evidence, Point, load_evidence
from .fit import FAR, PULL, SEEDS, Fit, Range, ranges
from .record import DECEMBER_2024, Record
from .search import Trials, search

LADDER = draw("calibration.ladder", "in which order a parameter's strata are dealt to the sets of an ensemble")
WITHIN = draw("calibration.stratum", "where in its stratum a parameter of a set lies")

BEST, LEFT_OUT, TO_2024, SETS = "best", "left_out", "to_2024", "sets"
"""Kinds of fits."""


@dataclass(frozen=True)
class Settings:
    """How much is searched.

    Attributes:
        trials: Trials of each search for the best set; other fits get a third of it.
        searches: Independent searches for the best set.
        sets: Fits with the open parameters drawn from their ranges, of which acceptable ones become the ensemble.
        left_out: Whether a fit is made without each series, and one to December 2024.
        seed: Seed of the first search; the others count up.
        run_seeds: Seeds that each trial runs under.
    """

    trials: int = 600
    searches: int = 4
    sets: int = 24
    left_out: bool = True
    seed: int = 1
    run_seeds: tuple[int, ...] = SEEDS


@dataclass(frozen=True)
class Job:
    """One fit.

    Attributes:
        kind: One of the kinds of fits.
        name: What sets it apart from others of its kind.
        points: The points fitted.
        fixed: Values of parameters that aren't searched.
        trials: Trials.
        seed: Seed of the search.
    """

    kind: str
    name: str
    points: tuple[Point, ...] = field(repr=False)
    fixed: dict[str, float] = field(repr=False)
    trials: int
    seed: int


@dataclass(frozen=True)
class Fitted:
    """A fit that is done.

    Attributes:
        job: The fit.
        values: Best values, fixed ones included.
        loss: Their loss on the points fitted.
        trials: All that was tried.
    """

    job: Job
    values: dict[str, float]
    loss: float
    trials: Trials = field(repr=False)


Watch = Callable[[str, int, int, float], None]
"""Hears the fit, trials done in all, trials in all, and the least loss of the fit so far."""


class Calibration:
    """All fits of a calibration, each kept in a journal of its own.

    Args:
        settings: How much is searched.
        folder: Where journals are kept; None for none.
        observations: File of observations; the shipped one if None.
    """

    def __init__(self, settings: Settings, folder: Path | None = None, observations: Path | None = None) -> None:
        self.settings = settings
        self.folder = folder
        self.evidence: Evidence = load_evidence(observations)
        self.parameters: dict[str, Parameter] = load_parameters()
        self.roles = roles()
        self.free: tuple[Range, ...] = ranges(self.parameters, self._of_role("fit"))
        self.open: tuple[Range, ...] = ranges(self.parameters, self._of_role("open"))
        self.record = Record(self.evidence.points)
        self.jobs = self._jobs()
        self._label = self._hash()

    def run(
        self, tell: Watch | None = None, *, part: tuple[int, int] = (1, 1), resume: bool = False
    ) -> tuple[Fitted, ...]:
        """Return all fits, made or taken from their journals.

        Args:
            tell: Hears how far it is.
            part: K and N: of N parts only the K-th is made, for runs side by side; a later call joins them.
            resume: Whether journals that exist are gone on with.

        Raises:
            BadInput: Journals exist and `resume` is off, or they are of another calibration.
        """
        if not resume and self.folder and any(self._journal(job).exists() for job in self.jobs):
            why = "a calibration began here"
            raise BadInput([Problem(str(self.folder), why, "", "Go on with --resume, or name an empty folder")])
        mine = [job for n, job in enumerate(self.jobs) if n % part[1] == part[0] - 1]
        total, before, done = sum(job.trials + 1 for job in mine), 0, []
        for job in mine:
            done.append(self._fit(job, tell, before, total))
            before += job.trials + 1
        return tuple(done)

    def _fit(self, job: Job, tell: Watch | None, before: int, total: int) -> Fitted:
        fit = Fit(self.record, job.points, self.free, job.fixed, self.settings.run_seeds)
        name = f"{job.kind} {job.name}"
        trials = search(
            fit.losses,
            fit.blocks,
            job.trials,
            job.seed,
            self._journal(job) if self.folder else None,
            f"{self._label} {name}",
            (lambda n, least: tell(name, before + n, total, least)) if tell else None,
        )
        return Fitted(job, fit.values(trials.best), trials.least, trials)

    def _journal(self, job: Job) -> Path:
        assert self.folder is not None
        return self.folder / "journals" / f"{job.kind}-{job.name}.csv"

    def _of_role(self, role: str) -> list[str]:
        return [name for name, (found, _) in self.roles.items() if found == role]

    def _jobs(self) -> tuple[Job, ...]:
        s, points = self.settings, self.evidence.points
        third = max(2, s.trials // 3)
        jobs = [Job(BEST, str(n), points, {}, s.trials, s.seed + n) for n in range(s.searches)]
        if s.left_out:
            for series in dict.fromkeys(p.series for p in points if p.usable):
                jobs.append(Job(LEFT_OUT, series, self.evidence.without(series).points, {}, third, s.seed))
            early = self.evidence.until(DECEMBER_2024).points
            jobs += [Job(TO_2024, str(n), early, {}, third, s.seed + n) for n in range(2)]
        for n in range(s.sets):
            fixed = {r.name: r.value(self._stratum(r.name, n)) for r in self.open}
            jobs.append(Job(SETS, f"{n:03d}", points, fixed, third, s.seed + 1000 + n))
        return tuple(jobs)

    def _stratum(self, name: str, n: int) -> float:
        """Return the place of an open parameter in set `n`: a Latin hypercube whose columns are dealt by named draws."""
        sets, seed, owner = self.settings.sets, np.uint64(self.settings.seed), key(name)
        order = np.argsort([uniform(seed, LADDER, owner, m) for m in range(sets)])
        return float((np.flatnonzero(order == n)[0] + uniform(seed, WITHIN, owner, n)) / sets)

    def _hash(self) -> str:
        """Return what ties journals to code, data and settings that change a trial; how many trials isn't among them."""
        made = hashlib.blake2b(digest_size=12)
        made.update(manifest.rules_hash().encode())
        for path in sorted(CONFIGS.rglob("*.csv")):
            if "evidence" not in path.parts and path.parent.name != "calibration":
                made.update(path.read_bytes())
        made.update(repr((self.free, self.open, self.settings.run_seeds, self.settings.sets, PULL, FAR)).encode())
        made.update(
            repr(
                [(p.series, p.entity, p.date, p.value, p.band, p.window, p.reading) for p in self.evidence.points]
            ).encode()
        )
        made.update((CONFIGS / "scenarios" / "history.toml").read_bytes())
        return made.hexdigest()


def best_of(fits: Sequence[Fitted], kind: str = BEST) -> Fitted:
    """Return the fit of least loss of a kind."""
    return min((fit for fit in fits if fit.job.kind == kind), key=lambda fit: fit.loss)
