"""Shares that are all there is by their words make a hundred: sides, a rest, weights."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading import read


def accused(text: str) -> list[tuple[str, ...]]:
    found = examine(read(text.encode(), "a.txt")).findings
    return [each.check.numbers for each in found if each.check.kind is Kind.PERCENT_TOTAL]


WHOLE = [
    ("班列去程占54.2%，回程占{}。", "45.8%", "48.5%"),
    ("耕地中水田占61.3%、水浇地占4.5%、旱地占{}。", "34.2%", "32.4%"),
    ("受访商户中26.4%认为客流增加，48.3%认为持平，{}认为减少。", "25.3%", "23.5%"),
    ("处理后的尾水35%用于灌溉，40%补给河道，其余{}由企业回用。", "25%", "52%"),
    ("考核得分按权重35%、30%、20%、{}折算。", "15%", "25%"),
    (
        "从差错的成因看，口径理解不一的占42.6%；漏报的占24.6%；单位填错的占{}；重复统计的占14.8%。",
        "18.0%",
        "21.6%",
    ),
]


@pytest.mark.parametrize(("text", "right", "wrong"), WHOLE)
def test_shares_of_all_there_is_make_a_hundred(text: str, right: str, wrong: str) -> None:
    assert accused(text.format(right)) == []
    (found,) = accused(text.format(wrong))
    assert wrong in found


@pytest.mark.parametrize(
    "text",
    [
        "受访商户中26.4%认为客流增加，其中夜间增加的占48.3%，节日增加的占23.5%。",
        "尾水35%用于灌溉，40%补给河道。其余厂区回用率18%。",
        "重点班列去程满载率54.2%，回程满载率48.5%。",
    ],
)
def test_shares_of_several_things_need_not(text: str) -> None:
    assert accused(text) == []
