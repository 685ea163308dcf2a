"""Months count from January 2022."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackcraft.model.dates import month_index, month_name


@given(st.integers(-500, 2000))
def test_month_and_its_name_are_each_others_inverse(index: int) -> None:
    assert month_index(month_name(index)) == index


def test_history_opens_at_month_zero() -> None:
    assert month_index("2022-01") == 0
    assert month_index("2022-01-31") == 0
    assert month_index("2021-12") == -1
    assert month_index("2030-12") == 107


@pytest.mark.parametrize(
    "text", ["", "2022", "2022-1", "2022-13", "2022-02-30", "22-01", "2022/01", "0000-01", "２０２２-01"]
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        month_index(text)
