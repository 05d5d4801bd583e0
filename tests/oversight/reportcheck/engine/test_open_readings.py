"""Rates and averages whose parts the text names in no usual way: the likeliest reading is accused, and none but it."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading import read


def accused(text: str, kind: Kind) -> list[tuple[str, ...]]:
    found = examine(read(text.encode(), "a.txt")).findings
    return [each.check.numbers for each in found if each.check.kind is kind]


RATES = [
    ("应免疫牛2,150头，实际免疫2,146头，免疫密度{}；", "99.8%", "9.98%", ("2,150", "2,146")),
    ("重点人群应签9.8万人，已签8.33万人，签约率{}。", "85.0%", "58.0%", ("9.8万", "8.33万")),
]
AVERAGES = [
    ("全年共救助1,284人次，日均{}人次，其中本省籍786人次。", "3.52", "3.25", ("1,284",)),
    ("图书馆购书6,240册，册均{}元，计21.84万元。", "35", "53", ("6,240", "21.84万")),
    ("学生家长每生缴纳{}元，1,218名学生共收取584,640元。", "480", "840", ("1,218", "584,640")),
    ("全镇种植水稻2.86万亩，总产1.58万吨，平均亩产{}公斤。", "552", "525", ("2.86万", "1.58万")),
]


@pytest.mark.parametrize(("text", "right", "wrong", "of"), RATES)
def test_a_slip_in_a_rate_is_found_where_only_places_tell_its_pair(
    text: str, right: str, wrong: str, of: tuple[str, ...]
) -> None:
    assert accused(text.format(right), Kind.RATE) == []
    assert accused(text.format(wrong), Kind.RATE) == [(*of, wrong)]


@pytest.mark.parametrize(("text", "right", "wrong", "of"), AVERAGES)
def test_a_slip_in_an_average_is_found_over_days_prices_and_finer_units(
    text: str, right: str, wrong: str, of: tuple[str, ...]
) -> None:
    assert accused(text.format(right), Kind.AVERAGE) == []
    (found,) = accused(text.format(wrong), Kind.AVERAGE)
    assert set(found) == {*of, wrong}


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("甲镇92.4分、乙镇88.1分、丙镇86.5分、丁镇91.0分，平均{}分。", "89.5", "59.5"),
        ("甲镇92.4分、乙镇88.1分、丙镇{}分、丁镇91.0分，平均89.5分。", "86.5", "36.5"),
    ],
)
def test_a_mean_outside_its_values_or_an_outlier_among_them_is_found(
    text: str, right: str, wrong: str
) -> None:
    assert accused(text.format(right), Kind.AVERAGE) == []
    assert len(accused(text.format(wrong), Kind.AVERAGE)) == 1


def test_a_mean_that_may_be_weighed_is_left_alone() -> None:
    text = "三县满意率为甲县97.2%、乙县95.1%、丙县93.4%，平均95.9%。"
    assert accused(text, Kind.AVERAGE) == []
