"""What many runs showed, asked of a folder of results; every function can run in a process of its own."""

from pathlib import Path

from stackcraft.experiments import discovery, equilibrium, results, sensitivity
from stackcraft.experiments.results import Results


def indices(folder: str, outcome: str, method: str) -> sensitivity.Sensitivity:
    """Return how far each uncertainty moves an outcome, in all its years where it is read yearly.

    Raises:
        BadInput: As `sensitivity.analyse`.
    """
    loaded = results.load(Path(folder))
    stem = outcome.partition("@")[0]
    alike = [
        name for name in loaded.outcomes if name.partition("@")[0] == stem and name.partition("@")[2][:4].isdigit()
    ]
    return sensitivity.analyse(loaded, alike if outcome in alike else [outcome], method)


def boxes(folder: str, condition: str) -> discovery.Discovery:
    """Return where a condition on outcomes comes about.

    Raises:
        BadInput: As `discovery.discover`.
    """
    return discovery.discover(results.load(Path(folder)), condition)


def game(folder: str) -> equilibrium.Game:
    """Return the game that a folder's levers make.

    Raises:
        BadInput: As `equilibrium.game_of`.
    """
    return equilibrium.game_of(results.load(Path(folder)))


def kinds(loaded: Results) -> tuple[str, ...]:
    """Return what can be asked of results: "sensitivity", "discovery" and "game", as far as their design allows."""
    found = ["sensitivity"] if loaded.uncertainties else []
    if loaded.uncertainties or loaded.levers:
        found.append("discovery")
    if len([name for name in loaded.levers if name in loaded.design.payoffs]) >= 2:
        found.append("game")
    return tuple(found)


def methods(loaded: Results) -> tuple[str, ...]:
    """Return the methods that can be read from a sample, its own first."""
    how = loaded.design.sampling.method
    fitting = [name for name, samplings in sensitivity.METHODS.items() if how in samplings]
    return tuple(sorted(fitting, key=lambda name: (name != how, name)))


def first_question(loaded: Results) -> str:
    """Return a condition to begin with: the last of the outcomes, below its median."""
    import numpy as np

    name = loaded.outcomes[0]
    stem = name.partition("@")[0]
    name = [one for one in loaded.outcomes if one.partition("@")[0] == stem][-1]
    middle = float(np.nanmedian(loaded.column(name)))
    return f"{name} < {middle:.3g}"
