"""What the two sides expect: features of the state, and the level of each goal if the ladders stood otherwise.

One pair of functions serves deliberation (`agents/appraisal.py`) and bargaining (`bargaining.py`): the level of every
goal as a function of the ladders' position, the rest of the world held as it is (Eqs. 14 to 20).
"""

from typing import NamedTuple

import numpy as np

from . import beliefs
from .codes import CHINESE, CN, CUT_DOWN, LIGHT, US
from .goals import ALL, COM, DIF, LEV, PAI, SEC
from .kernels import rule
from .ladders import (
    CN_TARIFF,
    FRONTIER,
    GUIDE_CUT_DOWN,
    GUIDE_FRONTIER,
    LINE,
    MEMORY,
    MINERAL,
    PUSH,
    RATES,
    REMOTE,
    TOOLS,
    US_TARIFF,
    USING,
)
from .ladders import CUT_DOWN as CUT_DOWN_SLOT
from .ladders import DESIGN as DESIGN_SLOT
from .noise import draw, normal
from .posture import PRECEDENT
from .severity import BITE

CHIPS = draw("intelligence.chips", "error of a seat's assessment of what Chinese chips can do")
RENTED = draw("intelligence.rented", "error of its assessment of what Chinese labs rent abroad")
EVASION = draw("intelligence.evasion", "error of its assessment of how much evades chip controls")
WORN = draw("intelligence.worn", "error of its assessment of how far fabs get round tool controls")
STOCKS = draw("intelligence.stocks", "error of its assessment of stocks of minerals and substitutes abroad or in firms")

ASSESSMENT_MONTHS = 6
"""Months for which an assessment stands before the services write the next one (assumed)."""

OPENNESS = np.array([1.0, 0.7, 0.08, 0.0])
"""How far a license regime lets a class of chips through, as governments expect it."""

TOOL_BITE = np.array([0.15, 0.45, 0.68, 0.86, 1.0])
"""How hard tool controls bite by rung, allies joined (u of Eq. 17)."""

FLOW = np.array([1.0, 0.98, 0.95, 0.28, 0.08])
"""Flow of a mineral by rung of its license, as governments expect it."""

MINERAL_WEIGHT = np.array([0.1, 0.08, 0.06, 0.7, 0.06])
"""Weight of each mineral in a seat's picture of pain; rare earths stop lines, the others a few."""

LEVERAGE = np.array([0.0, 0.0, 0.0, 0.2, 0.5, 0.75, 0.9])
"""Leverage that the United States sees in each tariff rung: concave, while pain is linear (Eq. 18)."""


NOTICED = 20.0
"""Chinese demand at which sales there weigh half of what they ever will in a government's mind [USD bn a year]."""


class Outlook(NamedTuple):
    """Features of the state that both sides' forecasts share.

    Qualities are relative to the best card on sale anywhere, the mean of training and inference.
    """

    salience: float
    cut_down: float
    light: float
    domestic: float
    line: float
    strength: float
    tool_strength: float
    joined: float
    demand: float
    trust: float
    hawk: float
    pain: float
    cohesion: float
    lobbied: float
    offshore: float
    substitution: float
    yields_us: float
    yields_cn: float
    answers_cn: float
    word: float
    chips_prize: float
    tools_prize: float
    stocks: float


@rule
def qualities(s, t):  # type: ignore[no-untyped-def]
    """Return the best cut-down, light and Chinese card on sale relative to the frontier [0, 1].

    A maker can cut a card down again: 0.3 is what a seat counts on where none is on sale.
    """
    train = inference = 1e-9
    for k in range(s.products.shape[0]):
        if s.products.ready[k] <= t:
            train = max(train, s.products.train[k])
            inference = max(inference, s.products.inf[k])
    cut = 0.3
    light = 0.0
    domestic = 0.0
    for k in range(s.products.shape[0]):
        row = s.products[k]
        if row.ready > t or row.in_house == 1:
            continue
        quality = 0.5 * (row.train / train + row.inf / inference)
        if row.stack == CN or row.license_class == CHINESE:
            domestic = max(domestic, quality * (0.6 + 0.4 * s.platforms.maturity[row.platform]))
        elif row.license_class == CUT_DOWN:
            cut = max(cut, quality)
        elif row.license_class == LIGHT:
            light = max(light, quality)
    return cut, light, domestic


@rule
def observe(s, t):  # type: ignore[no-untyped-def]
    """Return the features of the state that forecasts share."""
    cut, light, domestic = qualities(s, t)
    china = s.countries[CN]
    held = china.train_us + china.train_cn + 1.0
    substitution = 0.0
    for r in range(s.substitution.shape[0]):
        substitution += MINERAL_WEIGHT[r] * s.substitution[r, US]
    chips = max(s.posture[CUT_DOWN_SLOT, PRECEDENT], s.posture[FRONTIER, PRECEDENT])
    tools = max(s.posture[TOOLS, PRECEDENT], s.posture[DESIGN_SLOT, PRECEDENT])
    return Outlook(
        s.world.salience[0], cut, light, domestic, float(s.posture[LINE, 0]),
        s.world.control_strength[0], s.world.tool_strength[0], s.world.joined[0],
        max(4.0, 12.0 * china.budget), china.reliability_us, s.world.hawk[0], s.countries.pain[US],
        s.world.cohesion[0], s.seats.lobbied[US], min(1.0, s.world.offshore_h100e[0] / held), substitution,
        beliefs.yields(s, US), beliefs.yields(s, CN), beliefs.answers(s, US), s.seats.credibility[CN],
        s.p.negotiable + s.p.precedent * chips, s.p.negotiable + s.p.precedent * tools, 1.0,
    )  # fmt: skip


@rule
def misjudged(s, name, seat, t):  # type: ignore[no-untyped-def]
    """Return the factor by which a seat's assessment of the month is off [0 or more]; 1 without error (Eq. 123)."""
    written = (t + seat) // ASSESSMENT_MONTHS
    return max(0.0, 1.0 + s.p.intelligence_error * normal(s.seed, name, s.seats.key[seat], written))


@rule
def estimate(s, t, seat, o):  # type: ignore[no-untyped-def]
    """Return the outlook as a seat knows it: what the other side hides is an assessment, with error (Eq. 123; F7).

    Outside China that is what Chinese chips can do, how far fabs get round tool controls and what labs rent abroad.
    Nobody knows what smugglers move, so how far controls are evaded is assessed on both sides. Washington reads its
    industry's stocks of minerals as badly as Beijing does, which misjudges America's substitutes too.
    """
    if s.p.intelligence_error <= 0.0:
        return o
    strength = max(0.0, 1.0 - (1.0 - o.strength) * misjudged(s, EVASION, seat, t))
    stocks = misjudged(s, STOCKS, seat, t)
    domestic, offshore, tools, substitution = o.domestic, o.offshore, o.tool_strength, o.substitution
    if s.seats.country[seat] == CN:
        substitution = min(1.0, substitution * stocks)
    else:
        domestic *= misjudged(s, CHIPS, seat, t)
        offshore = min(1.0, offshore * misjudged(s, RENTED, seat, t))
        tools = max(0.0, 1.0 - (1.0 - tools) * misjudged(s, WORN, seat, t))
    return Outlook(
        o.salience, o.cut_down, o.light, domestic, o.line, strength, tools,
        o.joined, o.demand, o.trust, o.hawk, o.pain, o.cohesion, o.lobbied, offshore, substitution, o.yields_us,
        o.yields_cn, o.answers_cn, o.word, o.chips_prize, o.tools_prize, stocks,
    )  # fmt: skip


@rule
def access(o, p):  # type: ignore[no-untyped-def]
    """Return the quality of the best US chip that the ladders' position `p` lets China buy, relative to the frontier.

    A lower line makes today's cut-down card a controlled one; that a new one will follow is left out, as a seat that
    looks at today's products does (Eq. 14). That is what makes controls come in steps.
    """
    if p[LINE] == 0.0:
        return 1.0
    step = p[LINE] - o.line
    cut = o.cut_down * 0.4**step if step > 0.0 else min(1.0, o.cut_down * 1.4 ** (-step))
    best = max(OPENNESS[int(p[FRONTIER])], OPENNESS[int(p[CUT_DOWN_SLOT])] * cut)
    return max(best, 0.6 * o.light)


@rule
def market_share(o, q, guidance):  # type: ignore[no-untyped-def]
    """Return the share of China's demand that US makers would win with a chip of quality `q` (Eq. 15)."""
    if q < 0.02:
        return 0.0
    return q / (1.0 + np.exp(-(5.0 * (q - o.domestic) + 1.2 - 1.6 * guidance - 1.2 * (1.0 - o.trust))))


@rule
def guidance(p):  # type: ignore[no-untyped-def]
    """Return how far China tells its buyers to refuse US chips [0, about 1]."""
    return (p[GUIDE_FRONTIER] + p[GUIDE_CUT_DOWN]) / 6.0


@rule
def bite(p):  # type: ignore[no-untyped-def]
    """Return how hard all mineral licenses bite together [0, 1]."""
    total = 0.0
    for r in range(5):
        total += MINERAL_WEIGHT[r] * BITE[int(p[MINERAL + r])]
    return total


@rule
def pain_ahead(s, o, p, horizon):  # type: ignore[no-untyped-def]
    """Return the mean share of users stopped over the next `horizon` months: none while stocks last (Eq. 16).

    Stocks are in firms' hands, so what the seat counts on is an assessment (`o.stocks`).
    """
    total = 0.0
    for r in range(5):
        lost = max(0.0, 1.0 - FLOW[int(p[MINERAL + r])] - s.substitution[r, US])
        if lost > 1e-9:
            left = max(0.0, o.stocks * s.mineral_stock[r, US] - s.mineral_short[r, US])
            total += MINERAL_WEIGHT[r] * lost * max(0.0, 1.0 - left / lost / horizon)
    return total


@rule
def tool_hold(o, p):  # type: ignore[no-untyped-def]
    """Return how far tool, design and memory controls hold back Chinese fabs [0, 1]; above rung 1 allies decide.

    Eq. 17.
    """
    reach = 0.45 + 0.55 * o.joined if p[TOOLS] >= 2.0 else 1.0
    hold = TOOL_BITE[int(p[TOOLS])] * reach + 0.1 * p[DESIGN_SLOT] + 0.1 * p[MEMORY]
    return min(1.0, hold) * o.tool_strength


@rule
def us_levels(s, o, p, horizon, y):  # type: ignore[no-untyped-def]
    """Fill `y` with the United States' level of each goal at position `p` (Eq. 18).

    Args:
        s: State.
        o: Outlook.
        p: Rungs, shape (SLOTS,).
        horizon: Months it looks ahead.
        y: Levels, shape (N_GOALS,); goals that depend on the act itself stay 0.
    """
    q = access(o, p)
    share = market_share(o, q, guidance(p))
    tariff, theirs = RATES[int(p[US_TARIFF])], RATES[int(p[CN_TARIFF])]
    alone = 0.25 * (1.0 - o.joined) if p[TOOLS] >= 2.0 else 0.0
    loose = 0.45 * (1.0 - o.strength) * (1.0 - q) + 0.1 * o.offshore * (1.0 - p[REMOTE] / 3.0)
    fabs = (1.0 + 0.9 * o.domestic) * (1.0 - tool_hold(o, p))
    y[:] = 0.0
    y[SEC] = -o.salience * (
        1.5 * q * q + loose + 0.5 * o.domestic + fabs
    )  # the best chips weigh more than in proportion
    y[COM] = share * o.demand / (o.demand + NOTICED)
    y[DIF] = share + 0.05 * p[USING]
    y[ALL] = o.cohesion - alone - 0.25 * (tariff - 0.2) - 0.1 * p[USING]
    y[PAI] = -(
        2.2 * pain_ahead(s, o, p, horizon) + 0.8 * o.pain + 0.55 * (tariff - 0.2)
        + s.p.tariff_convexity * max(0.0, tariff - 0.54) ** 2 + 0.25 * (theirs - 0.2)
    )  # fmt: skip
    y[LEV] = 1.2 * o.yields_us * LEVERAGE[int(p[US_TARIFF])] + 0.03 * (p[FRONTIER] + p[CUT_DOWN_SLOT] + p[TOOLS])


@rule
def cn_levels(s, o, p, y):  # type: ignore[no-untyped-def]
    """Fill `y` with China's level of each goal at position `p` (Eq. 19).

    Args:
        s: State.
        o: Outlook.
        p: Rungs, shape (SLOTS,).
        y: Levels, shape (N_GOALS,); goals that depend on the act itself stay 0.
    """
    q = access(o, p)
    b = guidance(p)
    tariff, ours = RATES[int(p[US_TARIFF])], RATES[int(p[CN_TARIFF])]
    held = bite(p)
    dependence = market_share(o, q, b)
    y[:] = 0.0
    y[SEC] = q * (1.0 - b) + 0.3 * (1.0 - o.strength) + 0.5 * o.domestic + 0.2 * o.offshore
    y[COM] = -0.45 * (tariff - 0.2) - 0.16 * held
    y[DIF] = (
        -dependence * (0.4 + 1.8 * (1.0 - o.trust)) + 0.18 * p[PUSH] * (1.0 - p[PUSH] / 6.0)
        + 3.0 * b * (0.5 * o.domestic - 0.02) - 0.36 * b * b
    )  # fmt: skip
    y[ALL] = -0.30 * held
    y[PAI] = -(0.40 * (tariff - 0.2) + 0.25 * (ours - 0.2)) - 0.3 * tool_hold(o, p)
    y[LEV] = lever(o, p, held)


@rule
def prize(o, p):  # type: ignore[no-untyped-def]
    """Return what China could still win by pressing: tariffs, what is negotiable of chips and tools (Eq. 20, F5)."""
    chips = 0.12 * (p[FRONTIER] + p[CUT_DOWN_SLOT]) * o.salience
    tools = 0.10 * p[TOOLS] + 0.05 * p[DESIGN_SLOT]
    return 1.1 * max(0.0, RATES[int(p[US_TARIFF])] - 0.2) + o.chips_prize * chips + o.tools_prize * tools


@rule
def lever(o, p, held):  # type: ignore[no-untyped-def]
    """Return the leverage China sees in mineral licenses, less the rivals that lasting ones build (Eq. 19)."""
    return (o.yields_cn * prize(o, p) - rivals(o)) * held


@rule
def rivals(o):  # type: ignore[no-untyped-def]
    """Return the long-run cost of holding minerals back: substitutes grow (Nguemgaing et al. 2025)."""
    return 0.6 * (o.substitution + 0.08)
