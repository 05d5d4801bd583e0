"""Growths that only an error in reckoning gives are told: the other way, over the value now, or as a multiple."""

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
        (
            "三季度接诉312件，二季度为240件，环比增长30.0%；上年三季度为390件，同比增长20.0%。",
            "(312 - 390) ÷ 390 = -20%，原文为 20.0%",
        ),
        (
            "细颗粒物年均浓度由上年的50微克/立方米变为44微克/立方米，同比上升12.0%。",
            "(44 - 50) ÷ 50 = -12%，原文为 12.0%",
        ),
        ("信访量64批（上年为80批），同比增长20.0%。", "(64 - 80) ÷ 80 = -20%，原文为 20.0%"),
        (
            "全年接访75批184人次，上年同期为90批160人次，批次、人次同比分别下降16.7%和15.0%。",
            "(160 - 184) ÷ 160 = -15%，原文为 15.0%",
        ),
        ("受理咨询875件，比上年的700件增加175件，增长20.0%。", "(875 - 700) ÷ 700 = 25%，原文为 20.0%"),
        ("线上受理875件，同比多办175件，增幅20.0%。", "175 ÷ (875 - 175) = 25%，原文为 20.0%"),
        (
            "土地出让收入6.24亿元，比上年的7.80亿元减收1.56亿元，下降25.0%。",
            "(7.80亿 - 6.24亿) ÷ 7.80亿 = 20%，原文为 25.0%",
        ),
        (
            "三年上线人数：2021年142人，2022年160人，2023年200人，2023年比上年增长20.0%。",
            "(200 - 160) ÷ 160 = 25%，原文为 20.0%",
        ),
        ("过夜游客由1.6万人次增至3.6万人次，增长225%。", "(3.6万 - 1.6万) ÷ 1.6万 = 125%，原文为 225%"),
    ],
)
def test_only_an_error_gives_it(text: str, told: str) -> None:
    assert grown(text) == [(told, Certainty.CONTRADICTION)]


@pytest.mark.parametrize(
    "text",
    [
        "信访量64批（上年为80批），同比下降20.0%。",
        "受理咨询875件，比上年的700件增加175件，增长25.0%。",
        "对照田500公斤，示范方增125公斤，增25.0%。",
        "涉案银行卡86张，去年同期137张；电话卡64张，去年同期108张。两类卡一共150张，同比下降38.8%。",
        "进出口同比增长13.1%。其中出口13.86亿元；进口1.27亿元，去年同期为1.46亿元，下降13.0%。",
        "人均产出由2.86万元增至3.47万元，工业增加值增长17.6%。",
    ],
)
def test_what_it_may_be_is_left_in_peace(text: str) -> None:
    assert grown(text) == []
