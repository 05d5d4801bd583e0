"""A paragraph taken apart: which numbers count, what they count, which part they play."""

from __future__ import annotations

import tracemalloc

import pytest

from yichuang.oversight.reportcheck.document import Document, Paragraph
from yichuang.oversight.reportcheck.engine.figures import Role
from yichuang.oversight.reportcheck.engine.noise import CROWDED
from yichuang.oversight.reportcheck.engine.passages import passage_of


def passage(text):
    return passage_of(Document(text, (Paragraph(0, len(text)),)), Paragraph(0, len(text)), 0)


@pytest.mark.parametrize(
    "text",
    [
        "根据《通知》（金政务〔2015〕39号）要求",
        "依据第三十四条第二款",
        "截至2024年11月底",
        "截止今年3月20止",
        "2月21日9:30搬迁",
        "拨打12345热线",
        "规范“96099”办理流程",
        "创新“1+6”模式",
        "5A级景区",
        "深入学习十八大精神",
        "C77班",
        "房间在302室",
        "联系电话0838-1234567",
        "身份证号510122199001011234",
        "升级到V2.0版本",
        "实行一站式服务",
        "坚持“三公”原则",
        "三是优化流程",
        "（二）规范管理",
        "3．健全制度",
        "三四个窗口",
    ],
)
def test_numbers_that_count_nothing_are_left_out_with_a_reason(text):
    taken = passage(text)
    assert taken.figures == ()
    assert taken.noise
    assert all(noise.reason for noise in taken.noise)


def test_a_figure_knows_its_unit_and_the_words_around_it():
    received, rate = passage("今年以来，共受理各类申请37286件，办结率达99.4%。").figures
    assert (received.unit, received.lead, received.role) == ("件", "共受理各类申请", Role.LEVEL)
    assert (rate.unit, rate.lead, rate.role) == ("%", "办结率达", Role.RATE)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("同比增加20件", Role.CHANGE),
        ("比上年的100件", Role.BASE),
        ("由原来的20个工作日", Role.BASE),
        ("目标任务为300件", Role.TARGET),
        ("日均办理35件", Role.AVERAGE),
        ("增加到20件", Role.LEVEL),
        ("压缩至5个工作日", Role.LEVEL),
        ("满意率99%", Role.RATE),
        ("提高1.5个百分点", Role.CHANGE),
    ],
)
def test_a_figure_plays_a_part(text, role):
    (figure,) = passage(text).figures
    assert figure.role is role


def test_a_place_points_into_the_original_whatever_its_layout():
    text = "共接件３７ ，２８６ 件，\n其中提前办结37\n077件"
    first, second = passage(text).figures
    assert text[slice(*first.span)] == first.written == "３７ ，２８６"
    assert text[slice(*second.span)] == "37\n077"
    assert second.value == 37077


@pytest.mark.parametrize(
    ("text", "written", "unit", "role"),
    [
        ("国道18起、省道25起", ("18", "25"), "起", Role.LEVEL),
        ("银行28家、加油站15家、商超13家", ("28", "15", "13"), "家", Role.LEVEL),
        ("日常哨142次、应急哨31次、攻坚哨55次", ("142", "31", "55"), "次", Role.LEVEL),
        ("道路硬化560万元、饮水提升140万元、绿化80万元", ("560万", "140万", "80万"), "元", Role.LEVEL),
        ("改造提升12公里", ("12",), "公里", Role.LEVEL),
        ("上涨17种、下降22种、持平23种", ("17", "22", "23"), "种", Role.LEVEL),
        ("比上年新增17人、减少22人、净增3人", ("17", "22", "3"), "人", Role.CHANGE),
        ("语文平均分84.6分、数学81.3分、英语79.5分", ("84.6", "81.3", "79.5"), "分", Role.AVERAGE),
        ("去年分别为1件、2件、2件", ("1", "2", "2"), "件", Role.BASE),
        ("近几年收案依次624、571、487件", ("624", "571", "487"), "件", Role.LEVEL),
        ("分别增长8.2、7.1和6.5%", ("8.2", "7.1", "6.5%"), "%", Role.CHANGE),
    ],
)
def test_figures_set_side_by_side_are_of_one_unit_and_one_role(text, written, unit, role):
    figures = passage(text).figures
    assert [figure.written for figure in figures] == list(written)
    assert {figure.unit for figure in figures} == {unit}
    assert {figure.role for figure in figures} == {role}


def test_a_scale_told_once_is_of_the_whole_row():
    figures = passage("三个小区分别为42.6、68.3和25.1万元").figures[1:]
    assert [int(figure.value) for figure in figures] == [426_000, 683_000, 251_000]
    assert all(figure.step == 1000 for figure in figures)


@pytest.mark.parametrize(
    "text",
    [
        "第4、5、7三个批次",
        "4、5、6三组",
        "2023、2024、2025三个年度",
        "6、7、8三个月",
        "6月18、19日两天",
        "国道318线",
    ],
)
def test_which_ones_are_meant_is_not_how_many(text):
    counted = [figure for figure in passage(text).figures if figure.value > 3]
    assert not [figure for figure in counted if figure.unit]
    assert not [figure for figure in counted if figure.value > 9]


def test_how_many_there_are_of_a_thing_in_capitals_is_no_part_of_its_name():
    assert [
        figure.written for figure in passage("配置AED52台、CT3台，PM2.5均值37微克，H7N9病例1例").figures
    ] == [
        "52",
        "3",
        "37",
        "1",
    ]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("较上年低2.4元", Role.CHANGE),
        ("高于全市平均水平31.6件", Role.CHANGE),
        ("破案率比全省平均水平高7.2个百分点", Role.CHANGE),
        ("门诊次均费用同比下降3.2%", Role.CHANGE),
        ("年初排定的54个", Role.LEVEL),
        ("年初的88人减少7人", Role.BASE),
        ("由5个单位组成", Role.LEVEL),
        ("由100件增加到120件", Role.BASE),
        ("圆满完成安保任务46场次", Role.LEVEL),
        ("完成任务5,000人的125%", Role.TARGET),
        ("千人机动车保有量为264辆", Role.AVERAGE),
        ("每起罚款3,500元", Role.AVERAGE),
    ],
)
def test_the_words_in_front_say_which_part_a_figure_plays(text, role):
    assert passage(text).figures[0].role is role


def test_a_number_of_cases_in_front_of_a_call_is_no_telephone():
    assert [figure.written for figure in passage("对20502件工单进行了电话回访").figures] == ["20502"]


def test_names_in_turn_share_the_noun_behind_the_last():
    figures = passage("个体工商户和农民专业合作社年报率分别为90.15%和96.02%").figures
    assert figures[0].name.startswith("个体工商户年报率")


@pytest.mark.parametrize("number", ["{}件，", "{} ", "二十{}件，"])
def test_a_line_of_numbers_is_data_and_takes_little_memory(number):
    line = "".join(number.format("三" if "二" in number else n % 1_000) for n in range(20_000))
    tracemalloc.start()
    try:
        told = passage(line)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert not told.figures
    assert {each.reason for each in told.noise} == {CROWDED}
    assert most < 15_000_000  # 750 bytes a number, and no figure of any
