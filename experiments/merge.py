"""Folders of a job array joined into one: same sweep, every shard once, damaged ones named."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from stackcraft.model.problems import BadInput, Problem

from . import manifest, shards


@dataclass(frozen=True)
class Merged:
    """What a merge has done.

    Attributes:
        folder: Where the results are.
        shards: Shards there now.
        missing: Shards that no folder held.
        damaged: Damaged shards that were passed over, with what is wrong.
    """

    folder: Path
    shards: int
    missing: tuple[int, ...]
    damaged: tuple[str, ...]


def merge(folders: Sequence[Path], out: Path) -> Merged:
    """Join the shards of folders that hold parts of one sweep.

    Args:
        folders: Folders of results; may be parts that overlap.
        out: Folder to make, or one that holds a part of the same sweep.

    Raises:
        BadInput: The folders hold different sweeps, or `out` holds something else.
    """
    manifests = {folder: manifest.read(folder) for folder in folders}
    first_folder, first = next(iter(manifests.items()))
    problems = [
        Problem(str(folder), f"holds another sweep than {first_folder}", "design, data or rules differ", "Leave it out")
        for folder, found in manifests.items()
        if found.label != first.label
    ]
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / manifest.NAME).exists())):
        problems.append(Problem(f"--out {out}", "holds other files", "nothing is overwritten", "Name a new folder"))
    elif (out / manifest.NAME).exists() and manifest.read(out).label != first.label:
        problems.append(Problem(f"--out {out}", "holds another sweep", "nothing is overwritten", "Name a new folder"))
    if problems:
        raise BadInput(problems)
    damaged: list[str] = []
    copied = 0
    missing = []
    for n in range(first.shards):
        if shards.shard_path(out, n).exists() or _copy(n, folders, out, first.label, damaged):
            copied += 1
        else:
            missing.append(n)
    for path in first_folder.iterdir():
        if path.is_file() and path.name != manifest.NAME and not path.name.startswith("."):
            shutil.copyfile(path, out / path.name)
    manifest.write(out, first)
    return Merged(out, copied, tuple(missing), tuple(damaged))


def _copy(shard: int, folders: Sequence[Path], out: Path, label: str, damaged: list[str]) -> bool:
    """Copy the first whole copy of a shard; return whether there was one."""
    for folder in folders:
        path = shards.shard_path(folder, shard)
        if path.exists():
            fault = shards.label_fault(path, shard, label)
            if not fault:
                shards.write(out, shard, path.read_bytes())
                return True
            damaged.append(f"{path} {fault}")
    return False
