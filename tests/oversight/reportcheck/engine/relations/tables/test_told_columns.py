"""What prose says of the table beside it must be what its columns and rows make; what it says of some of it needn't."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.reading import read

STOCK = (
    "品名\t年初库存\t本年购入\t本年发放\t年末库存\n"
    "棉衣\t86\t150\t171\t65\n棉被\t54\t80\t97\t37\n单衣\t120\t60\t102\t78\n"
)
MEMBERS = (
    "乡镇\t申请人\t积极分子\t发展对象\n"
    "城关镇\t186\t92\t31\n石桥镇\t97\t48\t17\n柳林乡\t64\t33\t12\n合计\t347\t173\t60\n"
)
HURT = "指标\t2022年\t2023年\t增减\n死亡人数（人）\t32\t28\t-12.5%\n受伤人数（人）\t190\t171\t-10.0%\n\n"
GRIDS = "社区\t网格（个）\t常住户（户）\n东\t12\t3,418\n西\t19\t5,527\n合计\t31\t8,945\n\n"


def told(text: str) -> list[str]:
    return [each.check.arithmetic for each in examine(read(text.encode(), "a.txt")).findings]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            STOCK + "如表所示，全年共购置衣被290件，全年发放衣被380件，年末库存180件。",
            "171 + 97 + 102 = 370，原文为 380",
        ),
        (
            MEMBERS + "从表中看，共有申请人347人，在册积极分子137人，发展对象60人。",
            "文中为 137，表中合计 积极分子为 173",
        ),
        (HURT + "受伤人数减少19人，下降19.0%。", "(190 - 171) ÷ 190 = 10%，原文为 19.0%"),
        (GRIDS + "平均每个网格有常住户298户。", "8945 ÷ 31 ≈ 288.5，原文为 298"),
    ],
)
def test_what_prose_says_of_a_table_wrongly_is_found(text: str, wrong: str) -> None:
    assert told(text) == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        STOCK + "如表所示，全年共购置衣被290件，全年发放衣被370件，年末库存180件。",
        STOCK + "全年共购置衣被290件，另接受捐赠后发放衣被380件，年末库存180件。",
        STOCK + "全年共购置衣被290件，其中向敬老院发放衣被80件，年末库存180件。",
        MEMBERS + "共有申请人347人，重点培养的积极分子58人，发展对象60人。",
        HURT + "受伤人数减少19人，下降10.0%；死亡人数减少4人，下降12.5%。",
        HURT + "上半年受伤人数减少12人，下降19.0%。",
        GRIDS + "平均每个网格有常住户289户。",
        GRIDS + "平均每个网格有困难户18户。",
    ],
)
def test_what_is_right_or_of_some_of_it_is_left_alone(text: str) -> None:
    assert told(text) == []
