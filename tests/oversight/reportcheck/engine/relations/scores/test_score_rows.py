"""Scores told in turn with their worth, and weights with their scores, make their totals."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading import read

ROW = (
    "我乡自评如下：阵地建设{}分，自评19分；队伍建设15分，自评15分；事项进驻25分，自评23分；"
    "服务质效30分，自评28.5分；宣传引导10分，自评9分。以上五项分值合计100分，自评{}分。"
)
WEIGHED = "社区环境权重30%，得分92分；公共服务权重40%，得分{}分；居民满意度权重30%，得分95分，加权总分{}分。"


def accused(text: str) -> list[tuple[str, ...]]:
    found = examine(read(text.encode(), "a.txt")).findings
    return [each.check.numbers for each in found if each.check.kind is Kind.SCORE]


@pytest.mark.parametrize(
    "text", [ROW.format(20, "94.5"), WEIGHED.format(88, "91.3"), WEIGHED.format(86, "90.5")]
)
def test_rows_that_make_their_totals_are_left_alone(text: str) -> None:
    assert accused(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (ROW.format(20, "49.5"), "49.5"),
        (ROW.format(50, "94.5"), "50"),
        (WEIGHED.format(88, "93.1"), "93.1"),
    ],
)
def test_a_slip_in_a_row_is_found(text: str, wrong: str) -> None:
    (numbers,) = accused(text)
    assert wrong in numbers
