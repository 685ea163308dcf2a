"""Platforms: software matures with its installed base, its developers, investment and the labs that port to it."""

import numpy as np

from .codes import CN, PORT
from .kernels import rule

USUAL = 0.1
"""Share of a maker's engineers on its software platform without an order to that end (declarations.py)."""


@rule
def staffed(s, z):  # type: ignore[no-untyped-def]
    """Return how many more engineers than usual the makers of platform `z` put into its software [share of theirs]."""
    extra = 0.0
    for i in range(s.makers.shape[0]):
        if s.makers.platform[i] == z:
            extra = max(extra, s.stance[s.makers.seat[i], PORT] - USUAL)
    return extra


@rule
def count_base(s, china):  # type: ignore[no-untyped-def]
    """Count each platform's installed base in the world, and into `china` [thousand H100e] what of it stands there.

    Returns the world's base and China's [thousand H100e].
    """
    for z in range(s.platforms.shape[0]):
        s.platforms.installed[z] = 0.0
    whole = 0.0
    home = 0.0
    for k in range(s.products.shape[0]):
        q = s.products[k]
        held = max(0.0, q.opening + q.delivered - q.retired) * q.train
        s.platforms.installed[q.platform] += held
        whole += held
        china[q.platform] += s.held[CN, k] * q.train
        home += s.held[CN, k] * q.train
    return whole, home


@rule
def move_developers(s, china, whole, home):  # type: ignore[no-untyped-def]
    """Let developers grow in number and move to where the machines are (Eq. 118; D4).

    Half of them are said to work in China, so what stands there weighs far beyond its part of the world's base: chips
    that are sold to China keep its developers on the seller's platform.

    Args:
        s: State.
        china: Installed base in China by platform [thousand H100e].
        whole: Installed base of the world [thousand H100e].
        home: Installed base of China [thousand H100e].
    """
    p = s.p
    total = 0.0
    for z in range(s.platforms.shape[0]):
        total += s.platforms.developers[z]
    if total <= 0.0 or home <= 0.0 or whole <= home:
        return
    for z in range(s.platforms.shape[0]):
        m = s.platforms[z]
        if m.following <= 0.0:
            m.following = m.developers / total
        there = p.developers_in_china * china[z] / home
        elsewhere = (1.0 - p.developers_in_china) * max(0.0, m.installed - china[z]) / (whole - home)
        m.developers += p.developer_speed * ((there + elsewhere) * total - m.developers)
        m.developers *= 1.0 + p.developer_growth / 12.0


@rule
def following(s, z):  # type: ignore[no-untyped-def]
    """Return by how much a platform learns faster (above 1) or slower for the developers it won or lost (Eq. 118)."""
    if s.p.developer_gain <= 0.0 or s.platforms.following[z] <= 0.0:
        return 1.0
    total = 0.0
    for i in range(s.platforms.shape[0]):
        total += s.platforms.developers[i]
    share = s.platforms.developers[z] / total
    return max(0.0, 1.0 + s.p.developer_gain * np.log2(max(1e-6, share / s.platforms.following[z])))


@rule
def mature(s, t):  # type: ignore[no-untyped-def]
    """Count each platform's base and move its maturity and portability by a month (Eqs. 88, 89; D4, C6).

    Use teaches, with a half-way point at `maturity_scale`; makers' research speeds it up by its growth since the
    opening, as do engineers they order to port (`port`) and developers who come over; labs that port leave tools
    behind; the standard moves on (`frontier_pull`). An open platform gains more from its users. All of it works on
    what is missing to maturity 1, the standard of the day.
    """
    p = s.p
    n = s.platforms.shape[0]
    china = np.zeros(n)
    whole, home = count_base(s, china)
    move_developers(s, china, whole, home)
    ported = 0.0
    size = 0.0
    for i in range(s.labs.shape[0]):
        if s.labs.stack[i] == CN:
            ported += s.labs.compute_share[i] * s.labs.porting[i]
            size += s.labs.compute_share[i]
    for z in range(n):
        m = s.platforms[z]
        m.share = m.installed / whole if whole > 0.0 else 0.0
        open_platform(s, m)
        spent = 0.0
        for i in range(s.makers.shape[0]):
            if s.makers.platform[i] == z:
                spent += p.rnd_software_share * s.makers.rnd[i]
        if m.research <= 0.0:
            m.research = spent
        effort = np.log2(max(1.0, spent / m.research)) if m.research > 0.0 else 0.0
        gain = p.maturity_rate * m.installed / (m.installed + p.maturity_scale)
        gain *= (1.0 + p.investment_gain * effort) * (1.0 + p.open_source_gain * m.open)
        gain *= following(s, z)
        gain += p.firm_orders * p.porting_gain / 12.0 * staffed(s, z)
        if m.stack == CN and size > 0.0:
            gain += p.porting_gain / 12.0 * ported / size * m.installed / (m.installed + 0.1 * p.maturity_scale)
        drift = p.frontier_pull * m.maturity if m.stack == CN else 0.0
        m.maturity = min(1.0, max(0.05, m.maturity + (gain - drift) * (1.0 - m.maturity)))
        m.portability = min(1.0, m.portability + p.portability_gain / 12.0 * (1.0 + 3.0 * m.open))


@rule
def open_platform(s, m):  # type: ignore[no-untyped-def]
    """Open a closed platform's source once its users are many enough to help, and it still trails the standard (D4)."""
    if m.open < 0.5 and m.maturity < 0.8 and m.installed > s.p.open_source_base:
        m.open = 1.0
