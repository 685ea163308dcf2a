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


def positions_at_base(levers: Sequence[Lever]) -> dict[str, float]:
    """Return the position of every lever at the baseline."""
    return {lever.lever_id: lever.base for lever in levers}


def moved(levers: Sequence[Lever], positions: Mapping[str, float]) -> list[tuple[Lever, float]]:
    """Return the levers that stand off their base, with their positions, in the levers' order."""
    standing = [(lever, positions.get(lever.lever_id, lever.base)) for lever in levers]
    return [(lever, position) for lever, position in standing if not lever.at_base(position)]


def reached(
    levers: Sequence[Lever], positions: Mapping[str, float], *, scenario: str = SCENARIO, seed: int = SEED
) -> Any:
    """Return the run at these positions: the baseline itself where no lever is moved.

    Args:
        levers: All levers.
        positions: Position by lever id; the base where missing.
        scenario: Scenario of the baseline.
        seed: Its seed.
    """
    changed = moved(levers, positions)
    if not changed:
        return baseline(scenario, seed)
    return make_run(scenario, seed, together([lever.changes(position) for lever, position in changed]))


def causes(
    levers: Sequence[Lever],
    positions: Mapping[str, float],
    measure: Callable[[Any], float],
    *,
    scenario: str = SCENARIO,
    seed: int = SEED,
    run: Any = None,
) -> tuple[Cause, ...]:
    """Return the part that each moved lever has in the difference to the baseline.

    The levers are moved one after the other in their order, all with the same noise: each lever's part is the step it
    makes, so the parts sum to the difference. (Another order would divide what they do jointly otherwise.)

    Args:
        levers: All levers.
        positions: Position by lever id; the base where missing.
        measure: What is explained, a number of a run, in percentage points.
        scenario: Scenario of the baseline.
        seed: Its seed.
        run: The run at these positions if it is at hand, which saves making it again.
    """
    changed = moved(levers, positions)
    before = measure(baseline(scenario, seed))
    found = []
    for k, (lever, position) in enumerate(changed, 1):
        last = k == len(changed) and run is not None
        step = (
            run if last else reached(levers, {lv.lever_id: at for lv, at in changed[:k]}, scenario=scenario, seed=seed)
        )
        after = measure(step)
        found.append(Cause(lever, position, after - before))
        before = after
    return tuple(found)
