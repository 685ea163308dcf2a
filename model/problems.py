"""Bad input, said clearly: what is wrong, where, why it matters, what to do, and the nearest known names."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing wrong with what was given.

    Attributes:
        where: Place of the fault, such as ``configs/tables/countries.csv:12, column tier_2025``.
        what: The fault in a few words, with the offending text.
        why: Why it can't be accepted, or empty where that is obvious.
        what_to_do: What the reader may do about it.
        nearest: Known names close to an unknown one, best first.
    """

    where: str
    what: str
    why: str = ""
    what_to_do: str = ""
    nearest: tuple[str, ...] = ()

    def text(self) -> str:
        """Return the problem as one paragraph of plain text."""
        told = f"{self.what}; {self.why}" if self.why else self.what
        parts = [f"{self.where}: {_sentence(told)}"]
        if self.nearest:
            parts.append(f"Did you mean {_either(self.nearest)}?")
        if self.what_to_do:
            parts.append(_sentence(self.what_to_do))
        return " ".join(parts)


class BadInput(Exception):  # noqa: N818 - the name is what a reader of the call site needs to see
    """What was given can't be used; carries every problem found, not only the first.

    Args:
        problems: The problems, in the order in which they were found; at least one.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        """Return all problems as text, one a line, under a count where there are several."""
        lines = [problem.text() for problem in self.problems]
        if len(lines) == 1:
            return lines[0]
        return "\n".join([f"{len(lines)} problems:", *(f"  {number}. {line}" for number, line in enumerate(lines, 1))])


def nearest_names(name: str, known: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """Return the known names closest in spelling to a name that isn't known.

    Args:
        name: What was written.
        known: The names that would have been accepted.
        count: How many to return at most.

    Returns:
        Close names, best first; empty where nothing is close.
    """
    by_folded = {candidate.casefold(): candidate for candidate in known}
    close = difflib.get_close_matches(name.casefold(), by_folded, n=count, cutoff=0.55)
    return tuple(by_folded[folded] for folded in close)


def raise_if_any(problems: Sequence[Problem]) -> None:
    """Raise ``BadInput`` with all the problems, if there are any.

    Raises:
        BadInput: There is at least one problem.
    """
    if problems:
        raise BadInput(problems)


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "?", "!")) else text + "."


def _either(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " or " + names[-1]
