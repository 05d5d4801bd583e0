"""Last year's figure left standing in a later section is told against this year's; with a word of before it isn't."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import contradictions

from yichuang.oversight.reportcheck.findings import Kind

FIRST = "全年排查各类隐患863处（上年为792处），已整改841处，整改率97.5%。\n"
LEFT = [
    (FIRST, "二是隐患反弹压力较大，全年排查出的{}处隐患中，消防类较多。", "863", "792"),
    (
        "非税收入31,110万元，比上年的29,691万元增长4.8%。\n",
        "非税收入{}万元，占比仍然偏高。",
        "31,110",
        "29,691",
    ),
    (
        "上年末在册监测对象1,352户，年内新识别96户，风险消除退出164户，年末1,284户。\n",
        "年末仍有监测对象{}户，帮扶任务不轻。",
        "1,284",
        "1,352",
    ),
]


@pytest.mark.parametrize(("first", "later", "now", "before"), LEFT)
def test_the_value_of_before_is_told_where_that_of_now_belongs(
    first: str, later: str, now: str, before: str
) -> None:
    assert contradictions(first + later.format(now), Kind.REPEAT) == []
    ((one, other),) = contradictions(first + later.format(before), Kind.REPEAT)
    assert {one.rstrip("万"), other.rstrip("万")} == {now, before}


PEACE = [
    FIRST + "上年排查的792处隐患已全部销号。",
    FIRST + "与原来的792处隐患相比，今年发现得更早。",
    FIRST + "全年清理卫生死角792处，清运垃圾1,500吨。",  # of something else
]


@pytest.mark.parametrize("text", PEACE)
def test_what_is_told_of_before_or_of_another_thing_is_left_in_peace(text: str) -> None:
    assert contradictions(text, Kind.REPEAT) == []
