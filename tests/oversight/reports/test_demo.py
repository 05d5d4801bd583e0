"""The reports of the demonstration year: which periods they are of, whatever day the year ends on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from yichuang.oversight.reports.demo import half_year, so_far


@pytest.mark.parametrize(
    ("until", "published", "current"),
    [
        ("2026-11-26", "2026-01-01 至 2026-06-30", "2026-01-01 至 2026-10-31"),
        ("2026-12-31", "2026-07-01 至 2026-12-31", "2026-01-01 至 2026-12-31"),
        ("2026-07-04", "2026-01-01 至 2026-06-30", "2026-01-01 至 2026-06-30"),
        ("2027-01-10", "2026-07-01 至 2026-12-31", "2026-02-01 至 2026-12-31"),
        ("2027-02-01", "2026-07-01 至 2026-12-31", "2027-01-01 至 2027-01-31"),
    ],
)
def test_periods_lie_within_the_year_that_is_told(until: str, published: str, current: str) -> None:
    last = date.fromisoformat(until)
    begin = last - timedelta(364)
    assert (str(half_year(begin, last)), str(so_far(begin, last))) == (published, current)
