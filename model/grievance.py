"""Grievance and means: what rivals hold against each other, and the two budgets that acts are paid from."""

from . import goals
from .codes import CN, GOVERNMENT, LEGISLATURE, US
from .kernels import rule


@rule
def settled(s, seat, own, duty):  # type: ignore[no-untyped-def]
    """Return what a side's own acts settle of its grievance (Eq. 105).

    Duties settle by the trade that they hit, against what the rival's would hit at the same rate: a country that buys
    less than it sells can match rates, not harm.

    Args:
        s: State.
        seat: US or CN.
        own: Severity of its acts.
        duty: The part of it that is tariffs.
    """
    bought, sold = s.p.trade_us_imports_cn, s.p.trade_cn_imports_us
    if seat == CN:
        bought, sold = sold, bought
    return s.p.grievance_spent * (own - s.p.duty_by_trade * max(0.0, 1.0 - bought / sold) * duty)


@rule
def resent(s, seat, rival, keep, breach, duty):  # type: ignore[no-untyped-def]
    """Let a seat's grievance fade, be spent by its own acts and grow by the rival's (Eq. 105).

    Args:
        s: State.
        seat: Whose grievance.
        rival: The other side's seat.
        keep: Share that is left after a month.
        breach: Factor on the rival's acts where they broke a truce.
        duty: Severity of its own raises of tariffs.
    """
    own = s.seats.severity[seat]
    other = s.seats.severity[rival]
    left = keep * s.seats.grievance[seat] - settled(s, seat, own, duty)
    s.seats.grievance[seat] = max(0.0, left + breach * other)


@rule
def breached(s, t, turn):  # type: ignore[no-untyped-def]
    """Return the factor on the grievance of (US, China) where the other broke a truce, which then ends (Eq. 105)."""
    if s.world.truce_until[0] < t:
        return 1.0, 1.0
    bound = s.p.breach_threshold
    by_us = turn.severity_us >= bound
    by_cn = turn.severity_cn >= bound
    if by_us or by_cn:
        s.world.truce_until[0] = -1
    return (s.p.breach_factor if by_cn else 1.0), (s.p.breach_factor if by_us else 1.0)


@rule
def feel_grievance(s, us_factor, cn_factor, turn):  # type: ignore[no-untyped-def]
    """Update both sides' grievance; factors from `breached`, what they did in `turn`."""
    resent(s, US, CN, s.p.grievance_keep_us, us_factor, turn.duty_us)
    resent(s, CN, US, s.p.grievance_keep_cn, cn_factor, turn.duty_cn)


@rule
def accrue(s):  # type: ignore[no-untyped-def]
    """Add a month's rule-making authority and political capital to every government's two budgets (Eq. 10)."""
    for g in range(s.seats.shape[0]):
        seat = s.seats[g]
        if seat.kind != GOVERNMENT and seat.kind != LEGISLATURE:
            continue
        rules = goals.of(s, g, goals.AUTHORITY, s.p.authority_month)
        points = goals.of(s, g, goals.CAPITAL, s.p.capital_month)
        seat.authority = min(max(s.p.authority_cap, seat.authority), seat.authority + rules)
        seat.capital = min(100.0, seat.capital + points)
