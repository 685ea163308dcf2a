"""Tariffs: what bilateral rates cost importer and exporter (B2)."""

from .codes import CN, TARIFF, US
from .kernels import rule


@rule
def imports(s, home, away):  # type: ignore[no-untyped-def]
    """Return what a country would import from another in a month without tariffs [USD bn] (Eq. 103).

    As recorded between the United States and China; elsewhere in proportion to both economies (gravity), scaled
    by US imports from China.
    """
    p = s.p
    if home == CN and away == US:
        return p.trade_cn_imports_us / 12.0
    gdp = s.countries.gdp
    return p.trade_us_imports_cn / 12.0 * gdp[home] * gdp[away] / (gdp[US] * gdp[CN])


@rule
def charge(s, t):  # type: ignore[no-untyped-def]
    """Set every country's welfare cost of tariffs this month [USD bn] (Eq. 104; B2).

    Trade falls with the price that buyers see. The importer loses Harberger's triangle on what other partners don't
    replace and gains what exporters absorb; the exporter loses that, and the margin on trade that is gone.
    """
    p = s.p
    for c in range(s.countries.shape[0]):
        s.countries.tariff_cost[c] = 0.0
    last, kept = 0.0, 1.0  # most rates are the same, and powers are dear
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
            if seen != last:
                last, kept = seen, (1.0 + seen) ** p.tariff_elasticity
            lost = before * (1.0 - kept)
            absorbed = rate * (1.0 - p.tariff_pass_through) * (before - lost)
            triangle = 0.5 * seen * lost * (1.0 - p.trade_diversion)
            s.countries.tariff_cost[c] += p.tariff_bite * (triangle - absorbed)
            s.countries.tariff_cost[d] += p.tariff_bite * (
                absorbed + p.export_margin * lost * (1.0 - p.trade_diversion)
            )
