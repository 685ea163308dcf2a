"""What the command line is given: pairs, counts and choices, read and checked before anything is loaded."""

import tomllib
from collections.abc import Sequence
from typing import Any

import typer

from stackcraft.model.problems import Problem, nearest_names, raise_if_any


def pairs(option: str, given: Sequence[str] | None) -> dict[str, Any]:
    """Return NAME=VALUE options as a dictionary, values read as TOML and otherwise as text.

    Raises:
        BadInput: If one has no equals sign or no name, or a name is given twice.
    """
    problems, found = [], {}
    for text in given or ():
        name, equals, value = text.partition("=")
        name = name.strip()
        if not equals or not name:
            todo = f"Write {option} NAME=VALUE"
            problems.append(Problem(f"{option} {text!r}", "is no pair of a name and a value", "", todo))
        elif name in found:
            problems.append(Problem(f"{option} {name}", "is given twice", "only one value can hold", "Leave one out"))
        else:
            found[name] = _value(value.strip())
    raise_if_any(problems)
    return found


def _value(text: str) -> Any:
    """Return a value as TOML reads it, else the text itself."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except (ValueError, RecursionError):
        return text


def whole_number(text: str) -> int:
    """Return the whole number that an option was given.

    Raises:
        typer.BadParameter: If it is none.
    """
    try:
        return int(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a whole number.") from None


def check_count(option: str, value: int | None, least: int, most: int | None = None) -> Problem | None:
    """Return what is wrong with a whole number given, or None."""
    if value is None or (value >= least and (most is None or value <= most)):
        return None
    todo = f"Give {least} or more" if most is None else f"Give a number from {least} to {most}"
    return Problem(f"{option} {value}", "is out of range", "", todo)


def check_choice(option: str, value: str, choices: Sequence[str]) -> Problem | None:
    """Return what is wrong with a word chosen among some, or None."""
    if value in choices:
        return None
    near = nearest_names(value, choices)
    return Problem(f"{option} {value}", "is not known", "", f"Choose one of {', '.join(choices)}", near)


def refuse(*problems: Problem | None) -> None:
    """Raise what is wrong with options, if anything is.

    Raises:
        BadInput: All problems together.
    """
    raise_if_any([problem for problem in problems if problem])
