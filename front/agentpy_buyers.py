"""Buyers as AgentPy's objects, beside those of Mesa; where AgentPy is installed."""

from typing import Any

import numpy as np

from .object_buyers import Chooser, endow, market_of, wishes_of


def agentpy_market(s: Any, t: int) -> Any:
    """Return a market of buyers as AgentPy agents: a model with `step` and `wishes`, as `ObjectMarket`.

    Args:
        s: State whose month it takes over.
        t: The month.

    Raises:
        ImportError: AgentPy isn't installed; it brings plotting, so that nothing else here imports it.
    """
    import agentpy

    class Buyer(Chooser, agentpy.Agent):  # type: ignore[misc]
        """A buyer as an AgentPy agent."""

    class Market(agentpy.Model):  # type: ignore[misc]
        """A market of buyers as AgentPy agents."""

        def __init__(self) -> None:
            super().__init__()
            self.market = market_of(s)
            self.products = len(s.products)
            self.buyers = agentpy.AgentList(self, len(s.buyers), Buyer)
            endow(list(self.buyers), s, t)

        def step(self) -> None:
            """Let every buyer choose."""
            self.buyers.spend()

        def wishes(self) -> np.ndarray[Any, Any]:
            """Return what buyers wish for, shape (buyers, products) [USD bn]."""
            return wishes_of(self.buyers, self.products)

    return Market()
