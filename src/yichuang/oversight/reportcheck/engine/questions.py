"""Questions are rare, or nobody reads them: at most one for each three pages of a text, the likeliest first. Pure.

A question is asked of figures that nothing accuses: who mends the contradiction gets its answer too.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.findings import PAGE, Certainty, Span

_PAGES = 3  # to one question


def without_idle_questions(judged: Sequence[Judged], length: int) -> list[Judged]:
    """What was judged of a text of so many characters, with no more questions than are worth a reader's time."""
    taken = {span for each in judged if _is_told(each) for span in _spans(each)}
    asked: list[Judged] = []
    for each in sorted(filter(_is_question, judged), key=lambda each: -each.odds):
        spans = _spans(each)
        if len(asked) < ceil(length / PAGE / _PAGES) and taken.isdisjoint(spans):
            taken |= spans
            asked.append(each)
    return [each for each in judged if not _is_question(each) or each in asked]


def _is_question(judged: Judged) -> bool:
    return not judged.holds and judged.certainty is Certainty.QUESTION


def _is_told(judged: Judged) -> bool:
    return not judged.holds and judged.certainty is Certainty.CONTRADICTION


def _spans(judged: Judged) -> set[Span]:
    return {figure.span for figure in judged.figures}
