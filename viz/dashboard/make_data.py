"""Make the data that levers' cards show: how much each lever matters, and the equations of docs/odd.md.

Run it when rules, parameters, instruments or equations change; the results are kept in `data/`:

    stackcraft sweep configs/designs/screening.toml --out SCREEN
    python -m stackcraft.viz.dashboard.make_data SCREEN docs/odd.md

Assumptions are weighed by the shipped screening design (Morris: mean absolute effect of moving a number through its range).
Decisions, which that design leaves alone, are set to either end from the first free month on, everything else as in the
scenario, and weighed by the mean absolute difference over seeds.
"""

import argparse
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from stackcraft.experiments import results
from stackcraft.experiments.sensitivity import analyse
from stackcraft.viz.document import version

from .catalogue import levers
from .changes import Changes
from .play import play

DATA: Final = Path(__file__).parent / "data"
SHARES: Final = ("chip_share_us", "model_share_us")
SEEDS: Final = (1, 2, 3)
FROM: Final = "2026-07"
EQUATION: Final = re.compile(r"\*\*Eq\. (\d+)\. ?(.*?)\*\*(.*?)```text\n(.*?)```", re.S)


def equations(page: Path) -> dict[str, dict[str, str]]:
    """Return the equations of a page by number: title and lines."""
    found = {}
    for number, title, rest, body in EQUATION.findall(page.read_text(encoding="utf-8")):
        words = " ".join(f"{title} {rest}".split()).strip(" .:")
        found[number] = {"title": words, "body": body.strip("\n")}
    return found


def assumptions(folder: Path) -> dict[str, dict[str, float]]:
    """Return the effect of each parameter of a screening, by outcome [percentage points]."""
    analysis = analyse(results.load(folder), (), "")
    found: dict[str, dict[str, float]] = {}
    for index in analysis.indices:
        name, _, month = index.outcome.partition("@")
        if index.index == "mu_star" and name.startswith(SHARES) and month in ("2030-12", "2030"):
            found.setdefault(name, {})[index.parameter] = round(100.0 * index.value, 3)
    return found


def decisions(outcomes: Sequence[str]) -> dict[str, dict[str, float]]:
    """Return the effect of each decision from one end of its range to the other, by outcome [percentage points]."""
    found: dict[str, dict[str, float]] = {name: {} for name in outcomes}
    for lever in (lever for lever in levers() if not lever.assumed):
        ends = [
            [_outcomes(lever, seed, value, outcomes) for value in (lever.stops[0], lever.stops[-1])] for seed in SEEDS
        ]
        effect = np.abs(np.diff(np.array(ends), axis=1)).mean(axis=(0, 1))
        for name, size in zip(outcomes, effect, strict=True):
            found[name][lever.lever_id] = round(float(size), 3)
    return found


def _outcomes(lever: Any, seed: int, value: float, outcomes: Sequence[str]) -> list[float]:
    """Return the outcomes of a run in which a decision is set to a value [per cent]."""
    run = play(lever.set(Changes(seed=seed), lever.name(), value, FROM))
    return [100.0 * float(run.series(*name.split("."))[-1]) for name in outcomes]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("screening", type=Path, help="folder of the sweep of configs/designs/screening.toml")
    parser.add_argument("page", type=Path, help="docs/odd.md")
    given = parser.parse_args()
    DATA.mkdir(exist_ok=True)
    weighed = assumptions(given.screening)
    decided = decisions(tuple(weighed))
    design = json.loads((given.screening / "manifest.json").read_text(encoding="utf-8"))
    about = {
        "version": version(),
        "scenario": design["design"]["scenario"],
        "design": "configs/designs/screening.toml",
        "assumptions": "Morris, mean absolute effect over the range",
        "decisions": f"either end from {FROM}, mean absolute difference over seeds {', '.join(map(str, SEEDS))}",
        "unit": "percentage points in December 2030",
        "digest": play(Changes()).digest,
    }
    outcomes = {name: weighed[name] | decided[name] for name in weighed}
    kept = {"about": about, "outcomes": outcomes}
    (DATA / "screening.json").write_text(json.dumps(kept, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    told = equations(given.page)
    (DATA / "equations.json").write_text(json.dumps(told, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(told)} equations, {len(outcomes)} outcomes, {sum(map(len, outcomes.values()))} weights")
