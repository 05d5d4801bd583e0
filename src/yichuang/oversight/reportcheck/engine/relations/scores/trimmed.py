"""What is left of the marks of judges: the mean without the highest and the lowest ones. Pure.

"五位评委打分9.42分、9.35分、9.51分、9.28分、9.44分，去掉一个最高分、一个最低分后平均9.40分": (9.42 + 9.35 + 9.44) ÷ 3.
No other reading is left where marks are told in turn and words say which of them are dropped, so it is told whatever
the digits. What somebody got is then this mean, never one of the marks (`judges_marks`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from yichuang.oversight.reportcheck.engine.intervals import divide
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.scores.marks import Mark, Part, marks
from yichuang.oversight.reportcheck.engine.relations.scores.sheets import (
    DEFINITE,
    WEIGHED,
    Reading,
    apart,
    number_of,
)
from yichuang.oversight.reportcheck.engine.telling import about, said
from yichuang.oversight.reportcheck.findings import Span

_DROPS: Final = re.compile(r"去掉|去除|剔除|除去|扣除|扣掉|舍去|舍弃|减去|刨去|不计(?!入)")
_HOW_MANY: Final = re.compile(r"(?:(?P<n>[一两二三]|[1-3])[个名位]?)?(?:评委|裁判)?的?最(?P<end>[高低])")
_EACH: Final = re.compile(r"各(?P<n>[一两二三]|[1-3])个?")
_RESULT: Final = re.compile(r"平均|均分|最[后终]|得|成绩|为|剩|余")
_BY_RULE: Final = re.compile(r"平均|均分|最[后终]")
_OTHERWISE: Final = re.compile(rf"{WEIGHED.pattern}|难度|加分|扣分|乘")
_FEWEST: Final = 3
_PARTS: Final = (Part.MEAN, Part.TOTAL, Part.SCORE)


@dataclass(frozen=True, slots=True)
class _Row:
    """The marks of judges, in turn, and where words say that the highest and the lowest of them are dropped."""

    marks: tuple[Mark, ...]
    words: str

    @property
    def kept(self) -> tuple[Mark, ...]:
        """The marks that are left, in reading order."""
        high, low = (_dropped(self.words, end) for end in "高低")
        ranked = sorted(self.marks, key=lambda m: m.figure.value)
        left = ranked[low : len(ranked) - high]
        return tuple(m for m in self.marks if m in left)


def trimmed(sheet: Sequence[Mark], index: int) -> Iterator[Reading]:
    """The mean of the marks in front that are not dropped; their sum, if that is of its size."""
    row = _row_of(sheet, index)
    if row is None or len(row.kept) < 1 or len(row.kept) == len(row.marks):
        return
    claim, figures = sheet[index].figure, tuple(m.figure for m in row.kept)
    whole = sum((f.value for f in figures), Decimal(0))
    told = " + ".join(map(said, figures))
    if claim.value > max(m.figure.value for m in row.marks) * _TWICE:
        gap = claim.value - whole
        yield Reading(
            DEFINITE, figures, whole, tuple((f, f.value + gap) for f in figures), f"{told} {about(whole, 3)}"
        )
        return
    made = divide(whole, Decimal(len(figures)))
    gap = claim.value * len(figures) - whole
    text = f"（{told}）÷ {len(figures)} {about(made, 3)}"
    if not claim.step and abs(made - claim.value) * _TWICE <= 1:
        made = claim.value  # told in whole points
    yield Reading(DEFINITE, figures, made, tuple((f, f.value + gap) for f in figures), text)


_TWICE: Final = 2


def judges_marks(passage: Passage) -> frozenset[Span]:
    """The marks of a paragraph that went into such a mean, so that nobody's score is one of them."""
    if not _DROPS.search(passage.text):
        return frozenset()
    sheet = marks(passage)
    rows = (_row_of(sheet, index) for index in range(len(sheet)))
    return frozenset(m.figure.span for row in rows if row for m in row.marks)


def _row_of(sheet: Sequence[Mark], index: int) -> _Row | None:
    """The marks that a result is of: in front of the words that drop some, or of the rule that says so in advance."""
    mark = sheet[index]
    if mark.part not in _PARTS or not _RESULT.search(mark.figure.lead):
        return None
    ends = index
    while ends and sheet[ends - 1].part in (Part.END, Part.ASIDE):
        ends -= 1
    found = _in_turn(sheet, ends)
    if len(found) < _FEWEST or apart(found[-1], mark) > 1 or mark.passage is not found[0].passage:
        return None
    text = mark.passage.text
    between = text[found[-1].figure.after : mark.figure.at]
    if _OTHERWISE.search(between):
        return None
    words = _words_that_drop(between)
    if not words and ends == index and _BY_RULE.search(mark.figure.lead):
        words = _words_that_drop(text[: found[0].figure.at])
    told = all(_is_among(m, found) for m in sheet[ends:index])
    return _Row(tuple(found), words) if words and told else None


def _in_turn(sheet: Sequence[Mark], ends: int) -> list[Mark]:
    """The scores in front of a place that stand side by side and of which only the first has words in front."""
    found: list[Mark] = []
    for mark in reversed(sheet[:ends]):
        if mark.part is not Part.SCORE or mark.full is not None:
            break
        if found and mark.passage.text[mark.figure.after : found[0].figure.at] not in _SIGNS:
            break
        found.insert(0, mark)
    return found


_SIGNS: Final = frozenset(("、", "，", "和", "及", "与", ",", "/"))


def _words_that_drop(words: str) -> str:
    """The words that say which marks are dropped; none if they don't."""
    drops = list(_DROPS.finditer(words))
    if not drops:
        return ""
    told = words[drops[-1].end() :]
    return told if "最高" in told or "最低" in told else ""


def _dropped(words: str, end: str) -> int:
    """How many are dropped at an end: 两个最高分, 最高分、最低分各一个."""
    told = next((each for each in _HOW_MANY.finditer(words) if each["end"] == end), None)
    if told is None:
        return 0
    each = _EACH.search(words)
    number = told["n"] or (each["n"] if each else "一")
    return number_of(number)


def _is_among(dropped: Mark, found: Sequence[Mark]) -> bool:
    """Whether a dropped mark that is told once more is the highest or the lowest of all."""
    values = [m.figure.value for m in found]
    return dropped.figure.value in (max(values), min(values))
