"""What a seat sees: a cut of the state by role, noisy where it comes from intelligence; never the world itself."""

from dataclasses import dataclass
from typing import Any

from .codes import CHIPMAKER, GOVERNMENT, LAB, SEAT_KINDS
from .dates import month_name
from .noise import draw, key, normal
from .tables import Tables

INTELLIGENCE = draw("observe.intelligence", "error of a seat's estimate of what others hide")


@dataclass(frozen=True)
class Observation:
    """What one seat knows at the moment of decision.

    Attributes:
        seat: The seat.
        kind: Kind of seat.
        month: "YYYY-MM".
        public: What everyone knows: law in force, shares, truce.
        own: What the seat knows of itself.
        estimates: What it believes of others, with error.
        law: Values in force that differ from their defaults: (instrument, issuer, target, class) → value.
    """

    seat: str
    kind: str
    month: str
    public: dict[str, float]
    own: dict[str, float]
    estimates: dict[str, float]
    law: dict[tuple[str, str, str, int], float]


def observe(s: Any, tables: Tables, seat: int) -> Observation:
    """Return what a seat sees this month.

    Args:
        s: State.
        tables: The data, for names.
        seat: Row of the seats table.

    Returns:
        A copy: changing it changes nothing in the world.
    """
    row = s.seats[seat]
    us, cn = float(s.countries.train_us.sum()), float(s.countries.train_cn.sum())
    public = {
        "chip_share_us": us / (us + cn) if us + cn > 0 else 0.0,
        "truce_until": float(s.world.truce_until[0]),
        "hawk_pressure": float(s.world.hawk[0]),
        "policy_volatility": float(s.world.volatility[0]),
    }
    own = {"authority": float(row.authority), "capital": float(row.capital)}
    if row.kind == GOVERNMENT:
        c = s.countries[row.country]
        own |= {name: float(c[name]) for name in ("pain", "tariff_cost", "unmet", "train_us", "train_cn", "align_us")}
        own |= {"grievance": float(row.grievance)}
    elif row.kind == CHIPMAKER:
        m = s.makers[row.row]
        own |= {name: float(m[name]) for name in ("revenue", "revenue_china", "rnd", "writeoff_total", "value")}
    elif row.kind == LAB:
        lab = s.labs[row.row]
        own |= {name: float(lab[name]) for name in ("effective", "capability", "released", "users", "porting")}
    hidden = {
        "gap_months": float(s.world.gap_months[0]),
        "smuggled_h100e": float(s.world.smuggled_h100e[0]),
        "domestic_ramp": float(s.world.domestic_ramp[0]),
        "rival_yields": float(row.yields_a / max(1e-9, row.yields_a + row.yields_b)),
    }
    t = int(s.world.month[0])
    error = float(s.p.intelligence_error)
    estimates = {
        name: value * (1.0 + error * normal(s.seed, INTELLIGENCE, row.key ^ key(name), t))
        for name, value in hidden.items()
    }
    return Observation(
        seat=tables.seats.ids[seat],
        kind=SEAT_KINDS[row.kind],
        month=month_name(t),
        public=public,
        own=own,
        estimates=estimates,
        law=_law(s, tables),
    )


def _law(s: Any, tables: Tables) -> dict[tuple[str, str, str, int], float]:
    """Return the values in force that differ from their defaults."""
    found = {}
    for i, g, x, q in zip(*(s.law != s.instruments[:, 2][:, None, None, None]).nonzero(), strict=True):
        record = tables.instruments.records[i]
        if record.target_kind == "world":
            target = "world"
        elif record.target_kind in ("country", "mineral_country"):
            target = tables.countries.ids[x]
        else:
            target = tables.seats.ids[x]
        found[(record.instrument_id, tables.seats.ids[g], target, int(q))] = float(s.law[i, g, x, q])
    return found
