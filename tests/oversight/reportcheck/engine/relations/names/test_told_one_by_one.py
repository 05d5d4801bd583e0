"""Counts against those who are told one by one behind them."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_told_only_if_wrong, told

# the text, what can't be in it, what can
CASES = [
    (
        "镇党委{}名班子成员分工如下：书记王某主持全面工作；镇长李某负责政府工作；副书记赵某分管党建，人大主席孙某负责人大工作，纪委书记周某负责纪检，组织委员吴某分管组织，武装部长郑某分管武装。",
        "六",
        "七",
    ),
    ("{}名代表先后发言，他们是王某、李某、赵某、孙某、周某。", "6", "5"),
    ("夏季设{}个班，基础班48人、提高班36人、书法班28人、舞蹈班40人，计152人。", "5", "4"),
    ("巡察组由{}人组成：组长何某，副组长马某，成员林某、陈某、郭某。", "6", "5"),
    (
        "专题党课共安排{}讲：第一讲党史回顾，第二讲纪律建设，第三讲基层治理，第四讲作风建设，第五讲乡村振兴。",
        "6",
        "5",
    ),
    ("{}个督导组分赴各乡镇，第一组负责东片，第二组负责西片，第三组负责南片。", "4", "3"),
    ("全年举办讲座{}场，主题分别为法律常识、心理健康、家庭教育、食品安全、防范诈骗。", "6", "5"),
]

LAWFUL = [
    "候选人4名应选3名：赵某28票、钱某25票、孙某26票、李某34票。",
    "改造分四批推进，第一批已完成，第二批正在施工。",
    "走访石门村、白沙村、青山村，共5户。",
    "涉及5个村，东村征地12亩、西村征地18亩、南村征地9亩。",
]


@pytest.mark.parametrize(("text", "wrong", "right"), CASES)
def test_as_many_are_told_as_are_counted(text: str, wrong: str, right: str) -> None:
    assert_told_only_if_wrong(text, wrong, right)


@pytest.mark.parametrize("text", LAWFUL)
def test_what_only_tells_of_some_is_left_alone(text: str) -> None:
    assert told(text) == []
