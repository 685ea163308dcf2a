"""Terms: what rules agree at the table, written down as orders, so that a run's orders tell all that was done."""

from .codes import ANNOUNCED
from .kernels import rule
from .orders import append_order
from .state import N_ADJUDICATED, N_ORDERS

PACKAGES = 1_000_000
"""Number from which packages of rules are counted, apart from those that people number."""

LAST_DAY = 28
"""Day given to what is agreed at the table: after the month's other orders."""


@rule
def give(s, seat, kind, i, where, product, amount, party, package):  # type: ignore[no-untyped-def]
    """Write down what was agreed at the table as an order that is applied, so that a run's orders tell all of it.

    Args:
        s: State.
        seat: Who gives it.
        kind: OFFER, ANSWER or STAND_DOWN.
        i: Instrument, -1 if none.
        where: Target, or package of an answer.
        product: License class.
        amount: Value.
        party: Seat that acts under a term, -1 if none.
        package: Number of the package, -1 if none.
    """
    n = append_order(s, seat, kind, i, where, product, amount, -1, -1, ANNOUNCED, -1, 0.0)
    if n < 0:
        return
    s.orders.day[n] = LAST_DAY
    s.orders.party[n] = party
    s.orders.package[n] = package
    s.orders.code[n] = 0
    s.count[N_ADJUDICATED] = s.count[N_ORDERS]
