"""这 and a number point back at a number: the same one, several together, or a slip of the pen."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading.text import read_text

SAID = (
    "脱贫劳动力5,318人，在外挣钱的4,076人。这{}人的台账每月更新。|4,076|4,706",
    "全年收到申请1,352件。上述{}件均已按期答复，无一件超期。|1,352|1,852",
)


@pytest.mark.parametrize("case", SAID)
def test_it_is_the_one_told_before(case: str) -> None:
    text, right, wrong = case.split("|")
    held = examine(read_text(text.format(right)))
    assert Kind.REPEAT in {check.kind for check in held.held}
    assert not held.findings
    (found,) = examine(read_text(text.format(wrong))).findings
    assert found.check.kind is Kind.REPEAT


@pytest.mark.parametrize(
    "text",
    [
        "男生320人、女生128人参加，这448人全部合格，其中418人优秀。",
        "收到申请1,352件，撤回100件，这1,252件均已答复。",
        "种粮大户312户、小农户918户，这213户是新增的。",
    ],
)
def test_it_may_be_several_together_or_what_is_left(text: str) -> None:
    assert not examine(read_text(text)).findings
