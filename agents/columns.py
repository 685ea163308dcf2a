"""Agents whose attributes are rows of the state's arrays, and sets of them that make the agents only when asked."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import mesa
import numpy as np
from mesa.agent import AgentSet


class Column:
    """One attribute of a kind of agent: a field of the kind's record array, at the agent's row.

    Args:
        kind: Array of the state: "seats", "countries", "makers" …
        name: Field of that array.
        row: Attribute of the agent that holds its row in that array.
    """

    def __init__(self, kind: str, name: str, row: str) -> None:
        self.kind, self.name, self.row = kind, name, row

    def __get__(self, agent: Any, owner: type | None = None) -> Any:
        """Return the agent's value; the descriptor itself where asked of the class."""
        if agent is None:
            return self
        return getattr(agent.model.state, self.kind)[self.name][getattr(agent, self.row)].item()

    def __set__(self, agent: Any, value: float) -> None:
        """Set the agent's value in the array."""
        getattr(agent.model.state, self.kind)[self.name][getattr(agent, self.row)] = value

    def whole(self, state: Any) -> np.ndarray:
        """Return the column of all agents of the kind, the array itself."""
        column: np.ndarray = getattr(state, self.kind)[self.name]
        return column


def columns(kind: str, fields: Iterable[tuple[str, str, str]], row: str) -> Callable[[type], type]:
    """Give a class of agents the fields of a kind as attributes; what the class already has stays.

    Args:
        kind: Array of the state.
        fields: Its declaration in `model/state.py`.
        row: Attribute of the agents that holds their row in it.
    """

    def dress(owner: type) -> type:
        for name, _code, _text in fields:
            if not hasattr(owner, name):
                setattr(owner, name, Column(kind, name, row))
        return owner

    return dress


class RowAgent(mesa.Agent):  # type: ignore[misc]
    """A Mesa agent that is one row of a kind, made on demand and not entered in `model.agents`."""

    place: int = -1

    def __init__(self, model: Any, row: int) -> None:  # registers nowhere: identity is the row
        self.model = model
        self.place = row
        self.unique_id = row + 1
        self.pos = None


class RowSet(AgentSet):  # type: ignore[misc]
    """An AgentSet over the rows of a kind: whole columns where Mesa asks for attributes, agents where it asks for them.

    Costs nothing until somebody looks. `select`, `sort`, `shuffle`, `groupby` and their like give what Mesa's own set
    of the same agents gives.

    Args:
        model: The world.
        agent_type: A `RowAgent` class dressed by `columns`.
        n: Number of rows.
    """

    def __init__(self, model: Any, agent_type: type[RowAgent], n: int) -> None:
        super().__init__([], random=model.random)
        self.model, self.agent_type, self.n = model, agent_type, n
        self._made: dict[int, RowAgent] = {}

    def __len__(self) -> int:
        return self.n

    def __contains__(self, agent: object) -> bool:
        return isinstance(agent, self.agent_type) and agent.model is self.model

    def __iter__(self) -> Iterator[RowAgent]:
        return (self._agent(row) for row in range(self.n))

    def __getitem__(self, item: int | slice) -> Any:
        """Return one agent, or a list of them."""
        rows = range(self.n)[item]
        return [self._agent(row) for row in rows] if isinstance(rows, range) else self._agent(rows)

    def _agent(self, row: int) -> RowAgent:
        if row not in self._made:
            self._made[row] = self.agent_type(self.model, row)
        return self._made[row]

    def plain(self) -> Any:
        """Return Mesa's own AgentSet of the agents, all of them made."""
        return AgentSet(list(self), random=self.random)

    def get(self, attr_names: Any, *args: Any, **kwargs: Any) -> Any:
        """Return attributes of all agents; a single column is read from its array."""
        column = getattr(self.agent_type, attr_names, None) if isinstance(attr_names, str) else None
        if isinstance(column, Column):
            return column.whole(self.model.state).tolist()
        return self.plain().get(attr_names, *args, **kwargs)

    def set(self, attr_name: str, value: Any) -> "RowSet":
        """Set an attribute of all agents."""
        column = getattr(self.agent_type, attr_name, None)
        if isinstance(column, Column):
            column.whole(self.model.state)[:] = value
        else:
            self.plain().set(attr_name, value)
        return self

    def agg(self, attribute: str, func: Any) -> Any:
        """Return one or several aggregates of an attribute."""
        values = self.get(attribute)
        return func(values) if callable(func) else [one(values) for one in func]


def _by_plain(name: str) -> Callable[..., Any]:
    """Return a method that asks Mesa's own set of the agents."""

    def ask(self: RowSet, *args: Any, **kwargs: Any) -> Any:
        return getattr(self.plain(), name)(*args, **kwargs)

    ask.__name__ = name
    ask.__doc__ = f"Do what Mesa's `AgentSet.{name}` does with the agents of the set."
    return ask


for _name in ("select", "shuffle", "sort", "do", "shuffle_do", "map", "groupby"):
    setattr(RowSet, _name, _by_plain(_name))
