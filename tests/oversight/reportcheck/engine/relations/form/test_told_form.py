"""Sentences of a report against its form, totals of one account, rows of weights and free ledgers: each twice."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.reading import read

FORM = (
    "处理情况\t自然人\t法人\t总计\n一、本年新收申请\t108\t18\t126\n二、上年结转申请\t8\t1\t9\n"
    "三（七）总计\t107\t17\t124\n四、结转下年度\t9\t2\t11\n"
)

TOLD = (
    "全年新收申请{}件，均登记在册。\n" + FORM + "|126|129",
    "上年结转申请9件，结转下年度继续办理的申请{}件。\n" + FORM + "|11|12",
    "测评按服务态度30%、办事效率40%、环境设施10%、廉洁自律20%的权重计算，我站四项依次得96分、93分、90分、98分，"
    "加权总得分{}分。|94.6|96.4",
    "被褥上年结存140床，10月新购120床，入冬后发出196床，报废9床，盘点结存{}床。|55|85",
    "工单台账：上年带过来17件，本年派到我镇603件，办毕598件，退回7件，跨年在办{}件。|15|51",
)


@pytest.mark.parametrize("case", TOLD)
def test_what_is_told_twice_agrees(case: str) -> None:
    text, right, wrong = case.split("|")
    held = examine(read(text.format(right).encode(), "a.txt"))
    assert not held.findings
    assert held.held
    assert examine(read(text.format(wrong).encode(), "a.txt")).findings


def test_both_totals_of_an_account_are_held_and_never_told() -> None:
    text = "一般公共预算收入总计41,360万元；一般公共预算支出总计{}万元，收支平衡。"
    assert examine(read(text.format("41,360").encode(), "a.txt")).held
    assert not examine(read(text.format("43,160").encode(), "a.txt")).findings


@pytest.mark.parametrize(
    "text",
    [
        "全年县本级新收申请86件。\n" + FORM,
        "上年新收申请98件，今年较上年增加28件。\n" + FORM,
        "收入总计41,360万元，支出合计38,215万元，结转下年3,145万元。",
    ],
)
def test_parts_and_other_years_are_not_asked(text: str) -> None:
    assert not examine(read(text.encode(), "a.txt")).findings
