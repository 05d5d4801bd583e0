"""Lists whose head says how many parts there are."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_told_only_if_wrong, told

# the text, what can't be in it, what can
CASES = [
    ("全年再安排三个方面的重点支出{}：农田水利850，村道硬化620，供水改造540。", "1,390", "2,010"),
    (
        "钱从四处来：镇里拨付30.5万元，村里自筹12.0万元，企业赞助8.1万元，户上出的6.4万元，总盘子{}万元。",
        "50.6",
        "57.0",
    ),
    ("修渠的钱来自三块：土地流转18.6万元，光伏发电9.4万元，门面出租6.5万元，加起来{}万元。", "43.5", "34.5"),
    ("承办单位{}家。年度考核分三档，甲档14家，乙档19家，丙档6家。", "41", "39"),
    ("群众来电{}件，按内容分五类：供水812件、供电403件、噪声136件、道路46件、其他527件。", "1,906", "1,924"),
    ("全镇耕地分三个等级，一等地1,240亩、二等地2,386亩、三等地3,118亩，总面积{}亩。", "6,474", "6,744"),
]

LAWFUL = [
    "项目总投资1,860万元，资金主要用于三个方面：道路558万元、管网430万元、绿化120万元。",
    "园区建设分两期：一期投资1,240万元，建卡口4处；二期投资1,860万元。",
    "承办单位40家。年度考核分三档，甲档14家，乙档19家，其中新增2家。",
]


@pytest.mark.parametrize(("text", "wrong", "right"), CASES)
def test_as_many_parts_as_were_told_make_their_total(text: str, wrong: str, right: str) -> None:
    assert_told_only_if_wrong(text, wrong, right)


@pytest.mark.parametrize("text", LAWFUL)
def test_what_is_not_all_there_is_is_left_alone(text: str) -> None:
    assert told(text) == []
