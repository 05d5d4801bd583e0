"""A figure told again elsewhere, and otherwise. Pure.

"预算支出完成372,540万元…上述支出372,450万元中": the same digits in another order seldom stand beside
words that speak of the same thing; the words are weighed (`signs.py`), and then the digits.
"派出所总数16个…19个派出所中": what is spoken of as all of its kind, without any other word, is what was counted.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from yichuang.oversight.reportcheck.engine import odds
from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import Interval
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.again.signs import (
    Named,
    grows,
    longest_run,
    named,
    names_told,
    signs,
    words_apart,
)
from yichuang.oversight.reportcheck.engine.relations.again.weights import WEIGHTS
from yichuang.oversight.reportcheck.engine.relations.again.words import are_other_acts
from yichuang.oversight.reportcheck.engine.slips import TELLING, digits_of, is_slip_of
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import DURATIONS
from yichuang.oversight.reportcheck.findings import Certainty, Kind

ENOUGH = 1.0  # odds from which on it is told: nothing but a repetition explains words and digits
LITTLE = 0.05  # where three digits at least are the same in another order, or all but one are
_RATE = re.compile(r"(?:率|比例|比重|占比|度)[^，。；]{0,4}$")  # 完成预算的, 占 name no rate
_NOW = re.compile(r"由(?:现在|目前|现有)的$")
_ROLES = (Role.LEVEL, Role.RATE, Role.TARGET)
_MOST = 12  # figures with the same digits: more of them are alike by chance, as in long tables


def told_again(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All figures of a document that are told again with neighbouring digits swapped, or with another digit."""
    everything = [named(passage, f) for passage in passages for f in passage.figures if may_be(f)]
    told = names_told(everything)
    for group in _alike(everything):
        for index, again in enumerate(group[:_MOST]):
            earlier = [first for first in group[:index] if may_be_again(first, again)]
            beliefs = [_belief(first, again, told) for first in earlier]
            yield from _judged(passages, again, group[:index], earlier, beliefs)
    yield from _of_all(passages, everything, told)


def _alike(everything: Sequence[Named]) -> Iterator[list[Named]]:
    """Figures of one unit with the same digits in any order, or that have all but one of at least three in common."""
    groups: dict[tuple[str, str], list[Named]] = defaultdict(list)
    for each in everything:
        digits = digits_of(each.figure)
        groups[each.figure.unit, "".join(sorted(digits))].append(each)
        if len(digits) >= TELLING:
            for at in range(len(digits)):
                groups[each.figure.unit, f"{digits[:at]}_{digits[at + 1 :]}"].append(each)
    yield from (group for group in groups.values() if len(group) > 1)


def may_be(figure: Figure) -> bool:
    """Whether a figure can be known again by its digits; bare numbers are codes and cells of tables."""
    level = figure.is_exact and (figure.role in _ROLES or grows(figure) or _NOW.search(figure.lead))
    counts = bool(figure.unit) and figure.unit not in DURATIONS
    called = not figure.is_percent or grows(figure) or _RATE.search(figure.lead) is not None
    return bool(level) and counts and called and len(digits_of(figure)) > 1


def may_be_again(first: Named, again: Named) -> bool:
    """Whether the second may be the first told again: other clauses, and two signs of their names in common."""
    one, other = first.figure, again.figure
    apart = (one.paragraph, one.clause) != (other.paragraph, other.clause)
    times = first.years(), again.years()
    alike = (
        one.step == other.step
        and all((first.role is role) == (again.role is role) for role in (Role.TARGET, Role.CHANGE))
        and (times[0] <= times[1] or times[1] <= times[0])
        and _is_of_before(first) == _is_of_before(again)
        and not _at_ends(first, again)
        and not _are_of_other_counts(first, again)
        and not are_some_of(one, other)
    )
    return apart and alike and not first.pairs().isdisjoint(again.pairs()) and not _are_brothers(first, again)


def are_some_of(first: Figure, again: Figure) -> bool:
    """Whether one tells only those who did all of it: 参加的198人，两段都参加的196人."""
    return any(_IN_COMMON.search(figure.lead) for figure in (first, again))


_IN_COMMON = re.compile(r"都[^，。；：\d]{1,6}的$")


def _is_of_before(each: Named) -> bool:
    """Whether its clause tells of the year or the month before."""
    begins, _ = each.passage.clause_range(each.figure.clause)
    return _BEFORE.search(each.passage.text, begins, each.figure.at) is not None


_BEFORE = re.compile(r"去年|上年|前年|上一?[月周期]|上一?季|同期")


def _at_ends(first: Named, again: Named) -> bool:
    """Whether one is told of the beginning and the other of the end of a year."""
    ends = [frozenset(_ENDS.findall(each.said)) for each in (first, again)]
    return ends[0] != ends[1] and (all(ends) or any(end & _BEGINNINGS for end in ends))


def _are_of_other_counts(first: Named, again: Named) -> bool:
    """Whether two rates stand each behind a count of its own: 生猪实免18,235头，免疫密度97.8%…牛9,131头，密度98.7%."""
    counts = _count_beside(first), _count_beside(again)
    return all(counts) and len(set(counts)) > 1


def _count_beside(each: Named) -> str:
    """What a rate is told behind, a clause in front of it at most; "" if it is no rate, or stands alone."""
    rate, passage = each.figure, each.passage
    if not rate.is_percent:
        return ""
    begins, _ = passage.clause_range(max(0, rate.clause - 1))
    front = passage.between(begins, rate.at)
    return front[-1].written if front and not front[-1].is_percent else ""


_ENDS = re.compile(r"年初|年末|年底|期初|期末")
_BEGINNINGS = frozenset(("年初", "期初"))
_OF_ONE_KIND = 3


def _are_brothers(first: Named, again: Named) -> bool:
    """Whether the names end alike and begin otherwise: 七年级学生 and 九年级学生, but not 县热线… and 上半年…."""
    one, other = first.lead, again.lead
    common = next((at for at in range(min(len(one), len(other))) if one[-at - 1] != other[-at - 1]), 0)
    heads = one[: len(one) - common], other[: len(other) - common]
    apart = heads[0] not in heads[1] and heads[1] not in heads[0]
    return common >= _OF_ONE_KIND and apart and not any(map(_TIME.search, heads))


_TIME = re.compile(r"年|季度|月")


def _belief(first: Named, again: Named, told: Counter[tuple[str, str, str]]) -> float:
    """How likely the second is the first told again, by their words."""
    points = sum(WEIGHTS.get(sign, 0) for sign in signs(first, again, told))
    return odds.shares_of_belief([points])[0][0]


def _judged(
    passages: Sequence[Passage],
    again: Named,
    group: Sequence[Named],
    earlier: Sequence[Named],
    beliefs: Sequence[float],
) -> Iterator[Judged]:
    """What is said of a figure and of those before it with the same digits."""
    figure = again.figure
    same = [b for first, b in zip(earlier, beliefs, strict=True) if first.figure.value == figure.value]
    stands = any(before.figure.value == figure.value for before in group)  # then it is that number told again
    swapped = [
        (_odds(first, again, belief), first.figure)
        for first, belief in zip(earlier, beliefs, strict=True)
        if belief > _LEAST and _is_slip(first, again, belief)
    ]
    telling = len(digits_of(figure)) >= TELLING  # digits that agree prove by themselves that it is told again
    if same and max(same) > (_LEAST if telling else _LIKELY):
        first = earlier[beliefs.index(max(same))].figure
        yield _held_repeat(passages, first, figure)
    elif (
        stands and len(digits_of(figure).rstrip("0")) > TELLING
    ):  # four digits agree, whatever they are called
        first = next(b.figure for b in group if b.figure.value == figure.value)
        yield _held_repeat(passages, first, figure)
    elif (
        swapped
        and not stands
        and max(swapped, key=lambda each: each[0])[0] >= (LITTLE if telling else ENOUGH)
    ):
        before = max(swapped, key=lambda each: each[0])[1]
        failed = failed_repeat(passages, before, figure)
        # 发布1,562条 and 更新1,526条 may be counted apart
        apart = are_other_acts(before.lead, figure.lead) or _are_parted(
            passages[figure.paragraph], before, figure
        )
        yield replace(failed, certainty=Certainty.QUESTION) if apart else failed


def _are_parted(passage: Passage, one: Figure, other: Figure) -> bool:
    """Whether what one is more than the other is told beside it: 申请143件…自然人的134件，法人或其他组织9件."""
    begins, ends = passage.sentence_range(other.sentence)
    gap = abs(one.value - other.value)
    return any(f.value == gap and f.unit == other.unit for f in passage.between(begins, ends))


def _is_slip(first: Named, again: Named, belief: float) -> bool:
    """Whether one is the other with a slip; what differs by a digit may be near it, so its words must say more.

    A short name of an account (结转下年) stands for another one in each section.
    """
    one, other = digits_of(first.figure), digits_of(again.figure)
    if not is_slip_of(one, other):
        return False
    named_so = len(again.tail) > 1 and again.noun in first.lead + first.tail
    named_so = named_so or len(longest_run(first.lead, again.lead)) > _SHORT
    telling = max(len(digits.rstrip("0")) for digits in (one, other)) >= TELLING  # 900万 and 500万 are round
    return sorted(one) == sorted(other) or (telling and belief > _BELIEVED and named_so)


_SHORT = 4


def _of_all(
    passages: Sequence[Passage], everything: Sequence[Named], told: Counter[tuple[str, str, str]]
) -> Iterator[Judged]:
    """Those that are all of their kind by their words, of which another number was told before."""
    for index, again in enumerate(everything):
        if not again.is_of_all or len(again.tail) < _NOUN:
            continue
        known = [
            first
            for first in everything[:index]
            if first.figure.unit == again.figure.unit
            and again.tail in first.lead + first.tail
            and may_be_again(first, again)
        ]
        likely = [first for first in known if _belief(first, again, told) > _SURE]
        likely = [first for first in likely if first.is_whole] or likely
        values = {first.figure.value for first in likely}
        if len(values) == 1 and again.figure.value not in {first.figure.value for first in known}:
            yield failed_repeat(passages, likely[-1].figure, again.figure)


_NOUN = 3  # signs of a noun that names one kind of things: 派出所, 进驻单位
_SURE = 0.85
_LIKELY = 0.5
_BELIEVED = 0.5
_LEAST = 0.02  # in a long document many numbers have the same digits by chance


_OF_OTHER_TIME = 4.0  # what only one of them is told of


def _odds(first: Named, again: Named, belief: float) -> float:
    """How much likelier it is that the second was written wrong than that it is another one."""
    wanted = Interval(first.figure.value, first.figure.value)
    found = odds.odds_of_errors(belief * odds.of_slip(again.figure, wanted), 1 - belief)
    found /= _OF_OTHER_TIME if first.years() != again.years() else 1
    return found / _OF_OTHER_WORDS if min(map(len, words_apart(first, again))) > 1 else found


_OF_OTHER_WORDS = 10.0  # 民事案件 and 刑事案件: each has a word that the other hasn't


def _held_repeat(passages: Sequence[Passage], first: Figure, again: Figure) -> Judged:
    told = f"{said(first)} = {said(again)}，前后一致"
    return Judged(Kind.REPEAT, (first, again), quotes(passages, (first, again)), True, told, claim=again)


def failed_repeat(passages: Sequence[Passage], first: Figure, again: Figure) -> Judged:
    """A figure that is told again with another number."""
    figures = (first, again)
    return Judged(
        Kind.REPEAT, figures, quotes(passages, figures), False,
        f"同一项前后不一：{said(first)} 与 {said(again)}",
        changes(instead(first, again.value), instead(again, first.value)), claim=again,
    )  # fmt: skip
