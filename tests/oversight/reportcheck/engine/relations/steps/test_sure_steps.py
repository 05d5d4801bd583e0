"""Steps whose two values leave no other reading are told, be they off by anything; their right twins stay silent."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.reading import read

TOLD = [
    ("上月底水表示数2,186，本月底水表示数2,431，本月用水{}吨。食堂就餐860人。", "245", "255"),
    ("起拍价每间26.8万元，成交价每间33.5万元，溢价{}万元。竞买人14名。", "6.7", "7.7"),
    ("室内平均22.4摄氏度，室外零上8.6摄氏度，内外温差{}摄氏度。", "13.8", "15.8"),
    ("危险废物产生量1,260吨，比上年的1,400吨减少140吨，下降{}%。持证单位5家。", "10.0", "11.1"),
    ("招聘会入场求职2,340人次，上一场为1,950人次，环比上升{}%；设展位110个。", "20.0", "16.7"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), TOLD)
def test_a_step_of_two_values_that_nothing_else_can_be_meant_of_is_told(
    text: str, right: str, wrong: str
) -> None:
    assert not examine(read(text.format(right).encode(), "a.txt")).contradictions
    found = examine(read(text.format(wrong).encode(), "a.txt")).contradictions
    assert any(number.startswith(wrong) for each in found for number in each.check.numbers)


@pytest.mark.parametrize(
    "text",
    [
        "大型企业50.6%，中型企业49.2%，小型企业47.8%，后者下降0.3个百分点。",
        "老院区最后一年512,640人次，新院区630,550人次，多出117,910人次。",
        "村数由81个增到97个，增16个，分红金额增长23.7%。",
    ],
)
def test_what_is_from_another_time_of_both_or_of_another_thing_stays_silent(text: str) -> None:
    assert not examine(read(text.encode(), "a.txt")).contradictions


def test_what_is_contained_in_the_whole_is_no_difference_from_it() -> None:
    text = "全年应办结工单33382件（含上年结转36件，不含未到期件），按期办结33345件，按期办结率99.89%。"
    found = examine(read(text.encode(), "a.txt"))
    assert not found.contradictions
