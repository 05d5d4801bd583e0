"""Questions are rare, or nobody reads them: at most one for each three pages of a text, the likeliest first. Pure.

A question is asked of figures that nothing accuses: who mends the contradiction gets its answer too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil, inf

from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.findings import PAGE

_PAGES = 3  # to one question


def surest_first(judged: Iterable[Judged]) -> list[Judged]:
    """What was judged as it stands, its questions behind it, the likeliest first: of one claim the surest is told."""
    return sorted(judged, key=lambda each: each.odds if each.is_question else inf, reverse=True)


def without_idle_questions(judged: Sequence[Judged], length: int) -> list[Judged]:
    """What was judged of a text of so many characters, with no more questions than are worth a reader's time."""
    most = ceil(length / PAGE / _PAGES)
    taken = {span for each in judged if not each.holds and not each.is_question for span in each.spans}
    asked: list[Judged] = []
    for each in surest_first(each for each in judged if each.is_question):
        if len(asked) < most and taken.isdisjoint(each.spans):
            taken.update(each.spans)
            asked.append(each)
    return [each for each in judged if not each.is_question or each in asked]
