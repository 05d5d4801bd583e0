"""Dates, numbers and money in the forms that the interface promises."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from yichuang.kernel.clocks.rules import Limit, Unit
from yichuang.ui import formats

TODAY = date(2026, 11, 23)
LATE = datetime(2026, 11, 30, 9, 30, tzinfo=UTC)
AFTER_MIDNIGHT = datetime(2026, 11, 23, 16, 5, tzinfo=UTC)  # 00:05 of the 24th in Shanghai


@pytest.mark.parametrize(
    ("value", "today", "written"),
    [
        (date(2026, 11, 30), TODAY, "11-30"),
        (date(2026, 11, 23), TODAY, "今天"),
        (date(2026, 11, 24), TODAY, "明天"),
        (date(2026, 11, 22), TODAY, "昨天"),
        (date(2025, 11, 30), TODAY, "2025-11-30"),
        (date(2026, 1, 2), date(2025, 12, 31), "2026-01-02"),
        (date(2026, 1, 1), date(2025, 12, 31), "明天"),
        (date(2026, 11, 30), None, "2026-11-30"),
        (AFTER_MIDNIGHT, TODAY, "明天"),
        (None, TODAY, "—"),
    ],
)
def test_a_day_in_a_table_is_short_and_names_the_near_days(value, today, written):
    assert formats.day(value, today) == written


@pytest.mark.parametrize(
    ("value", "long", "short", "plain"),
    [
        (date(2026, 11, 30), "2026年11月30日（周一）", "11月30日（周一）", "2026年11月30日"),
        (date(2026, 3, 1), "2026年3月1日（周日）", "3月1日（周日）", "2026年3月1日"),
        (AFTER_MIDNIGHT, "2026年11月24日（周二）", "11月24日（周二）", "2026年11月24日"),
        (None, "—", "—", "—"),
    ],
)
def test_a_day_in_prose_carries_its_weekday(value, long, short, plain):
    assert (formats.day_long(value), formats.day_short(value), formats.day_plain(value)) == (
        long,
        short,
        plain,
    )


@pytest.mark.parametrize(
    ("value", "today", "written"),
    [
        (LATE, TODAY, "11-30 17:30"),
        (LATE, date(2026, 11, 30), "今天 17:30"),
        (LATE, date(2027, 1, 4), "2026-11-30 17:30"),
        (AFTER_MIDNIGHT, date(2026, 11, 24), "今天 00:05"),
        (None, TODAY, "—"),
    ],
)
def test_an_instant_is_shown_on_shanghai_time_in_24_hours(value, today, written):
    assert formats.moment(value, today) == written


def test_an_instant_without_a_zone_is_refused_instead_of_guessed():
    with pytest.raises(ValueError, match="time zone"):
        formats.hour(datetime(2026, 11, 30, 9, 30))


def test_machines_get_iso_with_the_shanghai_offset_and_scripts_get_utc():
    assert formats.machine(LATE) == "2026-11-30T17:30+08:00"
    assert formats.machine(date(2026, 11, 30)) == "2026-11-30"
    assert formats.utc(LATE) == "2026-11-30T09:30:00+00:00"


@pytest.mark.parametrize(
    ("value", "written"),
    [(37286, "37,286"), (0, "0"), (999, "999"), (1284000, "1,284,000"), (-1200, "-1,200"), (None, "—")],
)
def test_counts_are_parted_by_thousands_and_zero_is_not_a_dash(value, written):
    assert formats.thousands(value) == written


@pytest.mark.parametrize(
    ("percent", "written"),
    [
        (99.7425, "99.74%"),
        (Decimal("0.2575"), "0.26%"),
        (Decimal("84.505"), "84.51%"),
        (1.005, "1.01%"),
        (100, "100.00%"),
        (0, "0.00%"),
        (Decimal("-0.001"), "0.00%"),
        (None, "—"),
    ],
)
def test_rates_have_two_decimals_rounded_half_up(percent, written):
    assert formats.rate(percent) == written


@pytest.mark.parametrize(
    ("difference", "written"),
    [(Decimal("1.2"), "+1.20 个百分点"), (-0.5, "-0.50 个百分点"), (0, "0.00 个百分点"), (None, "—")],
)
def test_differences_of_rates_are_percentage_points(difference, written):
    assert formats.points(difference) == written


@pytest.mark.parametrize(
    ("fen", "written"),
    [(120000, "1,200.00 元"), (5, "0.05 元"), (0, "0.00 元"), (-1050, "-10.50 元"), (None, "—")],
)
def test_money_is_kept_in_fen_and_shown_in_yuan(fen, written):
    assert formats.yuan(fen) == written


@pytest.mark.parametrize(
    ("length", "written"),
    [
        (Limit(5), "5 个工作日"),
        (Limit(7, Unit.CALENDAR_DAY), "7 个自然日"),
        (Limit(0), "当场"),
        (None, "—"),
    ],
)
def test_a_limit_in_words_names_its_unit(length, written):
    assert formats.limit(length) == written


@pytest.mark.parametrize(("thing", "written"), [("", "—"), (None, "—"), (0, "0"), ("云溪", "云溪")])
def test_nothing_is_a_dash_but_zero_is_zero(thing, written):
    assert formats.value(thing) == written
