"""A 万 that is missing from a count or too much in an average, where nothing else can be meant.

"话务总量41.6万通…，呼入38.2万通；…回访3.4通": no call is a half, and 3.4万 make the total.
"投入资金3,840万元，…受益群众6.2万人，人均投资619万元": a head has 619元.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import Interval
from yichuang.oversight.reportcheck.engine.judging import Judged, shown
from yichuang.oversight.reportcheck.engine.numerals import Bound
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.slips import TELLING, digits_of
from yichuang.oversight.reportcheck.engine.telling import quotes, said
from yichuang.oversight.reportcheck.engine.units import PERCENT, is_money
from yichuang.oversight.reportcheck.findings import Kind

_TEN_THOUSAND, _HUNDRED = Decimal(10**4), Decimal(100)
_WHOLE = frozenset(
    ("人", "人次", "件", "户", "户次", "通", "家", "次", "条", "份", "起", "台",
     "辆", "本", "册", "封", "栋", "棵", "株", "头", "只", "张", "宗", "例", "笔")
)  # fmt: skip
_SHARED = re.compile(r"均|每|率|比|密度|倍|相当|折合|水平|强度|各|/")
_MOST = 24  # figures of a passage that are tried


def missing_scales(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All such counts and averages of a document."""
    for passage in passages:
        for index, figure in enumerate(passage.figures):
            near = passage.figures[max(0, index - _MOST) : index + _MOST]
            judged = (
                _broken_count(passages, figure, near)
                or _each(passages, figure, near)
                or _share_of(passages, passage, index)
            )
            if judged:
                yield judged


def _broken_count(passages: Sequence[Passage], bare: Figure, near: Sequence[Figure]) -> Judged | None:
    """A count of whole things with decimals, which with 万 makes a total told beside it."""
    counted = bare.unit in _WHOLE and bare.role is Role.LEVEL and bare.is_exact and bare.numeral.scale == 1
    if not counted or not 0 < bare.step < 1 or _SHARED.search(bare.lead):
        return None
    scaled = [
        f for f in near if f.unit == bare.unit and f.numeral.scale == _TEN_THOUSAND and f.role is Role.LEVEL
    ]
    wanted = bare.value * _TEN_THOUSAND
    for total in scaled:
        for part in scaled:
            if total.value - part.value == wanted:
                figures = tuple(sorted((total, part, bare), key=lambda f: f.at))
                told = f"{said(total)} - {said(part)} = {said(bare)}万，原文为 {said(bare)}{bare.word}"
                return _told(
                    passages, figures, told, f"“{bare.written}{bare.word}”应为 {said(bare)}万{bare.word}"
                )
    return None


_EACH = re.compile(
    r"(?:(?P<one>[人户村亩次件台辆例套床])均|(?:平均)?每(?P<other>[人户亩次件台辆例套吨床])|单(?P<single>[次件台辆例套]))[^，。；：\d]{0,6}$"
)
_UNITS = {"村": ("个",), "次": ("", "人"), "床": ("张",)}
_TIMES = "次"  # 人次 and 台次 are counted by 人 and 台
_NEAR = 4


def _each(passages: Sequence[Passage], each: Figure, near: Sequence[Figure]) -> Judged | None:
    """An amount for each that is ten thousand times what the amount in front makes, or a ten thousandth of it."""
    plain = each.is_exact or each.bound is Bound.ABOUT
    found = _EACH.search(each.lead) if is_money(each.unit) and plain else None
    if not found or len(digits_of(each)) < TELLING:
        return None
    counted = found["one"] or found["other"] or found["single"]
    units = _UNITS.get(counted, (counted,))
    front = [f for f in near if f.at < each.at and each.sentence - f.sentence <= 1 and f.is_exact]
    counts = [
        f for f in front if f.unit.removesuffix(_TIMES) in units and f.value > 1 and f.role is Role.LEVEL
    ][-2:]
    amounts = [f for f in front if is_money(f.unit) and f.role in (Role.LEVEL, Role.AVERAGE)][-_NEAR:]
    made = [(whole, count, share) for whole in amounts for count in counts if (share := _share(whole, count))]
    if any(share.meets(each.interval) for _, _, share in made):
        return None
    for whole, count, share in made:
        for factor in (_TEN_THOUSAND, 1 / _TEN_THOUSAND):
            if share.times(factor).meets(each.interval):
                figures = tuple(sorted((whole, count, each), key=lambda f: f.at))
                told = f"{said(whole)} ÷ {said(count)}，与原文 {said(each)}{each.unit} 相差一万倍"
                right = f"{shown(each.value / _TEN_THOUSAND)}元" if factor > 1 else f"{shown(each.value)}万元"
                return _told(passages, figures, told, f"“{each.written}{each.word}”应为 {right}", each)
    return None


def _share_of(passages: Sequence[Passage], passage: Passage, index: int) -> Judged | None:
    """An amount right in front of its share, a ten thousandth of what that makes it: 1.46亿元，其中3,942元，占27.0%."""
    rate = passage.figures[index]
    if rate.role is not Role.RATE or rate.unit != PERCENT or not rate.is_exact or not index or not rate.value:
        return None
    part = passage.figures[index - 1]
    beside = part.sentence == rate.sentence and rate.clause - part.clause <= 1 and part.role is Role.LEVEL
    if not beside or not is_money(part.unit) or part.numeral.scale != 1 or not part.is_exact:
        return None
    front = [
        f for f in passage.in_sentence(part.sentence) if f.at < part.at and f.unit == part.unit and f.is_exact
    ]
    shares = [(f, share) for f in front if (share := part.interval.over(f.interval.times(1 / _HUNDRED)))]
    if any(share.meets(rate.interval) for _, share in shares):
        return None
    for whole, share in shares:
        if whole.numeral.scale >= _TEN_THOUSAND and share.times(_TEN_THOUSAND).meets(rate.interval):
            told = f"{said(part)}万 ÷ {said(whole)}，与原文 {said(rate)} 相符，原文为 {said(part)}{part.word}"
            fix = f"“{part.written}{part.word}”应为 {said(part)}万{part.word}"
            return _told(passages, (whole, part, rate), told, fix, part)
    return None


def _share(whole: Figure, count: Figure) -> Interval | None:
    return whole.interval.over(count.interval)


def _told(
    passages: Sequence[Passage], figures: tuple[Figure, ...], told: str, fix: str, claim: Figure | None = None
) -> Judged:
    claimed = claim or min(figures, key=lambda f: f.value)
    return Judged(Kind.UNIT, figures, quotes(passages, figures), False, told, (fix,), claim=claimed)
