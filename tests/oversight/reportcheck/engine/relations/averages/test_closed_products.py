"""Products whose three numbers stand one behind the other are told whatever the digits, those of several kinds not."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.relations.scores.test_open_scores import contradictions


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("困难寄宿生84人，按每生625元发放生活补助，共发放{}万元。", "5.25", "5.75"),
        ("危房改造46户，每户补助1.5万元，共补助{}万元。", "69", "79"),
        ("护林员62人，每人每月补贴800元，全年共发放{}万元。", "59.52", "64.52"),
        (
            "村医岗位补助每人每月500元，320名村医全年补助192万元；养老补助每人每年2,400元，全年{}万元。",
            "76.8",
            "96.4",
        ),
        ("农村低保对象287户463人，人均月补差350元，全年发放低保金{}万元。", "194.46", "19.45"),
    ],
)
def test_what_so_many_get_is_told(text: str, right: str, wrong: str) -> None:
    assert not contradictions(text.format(right))
    assert contradictions(text.format(wrong))


@pytest.mark.parametrize(
    "text",
    [
        "本科12人每人3,000元，研究生7人每人5,000元，共发71,000元。",
        "新增7辆、更换5辆，每辆32.5万元，共390.0万元。",
        "职工自愿每人捐50元起，4,126人共捐247,560元。",
        "另有遗属补助4人，每月每人750元，全年3.60万元。",
        "为1,764名学生配发校服两套，每套120元，合计42.336万元。",
    ],
)
def test_what_several_kinds_get_is_left_in_peace(text: str) -> None:
    assert not contradictions(text)
