"""Ranges of values: what was rounded or cut, and whether two can be the same."""

from __future__ import annotations

from decimal import Decimal
from functools import reduce
from operator import add

from hypothesis import given
from hypothesis import strategies as st

from yichuang.oversight.reportcheck.engine.intervals import Interval, divide, point, printed, total_of

numbers = st.decimals(min_value=0, max_value=10**9, places=4)


@given(numbers, st.integers(0, 3))
def test_a_number_rounded_or_cut_lies_in_what_was_printed(exact, places):
    step = Decimal(1).scaleb(-places)
    for rounding in ("ROUND_HALF_UP", "ROUND_DOWN"):
        assert printed(exact.quantize(step, rounding=rounding), step).has(exact)


@given(numbers, numbers, numbers, numbers)
def test_sums_and_quotients_hold_all_that_their_parts_may_be(first, spread, second, other):
    left, right = Interval(first, first + spread), Interval(second + 1, second + 1 + other)
    assert (left + right).has(first + spread + second + 1)
    quotient = left.over(right)
    assert quotient is not None
    assert quotient.low <= divide(first, second + 1) <= quotient.high


def test_an_open_end_is_not_within():
    assert printed(Decimal("99.4"), Decimal("0.1")).has(Decimal("99.35"))
    assert not printed(Decimal("99.4"), Decimal("0.1")).has(Decimal("99.5"))
    assert not point(5).meets(point(6))


def test_nothing_is_divided_by_what_may_be_nothing():
    assert point(1).over(point(0)) is None


@given(st.lists(st.tuples(numbers, numbers, st.booleans(), st.booleans())))
def test_the_total_of_ranges_is_what_adding_them_one_by_one_gives(drawn):
    ranges = [Interval(low, low + spread, *opened) for low, spread, *opened in drawn]
    assert total_of(ranges) == reduce(add, ranges, point(0))
