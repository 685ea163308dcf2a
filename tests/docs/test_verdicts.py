"""The verdicts that the dashboard ships are those of docs/theses.md: both are written at once."""

import re

from stackcraft.experiments.thesis import theses_dir
from stackcraft.experiments.thesis_library import load_library
from stackcraft.viz.thesis_record import head, shipped
from support.pages import read

PAGE = read("theses.md")


def test_they_were_judged_from_what_the_page_was_judged_from() -> None:
    assert head() in PAGE, "stale: run `make findings`"


def test_every_thesis_has_the_verdict_and_the_shares_of_the_page() -> None:
    rows = dict(re.findall(r"(?m)^\| \[(H\d+)\].*?\| \*\*(\w+)\*\* \|", PAGE))
    assert {name: one.verdict for name, one in shipped().items()} == rows
    assert set(rows) == set(load_library(theses_dir()).theses)
    for one in shipped().values():
        assert f"it {one.share}" in PAGE
        assert all(f"{part.effect}" in PAGE for part in one.parts)


def test_every_world_has_its_dot_in_every_part() -> None:
    for one in shipped().values():
        assert len(one.strips) == len(one.parts)
        assert (
            {len(strip.values) for strip in one.strips} == {one.worlds} == {len(strip.judged) for strip in one.strips}
        )
