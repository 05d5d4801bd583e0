"""A figure told again elsewhere, and otherwise. Pure.

"预算支出完成372,540万元…上述支出372,450万元中": the same digits in another order seldom stand beside
words that speak of the same thing; the words are weighed (`again_signs.py`), and then the digits.
"派出所总数16个…19个派出所中": what is spoken of as all of its kind, without any other word, is what was counted.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from yichuang.oversight.reportcheck.engine import odds
from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import Interval
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.again_signs import Named, named, names_told, signs
from yichuang.oversight.reportcheck.engine.relations.again_weights import WEIGHTS
from yichuang.oversight.reportcheck.engine.slips import digits_of, is_slip_of
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import DURATIONS
from yichuang.oversight.reportcheck.findings import Kind

ENOUGH = 1.2  # odds from which on it is told: nothing but a repetition explains words and digits
_RATE = re.compile(r"(?:率|比例|比重|占比|度)[^，。；]{0,4}$")  # 完成预算的, 占 name no rate
_NOW = re.compile(r"由(?:现在|目前|现有)的$")
_MOST = 12  # figures with the same digits: more of them are alike by chance, as in long tables


def told_again(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All figures of a document that are told again with neighbouring digits swapped."""
    everything = [named(passage, f) for passage in passages for f in passage.figures if may_be(f)]
    told = names_told(everything)
    groups: dict[tuple[str, str], list[Named]] = defaultdict(list)
    for each in everything:
        groups[each.figure.unit, "".join(sorted(digits_of(each.figure)))].append(each)
    for group in groups.values():
        for index, again in enumerate(group[:_MOST]):
            earlier = [first for first in group[:index] if may_be_again(first, again)]
            beliefs = [_belief(first, again, told) for first in earlier]
            yield from _judged(passages, again, group[:index], earlier, beliefs)
    yield from _of_all(passages, everything, told)


def may_be(figure: Figure) -> bool:
    """Whether a figure can be known again by its digits; bare numbers are codes and cells of tables."""
    level = figure.is_exact and (figure.role in (Role.LEVEL, Role.RATE) or _NOW.search(figure.lead))
    counts = bool(figure.unit) and figure.unit not in DURATIONS
    called = not figure.is_percent or _RATE.search(figure.lead) is not None
    return bool(level) and counts and called and len(digits_of(figure)) > 1


def may_be_again(first: Named, again: Named) -> bool:
    """Whether the second may be the first told again: other clauses, and two signs of their names in common."""
    one, other = first.figure, again.figure
    apart = (one.paragraph, one.clause) != (other.paragraph, other.clause)
    alike = one.step == other.step and first.years() == again.years()
    return apart and alike and not first.pairs().isdisjoint(again.pairs())


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
        (_odds(first.figure, figure, belief), first.figure)
        for first, belief in zip(earlier, beliefs, strict=True)
        if belief > _LEAST and is_slip_of(digits_of(first.figure), digits_of(figure))
    ]
    if same and max(same) > _LIKELY:
        first = earlier[beliefs.index(max(same))].figure
        yield Judged(
            Kind.REPEAT, (first, figure), quotes(passages, (first, figure)), True,
            f"{said(first)} = {said(figure)}，前后一致", claim=figure,
        )  # fmt: skip
    elif swapped and not stands and max(swapped, key=lambda each: each[0])[0] >= ENOUGH:
        yield failed_repeat(passages, max(swapped, key=lambda each: each[0])[1], figure)


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
_LEAST = 0.15  # in a long document many numbers have the same digits by chance


def _odds(first: Figure, again: Figure, belief: float) -> float:
    """How much likelier it is that the second was written wrong than that it is another one."""
    wanted = Interval(first.value, first.value)
    return odds.odds_of_errors(belief * odds.of_slip(again, wanted), 1 - belief)


def failed_repeat(passages: Sequence[Passage], first: Figure, again: Figure) -> Judged:
    """A figure that is told again with another number."""
    figures = (first, again)
    return Judged(
        Kind.REPEAT, figures, quotes(passages, figures), False,
        f"同一项前后不一：{said(first)} 与 {said(again)}",
        changes(instead(first, again.value), instead(again, first.value)), claim=again,
    )  # fmt: skip
