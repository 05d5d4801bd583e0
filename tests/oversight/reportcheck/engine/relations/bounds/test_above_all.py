"""Rates above a hundred of which all is the most, and those that may be above it."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_told_only_if_wrong, told

# (the text, what can't be, what can)
CASES = [
    ("全镇排查农户，入户率{}%。", "103.4", "98.4"),
    ("疫苗接种率达到{}%。", "105.2", "95.2"),
    ("自来水普及率为{}%。", "103.1", "93.1"),
    ("垃圾分类准确率为{}%。", "130.1", "93.1"),
    ("档案完整率达{}%。", "109", "99"),
    ("办结率、满意率分别为99.2%和{}%。", "101.3", "98.3"),
    ("满意率由95.2%提高至{}%。", "102.9", "98.9"),
    ("盗窃案下降{}%。", "121.6", "21.6"),
    ("城乡居民医保参保率为{}%。", "986", "98.6"),
    ("全县自来水普及率{}%，农村集中供水率96.4%。", "118.2", "98.2"),
    ("畜禽粪污综合利用率{}%，规模养殖场设施装备配套率100%。", "191.2", "91.2"),
    ("医保报销后个人自付比例{}%，门诊慢病报销比例70%。", "128", "28"),
    ("服务业增加值占地区生产总值的{}%，比重提高0.8个百分点。", "145.3", "45.3"),
    ("营养改善计划受益学生占学生总数的{}%，食堂供餐率100%。", "112", "92"),
    ("不良贷款率{}%，较年初下降0.12个百分点。", "101.86", "1.86"),
    ("公务接待费压减{}%，会议费压减20%。", "112", "12"),
]

LAWFUL = [
    "小学毛入学率101.2%，九年义务教育巩固率100.3%。",
    "贫困发生率由12.3%降至1.2%，群众人均纯收入增长102%。",
    "种植面积1,240亩，其中水稻820亩，复种指数182%。",
    "年末参保人数3.2万人，参保率为102.3%。",
    "污水处理厂负荷率104%。",
    "头盔佩戴率由78.3%升至92.4%。",
    "产销率由98.2%升至101.3%。",
    "生猪出栏率132%。",
    "固定资产投资完成率104%。",
    "高中阶段毛入学率108%。",
    "税收征缴率达102.3%。",
    "本年立案86件，结案92件，结案率107.0%（含上年未结案件）。",
    "医保基金当期支出占收入的103.6%，动用历年结余。",
    "贷款余额占存款余额的112.6%。",
]


@pytest.mark.parametrize(("text", "wrong", "right"), CASES, ids=lambda value: str(value)[:16])
def test_what_can_not_be_is_told_and_what_can_is_not(text: str, wrong: str, right: str) -> None:
    assert_told_only_if_wrong(text, wrong, right)


@pytest.mark.parametrize("text", LAWFUL, ids=lambda value: str(value)[:16])
def test_what_may_be_is_left_alone(text: str) -> None:
    assert told(text) == []
