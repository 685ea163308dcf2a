"""Private intelligence: what a team knows of itself, and what it estimates of others, with error; never the hidden truth.

An estimate is the truth times (1 + error × a normal draw), plus a small absolute error, both of seat, topic and month
from the noise tape: the same seat sees the same figure whenever it looks, another seat sees another. Owners know exactly.
"""

from typing import Any

import numpy as np

from stackcraft.model.codes import CHIPMAKER, CN, GOVERNMENT, LAB
from stackcraft.model.dates import month_name
from stackcraft.model.noise import draw, key, normal
from stackcraft.model.recorder import RARE_EARTHS
from stackcraft.model.run import Run

from .catalogue import card_of
from .roles import roles
from .topics import TOPICS

SIGHT = draw("wargame.intelligence", "error of a team's estimate of what others hide")
SIGHT_BESIDE = draw("wargame.intelligence_beside", "absolute error of that estimate")

NOTHING = 1e-9
"""Below this a figure is nought but for rounding."""

TENTH = 1.2816
"""Standard deviations that a tenth of normal draws exceed: the range given holds the truth four times in five."""


def intelligence(run: Run, seat_id: str) -> dict[str, Any]:
    """Return what a team knows of itself and estimates of others at the end of a run.

    Args:
        run: The game's run as adjudicated.
        seat_id: The team's seat.

    Returns:
        JSON: `as_of`, `own` (exact figures of its members), `estimates` with `value`, `low` and `high`, which hold the
        truth four times in five; `course` has earlier months' estimates where the quantity is recorded.
    """
    role = roles().get(seat_id)
    topics = role.intelligence if role else ()
    month = int(run.state.world.month[0])
    return {
        "as_of": month_name(month),
        "own": own(run, seat_id),
        "estimates": [estimate(run, seat_id, name) for name in topics],
        "note": "Ranges hold the truth four times in five. Where none is given, you know it exactly.",
    }


def estimate(run: Run, seat_id: str, topic_id: str) -> dict[str, Any]:
    """Return a team's estimate on one topic."""
    topic = TOPICS[topic_id]
    month = int(run.state.world.month[0])
    members = card_of(seat_id).members
    exact = topic.error == 0.0 or bool(set(members) & set(topic.owners))
    scale = 100.0 if topic.unit == "%" else 1.0
    if topic_id == "american_pressure":
        truth = _felt(run, members)
    else:
        truth = topic.truth(run.state)
    value = truth if exact else _blurred(run, seat_id, topic_id, month, truth)
    spread, floor = (0.0, 0.0) if exact else (TENTH * topic.error, TENTH * topic.floor)
    told: dict[str, Any] = {
        "topic": topic_id,
        "title": topic.title,
        "unit": topic.unit,
        "value": _short(scale * value),
        "low": _short(scale * max(0.0, value - floor) / (1.0 + spread)),
        "high": _short(scale * (value + floor) / (1.0 - spread)),
        "exact": exact,
        "how": "your own books" if exact and topic.error else topic.how,
    }
    if topic.indicator:
        start = int(run.state.world.start[0])
        course = run.series(topic.indicator, topic.entity)
        first = max(0, run.months - 12)
        told["course"] = [
            _short(
                scale * (float(course[n]) if exact else _blurred(run, seat_id, topic_id, start + n, float(course[n])))
            )
            for n in range(first, run.months)
        ]
    return told


def own(run: Run, seat_id: str) -> list[dict[str, Any]]:
    """Return what a team knows exactly: the books of its members."""
    told: list[dict[str, Any]] = []
    seats = run.tables.seats
    for member in card_of(seat_id).members:
        g = seats.index[member]
        row = run.state.seats[g]
        lines = {GOVERNMENT: _government, CHIPMAKER: _maker, LAB: _lab}.get(int(row.kind), _nothing)(run.state, row)
        name = str(seats["name"][g])
        told += [{"member": member, "name": name, "title": t, "value": _short(v), "unit": u} for t, v, u in lines]
    return told


Lines = list[tuple[str, float, str]]


def _nothing(s: Any, row: Any) -> Lines:
    return []


def _government(s: Any, row: Any) -> Lines:
    c = s.countries[row.country]
    lines = [
        ("Rare earths in stock", float(s.mineral_stock[RARE_EARTHS, row.country]), "months of use"),
        ("Users of Chinese minerals at a standstill", 100.0 * float(c.pain), "%"),
        ("Compute asked for and not delivered in the month", float(c.unmet), "thousand H100e"),
        ("Welfare cost of tariffs in the month", float(c.tariff_cost), "USD bn"),
    ]
    return lines[1:] if row.country == CN else lines


def _maker(s: Any, row: Any) -> Lines:
    m = s.makers[row.row]
    mine = np.asarray(s.products.maker) == row.row
    return [
        ("Data-centre revenue in the month", float(m.revenue), "USD bn"),
        ("Part of it from China", float(m.revenue_china), "USD bn"),
        ("Cards finished and unsold", float(s.products.stock[mine].sum()), "thousand cards"),
        ("Cards ordered and not delivered", float(s.products.backlog[mine].sum()), "thousand cards"),
        ("Written off so far", float(m.writeoff_total), "USD bn"),
    ]


def _lab(s: Any, row: Any) -> Lines:
    lab = s.labs[row.row]
    return [
        ("Usable training compute", float(lab.effective), "thousand H100e"),
        ("Part of the work that runs on Chinese platforms", 100.0 * float(lab.porting), "%"),
        ("Share of the world's model use", 100.0 * float(lab.users), "%"),
    ]


def _felt(run: Run, members: tuple[str, ...]) -> float:
    """Return pressure and coercion by Washington that the members' countries feel, the strongest."""
    s = run.state
    homes = {int(s.seats.country[run.tables.seats.index[name]]) for name in members}
    return max(float(min(1.0, s.countries.pressed[c] + s.countries.coercion_us[c])) for c in homes)


def _blurred(run: Run, seat_id: str, topic_id: str, month: int, truth: float) -> float:
    """Return what a team takes a quantity for in a month; never negative."""
    topic = TOPICS[topic_id]
    owner = key(f"{seat_id}.{topic_id}")
    factor = 1.0 + topic.error * float(normal(run.state.seed, SIGHT, owner, month))
    beside = topic.floor * float(normal(run.state.seed, SIGHT_BESIDE, owner, month))
    return max(0.0, truth * max(0.2, factor) + beside)


def _short(value: float) -> float:
    """Return a number with three digits: more would be false."""
    return float(f"{value:.3g}") if abs(value) > NOTHING else 0.0
