"""What may be shared out in an average, and among whom: every reading that there is near it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import Interval, point, total_of
from yichuang.oversight.reportcheck.engine.numerals import Bound
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.lists import rank_between
from yichuang.oversight.reportcheck.engine.relations.periods import Period, periods
from yichuang.oversight.reportcheck.engine.units import DURATIONS, compatible, is_money

_REACH = 240
_BEHIND = 150
_MOST = 12
ONE = point(1)
_FINER = {
    ("吨", "公斤"): 1000, ("吨", "斤"): 2000, ("公斤", "克"): 1000, ("公里", "米"): 1000, ("小时", "分钟"): 60,
    ("公斤", "斤"): 2,
}  # fmt: skip
_EACH = re.compile(
    r"(?:均|每[^，。；：、\d]{1,8})[^，。；：、\d]{0,8}$|平均[^，。；：、\d]{0,8}$|(?:亩产|单产|班额|单价|定价|造价|单车|度电|吨水|单个|单位)"
    r"[^，。；：、\d]{0,3}$"
)
_SCALED = re.compile(r"每(?P<size>百万|百|千|万)(?!元|里)")
_SIZES = {"百": 100, "千": 1000, "万": 10**4, "百万": 10**6}
_DAILY = re.compile(r"日均|天均|每一?[天日](?!制)|每个?工作日")
_TIMED = re.compile(r"日均|天均|月均|每一?个?[天日月]")
HOLDERS = re.compile(
    r"(?P<by>人次|[人户村件次班生校站期镇乡组师车床场家所台店亩栋间项企单吨册案点队处岗])均|"
    r"每一?(?P<each>[^\d，。；：每]{1,6}?)(?=每|$|平均|[约为有办培接用花发参收处受配送拥投补奖听出开服达可按])"
)


@dataclass(frozen=True, slots=True)
class Sharing:
    """What is shared, among how many, over how long, in what unit: whole × factor ÷ (among × times).

    `wholes` and `amongs` are added to the whole and to the sharers: "林长9名、31名，护林员44名，人均42次" is of all.
    """

    whole: Figure
    among: Figure | None
    times: Interval
    factor: Decimal
    period: Period | None = None
    span: Figure | None = None  # the number of months or days, if the text tells it as a figure
    wholes: tuple[Figure, ...] = ()
    amongs: tuple[Figure, ...] = ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of the text in it."""
        told = (*self.wholes, self.whole, *self.amongs, self.among, self.span)
        return tuple(f for f in told if f is not None)

    @property
    def shared(self) -> Interval:
        """What is shared, in the unit of the average."""
        return total_of([f.interval for f in (*self.wholes, self.whole)]).times(self.factor)

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
        and bool(average.role is Role.AVERAGE or _EACH.search(average.lead))
    )


def near_figures(passage: Passage, average: Figure) -> tuple[Figure, ...]:
    """The figures near an average: of its own sentence, two before and one behind."""
    begins, _ = passage.sentence_range(max(0, average.sentence - 2))
    _, ends = passage.sentence_range(min(len(passage.sentences) - 1, average.sentence + 2))
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
    rows = _rows(passage, among)
    yield from _means(passage, average, near)
    for whole in near:
        finer = _finer(whole, average)
        if finer is None:
            continue
        factor = finer * size
        if whole.role is Role.AVERAGE:  # "日均92吨，清运车辆14台，每台日均6.6吨"
            alike = _TIMED.search(whole.lead) and timed and HOLDERS.search(lead)
            yield from (Sharing(whole, each, ONE, factor) for each in among if alike)
            continue
        if timed:
            yield from (Sharing(whole, None, times, factor, period, span) for times, period, span in timed)
        for each in among:
            if each is whole:
                continue
            if not timed or not HOLDERS.search(lead):
                yield Sharing(whole, each, ONE, factor)
                yield from _of_several(whole, each, factor, rows)
            else:
                yield from (
                    Sharing(whole, each, times, factor, period, span) for times, period, span in timed
                )


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
        if row and rank_between(passage, figure, row[0]) > _COMMA:
            break
        row.insert(0, figure)
        if 1 < len(row) <= _MOST:
            yield Sharing(row[-1], None, point(len(row)), Decimal(1), wholes=tuple(row[:-1]))


def _may_share(figure: Figure) -> bool:
    plain = figure.role is not Role.AVERAGE and not is_money(figure.unit) and figure.unit != "倍"
    return plain and figure.value > 1


def _finer(whole: Figure, average: Figure) -> Decimal | None:
    """How many of the average's unit one of the whole's is; None if they can't be shared out so."""
    if whole.unit in DURATIONS and whole.unit != average.unit and (whole.unit, average.unit) not in _FINER:
        return None
    if compatible(whole.unit, average.unit) or _are_alike(whole.unit, average.unit):
        return Decimal(1)
    factor = _FINER.get((whole.unit, average.unit))
    return Decimal(factor) if factor else None


def _are_alike(one: str, other: str) -> bool:
    """Whether one counts the turns of the other: 人次 of 人, 家次 of 次."""
    return any(
        turns == f"{unit}次" or (turns.endswith("次") and unit == "次")
        for turns, unit in ((one, other), (other, one))
    )


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
