"""High-bandwidth memory: what its makers ship to each side, and the rush before a control binds."""

from . import rulebook
from .codes import CN, HBM_CONTROL, US
from .kernels import rule


@rule
def control(s):  # type: ignore[no-untyped-def]
    """Return how far memory for China is controlled: Washington's law reaches all makers, others' law their own (Eq. 47)."""
    held = 0.0
    supply = 0.0
    for n in range(s.memory.shape[0]):
        row = s.memory[n]
        if row.stack != US:
            continue
        force = s.law[HBM_CONTROL, US, CN, 0]
        seat = s.countries.seat[row.country]
        if seat >= 0:
            force = max(force, s.law[HBM_CONTROL, seat, CN, 0])
        supply += row.supply
        held += row.supply * force
    return held / supply if supply > 0.0 else 0.0


@rule
def refill(s, t, needed):  # type: ignore[no-untyped-def]
    """Add the month's memory to both sides' stocks (C2; Eq. 47).

    Makers outside China follow what packaging needs, with a small reserve, at most `hbm_growth_cap` a month: so memory
    binds when packaging grows faster, or when China takes what others need (H9): most of what it takes is of a
    generation that nobody else wants (`hbm_rival`). A control stops the flow but for a leak;
    once it is announced, buyers rush in what they can.

    Args:
        s: State.
        t: Month.
        needed: Stacks that packaging outside China would have used last month [thousand].
    """
    p = s.p
    supply = 0.0
    home = 0.0
    for n in range(s.memory.shape[0]):
        row = s.memory[n]
        if row.stack == US:
            supply += row.supply
    for n in range(s.memory.shape[0]):
        row = s.memory[n]
        if row.stack == US:
            if supply > 0.0:
                gap = p.hbm_spare * needed / supply - 1.0
                row.supply *= 1.0 + min(p.hbm_growth_cap, max(0.0, gap))
        elif t >= row.start:
            home += row.supply * p.cn_hbm_scale
            row.supply *= 1.0 + p.cn_hbm_growth * max(0.0, 1.0 - row.supply / p.cn_hbm_ceiling)
    force = control(s)
    coming = rulebook.announced_value(s, HBM_CONTROL, US, CN, 0, 3)
    flow = p.hbm_inflow_open * (1.0 - force * (1.0 - p.hbm_leak))
    if coming > force:
        flow += p.hbm_rush_stacks * (coming - force)
    s.world.hbm_cn[0] += flow + home
    taken = min(p.hbm_rival * flow, s.world.hbm_us[0] + 0.5 * supply)
    s.world.hbm_us[0] = min(s.world.hbm_us[0] + supply - taken, 3.0 * supply)


@rule
def limit(s, wanted):  # type: ignore[no-untyped-def]
    """Return the share of starts that memory in stock outside China allows, and take what they use (C2; Eq. 48).

    Args:
        s: State.
        wanted: Stacks that the month's starts would use [thousand].
    """
    if wanted <= 0.0:
        return 1.0
    share = min(1.0, s.world.hbm_us[0] / wanted)
    share = 1.0 - s.p.hbm_binds * (1.0 - share)
    s.world.hbm_us[0] = max(0.0, s.world.hbm_us[0] - share * wanted)
    return share
