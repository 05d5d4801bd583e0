"""Differences that no fixed way of writing joins: over sentences, in rows, of a whole and what others took from it."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading import read


def held(text: str) -> list[tuple[str, ...]]:
    checked = examine(read(text.encode(), "a.txt")).held
    return [each.numbers for each in checked if each.kind is Kind.DIFFERENCE]


def accused(text: str) -> list[tuple[str, ...]]:
    found = examine(read(text.encode(), "a.txt")).contradictions
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
