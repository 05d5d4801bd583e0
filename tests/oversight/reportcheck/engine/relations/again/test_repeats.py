"""An amount told again in another unit is the same one, unless its digits say that it is something else."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading.text import read_text


@pytest.mark.parametrize("again", ["0.975万元", "0.98万元"])
def test_the_same_amount_in_another_unit_holds(again: str) -> None:
    examination = examine(read_text(f"全年发放救助金9,750元，即{again}。"))
    assert [check.kind for check in examination.held] == [Kind.UNIT]
    assert not examination.findings


@pytest.mark.parametrize("again", ["9.75万元", "0.957万元", "97.5万元"])
def test_a_point_or_two_digits_in_the_wrong_place_are_told(again: str) -> None:
    (found,) = examine(read_text(f"全年发放救助金9,750元，即{again}。")).findings
    assert found.check.kind is Kind.UNIT


def test_an_amount_of_other_digits_may_be_of_something_else() -> None:
    assert not examine(read_text("项目公司注册资本500万元，即3.2亿元投资的业主。")).findings
