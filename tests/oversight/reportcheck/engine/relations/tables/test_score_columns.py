"""Columns of points beside goals that each have a unit of their own."""

from __future__ import annotations

from tests.oversight.reportcheck.engine.relations.tables.asking import table, wrong

SHEET = [
    "指标 分值 目标 实际 得分",
    "开放时间（小时） 20 2,100 2,180 20",
    "活动场次（场） 30 60 64 30",
    "培训人次（人次） 25 500 450 22.5",
    "新购图书（册） 25 1,500 1,200 20",
]
GROUPS = [
    "类别 指标 分值",
    "预算 执行率 10",
    "产出 救助人次 12",
    "产出 巡查车次 8",
    "产出 安全率 20",
]


def test_points_are_added_up_though_what_they_are_given_for_is_not() -> None:
    assert wrong(table(*SHEET, "合计 100 — — 92.5")) == []
    assert wrong(table(*SHEET, "合计 100 — — 91.5")) == ["20 + 30 + 22.5 + 20 = 92.5，表中合计 得分为 91.5"]


def test_a_subtotal_is_of_the_group_that_it_is_called_by() -> None:
    assert wrong(table(*GROUPS, "产出小计 — 40")) == []
