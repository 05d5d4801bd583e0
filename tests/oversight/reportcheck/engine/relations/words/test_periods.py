"""The days and months of a named stretch of time."""

from __future__ import annotations

from decimal import Decimal

import pytest

from yichuang.oversight.reportcheck.engine.relations.words.periods import periods


@pytest.mark.parametrize(
    ("text", "days", "months"),
    [
        ("全年共清运", (365, 366), 12),
        ("上半年受理", (181, 182), 6),
        ("前三季度办理", (273, 274), 9),
        ("二季度办理", (91, 91), 3),
        ("1至11月走访", (334, 335), 11),
        ("9月份受理", (30, 30), 1),
        ("六月热线", (30, 30), 1),
        ("本周受理", (7, 7), None),
        ("自3月1日启动，至6月8日结束", (100, 100), None),
        ("2024年12月30日至2025年1月2日", (4, 4), None),
    ],
)
def test_a_stretch_of_time_has_its_days_and_months(
    text: str, days: tuple[int, int], months: int | None
) -> None:
    (found,) = periods(text, 0, len(text))
    assert (found.days.low, found.days.high) == tuple(map(Decimal, days))
    assert found.months == months


@pytest.mark.parametrize("text", ["13月办理", "2月30日至2月31日", "截至12月底", "5月3日前"])
def test_what_names_no_stretch_of_time_is_none(text: str) -> None:
    assert not [found for found in periods(text, 0, len(text)) if found.days.low > 31]
