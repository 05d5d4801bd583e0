"""A paragraph taken apart: which numbers count, what they count, which part they play."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.document import Document, Paragraph
from yichuang.oversight.reportcheck.engine.figures import Role
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
