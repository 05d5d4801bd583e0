"""Prices, what is left over, the others of a list and one of two sharers don't make an average; what does is told."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import told

TWINS = [
    ("夜巡补助每人每夜{}元，126人值5夜共75,600元。", "120", "210", "75600 ÷ 126 ÷ 5 = 120，原文为 210"),
    ("三个镇各报送168件，其余4个镇共316件，平均每镇{}件。", "79", "97", "316 ÷ 4 = 79，原文为 97"),
    ("油菜4,215亩，亩产{}公斤，总产631吨。", "149.8", "194.8", "631 × 1000 ÷ 4215 ≈ 149.70，原文为 194.8"),
    (
        "援助资金26.4万元，补助案件8件，平均每件补{}万元。",
        "3.3",
        "2.3",
        "26.4万 ÷ 8 = 33000，原文为 2.3万",
    ),
]


@pytest.mark.parametrize(("text", "right", "wrong", "arithmetic"), TWINS)
def test_an_average_is_of_all_that_share(text: str, right: str, wrong: str, arithmetic: str) -> None:
    assert told(text.format(right)) == []
    assert told(text.format(wrong)) == [arithmetic]


LEFT = [
    "社保基金支出9.12亿元，年末滚存结余7.18亿元，按月均支出0.76亿元计算可支付9.4个月。",
    "百公里油耗28升、油价8.0元/升，每公里2.24元；百公里电耗70度、电价0.6元/度，每公里0.42元。",
    "柴油单价7.5元每升，百公里油耗32升，每公里油费2.40元。",
    "陪护费每床每晚60元，36床住12晚共25,920元。",
    "枫溪镇168件、前山镇142件、朝阳街道266件、新丰街道204件，其它4个镇街合计316件，月派送总数1096件，平均每镇街137.0件。",
    "收费84.60万元，减免86件4.38万元，件均收费631元（已扣减免件数）。",
    "援助资金余21.4万元，平均每件补3.2万元，无产可破案件8件，只够补6件。",
]


@pytest.mark.parametrize("text", LEFT)
def test_an_average_of_something_else_is_left_alone(text: str) -> None:
    assert told(text) == []
