"""Steps of which both values are named, and multiples mixed up with growths, are told whatever the digits."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Certainty
from yichuang.oversight.reportcheck.reading import read


def told(text: str) -> list[tuple[str, Certainty]]:
    """What is told of a text."""
    findings = examine(read(text.encode(), "a.txt")).findings
    return [(each.check.arithmetic, each.certainty) for each in findings]


@pytest.mark.parametrize(
    ("text", "arithmetic"),
    [
        ("合作社净增7家，全乡达到45家，上年为36家。", "45 - 36 = 9，原文为 7"),
        ("办理中心总数达52个，较年初47个净增8个。", "52 - 47 = 5，原文为 8"),
        (
            "全年民事立案863起，同比减少136起，其中借贷417起、婚姻446起。去年立案1,009起。",
            "1009 - 863 = 146，原文为 136",
        ),
        ("接处警情多发，出动53架次，同比多12架次（去年为48架次）。", "53 - 48 = 5，原文为 12"),
        (
            "公示信息全年归集14.8万条。与上年11.2万条相比，归集量净增3,600条。",
            "14.8万 - 11.2万 = 36000，原文为 3600",
        ),
        (
            "全年争取资金27.00亿元。争取额度相当于本县公共预算收入15.00亿元的2.80倍。",
            "27.00亿 ÷ 15.00亿 = 1.8，原文为 2.80 倍",
        ),
        ("推送图文186篇，较上年翻了一番（上年62篇）。", "186 ÷ 62 = 3，翻了一番为 2 倍"),
    ],
)
def test_both_values_are_named(text: str, arithmetic: str) -> None:
    assert told(text) == [(arithmetic, Certainty.CONTRADICTION)]


@pytest.mark.parametrize(
    "text",
    [
        "合作社净增9家，全乡达到45家，上年为36家。",
        "新招录20人，人数较年初的379人净增17人。",
        "民事立案863起，同比减少146起。去年行政立案1,120起。",
        "农村居民人均可支配收入17,864元，净增1,234元，上年税收为2.94亿元。",
        "争取额度相当于本县公共预算收入15.00亿元的2.80倍。",
        "推送图文126篇，较上年翻了一番（上年62篇）。",
        "本周共接电话1,296个。周末仅接101个、87个，其余依次为256个、382个，累计数较上周1,189个多107个。",
    ],
)
def test_what_else_it_may_be_of_is_left_in_peace(text: str) -> None:
    assert told(text) == []
