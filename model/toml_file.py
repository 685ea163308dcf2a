"""TOML files of users, read or refused in one clear message."""

import tomllib
from pathlib import Path
from typing import Any

from .problems import BadInput, Problem


def read_toml(path: Path) -> dict[str, Any]:
    """Return the content of a TOML file.

    Args:
        path: The file.

    Raises:
        BadInput: It can't be read or isn't TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput([Problem(str(path), "can't be read", error.strerror or "", "Check the path")]) from error
    except (ValueError, RecursionError) as error:  # what tomllib raises, and UnicodeDecodeError, are ValueErrors
        raise BadInput([Problem(str(path), "is not valid TOML", str(error), "Mend the line named")]) from error
