"""What is of some of what was just counted is at most as much; what may be of something else is left alone."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_held_and_told

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading.text import read_text

SAID = (
    "全县累计接种流感疫苗460人，其中60周岁以上老年人{}人。",
    "县敬老院现有供养对象460人，其中完全失能{}人。",
    "全年抽检农产品460批次，检出不合格{}批次。",
    "本次考试报名460人，实际参考{}人。",
)


@pytest.mark.parametrize("text", SAID)
def test_some_of_them_are_at_most_as_many(text: str) -> None:
    assert_held_and_told(text, 410, 530, Kind.IMPOSSIBLE)


@pytest.mark.parametrize(
    "text",
    [
        "全年新建公厕46座，改造公厕58座。",
        "上年结转案件46件，本年办结案件58件。",
        "计划新建路灯460盏，实际建成530盏，超额完成任务。",
        "镇区有小学生460人，初中生530人，其中寄宿生498人。",
        "走访企业46家，解决问题58个，其中用工问题47个。",
        "收到感谢信46件，接到投诉58件。",
    ],
)
def test_what_may_be_of_something_else_is_left_alone(text: str) -> None:
    assert not examine(read_text(text)).findings
