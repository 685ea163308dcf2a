"""What pictures ask of a run; the model's own `Run` answers it, and so can anything that recorded one."""

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Series = NDArray[np.float64]
Option = dict[str, Any]


class RecordedRun(Protocol):
    """A finished run: months, indicators by id and entity, and the networks behind them."""

    @property
    def calendar(self) -> Sequence[str]:
        """Months of the run as "YYYY-MM"."""

    @property
    def indicator_ids(self) -> Sequence[str]:
        """Ids of all recorded indicators."""

    def series(self, indicator_id: str, entity: str = "world") -> Series:
        """Return one indicator of one entity, shape (months,)."""

    def entities(self, indicator_id: str) -> Sequence[str]:
        """Return the entities an indicator is recorded for."""

    def network(self, layer: str, month: str) -> Any:
        """Return one network layer as it stood in a month, a networkx graph."""


def percent(series: Series) -> Series:
    """Return shares in [0, 1] as per cent."""
    return 100.0 * np.asarray(series, dtype=float)


def plain(series: Series, digits: int = 2, *, until: int | None = None) -> list[float | None]:
    """Return a series as JSON numbers: rounded, gaps as None, cut after month `until` if given."""
    kept = [round(float(value), digits) if np.isfinite(value) else None for value in series]
    return kept if until is None else [value if month <= until else None for month, value in enumerate(kept)]
