"""A sweep's results depend on its design alone: not on workers, order, parts, or what killed it on the way."""

from pathlib import Path

import pytest

from stackcraft.experiments import shards, sweep
from stackcraft.experiments.merge import merge
from stackcraft.experiments.prepared import failed_runs, open_folder
from stackcraft.model.problems import BadInput
from support.toys import Broken, Deadly, Ishigami, Lame, contents, toy_cases, toy_design


def run(out: Path, workers: int = 2, toy: type = Ishigami, design: object = None, **options: object) -> sweep.Summary:
    cases = toy_cases(design or toy_design())
    prepared = open_folder(cases, out, make=toy, code="toy", **options)
    return sweep.carry_out(prepared, out, workers)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An undisturbed sweep of forty runs in five shards."""
    out = tmp_path_factory.mktemp("whole") / "out"
    summary = run(out)
    assert (summary.done, summary.failed, summary.skipped) == (40, 0, 0)
    return out


def test_one_worker_writes_the_same_bytes_as_two(whole: Path, tmp_path: Path) -> None:
    run(tmp_path / "one", workers=1)

    assert contents(tmp_path / "one") == contents(whole)


def test_parts_of_a_job_array_merge_into_the_whole(whole: Path, tmp_path: Path) -> None:
    for k in (3, 1, 2):
        run(tmp_path / f"part{k}", workers=1, shard=(k, 3))

    merged = merge([tmp_path / f"part{k}" for k in (1, 2, 3)], tmp_path / "all")

    assert merged.missing == ()
    assert contents(tmp_path / "all") == contents(whole)


def test_a_merge_names_what_is_missing(tmp_path: Path) -> None:
    run(tmp_path / "part", workers=1, shard=(1, 2))

    assert merge([tmp_path / "part"], tmp_path / "all").missing == (1, 3)


def test_parts_of_different_sweeps_do_not_merge(whole: Path, tmp_path: Path) -> None:
    run(tmp_path / "other", workers=1, design=toy_design(samples=16))

    with pytest.raises(BadInput, match="another sweep"):
        merge([whole, tmp_path / "other"], tmp_path / "all")


def test_resume_runs_exactly_what_is_missing(whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(out)
    shards.shard_path(out, 1).unlink()
    shards.shard_path(out, 4).unlink()
    draft = shards.shard_path(out, 1).with_name(".part-000001.parquet.99")
    draft.write_bytes(b"half")

    summary = run(out, resume=True)

    assert (summary.done, summary.skipped) == (16, 24)
    assert contents(out) == contents(whole)


def test_resume_of_a_whole_sweep_runs_nothing(whole: Path) -> None:
    assert run(whole, resume=True).done == 0


@pytest.mark.parametrize("damage", ["cut short", "a byte flipped", "emptied", "another shard's"])
def test_a_damaged_shard_is_named_set_aside_and_run_again(damage: str, whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(out)
    path = shards.shard_path(out, 2)
    content = path.read_bytes()
    flipped = bytearray(content)
    flipped[60] ^= 0xFF
    path.write_bytes(
        {
            "cut short": content[: len(content) // 2],
            "a byte flipped": bytes(flipped),
            "emptied": b"",
            "another shard's": shards.shard_path(out, 1).read_bytes(),
        }[damage]
    )

    summary = run(out, resume=True)

    assert summary.done == 8
    assert summary.set_aside[0].startswith("part-000002.parquet")
    assert contents(out, leave=["part-000002.parquet.damaged"]) == contents(whole)


def test_failures_are_rows_with_the_error(tmp_path: Path) -> None:
    summary = run(tmp_path / "out", toy=Lame)

    failed = failed_runs(tmp_path / "out", range(5), most=99)
    assert summary.done == 40
    assert summary.failed == len(failed) > 0
    assert failed[0][1] == "ArithmeticError: the first angle is too high"


def test_a_run_that_kills_its_process_is_a_failure_and_costs_no_other_run(whole: Path, tmp_path: Path) -> None:
    summary = run(tmp_path / "out", toy=Deadly)

    rows = [row for n in range(5) for row in shards.read(shards.shard_path(tmp_path / "out", n)).to_pylist()]
    sound = [row for n in range(5) for row in shards.read(shards.shard_path(whole, n)).to_pylist()]
    assert summary.failed == sum(row["x1"] > 3.0 for row in rows) > 0
    assert all(row == other for row, other in zip(rows, sound, strict=True) if row["x1"] <= 3.0)


def test_a_folder_with_another_design_is_refused(whole: Path) -> None:
    with pytest.raises(BadInput, match="holds another design, 'toy'"):
        run(whole, design=toy_design(samples=16), resume=True)


def test_a_folder_made_by_other_rules_is_refused(whole: Path) -> None:
    with pytest.raises(BadInput, match="the rules changed since"):
        open_folder(toy_cases(toy_design()), whole, resume=True, make=Ishigami, code="newer")


def test_a_folder_that_holds_the_sweep_wants_resume(whole: Path) -> None:
    with pytest.raises(BadInput, match="--resume"):
        run(whole)


def test_a_folder_with_other_files_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("precious")

    with pytest.raises(BadInput, match="holds other files"):
        run(tmp_path)
    assert contents(tmp_path) == {"thesis.txt": b"precious"}


def test_a_design_too_big_for_the_disk_is_refused_before_it_is_drawn(tmp_path: Path) -> None:
    from stackcraft.experiments.cost import check_room, estimate

    with pytest.raises(BadInput, match="are free"):
        check_room(estimate(toy_design(samples=10**12)), tmp_path / "out")


def test_workers_that_cannot_start_are_reported(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no model today"):
        run(tmp_path / "out", toy=Broken)
