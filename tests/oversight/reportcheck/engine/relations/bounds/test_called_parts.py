"""Parts that are called by their whole, and what is finished where nothing was carried over."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_told_only_if_wrong, told

# the text, what can't be in it, what can
CASES = [
    ("出院病人3,120人，实施白内障手术312人，其中免费白内障手术{}人。", "321", "231"),
    ("应聘112人，笔试入围45人，最终聘用15人，其中应届毕业生{}人。", "18", "8"),
    (
        "全镇登记残疾人1,128人。年内办实事12件，件件有着落；其中重度残疾人{}人，均已纳入护理补贴。",
        "1,218",
        "218",
    ),
    ("农机站登记学员212人，比上期多12人，参训学员186人。参训人员中，来自合作社的{}人。", "191", "119"),
    ("不动产窗口今年收件3,140件，办结{}件，上年没有结转件，平均用时1.2天。", "3,164", "3,104"),
]

LAWFUL = [
    "录用35人，空缺1人，其中男11人、女24人。",
    "参赛的男选手56人，女选手12人，其中党员20人。",
    "检查入山车辆8,640台，劝返车辆126台，其中外地车辆162台。",
    "报名300人，培训86人，其中报名后改签的农民120人。",
    "受理申请1,140件，办结1,152件（含上年结转的30件）。",
    "受理申请1,140件，办结1,152件。",
]


@pytest.mark.parametrize(("text", "wrong", "right"), CASES)
def test_a_part_is_no_more_than_the_whole_that_it_is_called_by(text: str, wrong: str, right: str) -> None:
    assert_told_only_if_wrong(text, wrong, right)


@pytest.mark.parametrize("text", LAWFUL)
def test_what_may_be_part_of_another_is_left_alone(text: str) -> None:
    assert told(text) == []
