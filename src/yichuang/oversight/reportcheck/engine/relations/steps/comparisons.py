"""Comparisons: by how much one thing that the text tells is above or below another.

"教育局、人社局、住建局依次为98.5%、97.2%、91.6%，住建局居末，比第一名低6.9个百分点": 98.5 - 91.6 = 6.9.
"支出为预算的70.0%，慢于序时进度5.0个百分点；序时进度为75.0%": 75.0 - 70.0 = 5.0, and it is slower, not faster.

What is compared with is named behind 比, 高于, 慢于; it may stand before or behind. Comparisons with a time that the
text gives no value of are left alone (`growth` knows those that it does).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged, with_scale
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.likely import within
from yichuang.oversight.reportcheck.engine.rounding import are_apart, comes_out
from yichuang.oversight.reportcheck.engine.slips import is_slip
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import DURATIONS, PERCENT, POINTS
from yichuang.oversight.reportcheck.findings import Kind

_HIGHER = "高出|高|快|多|超出|超|领先|优|好|大|长|上升|提高|提升|增加|增长|扩大"
_LOWER = "低|慢|少|落后|滞后|差|小|短|下降|降低|减少|回落|缩小"
_COMPARED = re.compile(
    rf"(?:比|较|与)(?P<one>[^，。；：、\d]{{1,16}}?)(?:相比|的)?(?:同比|水平|平均水平)?(?:(?P<up>{_HIGHER})|(?P<down>{_LOWER}))(?:了|出|约)*$"
    rf"|(?P<over>{_HIGHER})(?:于|过)(?P<two>[^，。；：、\d]{{0,16}}?)(?<!的)约?$"
    rf"|(?P<under>{_LOWER})于(?P<three>[^，。；：、\d]{{0,16}}?)(?<!的)约?$"
    r"|(?P<apart>相差|差距为?|极差为?|差值为?|相距|落差为?)(?:了|约|达|仅|只)*$"
)
_TIME = re.compile(
    r"上年|去年|前年|同期|上月|上季|上周|上学|上个|上半|学期|年初|上一|往年|以往|上次|上届|前期|历史|过去|之前|以前|原|整改前|改革前|\d年|\d月|期末|月份|当时"
)
_MOST = re.compile(r"最高|最多|最大|最快|最好|第一|首位|榜首|居首")
_LEAST = re.compile(r"最低|最少|最小|最慢|最差|末位|居末|垫底|最后")
_FAR = 160
_TIMES = 3  # values that are farther apart than so many times the gap told are of different things


@dataclass(frozen=True, slots=True)
class Compared:
    """What stands above, what below, as far as the words say; `other` is what it is compared with."""

    this: Figure
    other: Figure
    higher: bool | None


def comparisons(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All comparisons of a document."""
    for passage in passages:
        for gap in passage.figures:
            found = _COMPARED.search(_words(passage, gap)) if _may_be(gap) else None
            if found and (judged := _judged(passages, passage, gap, found)):
                yield judged


def _may_be(gap: Figure) -> bool:
    if gap.lead.startswith("的"):
        return False  # "超过20%的有23种": the limit tells which are counted
    return gap.is_exact and gap.unit not in ("", PERCENT, "倍") and gap.value > 0 and len(gap.lead) > 0


def _words(passage: Passage, gap: Figure) -> str:
    """The words of its clause in front of a gap, other figures among them left out: "低于98%的目标"."""
    begins, _ = passage.clause_range(gap.clause)
    at = begins
    told = ""
    for figure in passage.between(begins, gap.at):
        told += passage.text[at : figure.at]
        at = figure.after
    return told + passage.text[at : gap.at]


_EITHER_WAY = re.compile("相差|差距|悬殊|之差")  # whichever of the two is more


def _judged(
    passages: Sequence[Passage], passage: Passage, gap: Figure, found: re.Match[str]
) -> Judged | None:
    levels = _levels(passage, gap)
    compared = _pair(passage, gap, found, levels)
    if compared is None:
        return None
    this, other = compared.this, compared.other
    higher = None if _EITHER_WAY.search(gap.lead) else compared.higher
    high, low = (this, other) if higher or (higher is None and this.value > other.value) else (other, this)
    if comes_out((high,), (low,), gap):
        return _told(passages, gap, high, low, holds=True)
    others = [(one, two) for one, two in combinations(levels, 2) if are_apart(one, two, gap)]
    turned = high.value < low.value and are_apart(high, low, gap)
    if turned:
        return _told(passages, gap, high, low, holds=False) if higher is not None else None
    if others or not all(f.is_exact for f in (this, other)):
        return None
    made = abs(high.value - low.value)
    if made > gap.value * _TIMES or (len(levels) > 2 and not is_slip(gap, made)):
        return None
    return _told(passages, gap, high, low, holds=False) if made else None


def _levels(passage: Passage, gap: Figure) -> list[Figure]:
    """The values of the unit in the sentence, the one before and the one behind."""
    unit = PERCENT if gap.unit == POINTS else gap.unit
    begins, _ = passage.sentence_range(max(0, gap.sentence - 1))
    _, ends = passage.sentence_range(gap.sentence)
    near = passage.between(max(begins, gap.at - _FAR), min(ends, gap.at + _FAR))
    return [f for f in near if f is not gap and f.unit == unit and f.role is not Role.CHANGE]


def _pair(passage: Passage, gap: Figure, found: re.Match[str], levels: Sequence[Figure]) -> Compared | None:
    """What is compared with what: by the name behind 比, by 最高 and 最低, or the only two that there are."""
    name = (found["one"] or found["two"] or found["three"] or "").strip("的")
    higher = None if found["apart"] else _is_higher(gap, found)
    front = [f for f in levels if f.at < gap.at and gap.sentence == f.sentence]
    if found["apart"]:
        begins = passage.text.rfind("；", 0, gap.at)
        if len(beside := [f for f in front if f.at > begins]) == 2:
            return Compared(beside[-1], beside[-2], None)
        ends = _ends(front, passage)
        if ends:
            return Compared(*ends, None)
        return Compared(front[-1], front[-2], None) if len(front) == 2 and len(levels) == 2 else None
    inside = [f for f in front if f.clause == gap.clause and f.after > found_at(passage, gap, found)]
    if inside and len(front) > 1:
        return Compared(front[-2], inside[-1], higher) if inside[-1] is front[-1] else None
    if not front:
        return None
    if _TIME.search(name):
        then = [f for f in levels if f.at > gap.at and _is_then(name, f, front[-1])]
        return Compared(front[-1], then[0], higher) if len(then) == 1 and len(front) == 1 else None
    bracketed = [
        f for f in levels if f.at > gap.at and f.bracket > gap.bracket and f.clause <= gap.clause + 1
    ]
    subject = _subject_words(passage, gap, found)
    if len(levels) == len(front) == 2 and _is_spoken_of(passage, front, name):
        if len(subject) < 2 and _is_called(name, front[1]) and not _is_called(name, front[0]):
            return Compared(front[0], front[1], higher)  # "认定准确率98.6%，目标值98%，高于目标"
        return _of_two(front, subject, gap, higher=higher)
    this = _subject(front, gap, subject)
    if this is None:
        return None
    other = _object(name, levels, this) or (bracketed[0] if len(bracketed) == 1 else None)
    return Compared(this, other, higher) if other is not None and other is not this else None


def _is_higher(gap: Figure, found: re.Match[str]) -> bool:
    """Whether what is told is the greater number; who is quicker needs fewer days."""
    word = found["up"] or found["over"] or found["down"] or found["under"]
    return bool(found["up"] or found["over"]) is not (word in _PACE and gap.unit in DURATIONS)


_PACE = frozenset("快慢")


def _is_then(name: str, figure: Figure, now: Figure) -> bool:
    """Whether a figure is the value of that time: "平均年龄41.2岁，比上届下降…；上届平均年龄为47.5岁"."""
    rest = re.sub(r"[为是达的]+$", "", figure.lead.replace(name, "", 1))
    return name in figure.lead and (rest in now.lead or not rest)


def _of_two(front: Sequence[Figure], subject: str, gap: Figure, *, higher: bool | None) -> Compared | None:
    """The only two values of the sentence, the last one being what is spoken of unless its words say otherwise."""
    if gap.clause - front[0].clause > 3:
        return None
    this = _subject(front, gap, subject)
    if this is None:
        return Compared(front[1], front[0], None)
    return Compared(this, front[0] if this is front[1] else front[1], higher)


def _is_spoken_of(passage: Passage, front: Sequence[Figure], name: str) -> bool:
    """Whether what is compared with is told in the sentence: most of the signs of its name stand with the values."""
    begins, _ = passage.sentence_range(front[0].sentence)
    told = passage.between(begins, front[-1].after)
    steps = {
        f.clause for f in told if f.role is Role.CHANGE
    }  # "高于年度目标3.4个百分点" tells no value of it
    first = told[0].clause if told else front[0].clause
    clauses = [
        passage.clause_range(number) for number in range(first, front[-1].clause + 1) if number not in steps
    ]
    kernel = re.sub(r"[的率数为]", "", name)
    words = "".join(passage.text[at:to] for at, to in clauses)
    return len(kernel) > 1 and sum(sign in words for sign in kernel) * 3 >= len(kernel) * 2


def _subject_words(passage: Passage, gap: Figure, found: re.Match[str]) -> str:
    """The words in front of 比, or the clause without figures in front of them: "住建局居末，比第一名低…"."""
    subject = re.sub(r"^(?:其中|但|而|且|均|仅|只|，)", "", found.string[: found.start()])
    begins, ends = passage.clause_range(max(0, gap.clause - 1))
    if len(subject) < 2 and gap.clause and not passage.between(begins, ends):
        return passage.text[begins:ends]
    return subject


def found_at(passage: Passage, gap: Figure, found: re.Match[str]) -> int:
    """Where the words of comparison begin in the view, as far as no figure stands among them."""
    begins, _ = passage.clause_range(gap.clause)
    return begins + found.start()


def _subject(front: Sequence[Figure], gap: Figure, subject: str) -> Figure | None:
    """What is compared: the one of that name in the clause, else the last one in front."""
    if len(subject) > 1:
        if _LEAST.search(subject):
            return min(front, key=lambda f: f.value)
        if _MOST.search(subject):
            return max(front, key=lambda f: f.value)
        like = [f for f in front if _is_called(subject, f)]
        return like[-1] if len({f.value for f in like}) == 1 else (front[-1] if len(front) == 1 else None)
    return front[-1] if gap.clause - front[-1].clause <= 2 else None


def _object(name: str, levels: Sequence[Figure], this: Figure) -> Figure | None:
    """What it is compared with: the one of that name, or the first or last of all."""
    others = [f for f in levels if f is not this]
    if not name or not others:
        return None
    if _MOST.search(name) or _LEAST.search(name):
        said_so = [f for f in others if (_MOST if _MOST.search(name) else _LEAST).search(f.lead)]
        if len(said_so) == 1:
            return said_so[0]
        if len(others) < 2:
            return None
        ends = max if _MOST.search(name) else min
        return ends(levels, key=lambda f: f.value)
    like = [f for f in others if _is_called(name, f)]
    return like[-1] if len({f.value for f in like}) == 1 else None


def _is_called(name: str, figure: Figure) -> bool:
    kernel = re.sub(r"全[县市镇乡区校省国]|平均|水平|[的率数为]", "", name) or name
    label = figure.name + figure.lead
    return kernel in label or (len(kernel) > 1 and within(kernel, label)) or (name in label)


def _ends(front: Sequence[Figure], passage: Passage) -> tuple[Figure, Figure] | None:
    """The highest and the lowest, each said to be so."""
    most = [f for f in front if _MOST.search(_front(passage, f))]
    least = [f for f in front if _LEAST.search(_front(passage, f))]
    return (most[-1], least[-1]) if len(most) == len(least) == 1 and most != least else None


def _front(passage: Passage, figure: Figure) -> str:
    begins, _ = passage.clause_range(figure.clause)
    return passage.text[begins : figure.at]


def _told(passages: Sequence[Passage], gap: Figure, high: Figure, low: Figure, *, holds: bool) -> Judged:
    figures = (high, low, gap)
    value = high.value - low.value
    point = "个百分点" if gap.unit == POINTS else ""
    told = f"{said(high)} - {said(low)} = {with_scale(value, gap if gap.step <= high.step else high)}{point}"
    if holds:
        return Judged(
            Kind.DIFFERENCE, figures, quotes(passages, figures), True, f"{told}，与原文相符", claim=gap
        )
    fixes = changes(
        instead(gap, value) if value > 0 else "应当反过来说：高的是后者，低的是前者",
        instead(high, low.value + gap.value),
        instead(low, high.value - gap.value),
    )
    ending = f"，原文为 {with_scale(gap.value, gap)}{point}"
    quoted = quotes(passages, figures)
    told += ending
    return Judged(Kind.DIFFERENCE, figures, quoted, False, told, fixes, claim=gap, frame=Frame.FIRM)
