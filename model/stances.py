"""Stances: how far what a firm orders moves what contracts and markets settle."""

from .kernels import rule


@rule
def factor(s, maker, kind):  # type: ignore[no-untyped-def]
    """Return the factor by which a maker's last order of a kind (price, allocate, book) acts; 1 if it gave none.

    Contracts, buyers and foundries take up `firm_orders` of what it asks for (Eqs. 45, 79; C1, C3).

    Args:
        s: State.
        maker: Row of the makers.
        kind: PRICE, ALLOCATE or BOOK.
    """
    return 1.0 + s.p.firm_orders * (s.stance[s.makers.seat[maker], kind] - 1.0)
