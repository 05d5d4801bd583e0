"""Averages that can be of nothing but the counts about them are told, whatever is wrong; others stay silent."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading import read


def accused(text: str) -> list[tuple[str, ...]]:
    found = examine(read(text.encode(), "a.txt")).findings
    return [each.check.numbers for each in found if each.check.kind is Kind.AVERAGE]


SURE = [
    ("全站出动车辆326台次、工作人员1,141人次，平均每台次{}人。", "3.5", "3.9"),
    ("垃圾焚烧厂全年入厂垃圾21.9万吨，日均{}吨，发电8,760万度。", "600", "660"),
    ("全年开展活动24场，参加2,160人次，场均{}人次。", "90", "120"),
    ("农村低保对象312户487人，人均月补差341元，全年发放低保金{}万元；特困供养人员76人。", "199.3", "19.93"),
    ("司法所调解纠纷5,320件，投入经费74.48万元，件均经费{}元，调解成功率97.2%。", "140", "155"),
    ("博物馆全年开放310天，接待观众173,600人次，日均{}人次。", "560", "490"),
    ("福利院供养老人64名，全年伙食支出65.28万元，折合每位老人每月{}元（按12个月计）。", "850", "980"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), SURE)
def test_an_average_off_by_anything_is_found_where_nothing_else_can_be_meant(
    text: str, right: str, wrong: str
) -> None:
    assert accused(text.format(right)) == []
    (found,) = accused(text.format(wrong))
    assert any(wrong in number for number in found)


OPEN = [
    "宣讲员24人，全年宣讲96场次，骨干宣讲员人均8场次。",
    "农户320户，发放贷款1,600万元，示范户户均12万元。",
    "全县12个乡镇，收到工单2,400件，山区乡镇平均每个乡镇150件。",
    "演出节目756个：下乡36场，每场12个；进社区27场，每场12个。",
    "加装电梯44部，其中今年新增16部，比上年（11部）多5部。受益居民192户，平均每部12户。",
    "生产132家、销售2,547家、餐饮1,537家，由1,318名干部包保，人均3.2家。",
    "按年平均常住人口计算，人均地区生产总值61,900元，全年生产总值1,857亿元，年末常住人口301万人。",
    "副主任2人，每人31,200元；委员3人，每人24,000元，五人共134,400元。",
    "图书馆去年进馆186.4万人次，日均5,420人次。",
    "在册低保316户402人，上半年发放低保金196.7万元，户月均1,037元。",
]


@pytest.mark.parametrize("text", OPEN)
def test_an_average_of_others_than_the_counts_about_it_is_left_alone(text: str) -> None:
    assert accused(text) == []
