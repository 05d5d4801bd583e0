"""One number of one thing in two units of a measure: one of the units is wrong."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.relations.scores.test_open_scores import contradictions


@pytest.mark.parametrize(
    "text",
    [
        "废弃采石场复绿分三片，东片12.4公顷，西片8.9公顷，合计21.3公顷。\n明年继续推进，废弃采石场应复绿的{}当年完成一半。",
        "供水主管道改造全长38.6公里，已完工。\n管护方面，新换的供水主管道{}全部交村级水管员。",
        "烘干房收储稻谷1,280吨，全部入库。\n年底盘库，烘干房稻谷{}颗粒未少。",
    ],
)
def test_a_unit_that_changed_is_told(text: str) -> None:
    number, right, wrong = {
        "废": ("21.3", "公顷", "亩"),
        "供": ("38.6", "公里", "米"),
        "烘": ("1,280", "吨", "公斤"),
    }[text[0]]
    assert not contradictions(text.format(number + right))
    assert contradictions(text.format(number + wrong))


@pytest.mark.parametrize(
    "text",
    [
        "新建绿道12.5公里，栽树3,000棵。\n水渠清淤，最窄处12.5米。",
        "退耕还林618亩。\n修复湿地618公顷，由林场管护。",
        "茶园面积27.5公顷，即412.5亩。\n茶园412.5亩今年全部采摘。",
    ],
)
def test_numbers_of_two_things_are_left_in_peace(text: str) -> None:
    assert not contradictions(text)
