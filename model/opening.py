"""An opening kept: many runs of one plan start from copies of it, without building the world again.

Building a state costs as much as running it. What follows from neither seed nor parameter values is built once;
a run then costs one copy of some arrays, in memory that is used again and again.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping

import numpy as np

from . import genesis
from .handle import State, reseed
from .parameters import check_values, pack
from .plan import Plan
from .problems import raise_if_any
from .rulebook import DEFAULT
from .state import N_ACTS, N_LEDGER, N_ORDERS, N_REASONS, Arrays

SHARED = (
    "seed", "p", "allowed", "issuer", "instruments", "neighbours", "minerals", "script", "shocks", "administrations",
    "doctrines", "offset",
)  # fmt: skip
"""Arrays that no rule writes to."""

LOGS = {"acts": N_ACTS, "orders": N_ORDERS, "ledger": N_LEDGER, "reasons": N_REASONS}
"""Arrays written row after row, zero at the opening, and which count says how far."""

BY_ACTS = "law"
"""The largest array: rules write to it only where an act stands (rulebook.recompute); it opens at the instruments' defaults."""

RECORD = "out"
"""Indicators: the recorder fills each month's row before anyone reads it, so the last run's may stand."""

DRAFTS = 16
"""Rows behind a log's end that may hold what was tried and not given."""

SEEDS = 64
"""Seeds whose people are kept, some 100 kB each."""

ALIGNED = 64
"""Bytes between which arrays begin, as fresh ones would."""


class Opening:
    """The opening of one plan, ready for any seed and any parameter values.

    A state from `state` is overwritten by the next call: take what is wanted of a run before the next begins.

    Args:
        plan: The plan.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._column = {name: n for n, name in enumerate(plan.parameters)}
        self._values = np.array(
            [plan.scenario.parameters.get(p.parameter_id, p.default) for p in plan.parameters.values()]
        )
        self._numbers = self._values.copy()
        fields = np.dtype([(name, np.float64) for name in plan.parameters])
        kept = plan.prepared()._replace(p=self._numbers.view(fields).view(np.recarray)[0])
        self.offset = kept.offset
        self._fresh, self._whole, over = _packed(kept)
        self._memory = self._fresh.copy()
        self._opened, self._used = over(self._fresh), over(self._memory)
        self._logs = {name: _rows(getattr(self._used, name)) for name in LOGS}
        self._state: State | None = None
        self._people: OrderedDict[int, tuple[np.ndarray, np.ndarray]] = OrderedDict()

    def state(self, seed: int, values: Mapping[str, float]) -> State:
        """Return the opening state under a seed, with parameter values besides those of the scenario.

        Args:
            seed: Seed of the noise tape, 0 or more.
            values: Parameter values by id.

        Raises:
            BadInput: If a value is out of range or its parameter unknown.
        """
        raise_if_any(check_values(self.plan.parameters, values))
        self._restore()
        self._settle_people(seed)
        self._numbers[:] = self._values
        for name, value in values.items():
            self._numbers[self._column[name]] = value
        if self._state is None:
            self._state = genesis.settle(self._used, seed, self._used.p)
        else:
            genesis.follow(self._used)
            self._state = reseed(self._state, seed)
        return self._state

    def is_restored(self) -> bool:
        """Return whether `_restore` leaves nothing of a run behind but the record; for tests."""
        self._restore()
        self._used.out[:] = self._opened.out
        return bool((self._memory == self._fresh).all())

    def _restore(self) -> None:
        """Put memory back as it was at the opening: law where acts stood, logs as written, all but the record whole."""
        count = self._used.count
        acts = self._used.acts[: int(count[N_ACTS])]
        cells = tuple(acts[part] for part in ("instrument", "issuer", "target", "product"))
        self._used.law[cells] = self._used.instruments[acts["instrument"], DEFAULT]
        for name, which in LOGS.items():
            self._logs[name][: int(count[which]) + DRAFTS] = 0
        self._memory[: self._whole] = self._fresh[: self._whole]

    def _settle_people(self, seed: int) -> None:
        """Put in the people of a seed: built once, afterwards laid over as the words of memory that they change."""
        words = self._memory.view(np.uint64)
        known = self._people.get(seed)
        if known is None:
            genesis.people(self._used, self.plan.tables, self.plan.scenario.buyers, seed)
            places = np.flatnonzero(words != self._fresh.view(np.uint64))
            self._people[seed] = (places, words[places])
            while len(self._people) > SEEDS:
                self._people.popitem(last=False)
        else:
            words[known[0]] = known[1]


def opened(world: Arrays, plan: Plan, seed: int) -> State:
    """Return an opening state in memory of its own, for a run that is kept.

    Args:
        world: What `plan.prepared()` returned, or that of a plan which differs from it by parameters and script alone.
        plan: The plan.
        seed: Seed of the noise tape, 0 or more.
    """
    own = {name: getattr(world, name).copy() for name in Arrays._fields if name not in SHARED}
    s = world._replace(**own, script=plan.script)
    s.world.replay[0] = plan.replay
    return genesis.begin(s, plan.tables, plan.scenario.buyers, seed, pack(plan.parameters, plan.scenario.parameters))


def _rows(log: np.ndarray) -> np.ndarray:
    """Return a log as rows of bytes, over the same memory."""
    rows: np.ndarray = log.view(np.ndarray).view(np.uint8).reshape(len(log), -1)
    return rows


def _packed(arrays: Arrays) -> tuple[np.ndarray, int, Callable[[np.ndarray], Arrays]]:
    """Return the arrays that rules write to in one block of bytes, where logs begin, and what lays them over a block.

    One copy of a block is several times as fast as a copy of each of some sixty arrays.
    """
    places: dict[str, int] = {}
    size = 0
    whole = 0
    apart = {*LOGS, BY_ACTS, RECORD}
    for name in sorted(set(Arrays._fields) - set(SHARED), key=lambda name: (name in apart, Arrays._fields.index(name))):
        places[name] = size
        size += -(-getattr(arrays, name).nbytes // ALIGNED) * ALIGNED
        whole = whole if name in apart else size

    def over(block: np.ndarray) -> Arrays:
        laid = {}
        for name, place in places.items():
            model = getattr(arrays, name)
            view = np.ndarray(model.shape, model.dtype, block, place)
            laid[name] = view.view(np.recarray) if isinstance(model, np.recarray) else view
        return arrays._replace(**laid)

    block = np.zeros(size, np.uint8)
    for name, view in over(block)._asdict().items():
        if name in places:
            view[...] = getattr(arrays, name)
    return block, whole, over
