"""Right relations with a slip put in: what was broken is broken, the same each time, and counted where it is found."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import islice

import pytest
from tests.oversight.reportcheck import intervals

from yichuang.oversight.reportcheck import labelled, mutants
from yichuang.oversight.reportcheck.findings import Certainty, Check, Examination, Finding, Kind

TEXT = "全年接件1240件，其中网上815件、窗口425件；办结1178件，办结率95.0%。"
PIECE = labelled.piece(
    {"held": [{"sum": "815 + 425 = 1240"}, {"rate": "1178 / 1240 = 95.0%"}, {"rate": "815 / 1240 ~ 95.0%"}]},
    name="a",
    report="township",
    third="seen",
    text=TEXT,
)


def answering(*findings: Finding) -> Examination:
    return Examination(5, 5, (), findings)


def accusing(kind: Kind, text: str, *places: labelled.Span) -> Finding:
    numbers = tuple(text[slice(*place)] for place in places)
    return Finding(Check(kind, (text,), numbers, places, ""), Certainty.CONTRADICTION, False, ())


def test_each_relation_that_is_equal_is_broken_once_and_always_in_the_same_way() -> None:
    made = mutants.mutants_of(PIECE)
    assert [mutant.label.kinds[0] for mutant in made] == [Kind.SUM, Kind.RATE]
    assert made == mutants.mutants_of(PIECE)
    for mutant in made:
        text = mutants.broken(TEXT, [mutant])
        assert len(text) == len(TEXT)
        assert text != TEXT


def test_what_is_broken_fails_by_the_arithmetic_of_the_labels_too() -> None:
    pieces = [piece for piece in labelled.load() if piece.third == "seen"]
    plain = 0
    for piece in islice(pieces, 0, None, 7):
        for mutant in mutants.mutants_of(piece):
            numeral = next(
                one for one in mutant.label.numbers[0] if one.place and mutants.touch(one.place, mutant.place)
            )
            old, new = piece.text[slice(*mutant.place)], mutant.written
            equation = mutant.label.equations[0]
            if "#names" in equation or mutant.also:
                continue
            if equation.count(old) == 1 and numeral.written == old == numeral.value:
                plain += 1
                assert not intervals.holds(equation.replace(old, new), mutant.label.names), equation
    assert plain > 50


def test_a_mutant_is_found_by_a_contradiction_of_its_kind_that_names_the_broken_number() -> None:
    (mutant, _) = mutants.mutants_of(PIECE)
    own = mutants.places(mutant.label)
    others = [place for place in own if place != mutant.place]

    def tried(*findings: Finding) -> mutants.Tried:
        return mutants.attempt(PIECE, [mutant], lambda text, name: answering(*findings))

    assert tried(accusing(Kind.SUM, TEXT, *own)).found == (mutant,)
    assert tried(accusing(Kind.GROWTH, TEXT, *own)).found == ()
    assert tried().found == ()
    without = tried(accusing(Kind.SUM, TEXT, *others))
    assert (without.found, without.elsewhere) == ((), (Kind.SUM,))


def test_of_a_report_only_what_shares_no_line_is_broken_together() -> None:
    report = replace(PIECE, whole=True)
    assert len(next(mutants.batches(report, mutants.mutants_of(report)))) == 1
    assert [len(one) for one in mutants.batches(PIECE, mutants.mutants_of(PIECE))] == [1, 1]


def test_the_unseen_third_is_not_broken() -> None:
    unseen = replace(PIECE, third="unseen")
    assert mutants.try_all([unseen], lambda text, name: answering()) == []


def test_rows_count_by_kind_and_in_all() -> None:
    rows = mutants.tallies(mutants.try_all([PIECE], lambda text, name: answering()))
    assert [(row.name, row.mutants, row.found) for row in rows] == [
        ("合计", 1, 0),
        ("比率", 1, 0),
        ("全部改错", 2, 0),
    ]
    assert mutants.cells(rows[0]) == ["合计", "1", "0", "0.0%", "0"]


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
    assert mutants.is_broken(equation, TEXT, {numeral: (old, new)}) is broken


def test_a_bound_is_broken_too_also_by_a_digit_too_many_and_by_numbers_that_trade_places() -> None:
    bound = labelled.label({"impossible": "815 <= 1178"}, TEXT, held=True)
    made = [mutants.mutant_of(TEXT, bound, random.Random(seed)) for seed in range(60)]
    broken = {mutants.broken(TEXT, [mutant]) for mutant in made if mutant}
    assert {len(text) - len(TEXT) for text in broken} == {0, 1}
    assert TEXT.replace("815", "1178").replace("办结1178", "办结815") in broken


def test_what_is_told_of_a_longer_text_is_told_of_its_place_in_the_text() -> None:
    bound = labelled.label({"impossible": "815 <= 1178"}, TEXT, held=True)
    first, second = mutants.places(bound)
    mutant = mutants.Mutant(replace(bound, keys=bound.numerals), first, "8155")
    piece = replace(PIECE, held=())

    def told(text: str, name: str) -> Examination:
        assert text[second[0] + 1 : second[1] + 1] == "1178"
        return answering(
            accusing(Kind.IMPOSSIBLE, text, (first[0], first[1] + 1), (second[0] + 1, second[1] + 1))
        )

    assert mutants.attempt(piece, [mutant], told).found == (mutant,)


def test_a_relation_that_no_draw_breaks_gives_no_mutant() -> None:
    label = labelled.label({"count_names": "#names = {网上815件:815}", "names": ["甲"]}, TEXT, held=True)
    assert mutants.mutant_of(TEXT, label, random.Random(1)) is None


@pytest.mark.parametrize("written", ["{5}个社区", "{五}个社区"])
def test_a_count_of_names_is_told_by_one_or_two_too_many_or_too_few(written: str) -> None:
    text = f"全镇有{written.replace('{', '').replace('}', '')}：甲、乙、丙、丁、戊。"
    count = written[1]
    names = ["甲", "乙", "丙", "丁", "戊"]
    label = labelled.label({"count_names": f"#names = {{{count}个:5}}", "names": names}, text, held=True)
    made = {mutants.mutant_of(text, label, random.Random(draw)) for draw in range(20)}
    told = {mutant.written for mutant in made if mutant}
    assert told <= ({"3", "4", "6", "7"} if count == "5" else {"三", "四", "六", "七"})
    assert len(told) > 1
