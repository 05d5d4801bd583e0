"""Which pairs of counts a rate may be of: all that stand near, and the wholes that its brothers or a sum tell. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.bases import named_base
from yichuang.oversight.reportcheck.engine.relations.rates.brothers import Known, may_count
from yichuang.oversight.reportcheck.engine.relations.rates.known_rates import are_usual
from yichuang.oversight.reportcheck.engine.relations.rates.made_bases import made_offers
from yichuang.oversight.reportcheck.engine.relations.rates.pairs import Pair
from yichuang.oversight.reportcheck.engine.relations.rates.runs import may_be_of_several
from yichuang.oversight.reportcheck.engine.relations.rates.words import (
    DENIED,
    bare_lead,
    is_capacity_rate,
    is_named_base,
    is_of_heads,
    row_of,
    share_in,
    sums_up,
)
from yichuang.oversight.reportcheck.engine.relations.words.lists import rank_between
from yichuang.oversight.reportcheck.engine.units import compatible, is_money

_REACH = 240  # signs in front of a rate
_BEHIND = 130
_SENTENCES = 2  # in front of its own
_MOST = 16
_ASIDE = 60  # signs behind a rate within which its part may stand
_RUN = 4  # counts side by side that may be the part together
_NEXT = 12
_NAMED = 2
_THAT_IS = re.compile(r"[，（]?(?:即|为|计|共|有|对应|合计|折合|涉及|分别为|金额|人数|户数|面积)")
_PEOPLE = frozenset({"人", "人次", "户"})
_ASKED = re.compile(r"问卷|答卷|样本|调查表|测评表|有效")
_NAMED_TOGETHER = 5


@lru_cache(maxsize=2)  # asked for each reading of a rate
def near_counts(passage: Passage, rate: Figure) -> tuple[Figure, ...]:
    """The counts near a rate: of its own sentence, the two before and the one behind."""
    begins, _ = passage.sentence_range(max(0, rate.sentence - _SENTENCES))
    _, ends = passage.sentence_range(min(len(passage.sentences) - 1, rate.sentence + 1))
    near = passage.between(max(begins, rate.at - _REACH), min(ends, rate.to + _BEHIND))
    return tuple(f for f in near if may_count(f))[-_MOST:]


def offers(passage: Passage, rate: Figure, known: Known) -> Iterator[Pair]:
    """All pairs that a rate may be of: one count or up to four neighbours of a base, or all but one."""
    near = near_counts(passage, rate)
    wholes = known.bases_beside(rate)
    shared = share_in(bare_lead(rate)) is not None or passage.text.endswith("（", 0, rate.at)
    called = _called(passage, rate)
    opens = not any(f.at < rate.at and f.sentence == rate.sentence for f in near)
    for at, part in enumerate(near):
        if part.at > rate.at and not _is_behind(passage, rate, part, opens=opens):
            continue
        told = known.wholes.get(part.span)
        beside = [
            *called,
            *wholes,
            *known.told_wholes(rate, part.unit),
            *([told] if told is not None else []),
        ]
        bases = [*near, *(base for base in dict.fromkeys(beside) if base not in near)]
        for run in (*_runs(passage, near, at), *_shared_runs(passage, rate, near, at)):
            for base in bases:
                if (
                    base not in run
                    and known.wholes.get(base.span) is not part
                    and may_be_of(passage, rate, run, base)
                ):
                    yield Pair(run, base, sure=False)
                    if not shared and _may_leave(run) and part.value < base.value and part.unit == base.unit:
                        yield Pair(run, base, sure=False, rest=True)
        yield from _of_made(passage, rate, part, near, known)


def _of_made(
    passage: Passage, rate: Figure, part: Figure, near: Sequence[Figure], known: Known
) -> Iterator[Pair]:
    """The pairs of a part, alone or the last of several, and a base that isn't printed."""
    runs: list[tuple[Figure, ...]] = [(part,)]
    if may_be_of_several(passage, rate):
        at = near.index(part)
        runs.extend(tuple(near[begins : at + 1]) for begins in range(max(0, at - _RUN + 1), at))
    beside = [pair for pair in known.made_beside(rate) if part.unit == pair.base.unit]
    own = [] if part.span in known.wholes else list(made_offers(passage, rate, near, runs))
    yield from own
    told = {_spans(pair) for pair in own}
    for pair in beside:
        other = replace(pair, parts=(part,), sure=False)
        if _spans(other) not in told and part.at < rate.at:
            told.add(_spans(other))
            yield other


def _spans(pair: Pair) -> tuple[object, ...]:
    return tuple(f.span for f in pair.bases), tuple(f.span for f in pair.parts)


def _called(passage: Passage, rate: Figure) -> list[Figure]:
    """The counts in front of a rate that have just the name of what its words say it is of: 占出口40.7%."""
    kernel = named_base(passage, rate)
    if len(kernel) < _NAMED:
        return []
    return [f for f in passage.between(0, rate.at) if may_count(f) and f.lead.endswith(kernel)]


def _may_leave(run: Sequence[Figure]) -> bool:
    """Whether a rate may be of all but the parts: but one, or several that the words deny (不满意, 非常不满意)."""
    return len(run) == 1 or all(DENIED.search(f.lead + f.tail) for f in run)


def _is_behind(passage: Passage, rate: Figure, part: Figure, *, opens: bool) -> bool:
    """Whether a count behind a rate may be its part: in a bracket at it, or of a sentence that begins with the rate."""
    aside = passage.text.startswith("（", rate.to) and part.bracket != rate.bracket
    told = _THAT_IS.match(passage.text[rate.to : part.at]) is not None
    return part.at < rate.to + _ASIDE and (
        aside or (part.sentence == rate.sentence and (opens or (told and part.at < rate.to + _NEXT)))
    )


def may_be_of(passage: Passage, rate: Figure, run: Sequence[Figure], base: Figure) -> bool:
    """Whether parts and base are counted in units that may make a rate, and the base stands where a base may."""
    part = run[0]
    if is_money(part.unit) and is_of_heads(rate):
        return False
    if part.role is Role.AVERAGE and base.role is not Role.AVERAGE and not is_over_time(part):
        return False
    if _counts_nothing(base) or (len(run) == 1 and _counts_nothing(part)):
        return False
    alike = (
        compatible(base.unit, part.unit)
        or _is_kindred(rate, base, part)
        or (not part.unit and base.paragraph == part.paragraph and base.sentence == part.sentence)
    )
    if not alike and not (rate.clause - part.clause <= 1 and _is_told_base(passage, rate, run, base)):
        return False
    if base.paragraph != rate.paragraph or base.at < rate.at:
        return True
    if is_told_of(passage, base) not in (None, rate):
        return False
    return base.at <= rate.to + _ASIDE or sums_up(base) or is_named_base(passage, rate, base)


_OVER_TIME = re.compile(
    r"(?:[日天周月季]均(?!衡)|每[日天周月]|平均(?:每[日天周月])?(?!每))[^，。；：、]{0,8}$"
)


def is_over_time(average: Figure) -> bool:
    """Whether an average is of all at a time, not of so much each: 平均在站46人, 每周到团117人."""
    return average.unit in _PEOPLE and _OVER_TIME.search(average.lead) is not None


_TOLD = re.compile(
    r"[^，。；：\d]{0,8}(?:的[^，。；：\d]{0,2}|(?:为(?:基数|底数|分母|基准|口径)|计算?|起算|测算)，?[^，。；：\d]{0,6})"
)


def is_told_of(passage: Passage, base: Figure) -> Figure | None:
    """The rate that the words set right behind its base: 完成任务600人的102.3%."""
    index = bisect_left(passage.starts, base.at) + 1
    behind = passage.figures[index] if index < len(passage.figures) else None
    if behind is None or not behind.is_percent:
        bases = row_of(passage, base)
        index += len(bases) - bases.index(base) - 1
        behind = passage.figures[index] if len(bases) > 1 and index < len(passage.figures) else None
    told = behind is not None and behind.is_percent and behind.clause - base.clause <= 1
    if (
        not told
        or behind is None
        or not _TOLD.fullmatch(passage.text, passage.figures[index - 1].after, behind.at)
    ):
        return None
    rates, bases = row_of(passage, behind), row_of(passage, base)
    return rates[bases.index(base)] if len(rates) == len(bases) else behind


def _counts_nothing(figure: Figure) -> bool:
    """Whether a number is an article or tells of how many things a rate is: 一份文件配多种材料, 三个专区办件占比."""
    return figure.numeral.spoken and (
        figure.value == 1 or (figure.value <= _NAMED_TOGETHER and not figure.lead)
    )


def _is_told_base(passage: Passage, rate: Figure, run: Sequence[Figure], base: Figure) -> bool:
    """Whether the words tell the base of parts that are counted in another unit."""
    if base.paragraph != rate.paragraph or base.at > run[0].at:
        return is_named_base(passage, rate, base)
    return is_named_base(passage, rate, base) or (
        len(run) == 1 and are_usual(passage, rate, run[0], base) and not is_money(base.unit)
    )


def _is_kindred(rate: Figure, base: Figure, part: Figure) -> bool:
    """Whether what is used is counted in another unit than what there is: beds and persons, persons and attendances."""
    if base.paragraph != part.paragraph or base.at >= part.at:
        return False
    if base.unit == "份" and part.unit in _PEOPLE and _ASKED.search(base.lead + base.tail):
        return True
    people = base.unit in _PEOPLE and part.unit in _PEOPLE and part.clause - base.clause <= 1
    return is_capacity_rate(rate) or (people and base.sentence == part.sentence)


def _runs(passage: Passage, near: Sequence[Figure], at: int) -> list[tuple[Figure, ...]]:
    """A count alone and with up to three neighbours."""
    runs: list[tuple[Figure, ...]] = [(near[at],)]
    for other in near[at + 1 : at + _RUN]:
        last = runs[-1]
        alike = other.unit == near[at].unit and other.sentence == near[at].sentence
        if (
            not alike
            or (Role.AVERAGE in (other.role, last[-1].role))
            or rank_between(passage, last[-1], other) > 2
        ):
            break
        runs.append((*last, other))
    return runs


def _shared_runs(
    passage: Passage, rate: Figure, near: Sequence[Figure], at: int
) -> Iterator[tuple[Figure, ...]]:
    """Counts each with its share that a rate may be of together: 优秀187人，占16.4%；良好423人，占37.1%…优良率53.5%."""
    if not may_be_of_several(passage, rate):
        return
    run = [near[at]]
    for other in near[at + 1 : at + _RUN]:
        between = passage.between(run[-1].after, other.at)
        alike = other.unit == run[0].unit and other.sentence == run[0].sentence and other.at < rate.at
        if not alike or len(between) != 1 or not between[0].is_percent:
            return
        run.append(other)
        yield tuple(run)
