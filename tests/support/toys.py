"""Stand-ins for the model with known answers, so that sweeps and their analysis can be tested without it."""

import os
import signal
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from stackcraft.experiments.cases import Cases, Variant, all_variants
from stackcraft.experiments.design import Design, Sampling, Uncertainty
from stackcraft.experiments.sampling import sample

ANGLES = {name: Uncertainty(low=-np.pi, high=np.pi) for name in ("x1", "x2", "x3")}


def toy_design(method: str = "lhs", samples: int = 40, **changes: object) -> Design:
    """Return a design over three angles with one outcome, in shards of eight runs."""
    fields = {
        "name": "toy",
        "sampling": Sampling(method=method, samples=samples),
        "uncertainties": ANGLES,
        "outcomes": ("y",),
        "shard_runs": 8,
    }
    return Design(**{**fields, **changes})


def toy_cases(design: Design) -> Cases:
    """Return the cases of a toy design."""
    return Cases(design, sample(design), all_variants(design))


class Toy:
    """What every toy shares: nothing to load, no time spent."""

    def __init__(self, design: Design) -> None:
        self.design = design
        self.model_seconds = 0.0

    def warm_up(self) -> None:
        pass


class Ishigami(Toy):
    """Ishigami and Homma (1990), a = 7, b = 0.1: S1 = 0.3139, 0.4424, 0; ST = 0.5576, 0.4424, 0.2437."""

    def outcomes(self, variant: Variant, values: Mapping[str, float], seed: int) -> np.ndarray:
        x1, x2, x3 = values["x1"], values["x2"], values["x3"]
        return np.full(len(self.design.outcomes), np.sin(x1) + 7 * np.sin(x2) ** 2 + 0.1 * x3**4 * np.sin(x1))


class Lame(Ishigami):
    """Fails where the first angle is high."""

    def outcomes(self, variant: Variant, values: Mapping[str, float], seed: int) -> np.ndarray:
        if values["x1"] > 2.5:
            raise ArithmeticError("the first angle\nis too high")
        return super().outcomes(variant, values, seed)


class Deadly(Ishigami):
    """Ends its own process in one case."""

    def outcomes(self, variant: Variant, values: Mapping[str, float], seed: int) -> np.ndarray:
        if values["x1"] > 3.0:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().outcomes(variant, values, seed)


class Broken(Ishigami):
    """Can't be loaded."""

    def warm_up(self) -> None:
        raise RuntimeError("no model today")


class Slow(Ishigami):
    """Takes a while over each run without sleeping."""

    def outcomes(self, variant: Variant, values: Mapping[str, float], seed: int) -> np.ndarray:
        np.linalg.eigvals(np.outer(np.arange(60.0), np.arange(60.0)))
        return super().outcomes(variant, values, seed)


class Corner(Toy):
    """One where the first angle is above 1 and the second below 0, else zero."""

    def outcomes(self, variant: Variant, values: Mapping[str, float], seed: int) -> np.ndarray:
        return np.array([float(values["x1"] > 1.0 and values["x2"] < 0.0)])


class Chicken(Toy):
    """Two drivers who swerve or go straight: two pure equilibria and a mixed one; noise shared by all profiles."""

    def outcomes(self, variant: Variant, values: Mapping[str, float], seed: int) -> np.ndarray:
        payoffs = {("swerve", "swerve"): (3, 3), ("swerve", "straight"): (2, 4), ("straight", "swerve"): (4, 2)}
        return np.array(payoffs.get(tuple(variant), (0, 0)), float) + np.sin(seed)


def contents(folder: Path, leave: Sequence[str] = ()) -> dict[str, bytes]:
    """Return every file of a folder of results by its place."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in leave
    }
