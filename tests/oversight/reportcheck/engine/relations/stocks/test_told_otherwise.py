"""Moves of a book that are told in all, or led to another of its stocks; what is left, told again."""

from __future__ import annotations

from tests.oversight.reportcheck.engine.twins import told

PAID = "去年欠下环卫款386,000元，过完年付了120,000元，6月付80,000元，8月付60,000元，三次付掉260,000元，现在还欠{}元。"
CHECKED = (
    "我市2023年GDP最终核实数418.27亿元，比初步核算数421.9亿元减少{}亿元。"
    "以核实数为基数，2024年名义增量19.64亿元，2024年初步核算437.91亿元。"
)
DONE = "消防改造完成14家，未完成6家，完成率70.0%。未完成的6家里，没钱的3家、房东不让动的1家、正在施工的2家。"


def test_moves_told_in_all() -> None:
    assert not any("126000" in each for each in told(PAID.format("126,000")))
    assert any("136000" in each for each in told(PAID.format("136,000")))


def test_a_move_from_elsewhere() -> None:
    assert told(CHECKED.format("3.63")) == []
    assert [each for each in told(CHECKED.format("6.33")) if each.startswith("421.9亿")]


def test_three_of_one_whole() -> None:
    assert told("本季度排查欠薪企业68家。已结清31家，部分结清16家，未结清21家。") == []
    assert told("本季度排查欠薪企业31家，已结清16家，未结清25家。")


def test_left_told_again() -> None:
    assert told(DONE) == []
    assert told("任务20家，消防改造完成14家，未完成8家。")
