"""A wrong accusation is worse than a miss: texts in which every number is right aren't accused, a break is found."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby, pairwise
from math import ceil

import pytest
from tests.oversight.reportcheck import intervals

from yichuang.oversight.reportcheck import labelled
from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import PAGE, Examination, Span
from yichuang.oversight.reportcheck.labelled import Label, Piece
from yichuang.oversight.reportcheck.reading import read

CLEAN = labelled.CORPUS / "clean"
REPORTS = list(labelled.load_third(CLEAN, "clean"))
PASSAGE = "passage.txt"
MENDED = "mixed"  # the file of what was once accused wrongly, and how else such things are written
RIGHT = labelled.right_pieces()
FILES = {
    name: [piece.text for piece in pieces]
    for name, pieces in groupby(RIGHT, lambda piece: piece.name.rpartition("-")[0])
}
STACKS = [(name, texts[at : at + 400]) for name, texts in FILES.items() for at in range(0, len(texts), 400)]
SOME = [piece.text for piece in RIGHT[::4]]
# Wrong accusations a page of what wasn't mended by: dense texts, hardly a figure of which stands alone.
ACCUSED = 1 / 8
ASKED = 1 / 6  # questions a page: half of what a reader is asked to bear
MOST_ASKED = 1 / 3  # of the worst stack of texts: what a reader is asked to bear
FOUND = 0.6  # of the breaks: what no words mark as all there is may not be accused


@cache  # several tests look at the same texts
def examined(text: str, name: str) -> Examination:
    return examine(read(text.encode(), name))


def told(examination: Examination) -> list[str]:
    return [finding.check.arithmetic for finding in examination.contradictions]


def test_there_are_enough_of_them() -> None:
    assert len(REPORTS) >= 15
    assert len(RIGHT) >= 150


@pytest.mark.parametrize("piece", REPORTS, ids=lambda piece: piece.name)
def test_of_a_report_that_is_right_nothing_is_accused(piece: Piece) -> None:
    assert told(examined(piece.text, piece.file)) == []


@pytest.mark.parametrize("piece", REPORTS, ids=lambda piece: piece.name)
def test_what_is_labelled_holds_and_is_checked(piece: Piece) -> None:
    checked = [{bare(number) for number in check.numbers} for check in examined(piece.text, piece.file).held]
    assert len(piece.held) >= 5
    for label in piece.held:
        assert intervals.holds(label.equations[0], ()), label.equations
        numbers = {bare(piece.text[slice(*number.place)]) for number in label.numerals if number.place}
        assert numbers in checked, label.equations


def bare(number: str) -> str:
    return number.rstrip("%万亿")


@pytest.mark.parametrize(("name", "texts"), STACKS, ids=lambda value: value if isinstance(value, str) else "")
def test_of_texts_that_are_right_hardly_anything_is_accused_and_little_asked(
    name: str, texts: list[str]
) -> None:
    examinations = [examined(text, PASSAGE) for text in texts]
    pages = sum(map(len, texts)) / PAGE
    accused = [found for each in examinations if (found := told(each))]
    assert len(accused) <= (0 if name == MENDED else ceil(ACCUSED * pages)), accused
    assert sum(len(each.questions) for each in examinations) <= MOST_ASKED * pages


def test_of_all_of_them_little_is_asked() -> None:
    texts = [*((piece.text, piece.file) for piece in REPORTS), *((text, PASSAGE) for text in SOME)]
    questions = [found for text, name in texts for found in examined(text, name).questions]
    assert len(questions) <= ASKED * sum(len(text) for text, _ in texts) / PAGE


def test_a_number_of_them_that_is_broken_is_found() -> None:
    broken = list(breaks())
    found = [is_told(piece, place, other) for piece, place, other in broken]
    assert len(found) > 60
    assert sum(found) >= FOUND * len(found)


def breaks() -> Iterator[tuple[Piece, Span, str]]:
    """Each labelled result with two neighbouring digits swapped, or its second digit changed."""
    for piece in REPORTS:
        for label in piece.held[::2]:
            place = place_of_result(label)
            yield piece, place, broken_number(piece.text[slice(*place)])


def place_of_result(label: Label) -> Span:
    place = label.keys[0].place
    assert place
    return place


def broken_number(number: str) -> str:
    for at, (one, other) in enumerate(pairwise(number)):
        if one.isdigit() and other.isdigit() and one != other and other != "0":
            return number[:at] + other + one + number[at + 2 :]
    last = max(at for at, sign in enumerate(number) if sign.isdigit())
    return number[:last] + str((int(number[last]) + 3) % 10) + number[last + 1 :]


def is_told(piece: Piece, place: Span, other: str) -> bool:
    text = piece.text[: place[0]] + other + piece.text[place[1] :]
    findings = examined(text, piece.file).findings
    return any(bare(other) in number for finding in findings for number in finding.check.numbers)
