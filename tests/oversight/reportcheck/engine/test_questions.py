"""Questions are rare: at most one for each three pages, the likeliest, and none of what is accused already."""

from __future__ import annotations

from dataclasses import replace

from yichuang.oversight.reportcheck.engine import figures_of
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.questions import surest_first, without_idle_questions
from yichuang.oversight.reportcheck.findings import PAGE, Certainty, Kind
from yichuang.oversight.reportcheck.reading.text import read_text

TEXT = "登记12户，走访34户，办结56件，补正78件，退回90件。"
FIGURES = figures_of(read_text(TEXT), 0, len(TEXT))


def judged(*places: int, odds: float = 0.0, certainty: Certainty = Certainty.QUESTION) -> Judged:
    figures = tuple(FIGURES[place] for place in places)
    return Judged(
        Kind.SUM, figures, (), holds=False, arithmetic="", certainty=certainty, claim=figures[0], odds=odds
    )


def test_of_three_pages_one_is_asked_the_likeliest() -> None:
    less, more = judged(0, 1, odds=3.0), judged(2, 3, odds=9.0)
    assert without_idle_questions([less, more], 3 * PAGE) == [more]
    assert without_idle_questions([less, more], 3 * PAGE + 1) == [less, more]


def test_a_short_text_may_be_asked_one() -> None:
    assert without_idle_questions([judged(0, 1, odds=3.0)], 20) == [judged(0, 1, odds=3.0)]


def test_of_a_figure_that_is_accused_or_asked_about_nothing_more_is_asked() -> None:
    accused = judged(0, 1, certainty=Certainty.CONTRADICTION)
    likely = judged(2, 3, odds=9.0)
    told = [accused, judged(1, 4, odds=12.0), likely, judged(3, 4, odds=4.0)]
    assert without_idle_questions(told, 30 * PAGE) == [accused, likely]


def test_what_holds_and_what_is_accused_is_always_told() -> None:
    told = [replace(judged(0, 1), holds=True), judged(2, 3, certainty=Certainty.CONTRADICTION)]
    assert without_idle_questions(told, 10) == told


def test_a_question_stands_behind_a_contradiction_that_was_found_later() -> None:
    less, more = judged(0, 1, odds=3.0), judged(0, 2, odds=9.0)
    first, second = (judged(0, at, certainty=Certainty.CONTRADICTION) for at in (3, 4))
    assert surest_first([less, first, more, second]) == [first, second, more, less]
