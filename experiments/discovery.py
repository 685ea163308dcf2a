"""Scenario discovery: in which part of the space of uncertainties and levers does an outcome come about?"""

import math
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from stackcraft.model.problems import BadInput, Problem

from .condition import holds, parse
from .results import Results

LEAST_CASES = 50
LEAST_MASS = 0.05
"""Least share of the cases that a box may hold."""

SURE = 0.05
"""A limit that could be chance with more than this probability is dropped."""

LEAVES = 8
"""Most leaves of the tree."""


@dataclass(frozen=True)
class Limit:
    """A box's limit on one column.

    Attributes:
        name: Uncertainty or lever.
        low: Lower end, -inf if none.
        high: Upper end, inf if none.
        options: Options of a lever that stay; empty for an uncertainty.
        chance: Probability that the limit is chance (quasi-p value), NaN where the method has none.
    """

    name: str
    low: float = -math.inf
    high: float = math.inf
    options: tuple[str, ...] = ()
    chance: float = math.nan

    def sentence(self) -> str:
        """Return the limit in words."""
        if self.options:
            return f"{self.name} is {' or '.join(self.options)}"
        if math.isinf(self.low):
            return f"{self.name} < {self.high:.3g}"
        if math.isinf(self.high):
            return f"{self.name} > {self.low:.3g}"
        return f"{self.name} between {self.low:.3g} and {self.high:.3g}"


@dataclass(frozen=True)
class Box:
    """A part of the space.

    Attributes:
        method: prim or cart.
        limits: What bounds it.
        coverage: Share of the cases of interest that lie in it.
        density: Share of its cases that are of interest.
        mass: Share of all cases that lie in it.
    """

    method: str
    limits: tuple[Limit, ...]
    coverage: float
    density: float
    mass: float

    def sentence(self) -> str:
        """Return the box in words."""
        where = " and ".join(limit.sentence() for limit in self.limits) or "anywhere"
        word = "Always" if self.density > 0.999 else "Mostly" if self.density > 0.5 else "More often"
        return (
            f"{word} when {where}: {self.density:.0%} of the cases there, "
            f"and {self.coverage:.0%} of all such cases lie there."
        )


@dataclass(frozen=True)
class Step:
    """A step of the peeling: what is gained in density is paid in coverage."""

    coverage: float
    density: float
    mass: float
    limits: int


@dataclass(frozen=True)
class Discovery:
    """What was found.

    Attributes:
        condition: What was looked for.
        interest: Share of the cases in which it holds.
        cases: Cases looked at.
        left_out: Cases left out because a run of theirs failed.
        boxes: Boxes, PRIM's first, densest of the tree after.
        peeling: Steps of PRIM's first box.
    """

    condition: str
    interest: float
    cases: int
    left_out: int
    boxes: tuple[Box, ...]
    peeling: tuple[Step, ...]


def discover(results: Results, condition: str) -> Discovery:
    """Return where a condition on outcomes holds.

    A case of several replicates is of interest where the condition holds in more than half of them.

    Args:
        results: Results of a sweep.
        condition: As `chip_share_us.world < 0.6`; several joined by `and`.

    Raises:
        BadInput: The condition can't be read, holds nowhere or everywhere, or there are too few cases.
    """
    conditions = parse(condition, results)
    share = holds(conditions, results)
    good = np.isfinite(share)
    interest = share[good] > 0.5
    where = " and ".join(c.text() for c in conditions)
    _check(results, where, interest)
    frame = _frame(results, good)
    box, peeling = prim_box(frame, interest)
    boxes = [*([box] if box else []), *_cart(frame, interest)]
    return Discovery(where, float(interest.mean()), len(interest), int((~good).sum()), tuple(boxes), tuple(peeling))


def _check(results: Results, where: str, interest: np.ndarray) -> None:
    place = str(results.folder)
    if not results.uncertainties and not results.levers:
        raise BadInput([Problem(place, "nothing was varied", "", "Sweep a design with uncertainties or levers")])
    if len(interest) < LEAST_CASES:
        what = f"{len(interest)} sound cases are too few"
        raise BadInput([Problem(place, what, f"discovery needs {LEAST_CASES}", "Sweep with more samples")])
    if interest.all() or not interest.any():
        values = {c.partition(" ")[0]: results.column(c.partition(" ")[0]) for c in where.split(" and ")}
        ranges = "; ".join(f"{name} runs from {np.nanmin(v):.3g} to {np.nanmax(v):.3g}" for name, v in values.items())
        what = f"{where} holds in {'every' if interest.any() else 'no'} case"
        raise BadInput(
            [Problem("--outcome", what, "there is nothing to tell apart", f"Choose a bound within: {ranges}")]
        )


def _frame(results: Results, good: np.ndarray) -> Any:
    """Return uncertainties and levers of the sound cases as a pandas DataFrame, levers as categories."""
    import pandas as pd

    step = results.design.replicates
    columns: dict[str, Any] = {name: results.column(name)[::step][good] for name in results.uncertainties}
    for name in results.levers:
        options = np.array(results.table[name].to_pylist(), dtype=object)[::step][good]
        columns[name] = pd.Categorical(options)
    return pd.DataFrame(columns)


def prim_box(
    frame: Any, interest: np.ndarray, merit: Callable[[Step], float] | None = None
) -> tuple[Box | None, list[Step]]:
    """Return PRIM's best box, less the limits that could be chance, and its peeling.

    Args:
        frame: Columns that limits may be set on, a row for each case (pandas DataFrame).
        interest: Which cases are looked for, shape (cases,).
        merit: How good a step of the peeling is; coverage and density count alike if None.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # optional evaluators of the workbench that aren't used here
            from ema_workbench.analysis import prim
    except ImportError as error:
        todo = "Install stackcraft[analysis]"
        raise BadInput([Problem("discover", "the EMA workbench is not installed", str(error), todo)]) from error
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = prim.Prim(frame, interest, threshold=0.5, mass_min=LEAST_MASS).find_box()
    if found is None:
        return None, []
    path = found.peeling_trajectory
    peeling = [
        Step(float(row.coverage), float(row.density), float(row.mass), int(row.res_dim)) for row in path.itertuples()
    ]
    judge = merit or _merit
    chosen = max(range(len(peeling)), key=lambda n: judge(peeling[n]))
    chances = found.qp[chosen]
    limits = []
    for name in frame.columns:
        ends = [value for value in chances.get(name, [1.0]) if value >= 0]
        chance = min(ends, default=1.0)
        limit = _limit(name, found.box_lims[chosen][name], found.box_lims[0][name], chance)
        if limit and chance <= SURE:
            limits.append(limit)
    if not limits:
        return None, peeling
    inside = np.ones(len(interest), bool)
    for limit in limits:
        inside &= _within(frame, limit)
    return _box("prim", limits, inside, interest), peeling


def _merit(step: Step) -> float:
    """Return how good a step is: the harmonic mean of coverage and density, less a little for each limit."""
    both = step.coverage + step.density
    return (2 * step.coverage * step.density / both if both else 0.0) - 0.01 * step.limits


def _limit(name: str, ends: Any, whole: Any, chance: float) -> Limit | None:
    """Return a box's limit on a column, None where it keeps the whole range."""
    low, high = ends.iloc[0], ends.iloc[1]
    if isinstance(low, set | frozenset):
        if low == whole.iloc[0]:
            return None
        return Limit(name, options=tuple(sorted(str(option) for option in low)), chance=chance)
    at_low, at_high = low <= whole.iloc[0], high >= whole.iloc[1]
    if at_low and at_high:
        return None
    return Limit(name, -math.inf if at_low else float(low), math.inf if at_high else float(high), chance=chance)


def _within(frame: Any, limit: Limit) -> np.ndarray:
    """Return which cases keep a limit."""
    column = frame[limit.name]
    if limit.options:
        return np.asarray(column.astype(str).isin(limit.options))
    values = np.asarray(column, float)
    return (values >= limit.low) & (values <= limit.high)


def _box(method: str, limits: Sequence[Limit], inside: np.ndarray, interest: np.ndarray) -> Box:
    hits = float((inside & interest).sum())
    return Box(
        method,
        tuple(limits),
        coverage=hits / float(interest.sum()),
        density=hits / float(inside.sum()) if inside.any() else 0.0,
        mass=float(inside.mean()),
    )


def _cart(frame: Any, interest: np.ndarray) -> list[Box]:
    """Return the leaves of a classification tree in which the condition mostly holds, densest first."""
    import pandas as pd
    from sklearn.tree import DecisionTreeClassifier  # slow to import

    coded = pd.get_dummies(frame)
    least = max(5, int(LEAST_MASS * len(interest)))
    tree = DecisionTreeClassifier(
        max_leaf_nodes=LEAVES, min_samples_leaf=least, class_weight="balanced", random_state=0
    ).fit(coded.to_numpy(float), interest)
    paths = tree.decision_path(coded.to_numpy(float)).toarray().astype(bool)
    boxes = []
    for node, limits in _leaves(tree.tree_, list(coded.columns), frame):
        box = _box("cart", limits, paths[:, node], interest)
        if box.density > max(0.5, float(interest.mean())):
            boxes.append(box)
    return sorted(boxes, key=lambda box: (-box.density * box.coverage, -box.density))


def _leaves(tree: Any, columns: list[str], frame: Any) -> list[tuple[int, list[Limit]]]:
    """Return every leaf with the limits on the way to it; leaves below one node that say the same are one."""
    found: list[tuple[int, list[Limit]]] = []

    def mostly(node: int) -> bool | None:
        """Return what all leaves below a node say, None if they differ."""
        if tree.children_left[node] < 0:
            return bool(tree.value[node][0][1] > tree.value[node][0][0])
        left, right = mostly(tree.children_left[node]), mostly(tree.children_right[node])
        return left if left == right else None

    def walk(node: int, ends: dict[str, tuple[float, float]]) -> None:
        if mostly(node) is not None:
            found.append((node, _limits(ends, frame)))
            return
        name, cut = columns[tree.feature[node]], float(tree.threshold[node])
        low, high = ends.get(name, (-math.inf, math.inf))
        walk(int(tree.children_left[node]), {**ends, name: (low, min(high, cut))})
        walk(int(tree.children_right[node]), {**ends, name: (max(low, cut), high)})

    walk(0, {})
    return found


def _limits(ends: dict[str, tuple[float, float]], frame: Any) -> list[Limit]:
    """Return limits on the frame's own columns; yes-or-no columns of levers become options."""
    limits = []
    for name in frame.columns:
        if name in ends and frame[name].dtype.name != "category":
            limits.append(Limit(name, *ends[name]))
            continue
        if frame[name].dtype.name != "category":
            continue
        options = [str(option) for option in frame[name].cat.categories]
        chosen = [o for o in options if ends.get(f"{name}_{o}", (-math.inf, 0))[0] > 0]
        refused = {o for o in options if ends.get(f"{name}_{o}", (0, math.inf))[1] < 1}
        stay = chosen or [o for o in options if o not in refused]
        if len(stay) < len(options):
            limits.append(Limit(name, options=tuple(stay)))
    return limits
