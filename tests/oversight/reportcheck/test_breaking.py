"""How right relations are broken: what was broken is broken by the arithmetic too, and the same each time."""

from __future__ import annotations

import random
from itertools import islice

import pytest
from tests.oversight.reportcheck import intervals
from tests.oversight.reportcheck.pieces import third

from yichuang.oversight.reportcheck import breaking, labelled, scoring
from yichuang.oversight.reportcheck.findings import Kind

TEXT = "全年接件1240件，其中网上815件、窗口425件；办结1178件，办结率95.0%。"
PIECE = labelled.piece(
    {"held": [{"sum": "815 + 425 = 1240"}, {"rate": "1178 / 1240 = 95.0%"}, {"rate": "815 / 1240 ~ 95.0%"}]},
    name="a",
    report="township",
    third="seen",
    text=TEXT,
)


def test_each_relation_that_is_equal_is_broken_once_and_always_in_the_same_way() -> None:
    made = breaking.mutants_of(PIECE)
    assert [mutant.label.kinds[0] for mutant in made] == [Kind.SUM, Kind.RATE]
    assert made == breaking.mutants_of(PIECE)
    for mutant in made:
        text = breaking.broken(TEXT, [mutant])
        assert len(text) == len(TEXT)
        assert text != TEXT


def test_what_is_broken_fails_by_the_arithmetic_of_the_labels_too() -> None:
    plain = 0
    for piece in islice(third("seen"), 0, None, 7):
        for mutant in breaking.mutants_of(piece):
            numeral = next(
                one for one in mutant.label.numbers[0] if one.place and scoring.touch(one.place, mutant.place)
            )
            old, new = piece.text[slice(*mutant.place)], mutant.written
            equation = mutant.label.equations[0]
            if "#names" in equation or mutant.also:
                continue
            if equation.count(old) == 1 and numeral.written == old == numeral.value:
                plain += 1
                assert not intervals.holds(equation.replace(old, new), mutant.label.names), equation
    assert plain > 50


@pytest.mark.parametrize(
    ("equation", "old", "new", "broken"),
    [
        ("815 + 425 = 1240", "815", "816", True),
        ("1178 / 1240 = 95.0%", "95.0", "95.1", False),  # rounding may explain it
        ("1178 / 1240 = 95.0%", "95.0", "59.0", True),
        ("1178 / 1240 = 95.0%", "1240", "1420", True),
        ("1178 <= 1240", "1178", "1187", False),
        ("1178 <= 1240", "1178", "1278", True),
        ("1240 >= 815 + 425", "425", "525", True),
        ("815 < 1178", "1178", "815", True),
        ("815 <= 1178", "1178", "815", False),
    ],
)
def test_a_result_that_rounding_explains_is_not_broken(
    equation: str, old: str, new: str, broken: bool
) -> None:
    (numeral, *_) = [one for one in labelled.numerals_of(equation, TEXT) if one.value.startswith(old)]
    assert breaking.is_broken(equation, TEXT, {numeral: (old, new)}) is broken


def test_a_bound_is_broken_too_also_by_a_digit_too_many_and_by_numbers_that_trade_places() -> None:
    bound = labelled.label({"impossible": "815 <= 1178"}, TEXT, held=True)
    made = [breaking.mutant_of(TEXT, bound, random.Random(seed)) for seed in range(60)]
    broken = {breaking.broken(TEXT, [mutant]) for mutant in made if mutant}
    assert {len(text) - len(TEXT) for text in broken} == {0, 1}
    assert TEXT.replace("815", "1178").replace("办结1178", "办结815") in broken


def test_a_relation_that_no_draw_breaks_gives_no_mutant() -> None:
    label = labelled.label({"count_names": "#names = {网上815件:815}", "names": ["甲"]}, TEXT, held=True)
    assert breaking.mutant_of(TEXT, label, random.Random(1)) is None


@pytest.mark.parametrize("written", ["{5}个社区", "{五}个社区"])
def test_a_count_of_names_is_told_by_one_or_two_too_many_or_too_few(written: str) -> None:
    text = f"全镇有{written.replace('{', '').replace('}', '')}：甲、乙、丙、丁、戊。"
    count = written[1]
    names = ["甲", "乙", "丙", "丁", "戊"]
    label = labelled.label({"count_names": f"#names = {{{count}个:5}}", "names": names}, text, held=True)
    made = {breaking.mutant_of(text, label, random.Random(draw)) for draw in range(20)}
    told = {mutant.written for mutant in made if mutant}
    assert told <= ({"3", "4", "6", "7"} if count == "5" else {"三", "四", "六", "七"})
    assert len(told) > 1
