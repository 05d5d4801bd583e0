"""Right relations with a slip put in: what is found of them, and what is told elsewhere, is counted."""

from __future__ import annotations

from dataclasses import replace

from yichuang.oversight.reportcheck import breaking, labelled, mutants
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


def accusing(
    kind: Kind, text: str, *places: labelled.Span, certainty: Certainty = Certainty.CONTRADICTION
) -> Finding:
    numbers = tuple(text[slice(*place)] for place in places)
    return Finding(Check(kind, (text,), numbers, places, ""), certainty, False, ())


def test_a_mutant_is_found_by_a_contradiction_of_its_kind_that_names_the_broken_number() -> None:
    (mutant, _) = breaking.mutants_of(PIECE)
    own = mutants.places(mutant.label)
    others = [place for place in own if place != mutant.place]

    def tried(*findings: Finding) -> mutants.Tried:
        return mutants.attempt(PIECE, [mutant], lambda text, name: answering(*findings))

    assert tried(accusing(Kind.SUM, TEXT, *own)).found == (mutant,)
    assert tried(accusing(Kind.GROWTH, TEXT, *own)).found == ()
    assert tried().found == ()
    asked = tried(accusing(Kind.SUM, TEXT, *own, certainty=Certainty.QUESTION))
    assert (asked.found, asked.asked, asked.elsewhere) == ((), (mutant,), ())
    without = tried(accusing(Kind.SUM, TEXT, *others))
    assert (without.found, without.elsewhere) == ((), (Kind.SUM,))


def test_of_a_report_only_what_shares_no_line_is_broken_together() -> None:
    report = replace(PIECE, whole=True)
    assert len(next(mutants.batches(report, breaking.mutants_of(report)))) == 1
    assert [len(one) for one in mutants.batches(PIECE, breaking.mutants_of(PIECE))] == [1, 1]


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
    assert mutants.cells(rows[0]) == ["合计", "1", "0", "0.0%", "0", "0.0%", "0"]


def test_what_is_told_of_a_longer_text_is_told_of_its_place_in_the_text() -> None:
    bound = labelled.label({"impossible": "815 <= 1178"}, TEXT, held=True)
    first, second = mutants.places(bound)
    mutant = breaking.Mutant(replace(bound, keys=bound.numerals), first, "8155")
    piece = replace(PIECE, held=())

    def told(text: str, name: str) -> Examination:
        assert text[second[0] + 1 : second[1] + 1] == "1178"
        return answering(
            accusing(Kind.IMPOSSIBLE, text, (first[0], first[1] + 1), (second[0] + 1, second[1] + 1))
        )

    assert mutants.attempt(piece, [mutant], told).found == (mutant,)
