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
    ("文化协管员23名，全年补贴78,200元，人均约{}元。", "3,400", "4,300"),
    ("公众号推送4,800条，总阅读量180.0万次，平均每条阅读约{}次。", "375", "357"),
    (
        "水源地搬迁移民36户，退耕640亩；投入1,500万元，其中用于安置1,080万元，户均{}万元。",
        "30",
        "3",
    ),
    (
        "在职人员45人，离退休26人。按在职人数安排公用经费67.5万元，人均1.5万元；安排培训费3.6万元，人均{}元。",
        "800",
        "8,000",
    ),
    (
        "全镇14个行政村都建起书屋，藏书共计25,200册，平均每个书屋{}册；今年更新1,680册，平均每个书屋120册。",
        "1,800",
        "2,100",
    ),
    (
        "上学期演练6次，8,340人次参加，平均每次1,390人次；本学期演练4次，参加5,632人次，平均每次也是{}人次。",
        "1,408",
        "1,390",
    ),
    (
        "基金收入为：补助15.6万元、自筹8.4万元、捐助2.5万元，共计26.5万元，人均（530名党员）{}元。",
        "500",
        "5,000",
    ),
    (
        "清理垃圾960吨，平均每村80吨；清理沟渠54公里，平均每村4.5公里；拆除危房186处，平均每村{}处。全乡12个村。",
        "15.5",
        "16.5",
    ),
    ("全年住站752人次，照料3,760个床日，平均每人次住{}天。", "5", "6"),
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
    "暑期接待5,860人次，阅览座位920个，平均一个座位一天坐了6.4个人。",
    "老年食堂4处，人员经费60万元，10个月里人均补助1,250元，补助对象48人。",
    "党员干部结对帮扶438户，班子成员11人，每人结对4户；一般干部44人，每人结对6户；村干部65人，每人结对2户。",
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
