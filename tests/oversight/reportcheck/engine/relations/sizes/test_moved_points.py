"""Amounts that were changed into another size wrongly are told where every digit agrees; others are left alone."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.document import Document
from yichuang.oversight.reportcheck.engine.examining import running
from yichuang.oversight.reportcheck.engine.joining import joined
from yichuang.oversight.reportcheck.engine.passages import Passage, passage_of
from yichuang.oversight.reportcheck.engine.relations.rates.ratios import ratios
from yichuang.oversight.reportcheck.engine.relations.sizes.moved_points import moved_points
from yichuang.oversight.reportcheck.reading import read


def _passages(document: Document) -> list[Passage]:
    return [passage_of(document, block, at) for at, block in enumerate(joined(document, running(document)))]


def told(text: str) -> list[str]:
    passages = _passages(read(text.encode(), "a.txt"))
    return [each.claim.written.rstrip("万亿") for each in moved_points(passages) if each.claim]


MOVED = [
    ("今年拨付开办费860万元、运转经费430万元，财政共支出{}亿元。", "0.129", "1.29"),
    ("门票收入1,240万元，餐饮收入385万元，合计{}万元。", "1,625", "16,250"),
    ("债券资金5.6亿元，其中教育2.3亿元，水利1.85亿元，交通{}万元。", "14,500", "1,450"),
    ("资金来源共3,800万元：省级补助2,000万元，县级配套1,350万元，自筹{}万元。", "450", "45"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), MOVED)
def test_an_amount_of_the_wrong_size_is_told(text: str, right: str, wrong: str) -> None:
    assert told(text.format(right)) == []
    assert told(text.format(wrong)) == [wrong]


ALONE = [
    "债券资金5.6亿元，其中教育2.3亿元，水利1.85亿元，交通等1,450万元。",
    "门票收入1,240万元，餐饮收入385万元，全年共接待团队1,625个。",
    "拨付开办费860万元、运转经费430万元，全市共支出12.6亿元。",
    "培训费每人260元，食宿每人140元，共40,000元。",
]


@pytest.mark.parametrize("text", ALONE)
def test_amounts_whose_digits_say_nothing_are_left_alone(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(("many", "holds"), [("42", True), ("51", False)])
def test_how_many_came_for_a_post_is_reckoned(many: str, holds: bool) -> None:
    text = f"公开招聘岗位75个，有效报名3,150人，平均竞争比为{many}∶1，另设考场112个。"
    (found,) = ratios(_passages(read(text.encode(), "a.txt")))
    assert found.holds is holds


def test_a_contest_of_others_is_left_alone() -> None:
    text = "岗位75个，有效报名3,150人，缴费2,480人，最热岗位竞争比为380∶1。"
    assert list(ratios(_passages(read(text.encode(), "a.txt")))) == []


def test_a_contest_for_those_taken_isnt_one_for_posts() -> None:
    text = "岗位180个，报名463人，录用172人，报录比2.7∶1。"
    (found,) = ratios(_passages(read(text.encode(), "a.txt")))
    assert found.holds
