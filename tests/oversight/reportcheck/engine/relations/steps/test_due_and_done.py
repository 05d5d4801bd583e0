"""What should be, what is, and the gap between them."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_told_only_if_wrong, told

# the text, what can't be in it, what can
CASES = [
    ("包村干部下村有账：一年应到84天，实际记下来71天，欠了{}天。", "23", "13"),
    ("党委委员应到11名，实到9名，缺席{}名，符合规定人数。", "3", "2"),
    ("补助标准每生5元，应拨1,386.0万元，实拨1,294.3万元，欠拨{}万元。", "81.7", "91.7"),
    ("设备完好率目标90%，实际84%，差{}个百分点。", "8", "6"),
    ("今年改厕任务260户，实际改了287户，超出{}户。", "37", "27"),
    ("九年级612人中因伤病免测17人，实测{}人。", "585", "595"),
    ("账面库存5,460吨，实测5,441吨，短少{}吨。", "29", "19"),
]

LAWFUL = [
    "药库品规386个，账实相符341个，盘盈19个，盘亏26个。",
    "村道养护任务27公里，挂牌未实际管护6公里，其余5公里待建。",
    "节水灌溉压采1,140万立方米，封井关停415万立方米，实际压采4,365万立方米，超额165万立方米。",
]


@pytest.mark.parametrize(("text", "wrong", "right"), CASES)
def test_the_gap_is_between_what_should_be_and_what_is(text: str, wrong: str, right: str) -> None:
    assert_told_only_if_wrong(text, wrong, right)


@pytest.mark.parametrize("text", LAWFUL)
def test_what_is_of_other_things_is_left_alone(text: str) -> None:
    assert told(text) == []
