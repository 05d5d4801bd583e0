"""Service hours of a day."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.kernel.clocks.hours import Hours


def test_the_standard_day_has_seven_hours_and_closes_at_half_past_five() -> None:
    assert (Hours.STANDARD.length, Hours.STANDARD.closing) == (7 * 3600, 17 * 3600 + 1800)


@given(service=st.integers(0, 7 * 3600))
def test_passed_and_reached_are_inverse(service: int) -> None:
    assert Hours.STANDARD.passed(Hours.STANDARD.reached(service)) == service


@pytest.mark.parametrize(
    ("shifts", "words"),
    [
        ((), "至少要有一段"),
        ((("09:00", "25:00"),), "不是时间"),
        ((("九点", "12:00"),), "不是时间"),
        ((("12:00", "09:00"),), "从早到晚"),
        ((("09:00", "13:30"), ("12:00", "17:30")), "不能重叠"),
    ],
)
def test_hours_that_make_no_sense_are_refused_in_words(
    shifts: tuple[tuple[str, str], ...], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        _ = Hours(shifts).spans
