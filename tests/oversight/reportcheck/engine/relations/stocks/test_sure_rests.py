"""What is left of a whole, where the text says of what and what is gone, is told whatever the wrong number is."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Certainty
from yichuang.oversight.reportcheck.reading import read


def told(text: str) -> list[tuple[str, Certainty]]:
    """What is told of a text."""
    findings = examine(read(text.encode(), "a.txt")).findings
    return [(each.check.arithmetic, each.certainty) for each in findings]


@pytest.mark.parametrize(
    ("text", "arithmetic"),
    [
        (
            "各单位上报隐患40处：办公楼22处、食堂18处。至月底整改到位35处，整改率87.5%，尚有8处待施工。",
            "40 - 35 = 5，原文为 8",
        ),
        ("收到建议46件，公开答复41件，答复率89.1%，未答复的7件因涉密不宜公开。", "46 - 41 = 5，原文为 7"),
        ("应筹资金6,400元，实筹6,080元，筹资率95.0%，其余480元未收齐。", "6400 - 6080 = 320，原文为 480"),
        ("转办工单540件已办结512件，尚余38件正在办理。", "540 - 512 = 28，原文为 38"),
        ("接待来访418件次，解决397件，剩余31件已报上级协调。", "418 - 397 = 21，原文为 31"),
        (
            "全年容缺受理1,634件，按期补正1,625件，补正率99.4%；没有按期补正的29件已退件。",
            "1634 - 1625 = 9，原文为 29",
        ),
        ("发现问题24处，整改22处，剩余3处列入明年计划。", "24 - 22 = 2，原文为 3"),
        ("安排演练46次，完成41次，完成率89.1%，未完成的7次因台风取消。", "46 - 41 = 5，原文为 7"),
        (
            "今年安排专项资金5,200万元，其中省级3,000万元、市级2,200万元；已支出4,940万元，支出进度95.0%，剩余360万元结转下年。",
            "5200万 - 4940万 = 260万，原文为 360万",
        ),
    ],
)
def test_the_words_leave_one_rest(text: str, arithmetic: str) -> None:
    assert told(text) == [(arithmetic, Certainty.CONTRADICTION)]


@pytest.mark.parametrize(
    "text",
    [
        "上报隐患40处，至月底整改到位35处，整改率87.5%，尚有5处待施工。",
        "上报隐患40处，整改到位35处，整改率87.5%，尚有3处待施工，2处待验收。",
        "回访群众2,310人，表示满意2,187人，满意率94.7%，不满意79人。",
        "受理诉求68,214件，投诉举报11,934件，占17.5%，其余2,583件为意见建议。",
        "拆除违建37宗，整改保留9宗，余下16宗涉及诉讼。",
    ],
)
def test_what_else_may_be_left_is_left_in_peace(text: str) -> None:
    assert told(text) == []
