"""Numbers as reports write them: value, precision, what they may stand for."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.oversight.reportcheck.engine.intervals import ENDLESS
from yichuang.oversight.reportcheck.engine.numerals import Bound, numerals, spoken_value
from yichuang.oversight.reportcheck.engine.views import view_of


def read(text):
    view = view_of(text, 0, len(text))
    return [number for number in numerals(view.text) if not number.vague]


@pytest.mark.parametrize(
    ("text", "value", "sign"),
    [
        ("37286件", "37286", ""),
        ("37,286件", "37286", ""),
        ("３７，２８６件", "37286", ""),
        ("37 286件", "37286", ""),
        ("1.2万件", "12000", ""),
        ("1.2万亿元", "1200000000000", ""),
        ("三万二千人", "32000", ""),
        ("三万二", "32000", ""),
        ("一百零五", "105", ""),
        ("一百五", "150", ""),
        ("十四个", "14", ""),
        ("两亿三千万", "230000000", ""),
        ("一点三万户", "13000", ""),
        ("零点七万元", "7000", ""),
        ("一点零八亿元", "108000000", ""),
        ("三十二点五万元", "325000", ""),
        ("一点五个百分点", "1.5", "个百分点"),
        ("99.4%", "99.4", "%"),
        ("99。4%", "99.4", "%"),
        ("99．4％", "99.4", "%"),
        ("0.3‰", "0.3", "‰"),
        ("百分之九十九点四", "99.4", "%"),
        ("百分之80", "80", "%"),
        ("九成", "90", "%"),
        ("翻一番", "100", "%"),
        ("翻两番", "300", "%"),
        ("增长，-5.2%", "-5.2", "%"),
        ("1.5个百分点", "1.5", "个百分点"),
    ],
)
def test_a_number_has_its_value_however_it_is_written(text, value, sign):
    (number,) = read(text)
    assert (number.value, number.sign) == (Decimal(value), sign)


@pytest.mark.parametrize(
    ("text", "bound", "low", "high"),
    [
        ("99.4%", Bound.EXACT, "99.35", "99.5"),
        ("482件", Bound.EXACT, "482", "482"),
        ("1.2万件", Bound.EXACT, "11500", "13000"),
        ("一点二万件", Bound.EXACT, "11500", "13000"),
        ("30多人次", Bound.OVER, "30", "40"),
        ("300余万元", Bound.OVER, "3000000", "4000000"),
        ("1.6万余条", Bound.OVER, "16000", "17000"),
        ("约300人", Bound.ABOUT, "270", "330"),
        ("300人左右", Bound.ABOUT, "270", "330"),
        ("约3,240元", Bound.ABOUT, "3230", "3250"),
        ("约3,242元", Bound.ABOUT, "3241", "3243"),
        ("约4.20万元", Bound.ABOUT, "41900", "42100"),
        ("约73%", Bound.ABOUT, "72", "74"),
        ("近300人", Bound.UNDER, "200", "300"),
        ("不足20件", Bound.UNDER, "10", "20"),
        ("不超过20件", Bound.UNDER, "0", "20"),
        ("95%以上", Bound.OVER, "94.5", "Infinity"),
        ("超过1.2万件", Bound.OVER, "11500", "Infinity"),
        ("九成", Bound.ABOUT, "85", "100"),
    ],
)
def test_a_number_stands_for_a_range(text, bound, low, high):
    (number,) = read(text)
    assert (number.bound, number.interval.low, number.interval.high) == (bound, Decimal(low), Decimal(high))


@pytest.mark.parametrize("words", ["三四", "二零一五", "百", "零零", "十百", "", "万", "三千千"])
def test_words_that_are_no_number_have_no_value(words):
    assert spoken_value(words) in (None, 0)


def test_numbers_beside_each_other_stay_apart():
    assert [number.value for number in read("10 20 30")] == [10, 20, 30]
    assert [number.value for number in read("共接件100。2015年")] == [100, 2015]
    assert [number.value for number in read("2. 2015年")] == [2, 2015]
    assert [number.value for number in read("分别为120，300，450件")] == [120, 300, 450]


def test_an_amount_of_money_with_decimals_may_have_a_wide_separator():
    assert [number.value for number in read("支出1，384.36万元，其中3，273.51元")] == [
        13843600,
        Decimal("3273.51"),
    ]


def test_a_bound_without_an_end_is_met_by_everything_above():
    (number,) = read("95%以上")
    assert number.interval.high == ENDLESS
    assert number.interval.has(Decimal(98))
    assert not number.interval.has(Decimal(94))


@given(
    st.text(
        alphabet="零〇一二两三五九十百千万亿点半成余多几约近.,，%‰个百分之翻番以上1205-~至 元", max_size=16
    )
)
def test_any_row_of_the_signs_of_numbers_is_read(text):
    for number in read(text):
        assert number.at < number.to
        assert number.interval.low <= number.interval.high
