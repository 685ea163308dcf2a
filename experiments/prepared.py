"""A sweep that may begin: its design checked, its folder made or gone on with, what is to be run found."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from stackcraft.model.problems import BadInput, Problem

from . import manifest, shards
from .cases import Cases
from .checks import check_design, make_cases
from .cost import Cost, check_room, estimate
from .design import Design, design_path, load_design
from .runner import MakeSimulator, ModelRunner

DESIGN = "design.toml"


@dataclass(frozen=True)
class Prepared:
    """A sweep that may begin.

    Attributes:
        cases: Its cases.
        cost: What it costs.
        label: Hash that ties its shards together.
        wanted: Shards to run now.
        skipped: Runs that are there already.
        set_aside: Damaged shards that were moved away.
    """

    cases: Cases
    cost: Cost
    label: str
    wanted: tuple[int, ...]
    skipped: int = 0
    set_aside: tuple[str, ...] = ()
    make: MakeSimulator = field(default=ModelRunner, repr=False)


def prepare(
    design: str | Path | Design, out: Path, *, shard: tuple[int, int] = (1, 1), resume: bool = False
) -> Prepared:
    """Check a design and its folder, estimate the cost, and find what is to be run; arguments are those of `sweep`."""
    source = None if isinstance(design, Design) else design_path(design)
    full = check_design(design if isinstance(design, Design) else load_design(design))
    if full.sampling.method != "table":
        check_room(estimate(full), out)
    return open_folder(make_cases(full), out, shard, resume, source=source)


def open_folder(
    cases: Cases,
    out: Path,
    shard: tuple[int, int] = (1, 1),
    resume: bool = False,
    *,
    source: Path | None = None,
    make: MakeSimulator = ModelRunner,
    code: str | None = None,
) -> Prepared:
    """Make or reopen a folder of results; return what is to be run.

    Args:
        cases: The cases.
        out: The folder.
        shard: (k, n), see `sweep`.
        resume: Whether to go on with what is there.
        source: The design's file, kept with the results.
        make: What makes the simulator.
        code: What stands for the simulator's code in the manifest; the hash of the model's rules if None.

    Raises:
        BadInput: The folder holds something else, or the disk has no room.
    """
    cost = estimate(cases.design, cases.count)
    check_room(cost, out)
    described = manifest.describe(cases, code)
    _check_folder(out, described, resume)
    part, of = shard
    mine = tuple(n for n in range(cases.shards) if n % of == part - 1)
    aside: list[str] = []
    wanted = mine
    if resume:
        for n in mine:
            shards.clear_drafts(out, n)
        wanted = tuple(n for n in mine if not _is_whole(out, cases, n, described.label, aside))
    if source is not None and not (out / manifest.NAME).exists():
        shards.write_whole(out / DESIGN, source.read_bytes())
        table = cases.design.sampling.file
        if table:
            shutil.copyfile(table, out / Path(table).name)
    if not (out / manifest.NAME).exists():
        manifest.write(out, described)
    skipped = sum(len(cases.span(n)) for n in mine) - sum(len(cases.span(n)) for n in wanted)
    return Prepared(cases, cost, described.label, wanted, skipped, tuple(aside), make)


def _check_folder(out: Path, described: manifest.Manifest, resume: bool) -> None:
    """Refuse a folder that holds something else."""
    where = f"--out {out}"
    if out.exists() and not out.is_dir():
        raise BadInput([Problem(where, "is a file", "", "Name a folder")])
    if not (out / manifest.NAME).exists():
        leftovers = {DESIGN, *(path.name for path in out.glob(".*"))} if out.exists() else set()
        if out.exists() and any(path.name not in leftovers for path in out.iterdir()):
            why = "nothing is ever overwritten"
            raise BadInput([Problem(where, "holds other files", why, "Name a new or empty folder")])
        return
    found = manifest.read(out)
    if found.design_hash != described.design_hash:
        what = f"holds another design, {found.design.get('name')!r}"
        raise BadInput([Problem(where, what, "nothing is ever overwritten", "Name another folder")])
    if found.label != described.label:
        changed = [
            word
            for word, old, new in (
                ("the data", found.scenario_hash, described.scenario_hash),
                ("the version", found.version, described.version),
                ("the rules", found.code, described.code),
            )
            if old != new
        ]
        why = f"{' and '.join(changed)} changed since, so its runs can't be mixed with new ones"
        raise BadInput([Problem(where, "holds runs of this design made otherwise", why, "Sweep into another folder")])
    if not resume:
        todo = "Add --resume to go on with it, or name another folder"
        raise BadInput([Problem(where, "holds this sweep already", "nothing is ever overwritten", todo)])


def _is_whole(out: Path, cases: Cases, shard: int, label: str, aside: list[str]) -> bool:
    """Return whether a shard is there and whole; move it aside if it is damaged."""
    path = shards.shard_path(out, shard)
    if not path.exists():
        return False
    fault = shards.fault(path, cases, shard, label)
    if not fault:
        return True
    away = path.with_name(f"{path.name}.damaged")
    path.replace(away)
    aside.append(f"{path.name} {fault}; kept as {away.name} and run again")
    return False


def failed_before(prepared: Prepared, out: Path) -> int:
    """Return the number of failures in shards that were there already."""
    wanted = set(prepared.wanted)
    found = 0
    for n in range(prepared.cases.shards):
        path = shards.shard_path(out, n)
        if n not in wanted and path.exists():
            errors = shards.read(path, ["error"])["error"]
            found += len(errors) - errors.null_count
    return found


def failed_runs(folder: Path, numbers: Sequence[int], most: int = 5) -> list[tuple[int, str]]:
    """Return runs that failed with their errors, the first few.

    Args:
        folder: Folder of results.
        numbers: Shards to look into.
        most: How many to return at most.
    """
    found: list[tuple[int, str]] = []
    for n in numbers:
        path = shards.shard_path(folder, n)
        if path.exists() and len(found) < most:
            table = shards.read(path, ["run", "error"])
            rows = zip(table["run"].to_pylist(), table["error"].to_pylist(), strict=True)
            found += [(run, error) for run, error in rows if error is not None]
    return found[:most]
