"""A ratio that came from another is of the counts of now, also where their words aren't said again."""

from __future__ import annotations

from tests.oversight.reportcheck.engine.twins import told

SCHOOLS = (
    "2015年全镇14所学校2,856名学生，2025年5所1,340名，校数减9所。"
    "同期教师由168名到107名，师生比由1∶17.0到1∶{}。"
)


def test_the_ratio_of_now_is_of_the_counts_of_now() -> None:
    assert told(SCHOOLS.format("12.5")) == []
    assert told(SCHOOLS.format("15.2")) == ["1340 ÷ 107 ≈ 12.52，原文为 15.2"]
