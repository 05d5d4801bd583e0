"""A base in the paragraph above, of the part's name or more than all counts of the row, is what a rate is of."""

from __future__ import annotations

from tests.oversight.reportcheck.engine.twins import told

BUDGETS = (
    "年度预算826.4万元，用于三项支出：岗位津贴586.4万元、住房补贴150万元、培训90.00万元。\n二、资金执行\n"
    "全年实际支付739.84万元，执行率89.53%。岗位津贴支付563.2万元，执行率{}；住房补贴支付130.5万元，执行率87.0%；"
    "培训支付46.14万元，执行率51.3%。"
)
POINTS = "走访了14个乡镇、92个点。\n有牌子的88个，有公示的70个，三样俱全的61个，占{}。"


def test_what_is_called_after_a_count_above_is_of_it() -> None:
    assert told(BUDGETS.format("96.0%")) == []
    assert told(BUDGETS.format("69.0%")) == ["563.2万 ÷ 586.4万 ≈ 96.04%，原文为 69.0%"]


def test_what_several_have_together_is_of_the_whole_above_them() -> None:
    assert told(POINTS.format("66.3%")) == []
    assert told(POINTS.format("61.3%")) != []


def test_what_is_said_to_stand_outside_of_a_count_is_counted_to_it() -> None:
    text = "预约4,560单；服务老人318名，爽约240单{}，爽约率5.0%{}。"
    assert told(text.format("（未计入预约数）", "")) == []
    assert told(text.format("", "，爽约的不含在4,560单内")) == []
