"""Strategies by name: one file each, registered here in an explicit tuple; others come in by entry point."""

from importlib.metadata import entry_points

from .ally_under_pressure import ALLY_UNDER_PRESSURE
from .calibrated_retaliation import CALIBRATED_RETALIATION
from .chance import RANDOM
from .coercion_learner import COERCION_LEARNER
from .dealmaker import DEALMAKER
from .efficient_open_weight import EFFICIENT_OPEN_WEIGHT
from .follower import FOLLOWER
from .frontier_racer import FRONTIER_RACER
from .hawk import HAWK
from .hedger import HEDGER
from .indigeniser import INDIGENISER
from .legislature import WATCHFUL_LEGISLATURE
from .license_seeker import LICENSE_SEEKER
from .lobbyist import LOBBYIST
from .national_champion import NATIONAL_CHAMPION
from .renter import RENTER
from .rules_based import RULES_BASED_RESTRICTION
from .self_reliance import SELF_RELIANCE
from .silent import NULL, SCRIPTED_HISTORY
from .stockpiler import STOCKPILER
from .strategy import Decider, Strategy
from .transactional import TRANSACTIONAL_DIFFUSION

STRATEGIES: tuple[Strategy, ...] = (
    RULES_BASED_RESTRICTION,
    TRANSACTIONAL_DIFFUSION,
    HAWK,
    SELF_RELIANCE,
    CALIBRATED_RETALIATION,
    COERCION_LEARNER,
    ALLY_UNDER_PRESSURE,
    DEALMAKER,
    HEDGER,
    FOLLOWER,
    WATCHFUL_LEGISLATURE,
    LOBBYIST,
    LICENSE_SEEKER,
    STOCKPILER,
    NATIONAL_CHAMPION,
    FRONTIER_RACER,
    EFFICIENT_OPEN_WEIGHT,
    INDIGENISER,
    RENTER,
    NULL,
    SCRIPTED_HISTORY,
    RANDOM,
)
"""The shipped strategies."""

GROUP = "stackcraft.strategies"
"""Entry-point group in which other packages register a `Strategy`."""


def registry() -> dict[str, Strategy]:
    """Return all strategies by name, the shipped ones first.

    Raises:
        ValueError: If a package registers a name that is taken.
    """
    found = {strategy.name: strategy for strategy in STRATEGIES}
    for point in entry_points(group=GROUP):
        strategy = point.load()
        if strategy.name in found:
            raise ValueError(f"{point.value} registers the strategy {strategy.name!r}, which is taken")
        found[strategy.name] = strategy
    return found


__all__ = ["GROUP", "STRATEGIES", "Decider", "Strategy", "registry"]
