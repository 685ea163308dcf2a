"""What a page works on: the baseline, the run that the levers lead to, and why it moved; no web framework."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .levers import Lever, together

Play = Callable[..., Any]
SCENARIO = "history"
SEED = 1

_lock = threading.Lock()
_baselines: dict[tuple[str, int], Any] = {}
_play: Play | None = None


def use(play: Play) -> None:
    """Make runs by `play(scenario, seed, **changes)` from now on, and forget baselines made otherwise."""
    global _play
    with _lock:
        _play = play
        _baselines.clear()


def make_run(scenario: str, seed: int, changes: Mapping[str, Any]) -> Any:
    """Return a run of a scenario with changes (`set`, `orders`): the model's, unless `use` named something else."""
    if _play is not None:
        return _play(scenario=scenario, seed=seed, **changes)
    from .play import play  # the model is loaded when the first run is made

    return play(scenario, seed, **changes)


def baseline(scenario: str = SCENARIO, seed: int = SEED) -> Any:
    """Return the unchanged run of a scenario: made once for all pages, which only read it."""
    with _lock:
        if (scenario, seed) not in _baselines:
            _baselines[scenario, seed] = make_run(scenario, seed, {})
        return _baselines[scenario, seed]


@dataclass(frozen=True)
class Cause:
    """A changed lever and what it moved, in percentage points."""

    lever: Lever
    position: float
    effect: float


@dataclass(frozen=True)
class Outcome:
    """The run that the levers lead to, and the part that each changed lever has in the difference."""

    run: Any
    baseline: Any
    positions: tuple[tuple[str, float], ...]
    causes: tuple[Cause, ...]


def positions_at_base(levers: Sequence[Lever]) -> dict[str, float]:
    """Return the position of every lever at the baseline."""
    return {lever.lever_id: lever.base for lever in levers}


def outcome(
    levers: Sequence[Lever],
    positions: Mapping[str, float],
    measure: Callable[[Any], float],
    *,
    scenario: str = SCENARIO,
    seed: int = SEED,
) -> Outcome:
    """Return the run at these positions, and why it differs from the baseline.

    The levers are moved one after the other in their order, all with the same noise: each lever's part is the step it
    makes, so the parts sum to the difference. (Another order would divide what they do jointly otherwise.)

    Args:
        levers: All levers.
        positions: Position by lever id; the base where missing.
        measure: What is explained, a number of a run, in percentage points.
        scenario: Scenario of the baseline.
        seed: Its seed.
    """
    moved = [(lv, positions.get(lv.lever_id, lv.base)) for lv in levers]
    changed = [(lever, position) for lever, position in moved if not lever.at_base(position)]
    base = run = baseline(scenario, seed)
    before = measure(run)
    causes = []
    for k, (lever, position) in enumerate(changed, 1):
        run = make_run(scenario, seed, together([lv.changes(at) for lv, at in changed[:k]]))
        after = measure(run)
        causes.append(Cause(lever, position, after - before))
        before = after
    return Outcome(run, base, tuple((lv.lever_id, at) for lv, at in moved), tuple(causes))
