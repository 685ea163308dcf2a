"""All words on the wargame's pages, from one catalogue a language: `texts/en.toml`; another language is another file."""

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "texts"
SOURCE = "en"


class Texts:
    """The words of one language by id ("join.title"); what it lacks is taken from English.

    Args:
        lang: Language code, the name of a file in `texts/`.
    """

    def __init__(self, lang: str = SOURCE) -> None:
        self.lang = lang
        self.by_id = _flat(SOURCE) | _flat(lang)

    def __call__(self, text_id: str, **values: object) -> str:
        """Return a text with {names} filled in; for `n=1` the form "id.one" where there is one.

        Raises:
            KeyError: There is no such text.
        """
        if values.get("n") == 1 and f"{text_id}.one" in self.by_id:
            text_id = f"{text_id}.one"
        text = self.by_id[text_id]
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text

    def script(self) -> str:
        """Return all texts as JSON that can stand within a script element."""
        return json.dumps(self.by_id, ensure_ascii=False).replace("<", "\\u003c")


def languages() -> tuple[str, ...]:
    """Return the languages there are."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def _flat(lang: str) -> dict[str, str]:
    return dict(_leaves(tomllib.loads((FOLDER / f"{lang}.toml").read_text(encoding="utf-8")), ""))


def _leaves(node: Mapping[str, Any], path: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in node.items():
        if isinstance(value, Mapping):
            found += _leaves(value, f"{path}{key}.")
        else:
            found.append((f"{path}{key}", str(value)))
    return found
