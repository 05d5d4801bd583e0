"""Lists whose names leave no rest, or all tell of one thing, whatever stands around them."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_told_only_if_wrong, told

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading import read

# the text, what can't be in it, what can
CASES = [
    ("全县18个乡镇里，人口过6万的3个，4万至6万的5个，2万至4万的7个，不足2万的{}个。", "4", "3"),
    ("全校教师74人，其中高级教师11人、一级教师26人、二级教师24人、三级及以下{}人。", "15", "13"),
    (
        "大厅设窗口21个：综合窗口6个，社保窗口5个，医保窗口4个，公安窗口3个，税务窗口2个，公证窗口{}个。",
        "2",
        "1",
    ),
    ("国庆期间接到投诉1,318件，主要集中在停车收费702件、景区餐饮461件、其他{}件。", "165", "155"),
    (
        "回收有效问卷586份，发出600份。其中对食堂非常满意的312份、满意的204份、一般的51份、不满意的{}份。",
        "29",
        "19",
    ),
    ("全年新购图书9,213册：政府采购7,410册、捐赠1,203册、省馆配送{}册。", "660", "600"),
]

LAWFUL = [
    "全年减少316人，其中退休204人、调出88人。",
    "车辆23台，按车型分轿车9台、客车4台、货车2台、罐车8台，超期服役3台。",
    "今年较上年多投入1.4亿元，其中水利2.1亿元。",
    "该项扣12分，其中台账扣7分、公示扣2分。",
]


@pytest.mark.parametrize(("text", "wrong", "right"), CASES)
def test_what_names_all_makes_its_total(text: str, wrong: str, right: str) -> None:
    assert_told_only_if_wrong(text, wrong, right)


@pytest.mark.parametrize("text", LAWFUL)
def test_what_leaves_a_rest_is_left_alone(text: str) -> None:
    assert told(text) == []


def test_what_went_may_have_its_parts() -> None:
    held = examine(read("全年减少326人，其中退休204人、调出88人、辞职34人。".encode(), "a.txt")).held
    assert [each.numbers for each in held if each.kind is Kind.SUM] == [("326", "204", "88", "34")]
