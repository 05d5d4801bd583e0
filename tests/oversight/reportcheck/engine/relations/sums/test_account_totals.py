"""The total of an account that forgot a part is told, by however much that is."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import contradictions

from yichuang.oversight.reportcheck.findings import Kind

ACCOUNT = (
    "当年收入86,420万元，加上级补助收入268,350万元、上年结转21,740万元、调入资金6,500万元，收入总计{}万元；"
    "当年支出362,650万元，加上解支出5,860万元、结转下年支出14,500万元，支出总计383,010万元，收支平衡。"
)


def test_a_part_that_was_forgotten() -> None:
    assert contradictions(ACCOUNT.format("383,010"), Kind.SUM) == []
    (found,) = contradictions(ACCOUNT.format("376,510"), Kind.SUM)  # without what was transferred
    assert "376,510万" in found


@pytest.mark.parametrize(
    "text",
    [
        "当年收入8,642万元，加上级补助26,835万元，其中专项9,200万元、转贷3,860万元，收入总计39,337万元。",
        "当年收入8,642万元，加快盘活资产收入1,200万元、罚没300万元，收入总计12,400万元。",
    ],
)
def test_parts_of_parts_and_other_verbs_are_no_account(text: str) -> None:
    assert contradictions(text, Kind.SUM) == []
