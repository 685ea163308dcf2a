"""The recorder in the form of Mesa's DataCollector, so that Mesa's own plots and habits work on a run."""

from typing import TYPE_CHECKING, Any

from .indicators import FIRMS, INDICATORS
from .run import Run

if TYPE_CHECKING:
    import pandas as pd


class RecorderData:
    """Answers the calls of `mesa.DataCollector` from the recorded run; nothing is collected twice.

    Args:
        run: The run as it stands.
    """

    def __init__(self, run: Run) -> None:
        self.run = run

    def collect(self, model: Any) -> None:
        """Do nothing: the recorder has already written the month."""

    def get_model_vars_dataframe(self) -> "pd.DataFrame":
        """Return all indicators, a row for each month and a column for each entity.

        The first entity of an indicator (the world, China, or the first firm or country) stands under the indicator's
        own name, which is what Mesa's plots ask for, and every entity under `indicator[entity]`.
        """
        import pandas as pd  # only Mesa's users need it

        columns: dict[str, Any] = {}
        for name in self.run.indicator_ids:
            values = self.run.indicator(name)
            columns[name] = values[:, 0]
            for n, entity in enumerate(self.run.entities(name)):
                columns[f"{name}[{entity}]"] = values[:, n]
        return pd.DataFrame({name: column.copy() for name, column in columns.items()})

    def get_agenttype_vars_dataframe(self, agent_type: type) -> "pd.DataFrame":
        """Return what is recorded of firms, indexed by Step and AgentID; the ID is the firm's row.

        Args:
            agent_type: The class `Chipmaker`; the recorder follows no other agents one by one.

        Raises:
            KeyError: If agents of this type aren't recorded one by one.
        """
        import pandas as pd  # only Mesa's users need it

        if agent_type.__name__ != "Chipmaker":
            raise KeyError(
                f"agents of type {agent_type.__name__} are not recorded one by one; indicators are, by place"
            )
        firms = [i.indicator_id for i in INDICATORS if i.entities == FIRMS]
        n = len(self.run.tables.makers)
        index = pd.MultiIndex.from_product([range(self.run.months), range(n)], names=["Step", "AgentID"])
        return pd.DataFrame({name: self.run.indicator(name).ravel() for name in firms}, index=index)
