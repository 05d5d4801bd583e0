"""The numbers of one difference were all rounded or all cut: what only both ways together allow doesn't come out."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.reading import read


def accused(text: str) -> list[tuple[str, ...]]:
    return [each.check.numbers for each in examine(read(text.encode(), "a.txt")).findings]


STEPS = [
    "窗口满意率75.0%，上年65.5%，提高{}个百分点。",
    "河道保洁覆盖率由65.5%提高到75.0%，提高{}个百分点。",
    "甲社区参与率75.0%，乙社区65.5%，甲社区比乙社区高{}个百分点。",
]


@pytest.mark.parametrize("text", STEPS)
@pytest.mark.parametrize("step", ["9.4", "9.5", "9.6"])
def test_a_step_may_be_off_by_its_last_digit(text: str, step: str) -> None:
    assert accused(text.format(step)) == []


@pytest.mark.parametrize("text", STEPS[:2])
@pytest.mark.parametrize("step", ["9.2", "9.3", "9.7"])
def test_a_step_that_is_off_by_more_is_wrong(text: str, step: str) -> None:
    (numbers,) = accused(text.format(step))
    assert any(number.startswith(step) for number in numbers)


def test_a_value_told_more_roughly_leaves_more_room() -> None:
    assert accused("代编预算118.6亿元，执行中调整为131.45亿元，调增12.81亿元。") == []
