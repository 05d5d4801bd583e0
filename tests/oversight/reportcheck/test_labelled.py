"""The corpus says the truth about itself: each label is found in its text and recomputed; the mix is as promised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from tests.oversight.reportcheck import intervals
from tests.oversight.reportcheck.pieces import every, third

from yichuang.oversight.reportcheck import labelled, scoring
from yichuang.oversight.reportcheck.findings import Certainty, Kind
from yichuang.oversight.reportcheck.labelled import Piece


def passages() -> list[Piece]:
    return [piece for piece in every() if not piece.whole]


def reports() -> list[Piece]:
    return [piece for piece in every() if piece.whole]


# A test a kind of report, not a piece: every worker would have to read all the texts to know what its tests are called.
@pytest.mark.parametrize("name", labelled.THIRDS)
@pytest.mark.parametrize("report", scoring.REPORTS)
def test_what_is_labelled_right_is_right_and_what_is_labelled_wrong_is_wrong(report: str, name: str) -> None:
    pieces = [piece for piece in third(name) if piece.report == report]
    assert [f"{piece.name}: {said}" for piece in pieces for said in complaints(piece)] == []


def complaints(piece: Piece) -> Iterator[str]:
    """What the labels of a piece say that isn't so."""
    labels = [(label, True) for label in piece.held] + [(label, False) for label in piece.errors]
    for label, right in labels:
        yield from (said for said in label.equations if intervals.holds(said, label.names) is not right)
        yield from (f"{name} isn't named" for name in label.names if name not in piece.text)
        for numeral in label.numerals:
            if not (numeral.place and piece.text[slice(*numeral.place)].strip()):
                yield f"{numeral.written} has no place"
        if not right and not label.why:
            yield f"{label.equations[0]}: wrong, and why?"


def test_names_and_texts_are_there_once() -> None:
    assert Counter(piece.name for piece in every()).most_common(1)[0][1] == 1
    assert Counter(piece.text for piece in every()).most_common(1)[0][1] == 1
    assert {piece.report for piece in every()} == set(scoring.REPORTS)


def test_there_are_as_many_as_promised_and_half_of_the_passages_are_right() -> None:
    assert len(passages()) >= 150
    assert len(reports()) >= 15
    right = sum(not piece.errors for piece in passages())
    assert 0.45 <= right / len(passages()) <= 0.55
    assert all(1_500 <= len(piece.text) <= 5_000 for piece in reports())


def test_a_passage_has_one_error_at_most_and_a_report_four() -> None:
    assert all(len(piece.errors) <= 1 for piece in passages())
    assert all(len(piece.errors) <= 4 for piece in reports())


def test_a_quarter_of_it_or_more_is_unseen_with_every_kind_of_report_and_of_error() -> None:
    for pieces in (passages(), reports()):
        unseen = sum(piece.third == "unseen" for piece in pieces)
        assert 0.25 <= unseen / len(pieces) <= 0.4
    for name in labelled.THIRDS:
        share = third(name)
        kinds = {label.kinds[0] for piece in share for label in piece.errors if label.certainty is not None}
        assert kinds == set(Kind)
        assert {piece.report for piece in share} == set(scoring.REPORTS)


def test_few_labels_are_questions() -> None:
    errors = [label for piece in every() for label in piece.errors]
    questions = [label for label in errors if label.certainty is Certainty.QUESTION]
    assert len(questions) <= len(errors) / 10


def test_a_number_that_is_missing_or_could_be_another_is_refused() -> None:
    for text in ("办结990件", "接件1000件，收1000元，办结990件", "接件11000件，办结990件"):
        with pytest.raises(labelled.BadLabel, match="1000"):
            labelled.label({"rate": "990 / 1000 = #99%"}, text, held=True)


def test_a_number_is_found_by_its_words_or_by_its_turn() -> None:
    text = "接件12件，办结12件，其中三成即办"
    found = labelled.label({"sum": "{办结12:12} = 12@1", "more": ["{三成:30%} < #100%"]}, text, held=True)
    assert [text[slice(*numeral.place)] for numeral in found.numerals if numeral.place] == [
        "办结12",
        "12",
        "三成",
    ]
    assert [numeral.place for numeral in found.keys] == [(2, 4)]
    (marked,) = labelled.numerals_of("{接件12件，办结[12]:12}", text)
    assert marked.place == (8, 10)


@pytest.mark.parametrize(
    ("equation", "right"),
    [
        ("1 + 2 = 3", True),
        ("2 / 3 = 66.6%", True),  # cut
        ("2 / 3 = 66.7%", True),  # rounded
        ("2 / 3 = 66.8%", False),
        ("1.4万 + 1.4万 = 2.9万", True),  # two rounded parts
        ("1.4万 + 1.4万 = 3.1万", False),
        ("100 / 3 = 33", False),
        ("100 / 3 = {33:33.}", True),
        ("grim 80.0% of {9件:9}", False),
        ("grim 77.8% of {9件:9}", True),
        ("date {2月29日:2023-02-29}", False),
        ("date {2月29日:2024-02-29}", True),
        ("103% <= #100%", False),
        ("106 ~ 100", False),
        ("104 ~ 100", True),
        ("#names = 2", True),
    ],
)
def test_the_arithmetic_of_the_labels_knows_rounding_cutting_and_bounds(equation: str, right: bool) -> None:
    assert intervals.holds(equation, ("a", "b")) is right


def kinds_of(entry: dict[str, str], text: str) -> set[Kind]:
    return set(labelled.label(entry, text, held=True).kinds)


def test_a_sum_is_a_difference_turned_around() -> None:
    assert kinds_of({"sum": "117 + 11 = 128"}, "今年128件，去年117件，多11件。") == {
        Kind.SUM,
        Kind.DIFFERENCE,
    }


def test_between_cells_a_relation_may_be_told_of_the_table_and_a_cell_told_again_as_a_tie() -> None:
    table = "单位\t受理\t办结\n城关\t200\t150\n办结150件，办结率75%。"
    assert kinds_of({"rate": "150@1 / 200 = #75%"}, table) == {Kind.RATE, Kind.TABLE}
    assert kinds_of({"rate": "150@1 / 200 = 75%"}, table) == {Kind.RATE}
    assert kinds_of({"repeat": "150@1 = 150@2"}, table) == {Kind.REPEAT, Kind.TIE}
    assert kinds_of({"repeat": "150@1 = 150@2"}, "办结150件，上述150件都已归档。") == {Kind.REPEAT}
