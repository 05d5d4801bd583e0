"""What a rule accuses and the signs hardly believe in is asked, not accused."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.document import Paragraph
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage, passage_of
from yichuang.oversight.reportcheck.engine.relations.second_opinion import with_second_opinions
from yichuang.oversight.reportcheck.findings import Certainty, Kind
from yichuang.oversight.reportcheck.reading.text import read_text


def passage(text: str) -> Passage:
    document = read_text(text)
    (block,) = document.blocks
    assert isinstance(block, Paragraph)
    return passage_of(document, block, 0)


def judged(kind: Kind, of: Passage, *numbers: str, odds: float = 0.0) -> Judged:
    """What a rule says of these numbers, the last of them the result."""
    figures = tuple(next(f for f in of.figures if f.written == number) for number in numbers)
    return Judged(kind, figures, (), holds=False, arithmetic="", claim=figures[-1], odds=odds)


CENTRE = passage("全年受理1,240件，补正78件，办结1,178件，办结率59.0%。")
BONDS = passage("上年受理4,980件，退回860件。本年受理5,340件，较上年增加460件；投诉212件。")


@pytest.mark.parametrize(
    ("of", "kind", "believed", "doubted"),
    [
        (CENTRE, Kind.RATE, ("1,240", "1,178", "59.0%"), ("1,240", "78", "59.0%")),
        (BONDS, Kind.DIFFERENCE, ("4,980", "5,340", "460"), ("5,340", "860", "460")),
    ],
)
def test_only_what_they_hardly_believe_in_is_a_question(
    of: Passage, kind: Kind, believed: tuple[str, ...], doubted: tuple[str, ...]
) -> None:
    accused, asked = with_second_opinions([of], [judged(kind, of, *believed), judged(kind, of, *doubted)])
    assert accused.certainty is Certainty.CONTRADICTION
    assert asked.certainty is Certainty.QUESTION


def test_what_was_weighed_already_needs_no_other_opinion() -> None:
    weighed = judged(Kind.RATE, CENTRE, "1,240", "78", "59.0%", odds=30.0)
    assert list(with_second_opinions([CENTRE], [weighed])) == [weighed]
