"""What is left at the end of a year, with what was left of the one before."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_told_only_if_wrong, told

# the text, what can't be in it, what can
CASES = [
    ("食堂专账上年结转6.25万元，本年收入84.10万元，全年支出81.35万元，年末结余{}万元。", "2.75", "9.00"),
    (
        "去年结转下来7.40万元，今年到账两笔：县里拨的52.00万元，镇里配的18.50万元，合起来70.50万元。\n"
        "全年花出去66.80万元。收支轧抵，年底还剩{}万元。",
        "3.70",
        "11.10",
    ),
    ("年初账上余3.2万元，当年拨入15.8万元，支出14.6万元，年末余额{}万元。", "5.8", "4.4"),
    (
        "可用资金264.30万元。用途有四块，四笔加起来251.20万元，占可用资金的95.0%，年末账上还剩{}万元。",
        "4.60",
        "13.10",
    ),
    ("全年可用182.4万元。实际支出171.9万元，年末结余{}万元。", "8.7", "10.5"),
    ("两只基金当年结余6,415；年初滚存结余98,240，到年末滚存结余{}。", "104,582", "104,655"),
    ("当年结余0.64亿元，年末滚存结余{}亿元（年初7.21亿元）。", "8.15", "7.85"),
]

LAWFUL = [
    "上年结转6.25万元，本年收入84.10万元，利息收入0.35万元，全年支出81.35万元，年末结余9.35万元。",
    "上年结余12.0万元，当年拨入40.0万元，支出36.5万元，按规定收回财政2.0万元，年末结余13.5万元。",
    "上年滚存结余98,240万元，当年结余6,415万元，其中年末滚存结余较高的企业养老保险52,300万元。",
]


@pytest.mark.parametrize(("text", "wrong", "right"), CASES)
def test_a_purse_is_what_was_left_and_what_came_and_went(text: str, wrong: str, right: str) -> None:
    assert_told_only_if_wrong(text, wrong, right)


@pytest.mark.parametrize("text", LAWFUL)
def test_what_came_or_went_otherwise_is_left_alone(text: str) -> None:
    assert told(text) == []
