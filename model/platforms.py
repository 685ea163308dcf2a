"""Platforms: software matures with its installed base, with investment and with the labs that port to it."""

from .codes import CN
from .kernels import rule


@rule
def mature(s, t):  # type: ignore[no-untyped-def]
    """Count each platform's base and move its maturity and portability by a month (Eq. 18; D4).

    Learning by use saturates with the base, learning by investment with its makers' research, and labs that port
    their work leave tools behind. All of it works on what is missing to maturity 1, the standard of the day.
    """
    p = s.p
    n = s.platforms.shape[0]
    for z in range(n):
        s.platforms.base[z] = 0.0
    whole = 0.0
    for k in range(s.products.shape[0]):
        q = s.products[k]
        held = max(0.0, q.opening + q.delivered - q.retired) * q.train
        s.platforms.base[q.platform] += held
        whole += held
    ported = 0.0
    for i in range(s.labs.shape[0]):
        if s.labs.stack[i] == CN:
            ported += s.labs.compute_share[i] * s.labs.porting[i]
    for z in range(n):
        m = s.platforms[z]
        m.share = m.base / whole if whole > 0.0 else 0.0
        invested = 0.0
        for i in range(s.makers.shape[0]):
            if s.makers.platform[i] == z:
                invested += s.makers.rnd[i]
        gain = p.maturity_by_use * m.base / (m.base + p.maturity_base)
        gain += p.maturity_by_research * invested / (invested + p.maturity_research_half)
        if m.stack == CN:
            gain += p.maturity_by_porting * ported * m.base / (m.base + 50.0)
        missing = 1.0 - m.maturity
        m.maturity = min(1.0, m.maturity + gain * missing)
        m.portability = min(1.0, m.portability + p.portability_growth * (1.0 - m.portability))
