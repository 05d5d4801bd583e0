"""What numbers are worth as evidence: digits that agree say much, few of them little, other readings most."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from yichuang.oversight.reportcheck.engine import odds
from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import Interval
from yichuang.oversight.reportcheck.engine.passages import figures_of
from yichuang.oversight.reportcheck.reading import read


def figure(text: str) -> Figure:
    document = read(text.encode(), "a.txt")
    (found,) = figures_of(document, 0, len(document.text))
    return found


def around(value: str, step: str) -> Interval:
    return Interval(Decimal(value) - Decimal(step), Decimal(value) + Decimal(step) / 2, low_open=True)


def test_a_wrong_digit_of_a_long_number_says_more_than_of_a_short_one() -> None:
    long = odds.of_slip(figure("满意率87.41%"), around("97.41", "0.01"))
    short = odds.of_slip(figure("满意率87%"), around("97", "1"))
    assert long > 10 * short > 0


def test_two_neighbours_swapped_say_more_than_a_digit_for_another() -> None:
    swapped = odds.of_slip(figure("占54.1%"), around("51.4", "0.1"))
    digit = odds.of_slip(figure("占54.1%"), around("55.1", "0.1"))
    assert swapped > digit > 1


def test_numbers_that_no_slip_parts_say_nothing() -> None:
    assert odds.of_slip(figure("占54.1%"), around("87.3", "0.1")) == 0


def test_a_moved_point_is_a_slip() -> None:
    assert odds.of_slip(figure("占9.98%"), around("99.8", "0.1")) > 1


@given(st.lists(st.integers(-60, 60), min_size=1, max_size=20))
def test_beliefs_and_their_rest_make_all(points: list[int]) -> None:
    beliefs, none = odds.shares_of_belief(points)
    assert abs(sum(beliefs) + none - 1) < 1e-9
    assert all(0 <= belief <= 1 for belief in (*beliefs, none))


@given(st.floats(0.1, 200), st.floats(0, 1), st.floats(0, 500))
def test_another_reading_that_comes_out_lowers_the_odds(errors: float, none: float, explained: float) -> None:
    assert odds.odds_of_errors(errors, none + explained) <= odds.odds_of_errors(errors, none)
