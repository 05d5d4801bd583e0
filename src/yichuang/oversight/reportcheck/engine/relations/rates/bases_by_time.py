"""The value of now that a rate is of, where that of before gives it by chance. Pure.

"172件，比上年的149件增长15.4%。其中网上136件，占" of the 172; "年末亏损企业11户，亏损面" of 年末87户, not of 年初81户.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.meant_bases import Meant, meant_of
from yichuang.oversight.reportcheck.engine.relations.rates.pairs import is_count


def bases_by_time(passages: Sequence[Passage], rate: Figure, counts: Sequence[Figure]) -> Iterator[Meant]:
    """The values of now among the counts in front of a rate, and the stock of the end, that it is of."""
    if counts[-1].sentence == rate.sentence and _is_of_now(rate, counts[-1]):
        yield from _out_of_those_now(counts)
        yield from _of_now(counts)
        yield from _of_the_end(passages, rate, counts[-1])


# ------------------------------------------------------------------ 172件，比上年的149件增长15.4%。其中网上136件

_THEN = re.compile(r"上年|去年|前年|上[月季期届轮周]|同期|上一|年初|期初|月初|季初|原有|原来")
_LAST = re.compile(r"(?:^|[比较与])(?:上年|去年|上[月季期届轮周]|上一[一-鿿])[^，。；：、]{0,8}$")
_NOW = re.compile(r"^(?:今年|本[年月季期届]|当年)")
_YEAR = re.compile(r"(?:19|20)\d\d年")
_AGAINST = re.compile(r"^[比较与]")


def _of_now(counts: Sequence[Figure]) -> Iterator[Meant]:
    """The value of now of two that are compared, if the part is of now."""
    part = counts[-1]
    for one, other in pairwise(counts):
        now, then = (other, one) if _NOW.search(other.lead) else (one, other)
        if _are_compared(now, then, part) and now.value >= part.value != abs(now.value - then.value):
            yield Meant(part, now, partial(_is_none_of, then))


def _is_none_of(then: Figure, figure: Figure) -> bool:
    return figure.value != then.value


def _is_of_now(rate: Figure, part: Figure) -> bool:
    beside = rate.clause - part.clause <= 1 and part.role is Role.LEVEL
    return beside and not _THEN.search(rate.lead + part.lead)


def _are_compared(now: Figure, then: Figure, part: Figure) -> bool:
    """Whether two values stand side by side, the second one that of before, and the part is behind both."""
    alike = now.unit == then.unit == part.unit and now.role is Role.LEVEL and not _THEN.search(now.lead)
    beside = abs(then.clause - now.clause) <= 1 and then.at < part.at and _LAST.search(then.lead)
    told_apart = _AGAINST.search(then.lead) or (
        part.sentence > then.sentence and not _YEAR.search(now.lead)  # 2022年117件，去年128件
    )
    return alike and bool(beside) and bool(told_apart) and part.clause > then.clause and part is not now


def _out_of_those_now(counts: Sequence[Figure]) -> Iterator[Meant]:
    """What stands right in front of 其中, if that of before was taken: 31名，其中女14名，占50.0%；上年28名."""
    if len(counts) < 2 or not counts[-1].lead.startswith("其中"):
        return
    base, part = counts[-2:]
    if part.clause - base.clause == 1 and base.unit == part.unit and base.value >= part.value:
        yield Meant(part, base, lambda figure: not _LAST.search(figure.lead))


# ------------------------------------------------------------------ 年末亏损企业11户

_CLOSING = re.compile(r"^(?:其中|截至|截止|到|至)*(?P<now>今?年[末底]|期末|月末|季末)")
_OPENING = re.compile(r"年初|期初|月初|季初|[上去]年(?:年?[末底])|上期末")
_STEP = re.compile(r"(?:流失|减少?|退出?|淘汰|增长?|降低?|升|消除|脱贫|化解|保留|留存)率")
_FAR = 40  # figures in front of the part where the stock at the end may stand


def _of_the_end(passages: Sequence[Passage], rate: Figure, part: Figure) -> Iterator[Meant]:
    """The stock at the end, if the part is of the end and that of the beginning was taken."""
    closing = _CLOSING.match(part.lead)
    if closing is None or _STEP.search(rate.lead):
        return
    far = [
        f for passage in passages[max(0, rate.paragraph - 1) : rate.paragraph + 1] for f in passage.figures
    ]
    front = [f for f in far[-_FAR:] if (f.paragraph, f.at) < (part.paragraph, part.at) and is_count(f)]
    for meant in meant_of(front, part, lambda f: closing["now"] in f.lead and not _THEN.search(f.lead)):
        yield replace(meant, may_be=lambda figure: not _OPENING.search(figure.lead))
