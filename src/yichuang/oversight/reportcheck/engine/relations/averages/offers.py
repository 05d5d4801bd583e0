"""What may be shared out in an average, and among whom: every reading that there is near it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import Interval, divide, point, total_of
from yichuang.oversight.reportcheck.engine.numerals import Bound
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.averages.holders import holder_in
from yichuang.oversight.reportcheck.engine.relations.averages.never_shared import (
    is_never_shared,
    is_reckoned_time,
    share_nothing,
    turns_shared,
)
from yichuang.oversight.reportcheck.engine.relations.words.lists import rank_between
from yichuang.oversight.reportcheck.engine.relations.words.periods import Period, periods
from yichuang.oversight.reportcheck.engine.units import DURATIONS, compatible, is_money

_REACH = 240
_BEHIND = 150
_MOST = 12
ONE = point(1)
_HALF = Decimal("0.5")
_FINER = {
    ("吨", "公斤"): 1000, ("吨", "斤"): 2000, ("吨", "克"): 10**6, ("公斤", "克"): 1000,
    ("公斤", "斤"): 2, ("公里", "米"): 1000, ("小时", "分钟"): 60,
}  # fmt: skip
EACH = re.compile(
    r"(?:均|每[^，。；：、\d]{1,8})[^，。；：、\d]{0,8}$|平均[^，。；：、\d]{0,8}$|"
    r"(?:亩产|单产|班额|单价|定价|造价|单车|度电|吨水|单个|单位)"
    r"[^，。；：、\d]{0,3}$|一(?:天|日|个?月|年|周|户|亩)(?:平均|大约|约|能|可|要)[^，。；：、\d]{0,4}$"
)
SCALED = re.compile(r"每(?P<size>百万|百|千|万)(?![元里瓦克米])")
_SIZES = {"百": 100, "千": 1000, "万": 10**4, "百万": 10**6}
_BY_ONE = r"一[天日](?=平均|大约|约|能|可|要)"
_DAILY = re.compile(rf"日[人户]?均|天均|每一?[天日](?!制)|每个?工作日|{_BY_ONE}")
_TIMED = re.compile(
    rf"日[人户]?均|天均|月[人户]?均|每一?个?[天日月]|{_BY_ONE}|(?<![\d上本当每按])月[^，。；：、\d]{{1,6}}标准"
)


@dataclass(frozen=True, slots=True)
class Sharing:
    """What is shared, among how many, over how long, in what unit: whole × factor ÷ (among × times).

    `wholes` and `amongs` are added to the whole and to the sharers: "林长9名、31名，护林员44名，人均42次" is of all.
    `coarse`: it is told in a greater unit than the average, so that a whole number of it is rounded (938吨 in 公斤).
    """

    whole: Figure
    among: Figure | None
    times: Interval
    factor: Decimal
    period: Period | None = None
    span: Figure | None = None  # the number of months or days, if the text tells it as a figure
    wholes: tuple[Figure, ...] = ()
    amongs: tuple[Figure, ...] = ()
    coarse: bool = False

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of the text in it."""
        told = (*self.wholes, self.whole, *self.amongs, self.among, self.span)
        return tuple(f for f in told if f is not None)

    @property
    def shared(self) -> Interval:
        """What is shared, in the unit of the average."""
        told = (f.interval.widened(_HALF) if self.coarse else f.interval for f in (*self.wholes, self.whole))
        return total_of(list(told)).times(self.factor)

    @property
    def sharers(self) -> Interval:
        """Among how many."""
        told = [f.interval for f in (*self.amongs, self.among) if f is not None]
        among = total_of(told) if told else ONE
        return Interval(
            among.low * self.times.low, among.high * self.times.high, among.low_open, among.high_open
        )

    @property
    def made(self) -> Interval | None:
        """The average that comes out."""
        return self.shared.over(self.sharers)


def may_be(average: Figure) -> bool:
    """Whether a figure says how many each has."""
    return (
        not average.is_percent
        and average.bound in (Bound.EXACT, Bound.ABOUT)
        and average.value > 0
        and average.unit not in ("岁", "年")
        and bool(average.role is Role.AVERAGE or EACH.search(average.lead))
    )


_TO = re.compile(r"(?:至|到|[-~])\d")
_FROM = re.compile(r"(?:至|到|[-~])\d|起(?![一-鿿])")  # 每人捐50元起


def averages_of(passage: Passage) -> list[Figure]:
    """The figures of a passage that say how many each has, with all words that say so in front of them.

    Those in front of a bracket are among them (人均（按持证读者计）借阅14.9册), and those of the first of a row
    (每千人口医师2.56人、护士3.06人) or of the sharers told first (人均经费按常住人口34,333人计算为3元).
    """
    told: list[Figure] = []
    before: Figure | None = None
    for figure in passage.figures:
        if figure.is_percent or _FROM.match(passage.text, figure.after):
            continue  # 标准1,000元至2,000元
        average = figure if may_be(figure) else _with_more_words(passage, figure, before)
        if average is not None and may_be(average):
            told.append(average)
        before = average or figure
    return told


def _with_more_words(passage: Passage, figure: Figure, before: Figure | None) -> Figure | None:
    text, begins = passage.text, figure.at - len(figure.lead)
    if text[begins - 1 : begins] == "）":
        opens = text.rfind("（", max(0, begins - _REACH), begins)
        head = _HEAD.search(text, max(0, opens - _LONGEST), opens) if opens > 0 else None
        if head and head.end() == opens:
            return replace(figure, lead=head[0] + figure.lead)
    if before is None:
        return None
    scaled = SCALED_HEAD.search(before.lead)
    if scaled and before.unit == figure.unit and text[before.after : begins] in ("、", "和", "，"):
        return replace(figure, lead=scaled[0] + figure.lead)
    if _RECKONED.fullmatch(figure.lead) and before.clause == figure.clause and "均" in before.lead:
        return replace(figure, lead=before.lead + figure.lead)
    return None


_LONGEST = 12
_HEAD = re.compile(r"(?:均|每)[^，。；：、（）\d]{0,8}$")
SCALED_HEAD = re.compile(r"每(?:百万|百|千|万)(?![元里瓦克米])(?:常住|户籍)?人?口?")
_RECKONED = re.compile(r"(?:计算?|折算?|测算|算|平均|摊)(?:下来)?(?:得出|得|为|约为|约)?")


def near_figures(passage: Passage, average: Figure) -> tuple[Figure, ...]:
    """The figures near an average: of its own sentence, two before and one behind.

    What grew or was cut is among them if the average is of that: 核减0.81亿元，平均每个项目核减28.5万元.
    """
    begins, _ = passage.sentence_range(max(0, average.sentence - 2))
    _, ends = passage.sentence_range(min(len(passage.sentences) - 1, average.sentence + 2))
    near = passage.between(max(begins, average.at - _REACH), min(ends, average.after + _BEHIND))
    return tuple(
        f
        for f in near
        if f.at != average.at
        and not f.is_percent
        and f.role is not Role.BAND
        and f.value > 0
        and (f.role is not Role.CHANGE or _is_of_change(f, average))
    )


def _is_of_change(figure: Figure, average: Figure) -> bool:
    return figure.unit == average.unit and len(figure.lead) > 1 and figure.lead[-2:] in average.lead


def offers(passage: Passage, average: Figure) -> Iterator[Sharing]:
    """All that an average may be made of, but for what the words about its figures rule out."""
    for each in _all_offers(passage, average):
        among_none = each.among is not None and share_nothing(passage, average, each.whole, each.among)
        if not (among_none or is_reckoned_time(each.span)):
            coarse = (each.whole.unit, average.unit) in _FINER and each.whole.interval.is_point
            yield replace(each, coarse=True) if coarse else each


def _all_offers(passage: Passage, average: Figure) -> Iterator[Sharing]:
    """All that it may be made of: a whole, those among whom it is shared, and a stretch of time."""
    near = near_figures(passage, average)[-2 * _MOST :]
    lead = average.lead
    holder = holder_in(lead)
    scaled = SCALED.search(lead)
    size = Decimal(_SIZES[scaled["size"]]) if scaled else Decimal(1)
    timed = _timed(passage, average, near) if _TIMED.search(lead) else []
    told_for = [f for f in near if _is_told_for(passage, f, average)]
    among = told_for or [f for f in near if _may_share(f) and not (timed and f.unit in DURATIONS)]
    rows = _rows(passage, among)
    turns = turns_shared(average, near)
    yield from _means(passage, average, near)
    for whole in near:
        finer = finer_unit(whole, average)
        if finer is None or is_never_shared(passage, average, whole):
            continue
        factor = finer * size
        if turns is not None:
            yield from _over_turns(whole, among, turns, factor)
            continue
        if whole.role is Role.AVERAGE:
            yield from _of_an_average(whole, average, among, factor, timed=bool(timed and holder))
            continue
        if timed:
            yield from (Sharing(whole, None, times, factor, period, span) for times, period, span in timed)
        for each in among:
            if each is whole:
                continue
            if not timed or not holder:
                yield Sharing(whole, each, ONE, divide(factor, _finer_sharers(lead, each)))
                yield from _of_several(whole, each, factor, rows)
                continue
            if _BY_DAY.match(each.tail) or _OF_A_MONTH.search(whole.lead):
                yield Sharing(whole, each, ONE, factor)
                yield from _of_several(whole, each, factor, rows)
            yield from (Sharing(whole, each, times, factor, period, span) for times, period, span in timed)


def _over_turns(
    whole: Figure, among: Sequence[Figure], turns: Sequence[Figure], factor: Decimal
) -> Iterator[Sharing]:
    """What is shared among some and over so many turns of each: 146人值4夜共58,400元, 每人每夜100元."""
    for turn in turns:
        for each in among:
            if each not in (whole, *turns):
                yield Sharing(whole, each, turn.interval, factor, None, turn)


def _finer_sharers(lead: str, among: Figure) -> Decimal:
    """How many of what an average is over one of the sharers' unit is: 每公斤均价5.6元 of 2,982吨."""
    over = _OVER_MEASURE.search(lead)
    return Decimal(_FINER.get((among.unit, over[0]), 1)) if over else Decimal(1)


_OVER_MEASURE = re.compile(r"(?<=每)(?:公斤|斤|克|米|分钟)")
_OF_A_MONTH = re.compile(
    r"(?:^|[^\d上本当各])月(?:[发支兑缴领拨]|需|均)|每个?[月日天]|当[月日]|一个月"
)  # 月发放低保金48.6万元，人月均420元
_BY_DAY = re.compile(r"[日天](?!均)")


def _of_an_average(
    whole: Figure, average: Figure, among: Sequence[Figure], factor: Decimal, *, timed: bool
) -> Iterator[Sharing]:
    """What an average is shared out in once more: 日均92吨，清运车辆14台，每台日均6.6吨."""
    of_time = _TIMED.search(whole.lead) is not None
    beside = whole.at < average.at and whole.sentence == average.sentence and not _TIMED.search(average.lead)
    if (of_time and timed) or (beside and (of_time or not holder_in(whole.lead))):
        yield from (Sharing(whole, each, ONE, factor) for each in among)


def _rows(passage: Passage, among: Sequence[Figure]) -> dict[int, tuple[Figure, ...]]:
    """Counts of one unit side by side in a clause or the next, by the place of the last of them."""
    rows: dict[int, tuple[Figure, ...]] = {}
    row: tuple[Figure, ...] = ()
    for figure in among:
        beside = row and figure.unit == row[-1].unit and figure.clause - row[-1].clause <= 1
        row = (*row, figure) if beside and rank_between(passage, row[-1], figure) <= _COMMA else (figure,)
        rows[figure.at] = row
    return rows


_COMMA = 2
_LONGEST = 6


def _of_several(
    whole: Figure, last: Figure, factor: Decimal, rows: dict[int, tuple[Figure, ...]]
) -> Iterator[Sharing]:
    """The sharers that stand in a row up to the last of them, added up."""
    row = [figure for figure in rows[last.at] if figure is not whole]
    if last is row[-1] and 1 < len(row) <= _LONGEST:
        yield Sharing(whole, last, ONE, factor, amongs=tuple(row[:-1]))


def _means(passage: Passage, average: Figure, near: Sequence[Figure]) -> Iterator[Sharing]:
    """The values of a row in front of a mean, shared out among as many."""
    row: list[Figure] = []
    for figure in reversed([f for f in near if f.at < average.at]):
        if figure.unit != average.unit or figure.role not in (Role.LEVEL, Role.AVERAGE):
            if row and figure.unit != average.unit:
                break
            continue
        if row and (rank_between(passage, figure, row[0]) > _COMMA or _is_range(passage, figure, row[0])):
            break
        row.insert(0, figure)
        if 1 < len(row) <= _MOST:
            yield Sharing(row[-1], None, point(len(row)), Decimal(1), wholes=tuple(row[:-1]))


def _is_range(passage: Passage, low: Figure, high: Figure) -> bool:
    """Whether two figures are the ends between which others lie: 13,200元至18,600元之间."""
    return _TO.match(passage.text[low.after : high.at + 1]) is not None


def _may_share(figure: Figure) -> bool:
    plain = (
        figure.role not in (Role.AVERAGE, Role.CHANGE) and not is_money(figure.unit) and figure.unit != "倍"
    )
    return plain and figure.value > 1


def _is_told_for(passage: Passage, figure: Figure, average: Figure) -> bool:
    """Whether words about an average tell a count by which it is reckoned: 人均（530名党员）, 生均按1,674人算."""
    if (
        figure.lead.endswith("按")
        and figure.clause == average.clause
        and average.lead.startswith(figure.lead)
    ):
        return not is_money(figure.unit) and figure.value > 1
    opens, closes = passage.brackets[figure.bracket]
    begins = average.at - len(average.lead)
    between = passage.text[closes + 1 : average.at] if figure.bracket and opens + 1 == figure.at else _NEVER
    return begins <= closes and len(between) < _SHORT and not is_money(figure.unit) and figure.value > 1


_SHORT = 4
_NEVER = "，" * _SHORT


def finer_unit(whole: Figure, average: Figure) -> Decimal | None:
    """How many of the average's unit one of the whole's is; None if they can't be shared out so."""
    if whole.unit in DURATIONS and whole.unit != average.unit and (whole.unit, average.unit) not in _FINER:
        return None
    if "藏" in average.lead and whole.unit != average.unit:
        return None  # 人均藏书0.61册 isn't of 外借9.6万册次
    if compatible(whole.unit, average.unit) or _are_alike(whole.unit, average.unit):
        return Decimal(1)
    if whole.unit == "床" and average.unit == "人" and _BY_DAY.match(whole.tail):
        return Decimal(1)
    factor = _FINER.get((whole.unit, average.unit))
    return Decimal(factor) if factor else None


def _are_alike(one: str, other: str) -> bool:
    """Whether one counts the turns of the other: 人次 of 人, 家次 of 次."""
    return (one in STAYS and other == "天") or any(
        turns == f"{unit}次" or (turns.endswith("次") and unit == "次")
        for turns, unit in ((one, other), (other, one))
    )


STAYS = frozenset({"人天", "人日", "床日"})  # days of all together


def _timed(
    passage: Passage, average: Figure, near: Sequence[Figure]
) -> list[tuple[Interval, Period | None, Figure | None]]:
    """The days or months that an average of time may be over."""
    daily = bool(_DAILY.search(average.lead))
    units = ("天", "工作日", "自然日") if daily else ("个月",)
    told: list[tuple[Interval, Period | None, Figure | None]] = [
        (f.interval, None, f)
        for f in near
        if f.unit in units and f.value > 1 and f.is_exact and not EACH.search(f.lead)
    ]
    begins, _ = passage.sentence_range(max(0, average.sentence - 2))
    _, ends = passage.sentence_range(average.sentence)
    for period in [*periods(passage.text, begins, ends)][-_MOST:]:
        many = period.days if daily else point(period.months) if period.months else None
        if (
            many is not None
            and many.low > 1
            and not any(many.meets(other) for other, _, span in told if span)
        ):
            told.append((many, period, None))
    usual = Interval(Decimal(365), Decimal(366)) if daily else point(12)
    return told or [(usual, None, None)]
