"""Lists that name their rest."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_told_only_if_wrong, told

# the text, what can't be in it, what can
CASES = [
    (
        "受理治安案件{}起，包括殴打他人714起、盗窃386起、赌博127起、涉毒39起和其他412起；查结1,596起。",
        "1,660",
        "1,678",
    ),
    ("收到来信{}件：举报86件，申诉41件，求决52件，其余25件。", "187", "204"),
    ("检查经营单位{}家（粮油店96家、药店128家、加油站34家、其他120家）。", "344", "378"),
    ("受灾{}亩，分别是水稻3,980亩、蔬菜1,625亩、玉米870亩、其他作物305亩。", "5,910", "6,780"),
]

LAWFUL = [
    "已整治71栋，其中拆除19栋、加固38栋、停用14栋，其余4栋年底前完成。",
    "抽检310批次，合格301批次，其中粮油114批次、肉蛋32批次、糕点45批次、其他119批次。",
    "公开信息1,842条，其中：政务动态936条、公告公示318条、政策解读57条、意见征集24期、其他信息507条。",
]


@pytest.mark.parametrize(("text", "wrong", "right"), CASES)
def test_a_list_with_its_rest_makes_the_total(text: str, wrong: str, right: str) -> None:
    assert_told_only_if_wrong(text, wrong, right)


@pytest.mark.parametrize("text", LAWFUL)
def test_the_rest_of_another_whole_is_left_alone(text: str) -> None:
    assert told(text) == []
