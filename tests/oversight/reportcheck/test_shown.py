"""What the page shows: each number once with the gravest of its marks, and the text as it stands."""

from __future__ import annotations

from yichuang.oversight.reportcheck.document import Document, Paragraph
from yichuang.oversight.reportcheck.findings import Certainty, Check, Examination, Finding, Kind, Span
from yichuang.oversight.reportcheck.sheets import Verdict
from yichuang.oversight.reportcheck.shown import Grid, Mark, passages, relations, touched

TEXT = "受理 10 件，其中即办 6 件、承诺 5 件。"
DOCUMENT = Document(TEXT, (Paragraph(0, len(TEXT)),))


def check(*numbers: str, kind: Kind = Kind.SUM) -> Check:
    spans: list[Span] = [(TEXT.index(number), TEXT.index(number) + len(number)) for number in numbers]
    return Check(kind, (TEXT,), numbers, tuple(spans), "6 + 5 = 11 ≠ 10")


WRONG = Finding(check("10", "6", "5"), Certainty.CONTRADICTION, False, ("合计改为 11",))
HELD = check("6", "5", kind=Kind.RATE)
EXAMINATION = Examination(3, 3, (HELD,), (WRONG,))


def marks(verdicts: dict[str, Verdict]) -> list[tuple[str, Mark]]:
    (shown,) = passages(DOCUMENT, relations(EXAMINATION, verdicts))
    assert not isinstance(shown, Grid)
    assert "".join(piece.text for piece in shown.pieces) == TEXT
    return [(piece.text, piece.mark) for piece in shown.pieces if piece.mark]


def test_where_relations_share_a_number_what_doesnt_hold_wins() -> None:
    grave = Mark.CONTRADICTION
    assert marks({}) == [("10", grave), ("6", grave), ("5", grave)]


def test_a_dismissed_finding_is_no_longer_marked_as_one() -> None:
    (key,) = [one.key for one in relations(EXAMINATION, {}) if one.finding]
    dismissed = Verdict(accepted=False, reason="口径不同")
    assert {mark for _, mark in marks({key: dismissed})} == {Mark.DISMISSED}


def test_two_relations_that_say_the_same_have_two_names() -> None:
    twice = Examination(3, 3, (), (WRONG, WRONG))
    keys = [one.key for one in relations(twice, {})]
    assert len(set(keys)) == 2


def test_what_can_be_corrected_is_where_the_numbers_stand() -> None:
    (finding,) = [one for one in relations(EXAMINATION, {}) if one.finding]
    assert touched(DOCUMENT, finding) == [DOCUMENT.blocks[0]]
