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
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.slips import TELLING, digits_of
from yichuang.oversight.reportcheck.engine.telling import quotes, said
from yichuang.oversight.reportcheck.engine.units import is_money
from yichuang.oversight.reportcheck.findings import Kind

_TEN_THOUSAND = Decimal(10**4)
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
            judged = _broken_count(passages, figure, near) or _each(passages, figure, near)
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


_EACH = re.compile(r"(?:(?P<one>[人户村亩])均|(?:平均)?每(?P<other>[人户亩]))[^，。；：\d]{0,6}$")
_UNITS = {"人": ("人", "人次"), "户": ("户",), "村": ("个",), "亩": ("亩",)}
_NEAR = 4


def _each(passages: Sequence[Passage], each: Figure, near: Sequence[Figure]) -> Judged | None:
    """An amount for each that is ten thousand times what the amount in front makes, or a ten thousandth of it."""
    found = _EACH.search(each.lead) if is_money(each.unit) and each.is_exact else None
    if not found or len(digits_of(each)) < TELLING:
        return None
    units = _UNITS[found["one"] or found["other"]]
    front = [f for f in near if f.at < each.at and each.sentence - f.sentence <= 1 and f.role is Role.LEVEL]
    counts = [f for f in front if f.unit in units and f.value > 1][-2:]
    amounts = [f for f in front if is_money(f.unit)][-_NEAR:]
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


def _share(whole: Figure, count: Figure) -> Interval | None:
    return whole.interval.over(count.interval)


def _told(
    passages: Sequence[Passage], figures: tuple[Figure, ...], told: str, fix: str, claim: Figure | None = None
) -> Judged:
    claimed = claim or min(figures, key=lambda f: f.value)
    return Judged(Kind.UNIT, figures, quotes(passages, figures), False, told, (fix,), claim=claimed)
