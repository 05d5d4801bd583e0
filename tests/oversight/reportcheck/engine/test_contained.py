"""What a thing holds isn't more than it, no rank lies beyond those ranked, and some values can't be."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading.text import read_text

BEYOND = (
    "水库总库容860万立方米，目前蓄水量{}万立方米。|542|942",
    "停车场设车位120个，早高峰占用车位{}个。|102|142",
    "在全市9个县（区）的排名中，我县由第5位变为第{}位。|3|13",
    "评议会到会代表38名，对方案表决：同意{}票，反对2票。|36|360",
    "登记待业人员326名，开展培训{}名（均为登记在册者）。|281|821",
    "出水pH介于6.8至{}之间，符合要求。|7.4|74",
    "报名时间为上午9时至{}时止。|16|26",
)


@pytest.mark.parametrize("case", BEYOND)
def test_more_than_there_is_is_found(case: str) -> None:
    text, right, wrong = case.split("|")
    assert not examine(read_text(text.format(right))).findings
    findings = examine(read_text(text.format(wrong))).findings
    assert Kind.IMPOSSIBLE in {found.check.kind for found in findings}


@pytest.mark.parametrize(
    "text",
    [
        "我县在全市9个县（区）中居第3位，在全省排名中列第41位。",
        "兴利库容320万立方米，目前蓄水量542万立方米。",
        "行政事业单位结余率2.62%，超过3%红线的14家。",
    ],
)
def test_others_are_left_alone(text: str) -> None:
    assert not examine(read_text(text)).findings
