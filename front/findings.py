"""Documents made from runs: theses, published figures, governments left alone. `make findings` renews what is stale.

What a page was made from is a hash in its head: questions, parameters, data and rules. A test compares it with the
tree, which costs nothing; making a page anew costs minutes.
"""

import ast
import hashlib
import json
import re
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from stackcraft.experiments import manifest
from stackcraft.experiments.thesis import Library, published_dir, theses_dir
from stackcraft.experiments.thesis_library import load_library
from stackcraft.model.parameters import load_parameters
from stackcraft.model.places import configs_dir
from stackcraft.model.scenario import load_scenario

PAGES = ("theses.md", "published.md", "endogenous.md")
KEPT = Path("build") / "findings"
"""Where runs are kept, so that an interrupted renewal goes on."""

WORDS = {"name", "title", "asks", "base"}
"""Fields of a scenario that its runs don't depend on."""


def head(name: str, inputs: str) -> str:
    """Return the comment at the head of a page."""
    return f"<!-- Made by `make findings`: don't edit. Inputs {inputs}. -->"


def inputs_of(text: str) -> str:
    """Return the hash that a page carries, empty if it carries none."""
    found = re.search(r"<!-- Made by `make findings`.* Inputs (\w+)", text)
    return found[1] if found else ""


def current(name: str) -> str:
    """Return the hash of what a page would be made from now.

    Args:
        name: One of `PAGES`.
    """
    parts = [*_numbers(), *_data(), *_rules()]
    if name == "endogenous.md":
        parts += _scenarios([("endogenous", {}), ("history", {})])
    else:
        library = _library()
        chosen = {
            n: t.model_dump(exclude={"cannot_say", "held_by", "title"})
            for n, t in library.theses.items()
            if bool(t.published) == (name == "published.md")
        }
        parts.append(json.dumps(chosen, sort_keys=True).encode())
        parts += _scenarios(_arms(library, list(chosen)))
    made = hashlib.blake2b(digest_size=8)
    for part in parts:
        made.update(len(part).to_bytes(8, "little"))
        made.update(part)
    return made.hexdigest()


@cache
def _library() -> Library:
    return load_library(published_dir(), theses_dir())


def _arms(library: Library, wanted: Iterable[str]) -> list[tuple[str, dict[str, object]]]:
    named = {arm for n in wanted for part in library.theses[n].parts for arm in (part.first, part.second)}
    return [library.resolved(arm) for arm in sorted(named)]


def _scenarios(asked: Iterable[tuple[str, dict[str, object]]]) -> list[bytes]:
    fields = [load_scenario(name, changes).model_dump(mode="json", exclude=WORDS) for name, changes in asked]
    return [json.dumps(field, sort_keys=True).encode() for field in fields]


def _numbers() -> list[bytes]:
    """Return every parameter's numbers; what is said of them may change freely."""
    return [
        f"{name} {p.default} {p.low} {p.high} {p.uncertain} {p.neutral}".encode()
        for name, p in load_parameters().items()
    ]


def _data() -> list[bytes]:
    root = configs_dir()
    names = ("instruments.csv", "doctrines.csv", "tables/*.csv", "history/*.csv", "calibration/ensemble.csv")
    return [path.read_bytes() for name in names for path in sorted(root.glob(name))]


def _rules() -> list[bytes]:
    """Return the compiled rules' sources as they are parsed: comments and docstrings may change freely."""
    root, found = configs_dir().parent, []
    for room in ("model", "agents"):
        for path in sorted((root / room).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            if "\n@rule\n" in text:
                found.append(ast.dump(_bare(ast.parse(text))).encode())
    return found


def _bare(tree: ast.Module) -> ast.Module:
    """Return a tree without its strings that are only said."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            node.body = [part for part in node.body if not _is_said(part)] or [ast.Pass()]
    return tree


def _is_said(part: ast.stmt) -> bool:
    return isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant) and isinstance(part.value.value, str)


def _place(inputs: str) -> str:
    """Return the name of a folder for runs: runs are never mixed with those of other sources, changed in words alone."""
    parts = (inputs, manifest.rules_hash(), manifest.configs_hash())
    return hashlib.blake2b(" ".join(parts).encode(), digest_size=8).hexdigest()


def renew(docs: Path, kept: Path = KEPT, only: Iterable[str] = PAGES, again: bool = False) -> list[str]:
    """Make the pages that are stale anew, with their pictures; return their names.

    Args:
        docs: Folder of the documents.
        kept: Folder that keeps runs; may be thrown away at any time.
        only: Pages to look at.
        again: Whether pages that are not stale are made too.

    Raises:
        FileNotFoundError: There is no browser to draw pictures.
    """
    from .commands.progress import watched
    from .endogenous_page import make_endogenous
    from .thesis_pages import make_published, make_theses

    makers = {"theses.md": make_theses, "published.md": make_published, "endogenous.md": make_endogenous}
    done = []
    for name in only:
        path = docs / name
        now = current(name)
        if not again and path.is_file() and inputs_of(path.read_text(encoding="utf-8")) == now:
            continue
        print(f"{name} …", file=sys.stderr, flush=True)
        with watched() as watch:
            text = makers[name](docs, kept / _place(now), watch.runs, head(name, now))
        path.write_text(text, encoding="utf-8")
        done.append(name)
    return done


if __name__ == "__main__":
    renewed = renew(Path(sys.argv[1]), only=sys.argv[2:] or PAGES)
    print(f"Renewed: {', '.join(renewed)}" if renewed else "Nothing is stale.")
