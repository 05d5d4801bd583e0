"""A range laid out in years, months, days and gaps: every day once, and no sum over a day that was touched."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from yichuang.kernel.figures.spans import MOST_GAPS, Cover, Standing, cover, end_of_month, end_of_year, runs

days = st.dates(date(2023, 11, 1), date(2027, 2, 28))


def laid_out(found: Cover) -> list[date]:
    ranges = [
        *((day, end_of_year(day)) for day in found.years),
        *((day, end_of_month(day)) for day in found.months),
        *((day, day) for day in found.days),
        *found.gaps,
    ]
    return sorted(first + timedelta(n) for first, last in ranges for n in range((last - first).days + 1))


@given(days, days, days, st.frozensets(days, max_size=8), st.booleans())
def test_every_day_is_there_once_and_no_sum_holds_a_touched_or_unfolded_day(
    one, other, through, touched, whole
):
    first, last = min(one, other), max(one, other)
    found = cover(first, last, Standing(date(2023, 11, 1), through, touched), whole=whole)
    assert laid_out(found) == [first + timedelta(n) for n in range((last - first).days + 1)]
    sums = Cover(found.years, found.months, found.days)
    assert not [day for day in laid_out(sums) if day in touched or day > through]
    assert len(found.gaps) <= MOST_GAPS
    if not whole:
        assert (found.years, found.months) == ((), ())


def test_a_year_and_a_month_stand_for_their_days():
    standing = Standing(date(2024, 1, 1), date(2026, 11, 25))
    found = cover(date(2025, 1, 1), date(2026, 11, 26), standing)
    assert found.years == (date(2025, 1, 1),)
    assert found.months == tuple(date(2026, month, 1) for month in range(1, 11))
    assert len(found.days) == 25
    assert found.gaps == ((date(2026, 11, 26), date(2026, 11, 26)),)


def test_a_touched_day_takes_its_month_and_year_apart():
    standing = Standing(date(2024, 1, 1), date(2026, 11, 25), frozenset({date(2025, 3, 14)}))
    found = cover(date(2025, 1, 1), date(2025, 12, 31), standing)
    assert not found.years
    assert len(found.months) == 11
    assert len(found.days) == 30
    assert found.gaps == ((date(2025, 3, 14), date(2025, 3, 14)),)


def test_days_that_follow_each_other_are_one_range():
    assert runs([date(2026, 1, 2), date(2026, 1, 1), date(2026, 1, 4)]) == [
        (date(2026, 1, 1), date(2026, 1, 2)),
        (date(2026, 1, 4), date(2026, 1, 4)),
    ]
