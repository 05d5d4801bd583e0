"""A part that is called by its whole isn't more than it, whatever greater stands in front of both.

"产后访视2,806人，…剖宫产1,193人，其中初产妇剖宫产1,208人": some of the caesareans, by their name.
"合格67人，最终入伍36人，其中大学毕业生38人": of the last stage, which is said to be the last.
"免费体检7,216人…参检者中，做B超的7,261人": of those who were examined.
"注册志愿者156名…。年度考核优秀31名；其中教师志愿者164名": of the volunteers, wherever they were told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.bounds.nested import EXCUSED
from yichuang.oversight.reportcheck.engine.relations.bounds.within import judged_within
from yichuang.oversight.reportcheck.engine.relations.words.lists import rank_between
from yichuang.oversight.reportcheck.engine.units import DURATIONS, is_money
from yichuang.oversight.reportcheck.engine.weighing import FORCED

_WITHIN = re.compile(r"^[其当]中(?!.*[和及与])(?P<called>[一-鿿A-Za-z]+)$")
_LAST = re.compile(r"^(?:最终|最后|实际|实(?=[^施行]))")
_OF_THOSE = re.compile(
    r"(?:^|[，。；：])(?:在|上述|这些)?(?P<act>[一-鿿]{1,4}?)(?:者|的?人员|的?人)[之当]?中，?$"
)
_NOUN = 2  # signs that a part and its whole have in common at their end
_LONGEST = 8
_MOST = 2  # a part of more than so many times its whole is of something else
_REACH = 12  # figures
# Who is left, missing or gone, or counted from a list, is no whole that 其中 goes on with.
_GONE = re.compile(r"空缺|缺|撤|减|退|未|不|其余|剩|另|净|超|欠|多|少|上年|去年|累计|每|平均")


def called_parts(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All parts of a document that are more than the whole by whose name they are called."""
    for passage in passages:
        for index, part in enumerate(passage.figures):
            if index and _counts(part):
                front = [f for f in passage.figures[max(0, index - _REACH) : index] if f.unit == part.unit]
                whole = _whole(passage, front, part)
                if whole is not None and _is_above(passage, whole, part):
                    yield replace(judged_within(passages, whole, part), odds=FORCED)


def _counts(figure: Figure) -> bool:
    plain = bool(figure.unit) and figure.unit not in DURATIONS and not figure.is_percent
    return plain and figure.is_exact and figure.role is Role.LEVEL and not is_money(figure.unit)


def _whole(passage: Passage, front: Sequence[Figure], part: Figure) -> Figure | None:
    if not front or part.tail:
        return None
    return (
        _of_its_noun(passage, front, part)
        or _last_stage(passage, front, part)
        or _those(passage, front, part)
    )


def _of_its_noun(passage: Passage, front: Sequence[Figure], part: Figure) -> Figure | None:
    """ "剖宫产1,193人，其中初产妇剖宫产1,208人": the greatest of that name, if it is the last or nothing is as much."""
    within = _WITHIN.match(part.lead)
    if not within:
        return None
    named = [f for f in front if _has_noun(f, within["called"])]
    if not named:
        return None
    whole = max(named, key=lambda f: f.value)
    beside = front[-1] is whole and _is_beside(passage, whole, part)
    return whole if beside or all(f.value < part.value for f in front) else None


def _has_noun(figure: Figure, called: str) -> bool:
    """Whether a part is called by all or the end of what a figure counts, and by something more."""
    return any(_ends_in(figure, called[-size:]) for size in range(_NOUN, min(_LONGEST + 1, len(called))))


def _ends_in(figure: Figure, noun: str) -> bool:
    return figure.tail == noun or (not figure.tail and figure.lead.endswith(noun))


def _last_stage(passage: Passage, front: Sequence[Figure], part: Figure) -> Figure | None:
    """ "最终入伍36人，其中大学毕业生38人"."""
    last = front[-1]
    return (
        last
        if part.lead.startswith(("其中", "当中"))
        and _LAST.match(last.lead)
        and _is_beside(passage, last, part)
        else None
    )


def _is_beside(passage: Passage, whole: Figure, part: Figure) -> bool:
    """Whether 其中 follows the whole in the next clause, and the whole stands in no list."""
    listed = passage.text[whole.at - len(whole.lead) - 1 : whole.at - len(whole.lead)] == "、"
    return part.clause - whole.clause == 1 and rank_between(passage, whole, part) <= 2 and not listed


def _those(passage: Passage, front: Sequence[Figure], part: Figure) -> Figure | None:
    """ "免费体检7,216人…参检者中，做B超的7,261人": the last that were counted so, if their act is told once."""
    begins = passage.back_to("。；", part.at)
    head = _OF_THOSE.search(passage.text, max(0, begins - 1), part.at - len(part.lead))
    if not head or head.start() > begins or passage.between(begins, part.at):
        return None
    act = head["act"]
    levels = [f for f in front if f.role is Role.LEVEL]
    named = [f for f in levels if act[-1] in f.lead[-_NOUN - 2 :] and f.at < begins]
    return named[0] if len(named) == 1 and named[0] is levels[-1] else None


def _is_above(passage: Passage, whole: Figure, part: Figure) -> bool:
    """Whether a part is more than its whole, and nothing says why it may be."""
    if not _counts(whole) or whole.bracket != part.bracket or not whole.interval.high < part.value:
        return False
    near = part.value <= whole.value * _MOST and not _GONE.search(whole.lead)
    clauses = (passage.clause_range(figure.clause) for figure in (whole, part))
    return near and not any(EXCUSED.search(passage.text, *clause) for clause in clauses)
