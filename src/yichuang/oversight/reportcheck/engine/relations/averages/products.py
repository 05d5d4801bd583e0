"""Products: so much each, for so many, so many times, makes the whole; and money whose 万 is missing.

"孤儿135名，基本生活费每人每月1100元，全年（12个月）发放178.2万元": 1100 × 135 × 12 = 1782000.
"今年5920万元，较去年多1110万元。去年4810元": the digits are those of 4810万元.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import Interval
from yichuang.oversight.reportcheck.engine.judging import Judged, with_scale
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.averages.averages import range_of_average
from yichuang.oversight.reportcheck.engine.relations.averages.offers import STAYS
from yichuang.oversight.reportcheck.engine.slips import digits_of, is_slip
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import class_of, is_money
from yichuang.oversight.reportcheck.engine.weighing import FORCED
from yichuang.oversight.reportcheck.findings import Kind

_EACH = re.compile(
    r"每(?P<who>人|名|户|亩|个|件|套|张|头|只|份|台|盏|棵|株|辆|位|生|村|班|公里|平方米|吨|公斤|斤|组|场|课时|学时)(?:[/每·]?(?P<time>月|年|天|日|次|学期|季度))?"
    r"[^，。；：\d]{0,10}$|(?P<price>单价|定价)(?:为|是|约)?$"
)
_MONTHLY = re.compile(
    r"(?:(?P<who>[人户])均每?(?P<time>月)|(?P<when>月)均?每?(?P<whom>[人户])均|(?P<of>[人户])月均)[^，。；：\d]{0,8}$"
)

_WHOLE = re.compile(
    r"发放|共需|合计|金额|支出|补[助贴]|总|共|需|投入|兑付|拨付|[实支]付|付[给出]|收入|资金|(?:采购|成交|销售|收购|交易|购买)额|[货价付收购]款"
)
_VILLAGES = re.compile(r"(?:行政|自然|建制)?村(?!民|[小医干组])")
_WEIGHTS = {"公斤": Decimal(1000), "斤": Decimal(2000)}  # of a tonne
_TEN_THOUSAND = Decimal(10**4)
_MONTHS = {"月": "个月", "天": "天", "日": "天", "次": "次", "学期": "个学期", "季度": "个季度"}
_OF_DAYS = ("天", "日")  # 每人每天60元, by the days of all together: 3,262人天
_YEARS = {"月": 12, "学期": 2, "季度": 4}


def products(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All products of a document, and amounts whose 万 is missing."""
    for passage in passages:
        yield from _shared(passages, passage)
        for each in passage.figures:
            found = _EACH.search(each.lead) if is_money(each.unit) and each.is_exact else None
            if found and (judged := _judged(passages, passage, each, found["who"], found["time"])):
                yield judged
            monthly = _MONTHLY.search(each.lead) if is_money(each.unit) and each.is_exact else None
            if monthly and not found:
                who = monthly["who"] or monthly["whom"] or monthly["of"]
                if judged := _judged(passages, passage, each, who, "月"):
                    yield judged
        yield from _bare(passages, passage)


def _judged(
    passages: Sequence[Passage], passage: Passage, each: Figure, of: str | None, time: str | None
) -> Judged | None:
    """The whole that a price, a number and a number of times make."""
    told = [f for f in passage.in_sentence(each.sentence) if f is not each and f.is_exact]
    who = unit_of(of) if of else ""
    counts = [f for f in told if _counts(f, who)]
    times = _times(told, time)
    if time in _OF_DAYS and not counts:
        before = passage.in_sentence(each.sentence - 1) if each.sentence else ()
        counts, times = [f for f in (*before, *told) if f.unit in STAYS], [Decimal(1)]
    if who in _WEIGHTS and not counts:
        counts, times = [f for f in told if f.unit == "吨" and f.role is Role.LEVEL], [_WEIGHTS[who]]
    wholes = [
        f
        for f in told
        if is_money(f.unit)
        and f.role is Role.LEVEL
        and f.at > each.at
        and _WHOLE.search(f.lead)
        and not _EACH.search(f.lead)
    ]
    if not counts or not wholes:
        return None
    whole = wholes[0]
    tried = [(count, many, each.value * count.value * many) for count in counts for many in times]
    for count, many, value in tried:
        if whole.interval.meets(_range(each).times(count.value * many)):
            return told_product(passages, (count, each, whole), many, value, None)
    for count, many, value in tried:
        if value in (whole.value * _TEN_THOUSAND, whole.value / _TEN_THOUSAND):
            word = "万元" if value > whole.value else "元"
            fix = f"“{whole.written}{whole.word}”的单位应为{word}"
            judged = told_product(passages, (count, each, whole), many, value, fix)
            sure = who and len(digits_of(whole).rstrip("0")) >= _TELLING
            return replace(judged, odds=FORCED) if sure else judged
    near = [f for f in counts if f.at < each.at][-1:] if "均" in each.lead else counts
    moved = [
        (count, many, value) for count, many, value in tried if count in near and _is_moved(whole, value)
    ]
    if len(moved) == 1:
        count, many, value = moved[0]
        return replace(
            told_product(passages, (count, each, whole), many, value, instead(whole, value)), odds=FORCED
        )
    tried = [one for one in tried if one[0] in near]
    slipped = [one for one in tried if is_slip(whole, one[2]) and len(digits_of(whole)) > 2]
    several = any(f is not each and is_money(f.unit) and _EACH.search(f.lead) for f in told)
    if len(slipped) == 1 and len(tried) <= 4 and whole.clause - each.clause <= 4 and not several:
        count, many, value = slipped[0]
        return told_product(passages, (count, each, whole), many, value, instead(whole, value))
    return None


_TELLING = 3  # digits that three numbers seldom make by chance


def unit_of(who: str) -> str:
    """In what those are counted of whom each has so much: 每生 is of 人."""
    return "人" if who == "生" else class_of(who)


def _is_moved(whole: Figure, value: Decimal) -> bool:
    """Whether only the point of a whole stands elsewhere, in digits that no chance makes: 19.93万 for 199.28万."""
    telling = len(digits_of(whole).rstrip("0")) >= _TELLING
    return telling and any(whole.interval.has(value * scale) for scale in (Decimal(10), Decimal("0.1")))


def _counts(figure: Figure, who: str) -> bool:
    plain = figure.role in (Role.LEVEL, Role.TARGET) and not figure.is_percent and not is_money(figure.unit)
    return (
        plain
        and figure.value > 0
        and (
            not who
            or figure.unit == who
            or (who == "村" and figure.unit == "个" and bool(_VILLAGES.match(figure.tail)))
        )
    )


def _range(each: Figure) -> Interval:
    """What so much each may stand for: a mean was rounded, a price is as it was set."""
    return range_of_average(each) if "均" in each.lead else each.interval


def _times(told: Sequence[Figure], time: str | None) -> list[Decimal]:
    """How many times it was paid: once, or the months that the text tells, or those of a year."""
    if not time or time == "年":
        return [Decimal(1)]
    unit = _MONTHS[time]
    many = [f.value for f in told if f.unit == class_of(unit) or f.unit == unit]
    usual = [Decimal(_YEARS[time])] if time in _YEARS else []
    return list(dict.fromkeys([*many, *usual, Decimal(1)]))


def told_product(
    passages: Sequence[Passage],
    figures: tuple[Figure, Figure, Figure],
    many: Decimal,
    value: Decimal,
    fix: str | None,
) -> Judged:
    """That a number, so much each and so many times are a whole: held, or with `fix` what makes it right.

    `figures` are the number, so much each, and the whole; `value` is what they make.
    """
    count, each, whole = figures
    factor = f" × {many}" if many != 1 else ""
    told = (
        f"{said(each)} × {said(count)}{factor} = {with_scale(value, whole) if fix is None else f'{value:f}'}"
    )
    ordered = tuple(sorted(figures, key=lambda f: f.at))
    if fix is None:
        return Judged(
            Kind.AVERAGE,
            ordered,
            quotes(passages, ordered),
            True,
            f"{told}，与原文 {said(whole)} 相符",
            claim=whole,
        )
    kind = Kind.UNIT if "单位" in fix else Kind.AVERAGE
    fixes = changes(fix, instead(each, value and each.value * whole.value / value))
    return Judged(
        kind,
        ordered,
        quotes(passages, ordered),
        False,
        f"{told}，原文为 {said(whole)}{whole.word}",
        fixes,
        claim=whole,
    )


_AMONG = re.compile(r"(?:户均|人均|家均|村均|亩均|平均每[一-鿿]{1,4})[^，。；：\d]{0,6}$")


def _shared(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """ "兑现奖补资金820万元，户均（41家）20元": shared out among the count in brackets it is 20万元 each."""
    for whole, among, each in zip(passage.figures, passage.figures[1:], passage.figures[2:], strict=False):
        opens, closes = passage.brackets[among.bracket]
        alone = passage.text[opens + 1 : among.at] == "" and closes == among.after == each.at - 1
        told = among.bracket and alone and _AMONG.search(passage.text[max(0, opens - 12) : opens])
        exact = all(f.is_exact for f in (whole, among, each)) and not among.is_percent and among.value > 1
        money = is_money(whole.unit) and is_money(each.unit) and whole.role is Role.LEVEL
        if not (told and exact and money and each.clause - whole.clause <= _BESIDE):
            continue
        value = each.value * among.value
        if whole.value in (value * _TEN_THOUSAND, value / _TEN_THOUSAND):
            word = "万元" if whole.value > value else "元"
            figures = (whole, among, each)
            told_so = f"{said(whole)} ÷ {said(among)}，原文为 {said(each)}{each.word}，相差一万倍"
            fix = f"“{each.written}{each.word}”的单位应为{word}"
            yield Judged(Kind.UNIT, figures, quotes(passages, figures), False, told_so, (fix,), claim=each)


_BESIDE = 3

LEAST = 4  # digits that no chance makes


def _bare(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """An amount of a few 元 among amounts of 万元, two of which make its digits: its 万 is missing."""
    money = [f for f in passage.figures if is_money(f.unit) and f.is_exact]
    scaled = [f for f in money if f.numeral.scale == _TEN_THOUSAND][:12]
    for bare in money:
        if bare.numeral.scale != 1 or _EACH.search(bare.lead) or bare.role is Role.AVERAGE:
            continue
        if len(digits_of(bare).rstrip("0")) < LEAST - 1 or len(digits_of(bare)) < LEAST:
            continue
        wanted = bare.value * _TEN_THOUSAND
        if any(f.value == wanted for f in scaled):
            continue  # the amount itself is told, and this is another one
        for one, other in combinations(scaled, 2):
            high, low = sorted((one, other), key=lambda f: -f.value)
            sign = "-" if high.value - low.value == wanted else "+"
            if wanted not in (high.value - low.value, high.value + low.value):
                continue
            figures = tuple(sorted((high, low, bare), key=lambda f: f.at))
            told = f"{said(high)} {sign} {said(low)} = {said(bare)}万，原文为 {said(bare)}{bare.word}"
            fix = f"“{bare.written}{bare.word}”的单位应为万元"
            yield Judged(Kind.UNIT, figures, quotes(passages, figures), False, told, (fix,), claim=bare)
            break
