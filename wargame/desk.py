"""The desk: what law says of orders before they are given, tried on a copy of the world at the start of a move."""

from collections.abc import Sequence
from typing import Any

from stackcraft.model import adjudication, answers, months
from stackcraft.model.codes import ANSWER, REJECTIONS
from stackcraft.model.handle import State
from stackcraft.model.legality import SENTENCES
from stackcraft.model.orders import Order, encode_all, put_rows
from stackcraft.model.problems import BadInput
from stackcraft.model.run import Run
from stackcraft.model.state import N_ORDERS, Arrays
from stackcraft.model.tables import Tables

from .table import copied


class Desk:
    """The world at the start of a month, to try orders on; the world itself stays as it is.

    Args:
        run: The game so far.
        offices: Who decides from when (State.administrations), with those of the move under way.
    """

    def __init__(self, run: Run, offices: Any) -> None:
        arrays = _arrays(run.state)
        self.state: State = copied(arrays._replace(administrations=offices))
        self.month = int(arrays.world.month[0]) + 1
        self.tables: Tables = run.plan.tables
        self.is_over = self.month >= run.plan.start + run.plan.scenario.months
        if not self.is_over:
            months.begin_month(self.state, self.month)

    def verdicts(self, orders: Sequence[Order]) -> list[str]:
        """Return for each order why law would refuse it in the first month of the move, "" where it would pass.

        Orders are tried together, in the order given: authority that one uses up is gone for the next.
        """
        if not orders or self.is_over:
            return ["" for _ in orders]
        trial = copied(_arrays(self.state))
        told = []
        for order in orders:
            rows = self._rows([order])
            first = int(trial.count[N_ORDERS])
            for row in rows:
                put_rows(trial, row)
            adjudication.adjudicate(trial, self.month)
            codes = [int(code) for code in trial.orders["code"][first : int(trial.count[N_ORDERS])]]
            refused = [code for code in codes if code > 0]
            told.append(f"{REJECTIONS[refused[0]]}: {SENTENCES[refused[0]]}" if refused else "")
        return told

    def answer(self, offers: Sequence[Order], answerer: Sequence[str]) -> bool | None:
        """Return whether a seat that plays itself would take a package, None if it can't be asked.

        Args:
            offers: The package's terms of law, as offers.
            answerer: Seats of the model that may answer.
        """
        trial = copied(_arrays(self.state))
        for row in self._rows(offers):
            put_rows(trial, row)
        adjudication.adjudicate(trial, self.month)
        first = int(trial.count[N_ORDERS])
        answers.answer_offers(trial, self.month)
        given = trial.orders[first : int(trial.count[N_ORDERS])]
        who = [self.tables.seats.index[name] for name in answerer]
        mine = [row for row in given if row.kind == ANSWER and int(row.seat) in who]
        return bool(mine[0].value > 0.5) if mine else None

    def _rows(self, orders: Sequence[Order]) -> list[Any]:
        rows, problems = encode_all(orders, self.tables)
        if problems:
            raise BadInput(problems)
        return rows


def _arrays(state: State) -> Arrays:
    return state if isinstance(state, Arrays) else state.arrays
