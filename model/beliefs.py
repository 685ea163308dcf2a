"""Beliefs on the other side: whether it yields, whether it answers, whether its promises hold."""

from . import goals, ledger
from .codes import CN, DRAFTED, US
from .kernels import rule
from .severity import severity
from .state import N_ACTS

PRIOR_WEIGHT = 2.0
"""Successes and failures together that a doctrine's prior is worth."""

YIELD_MONTHS, ANSWER_MONTHS = 5, 3
"""Months in which a concession counts as yielding and an act as an answer (Eq. 106)."""

HEEDED_MONTHS = 6
"""Months after a concession by the rival in which an unfulfilled threat counts as heeded, not empty."""

FELT = 0.05
"""Relief from which a concession is noticed [severity units]."""


@rule
def mean(a, b):  # type: ignore[no-untyped-def]
    """Return the mean of a Beta belief with `a` successes and `b` failures; even odds where there is no evidence."""
    return a / (a + b) if a + b > 0.0 else 0.5


@rule
def yields(s, seat):  # type: ignore[no-untyped-def]
    """Return a seat's belief that its rival yields to pressure [0, 1]."""
    return mean(s.seats.yields_a[seat], s.seats.yields_b[seat])


@rule
def answers(s, seat):  # type: ignore[no-untyped-def]
    """Return a seat's belief that its rival answers its acts [0, 1]."""
    return mean(s.seats.answers_a[seat], s.seats.answers_b[seat])


@rule
def forget(s, seat):  # type: ignore[no-untyped-def]
    """Move a seat's evidence a little back towards its doctrine's prior (Eq. 106)."""
    prior = goals.of(s, seat, goals.PRIOR, 0.5)
    row = s.seats[seat]
    keep = s.p.belief_keep
    row.yields_a = PRIOR_WEIGHT * prior + keep * (row.yields_a - PRIOR_WEIGHT * prior)
    row.yields_b = PRIOR_WEIGHT * (1.0 - prior) + keep * (row.yields_b - PRIOR_WEIGHT * (1.0 - prior))
    row.answers_a = 1.0 + keep * (row.answers_a - 1.0)
    row.answers_b = 1.0 + keep * (row.answers_b - 1.0)


@rule
def learn(s, t, seat, rival, rate):  # type: ignore[no-untyped-def]
    """Update what a seat believes of its rival by what the rival did this month (Eq. 106; Beta-Bernoulli).

    Pressure opens a window: a concession in it is a success by its size, an escalation a failure, silence to its
    end half a failure. The same for answers.

    Args:
        s: State.
        t: Month.
        seat: Who learns.
        rival: About whom.
        rate: Weight of one observation; 0 switches this learner off (F6).
    """
    row = s.seats[seat]
    gain = rate * goals.of(s, seat, goals.GAIN, 1.0)
    eased = s.seats.relief[rival]
    hit = s.seats.severity[rival]
    if row.pressing > 0:
        row.pressing -= 1
        if eased > FELT:
            row.yields_a += gain * min(1.5, eased + 0.3)
            row.pressing = 0
        elif hit >= s.p.pressure_threshold:
            row.yields_b += 0.8 * gain
            row.pressing = 0
        elif row.pressing == 0:
            row.yields_b += 0.5 * gain
    if row.awaiting > 0:
        row.awaiting -= 1
        if hit > FELT:
            row.answers_a += gain
            row.awaiting = 0
        elif row.awaiting == 0:
            row.answers_b += 0.5 * gain
    row.heeded = HEEDED_MONTHS if eased > FELT else max(0, row.heeded - 1)
    if row.severity >= s.p.pressure_threshold:
        row.pressing = YIELD_MONTHS
        row.awaiting = ANSWER_MONTHS
    elif threatens_now(s, seat, t):
        row.pressing = YIELD_MONTHS


@rule
def keep_word(s, turn):  # type: ignore[no-untyped-def]
    """Let a side's word lose by pressing within a year of a deal, and recover slowly (Eq. 108).

    Both sides' words: a rule that doubts only one of them lets the other coerce, deal and repeat.
    """
    months = s.world.deal_months[0]
    if months > 0:
        by_us = months <= 12 and turn.severity_us >= s.p.pressure_threshold
        by_cn = months <= 12 and turn.minerals_up >= s.p.pressure_threshold
        if by_us:
            s.seats.credibility[US] *= s.p.promise_halving
        if by_cn:
            s.seats.credibility[CN] *= s.p.promise_halving
        s.world.deal_months[0] = 0 if by_us or by_cn or months >= 24 else months + 1
    for g in range(2):
        now = s.seats.credibility[g]
        s.seats.credibility[g] = now + s.p.credibility_recovery * (1.0 - now)


@rule
def keep_threats(s, t):  # type: ignore[no-untyped-def]
    """Judge threats that fall due: done, or needless because the other yielded, or empty (Eq. 108; F12).

    An empty threat lowers belief in the speaker and costs political capital.
    """
    for a in range(s.count[N_ACTS]):
        act = s.acts[a]
        if act.status != DRAFTED or act.in_force != t or act.announced >= t:
            continue
        now = s.law[act.instrument, act.issuer, act.target, act.product]
        if severity(act.instrument, now, act.value) <= 0.0:
            continue
        if s.seats.heeded[act.issuer] > 0 or s.world.truce_until[0] >= t:
            continue
        s.seats.credibility[act.issuer] *= 1.0 - s.p.empty_threat
        s.seats.capital[act.issuer] = max(0.0, s.seats.capital[act.issuer] - s.p.empty_threat_capital)
        ledger.enter(s, ledger.THREAT_FAILED, act.issuer, act.target, a, float(act.instrument), act.value)


@rule
def threatens_now(s, issuer, t):  # type: ignore[no-untyped-def]
    """Return whether a seat drafted a measure this month: a threat."""
    for a in range(s.count[N_ACTS] - 1, -1, -1):
        act = s.acts[a]
        if act.announced < t:
            return False
        if act.status == DRAFTED and act.issuer == issuer:
            return True
    return False


@rule
def take_office(s, seat, doctrine):  # type: ignore[no-untyped-def]
    """Give a seat a new doctrine: its factions start anew, half of the evidence and of the prior stay (Eq. 107).

    Reputation sticks to countries more than to leaders, moderately (Renshon, Dafoe and Huth 2018).

    Args:
        s: State.
        seat: Whose leader changes.
        doctrine: Row of the doctrine table; -1 if somebody else decides.
    """
    row = s.seats[seat]
    opening = row.doctrine < 0
    row.doctrine = doctrine
    prior = goals.of(s, seat, goals.PRIOR, 0.5)
    kept = 0.0 if opening else 0.5
    row.yields_a = kept * row.yields_a + (1.0 - kept) * PRIOR_WEIGHT * prior
    row.yields_b = kept * row.yields_b + (1.0 - kept) * PRIOR_WEIGHT * (1.0 - prior)
    row.answers_a = kept * row.answers_a + (1.0 - kept)
    row.answers_b = kept * row.answers_b + (1.0 - kept)
    row.security = goals.of(s, seat, goals.START_SECURITY, 0.0)
    row.trade = goals.of(s, seat, goals.START_TRADE, 0.0)
    row.technology = goals.of(s, seat, goals.START_TECHNOLOGY, 0.0)
