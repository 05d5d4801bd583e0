"""What is left where the text sets whole, done and rest so that nothing else can be meant: told whatever the digits.

"排查隐患96处，已整改84处，整改率87.5%，剩余14处": the rate says what is of what, so 12 are left.
"反映问题46个，公开答复41个，答复率89.1%，未答复的7个": what isn't done is called so.
"转办单540件已办结512件，尚余38件": without a rate both stand beside it, and more than half is done.

The done one is the last count in front of what is left, so no other can have been taken from the whole. Left in peace
is a rest far from what comes out, one that two other counts give, and one that goes on in further parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, permutations

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.pairs import Pair
from yichuang.oversight.reportcheck.engine.relations.rates.rates import fits_rate
from yichuang.oversight.reportcheck.engine.relations.stocks.balances import told_rest
from yichuang.oversight.reportcheck.engine.relations.stocks.rest_words import (
    BETWEEN,
    RATE,
    are_counted_alike,
    deed_of,
)
from yichuang.oversight.reportcheck.engine.relations.stocks.stocks import OUT
from yichuang.oversight.reportcheck.engine.relations.sums.adding import meets_sum, sum_of
from yichuang.oversight.reportcheck.engine.relations.words.lists import counts, is_part
from yichuang.oversight.reportcheck.engine.units import PERCENT
from yichuang.oversight.reportcheck.engine.weighing import FORCED

_REST = re.compile(
    r"^(?:目前|现|还|仍|尚)*(?:其余|剩余|剩下|余下|下余|尚余|还剩|剩|余|尚有|还有|仍有)"
    r"(?:的|约|有|为|仅|下|了)*[^，。；]{0,4}$"
)
_NOT = r"(?:未|没有|没|不)(?:能)?(?P<deed>[一-鿿]{2,6}?)"
_UNDONE = re.compile(rf"^(?:目前|现|其余|剩余|还有|尚有|仍有|尚|还|仍)*{_NOT}(?:的|有|为)*$")
_UNDONE_BEHIND = re.compile(rf"^[一-鿿]{{0,4}}?(?:尚|还|仍)*{_NOT}(?:的|[，。；、）]|$)")
_SOLVED = re.compile(r"解决了?$")
_FAR, _NEAR = 2, 1.6  # times what comes out, with a rate and without one
_FEW = 2  # of a handful that much is no sign of another thing
_REACH, _CLOSE = 4, 2  # clauses behind what is done


def sure_rests(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All such rests of a document that are wrong."""
    for passage in passages:
        for left in passage.figures:
            if not counts(left) or not left.is_exact or left.bracket:
                continue
            pair = _taken(passage, left)
            if pair and not _holds(*pair, left) and not _is_explained(passage, *pair, left):
                judged = told_rest(passages, *pair, left, holds=False, frame=Frame.PROVEN)
                yield replace(judged, odds=FORCED)


def _taken(passage: Passage, left: Figure) -> tuple[Figure, Figure] | None:
    """The whole and what is done of it, if the words leave no other two."""
    begins, _ = passage.sentence_range(max(0, left.sentence - 1))
    front = passage.between(begins, left.at)
    heads = [f for f in front if are_counted_alike(f, left) and counts(f) and not f.bracket]
    if len(heads) < 2 or not heads[-1].is_exact or not _is_rest(heads[-1], left):
        return None
    if _is_made_by_all(heads, left):
        return None
    *wholes, done = heads
    rates = [f for f in front if f.unit == PERCENT and f.is_exact and f.at > done.at]
    return _by_rate(wholes, done, left, rates) or _by_place(passage, wholes, done, left, rates)


def _is_made_by_all(heads: Sequence[Figure], left: Figure) -> bool:
    """Whether all in front but the first are taken from it: 12项，已完成7项，年底前完成4项，余下的1项."""
    return any(
        heads[at].value - sum(f.value for f in heads[at + 1 :]) == left.value for at in range(len(heads) - 2)
    )


def _is_rest(done: Figure, left: Figure) -> bool:
    """Whether the words say that it is what is left, or that it isn't what is done."""
    if BETWEEN.search(left.lead + left.tail):
        return False
    return _REST.search(left.lead) is not None or _is_undone(done, left)


def _is_undone(done: Figure, left: Figure) -> bool:
    """Whether the words say of it just that it isn't what is done: 按期补正2,025件…没有按期补正的19件."""
    undone = [_UNDONE.search(left.lead)]
    if not left.lead or _REST.search(left.lead):
        undone.append(_UNDONE_BEHIND.match(left.tail))
    return any(_is_done(done, found["deed"]) for found in undone if found)


def _is_done(done: Figure, deed: str) -> bool:
    return deed_of(done).endswith(deed) or done.tail.startswith(deed)


def _by_rate(
    wholes: Sequence[Figure], done: Figure, left: Figure, rates: Sequence[Figure]
) -> tuple[Figure, Figure] | None:
    """By a rate beside what is done that holds between the two."""
    named = [f for f in rates if RATE.search(f.lead) and f.clause - done.clause <= _CLOSE]
    for whole in reversed(wholes):
        pair = Pair((done,), whole, sure=False)
        if whole.is_exact and whole.value > done.value and any(fits_rate(rate, pair) for rate in named):
            near = _is_undone(done, left) or _is_near(whole, done, left, _FAR)
            return (whole, done) if near and left.clause - done.clause <= _REACH else None
    return None


def _by_place(
    passage: Passage, wholes: Sequence[Figure], done: Figure, left: Figure, rates: Sequence[Figure]
) -> tuple[Figure, Figure] | None:
    """By standing side by side: what is done right behind its whole, and what is left right behind that."""
    whole = wholes[-1]
    beside = (
        whole.sentence == done.sentence == left.sentence
        and done.clause - whole.clause <= _CLOSE
        and left.clause - done.clause <= _CLOSE
    )
    deed = (
        (OUT.search(done.lead) or _SOLVED.search(done.lead))
        and not is_part(passage, whole)
        and not is_part(passage, done)
    )
    shares = [rate for rate in rates if rate.role is Role.RATE]
    if not beside or not deed or not whole.is_exact or shares or whole.value <= done.value:
        return None
    most = done.value * 2 >= whole.value and _is_near(whole, done, left, _NEAR)
    earlier = any(f.value + whole.value == done.value + left.value for f in wholes[:-1])
    return (whole, done) if most and not earlier else None


def _is_near(whole: Figure, done: Figure, left: Figure, times: float) -> bool:
    gap, told = float(whole.value - done.value), float(left.value)
    few = not left.step and abs(gap - told) <= _FEW
    return told > 0 and (few or gap / times <= told <= gap * times)


def _holds(whole: Figure, done: Figure, left: Figure) -> bool:
    return meets_sum(whole, sum_of((done, left)))


def _is_explained(passage: Passage, whole: Figure, done: Figure, left: Figure) -> bool:
    """Whether two other counts give what is left, of whatever unit, or it goes on in parts that make the rest."""
    begins, _ = passage.sentence_range(max(0, left.sentence - 2))
    _, ends = passage.sentence_range(left.sentence)
    near = [f for f in passage.between(begins, ends) if counts(f)]
    if any(one.value - other.value == left.value for one, other in permutations(near, 2)):
        return True
    behind = [f.value for f in passage.between(left.after, ends) if f.unit == left.unit and counts(f)]
    return whole.value - done.value in accumulate((left.value, *behind))
