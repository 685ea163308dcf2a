"""Licensing: what the law lets pass to each country, product by product, and why."""

from . import roadmap, thresholds
from .codes import (
    AFFILIATES_RULE,
    ASSURANCE,
    BAN,
    BUY_DOMESTIC,
    CASE_BY_CASE,
    CN,
    COMPLIANCE,
    END_USE_RULE,
    ENFORCEMENT,
    ENTITY_LIST,
    FREE,
    FRONTIER,
    LICENSE_REGIME,
    PRESUMPTION_OF_DENIAL,
    REGULATORY_PRESSURE,
    TIER,
    US,
    USE_BAN,
)
from .kernels import rule

DETERMINATIONS = (
    "nobody offers it",
    "no license is needed",
    "licensed case by case",
    "its license is still being processed",
    "licenses are presumed denied",
    "it may not be sold there",
    "the country is in the tier that is denied advanced chips",
    "part of its buyers are on the entity list",
    "checks against diversion delay honest trade",
    "the country's yearly quota is used up",
    "volume is capped at a share of the home market's",
    "each customer's yearly share is capped",
    "only cards already made may be sold",
    "end users that may serve military ends are refused",
    "the buyer's government advises against it",
    "the buyer's government has told its buyers to refuse it",
    "probes and customs checks weigh on its maker",
    "using Chinese chips risks American sanctions",
    "part of it waits until the country adopts American safeguards",
)
"""Why a product passes or doesn't, by code of `State.determination`; completes "<product> to <country>: ..."."""
(
    NOT_OFFERED, NO_LICENSE, LICENSED, IN_PROCESS, PRESUMED_DENIED, BANNED, TIER_THREE, LISTED_BUYERS, CHECKED,
    QUOTA_USED, VOLUME_CAPPED, CUSTOMER_CAPPED, STOCK_ONLY, END_USE_REFUSED, ADVISED_AGAINST, TOLD_TO_REFUSE,
    PRESSED, SANCTION_RISK, SAFEGUARDS_AWAITED,
) = range(19)  # fmt: skip

LAW = 0
"""Row of scratch: thresholds of the day."""

LISTED = 1
"""Row of scratch by country: share of buyers that a listing shuts out."""


@rule
def determine(s, t):  # type: ignore[no-untyped-def]
    """Class every product under the law of the day and set what passes to each country (Eqs. 61–64).

    Covers tiers (A1), thresholds (A4), regimes (A5), listings (A7), checks (A9, A16) and end use (A15).

    `s.legal[k, c]` is the share of orders that pass; what the buyers' own government asks of them is left to their
    choice and only noted here.
    """
    thresholds.of_the_day(s, s.scratch[LAW], 0)
    for c in range(s.countries.shape[0]):
        s.scratch[LISTED, c] = listed_share(s, c)
    for k in range(s.products.shape[0]):
        q = s.products[k]
        q.license_class = thresholds.license_class(s, k, s.scratch[LAW])
        offered = q.ended == 0 and q.ready <= t + s.p.pipeline_months
        for c in range(s.countries.shape[0]):
            if not offered:
                s.legal[k, c] = 0.0
                s.determination[k, c] = NOT_OFFERED
            elif q.stack == CN:
                s.legal[k, c] = 1.0
                s.determination[k, c] = SANCTION_RISK if c != CN and s.law[USE_BAN, US, 0, 0] > 0.0 else NO_LICENSE
            else:
                license_one(s, k, c)
    roadmap.measure_frontier(s)


@rule
def listed_share(s, c):  # type: ignore[no-untyped-def]
    """Return the share of a country's purchases that entity listings of its labs stop (A7; Eq. 64).

    A listed firm buys through affiliates (`entity_diversion`) unless the affiliates rule reaches them
    (`affiliates_effect`); evasion wears the listing down (A12).
    """
    listed = 0.0
    for n in range(s.labs.shape[0]):
        if s.labs.country[n] == c and s.law[ENTITY_LIST, US, s.labs.seat[n], 0] > 0.0:
            listed += s.labs.compute_share[n]
    if listed <= 0.0:
        return 0.0
    shifted = s.p.entity_diversion * (1.0 - s.p.affiliates_effect * s.law[AFFILIATES_RULE, US, 0, 0])
    return min(1.0, listed) * (1.0 - shifted) * s.world.control_strength[0]


@rule
def adherence(s, c):  # type: ignore[no-untyped-def]
    """Return how far a country has adopted American safeguards [0, 1]: its assurances, or what it enforces (Eq. 121)."""
    seat = s.countries.seat[c]
    if seat >= 0 and s.issuer[ASSURANCE, seat] == 1:
        return s.law[ASSURANCE, seat, c, 0]
    return s.countries.enforcement[c]


@rule
def license_one(s, k, c):  # type: ignore[no-untyped-def]
    """Set the share of orders for US-stack product `k` that passes to country `c`, and why (Eqs. 63, 121).

    A case-by-case license takes its time: the share that passes rises to what is granted by one part in
    `license_delay_months` a month. A stricter law binds at once. Outside China part of what a held-back country may
    buy waits until it adopts safeguards (A16).
    """
    p = s.p
    q = s.products[k]
    home = s.makers.country[q.maker]
    if c == home:
        s.legal[k, c] = 1.0
        s.determination[k, c] = NO_LICENSE
        return
    kind = q.license_class
    regime = s.law[LICENSE_REGIME, US, c, kind]
    tier = s.law[TIER, US, c, 0]
    code = NO_LICENSE
    passes = 1.0
    if tier >= 3.0 and kind == FRONTIER and regime < PRESUMPTION_OF_DENIAL:
        regime = PRESUMPTION_OF_DENIAL
        code = TIER_THREE
    strictness = 1.0 + s.law[COMPLIANCE, US, 0, 0] * p.compliance_delay_months
    if regime >= BAN:
        passes = 0.0
        code = BANNED
    elif regime >= PRESUMPTION_OF_DENIAL:
        passes = p.denial_approval
        code = code if code == TIER_THREE else PRESUMED_DENIED
    elif regime >= CASE_BY_CASE:
        passes = p.license_approval
        code = LICENSED
        reached = s.legal[k, c] + passes / max(1.0, p.license_delay_months * strictness)
        if reached < passes - 1e-9:
            passes = reached
            code = IN_PROCESS
    elif regime == FREE and kind == FRONTIER:
        watch = s.law[ENFORCEMENT, US, US, 0] * s.countries.transit[c]
        held = 1.0 - p.honest_delay * watch * (1.0 + s.law[COMPLIANCE, US, 0, 0])
        if held < 1.0 and s.law[ENFORCEMENT, US, US, 0] > 0.0:
            passes *= max(0.0, held)
            code = CHECKED if held < 0.98 else code
    if c != CN and (tier >= 2.0 or regime >= CASE_BY_CASE) and regime < PRESUMPTION_OF_DENIAL:
        waits = p.access_condition * s.law[COMPLIANCE, US, 0, 0] * (1.0 - adherence(s, c))
        if waits > 0.0:
            passes *= 1.0 - waits
            code = SAFEGUARDS_AWAITED if code == NO_LICENSE else code
    if passes > 0.0 and s.scratch[LISTED, c] > 0.0:
        passes *= 1.0 - s.scratch[LISTED, c]
        code = LISTED_BUYERS if code == NO_LICENSE else code
    if passes > 0.0 and s.law[END_USE_RULE, US, 0, 0] > 0.0 and c == CN:
        passes *= 1.0 - p.end_use_refusal * s.law[END_USE_RULE, US, 0, 0]
        code = END_USE_REFUSED if code == NO_LICENSE else code
    s.legal[k, c] = passes
    s.determination[k, c] = code if c != CN or passes <= p.denial_approval else refused_at_home(s, k, code)


@rule
def refused_at_home(s, k, code):  # type: ignore[no-untyped-def]
    """Return the code of what Beijing asks of buyers of product `k`, or the license's own where it asks nothing."""
    q = s.products[k]
    level = s.law[BUY_DOMESTIC, CN, CN, q.license_class]
    if level >= 2.0:
        return TOLD_TO_REFUSE
    if level >= 1.0:
        return ADVISED_AGAINST
    if s.law[REGULATORY_PRESSURE, CN, s.makers.seat[q.maker], 0] > 0.0:
        return PRESSED
    return code
