"""A condition on outcomes, as `chip_share_us.world < 0.6 and compute_lead.world > 5`."""

import re
from dataclasses import dataclass

import numpy as np

from stackcraft.model.problems import BadInput, Problem

from .results import Results

COMPARISONS = {"<=": np.less_equal, ">=": np.greater_equal, "<": np.less, ">": np.greater}

_TERM = re.compile(r"\s*([\w.@-]+)\s*(<=|>=|<|>)\s*([-+.\deE]+)\s*")


@dataclass(frozen=True)
class Condition:
    """One comparison; several hold together.

    Attributes:
        outcome: Column of an outcome.
        comparison: One of `COMPARISONS`.
        bound: What it is compared with.
    """

    outcome: str
    comparison: str
    bound: float

    def text(self) -> str:
        """Return the condition as written."""
        return f"{self.outcome} {self.comparison} {self.bound:g}"


def parse(text: str, results: Results) -> tuple[Condition, ...]:
    """Return the conditions of an expression.

    Raises:
        BadInput: It can't be read, or names what is not among the results.
    """
    problems, found = [], []
    for part in re.split(r"\s+and\s+|&", text):
        match = _TERM.fullmatch(part)
        try:
            if match is None:
                raise ValueError
            bound = float(match[3])
        except ValueError:
            todo = 'Write outcome, comparison and number, as "chip_share_us.world < 0.6"; join several with `and`'
            problems.append(Problem(f"--outcome {text!r}", f"{part.strip()!r} is no comparison", "", todo))
            continue
        assert match is not None
        try:
            found.append(Condition(results.find(match[1], "--outcome"), match[2], bound))
        except BadInput as bad:
            problems += bad.problems
    if problems:
        raise BadInput(problems)
    return tuple(found)


def holds(conditions: tuple[Condition, ...], results: Results) -> np.ndarray:
    """Return where all conditions hold, by case: the share of replicates in [0, 1], NaN where one failed."""
    shares = np.ones(results.table.num_rows)
    failed = np.zeros(results.table.num_rows, bool)
    for condition in conditions:
        values = results.column(condition.outcome)
        failed |= ~np.isfinite(values)
        shares *= COMPARISONS[condition.comparison](values, condition.bound)
    shares[failed] = np.nan
    return np.asarray(shares.reshape(-1, results.design.replicates).mean(axis=1))
