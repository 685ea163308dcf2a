"""Tariffs: what bilateral rates cost importer and exporter (B2)."""

from .codes import CN, TARIFF
from .kernels import rule


@rule
def imports(s, home, away):  # type: ignore[no-untyped-def]
    """Return what a country would import from another in a month without tariffs [USD bn] (Eq. 27; gravity).

    Proportional to both economies; `china_import_ratio` for China as importer, which sells more than it buys.
    """
    flow = s.p.trade_intensity * 1e-6 * s.countries.gdp[home] * s.countries.gdp[away] / 12.0
    return flow * s.p.china_import_ratio if home == CN else flow


@rule
def charge(s, t):  # type: ignore[no-untyped-def]
    """Set every country's welfare cost of tariffs this month [USD bn] (Eqs. 28–29).

    Trade falls with the price that buyers see; the importer loses Harberger's triangle and gains what exporters
    absorb; the exporter loses what it absorbs and the profit on trade that's gone. Welfare of both, not revenue.
    """
    p = s.p
    for c in range(s.countries.shape[0]):
        s.countries.tariff_cost[c] = 0.0
    for c in range(s.countries.shape[0]):
        g = s.countries.seat[c]
        if g < 0:
            continue
        for d in range(s.countries.shape[0]):
            rate = s.law[TARIFF, g, d, 0]
            if rate <= 0.0 or d == c:
                continue
            before = imports(s, c, d)
            seen = rate * p.tariff_pass_through
            after = before * (1.0 + seen) ** (-p.tariff_elasticity)
            absorbed = rate * (1.0 - p.tariff_pass_through) * after
            s.countries.tariff_cost[c] += p.tariff_bite * (0.5 * seen * (before - after) - absorbed)
            s.countries.tariff_cost[d] += p.tariff_bite * (absorbed + p.export_margin * (before - after))
