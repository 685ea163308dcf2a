"""What the pages in docs/ say and what the tree holds, for tests that compare the two."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from .tree import ROOT

CITED = re.compile(
    r"\bEqs?\.\s*((?:\d+[a-z]?)(?:(?:\s*,\s*|\s*[-\u2013]\s*|\s+to\s+|\s+and\s+)(?:Eq\.\s*)?\d+[a-z]?)*)"
)
"""Citations of equations in prose: Eq. 3; Eq. 3, 5; Eqs. 14-15; Eq. 8 to 12."""


WORD = re.compile(r"\b[a-z][a-z0-9_]*\b")


class Equation(NamedTuple):
    """One equation of docs/odd.md: its number, its lines, the words around them, the places that implement it."""

    number: int
    body: str
    words: str
    places: tuple[str, ...]
    source: str


def read(name: str) -> str:
    """Return the text of a page."""
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


@cache
def equations() -> tuple[Equation, ...]:
    """Return the equations of docs/odd.md in the order in which they stand."""
    found = []
    for part in re.split(r"(?m)^(?=\*\*Eq\. \d+\.)", read("odd.md"))[1:]:
        number = int(part.removeprefix("**Eq. ").split(".")[0])
        body, words = part.split("```text\n")[1].split("```")[:2]
        told = re.search(r"Code: (.*?) · Source: (\S.*)", words)
        places = tuple(re.findall(r"`([\w/]+\.py::\w+)`", told[1])) if told else ()
        words = re.sub(r"`[^`]*`", "", words.split("Source:")[0])
        found.append(Equation(number, body, words, places, told[2] if told else ""))
    return tuple(found)


def shown_parameters() -> dict[str, set[int]]:
    """Return the equations in which each word stands, in their lines or, if it has an underscore, in the words after."""
    found: dict[str, set[int]] = {}
    for equation in equations():
        for word in (*WORD.findall(equation.body), *(w for w in WORD.findall(equation.words) if "_" in w)):
            found.setdefault(word, set()).add(equation.number)
    return found


@cache
def names_in(path: Path) -> frozenset[str]:
    """Return the names of functions and classes that a Python file defines, at any depth."""
    kinds = (ast.FunctionDef, ast.ClassDef)
    return frozenset(node.name for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, kinds))


def is_there(place: str) -> bool:
    """Return whether a place written ``file.py::name`` or ``file`` exists in the tree."""
    file, _, name = place.partition("::")
    path = ROOT / file
    return path.is_file() and (not name or name in names_in(path))


def numbers(text: str) -> set[int]:
    """Return the numbers of the equations that a text cites; ranges count whole."""
    found: set[int] = set()
    for cited in CITED.findall(text):
        for first, last in re.findall(r"(\d+)(?:\s*(?:[-\u2013]|\bto\b)\s*(?:Eq\.\s*)?(\d+))?", cited):
            found |= set(range(int(first), int(last or first) + 1))
    return found


def rule_files() -> tuple[Path, ...]:
    """Return the Python files that may hold rules."""
    return tuple(path for room in ("model", "agents") for path in sorted((ROOT / room).rglob("*.py")))
