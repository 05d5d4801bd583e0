"""A 万 too much or missing in an average, in a part right in front of its share, in a row, or in what is left."""

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
        (
            "机房设备每年折旧76.8万元；预计年检测4,800人次，单次分摊约160万元。",
            "76.8万 ÷ 4800，与原文 160万元 相差一万倍",
        ),
        (
            "全院医疗收入2.15亿元，其中药品收入5,418元，药占比25.2%。",
            "5418万 ÷ 2.15亿，与原文 25.2% 相符，原文为 5418元",
        ),
        (
            "活动预算31.8万元，来源为省级补助18万元、街道自筹9.3万元、企业赞助4.5元。",
            "31.8万 - 18万 - 9.3万 = 4.5万，原文为 4.5元",
        ),
        (
            "补助6万元、自筹5.5万元，共计11.5万元；场地支出3.2万元、培训支出7.9万元，共计11.1万元，结余4,000万元。",
            "11.5万 - 11.1万 = 0.4万，原文为 4000万元",
        ),
        (
            "一、经费保障：安排改造资金1,460万元。\n二、实施内容：弱电工程526万元，装饰装修612万元，家具118万元，自助设备204元。",
            "1460万 - 526万 - 612万 - 118万 = 204万，原文为 204元",
        ),
    ],
)
def test_a_missing_scale_is_told(text: str, arithmetic: str) -> None:
    assert told(text) == [(arithmetic, Certainty.CONTRADICTION)]


@pytest.mark.parametrize(
    "text",
    [
        "机房设备每年折旧76.8万元；预计年检测4,800人次，单次分摊约160元。",
        "全院医疗收入2.15亿元，其中药品收入5,418万元，药占比25.2%。",
        "培训预算31.8万元，来源为省级补助18万元、街道自筹13.8万元，每人每天餐费4.5元。",
        "20万元以上的村11个，尚无5万元以下的村；村均37.5万元。",
    ],
)
def test_a_missing_scale_is_left_in_peace(text: str) -> None:
    assert told(text) == []
