"""Chinese fabs: tools, wafers, yield, dies, and the cards built from them."""

from . import inventory
from .codes import (
    CN,
    EDA_CONTROL,
    ENTITY_LIST,
    FOUNDRY_RULE,
    GOVERNMENT,
    SELF_RELIANCE_PUSH,
    SUBSIDY_CHIPS,
    TOOL_CONTROL,
    US,
)
from .kernels import rule

WANT, ACCESS = 2, 3
"""Rows of scratch by product: cards wanted this month [thousand]; part of them that lines take on first [share]."""


@rule
def tool_access(s):  # type: ignore[no-untyped-def]
    """Return Chinese fabs' access to advanced tools, in [0, 1] (A11, H12; Eq. 51).

    Each ally's rung counts by its share of foreign tools. What America alone denies is largely bought elsewhere
    (`unilateral_tool_effect`); only a rung that all share bites in full. Chinese tools replace what is denied at
    `tool_domestic_rate`, faster under a self-reliance push (B5).
    """
    p = s.p
    denied = 0.0
    foreign = 0.0
    for g in range(s.seats.shape[0]):
        if s.seats.kind[g] == GOVERNMENT and s.seats.tool_share[g] > 0.0:
            rung = s.law[TOOL_CONTROL, g, CN, 0] / 4.0
            foreign += s.seats.tool_share[g]
            denied += s.seats.tool_share[g] * rung
    joint = denied / foreign if foreign > 0.0 else 0.0
    top = s.law[TOOL_CONTROL, US, CN, 0] / 4.0
    alone = max(0.0, top - joint)
    bite = joint + p.unilateral_tool_effect * alone
    return 1.0 - min(1.0, bite * s.world.tool_strength[0] * (1.0 - s.world.tools_domestic[0]))


@rule
def grow(s, t):  # type: ignore[no-untyped-def]
    """Let Chinese logic capacity, yield and die stock grow by a month (C7; Eqs. 52–54)."""
    p = s.p
    push = s.law[SELF_RELIANCE_PUSH, CN, CN, 0]
    subsidy = s.law[SUBSIDY_CHIPS, CN, CN, 0]
    gap = 1.0 - s.world.tools_domestic[0]
    s.world.tools_domestic[0] += p.tool_domestic_rate * gap * (0.5 + 0.5 * push)
    tools = tool_access(s)
    eda = s.law[EDA_CONTROL, US, CN, 0] * p.eda_denial_effect * s.world.tool_strength[0]
    backing = 1.0 + p.push_growth * (push - 1.0) + p.subsidy_growth * subsidy
    for f in range(s.foundries.shape[0]):
        row = s.foundries[f]
        if row.stack != CN:
            continue
        row.tools = max(0.0, tools * (1.0 - eda))
        room = max(0.0, 1.0 - row.capacity / p.smic_wafer_ceiling)
        denial = 1.0 - p.tool_denial_effect * (1.0 - row.tools)
        row.capacity *= 1.0 + p.smic_wafer_growth * denial * max(0.0, backing) * room
        row.used = row.capacity
        row.cumulative += row.capacity
        if p.yield_learning > 0.0:
            ceiling = min(0.9, row.yield_ceiling + p.yield_tool_bonus * row.tools)
            learned = (1.0 + row.cumulative / p.wafers_at_start_k) ** (-p.yield_learning)
            reached = ceiling - (ceiling - p.yield_start) * learned
            row.yield_ += min(0.02, max(0.0, reached - row.yield_))
        row.dies_stock += row.capacity * p.dies_per_wafer_cn * row.yield_
        row.dies_stock += intermediaries(s, t)


@rule
def intermediaries(s, t):  # type: ignore[no-untyped-def]
    """Return dies that foreign foundries make for listed Chinese designers through others [thousand a month] (A11; Eq. 54).

    Such orders begin once a listed maker has a design to sell, and stop with a foundry rule.
    """
    for k in range(s.products.shape[0]):
        q = s.products[k]
        if q.stack != CN or q.on_sale == 0 or q.hbm <= 0.0 or q.launch <= s.world.start[0]:
            continue
        if s.foundries.stack[q.foundry] == CN and s.law[ENTITY_LIST, US, s.makers.seat[q.maker], 0] > 0.0:
            rate = 1e3 * s.p.tsmc_dies_total / s.p.tsmc_dies_months
            return rate * max(0.0, 1.0 - s.law[FOUNDRY_RULE, US, 0, 0])
    return 0.0


@rule
def takes_dies(s, k, f):  # type: ignore[no-untyped-def]
    """Return whether product `k` is built in China from the die stock of foundry `f`.

    A Chinese maker's chip from a foreign foundry is, once its maker is listed or a foundry rule stands: what is left
    of it comes from stock.
    """
    q = s.products[k]
    if q.stack != CN or q.hbm <= 0.0:
        return False
    if q.foundry == f:
        return True
    listed = s.law[ENTITY_LIST, US, s.makers.seat[q.maker], 0] > 0.0 or s.law[FOUNDRY_RULE, US, 0, 0] >= 1.0
    return s.foundries.stack[q.foundry] != CN and listed


@rule
def build(s, t, f):  # type: ignore[no-untyped-def]
    """Start Chinese cards in month `t`: orders, assembly, dies and memory, whichever is least (Eq. 55).

    Assembly grows toward orders by at most `ramp_growth` a month and saturates at `ramp_cap`. Where lines are short
    they serve the national champion first, and take on a part of others' orders (`lines`, C7); then the rest.
    """
    p = s.p
    want = s.scratch[WANT]
    access = s.scratch[ACCESS]
    orders = 0.0
    total = 0.0
    for k in range(s.products.shape[0]):
        want[k] = 0.0
        if not takes_dies(s, k, f) or not inventory.may_start(s, k, t):
            continue
        q = s.products[k]
        want[k] = inventory.wanted(s, k, p.pipeline_months_cn, t)
        access[k] = 1.0 - p.champion_lines * (1.0 - s.makers.lines[q.maker])
        total += want[k]
        orders += q.fresh_out + q.fresh_cn + q.unserved_out + q.unserved_cn
    ramp = s.world.domestic_ramp[0]
    room = max(0.0, 1.0 - ramp / p.ramp_cap)
    ramp += min(p.ramp_growth * ramp * room, max(-0.05 * ramp, orders - ramp))
    s.world.domestic_ramp[0] = ramp
    s.foundries.wanted[f] = total
    stock = s.foundries.dies_stock[f]
    left = start_cards(s, f, ramp, p.dies_drawn * stock)
    access[:] = 1.0
    start_cards(s, f, left, s.foundries.dies_stock[f] - (1.0 - p.dies_drawn) * stock)


@rule
def start_cards(s, f, places, dies):  # type: ignore[no-untyped-def]
    """Start what is wanted as far as everything reaches; return the places that are left in assembly [thousand cards].

    Args:
        s: State; what is wanted by product, and the part taken on, stand in scratch; what is started is taken off.
        f: The foundry whose dies are used.
        places: Cards that can be assembled [thousand].
        dies: Dies that may be used [thousand].
    """
    p = s.p
    want = s.scratch[WANT]
    access = s.scratch[ACCESS]
    cards = 0.0
    need_dies = 0.0
    need_stacks = 0.0
    for k in range(s.products.shape[0]):
        if want[k] > 0.0:
            q = s.products[k]
            part = want[k] * access[k]
            cards += part
            need_dies += part * q.dies / p.card_yield
            need_stacks += part * q.hbm / p.card_yield
    if cards <= 0.0 or need_dies <= 0.0:
        return places
    scale = min(1.0, places / cards, dies / need_dies)
    if scale * need_stacks > 0.0:
        enough = min(1.0, s.world.hbm_cn[0] / (scale * need_stacks))
        scale *= 1.0 - p.hbm_binds * (1.0 - enough)
    row = s.foundries[f]
    for k in range(s.products.shape[0]):
        if want[k] > 0.0:
            q = s.products[k]
            part = scale * want[k] * access[k]
            want[k] -= part
            row.dies_stock = max(0.0, row.dies_stock - part * q.dies / p.card_yield)
            s.world.hbm_cn[0] = max(0.0, s.world.hbm_cn[0] - part * q.hbm / p.card_yield)
            inventory.begin(s, k, part, int(p.pipeline_months_cn))
    return places - scale * cards
