"""The manifest of a sweep: what was run, by which code on which data, so that results are never mixed."""

import hashlib
import json
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from stackcraft.model.places import configs_dir
from stackcraft.model.problems import BadInput, Problem

from .cases import Cases
from .design import Design
from .shards import write_whole

NAME = "manifest.json"

WORDS = ("name", "title", "asks")
"""Fields of a design that its runs don't depend on."""

ASKS = ("designs", "theses", "published")
"""Folders of configs/ that say what is asked of runs; what they ask for is in the design itself."""


@dataclass(frozen=True)
class Manifest:
    """What a folder of results holds.

    Attributes:
        design: The design in full.
        design_hash: Hash of the design in full and of its points.
        scenario_hash: Hash of all scenarios and data.
        version: Version of the package.
        code: Hash of the rules that ran.
        runs: Number of runs.
        shards: Number of files.
        seeds: Seeds of the replicates: first and last.
    """

    design: dict[str, Any]
    design_hash: str
    scenario_hash: str
    version: str
    code: str
    runs: int
    shards: int
    seeds: tuple[int, int]

    @property
    def label(self) -> str:
        """Hash that ties every shard to this sweep: design, data and code."""
        return _hash(self.design_hash.encode(), self.scenario_hash.encode(), self.version.encode(), self.code.encode())


def describe(cases: Cases, code: str | None = None) -> Manifest:
    """Return the manifest of a sweep that is about to begin.

    Args:
        cases: Its cases.
        code: What stands for the code that runs; the hash of the model's rules if None.
    """
    design = cases.design
    plain = design.model_dump(mode="json")
    plain["sampling"]["file"] = Path(design.sampling.file).name
    text = json.dumps({key: value for key, value in plain.items() if key not in WORDS}, sort_keys=True)
    chosen = b"" if cases.chosen is None else cases.chosen.tobytes()
    return Manifest(
        design=plain,
        design_hash=_hash(text.encode(), cases.points.tobytes(), chosen),
        scenario_hash=_data_hash(design),
        version=package_version(),
        code=rules_hash() if code is None else code,
        runs=cases.runs,
        shards=cases.shards,
        seeds=(design.seed, design.seed + design.replicates - 1),
    )


def package_version() -> str:
    """Return the version of the package, or "source" where it isn't installed."""
    try:
        return version("stackcraft")
    except PackageNotFoundError:
        return "source"


def rules_hash() -> str:
    """Return a hash of the sources of rules and strategies, the same on every processor."""
    root, parts = configs_dir().parent, []
    for room in ("agents", "model"):
        for path in sorted((root / room).rglob("*.py")):
            parts += [path.relative_to(root).as_posix().encode(), path.read_bytes()]
    return _hash(*parts)


def _hash(*parts: bytes) -> str:
    made = hashlib.blake2b(digest_size=12)
    for part in parts:
        made.update(len(part).to_bytes(8, "little"))
        made.update(part)
    return made.hexdigest()


def configs_hash() -> str:
    """Return a hash of the shipped data that runs may read."""
    return _hash(*_configs())


def _configs() -> list[bytes]:
    root, parts = configs_dir(), []
    for path in sorted(root.rglob("*")):
        asks = path.relative_to(root).parts[0] in ASKS
        if path.suffix in (".csv", ".toml") and not asks:
            parts += [path.relative_to(root).as_posix().encode(), path.read_bytes()]
    return parts


def _data_hash(design: Design) -> str:
    """Return a hash of everything a run may read: shipped configs but questions, and the scenarios and data named."""
    parts = _configs()
    options = [option for options in design.levers.values() for option in options.values()]
    for changes in (design.changes, *options):
        folder = changes.get("data")
        for path in sorted(Path(folder).rglob("*.csv")) if isinstance(folder, str) else ():
            parts += [path.name.encode(), path.read_bytes()]
    for name in (design.scenario, *(str(option.get("scenario", "")) for option in options)):
        if name.endswith(".toml") and Path(name).is_file():
            parts.append(Path(name).read_bytes())
    return _hash(*parts)


def write(folder: Path, manifest: Manifest) -> None:
    """Write a manifest into a folder of results."""
    write_whole(folder / NAME, (json.dumps(asdict(manifest), indent=2) + "\n").encode())


def read(folder: Path) -> Manifest:
    """Return the manifest of a folder of results.

    Raises:
        BadInput: The folder holds no results, or its manifest is damaged.
    """
    path = folder / NAME
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        return Manifest(**{**fields, "seeds": tuple(fields["seeds"])})
    except FileNotFoundError as error:
        todo = "Name a folder that `stackcraft sweep --out` made"
        raise BadInput([Problem(str(folder), f"holds no results: {NAME} is missing", "", todo)]) from error
    except (OSError, ValueError, TypeError, KeyError) as error:
        todo = "Restore it, or sweep into another folder"
        raise BadInput([Problem(str(path), "can't be read", str(error), todo)]) from error
