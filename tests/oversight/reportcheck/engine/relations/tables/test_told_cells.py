"""What a text or another table tells again of a table must be what stands there; what is of something else needn't."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading import read

VILLAGES = (
    "\n\n村\t户数\t人口\t集体收入（万元）\n永兴村\t812\t2,634\t46.8\n白塔村\t674\t2,187\t31.5\n"
    "合计\t1,486\t4,821\t78.3\n\n"
)
SPENT = (
    "\n\n| 项目 | 年初预算（万元） | 执行数（万元） |\n| --- | --- | --- |\n"
    "| 教育 | 92,400 | 87,318 |\n| 农林水 | 68,700 | 67,430 |\n| 合计 | 161,100 | 154,748 |\n\n"
)
MANAGED = (
    "\n\n| 服务对象 | 应管人数 | 实管人数 | 管理率 |\n|---|---|---|---|\n"
    "| 高血压患者 | 42,600 | 34,932 | 82.0% |\n| 65岁及以上老年人 | 78,200 | 57,086 | 73.0% |\n\n"
)
HANDLED = (
    "\n\n| 层级 | 受理（件） | 网办（件） |\n|---|---|---|\n| 县级大厅 | 214,306 | 168,873 |\n"
    "| 镇街中心 | 171,908 | 97,625 |\n| 合计 | 386,214 | 266,498 |\n\n"
)


def told(text: str) -> list[str]:
    return [each.check.arithmetic for each in examine(read(text.encode(), "a.md")).findings]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("两个村共1,486户{}人。" + VILLAGES, "4,812", "4,821"),
        ("白塔村有{}人。" + VILLAGES, "2,178", "2,187"),
        (SPENT + "农林水支出{}万元，用于水库除险。", "67,340", "67,430"),
        ("65岁及以上老年人健康管理率达到{}。" + MANAGED, "76.0%", "73.0%"),
        (HANDLED + "从上表可以看出，网办的达到{}件。", "26.56万", "26.65万"),
    ],
)
def test_a_slip_in_what_is_told_again_is_found(text: str, wrong: str, right: str) -> None:
    assert [each for each in told(text.format(wrong)) if each.startswith("文中为")]
    assert told(text.format(right)) == []


@pytest.mark.parametrize(
    "text",
    [
        "两个村共1,486户，在校学生412人。" + VILLAGES,
        "上年白塔村有2,178人。" + VILLAGES,
        "白塔村外出务工1,287人。" + VILLAGES,
        SPENT + "农林水支出比上年的67,340万元略增。",
        SPENT + "农林水支出67,430万元，其中上级补助67,340万元。",
        "65岁及以上老年人免费体检率达到76.0%。" + MANAGED,
        HANDLED + "上年网办26.56万件。",
    ],
)
def test_what_is_of_something_else_is_left_alone(text: str) -> None:
    assert told(text) == []


YEARLY = "|镇|收件|办结|\n|---|---|---|\n|东镇|318|306|\n|西镇|274|{}|\n"


@pytest.mark.parametrize(("second", "found"), [("296", 1), ("269", 0), ("112", 0)])
def test_two_tables_agree_where_they_tell_the_same(second: str, found: int) -> None:
    text = f"表一\n\n{YEARLY.format(269)}\n表二如下。\n\n{YEARLY.format(second)}\n"
    ties = [each for each in examine(read(text.encode(), "a.md")).findings if each.check.kind is Kind.TIE]
    assert len(ties) == found
