"""Differences that no fixed way of writing joins: over sentences, in rows, of a whole and what others took from it."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Certainty, Kind
from yichuang.oversight.reportcheck.reading import read


def held(text: str) -> list[tuple[str, ...]]:
    checked = examine(read(text.encode(), "a.txt")).held
    return [each.numbers for each in checked if each.kind is Kind.DIFFERENCE]


def accused(text: str) -> list[tuple[str, ...]]:
    found = examine(read(text.encode(), "a.txt")).findings
    return [each.check.numbers for each in found if each.check.kind is Kind.DIFFERENCE]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("全年水泥产量318.4万吨，比上年的291.7万吨增产26.7万吨。", ("318.4万", "291.7万", "26.7万")),
        (
            "全镇应参合18,436人，已参合17,925人。参合率较上年提高。尚未参合的511人已逐户走访。",
            ("18,436", "17,925", "511"),
        ),
        ("监测点位全年应测144次，设备检修缺测5次，实测139次。", ("144", "5", "139")),
        (
            "满意率、知晓率分别为96.42%和91.75%，分别比上年提升0.57和1.36个百分点，上年依次为95.85%、90.39%。",
            ("96.42%", "0.57", "95.85%"),
        ),
    ],
)
def test_a_difference_is_held_where_its_words_and_its_numbers_say_so(
    text: str, numbers: tuple[str, ...]
) -> None:
    assert numbers in held(text)
    assert accused(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "全镇应参合18,436人，已参合17,925人。参合率较上年提高。外出务工未返的523人已逐户联系。",
        "新购图书620册，藏书达8,450册，办证1,204个，借阅人次增加310人次，开放日延长12天。",
    ],
)
def test_what_does_not_come_out_is_neither_held_nor_accused(text: str) -> None:
    assert held(text) == []
    assert accused(text) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (
            "全镇应参合18,436人，已参合17,925人，参合率97.2%。尚未参合的571人已逐户走访。",
            ("18,436", "17,925", "571"),
        ),
        ("工会经费收入86.4万元，支出79.8万元，结余8.6万元。", ("86.4万", "79.8万", "8.6万")),
    ],
)
def test_a_digit_wrong_is_told_where_the_words_leave_hardly_another_reading(
    text: str, numbers: tuple[str, ...]
) -> None:
    assert numbers in accused(text)


@pytest.mark.parametrize(
    "text",
    [
        "全年共购置棉被290床，全年发放380床，年末库存180床。",
        "食堂就餐登记：早餐128人，午餐214人，晚餐96人，三餐合计438人次，日均146人次。",
        "疏散演练用时由3分20秒缩短到2分45秒，减少35秒。",
        "日均客流由6月的820人次攀升至7月的1,025人次，8月回落到943人次。",
        "党员总数由年初的1,415名增加到年末的1,420名，净增5名。",
    ],
)
def test_what_is_a_value_or_has_a_stock_of_before_in_it_is_left_alone(text: str) -> None:
    assert accused(text) == []


def test_the_first_and_the_last_of_a_ranking_are_those_that_are_apart() -> None:
    ranking = "清河镇99.1%、柳林乡98.7%居前两位，后两位是龙潭镇90.8%、新桥街道83.6%，首尾相差{}个百分点。"
    assert accused(ranking.format("15.5")) == []
    assert accused(ranking.format("51.5")) == [("99.1%", "83.6%", "51.5个百分点")]


def test_what_a_rule_accuses_is_as_sure_as_its_signs_are() -> None:
    text = "县直机关考核：甲局97.3分、乙局94.1分、丙局91.8分，三局平均94.4分，最高分与最低分相差{}分。"
    assert accused(text.format("5.5")) == []
    [found] = examine(read(text.format("4.5").encode(), "a.txt")).findings
    assert found.certainty is Certainty.CONTRADICTION
    assert found.check.arithmetic == "97.3 - 91.8 = 5.5，原文为 4.5"
