"""What is said to be above or below a figure is: a standard, a mean, a goal, a lawful term, the first of a ranking."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading.text import read_text

SAID = (
    ("细颗粒物年均浓度为{}微克/立方米，低于国家二级标准限值35微克/立方米。", 31, 39),
    ("全县绿化覆盖率{}%，高于全市平均水平38.6%。", "41.2", "31.2"),
    ("单位产值能耗下降{}%，超额完成下降3.2%的年度任务。", "3.6", "2.6"),
    ("末三位的得分为71.3%、73.8%、{}%，均低于75%的合格线。", "74.6", "77.6"),
    ("不动产登记法定时限30个工作日，承诺时限压缩至{}个工作日。", 5, 50),
    ("东河镇综合得分96.4分，排名第一，西山镇{}分，排名第二。", "95.8", "97.8"),
)


@pytest.mark.parametrize(("text", "right", "wrong"), SAID)
def test_what_stands_on_the_other_side_is_told(text: str, right: object, wrong: object) -> None:
    held = examine(read_text(text.format(right)))
    assert not held.findings
    assert Kind.IMPOSSIBLE in {check.kind for check in held.held}
    assert Kind.IMPOSSIBLE in {found.check.kind for found in examine(read_text(text.format(wrong))).findings}


@pytest.mark.parametrize(
    "text",
    [
        "全县绿化覆盖率31.2%，高于全市平均水平3.6个百分点。",
        "失业率3.4%，低于全市平均水平1.2%。",
        "综合满意率92.1%，力争明年高于95%的目标。",
        "办结时限由法定30个工作日调整，特别程序时间50个工作日不计入。",
        "东河镇用时96.4分，排名第一，西山镇97.8分，排名第二。",
    ],
)
def test_what_tells_by_how_much_or_of_a_plan_is_left_alone(text: str) -> None:
    assert not examine(read_text(text)).findings


def test_a_limit_is_not_rounded() -> None:
    assert not [
        held for held in examine(read_text("专项结余率2.62%，高于3%的标准。")).held if "≥" in held.arithmetic
    ]
