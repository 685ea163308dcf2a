"""The reference pages say what the declarations say."""

import pytest

from stackcraft.reference import PAGES, page
from support.tree import ROOT


@pytest.mark.parametrize("name", PAGES)
def test_a_reference_page_is_up_to_date(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == page(name), "stale: run `make docs`"
