"""The words that players meet, each in a sentence."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache

from stackcraft.model.places import configs_dir


@lru_cache(maxsize=1)
def terms() -> Mapping[str, str]:
    """Return the meaning of each word, by word, in the order of the alphabet."""
    found = tomllib.loads((configs_dir() / "wargame" / "glossary.toml").read_text(encoding="utf-8"))
    return dict(sorted(found.items(), key=lambda item: item[0].casefold()))


__all__ = ["terms"]
