"""Buyers as AgentPy's objects, beside those of Mesa; where AgentPy is installed."""

from typing import Any

import agentpy
import numpy as np

from .object_buyers import Chooser, endow, market_of, wishes_of


class AgentpyBuyer(Chooser, agentpy.Agent):  # type: ignore[misc]
    """A buyer as an AgentPy agent."""


class AgentpyMarket(agentpy.Model):  # type: ignore[misc]
    """A market of buyers as AgentPy agents.

    Args:
        s: State whose month it takes over.
        t: The month.
    """

    def __init__(self, s: Any, t: int) -> None:
        super().__init__()
        self.market = market_of(s)
        self.products = len(s.products)
        self.buyers = agentpy.AgentList(self, len(s.buyers), AgentpyBuyer)
        endow(list(self.buyers), s, t)

    def step(self) -> None:
        """Let every buyer choose."""
        self.buyers.spend()

    def wishes(self) -> np.ndarray[Any, Any]:
        """Return what buyers wish for, shape (buyers, products) [USD bn]."""
        return wishes_of(self.buyers, self.products)
