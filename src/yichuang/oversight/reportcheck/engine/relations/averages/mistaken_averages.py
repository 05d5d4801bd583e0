"""Averages that come out only if divided by another number than the one that the words point at. Pure.

"网格由129个细分为137个，平均每个管182户": of 23,427 households each of the 129 of before had so many.
"16个村一个没落下，平均每处2.9场": 41 shows shared out among the 14 villages that are told of elsewhere.
"92天没有歇过一天，平均每天306人次": 27,508 shared out over three months of thirty days.

Who reckons so takes last year's number, or all instead of those named. What the words point at is told by grammar
alone; that another number of the same gives the average shows the error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import point
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.averages.averages import words_of_others
from yichuang.oversight.reportcheck.engine.relations.averages.each import THEN, Each, each_of
from yichuang.oversight.reportcheck.engine.relations.averages.named_sharers import reckoned_by_name, spoken_of
from yichuang.oversight.reportcheck.engine.relations.averages.numbers import fits
from yichuang.oversight.reportcheck.engine.relations.averages.offers import ONE, Sharing, finer_unit
from yichuang.oversight.reportcheck.engine.relations.averages.shared_wholes import may_be_shared
from yichuang.oversight.reportcheck.engine.relations.averages.told_sharings import told_sharing
from yichuang.oversight.reportcheck.engine.relations.words.periods import periods
from yichuang.oversight.reportcheck.engine.slips import TELLING, digits_of
from yichuang.oversight.reportcheck.engine.telling import with_value
from yichuang.oversight.reportcheck.engine.units import class_of, compatible, is_money
from yichuang.oversight.reportcheck.engine.weighing import FORCED

_MAY_BE: Final = re.compile(r"均|摊")
_DAY: Final = "天"
_MONTH: Final = Decimal(30)
_YEAR: Final = Decimal(365)
_TWELVE: Final = 12
_FEW: Final = 28  # days that are hardly taken for a month
_RECKONS: Final = re.compile(r"(?:平?[摊均]|计算|折算)")
_OF_ALL: Final = re.compile("^(?:全[年县市区镇乡街校站]|[总合共]计|总共)")
_TWO: Final = 2


@dataclass(frozen=True, slots=True)
class _Pointed:
    """The sharers that the words point at, others for which they may have been taken, and what may be shared."""

    among: Figure
    others: tuple[Figure, ...]
    wholes: tuple[Figure, ...]


def mistaken_averages(passages: Sequence[Passage]) -> Iterator[Judged]:
    """The averages of a document that come out only with other sharers than those pointed at."""
    for passage in passages:
        if not _MAY_BE.search(passage.text):
            continue
        for index in range(1, len(passage.figures)):
            each = each_of(passage, index)
            if each and each.figure.is_exact and len(digits_of(each.figure)) > 1:
                pointed = (_mistaken(each, told) for told in _pointed(passages, passage, each))
                sharing = next(filter(None, pointed), None) or _of_thirty_days(passage, each)
                if sharing:
                    yield told_sharing(passages, each.figure, sharing, FORCED)


def _mistaken(each: Each, told: _Pointed) -> Sharing | None:
    """The one whole that makes the average with other sharers, if none makes it with those pointed at."""
    shared = [whole for whole in told.wholes if whole is not told.among]
    if any(fits(each.figure, sharing) for whole in shared if (sharing := _shared(each, whole, told.among))):
        return None
    meant = [
        whole for whole in shared for other in told.others
        if other is not whole and (sharing := _shared(each, whole, other)) and fits(each.figure, sharing)
    ]  # fmt: skip
    return _shared(each, meant[0], told.among) if len({whole.value for whole in meant}) == 1 else None


def _shared(each: Each, whole: Figure, among: Figure) -> Sharing | None:
    factor = finer_unit(whole, each.figure)
    return Sharing(whole, among, ONE, factor) if factor is not None else None


def _pointed(passages: Sequence[Passage], passage: Passage, each: Each) -> Iterator[_Pointed]:
    """The sharers that the words point at, in every way in which they do."""
    begins, _ = passage.sentence_range(each.figure.sentence)
    front = [f for f in passage.between(begins, each.at) if not f.is_percent and f.value > 0]
    wholes = tuple(f for f in front if may_be_shared(each, f))
    yield from _of_now(passages, passage, each, front, wholes)
    yield from _right_in_front(passages, passage, each, front, wholes)
    yield from _in_all(passage, each, front, wholes)
    yield from _of_another_kind(passage, each)
    if front and each.holder == _DAY and front[-1].unit == _DAY:
        yield from _of_round_months(passage, each, front[-1])
    if not any(_counts_them(passage, each, f) for f in front):
        yield from _spoken_of(passage, each, wholes)
        yield from _reckoned_by_name(passages, passage, each)


def _counts_them(passage: Passage, each: Each, figure: Figure) -> bool:
    """Whether a figure counts those who share, by its name, by a measure word alike, or by a noun told before it."""
    if figure.value <= 1 or is_money(figure.unit) or not figure.is_exact:
        return False
    begins, _ = passage.sentence_range(figure.sentence)
    measure, noun = each.holder[:1], each.holder[1:3]
    told_before = len(noun) > 1 and figure.word == measure and noun in passage.text[begins : figure.at]
    seats = len(each.holder) == 1 and compatible(figure.unit, each.holder)
    return seats or told_before or each.is_over(figure)


# ------------------------------------------------------------------ 由129个细分为137个; 推送213条，上年为188条


def _of_now(
    passages: Sequence[Passage],
    passage: Passage,
    each: Each,
    front: Sequence[Figure],
    wholes: tuple[Figure, ...],
) -> Iterator[_Pointed]:
    """How many there are now, beside how many there were, which may have been taken; the whole may be far."""
    pairs = [pair for one, other in pairwise(front) if (pair := _now_and_then(one, other))]
    pairs = [(now, then) for now, then in pairs if _counts_them(passage, each, now)]
    if len(pairs) != 1 or len(digits_of(each.figure)) < TELLING:
        return
    now, then = pairs[0]
    beside = tuple(f for f in wholes if f.clause != then.clause)
    yield _Pointed(now, (then,), beside)
    if not wholes:
        far = (f for near in passages for f in near.figures if may_be_shared(each, f) and f.value > 0)
        yield _Pointed(now, (then,), tuple(far))


def _now_and_then(one: Figure, other: Figure) -> tuple[Figure, Figure] | None:
    beside = one.unit == other.unit and one.value != other.value and other.clause - one.clause <= 1
    if not beside or one.value <= 1 or other.value <= 1:
        return None
    if (one.role is Role.BASE and other.role is Role.LEVEL) or _are_years_on_end(one, other):
        return other, one
    then = other.role is Role.BASE or THEN.search(other.lead)
    return (one, other) if then and one.role is Role.LEVEL else None


_DATED: Final = re.compile(r"^(?P<year>20\d\d)年(?!底|末|初)")


def _are_years_on_end(one: Figure, other: Figure) -> bool:
    """Whether the second is told of the year behind that of the first: 2022年带动2,391户，2023年带动2,846户."""
    first, second = _DATED.match(one.lead), _DATED.match(other.lead)
    return first is not None and second is not None and int(second["year"]) == int(first["year"]) + 1


# ------------------------------------------------------------------ 16个村一个没落下，平均每处2.9场


def _right_in_front(
    passages: Sequence[Passage],
    passage: Passage,
    each: Each,
    front: Sequence[Figure],
    wholes: tuple[Figure, ...],
) -> Iterator[_Pointed]:
    """The number of them right in front of the average; another of the same noun is told in another sentence."""
    among = front[-1] if front else None
    plain = (
        among is not None
        and among.role is Role.LEVEL
        and "均" in each.lead
        and among.tail[:1] not in ("", "（")
    )
    if among is None or not plain or not _counts_them(passage, each, among):
        return
    others = (f for near in passages for f in near.figures if _counts_others(f, among))
    yield _Pointed(among, tuple(others), wholes)


# ------------------------------------------------------------------ 帮办员62人，县级18人、乡镇44人，…人均156件


def _in_all(
    passage: Passage, each: Each, front: Sequence[Figure], wholes: tuple[Figure, ...]
) -> Iterator[_Pointed]:
    """The number of them in all, beside those of its parts, one of which may have been taken."""
    counts = [f for f in front if _counts_them(passage, each, f) or (f.unit == class_of(each.holder))]
    if len(counts) <= _TWO or len(digits_of(each.figure)) < TELLING or words_of_others(each.figure):
        return
    among, *parts = counts
    in_one_row = all(other.clause - one.clause <= 1 for one, other in pairwise(counts))
    made = sum((f.value for f in parts), Decimal(0)) == among.value
    if in_one_row and made and _is_level(among):
        behind = (f for f in wholes if f.at > counts[-1].at and _OF_ALL.search(f.lead))
        yield _Pointed(among, tuple(parts), tuple(behind))


# ------------------------------------------------------------------ 护送31批52人，…按护送对象计，人均1,050元


def _of_another_kind(passage: Passage, each: Each) -> Iterator[_Pointed]:
    """The one number of those whom it is over in its paragraph, and what is counted beside it in another unit."""
    if len(digits_of(each.figure)) < TELLING or len(each.holder) > 1:
        return
    front = [f for f in passage.between(0, each.at) if not f.is_percent and f.value > 1]
    counts = [f for f in front if f.unit == class_of(each.holder) and f.role is not Role.AVERAGE]
    if len({f.value for f in counts}) != 1 or not _is_level(counts[-1]):
        return
    among = counts[-1]
    beside = (f for f in front if f.clause == among.clause and f.word and f.unit != among.unit)
    others = tuple(f for f in beside if _is_level(f))
    begins, _ = passage.sentence_range(each.figure.sentence)
    wholes = (f for f in passage.between(begins, each.at) if f.value > 0 and may_be_shared(each, f))
    yield _Pointed(among, others, tuple(wholes))


def _counts_others(figure: Figure, among: Figure) -> bool:
    """Whether a figure of another sentence counts more or fewer of what another one counts."""
    alike = figure.unit == among.unit and figure.tail[:1] == among.tail[:1] and figure.value != among.value
    apart = (figure.paragraph, figure.sentence) != (among.paragraph, among.sentence)
    return alike and apart and figure.is_exact and figure.value > 1


# ------------------------------------------------------------------ 正常运行的那些站…平均每座; 拿在册的户数平摊


def _spoken_of(passage: Passage, each: Each, wholes: tuple[Figure, ...]) -> Iterator[_Pointed]:
    """Those of several kinds that the sentence speaks of by their name."""
    if len(wholes) != 1 or "均" not in each.lead:
        return
    begins, _ = passage.sentence_range(each.figure.sentence)
    counts = [f for f in passage.between(0, begins) if _is_level(f) and _counts_them(passage, each, f)]
    among = spoken_of(passage.text[begins : wholes[0].at], counts)
    if among is not None:
        yield _Pointed(among, tuple(f for f in counts if f.value != among.value), wholes)


def _reckoned_by_name(passages: Sequence[Passage], passage: Passage, each: Each) -> Iterator[_Pointed]:
    """Those by whose number it is said to be reckoned; a whole in front is shared by others without rest."""
    begins, _ = passage.sentence_range(each.figure.sentence)
    sentence = passage.text[begins : each.at]
    if not _RECKONS.search(sentence) or len(digits_of(each.figure)) < TELLING:
        return
    counts = [
        f
        for near in passages
        for f in near.figures
        if f.unit == class_of(each.holder) and f.is_exact and f.value > 1
    ]
    among = reckoned_by_name(sentence, counts)
    if among is None:
        return
    wholes = tuple(f for f in passage.between(0, each.at) if f.value > 0 and may_be_shared(each, f))
    made = {whole.value / each.figure.value for whole in wholes}
    yield _Pointed(among, tuple(f for f in counts if f.value in made), wholes)


def _is_level(figure: Figure) -> bool:
    return figure.role is Role.LEVEL and not figure.is_percent


# ------------------------------------------------------------------ 92天没有歇过一天，平均每天306人次


def _of_round_months(passage: Passage, each: Each, days: Figure) -> Iterator[_Pointed]:
    """The days right in front of a daily average, for which so many months of thirty may have been taken, or a year."""
    if (
        days.value < _FEW
        or not days.is_exact
        or days.role is not Role.LEVEL
        or days.bracket != each.figure.bracket
        or len(digits_of(each.figure)) < TELLING
    ):
        return
    begins, _ = passage.sentence_range(max(0, each.figure.sentence - 1))
    wholes = tuple(f for f in passage.between(begins, each.at) if f.value > 0 and may_be_shared(each, f))
    months = (days.value / _MONTH).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    taken = {months * _MONTH, _YEAR if months >= _TWELVE else months * _MONTH} - {days.value}
    yield _Pointed(days, tuple(with_value(days, value) for value in sorted(taken)), wholes)


# ------------------------------------------------------------------ 7月份热线话务23,405通，平均每天780通


def _of_thirty_days(passage: Passage, each: Each) -> Sharing | None:
    """What a month of more or fewer days had, if it was shared out over thirty of them."""
    if each.holder != _DAY or len(digits_of(each.figure)) < TELLING:
        return None
    begins, _ = passage.sentence_range(each.figure.sentence)
    told = periods(passage.text, begins, each.at)
    front = [f for f in passage.between(begins, each.at) if f.value > 0]
    wholes = [f for f in front if may_be_shared(each, f)]
    months = [stretch for stretch in told if stretch.months != _TWELVE]  # 为全年最高
    alone = len(months) == 1 and months[0].months == 1 and len({f.value for f in wholes}) == 1
    if not alone or any(f.unit == _DAY for f in front):
        return None
    whole, period = wholes[-1], months[0]
    factor = finer_unit(whole, each.figure)
    if factor is None or fits(each.figure, Sharing(whole, None, period.days, factor, period)):
        return None
    of_thirty = fits(each.figure, Sharing(whole, None, point(_MONTH), factor, period))
    return Sharing(whole, None, period.days, factor, period) if of_thirty else None
