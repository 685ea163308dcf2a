"""Erosion: controls lose force as evasion adapts, unless they are refreshed."""

from .kernels import rule


@rule
def erode(s, turn):  # type: ignore[no-untyped-def]
    """Let chip and tool controls lose force; tightening resets them, a listing mends a part (Eq. 116, A12).

    Args:
        s: State.
        turn: What changed this month (posture.Turn).
    """
    rate = s.p.erosion_rate
    chips = s.world.control_strength[0] * (1.0 - rate)
    tools = s.world.tool_strength[0] * (1.0 - s.p.tool_erosion * rate)
    mended = min(1.0, 2.0 * turn.listed)
    chips += 0.5 * mended * (1.0 - chips)
    tools += 0.5 * mended * (1.0 - tools)
    if turn.chips_up > turn.listed + 1e-9:
        chips = 1.0
    if turn.tools_up > 0.0:
        tools = 1.0
    s.world.control_strength[0] = chips
    s.world.tool_strength[0] = tools
