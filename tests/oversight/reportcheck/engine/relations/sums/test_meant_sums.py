"""Lists that nothing marks: told if all that the words say makes them a whole, left alone if others may be unnamed."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading import read

WRONG = (
    ("会议收到代表建议10件，涉及交通10件、水利7件、教育卫生6件、其他5件。", "10"),
    (
        "全镇登记文物保护单位共17处，按类别分：古遗址21处、古墓葬12处、古建筑36处、石刻5处、近现代史迹13处。",
        "17",
    ),
    (
        "校园安全隐患排查共发现问题85处，其中用电安全14处、消防设施11处、围墙护栏8处、食堂卫生7处、实验室5处。",
        "85",
    ),
    ("来信来访统计：信访总量427件（来信58件、来访263件、来电91件、网上投诉25件）。", "427"),
    ("疫点流调显示，本县1,874例，邻县246例，外市93例，外省38例，总例数2,215例。", "2,215"),
    ("回访调查户240户，城镇90户、农村120户；电子记账203户。", "240"),
    ("抽查定点医药机构146家，医院28家、基层医疗机构57家、零售药店81家。", "146"),
)
RIGHT = (
    "开展“两癌”筛查3,150人，其中宫颈癌筛查1,620人、乳腺癌筛查1,540人，均已通知本人。",
    "全年签约招商项目38个，其中工业项目24个、亿元以上项目17个、外资项目3个。",
    "开展纪律党课15次、警示教育4次、廉政家访36户、集体廉政谈话2次，共计57次（户）。",
    "第一学期收费1,682人，收取504,600元；第二学期收费1,740人，收取522,000元；两学期合计收取1,026,600元。",
    "来信来访统计：信访总量427件（来信58件、来访263件、来电81件、网上投诉25件）。",
    "全年共购置衣被310件，其中向敬老院发放衣被90件，年末库存190件。",
    "期内出生268人，男142人、女126人，性别比112.7。",
    "下达接种任务2,106人，已接种2,151人，完成任务的102.1%，超出的45人是外县来我县就读的。",
    "学校食堂检查64家，养老机构食堂检查18家，应检20家，工地食堂检查25家，合计检查107家。",
)


def _told(text: str) -> list[tuple[Kind, tuple[str, ...]]]:
    found = examine(read(text.encode(), "a.txt")).findings
    return [(each.check.kind, each.check.numbers) for each in found]


@pytest.mark.parametrize(("text", "total"), WRONG)
def test_a_list_that_its_names_and_marks_make_whole_must_make_its_total(text: str, total: str) -> None:
    assert any(kind is Kind.SUM and total in numbers for kind, numbers in _told(text))


@pytest.mark.parametrize("text", RIGHT)
def test_a_list_that_something_explains_is_left_alone(text: str) -> None:
    assert _told(text) == []
