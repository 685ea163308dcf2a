"""Diversion: cards that leave honest trade for China along the routes of re-export."""

from . import labs, ledger
from .codes import ASSURANCE, CN, COMPLIANCE, ENFORCEMENT, FRONTIER, US
from .kernels import rule

ROUTE = 5
"""Row of scratch by country: how open the ways from it to China are."""


@rule
def divert(s, t):  # type: ignore[no-untyped-def]
    """Move cards that the law keeps from China there by other ways, out of what was shipped elsewhere (E5; Eq. 84).

    The share that leaves grows with how far the card surpasses what China may buy, with the age of controls (A12) and
    with labs' wish for smuggled chips; enforcement, audits and hosts' assurances shrink it (A9, A13, A16). Part is
    seized. Every smuggled card is taken from a shipment, so none counts twice.
    """
    p = s.p
    best = 0.0
    for k in range(s.products.shape[0]):
        s.smuggled[k] = 0.0
        q = s.products[k]
        if q.on_sale == 1 and q.stack == US and s.legal[k, CN] > p.denial_approval and q.train > best:
            best = q.train
    for c in range(s.countries.shape[0]):
        s.scratch[ROUTE, c] = openness(s, c)
    w = s.world[0]
    w.smuggled = 0.0
    w.smuggled_h100e = 0.0
    wear = 1.0 + p.adaptation * (1.0 - w.control_strength)
    wear *= labs.appetite(s, labs.SMUGGLED)
    caught = p.seizure_share * s.law[ENFORCEMENT, US, US, 0]
    seized = 0.0
    for k in range(s.products.shape[0]):
        q = s.products[k]
        if q.stack != US or q.in_house == 1 or q.license_class > FRONTIER or q.train <= best:
            settle(s, k, 0.0)
            continue
        gap = (1.0 - best / q.train) ** p.smuggling_elasticity
        lost = 0.0
        for c in range(s.countries.shape[0]):
            if c != CN and s.shipped[k, c] > 0.0 and s.scratch[ROUTE, c] > 0.0:
                taken = min(0.5, p.leak_rate * gap * wear * s.scratch[ROUTE, c]) * s.shipped[k, c]
                s.shipped[k, c] -= taken
                lost += taken
        stopped = caught * lost
        seized += stopped
        s.smuggled[k] = lost - stopped
        w.smuggled += s.smuggled[k]
        w.smuggled_h100e += s.smuggled[k] * q.train
        q.seized += stopped
        settle(s, k, s.smuggled[k])
    if seized > 0.3:
        ledger.enter(s, ledger.SEIZURE, US, CN, -1, seized, 0.0)


@rule
def openness(s, c):  # type: ignore[no-untyped-def]
    """Return how open the ways from country `c` to China are: straight, or through one hub (E5; Eq. 85)."""
    if c == CN:
        return 0.0
    path = s.trade[c, CN]
    for h in range(s.countries.shape[0]):
        if s.trade[c, h] > 0.0 and s.trade[h, CN] > 0.0 and h != CN:
            path += s.p.hub_share * s.trade[c, h] * s.trade[h, CN] * leniency(s, h)
    watched = 1.0 - s.p.compliance_effect * s.law[COMPLIANCE, US, 0, 0]
    abroad = 1.0 - s.p.enforcement_effect * s.law[ENFORCEMENT, US, US, 0]
    return path * leniency(s, c) * watched * abroad


@rule
def leniency(s, c):  # type: ignore[no-untyped-def]
    """Return the share of diversion that a country's own enforcement and assurances let through (Eq. 85)."""
    p = s.p
    n = s.countries[c]
    force = n.enforcement
    promise = 0.0
    if n.seat >= 0:
        if s.law[ENFORCEMENT, n.seat, c, 0] > force:
            force = s.law[ENFORCEMENT, n.seat, c, 0]
        promise = s.law[ASSURANCE, n.seat, c, 0]
    return (1.0 - p.enforcement_effect * force) * (1.0 - p.assurance_effect * promise)


@rule
def settle(s, k, smuggled):  # type: ignore[no-untyped-def]
    """Count what reached buyers of product `k`, by law or not."""
    q = s.products[k]
    total = smuggled
    for c in range(s.countries.shape[0]):
        total += s.shipped[k, c]
    q.delivered += total
