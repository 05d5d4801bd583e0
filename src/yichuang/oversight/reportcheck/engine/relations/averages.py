"""Averages: so much each is the whole divided by how many there are.

"涉及农户7120户，发放补贴1863.5万元，户均2617元": 18635000 ÷ 7120 = 2617.

What it is an average over is said in the word itself: 户均 over 户, 人均 over 人, 日均 over days, 平均每站 over 站. It
is held if some pair of the sentence gives it, accused only if there is one pair alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import Interval, divide, multiply, printed
from yichuang.oversight.reportcheck.engine.judging import Judged, rounded
from yichuang.oversight.reportcheck.engine.numerals import Bound
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.average_offers import HOLDERS
from yichuang.oversight.reportcheck.engine.relations.lists import rank_between
from yichuang.oversight.reportcheck.engine.slips import digits_of, is_slip, may_be_slip_within
from yichuang.oversight.reportcheck.engine.telling import about, changes, instead, quotes, said, with_value
from yichuang.oversight.reportcheck.engine.units import class_of, unit_at
from yichuang.oversight.reportcheck.findings import Kind

OVER = re.compile(
    r"(?:(?P<by>人次|[人日天月户村年周件次班生校站期镇乡组师车床场家所台店亩栋间项企单吨])均|平均?每一?(?P<each>[^\d，。；：]{1,8}?)"
    r"(?=$|平均|[约为有办培接用花发参收处受配送拥投补奖听出开服达可]))"
)
_BY = {
    "人": "人", "生": "人", "师": "人", "日": "天", "天": "天", "月": "个月", "年": "年", "周": "周",
    "户": "户", "件": "件", "次": "次",
}  # fmt: skip
NOT_NOW = re.compile(
    r"年均|收入|工资|寿命|年龄|增长|产值|预期|同比|GDP|生产总值|消费支出|房价|提前|法定|承诺|压缩"
)
REACH = 8


@dataclass(frozen=True, slots=True)
class Pair:
    """A whole and how many it is shared among."""

    whole: Figure
    among: Figure


def averages(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All averages of a document."""
    for passage in passages:
        for index, average in enumerate(passage.figures):
            if average.role is Role.AVERAGE and not average.is_percent:
                judged = _judged(passages, passage, index, average)
                if judged:
                    yield judged


def _judged(passages: Sequence[Passage], passage: Passage, index: int, average: Figure) -> Judged | None:
    found = OVER.search(average.lead)
    if not found or NOT_NOW.search(average.lead):
        return None
    near = _near(passage, index, average)
    among = _without_before(near, [f for f in near if is_among(found, f)])
    wholes = [f for f in near if f.unit == average.unit and f.role in (Role.LEVEL, Role.BASE)]
    offered = [
        Pair(whole, each) for whole in reversed(wholes) for each in reversed(among) if whole is not each
    ]
    units = {each.unit for each in among}
    others = [Pair(whole, f) for whole in wholes for f in near if f.unit in units and whole is not f]
    if any(fits_average(pair, average) for pair in (*offered, *others)) or is_of_new(passage, average):
        return None  # by chance, perhaps: `open_averages` weighs it
    if found["by"] == "月" and _fits_a_period(passage, average, wholes):
        return None
    pairs = [
        pair
        for pair in offered
        if not is_of_more(passage, pair.whole, pair.among, average) and not is_of_list(passage, pair.whole)
    ]
    if not among and found["by"] == "月":
        return _by_months(passages, passage, average, wholes)
    if _NARROWER.search(average.lead):
        return None
    sure = _sure(passage, average, pairs)
    exact = sure is not None and sure.whole.is_exact and sure.among.is_exact
    if sure and exact and _is_plain(average, sure) and not is_of_others(average, (sure.whole, sure.among)):
        return told_average(passages, average, sure, holds=False)
    slipped = _slipped(passage, average, found, pairs)
    return told_average(passages, average, slipped, holds=False) if slipped else None


def _without_before(near: Sequence[Figure], among: Sequence[Figure]) -> list[Figure]:
    """The sharers as they are now: "队伍由29支增加到33支" shares among 33."""
    now = {
        one: other
        for one, other in pairwise(near)
        if one.role is Role.BASE and other.role is Role.LEVEL and one.clause == other.clause
        and one.unit == other.unit and other.lead.endswith(("到", "至", "为"))
    }  # fmt: skip
    return list(dict.fromkeys(now.get(figure, figure) for figure in among))


def is_of_more(passage: Passage, whole: Figure, among: Figure, average: Figure) -> bool:
    """Whether a whole is of more than its sharers, so that the average of these can't be reckoned from it.

    "节目756个：下乡36场，每场12个；进社区27场，每场12个": the 756 are of both.
    "领读71人次，其中班子成员5人人均3次": the 71 are of more than the five.
    """
    if whole.sentence != average.sentence or whole.at > min(among.at, average.at):
        return False
    between = passage.text[whole.after : among.at]
    if "其中" in between and among.at < average.at:
        return True
    again = [
        f for f in passage.in_sentence(average.sentence)
        if f is not average and f.at > whole.after and f.unit == average.unit and f.lead == average.lead
    ]  # fmt: skip
    return bool(again) and "：" in between


def is_of_new(passage: Passage, average: Figure) -> bool:
    """Whether an average is of those that came new: "新增16部，比上年（11部）多5部。…受益居民192户，平均每部12户"."""
    begins, ends = passage.sentence_range(max(0, average.sentence - 1))[0], average.after + _FAR
    near = [f for f in passage.between(begins, ends) if f is not average and f.value > 0]
    new = [f for f in near if f.role is Role.CHANGE and f.word and is_by_unit(average, f)]
    return any(
        fits_average(Pair(whole, each), average)
        for each in new
        for whole in near
        if whole.unit == average.unit and whole is not each
    )


def is_of_list(passage: Passage, whole: Figure) -> bool:
    """Whether a whole is the last of a list, all of which may be meant: 生产132家、销售2,547家、餐饮1,537家，…人均."""
    front = [f for f in passage.in_sentence(whole.sentence) if f.at < whole.at and f.unit == whole.unit]
    return bool(front) and rank_between(passage, front[-1], whole) == 1


_GENERAL = re.compile(
    r"平均|[我本]?[全各][年县市镇乡区村校省站局院所队中]+|实际|本|共|约|累计|[上下]半年|今年|[一二三四]季度|其中"
)


def is_of_others(average: Figure, figures: Sequence[Figure]) -> bool:
    """Whether words in front say of whom it is, and they aren't those of its figures: 骨干宣讲员人均8场."""
    holders = HOLDERS.search(average.lead)
    subject = _GENERAL.sub("", average.lead[: holders.start()] if holders else "")
    labels = "".join(figure.name + figure.lead + figure.word + figure.tail for figure in figures)
    return any(subject[at : at + 2] not in labels for at in range(len(subject) - 1))


def is_by_unit(average: Figure, among: Figure) -> bool:
    """Whether an average is said to be over what a figure counts, by its measure word: 每部, 户均."""
    word = re.escape(among.word)
    return re.search(rf"每一?个?{word}|(?<!平){word}均", average.lead) is not None


def _is_plain(average: Figure, pair: Pair) -> bool:
    """Whether an average is exact, or roughly that of the pair: 约 may hide another time or group."""
    value = value_of(pair)
    return average.is_exact or (
        average.bound is Bound.ABOUT and value < average.value * 2 and average.value < value * 2
    )


def value_of(pair: Pair) -> Decimal:
    return divide(pair.whole.value, pair.among.value)


def fits_average(pair: Pair, average: Figure) -> bool:
    share = pair.whole.interval.over(pair.among.interval)
    return share is not None and share.meets(range_of_average(average))


def _sure(passage: Passage, average: Figure, pairs: Sequence[Pair]) -> Pair | None:
    """The only pair that can be meant: both in front of the average in its sentence, or alone behind it."""
    alone = len(passage.in_sentence(average.sentence)) == 3  # "户均增收2386元，181户共增收431866元"
    here = [
        pair
        for pair in pairs
        if pair.whole.sentence == pair.among.sentence == average.sentence
        and (max(pair.whole.at, pair.among.at) < average.at or alone)
        and abs(pair.whole.clause - pair.among.clause) <= 2
        and pair.among.value > 1
        and max(
            rank_between(passage, *sorted((f, average), key=lambda each: each.at))
            for f in (pair.whole, pair.among)
        )
        < 3
    ]
    if len(here) != 1:
        return None
    pair = here[0]
    at, to = sorted((min(pair.whole.at, pair.among.at), average.at))
    others = [f for f in passage.between(at, to) if f.role is Role.AVERAGE and f.unit == average.unit]
    return None if any(f is not average for f in others) else pair


def _slipped(passage: Passage, average: Figure, found: re.Match[str], pairs: Sequence[Pair]) -> Pair | None:
    """The one pair whose average the printed one is a slip away from; how many there are may stand farther off."""
    begins = max(passage.text.rfind(sign, 0, average.at) for sign in "；。") + 1
    ends = min(
        (at for sign in "；。" if (at := passage.text.find(sign, average.to)) >= 0), default=average.to + _FAR
    )
    here = [
        f
        for f in passage.between(begins, ends)
        if f.unit == average.unit and f.role in (Role.LEVEL, Role.BASE)
    ]
    front = [f for f in here if f.at < average.at and average.clause - f.clause <= _BESIDE]
    wholes = (
        front[-1:] or here[:1] or [f for f in _wholes(pairs) if average.clause - f.clause <= _BESIDE][-1:]
    )
    among = [
        f
        for f in passage.figures
        if is_among(found, f) and f.value > 1 and abs(f.sentence - average.sentence) <= 2 and f.is_exact
    ]
    plain = bool(wholes) and wholes[0].is_exact and not is_of_list(passage, wholes[0])
    if not plain or average.bound not in (Bound.EXACT, Bound.ABOUT):
        return None
    tried = [
        Pair(wholes[0], each)
        for each in among
        if each.unit != wholes[0].unit and not is_of_more(passage, wholes[0], each, average)
    ]
    if any(fits_average(pair, average) for pair in tried):
        return None
    slipped = [pair for pair in tried if is_slip(average, value_of(pair)) or _whole_slipped(pair, average)]
    one = slipped[-1] if len({pair.among.value for pair in slipped}) == 1 else None
    return one if one is not None and _is_shared_again(passage, average, one.among) else None


def _is_shared_again(passage: Passage, average: Figure, among: Figure) -> bool:
    """Whether another average comes of the same sharers: a slip alone says too little of who is meant."""
    others = [f for f in passage.figures if f.role is Role.AVERAGE and f is not average]
    return any(
        fits_average(Pair(whole, among), other)
        for other in others
        for whole in passage.between(other.at - _FAR, other.at)
        if whole.unit == other.unit and whole is not among
    )


def _whole_slipped(pair: Pair, average: Figure) -> bool:
    """Whether the whole is a slip away from what the average makes: 日均62吨, 31 days, 2922 for 1922."""
    near = abs(pair.whole.clause - average.clause) <= 1 and average.is_exact and len(digits_of(average)) > 1
    made = range_of_average(average).times(pair.among.value)
    counted = not average.step and not pair.whole.step and pair.among.value < SMALL
    return near and counted and pair.whole.value >= 1000 and may_be_slip_within(pair.whole, made)


def _wholes(pairs: Sequence[Pair]) -> list[Figure]:
    """What the pairs share out, in reading order."""
    return sorted({pair.whole.at: pair.whole for pair in pairs}.values(), key=lambda f: f.at)


_FAR = 60
SMALL = 100  # more sharers make too wide a range for a slip to say something
_BESIDE = 4  # clauses between a whole and its average
_MONTHS = re.compile(
    r"(?P<all>全年|本年度|一年)|(?P<half>[上下]半年)|前(?P<first>[二三])季度|(?P<quarter>[一二三四]季度)|"
    r"1[-~至](?P<to>\d{1,2})月"
)
_NARROWER = re.compile(
    r"月[人户]均|[人户]月均|每[人户]每[月天]|周末|工作日日|高峰|最高|单日|节假日|旺季|(?:窗口|每.{1,4})[日月]均"
)


def _by_months(
    passages: Sequence[Passage], passage: Passage, average: Figure, wholes: Sequence[Figure]
) -> Judged | None:
    """ "上半年办件3054件，月均509件": the period tells the months."""
    front = [f for f in wholes if f.at < average.at and f.sentence == average.sentence]
    if len(front) != 1 or not average.is_exact or not front[0].is_exact or _NARROWER.search(average.lead):
        return None
    whole = front[0]
    begins, _ = passage.sentence_range(average.sentence)
    periods = list(_MONTHS.finditer(passage.text, begins, average.at))
    if len(periods) != 1 or periods[0].start() > whole.at:
        return None
    period = periods[0]
    months = _months(period)
    value = divide(whole.value, Decimal(months))
    figures = (whole, average)
    told = f"{said(whole)} ÷ {months} {about(value, 1)}"
    holds = range_of_average(average).has(value)
    if holds:
        return Judged(
            Kind.AVERAGE,
            figures,
            quotes(passages, figures),
            True,
            f"{told}，与原文 {said(average)} 相符",
            claim=average,
        )
    fixes = changes(instead(average, value), instead(whole, multiply(average.value, Decimal(months))))
    return Judged(
        Kind.AVERAGE,
        figures,
        quotes(passages, figures),
        False,
        f"{told}，原文为 {said(average)}",
        fixes,
        claim=average,
    )


def _fits_a_period(passage: Passage, average: Figure, wholes: Sequence[Figure]) -> bool:
    """Whether the average comes of a period that its sentence tells, though months are told as a figure as well."""
    begins, _ = passage.sentence_range(average.sentence)
    spans = {_months(period) for period in _MONTHS.finditer(passage.text, begins, average.at)}
    meant = range_of_average(average)
    return any(meant.has(divide(whole.value, Decimal(span))) for whole in wholes for span in spans)


def _months(period: re.Match[str]) -> int:
    if period["first"]:
        return 3 * "一二三".index(period["first"]) + 3
    return 12 if period["all"] else 6 if period["half"] else 3 if period["quarter"] else int(period["to"])


def _near(passage: Passage, index: int, average: Figure) -> list[Figure]:
    near = passage.figures[max(0, index - REACH) : index + 4]
    return [
        f
        for f in near
        if f is not average
        and not f.is_percent
        and abs(average.sentence - f.sentence) <= 1
        and f.role is not Role.AVERAGE
    ]


def is_among(found: re.Match[str], figure: Figure) -> bool:
    """Whether a figure counts what the average is over."""
    if figure.role not in (Role.LEVEL, Role.TARGET, Role.BASE):
        return False
    words = found["by"] or found["each"]
    unit = _BY.get(words) or class_of(words)
    if figure.unit in (unit, f"{unit}次") or (figure.unit, unit) == ("工作日", "天"):
        return True
    if words in _BY:
        return False
    noun = re.sub(r"^(?:个|名|位|家|所|处|工作|辆|张|台|间|座)", "", words) or words
    if unit_at(words, 0) == words and len(words) == 1 and figure.word == words:
        return True
    return len(noun) >= 1 and noun not in "个名位家所处" and noun in figure.tail[:16] + figure.lead[-8:]


def range_of_average(average: Figure) -> Interval:
    """An average of whole numbers is rounded to one."""
    if not average.is_exact:
        return average.interval
    return printed(average.value, average.step or Decimal(1))


def told_average(passages: Sequence[Passage], average: Figure, pair: Pair, *, holds: bool) -> Judged:
    figures = (pair.whole, pair.among, average)
    value = divide(pair.whole.value, pair.among.value)
    step = average.step or Decimal(1)
    places = max(0, -int(step.adjusted()) + 1)
    told = f"{said(pair.whole)} ÷ {said(pair.among)} {about(value, places)}"
    if holds:
        return Judged(
            Kind.AVERAGE,
            figures,
            quotes(passages, figures),
            True,
            f"{told}，与原文 {said(average)} 相符",
            claim=average,
        )
    return Judged(
        Kind.AVERAGE, figures, quotes(passages, figures), False, f"{told}，原文为 {said(average)}",
        changes(
            instead(average, rounded(value, step) if average.step == 0 else value),
            instead(pair.whole, multiply(average.value, pair.among.value)),
            _how_many(pair, average),
        ),
        claim=average,
    )  # fmt: skip


def _how_many(pair: Pair, average: Figure) -> str | None:
    """The number of sharers with which the average comes out, if a whole one does it."""
    if not average.value:
        return None
    among = with_value(pair.among, divide(pair.whole.value, average.value))
    share = pair.whole.interval.over(among.interval)
    return (
        instead(pair.among, among.value)
        if share is not None and share.meets(range_of_average(average))
        else None
    )
