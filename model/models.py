"""Models: labs train and release; countries choose whose models they use."""

import numpy as np

from . import clouds, labs, ledger
from .codes import CN, RELEASE, US, WEIGHTS_RULE
from .kernels import rule
from .noise import draw, uniform

RELEASE_DRAW = draw("models.release", "whether a lab opens the weights of a model that is ready this month")

USUAL_RELEASE = 0.5
"""Share of capability that labs release unless they order otherwise (declarations.py)."""

RELEASE_RATE = 0.35
"""Chance a month that a fully open lab with a better model publishes it: three to four models a year."""

OPEN_STEP = 0.5
"""Months of progress over its last open model that make a lab consider the next."""


@rule
def train(s, t):  # type: ignore[no-untyped-def]
    """Turn compute into capability, release, and move model use in every country (D1-D5, B7)."""
    labs.rent(s, t)
    clouds.serve(s)
    labs.share_compute(s, t)
    labs.learn(s, t)
    release(s, t)
    use(s)


@rule
def release(s, t):  # type: ignore[no-untyped-def]
    """Let labs open the weights of a better model, each by its propensity and its standing order (Eq. 96; B7)."""
    for i in range(s.labs.shape[0]):
        y = s.labs[i]
        share = s.stance[y.seat, RELEASE]
        ready = y.capability - (1.0 - min(1.0, share / USUAL_RELEASE)) * 6.0 * s.world.frontier_rate[0]
        if ready < y.released + OPEN_STEP * s.world.frontier_rate[0] or share <= 0.0:
            continue
        if uniform(s.seed, RELEASE_DRAW, y.key, t) < RELEASE_RATE * y.open_weights * max(1.0, share / USUAL_RELEASE):
            y.released = ready
            ledger.enter(s, ledger.RELEASED, y.seat, y.country, -1, y.capability, 0.0)


@rule
def use(s):  # type: ignore[no-untyped-def]
    """Move shares of model use towards a logit over closed US, open US and Chinese models (Eq. 97; A3, B7).

    Quality counts in months behind the frontier; closed models cost more and come with a service; alignment and the
    chips a country runs pull. A weights rule keeps closed US models from being hosted abroad; in China they are shut
    out. Use changes slowly (`model_inertia`).
    """
    p = s.p
    w = s.world[0]
    open_us = -1e9
    open_cn = -1e9
    for i in range(s.labs.shape[0]):
        if s.labs.stack[i] == CN:
            open_cn = max(open_cn, s.labs.released[i])
        else:
            open_us = max(open_us, s.labs.released[i])
    front = max(w.capability_us, w.capability_cn)
    month = p.model_quality_weight / w.frontier_rate
    us_open = month * (open_us - front) + p.open_pull
    abroad_cn = month * (max(open_cn, w.capability_cn - 6.0 * w.frontier_rate) - front) + p.open_pull
    home_cn = month * (w.capability_cn - front)
    us_closed = month * (w.capability_us - front) + p.model_service - p.model_price_weight
    speed = 1.0 - p.model_inertia
    rule_bite = p.weights_rule_effect * min(1.0, s.law[WEIGHTS_RULE, US, 0, 0])
    for c in range(s.countries.shape[0]):
        m = s.countries[c]
        closed = np.exp(us_closed) * (1.0 if c == US else 1.0 - rule_bite)
        opened = np.exp(us_open)
        chips = m.train_us + m.train_cn
        tie = p.model_tie * (m.train_cn / chips if chips > 0.0 else 0.0)
        if c == CN:
            closed = 0.0
            chinese = np.exp(home_cn + p.model_constant_home + tie)
        else:
            chinese = np.exp(abroad_cn - p.model_constant_cn + p.model_alignment * (m.align_cn - m.align_us) + tie)
        whole = closed + opened + chinese
        if m.model_us + m.model_cn <= 0.0:
            speed_now = 1.0
        else:
            speed_now = speed
        m.model_us += speed_now * ((closed + opened) / whole - m.model_us)
        m.model_us_open += speed_now * (opened / whole - m.model_us_open)
        m.model_cn += speed_now * (chinese / whole - m.model_cn)
        m.model_open = m.model_us_open + m.model_cn * (0.6 if c == CN else 0.9)
    spread_users(s, front, month)


@rule
def spread_users(s, front, month):  # type: ignore[no-untyped-def]
    """Divide each stack's world use among its labs by quality; uses countries' inference compute as weights."""
    whole = 0.0
    us = 0.0
    cn = 0.0
    for c in range(s.countries.shape[0]):
        m = s.countries[c]
        weight = m.inf_us + m.inf_cn
        whole += weight
        us += weight * m.model_us
        cn += weight * m.model_cn
    pull_us = 0.0
    pull_cn = 0.0
    for i in range(s.labs.shape[0]):
        pull = np.exp(month * (s.labs.capability[i] - front)) * s.labs.compute_share[i]
        s.labs.users[i] = pull
        if s.labs.stack[i] == CN:
            pull_cn += pull
        else:
            pull_us += pull
    for i in range(s.labs.shape[0]):
        if s.labs.stack[i] == CN:
            s.labs.users[i] *= cn / whole / pull_cn if whole > 0.0 and pull_cn > 0.0 else 0.0
        else:
            s.labs.users[i] *= us / whole / pull_us if whole > 0.0 and pull_us > 0.0 else 0.0
