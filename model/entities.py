"""What indicators are reported for: the entities of each kind."""

from .codes import REGIONS
from .indicators import CHINA, COUNTRIES_, FIRMS, PAIRS, PLACES, SOFTWARE
from .tables import Tables

PAIRS_REPORTED = ("us_of_cn", "cn_of_us")


def entities(kind: str, tables: Tables) -> tuple[str, ...]:
    """Return the entities an indicator is reported for."""
    if kind == PLACES:
        return REGIONS + tables.countries.ids
    if kind == COUNTRIES_:
        return tables.countries.ids
    if kind == FIRMS:
        return tables.makers.ids
    if kind == SOFTWARE:
        return tables.platforms.ids
    if kind == PAIRS:
        return PAIRS_REPORTED
    return ("cn",) if kind == CHINA else ("world",)
