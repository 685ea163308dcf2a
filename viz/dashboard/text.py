"""Words on screen: one catalogue, a file of it for each page, looked up by key in the session's language.

`texts/en/*.toml` holds the English; another language is another folder with the same keys. The pseudo-language, made
from the English, marks every text that went through the catalogue, so that a test finds the ones that didn't.
"""

import functools
import os
import tomllib
from pathlib import Path
from typing import Final

TEXTS: Final = Path(__file__).parent / "texts"
ENGLISH: Final = "en"
PSEUDO: Final = "pseudo"
VARIABLE: Final = "STACKCRAFT_LANGUAGE"
_ACCENTS: Final = str.maketrans("aeiouAEIOUncy", "àéîöûÀÉÎÖÛñçý")


@functools.cache
def languages() -> tuple[str, ...]:
    """Return the languages there are catalogues for."""
    return tuple(sorted(folder.name for folder in TEXTS.iterdir() if folder.is_dir()))


@functools.cache
def catalogue(language: str) -> dict[str, str]:
    """Return all texts of a language by key; keys are "file.key", those of `main.toml` just "key".

    A key that a language doesn't have is said in English.

    Raises:
        KeyError: There is no such language.
    """
    if language == PSEUDO:
        return {key: _pseudo(text) for key, text in catalogue(ENGLISH).items()}
    if language not in languages():
        raise KeyError(language)
    own = {
        key if path.stem == "main" else f"{path.stem}.{key}": text
        for path in sorted((TEXTS / language).glob("*.toml"))
        for key, text in tomllib.loads(path.read_text(encoding="utf-8")).items()
    }
    return own if language == ENGLISH else {**catalogue(ENGLISH), **own}


def language() -> str:
    """Return the language of this server: the variable STACKCRAFT_LANGUAGE where it names one, else English."""
    asked = os.environ.get(VARIABLE, ENGLISH)
    return asked if asked in (PSEUDO, *languages()) else ENGLISH


def say(key: str, **values: object) -> str:
    """Return a text with its places filled in.

    Raises:
        KeyError: No text has this key, or a place in it isn't given.
    """
    return catalogue(language())[key].format(**values)


def words(*keys: str) -> dict[str, str]:
    """Return texts by their keys, as browser components take them; places are left for the browser to fill."""
    texts = catalogue(language())
    return {key.rpartition(".")[2]: texts[key] for key in keys}


def _pseudo(text: str) -> str:
    """Return a text with accents and brackets, its places left alone."""
    parts = []
    inside = False
    for letter in text:
        inside = (inside or letter == "{") and letter != "}"
        parts.append(letter if inside else letter.translate(_ACCENTS))
    return f"⟦{''.join(parts)}⟧"
