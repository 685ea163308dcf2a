"""Which uncertain numbers an outcome hangs on: indices by SALib, with intervals, over sample size and over time."""

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from stackcraft.model.problems import BadInput, Problem, nearest_names

from . import sampling
from .cases import Variant, all_variants
from .results import Results, require_whole

METHODS = {
    "sobol": ("sobol",),
    "morris": ("morris",),
    "fast": ("fast",),
    "pawn": ("none", "factorial", "lhs", "sobol", "morris", "fast", "table"),
}
"""Methods, and the samplings that each can be read from."""

LEVEL = 0.95
"""Level of the intervals."""

SEED = 1
"""Seed of the resampling behind intervals."""

LEAST_CASES = 40
"""Cases below which a method that only looks at a sample says nothing."""


@dataclass(frozen=True)
class Index:
    """How far one parameter moves one outcome.

    Attributes:
        outcome: The outcome.
        variant: Options of the levers.
        parameter: The parameter.
        index: Which index: S1, ST, mu_star, sigma or PAWN.
        value: The index.
        low: Lower end of its interval; NaN where the method has none.
        high: Upper end.
        samples: Base samples it rests on.
    """

    outcome: str
    variant: Variant
    parameter: str
    index: str
    value: float
    low: float
    high: float
    samples: int


@dataclass(frozen=True)
class Sensitivity:
    """Indices of several outcomes.

    Attributes:
        method: Method they come from.
        indices: All indices, for the whole sample.
        convergence: The same at smaller samples, and at the whole one.
        pairs: Second-order indices of Sobol, parameter written as "a × b".
        left_out: Cases left out because a run of theirs failed.
        cases: Cases there are.
        constant: Outcomes that don't vary, which have no indices.
    """

    method: str
    indices: tuple[Index, ...]
    convergence: tuple[Index, ...]
    pairs: tuple[Index, ...]
    left_out: int
    cases: int
    constant: tuple[str, ...]

    def main(self) -> str:
        """Return the index by which parameters are ranked."""
        return {"sobol": "ST", "morris": "mu_star", "fast": "ST", "pawn": "PAWN"}[self.method]

    def ranked(self, outcome: str) -> list[Index]:
        """Return an outcome's main indices, greatest first."""
        found = [i for i in self.indices if i.outcome == outcome and i.index == self.main()]
        return sorted(found, key=lambda i: -i.value if math.isfinite(i.value) else math.inf)


def analyse(results: Results, outcomes: Sequence[str] = (), method: str = "") -> Sensitivity:
    """Return how far each uncertainty moves each outcome.

    Sobol's, Morris' and FAST's schemes need every run: with failures they are refused, the count named. PAWN
    leaves failed cases out and says how many.

    Args:
        results: Results of a sweep.
        outcomes: Outcomes to explain; all if none are named.
        method: sobol, morris, fast or pawn; that of the design's sampling if empty, else pawn.

    Raises:
        BadInput: The method can't be read from this sample, runs are missing, or an outcome is unknown.
    """
    how = results.design.sampling.method
    chosen = method or (how if how in ("sobol", "morris", "fast") else "pawn")
    _check(results, chosen, how)
    names = [results.find(name) for name in outcomes] or list(results.outcomes)
    variants = all_variants(results.design) if how != "table" else ((),)
    points = results.points()[:: results.design.replicates]
    size = len(points) // len(variants)
    found: list[Index] = []
    steps: list[Index] = []
    pairs: list[Index] = []
    constant: list[str] = []
    left_out: set[int] = set()
    for name in names:
        whole = results.by_case(name)
        for v, variant in enumerate(variants):
            part = slice(v * size, (v + 1) * size)
            y, x = whole[part], points[part]
            good = np.isfinite(y)
            left_out |= set((np.flatnonzero(~good) + v * size).tolist())
            if good.sum() and float(np.ptp(y[good])) < 1e-12 * (1.0 + float(np.abs(y[good]).max())):
                constant.append(name)
                continue
            analyst = _Analyst(results, chosen, name, variant)
            found += analyst.indices(x[good], y[good])
            steps += analyst.convergence(x[good], y[good])
            pairs += analyst.pairs(y) if chosen == "sobol" else []
    return Sensitivity(
        chosen, tuple(found), tuple(steps), tuple(pairs), len(left_out), len(points), tuple(dict.fromkeys(constant))
    )


def _check(results: Results, method: str, how: str) -> None:
    """Refuse a method that can't be read from these results."""
    if method not in METHODS:
        near = nearest_names(method, METHODS)
        todo = f"Choose one of {', '.join(METHODS)}"
        raise BadInput([Problem(f"--method {method}", "is not known", "", todo, near)])
    if not results.uncertainties:
        todo = "See `stackcraft discover` or `stackcraft equilibrium` for levers"
        raise BadInput([Problem(str(results.folder), "has no uncertainties", "nothing was sampled", todo)])
    if how not in METHODS[method]:
        what = f"{method} can't be read from a sample made by {how}"
        todo = f"Sweep a design with method = '{method}', or use --method pawn"
        raise BadInput([Problem(f"--method {method}", what, "", todo)])
    if method in ("sobol", "morris", "fast"):
        require_whole(results, f"the scheme of {method}")
    elif results.table.num_rows < LEAST_CASES:
        what = f"{results.table.num_rows} runs are too few for {method}"
        raise BadInput([Problem(str(results.folder), what, f"it needs {LEAST_CASES}", "Sweep with more samples")])


class _Analyst:
    """SALib's analysis of one outcome under one variant."""

    def __init__(self, results: Results, method: str, outcome: str, variant: Variant) -> None:
        self.design = results.design
        self.space = sampling.problem_of(results.design)
        self.method, self.outcome, self.variant = method, outcome, variant
        self.modules = _modules()

    def indices(self, x: np.ndarray, y: np.ndarray) -> list[Index]:
        """Return the indices of a sample: x of shape (cases, uncertainties), y of shape (cases,)."""
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")  # SALib warns of divisions it then handles
            return self._indices(self._in_logs(x), y)

    def convergence(self, x: np.ndarray, y: np.ndarray) -> list[Index]:
        """Return the indices of growing parts of the sample, the whole one last."""
        k, given = len(self.design.uncertainties), self.design.sampling
        block = {"sobol": (2 if given.second_order else 1) * k + 2, "morris": k + 1}.get(self.method, 1)
        if self.method == "fast":  # a curve can't be cut
            return []
        whole = len(y) // block
        found = []
        for part in (8, 4, 2, 1):
            count = whole // part
            if count < (4 if self.method == "morris" else 8):
                continue
            found += self.indices(x[: count * block], y[: count * block])
        return found

    def pairs(self, y: np.ndarray) -> list[Index]:
        """Return Sobol's second-order indices."""
        if not self.design.sampling.second_order:
            return []
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            found = self._sobol(y)
        names, made = self.space["names"], []
        for a in range(len(names)):
            for b in range(a + 1, len(names)):
                value, half = float(found["S2"][a, b]), float(found["S2_conf"][a, b])
                made.append(self._index(f"{names[a]} × {names[b]}", "S2", value, half, len(y)))
        return made

    def _in_logs(self, x: np.ndarray) -> np.ndarray:
        x = x.copy()
        for n, uncertainty in enumerate(self.design.uncertainties.values()):
            if uncertainty.scale == "log":
                x[:, n] = np.log(x[:, n])
        return x

    def _indices(self, x: np.ndarray, y: np.ndarray) -> list[Index]:
        names, modules = self.space["names"], self.modules
        if self.method == "sobol":
            found = self._sobol(y)
            columns = {"S1": ("S1", "S1_conf"), "ST": ("ST", "ST_conf")}
        elif self.method == "morris":
            levels = self.design.sampling.levels
            found = modules["morris"].analyze(self.space, x, y, num_levels=levels, conf_level=LEVEL, seed=SEED)
            columns = {"mu_star": ("mu_star", "mu_star_conf"), "sigma": ("sigma", "")}
        elif self.method == "fast":
            found = modules["fast"].analyze(self.space, y, M=sampling.FAST_HARMONICS, conf_level=LEVEL, seed=SEED)
            columns = {"S1": ("S1", "S1_conf"), "ST": ("ST", "ST_conf")}
        else:
            return self._pawn(x, y)
        made = []
        for index, (value, half) in columns.items():
            for n, name in enumerate(names):
                width = float(found[half][n]) if half else math.nan
                made.append(self._index(name, index, float(found[value][n]), width, len(y)))
        return made

    def _sobol(self, y: np.ndarray) -> Any:
        second = self.design.sampling.second_order
        spread = (y - y.mean()) / y.std()
        return self.modules["sobol"].analyze(
            self.space, spread, calc_second_order=second, num_resamples=200, conf_level=LEVEL, seed=SEED
        )

    def _pawn(self, x: np.ndarray, y: np.ndarray) -> list[Index]:
        """Return PAWN's median index; its interval by resampling cases, which SALib leaves to the caller."""
        pawn, cuts = self.modules["pawn"], 10 if len(y) >= 200 else 5
        order = np.argsort(scattered(len(y) * 20)).reshape(20, len(y)) % len(y)

        def medians(rows: Any) -> np.ndarray:
            return np.array(pawn.analyze(self.space, x[rows], y[rows], S=cuts, seed=SEED)["median"], float)

        value = medians(np.arange(len(y)))
        again = np.array([medians(rows) for rows in order])
        half = 1.96 * np.nanstd(again, axis=0)
        names = self.space["names"]
        return [self._index(name, "PAWN", value[n], float(half[n]), len(y)) for n, name in enumerate(names)]

    def _index(self, name: str, index: str, value: float, half: float, samples: int) -> Index:
        k, given = len(self.design.uncertainties), self.design.sampling
        block = {"sobol": (2 if given.second_order else 1) * k + 2, "morris": k + 1}.get(self.method, 1)
        return Index(
            self.outcome, self.variant, name, index, float(value), value - half, value + half, samples // block
        )


def scattered(count: int) -> np.ndarray:
    """Return numbers in no order, the same every time: what resampling draws from."""
    z = (np.arange(count, dtype=np.uint64) + np.uint64(SEED)) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    return np.asarray(z ^ (z >> np.uint64(27)))


def _modules() -> dict[str, Any]:
    """Return SALib's analysis modules by our names."""
    try:
        from SALib.analyze import fast, morris, pawn, sobol  # slow to import, and an extra
    except ImportError as error:
        todo = "Install stackcraft[analysis]"
        raise BadInput([Problem("sensitivity", "SALib is not installed", str(error), todo)]) from error
    return {"sobol": sobol, "morris": morris, "fast": fast, "pawn": pawn}
