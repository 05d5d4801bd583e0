"""Averages that come out only with other sharers than those pointed at: last year's, or all instead of those named."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.relations.scores.test_open_scores import contradictions


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (
            "2023年带动农户1,250户，2024年带动1,500户，增加250户；这些农户当年增收450万元，户均{}元。",
            "3,000",
            "3,600",
        ),
        ("公众号今年发文150条，上年为125条；累计阅读45万次，平均每条被看{}次。", "3,000", "3,600"),
        ("全镇共有住户18,900户。\n网格重新划过，由90个调整为108个，平均每个网格管{}户。", "175", "210"),
        ("全镇辖12个村。\n送到村里的演出45场，占六成；9个村个个去到，平均每处{}场。", "5", "3.8"),
        (
            "乡镇泵站共建成24座：正常供水20座，停用检修4座。正常供水的那些站全年提水96万吨，平均每座{}万吨。",
            "4.80",
            "4.00",
        ),
        (
            "全村在册320户，常住256户。\n分红76,800元。按在册的户数平摊，一户分得{}元，年底兑现。",
            "240",
            "300",
        ),
        ("8月份供水抢修电话共接24,242通，为全年最高，平均每天{}通，夜间居多。", "782", "808"),
        (
            "全县有帮办员62人，县级18人、乡镇44人，全年帮办9,672件，人均{}件。",
            "156",
            "537",
        ),
        (
            "接送返乡全年31批52人，行程24,180公里。车票等费用5.46万元，按护送对象计，人均{}元。",
            "1,050",
            "1,761",
        ),
        (
            "三季度借出图书28,152册。7、8、9三个月92天天天开门，平均每天{}册，暑假里孩子最多。",
            "306",
            "312.8",
        ),
    ],
)
def test_what_comes_out_only_with_other_sharers_is_told(text: str, right: str, wrong: str) -> None:
    assert not contradictions(text.format(right))
    assert contradictions(text.format(wrong))


@pytest.mark.parametrize(
    "text",
    [
        "1至8月接待183.6万人次，收入5.42亿元；去年同期是158.2万人次、5.07亿元，人均320元。",
        "全镇共有住户18,900户。\n网格由90个调整为108个，平均每个网格配楼长230户代表。",
        "全县立案13起，行政11起、刑事2起，行政罚款9.35万元，平均每起8,500元。",
        "8月份（自2日起开放）接待24,242人次，开放30天，平均每天808人次。",
        "全区3.2万人口里有1,440名党员；去年可用财力6,400万元，人均2,000元。",
        "故障停机5次，累计停机83小时，其中雷击造成2次，每次平均停机16.6小时。",
    ],
)
def test_what_is_of_then_or_comes_out_with_neither_is_left_in_peace(text: str) -> None:
    assert not contradictions(text)
