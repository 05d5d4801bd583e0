"""Growths are checked wherever their values stand: in rows, in another sentence, behind them; others stay silent."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Kind
from yichuang.oversight.reportcheck.reading import read


def accused(text: str) -> list[tuple[str, ...]]:
    found = examine(read(text.encode(), "a.txt")).findings
    return [each.check.numbers for each in found]


def held(text: str) -> list[tuple[str, ...]]:
    return [each.numbers for each in examine(read(text.encode(), "a.txt")).held if each.kind is Kind.GROWTH]


TOLD = [
    ("客房宰客2起，原价268元改卖888元，涨了{}，当场退还。", "231.3%", "213.3%"),
    ("馆内借阅量为38,640册次，同比增长{}。上年同期为32,200册次。", "20.0%", "26.0%"),
    ("立案43件，罚没款61.2万元。上年立案52件，罚没款74.8万元，案件数下降{}。", "17.3%", "71.3%"),
    (
        "三个窗口今年分别受理1,824件、2,415件，去年分别为1,520件、2,100件，同比分别增长{}、15.0%。",
        "20.0%",
        "29.0%",
    ),
]


@pytest.mark.parametrize(("text", "right", "wrong"), TOLD)
def test_a_growth_is_held_wherever_its_values_stand_and_told_where_a_digit_is_wrong(
    text: str, right: str, wrong: str
) -> None:
    assert accused(text.format(right)) == []
    assert any(right in number for numbers in held(text.format(right)) for number in numbers)
    (found,) = accused(text.format(wrong))
    assert any(wrong in number for number in found)


OTHERS = [
    "工业增加值62.4亿元，上年为55.0亿元，增长9.4%。",
    "产量由2020年的31.4万吨增加到2024年的35.1万吨，同比增长2.8%。",
    # the share of before, and that of now
    "办理时限由法定的25个工作日压缩到5个工作日，承诺时限压缩比由72%提高到80%，平均跑动次数由0.3次降至0.1次。",
]


@pytest.mark.parametrize("text", OTHERS)
def test_a_growth_of_others_than_the_printed_values_is_left_in_peace(text: str) -> None:
    assert accused(text) == []


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("2021年、2022年、2023年受案数分别为612件、684件、776件，两年累计增长{}。", "26.8%", "62.8%"),
        ("1—6月营业收入实现21.86亿元，上年同期为19.23亿元，名义增速{}。", "13.7%", "31.7%"),
    ],
)
def test_a_growth_of_years_together_and_a_nominal_one_are_of_the_printed_values(
    text: str, right: str, wrong: str
) -> None:
    assert accused(text.format(right)) == []
    (found,) = accused(text.format(wrong))
    assert wrong in found


@pytest.mark.parametrize(
    "text",
    [
        "农民人均可支配收入21,816元，扣除价格因素实际增长6.3%，去年为20,140元。",
        "2021—2023年茶叶收入分别为12.6亿元、14.1亿元、15.9亿元，年均增长13.2%。",
        "规上工业增加值42.6亿元，增长5.3%，上年为39.8亿元。",
    ],
)
def test_a_growth_at_constant_prices_or_of_so_much_a_year_is_left_alone(text: str) -> None:
    assert accused(text) == []
