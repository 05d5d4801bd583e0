"""Values of now, each with the one of before that the text tells beside it. Pure.

"隐患863处（上年为792处）", "从上年的66.3%提到67.8%", "年初13个，新上8个，累计达到21个", and in two sentences
"学生1,491名，…。上一学年同期是1,536名，一年少了45名".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import divide
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.slips import digits_of
from yichuang.oversight.reportcheck.engine.units import DURATIONS, PERCENT, POINTS

_LAST = r"上年|去年|前年|上一?个?(?:学年|学期|年度|季度|[月周期届])|同期"
_BEFORE = re.compile(rf"{_LAST}|年初|期初|原来?|此前|以前|之前|改造前|(?:19|20)\d\d年")
_THEN = re.compile(rf"^[^，。；：]{{0,4}}(?:{_LAST})")
_OPENING = re.compile(r"(?:上年|去年|前年)(?:年)?[末底]|年初|期初|(?:19|20)\d\d年(?:年)?[末底]")
_CLOSING = re.compile(r"(?<!上)(?<!去)(?<!前)(?<!\d)年[末底]|期末")
_CAME_TO = re.compile(r"(?:累计|总数|总量|目前|现|已)(?:共)?(?:有|达到?|为|增[加]?[到至])$|现有$")
_TO = re.compile(r"(?:[到至为]|达到)$")
_THIS_YEAR = re.compile(
    r"^(?:今年|今|本年度?|现在?|目前|如今|到年底)(?:已|则|就|也|又|有|是|为|达|增|升|降|减)*$"
)
_AHEAD = re.compile(
    r"明年|来年|下年|下一步|今后|力争|争取|目标|计划|预计|(?<!公共)(?<!基金)(?<!经营)预算|拟|建议|确保|将"
    r"|(?<![主重需首])要(?![求素点紧道闻件])|任务|规划|应当"
)
_STEP = re.compile(r"[多少增减升降]了?$")
_BESIDE = 2  # clauses between what is now and what was before
_MOST_MOVES = 4
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Pair:
    """A value of now and that of before. `is_sure`: the words or the step told beside leave nothing else."""

    passage: Passage
    now: Figure
    before: Figure
    is_sure: bool


def pairs_of(passage: Passage) -> Iterator[Pair]:
    """All such pairs of a paragraph that tell of what is, not of what is planned."""
    if not _BEFORE.search(passage.text):
        return
    for index, before in enumerate(passage.figures):
        if is_told_exactly(before):
            yield from _with(passage, index, before)


def is_told_exactly(figure: Figure) -> bool:
    """Whether a figure is a count or a rate that can be known again by its digits."""
    plain = figure.is_exact and figure.unit not in DURATIONS and figure.unit not in ("", POINTS)
    return plain and len(digits_of(figure)) > 1


def _with(passage: Passage, index: int, before: Figure) -> Iterator[Pair]:
    if _OPENING.search(before.lead) and (now := _closing(passage, before)):
        yield Pair(passage, now, before, is_sure=True)
    if before.role is Role.BASE:
        now = _moved(passage, index, before)
        if now is None and _is_of_before(passage, before):
            now = _in_front(passage, index, before)
    elif _THEN.search(before.lead) and before.role in (Role.LEVEL, Role.RATE):
        now = _moved(passage, index, before) or _apart(passage, before)
    else:
        return
    if now and now.value != before.value and not _is_ahead(passage, before, now):
        moved = now.at > before.at and _is_of_before(passage, before)
        yield Pair(passage, now, before, is_sure=moved or _is_step_told(passage, before, now))


def _is_of_before(passage: Passage, figure: Figure) -> bool:
    begins, _ = passage.clause_range(figure.clause)
    return _BEFORE.search(passage.text, begins, figure.at) is not None


def _closing(passage: Passage, opening: Figure) -> Figure | None:
    """The stock that a sentence ends with, if it began with this one: 上年末1,352户，…，年末1,284户."""
    behind = passage.between(opening.after, passage.sentence_range(opening.sentence)[1])
    alike = [f for f in behind if f.unit == opening.unit]
    closing = [
        f
        for at, f in enumerate(alike)
        if is_told_exactly(f)
        and (_CLOSING.search(f.lead) or (_CAME_TO.search(f.lead) and _comes_out(opening, alike[:at], f)))
    ]
    return closing[0] if len(closing) == 1 and closing[0].value != opening.value else None


def _comes_out(opening: Figure, moves: Sequence[Figure], closing: Figure) -> bool:
    """Whether what came and what went makes one stock of the other: 13个，新上8个，累计达到21个."""
    if not 0 < len(moves) <= _MOST_MOVES:
        return False
    made = {opening.value}
    for move in moves:
        made = {stock + step for stock in made for step in (move.value, -move.value)}
    return closing.value in made


def _moved(passage: Passage, index: int, before: Figure) -> Figure | None:
    """What a value came to: 从上年的66.3%提到67.8%, 比上年的486万元多75万元，达到561万元, 上年是46家，今年是58家."""
    for now in passage.figures[index + 1 : index + 3]:
        beside = now.sentence == before.sentence and now.clause - before.clause <= _BESIDE
        if beside and now.unit == before.unit and _is_of_now(now):
            return now if _TO.search(now.lead) or _THIS_YEAR.search(now.lead) else None
    return None


def _in_front(passage: Passage, index: int, before: Figure) -> Figure | None:
    """The value of now that one of before is told behind: 863处（上年为792处）."""
    front = passage.figures[max(0, index - 3) : index]
    nows = [
        f
        for f in front
        if f.unit == before.unit
        and f.sentence == before.sentence
        and before.clause - f.clause <= _BESIDE
        and _is_of_now(f)
    ]
    return nows[-1] if nows else None


def _apart(passage: Passage, before: Figure) -> Figure | None:
    """The value of now in the sentence in front, if the step told behind is from one to the other."""
    begins, _ = passage.sentence_range(max(0, before.sentence - 1))
    front = passage.between(begins, before.at)
    nows = [f for f in front if f.unit == before.unit and _is_of_now(f) and _is_step_told(passage, before, f)]
    return nows[0] if len(nows) == 1 else None


def _is_of_now(figure: Figure) -> bool:
    wanted = Role.RATE if figure.is_percent else Role.LEVEL
    return figure.role is wanted and is_told_exactly(figure)


def _is_step_told(passage: Passage, before: Figure, now: Figure) -> bool:
    """Whether the step from one to the other, or the growth, is told in their sentences and comes out."""
    begins, _ = passage.sentence_range(min(before.sentence, now.sentence))
    _, ends = passage.sentence_range(max(before.sentence, now.sentence))
    gap = abs(now.value - before.value)
    steps = [f for f in passage.between(begins, ends) if f.role is Role.CHANGE or _STEP.search(f.lead)]
    if any(f.value == gap and f.unit in (before.unit, POINTS) for f in steps):
        return True
    growth = divide(gap * 100, before.value) if before.value else Decimal(0)
    growths = (f for f in steps if f.unit == PERCENT and not before.is_percent)
    return any(abs(abs(f.value) - growth) <= f.step * _HALF for f in growths)


def _is_ahead(passage: Passage, before: Figure, now: Figure) -> bool:
    """Whether the value of now is only planned, or of a year behind the report's: 2026年到期2.05亿元，比2025年…."""
    first, last = sorted((before, now), key=lambda f: f.at)
    begins, _ = passage.sentence_range(first.sentence)
    words = passage.text[begins : last.at]
    return bool(_AHEAD.search(words)) or len(set(_YEAR.findall(words))) > 1


_YEAR = re.compile(r"20\d\d(?=年)")
