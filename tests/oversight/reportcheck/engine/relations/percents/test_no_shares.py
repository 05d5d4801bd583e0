"""Percentages that aren't the shares of one whole, or not all of them."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import told

RIGHT = (
    # what they make is said to be able to differ
    "各占比四舍五入后相加可能不等于100%：满意度五档依次为很满意41%、满意36%、一般13%、不满意6%、说不清4%。",
    "我市能耗强度下降率由2.14%修正为3.37%，提高1.23个百分点，五年目标14.5%已完成84.0%。",
    # the rest is told as a count alone
    "结案101件：判决37（36.6%），调解39（38.6%），撤诉21（20.8%），其他4。",
    "民事213件（占53.3%）、刑事88件（占22.0%）、行政67件（占16.8%），其余32件。",
    "来源：网络41%、电话33%、窗口19%，其他28件。",
    "调查问卷：很满意46.2%，满意31.5%，一般14.8%，不满意5.1%，未作答11份（共458份）。",
    # by so much something is changed
    "考核：优秀3个月、良好5个月、合格3个月、不合格1个月。服务费优秀上浮2%、良好不浮动、合格扣3%、不合格扣15%。",
    # a ratio of ten, rounded
    "全额满足的97家，部分满足的118家，没有贷到款的51家，三者之比大体为3.6:4.4:1.9。",
)


@pytest.mark.parametrize("text", RIGHT)
def test_in_peace(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("结案101件：判决37（36.6%），调解39（38.6%），撤诉21（20.8%），其他14。", "96%"),
        ("来源：网络41%、电话33%、窗口29%，其他28件。", "103%"),
        ("三次产业结构为18.3:38.0:13.7。", "70"),
        ("三次产业结构为18.3:38.0:43.1。", "99.4"),
    ],
)
def test_told(text: str, made: str) -> None:
    assert any(f"= {made}" in arithmetic for arithmetic in told(text))
