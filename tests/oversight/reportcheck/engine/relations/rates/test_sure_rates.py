"""Rates that can be of nothing but the counts about them are told, whatever is wrong; others stay silent."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading import read


def accused(text: str) -> list[tuple[str, ...]]:
    found = examine(read(text.encode(), "a.txt")).findings
    return [each.check.numbers for each in found if each.check.kind is Kind.RATE]


SURE = [
    ("全年受理各类申请2,360件，办结2,124件，办结率{}。", "90.0%", "76.4%"),
    (
        "全年收到评价8,240条，其中非常满意7,416条、满意618条、基本满意124条、不满意82条。前三项合计占{}。",
        "99.0%",
        "91.3%",
    ),
    ("截至10月底完成投资12.6亿元，占年度计划15亿元的{}。", "84%", "82%"),
    ("入户抽样共660人；有效问卷627份，有效率{}；知晓政策的176人。", "95.0%", "59.0%"),
    ("全年吹哨218次，解决问题209个，解决率{}。", "95.9%", "75.9%"),
    ("实测学生1,180人，其中优秀236人、良好472人、及格413人、不及格59人，合格率{}。", "95.0%", "81.2%"),
    ("12个断面中，Ⅱ类5个、Ⅲ类4个、Ⅳ类3个，优良（Ⅲ类及以上）比例{}。", "75.0%", "62.4%"),
    # an average of all at a time
    ("站内现有床位125张，全年平均在站人员50人，床位使用率为{}。", "40.0%", "45.0%"),
    ("合唱团现有团员150人，考勤簿上记每周到团117人，出勤率为{}。", "78.0%", "87.0%"),
    # what was designed isn't rounded
    ("污水厂设计规模为每日4万吨，全年日均进水3.46万吨，运行负荷率{}。", "86.5%", "68.5%"),
    # the words in front of the base tell its unit
    ("基层医疗机构诊疗38.5万人次，占县域总诊疗人次61.2万的{}。", "62.9%", "69.2%"),
    # 120 is called so
    ("120急救出车4,536车次，日均12.4车次，空车返回544车次，空返率{}。", "12.0%", "22.0%"),
    # a bracket between the name of a rate and the rate
    ("受理诉求1,200件，办结1,140件，办结率（不含正在办理的）为{}。", "95.0%", "59.0%"),
    (
        "办理信访640件，其中大气类288件、噪声类192件、水类96件、其他64件，大气和噪声两类合计占{}。",
        "75.0%",
        "61.8%",
    ),
]


@pytest.mark.parametrize(("text", "right", "wrong"), SURE)
def test_a_rate_off_by_anything_is_found_where_nothing_else_can_be_meant(
    text: str, right: str, wrong: str
) -> None:
    assert accused(text.format(right)) == []
    (found,) = accused(text.format(wrong))
    assert wrong in found


OPEN = [
    "检查企业240家，整改隐患196处，整改率98.7%。",
    "走访企业126家，解决问题98个，解决率89.1%。",
    "走访320户，收集意见310条，办结率95.2%。",
    "接待群众340人次，化解信访件284件，化解率94.2%。",
    "上年结余收入 37004 135817 267.0% 年终结余 132577 225090 69.8%",
    "诈骗案件由251起降到203起，降幅19.1%，但仍占诈骗案件的84.2%。",
    "死亡21人，同比减少7起、7人，比上年分别下降25.9%和25.0%。",
    "实现利润总额81.8亿元，其中亏损企业亏损额6.3亿元，亏损面9.7%。",
    "基金预算收入完成125.1亿元，为预算的100.3%；预算支出执行113.6亿元，为预算的97.6%。",
]


@pytest.mark.parametrize("text", OPEN)
def test_a_rate_of_a_table_a_step_or_a_whole_that_is_not_printed_is_left_alone(text: str) -> None:
    assert accused(text) == []


def test_a_rate_of_a_part_that_is_of_some_of_all_is_asked_about_but_not_accused() -> None:
    text = "排查房屋4,320栋，鉴定为C级126栋、D级38栋，已整治152栋，整治率92.7%。"
    assert examine(read(text.encode(), "a.txt")).contradictions == ()
