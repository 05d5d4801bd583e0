"""One number with two units in two places is told if both are called alike, and only then."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import contradictions

from yichuang.oversight.reportcheck.findings import Kind

FIRST = "流转给合作社的桑园385亩，租金每年结清。\n"
TOLD = [
    (FIRST + "合作社流转的385{}桑园明年到期，续签时再谈租金。", "亩", "公顷"),
    ("全年疏浚河道27.6公里。\n汛前还要把已疏浚的27.6{}河道再巡一遍。", "公里", "米"),
    ("收储粮食1,840吨，分三批入仓。\n收储的1,840{}粮食全部通过了质检。", "吨", "公斤"),
    (
        "全年人工接听电话12.48万通。\n人工接听的12.48{}电话里，夜间占一成。",
        "万通",
        "通",
    ),
    ("食堂采购支出31.86万元。\n食堂按天结算，全年付给采购点318,640{}。", "元", "万元"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), TOLD)
def test_the_same_number_with_another_unit_is_told(text: str, right: str, wrong: str) -> None:
    assert contradictions(text.format(right), Kind.UNIT) == []
    assert len(contradictions(text.format(wrong), Kind.UNIT)) == 1


PEACE = [
    FIRST + "公路绿化带新增385平方米，道旁树补了一轮。",  # of something else
    FIRST + "合作社流转的桑园折合25.7公顷。",
    "去年兑付1,050家次、3,150万元，其中最小一笔3,150元。",  # in one sentence
]


@pytest.mark.parametrize("text", PEACE)
def test_other_things_of_the_same_number_are_left_in_peace(text: str) -> None:
    assert contradictions(text, Kind.UNIT) == []
