"""What a rate says is left: told whatever the digits where words call it the contrary of what the rate is of. Pure.

"备案洗车场86家，安装的79家；安装率91.9%，尚有9家未安装": the rate says what is of what, so 7 are left.
"入库项目38个，已完工21个，完工率55.3%。…剩余18个未完工项目": the same a sentence or a paragraph on.

The rate must hold between two counts, and be the last in front that its words can be of. A rest that any two counts
near it give is left in peace, one far from what comes out, and one that others beside it make up for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations, permutations

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import divide
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.stocks.balances import told_rest
from yichuang.oversight.reportcheck.engine.relations.stocks.rest_words import (
    BETWEEN,
    RATE,
    are_counted_alike,
    deed_of,
)
from yichuang.oversight.reportcheck.engine.relations.sums.adding import meets_sum, sum_of
from yichuang.oversight.reportcheck.engine.relations.words.lists import counts
from yichuang.oversight.reportcheck.engine.weighing import FORCED
from yichuang.oversight.reportcheck.findings import Kind, Span

_LEFT = re.compile(
    r"(?:剩余|剩下|余下|下余|尚余|还剩|其余|尚有|还有|仍有|^剩|^余|[将使让]剩)(?:的|约|有|为|仅|下|了)*(?P<noun>[^，。；\d]{0,6})$"
)
_NOT = r"(?:未|没有|(?<!罚)没|不)(?:能|曾)?"
_UNDONE = re.compile(rf"{_NOT}(?P<deed>[一-鿿]{{2,6}}?)(?:的|有|为|共)*$")
_UNDONE_BEHIND = re.compile(rf"^[一-鿿]{{0,5}}?(?:尚|还|仍)*{_NOT}(?P<deed>[一-鿿]{{2}})")
_LATE = re.compile(r"(?:超期|逾期|超时|延期|滞后)(?P<deed>[一-鿿]{2})的?$")
_IN_TIME = "(?:按[时期]|准时|如期|及时|限[时期]内)"
_DENIED = re.compile(r"(?:未|没有|没|不)[一-鿿]{2,4}(?:的|有)?$")  # 检出不合格47批次
_HUNDRED = Decimal(100)
_FAR = Decimal("1.6")  # times what comes out
_FEW = 2  # of a handful that much is no sign of another thing
_MOST = 8  # counts near by that may make up for it
_REACH = 2  # sentences behind the rate in its paragraph, and paragraphs


@dataclass(frozen=True, slots=True)
class _Rated:
    """A rate that holds, what it is of, and how much of that."""

    rate: Figure
    whole: Figure
    done: Figure


def rated_rests(passages: Sequence[Passage], judged: Sequence[Judged]) -> Iterator[Judged]:
    """All rests behind a rate that are wrong."""
    told: dict[int, list[_Rated]] = {}
    for rated in filter(None, map(_rated, judged)):
        told.setdefault(rated.rate.paragraph, []).append(rated)
    accused = {
        each.claim.span for each in judged if each.claim and each.kind is Kind.DIFFERENCE and not each.holds
    }
    for paragraph in sorted({at + on for at in told for on in range(_REACH + 1)}):
        if paragraph >= len(passages):
            break
        for left in passages[paragraph].figures:
            if not _may_be(left, accused):
                continue
            found = _of(
                passages, left, [each for on in range(_REACH + 1) for each in told.get(paragraph - on, ())]
            )
            if found and not _is_given(passages, found, left):
                failed = told_rest(passages, found.whole, found.done, left, holds=False, frame=Frame.PROVEN)
                yield replace(failed, odds=FORCED)


def _rated(judged: Judged) -> _Rated | None:
    """What a rate that holds says, if it is of one printed count in another."""
    rate = judged.claim
    if judged.kind is not Kind.RATE or not judged.holds or rate is None or len(judged.figures) != 3:
        return None
    done, whole = sorted((f for f in judged.figures if f is not rate), key=lambda f: f.value)
    if not done.value < whole.value or not (done.is_exact and whole.is_exact):
        return None
    plain = rate.interval.has(divide(done.value * _HUNDRED, whole.value)) and counts(done) and counts(whole)
    return _Rated(rate, whole, done) if plain and are_counted_alike(done, whole) else None


def _may_be(left: Figure, accused: set[Span]) -> bool:
    plain = counts(left) and left.is_exact and not left.bracket and left.span not in accused
    if BETWEEN.search(left.lead + left.tail):
        return False
    return plain and any(known.search(left.lead) for known in (_LEFT, _UNDONE, _LATE))


def _of(passages: Sequence[Passage], left: Figure, front: Sequence[_Rated]) -> _Rated | None:
    """The rate that says how many are left, if the words name what it is of."""
    front = [each for each in front if each.rate.at < left.at or each.rate.paragraph < left.paragraph]
    near = [each for each in front if _is_in_reach(each.rate, left) and are_counted_alike(each.done, left)]
    of_it = [each for each in near if _is_called(each, left)]
    values = {(each.whole.value, each.done.value) for each in of_it}
    if len(values) == 1:
        return of_it[-1]
    beside = [
        each
        for each in of_it
        if each.rate.paragraph == left.paragraph and 0 <= left.clause - each.rate.clause <= 1
    ]
    beside = [each for each in beside if not passages[left.paragraph].between(each.rate.after, left.at)]
    return beside[-1] if beside else None


def _is_in_reach(rate: Figure, left: Figure) -> bool:
    apart = left.paragraph - rate.paragraph
    return apart > 0 or left.sentence - rate.sentence <= _REACH


def _is_called(rated: _Rated, left: Figure) -> bool:
    """Whether the words tell of just what isn't done."""
    if _DENIED.search(rated.done.lead):
        return False
    done, rate = deed_of(rated.done), RATE.sub("", rated.rate.lead)
    rest = _LEFT.search(left.lead)
    if rest and len(rest["noun"]) > 1 and done.endswith(rest["noun"]):
        return True  # 累计完成投资2,145万元…剩余投资
    late = _LATE.search(left.lead)
    if late and any(re.search(rf"{_IN_TIME}{late['deed']}$", name) for name in (done, rate)):
        return True  # 按时办结27,318件…超期办结529件
    deeds = [found["deed"] for found in _undone(left)]
    return any(
        done.endswith(deed) or rate.endswith(deed) or rated.done.tail.startswith(deed) for deed in deeds
    )


def _undone(left: Figure) -> Iterator[re.Match[str]]:
    if found := _UNDONE.search(left.lead):
        yield found
    if _LEFT.search(left.lead) and (found := _UNDONE_BEHIND.match(left.tail)):
        yield found


def _is_given(passages: Sequence[Passage], rated: _Rated, left: Figure) -> bool:
    """Whether it comes out, or two other counts of the unit near it give what is left."""
    rest = rated.whole.value - rated.done.value
    if meets_sum(rated.whole, sum_of((rated.done, left))) or not _is_near(rest, left):
        return True
    near = [
        figure
        for paragraph in range(rated.rate.paragraph, left.paragraph + 1)
        for figure in passages[paragraph].figures
        if counts(figure) and are_counted_alike(figure, left) and figure is not left
    ]
    others = [figure.value for figure in near if figure.value <= rest - left.value]
    made_up = any(
        rest - left.value == sum(some) for many in (1, 2, 3) for some in combinations(others[-_MOST:], many)
    )
    return made_up or any(one.value - other.value == left.value for one, other in permutations(near, 2))


def _is_near(rest: Decimal, left: Figure) -> bool:
    few = not left.step and abs(rest - left.value) <= _FEW
    return few or (rest <= left.value * _FAR and left.value <= rest * _FAR)
