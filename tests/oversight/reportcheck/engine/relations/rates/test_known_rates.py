"""Rates whose name tells what they are of, and shares whose words tell their whole, are found; others stay silent."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.engine.relations.rates.rate_names import GROUPS, RATES
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading import read


def accused(text: str) -> list[tuple[str, ...]]:
    found = examine(read(text.encode(), "a.txt")).findings
    return [each.check.numbers for each in found if each.check.kind is Kind.RATE]


USUAL = [
    ("7月话务总量24,600通，其中夜间来电2,706通，占11.0%。坐席接听22,878通，接通率{}。", "93.0%", "13.0%"),
    ("送审金额9.60亿元，审定金额8.88亿元，核减0.72亿元，综合核减率{}。", "7.5%", "75.0%"),
    (
        "测试学生1,200人，优秀240人，占20.0%；良好432人，占36.0%；及格492人，占41.0%。优良率{}。",
        "56.0%",
        "65.0%",
    ),
    (
        "务工的412人次、寻亲的138人次、走失的66人次、其他的334人次，总计950人次，前两类占总数的{}。",
        "57.9%",
        "75.9%",
    ),
]


@pytest.mark.parametrize(("text", "right", "wrong"), USUAL)
def test_a_rate_of_what_its_name_is_usually_of_is_found(text: str, right: str, wrong: str) -> None:
    assert accused(text.format(right)) == []
    (found,) = accused(text.format(wrong))
    assert wrong in found


OTHERS = [
    "营养改善计划惠及义务教育学生2.3万人，每生每天5元。接收随迁子女3,182人，占义务教育在校生的10.1%。",
    "男职工512人，女职工298人，女职工占36.8%。",
    "甲院门诊42.6万人次，乙院18.3万人次，丙院9.7万人次，三家合计70.6万人次，占全县总量的38.2%。",
    "新增就业8,460人，完成目标8,000人的105.8%；再就业2,130人，完成全年任务的106.5%；其他614人，完成任务600人的102.3%。",
    "受理各类警情3,416起，走访群众8,260户，化解纠纷612起，成功率96.4%。",
]


@pytest.mark.parametrize("text", OTHERS)
def test_a_rate_of_a_whole_that_is_not_printed_is_left_alone(text: str) -> None:
    assert accused(text) == []


def test_each_name_stands_once_in_the_list() -> None:
    entries = RATES.replace("\n  ", "").splitlines()
    names = [name for line in entries if "：" in line for name in line.partition("：")[0].split()]
    assert len(names) == len(set(names))
    assert len(names) > 800
    assert all(group in RATES for group in GROUPS)
