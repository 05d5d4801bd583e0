"""A ratio that came from another is of the counts of now, also where their words aren't said again."""

from __future__ import annotations

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.reading import read

SCHOOLS = (
    "2015年全镇14所学校2,856名学生，2025年5所1,340名，校数减9所。"
    "同期教师由168名到107名，师生比由1∶17.0到1∶{}。"
)


def told(text: str) -> list[str]:
    return [each.check.arithmetic for each in examine(read(text.encode(), "a.txt")).findings]


def test_the_ratio_of_now_is_of_the_counts_of_now() -> None:
    assert told(SCHOOLS.format("12.5")) == []
    assert told(SCHOOLS.format("15.2")) == ["1340 ÷ 107 ≈ 12.52，原文为 15.2"]
