"""Lists that stand alone in front of the word that adds them up."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_told_only_if_wrong, told

# the text, what can't be in it, what can
CASES = [
    ("清河行动清出障碍物：渔网83处、围栏46处、阻水林木27处，计{}处；其中当天拆除112处。", "166", "156"),
    ("老年大学开班：书法64课时、合唱48课时、太极拳72课时，合计{}课时。", "194", "184"),
    ("林长制改革后，县级林长18名，乡级林长96名，村级林长214名，共计{}名。", "338", "328"),
    ("冬修水利投工：东片1,240个、西片2,315个、南片870个（含义务工60个），合计{}个。", "4,525", "4,425"),
    ("今年收缴电子秤126台、手机84台，共没收{}台。", "220", "210"),
    ("汇演有小品8个、歌曲12首、舞蹈9支，共计{}个节目。", "28", "29"),
    ("夜查旅馆412家次、网吧36家次、出租屋1,208户次，累计{}处次。", "1,636", "1,656"),
    ("把活动归成三类，演出24场，讲座11场，展览8场，共{}场。", "41", "43"),
]

LAWFUL = [
    "一期培训46人、二期培训53人，共98人，1人两期都参加，不重复计算。",
    "现有劳务派遣12名、公益性岗位5名，连同在编的43名，合计60人。",
    "辖14个镇、3个街道，共210个行政村。",
    "基金收入3.18亿元、支出2.46亿元，累计结余7.83亿元。",
    "另进校园92场、进社区58场，总计2,082场。",
    "出动执法人员86人次、车辆24台次，共检查企业112家。",
    "收锦旗4面、表扬信11封，共计来访群众18人。",
]


@pytest.mark.parametrize(("text", "wrong", "right"), CASES)
def test_a_list_that_is_closed_makes_its_total(text: str, wrong: str, right: str) -> None:
    assert_told_only_if_wrong(text, wrong, right)


@pytest.mark.parametrize("text", LAWFUL)
def test_what_adds_up_more_than_the_list_is_left_alone(text: str) -> None:
    assert told(text) == []
