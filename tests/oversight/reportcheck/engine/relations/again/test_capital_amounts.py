"""An amount in capitals is the one in digits beside it, whether 元 or only ￥ stands with the digits."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_held_and_told

from yichuang.oversight.reportcheck.findings import Kind


@pytest.mark.parametrize(
    "text",
    [
        "合同总价为人民币柒拾捌万陆仟元整（￥{}.00），分三次支付。",
        "中标价{}元（大写：柒拾捌万陆仟元整），工期90天。",
        "合计柒拾捌万陆仟元整，小写¥{}，已付清。",
    ],
)
def test_capitals_and_digits_are_one_amount(text: str) -> None:
    assert_held_and_told(text, "786,000", "768,000", Kind.REPEAT)
