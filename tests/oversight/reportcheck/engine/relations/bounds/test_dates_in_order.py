"""An end that lies before its beginning is told where both days are sure, and a minute that no hour has."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading import read


def told(text: str) -> list[Kind]:
    return [each.check.kind for each in examine(read(text.encode(), "a.txt")).findings]


@pytest.mark.parametrize(
    "text",
    [
        "渠道清淤2023年9月10日开工，2023年9月6日完工。",
        "工程9月10日开工，9月6日完工。",
        "3月15日收到申请，并于3月12日答复。",
        "会议于14时30分开始，17时75分结束。",
        "项目2022年3月开工，2021年10月竣工。",
        "开工日期为2023年6月20日，竣工日期为2023年5月20日。",
        "该线索2023年8月15日交办，7月28日反馈办理结果。",
        "赵某，2009年5月出生，2001年7月参加工作。",
        "李某，1986年3月出生，1992年7月参加工作。",
        "2015.03-2012.08任县水务局副局长。",
        "现场会于9时30分开始，8时50分结束。",
    ],
)
def test_what_ends_before_it_begins_is_told(text: str) -> None:
    assert told(text) == [Kind.IMPOSSIBLE]


@pytest.mark.parametrize(
    "text",
    [
        "渠道清淤2023年9月6日开工，2023年9月10日完工。",
        "工程11月10日开工，3月6日完工。",
        "工程2023年11月10日开工，3月6日完工。",
        "一期2023年9月10日开工，二期2023年9月6日完工。",
        "3月15日收到申请。3月12日答复了另一件。",
        "该线索2023年11月15日交办，1月28日反馈办理结果。",
        "赵某，1979年5月出生，2001年7月参加工作。",
        "夜班于20时开始，次日6时结束。",
        "会议于14时30分开始，17时15分结束，比上次多开75分钟。",
    ],
)
def test_days_of_other_years_and_other_things_are_left_in_peace(text: str) -> None:
    assert told(text) == []
