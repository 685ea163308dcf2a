"""Labs: train or serve, which compute to favour, port or not, open weights or not; and what each would bring.

A lab reads the goals by its own lights: security is capability, commerce revenue, diffusion users abroad, alliance
loyalty to the home stack, trust the fear of losing supply or breaking law, capacity what an order costs.
"""

from stackcraft.model.codes import BUY, CN, PORT, RELEASE, REMOTE_ACCESS_RULE, TRAIN, US
from stackcraft.model.goals import ALL, CAP, COM, DIF, SEC, TRU
from stackcraft.model.kernels import rule

from .slate import add

LICENSED, SMUGGLED, DOMESTIC, OWN, OFFSHORE = range(5)
"""Channels of compute, as in `State.channel`."""


@rule
def propose(s, seat, slate):  # type: ignore[no-untyped-def]
    """Fill the slate of a lab; return how many candidates there are (at most `slate.FIRM_MOST`)."""
    lab = s.seats.row[seat]
    chinese = s.labs.country[lab] == CN
    n = 0
    for step in (-1, 1):
        part = s.stance[seat, TRAIN] + 0.1 * step
        if 0.1 <= part <= 0.9:
            n = add(slate, n, TRAIN, -1, 0, 0, part, -1, step, 0.0)
        openly = s.stance[seat, RELEASE] + 0.1 * step
        if 0.0 <= openly <= 1.0:
            n = add(slate, n, RELEASE, -1, 0, 0, openly, -1, step, 0.0)
        port = s.stance[seat, PORT] + 0.1 * step
        if chinese and 0.0 <= port <= 0.6:
            n = add(slate, n, PORT, -1, 0, 0, port, -1, step, 0.0)
    if not chinese:
        return n  # American labs get the chips of their market: they have no channels to choose from
    for channel in range(5):
        wish = s.channel[lab, channel]
        if wish <= 2.5 and channel != OWN:
            n = add(slate, n, BUY, -1, channel, 0, wish + 0.5, -1, 1, 0.0)
        if wish >= 0.5 and (channel == SMUGGLED or channel == OFFSHORE):
            n = add(slate, n, BUY, -1, channel, 0, wish - 0.5, -1, -1, 0.0)
    return n


@rule
def lab_terms(s, o, seat, row, terms):  # type: ignore[no-untyped-def]
    """Fill what a candidate would change in each goal of a lab, before weights (Eq. 31).

    Args:
        s: State.
        o: Outlook.
        seat: The lab.
        row: The candidate.
        terms: Change of each goal, shape (N_GOALS,), filled.
    """
    terms[:] = 0.0
    lab = s.labs[s.seats.row[seat]]
    step = float(row.step)
    leader = max(s.world.capability_us[0], s.world.capability_cn[0])
    behind = min(1.0, max(0.0, leader - lab.capability))
    hazard = min(1.0, s.world.hazard[0])
    if row.kind == TRAIN:
        away = s.stance[seat, TRAIN] - 0.5
        terms[SEC] = 0.35 * step * (0.5 + behind) - 0.3 * step * away
        terms[COM] = -0.3 * step * (0.5 + 2.0 * lab.users) - 0.3 * step * away
    elif row.kind == RELEASE:
        away = s.stance[seat, RELEASE] - 0.5
        terms[DIF] = 0.3 * step * (1.0 - lab.users) - 0.3 * step * away
        terms[COM] = -0.35 * step * (1.0 - behind)
        terms[ALL] = 0.05 * step
    elif row.kind == PORT:
        terms[ALL] = 0.25 * step
        terms[TRU] = 0.4 * hazard * step
        terms[SEC] = -0.25 * step * (1.0 - o.domestic)
        terms[CAP] = -step * (0.1 + 0.8 * s.stance[seat, PORT])
    elif row.kind == BUY:
        buy_terms(s, o, int(row.target), step, s.channel[s.seats.row[seat], row.target], hazard, terms)


@rule
def buy_terms(s, o, channel, step, wish, hazard, terms):  # type: ignore[no-untyped-def]
    """Fill the terms of favouring a channel of compute more (step > 0) or less.

    Args:
        s: State.
        o: Outlook.
        channel: One of the five.
        step: 1 or -1.
        wish: Present weight of the channel.
        hazard: Expected loss of access to US chips [0, 1].
        terms: Change of each goal, shape (N_GOALS,), added to.
    """
    terms[CAP] = -step * 0.25 * max(0.0, wish - 1.0) - 0.05
    if channel == LICENSED:
        terms[SEC] = 0.3 * step
        terms[TRU] = -0.3 * hazard * step
        terms[ALL] = -0.1 * step
    elif channel == SMUGGLED:
        terms[SEC] = 0.25 * step * s.world.denial[0]
        terms[TRU] = -step * (0.3 + 0.3 * s.world.control_strength[0])
    elif channel == DOMESTIC:
        terms[SEC] = 0.3 * step * o.domestic
        terms[ALL] = 0.25 * step
        terms[TRU] = 0.3 * hazard * step
    elif channel == OWN:
        terms[SEC] = 0.15 * step
        terms[COM] = 0.1 * step
    elif channel == OFFSHORE:
        ruled = s.law[REMOTE_ACCESS_RULE, US, 0, 0] / 3.0
        terms[SEC] = 0.3 * step * (0.4 + 0.6 * s.world.denial[0]) * (1.0 - ruled)
        terms[COM] = -0.05 * step
        terms[TRU] = -step * (0.1 + 0.4 * ruled)
