"""Rates whose base isn't printed, but is what the counts beside them make together, or what one leaves of another."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Certainty, Kind
from yichuang.oversight.reportcheck.reading import read

MADE = [
    ("全院在岗男医师{}人，女医师274人，女医师占37.8%。", "451", "415"),
    ("本月查处普通程序案件{}起，简易程序案件57起，简易程序案件占62.6%。", "34", "74"),
    ("本季度接收男学员{}人、女学员36人，合格114人，合格率95.0%。", "84", "48"),
    ("器材添置费{}万元、日常维护费312.45万元，添置费占23.6%。", "96.37", "93.67"),
    ("按时反馈4,812件，超时反馈37件，按时反馈率{}。", "99.24%", "92.94%"),
    ("评价结果为满意412份、基本满意73份、不满意9份，满意率{}。", "98.2%", "89.2%"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), MADE)
def test_a_rate_of_what_counts_make_together_is_held_and_told_or_asked_about_if_it_is_wrong(
    text: str, right: str, wrong: str
) -> None:
    held = examine(read(text.format(right).encode(), "a.txt"))
    assert not held.findings
    assert [each.kind for each in held.held] == [Kind.RATE]
    assert " + " in held.held[0].arithmetic
    (found,) = examine(read(text.format(wrong).encode(), "a.txt")).findings
    assert any(wrong in number for number in found.check.numbers)


def test_what_is_left_of_a_count_may_be_the_base() -> None:
    text = "辖区共有应签约住户486户，扣除外出36户，已签约{}户，签约率96.2%。"
    assert not examine(read(text.format("433").encode(), "a.txt")).findings


def test_rates_of_one_build_are_of_one_base_that_is_not_printed() -> None:
    text = "抽查纸质卷宗312件，电子卷宗188件；规范的278件，占55.6%；基本规范的159件，占{}。"
    assert not examine(read(text.format("31.8%").encode(), "a.txt")).findings
    (found,) = examine(read(text.format("38.1%").encode(), "a.txt")).findings
    assert found.certainty is Certainty.CONTRADICTION
