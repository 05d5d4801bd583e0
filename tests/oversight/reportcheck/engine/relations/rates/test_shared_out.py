"""A share of which the amount behind it, called alike, makes another one of their whole is told."""

from __future__ import annotations

from tests.oversight.reportcheck.engine.twins import contradictions

from yichuang.oversight.reportcheck.findings import Kind

TOLD = (
    "拿出400,000元分配。社员分红占50%，公积金留{}，公益金提20%，种粮奖励占10%，"
    "摊开来，分红是200,000元，公积金80,000元，公益金80,000元，奖励40,000元。"
)
FIRST = (
    "三块收入合计600万元，工程款300万元，设备款180万元，服务费120万元；"
    "其中工程款占50%，设备款占{}，服务费占20%。"
)


def test_a_share_that_its_amount_does_not_make() -> None:
    for text, right, wrong in ((TOLD, "20%", "30%"), (FIRST, "30%", "40%")):
        assert contradictions(text.format(right), Kind.RATE) == []
        (found,) = contradictions(text.format(wrong), Kind.RATE)
        assert wrong in found


def test_shares_of_something_else_are_left_in_peace() -> None:
    text = (
        "拿出400,000元分配。分红占50%，公积金占30%，公益金占20%，"
        "分到户的200,000元，留在村里的140,000元，帮困的60,000元。"
    )
    assert contradictions(text, Kind.RATE) == []
