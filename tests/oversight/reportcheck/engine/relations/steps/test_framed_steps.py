"""Growth whose sentence leaves no other reading is told whatever the wrong number is; any other is left alone."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Certainty, Kind
from yichuang.oversight.reportcheck.reading import read


def grown(text: str) -> list[tuple[str, Certainty]]:
    """What is told of growths."""
    findings = examine(read(text.encode(), "a.txt")).findings
    return [(each.check.arithmetic, each.certainty) for each in findings if each.check.kind is Kind.GROWTH]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("移交线索27条，比上一轮的36条增长25.0%。", "(27 - 36) ÷ 36 = -25%，原文为 25.0%"),
        (
            "PM10年均浓度由58微克/立方米降至52微克/立方米，下降11.5%。",
            "(58 - 52) ÷ 58 ≈ 10.34%，原文为 11.5%",
        ),
        (
            "全年接待12,840人次，同比增长28.4%，上年接待10,700人次。",
            "(12840 - 10700) ÷ 10700 = 20%，原文为 28.4%",
        ),
        (
            "学生从412人增加到1,171人，净增759人，增长1.5倍。",
            "(1171 - 412) ÷ 412 ≈ 1.84，原文为 1.5 倍",
        ),
        (
            "追回赃款736万元，比上年的418万元增长1.76倍。",
            "(736万 - 418万) ÷ 418万 ≈ 0.761，原文为 1.76 倍",
        ),
        ("办理项目由9个增至27个，翻了两番。", "27 ÷ 9 = 3，翻了两番为 4 倍"),
        (
            "时限由平均9.6个工作日压缩到3.1个工作日，压缩比例为76.7%。",
            "(9.6 - 3.1) ÷ 9.6 ≈ 67.71%，原文为 76.7%",
        ),
    ],
)
def test_a_growth_beside_both_its_values_is_told_whatever_it_says(text: str, told: str) -> None:
    assert grown(text) == [(told, Certainty.CONTRADICTION)]


def test_five_times_as_much_told_as_growth_is_a_question() -> None:
    ((told, certainty),) = grown("粉丝由3,000人增加到1.5万人，增长了5倍。")
    assert (told, certainty) == ("(1.5万 - 3000) ÷ 3000 = 4，原文为 5 倍", Certainty.QUESTION)


@pytest.mark.parametrize(
    "text",
    [
        "粮食产量由2020年的30.2万吨增加到2024年的31.9万吨，同比增长2.3%。",
        "2022年受理工单1.8万件，2023年受理3.6万件，两年翻了一番。",
        "合作社由12家发展到30家，带动农户增长20%。",
        "全年接待312批次，比全市平均的280批次高11.4%，同比增长8.3%。",
        "第三产业增加值48.6亿元，比上年的45.2亿元增长6.1%。",
        "受理咨询5,000件、投诉2,000件，比上年的4,700件增长6.4%。",
        "商品房销售面积37.21万平方米，增长12.3%；其中住宅34.15万平方米，增长10.9%。",
    ],
)
def test_growth_of_something_else_is_left_alone(text: str) -> None:
    assert grown(text) == []


def stepped(text: str) -> list[str]:
    """What is told of steps in units and in points."""
    findings = examine(read(text.encode(), "a.txt")).findings
    return [each.check.arithmetic for each in findings if each.check.kind is Kind.DIFFERENCE]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("全年进场项目412宗，较上年393宗增加27宗。", "412 - 393 = 19，原文为 27"),
        ("远程会诊654例，较上年的545例多654例。", "654 - 545 = 109，原文为 654"),
        ("进驻事项由1,126项增至1,215项，增加98项。", "1215 - 1126 = 89，原文为 98"),
        ("机械化率85.6%，去年为83.1%，提高5.2个百分点。", "85.6% - 83.1% = 2.5个百分点，原文为 5.2个百分点"),
        ("受理264件，较一季度的231件（不含重复件）增加13件。", "264 - 231 = 33，原文为 13"),
    ],
)
def test_a_step_in_units_beside_both_its_values_is_told_whatever_it_says(text: str, told: str) -> None:
    assert stepped(text) == [told]


@pytest.mark.parametrize(
    "text",
    [
        "全年进场项目412宗，较上年393宗增加19宗。",
        "受理312件，办结264件，较上年的231件增加33件。",
        "藏书由6,300册增加到7,020册，新增图书1,140册，剔旧420册。",
    ],
)
def test_a_step_that_two_values_of_the_sentence_make_is_left_alone(text: str) -> None:
    assert stepped(text) == []
