"""What may be shared out in an average, among whom, and what speaks for it: places and names, never numbers. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import Interval, point
from yichuang.oversight.reportcheck.engine.numerals import Bound
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.averages import NOT_NOW, OVER, is_among
from yichuang.oversight.reportcheck.engine.relations.lists import rank_between
from yichuang.oversight.reportcheck.engine.relations.periods import Period, periods
from yichuang.oversight.reportcheck.engine.units import DURATIONS, compatible, is_money

_REACH = 240
_BEHIND = 110
_MOST = 12
ONE = point(1)
_ALIKE = ({"人", "人次"}, {"次", "人次"}, {"册", "册次"}, {"名", "人次"})
_FINER = {
    ("吨", "公斤"): 1000, ("吨", "斤"): 2000, ("公斤", "克"): 1000, ("公里", "米"): 1000, ("小时", "分钟"): 60,
    ("公斤", "斤"): 2,
}  # fmt: skip
_EACH = re.compile(
    r"(?:均|每[^，。；：、\d]{1,8})[^，。；：、\d]{0,6}$|平均[^，。；：、\d]{0,8}$|(?:亩产|单产|班额|单价|定价)[^，。；：、\d]{0,3}$"
)
_THEN = re.compile(r"比|较|去年|上年|同期|上学[年期]|上月|以前|原")
_SCALED = re.compile(r"每(?P<size>百万|百|千|万)(?!元|里)")
_SIZES = {"百": 100, "千": 1000, "万": 10**4, "百万": 10**6}
_DAILY = re.compile(r"日均|天均|每一?[天日](?!制)|每个?工作日")
_TIMED = re.compile(r"日均|天均|月均|每一?个?[天日月]")
_OTHER = re.compile(r"每[周次班场期]|周均|次均|场均|期均|每学期|每学时")
_HOLDERS = re.compile(
    r"(?P<by>人次|[人户村件次班生校站期镇乡组师车床场家所台店亩栋间项企单吨册案点队处岗])均|"
    r"每一?(?P<each>[^\d，。；：每]{1,6}?)(?=每|$|平均|[约为有办培接用花发参收处受配送拥投补奖听出开服达可按])"
)
_ENDS = re.compile(r"共|总|合计|应|计(?!划)|需|全年|总额|支出|发放|金额|收取|产值|总产|利润|投入")
_PART = re.compile(r"^(?:其中|其余|其他)")
_AT_LAST = re.compile(r"按|以")


@dataclass(frozen=True, slots=True)
class Sharing:
    """What is shared, among how many, over how long, in what unit: whole × factor ÷ (among × times)."""

    whole: Figure
    among: Figure | None
    times: Interval
    factor: Decimal
    period: Period | None = None
    span: Figure | None = None  # the number of months or days, if the text tells it as a figure

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of the text in it."""
        return tuple(f for f in (self.whole, self.among, self.span) if f is not None)

    @property
    def sharers(self) -> Interval:
        """Among how many."""
        among = self.among.interval if self.among is not None else ONE
        return Interval(
            among.low * self.times.low, among.high * self.times.high, among.low_open, among.high_open
        )

    @property
    def made(self) -> Interval | None:
        """The average that comes out."""
        return self.whole.interval.times(self.factor).over(self.sharers)


def may_be(average: Figure) -> bool:
    """Whether a figure says how many each has."""
    return (
        not average.is_percent
        and average.bound in (Bound.EXACT, Bound.ABOUT)
        and average.value > 0
        and average.unit not in ("岁", "年")
        and bool(average.role is Role.AVERAGE or _EACH.search(average.lead))
        and not NOT_NOW.search(average.lead)
        and not _THEN.search(average.lead)
    )


def near_figures(passage: Passage, average: Figure) -> tuple[Figure, ...]:
    """The figures near an average: of its own sentence, two before and one behind."""
    begins, _ = passage.sentence_range(max(0, average.sentence - 2))
    _, ends = passage.sentence_range(min(len(passage.sentences) - 1, average.sentence + 1))
    near = passage.between(max(begins, average.at - _REACH), min(ends, average.after + _BEHIND))
    return tuple(
        f
        for f in near
        if f is not average and not f.is_percent and f.role not in (Role.CHANGE, Role.BAND) and f.value > 0
    )


def offers(passage: Passage, average: Figure) -> Iterator[Sharing]:
    """All that an average may be made of: a whole, those among whom it is shared, and a stretch of time."""
    near = near_figures(passage, average)[-2 * _MOST :]
    lead = average.lead
    scaled = _SCALED.search(lead)
    size = Decimal(_SIZES[scaled["size"]]) if scaled else Decimal(1)
    timed = _timed(passage, average, near) if _TIMED.search(lead) else []
    among = [f for f in near if _may_share(f)]
    for whole in near:
        finer = _finer(whole, average)
        if finer is None or whole.role is Role.AVERAGE:
            continue
        factor = finer * size
        if timed:
            yield from (Sharing(whole, None, times, factor, period, span) for times, period, span in timed)
        for each in among:
            if each is whole:
                continue
            if not timed or not _HOLDERS.search(lead):
                yield Sharing(whole, each, ONE, factor)
            else:
                yield from (
                    Sharing(whole, each, times, factor, period, span) for times, period, span in timed
                )


def _may_share(figure: Figure) -> bool:
    plain = figure.role is not Role.AVERAGE and not is_money(figure.unit) and figure.unit != "倍"
    return plain and figure.value > 1


def _finer(whole: Figure, average: Figure) -> Decimal | None:
    """How many of the average's unit one of the whole's is; None if they can't be shared out so."""
    if whole.unit in DURATIONS and whole.unit != average.unit and (whole.unit, average.unit) not in _FINER:
        return None
    if compatible(whole.unit, average.unit) or {whole.unit, average.unit} in _ALIKE:
        return Decimal(1)
    factor = _FINER.get((whole.unit, average.unit))
    return Decimal(factor) if factor else None


def _timed(
    passage: Passage, average: Figure, near: Sequence[Figure]
) -> list[tuple[Interval, Period | None, Figure | None]]:
    """The days or months that an average of time may be over."""
    daily = bool(_DAILY.search(average.lead))
    units = ("天", "工作日", "自然日") if daily else ("个月",)
    told: list[tuple[Interval, Period | None, Figure | None]] = [
        (f.interval, None, f) for f in near if f.unit in units and f.value > 1
    ]
    begins, _ = passage.sentence_range(max(0, average.sentence - 2))
    _, ends = passage.sentence_range(average.sentence)
    for period in [*periods(passage.text, begins, ends)][-_MOST:]:
        many = period.days if daily else point(period.months) if period.months else None
        if many is not None and many.low > 1:
            told.append((many, period, None))
    usual = Interval(Decimal(365), Decimal(366)) if daily else point(12)
    return told or [(usual, None, None)]


# ------------------------------------------------------------------ signs


def signs(passage: Passage, average: Figure, sharing: Sharing) -> list[str]:
    """What speaks for or against it, by name."""
    single = list(_single(passage, average, sharing))
    names = [sign for sign in single if sign.startswith(("by ", "no name", "not by", "timed"))]
    places = [
        sign
        for sign in single
        if sign.startswith(("whole front", "whole behind", "among front", "among behind"))
    ]
    together = [sign for sign in single if sign.startswith(("together", "whole beside", "among beside"))]
    return [*single, *(f"{name}, {place}" for name in names for place in places), ", ".join(together)]


def _single(passage: Passage, average: Figure, sharing: Sharing) -> Iterator[str]:
    yield "any"
    yield from _of_words(average)
    whole, among = sharing.whole, sharing.among
    yield from _of_place(passage, average, whole, "whole")
    if whole.at > average.at and _ENDS.search(whole.lead):
        yield "whole sums up"
    if whole.role is Role.TARGET:
        yield "whole target"
    if whole.unit != average.unit:
        yield "other unit"
    if whole.at < average.at and _PART.search(average.lead):
        yield "of a part alone"
    elif whole.at < average.at and "其中" in passage.text[whole.after : average.at]:
        yield "of a part"
    if sharing.times is not ONE:
        yield from _of_time(passage, average, sharing)
    if among is not None:
        yield from _of_sharers(passage, average, sharing, among)


def _of_words(average: Figure) -> Iterator[str]:
    if average.role is not Role.AVERAGE:
        yield "no average"
    if "均" in average.lead:
        yield "mean"
    elif "每" in average.lead:
        yield "each"
    if is_money(average.unit):
        yield "money"
    if _OTHER.search(average.lead):
        yield "of turns"


def _of_sharers(passage: Passage, average: Figure, sharing: Sharing, among: Figure) -> Iterator[str]:
    yield from _of_place(passage, average, among, "among")
    if _is_named(average, among):
        yield "by name"
    elif among.word and re.search(
        rf"每一?个?{re.escape(among.word)}|{re.escape(among.word)}均|均每?{re.escape(among.word)}",
        average.lead,
    ):
        yield "by unit"
    elif _HOLDERS.search(average.lead):
        yield "not by name"
    else:
        yield "no name"
    if among.unit == sharing.whole.unit:
        yield "same units"
    if among.unit in DURATIONS:
        yield "among time"
    apart = abs(among.clause - sharing.whole.clause)
    yield f"together {min(3, apart) if among.sentence == sharing.whole.sentence else 'apart'}"
    if among.at > average.at and _AT_LAST.search(among.lead):
        yield "among told later"


def _is_named(average: Figure, among: Figure) -> bool:
    """Whether the sharers are called by the word that an average is over: 案均 of 案件204起, 每队 of 队伍23支."""
    found = OVER.search(average.lead)
    if found and is_among(found, among):
        return True
    holders = _HOLDERS.search(average.lead)
    if not holders:
        return False
    word = holders["by"] or holders["each"]
    noun = re.sub(r"^(?:个|名|位|支|台|条|家|所|处|座|辆|间|单个)+(?=.)", "", word)
    called = among.word + among.tail[:8] + among.lead[-8:]
    return noun in called if len(noun) > 1 else noun in _COUNTED and noun in called


_COUNTED = frozenset("案点队次处岗册班组站期车床场店亩栋项企单生户村")


def _of_time(passage: Passage, average: Figure, sharing: Sharing) -> Iterator[str]:
    yield "timed"
    if sharing.span is not None:
        yield "timed by figure"
        if sharing.span.sentence != average.sentence:
            yield "time of other sentence"
        return
    if sharing.period is None:
        yield "time untold"
        return
    between = list(periods(passage.text, sharing.period.to, average.at))
    yield "time nearest" if not between else "time farther"
    begins, _ = passage.sentence_range(average.sentence)
    if sharing.period.at < begins:
        yield "time of other sentence"
    if sharing.period.at > sharing.whole.at:
        yield "time behind whole"


def _of_place(passage: Passage, average: Figure, figure: Figure, name: str) -> Iterator[str]:
    low, high = sorted((figure, average), key=lambda f: f.at)
    between = [f for f in passage.between(low.after, high.at) if not f.is_percent]
    yield f"{name} {'front' if figure.at < average.at else 'behind'}"
    yield f"{name} apart {rank_between(passage, low, high)}"
    if figure.sentence != average.sentence:
        yield f"{name} of other sentence"
    elif abs(figure.clause - average.clause) > 3:
        yield f"{name} clauses away"
    same = [f for f in between if f.unit == figure.unit]
    yield f"{name} beside" if not same else f"{name} next but one" if len(same) == 1 else f"{name} farther"
    if any(f.role is Role.AVERAGE for f in between):
        yield f"{name} past average"
    if figure.bracket != average.bracket:
        yield f"{name} in bracket"
    if figure.role in (Role.BASE, Role.TARGET):
        yield f"{name} {figure.role}"
