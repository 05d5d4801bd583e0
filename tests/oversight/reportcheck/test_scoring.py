"""The scorer counts what a reader of the two lists, labels and findings, would count."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.oversight.reportcheck.pieces import every

from yichuang.config.cli.bench import command
from yichuang.oversight.reportcheck import labelled, scoring
from yichuang.oversight.reportcheck.findings import Certainty, Check, Examination, Finding, Kind

TEXT = "全年接件1000件，办结990件，办结率99.9%；提前办结800件，提前办结率80.8%。全年接待1,200人次。"
PIECE = labelled.piece(
    {
        "errors": [
            {"rate": "990 / 1000 = 99.9%", "also": ["impossible"], "decisive": True, "why": "99.0 %"},
            {
                "repeat": "1000 = {1,200人次:1200}",
                "certainty": "question",
                "why": "cases or persons",
            },
        ],
        "held": [{"rate": "800 / 990 = 80.8%"}],
    },
    name="a",
    report="township",
    third="seen",
    text=TEXT,
)


def check_of(kind: Kind, *numbers: str) -> Check:
    spans = tuple((TEXT.index(number), TEXT.index(number) + len(number)) for number in numbers)
    return Check(kind, (TEXT,), numbers, spans, "")


def found(kind: Kind, *numbers: str, sure: bool = True, decisive: bool = False) -> Finding:
    certainty = Certainty.CONTRADICTION if sure else Certainty.QUESTION
    return Finding(check_of(kind, *numbers), certainty, decisive, ())


def outcome(*findings: Finding, held: tuple[Check, ...] = ()) -> scoring.Outcome:
    return scoring.outcome(PIECE, Examination(6, 4, held, findings))


def counts(one: scoring.Outcome) -> tuple[int, int, int, int]:
    return len(one.true), len(one.false), len(one.missed), len(one.questions)


def test_a_contradiction_that_names_the_key_and_another_number_is_true() -> None:
    assert counts(outcome(found(Kind.RATE, "990", "1000", "99.9%"))) == (1, 0, 0, 0)
    assert counts(outcome(found(Kind.IMPOSSIBLE, "99.9%", "1000"))) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        found(Kind.SUM, "990", "1000", "99.9%"),  # another type
        found(Kind.RATE, "990", "1000"),  # not the key
        found(Kind.RATE, "99.9%", "80.8%"),  # the key alone of the label's numbers
        found(Kind.REPEAT, "1000", "1,200"),  # labelled as a question
    ],
)
def test_any_other_contradiction_is_false_and_the_label_stays_missed(wrong: Finding) -> None:
    assert counts(outcome(wrong)) == (0, 1, 1, 0)


def test_of_a_label_with_several_equations_one_is_enough() -> None:
    label = labelled.label(
        {"rate": "990 / 1000 = 99.9%", "more": ["99.9% <= #99%"], "also": ["impossible"]}, TEXT, held=False
    )
    assert scoring.matches(check_of(Kind.IMPOSSIBLE, "99.9%"), label)
    assert not scoring.matches(check_of(Kind.IMPOSSIBLE, "1000"), label)


def test_two_findings_about_one_error_count_once() -> None:
    both = outcome(found(Kind.RATE, "990", "99.9%"), found(Kind.IMPOSSIBLE, "1000", "99.9%"))
    assert counts(both) == (1, 0, 0, 0)


def test_a_question_finds_nothing_and_accuses_nobody() -> None:
    assert counts(outcome(found(Kind.RATE, "990", "99.9%", sure=False))) == (0, 0, 1, 1)
    assert counts(outcome(found(Kind.REPEAT, "1000", "1,200", sure=False))) == (0, 0, 1, 1)


def test_a_question_that_would_have_found_a_missed_error_is_counted_beside_it() -> None:
    asked = outcome(found(Kind.RATE, "990", "99.9%", sure=False))
    assert asked.asked == asked.missed
    score = scoring.Score("问", (asked, outcome(found(Kind.RATE, "990", "99.9%")), outcome()))
    assert (score.recall, score.recall_with_questions) == (1 / 3, 2 / 3)
    assert outcome(found(Kind.REPEAT, "1000", "1,200", sure=False)).asked == ()


def test_nothing_said_is_a_miss() -> None:
    assert counts(outcome()) == (0, 0, 1, 0)


def test_the_weight_agrees_when_the_finding_is_decisive_as_the_label_is() -> None:
    assert outcome(found(Kind.RATE, "990", "99.9%", decisive=True)).weighed == 1
    assert outcome(found(Kind.RATE, "990", "99.9%")).weighed == 0


def test_a_relation_that_holds_is_covered_when_it_was_checked() -> None:
    assert outcome(held=(check_of(Kind.RATE, "800", "990", "80.8%"),)).covered == PIECE.held
    assert outcome(held=(check_of(Kind.RATE, "800", "990"),)).covered == ()


def test_a_number_is_told_by_its_place_not_by_its_digits() -> None:
    inside = TEXT.index("1,200") + 2
    elsewhere = Check(Kind.RATE, (TEXT,), ("200", "99.9%"), ((inside, inside + 3), (0, 1)), "")
    assert not scoring.matches(elsewhere, PIECE.errors[0])


def test_a_row_sums_its_pieces_and_has_no_rate_of_nothing() -> None:
    outcomes = [outcome(found(Kind.RATE, "990", "99.9%")), outcome(found(Kind.SUM, "800", "990"))]
    by_name = {score.name: score for score in scoring.scores(outcomes)}
    assert set(by_name) == {"乡镇", "可看部分", "全部"}
    score = by_name["乡镇"]
    assert (score.true, score.false, score.missed) == (1, 1, 1)
    assert (score.precision, score.recall) == (0.5, 0.5)
    assert score.pages == 2 * len(TEXT) / scoring.PAGE
    silent = scoring.Score("静", (outcome(),))
    assert (silent.precision, silent.recall) == (None, 0.0)
    assert scoring.cells(silent)[8] == "—"


def test_the_unseen_third_is_never_shown() -> None:
    unseen = labelled.piece(
        {"errors": [{"rate": "990 / 1000 = 99.9%", "why": "99.0 %"}]},
        name="b",
        report="township",
        third="unseen",
        text=TEXT,
    )
    silent = Examination(6, 4, (), ())
    assert scoring.details([scoring.outcome(unseen, silent)]) == []
    assert scoring.details([scoring.outcome(PIECE, silent)]) == ["a 漏 rate 990 / 1000 = 99.9%（99.0 %）"]


def test_the_command_prints_a_row_for_every_kind_and_either_third(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # all of it takes long: a passage and a report of each kind and third stand for it
    some = {(piece.report, piece.third, piece.whole): piece for piece in every()}
    monkeypatch.setattr(labelled, "load", lambda: list(some.values()))
    right = labelled.right_pieces()[:3]
    monkeypatch.setattr(labelled, "right_pieces", lambda: right)
    file = tmp_path / "scores.json"
    done = CliRunner().invoke(command, ["check", "--json", str(file)])
    assert done.exit_code == 0, done.output
    rows = {row["name"]: row for row in json.loads(file.read_text(encoding="utf-8"))}
    assert rows.keys() >= {
        *scoring.REPORTS.values(),
        *scoring.THIRDS.values(),
        "整篇报告",
        "全部",
        "全部改错",
    }
    assert all(name in done.output for name in rows)
    for count in ("passages", "reports", "true", "missed", "false", "held", "covered"):
        assert sum(rows[scoring.THIRDS[third]][count] for third in labelled.THIRDS) == rows["全部"][count]
    assert rows[scoring.THIRDS[labelled.RIGHT]]["passages"] == len(right)
    assert rows["全部"]["reports"] == sum(piece.whole for piece in some.values())


def test_the_command_refuses_options_of_the_other_bench() -> None:
    assert CliRunner().invoke(command, ["check", "--small"]).exit_code == 2
    assert CliRunner().invoke(command, ["--show"]).exit_code == 2
