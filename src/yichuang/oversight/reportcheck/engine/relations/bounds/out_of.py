"""What is told out of a whole isn't more than that: "46座加油站中，已有48座完成改造"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.bounds.within import judged_within
from yichuang.oversight.reportcheck.engine.relations.words.lists import counts
from yichuang.oversight.reportcheck.engine.units import DURATIONS

_OUT_OF = re.compile(r"(?:(?<![其集高初期])中|之中|里面?|当中)$")
_OF_ELSE = re.compile(
    r"[没未不](?:计算|包括|计|算|含)|累计|历年|人次|共计|合计|总计|每|平均|超过|其他|另|全[县市镇乡街区村省校]|比|较|新增|名列|排"
)
_OF_OTHERS = re.compile(r"累计|历年|人次|共计|合计|总计|每|平均|其他|另|全[县市镇乡街区村省校]|比|较|新增")
_MOST = 3  # a part of more than so many times its whole is of something else


def out_of(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All wholes that are told with 中 behind them, and what is told of them next."""
    for passage in passages:
        for whole, part in pairwise(passage.figures):
            if _are_told_so(passage, whole, part):
                yield judged_within(passages, whole, part)
        yield from _further(passages, passage)


_FEW = 4


def _further(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """ "24个站中有9个站超过100毫米，61个站超过50毫米": each further one of the list, called as the whole is."""
    for index, whole in enumerate(passage.figures):
        found = _CALLED.match(whole.tail)
        if not found or not counts(whole) or not whole.is_exact:
            continue
        noun = found["noun"][-1:]
        for part in passage.figures[index + 2 : index + 2 + _FEW]:
            listed = part.sentence == whole.sentence and not part.lead and part.tail.startswith(noun)
            between = passage.text[whole.after : part.at]
            if (
                not listed
                or part.unit != whole.unit
                or re.search("[；：]", between)
                or _OF_OTHERS.search(between)
            ):
                continue
            if part.is_exact and part.role is Role.LEVEL and part.value <= whole.value * _MOST:
                yield judged_within(passages, whole, part)


_CALLED = re.compile(r"(?P<noun>[一-鿿]{1,10})(?<![其集高初期])(?:中|当中|之中|里)(?:已?有)?$")


def _are_told_so(passage: Passage, whole: Figure, part: Figure) -> bool:
    alike = whole.unit == part.unit and whole.word == part.word and whole.unit not in DURATIONS
    plain = all(counts(f) and f.is_exact and f.role is Role.LEVEL and f.unit for f in (whole, part))
    beside = whole.sentence == part.sentence and whole.bracket == part.bracket
    if not (alike and plain and beside) or part.value > whole.value * _MOST:
        return False
    between = passage.text[whole.after : part.at]
    clauses = re.split("[，：；]", between)
    return (
        len(clauses) <= _CLAUSES
        and bool(_OUT_OF.search(clauses[0]) if len(clauses) > 1 else _HAVE.search(between))
        and not _OF_ELSE.search(between)
        and not _PUT_INTO.search(clauses[0])
    )


_CLAUSES = 2
_PUT_INTO = re.compile(r"[算计含放列记摊并归括容入][在进入到]")  # 折价3.4元也算在成本里
_HAVE = re.compile(r"(?<![其集高初期])中(?:已有|有|已)$")
