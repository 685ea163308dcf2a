"""Pages open sweeps below the folder that was named, nothing else; tables of one's own are checked in full."""

import json
import os
import shutil

import pytest

from stackcraft.model.problems import BadInput
from stackcraft.viz.dashboard import findings, folders, overlays
from stackcraft.viz.dashboard.apart import apart
from support.small_sweep import small_sweep
from support.tree import ROOT


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """Return a folder with one sweep in it, and one beside it that pages may not open."""
    root = tmp_path_factory.mktemp("allowed")
    shutil.copytree(small_sweep(root), root / "secret" / "small")
    folders.allow(root / "results")
    yield root
    folders.allow(None)


def test_the_sweeps_below_the_folder_are_offered(root):
    assert [(one.path, one.title, one.runs) for one in folders.sweeps()] == [("small", "Leaks and locks", 60)]


@pytest.mark.parametrize("path", ["../secret/small", "/etc", "small/../../secret/small", "a\0b", ""])
def test_no_path_leads_out_of_the_folder(root, path):
    with pytest.raises(BadInput, match=r"outside|no results"):
        folders.opened(path)


def test_no_link_leads_out_of_the_folder(root):
    os.symlink(root / "secret", root / "results" / "door")
    try:
        with pytest.raises(BadInput, match="outside"):
            folders.opened("door/small")
        assert [one.path for one in folders.sweeps()] == ["small"]
    finally:
        (root / "results" / "door").unlink()


def test_a_folder_that_holds_no_results_says_what_does(root):
    with pytest.raises(BadInput, match=r"smal.*holds no results.*small"):
        folders.opened("smal")


def test_without_a_folder_nothing_is_opened(root):
    folders.allow(None)
    try:
        assert folders.sweeps() == ()
        with pytest.raises(BadInput, match="--results"):
            folders.opened("small")
    finally:
        folders.allow(root / "results")


def test_a_broken_manifest_hides_its_folder_only(root):
    broken = root / "results" / "broken"
    broken.mkdir()
    (broken / "manifest.json").write_text("{")
    try:
        assert [one.path for one in folders.sweeps()] == ["small"]
    finally:
        shutil.rmtree(broken)


def test_what_is_asked_is_answered_in_a_process_of_its_own(root):
    told = []
    folder = str(folders.place_of("small"))
    analysis = apart(findings.indices, folder, "chip_share_us.cn@2024-12", "pawn", tell=lambda *now: told.append(now))
    assert {index.outcome for index in analysis.indices} == {
        f"chip_share_us.cn@{year}-12" for year in (2022, 2023, 2024)
    }
    assert told, "it can be stopped while it works"


def test_who_no_longer_wants_an_answer_ends_its_process(root):
    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        apart(findings.boxes, str(folders.place_of("small")), "chip_share_us.cn < 0.9", tell=stop)


def test_a_condition_that_can_t_be_read_is_refused_as_on_the_command_line(root):
    with pytest.raises(BadInput, match="chip_share"):
        apart(findings.boxes, str(folders.place_of("small")), "chip_shar < 1", tell=lambda *_: None)


def test_only_what_a_design_allows_is_asked(root):
    loaded = folders.opened("small")
    assert findings.kinds(loaded) == ("sensitivity", "discovery")
    assert findings.methods(loaded) == ("pawn",)
    assert findings.first_question(loaded).startswith("chip_share_us.cn@2024-12 < ")


@pytest.fixture
def tables(tmp_path):
    folder = tmp_path / "mine"
    (folder / "tables").mkdir(parents=True)
    shutil.copy(ROOT / "configs/tables/countries.csv", folder / "tables/countries.csv")
    yield folder
    overlays.lay(None)


def test_sound_tables_are_named_with_their_rows(tables):
    assert overlays.check(tables) == ()
    rows = len((ROOT / "configs/tables/countries.csv").read_text().strip().splitlines()) - 1
    assert overlays.replaced(tables) == (overlays.Replaced("tables/countries.csv", rows),)


def test_every_fault_of_the_tables_is_told_at_once(tables):
    path = tables / "tables/countries.csv"
    lines = path.read_text().splitlines()
    lines[2] = lines[2].replace(",", ",not a number,", 3)
    lines.append("zz," * 3)
    path.write_text("\n".join(lines))
    (tables / "tables/cuontries.csv").write_text("a\n1\n")
    told = overlays.check(tables)
    assert len(told) >= 3
    assert any("cuontries" in one.where for one in told)


def test_a_folder_that_replaces_nothing_says_so(tmp_path):
    assert "replaces no table" in overlays.check(tmp_path)[0].what
    assert "not a folder" in overlays.check(tmp_path / "nowhere")[0].what


def test_a_page_names_the_folder_and_not_where_it_lies(tables):
    overlays.lay(tables)
    assert overlays.name() == "mine"
    assert json.dumps(overlays.name()) == '"mine"'
