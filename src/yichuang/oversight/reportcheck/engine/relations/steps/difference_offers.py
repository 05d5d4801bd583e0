"""What a difference may be made of: pairs of figures near it, what follows a whole, and stocks with what came and went.

"应保尽保，全镇应参保28,604人，已参保27,391人；…尚未参保的1,213人": 28604 - 27391 = 1213, two sentences on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import ENDLESS, Interval, divide, total_of
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.words import row_of
from yichuang.oversight.reportcheck.engine.relations.scores.marks import POINT
from yichuang.oversight.reportcheck.engine.relations.scores.trimmed import judges_marks
from yichuang.oversight.reportcheck.engine.relations.steps import difference_names, step_words
from yichuang.oversight.reportcheck.engine.relations.steps.step_times import are_of_one_time, is_over_time
from yichuang.oversight.reportcheck.engine.rounding import are_apart, comes_out
from yichuang.oversight.reportcheck.engine.units import PERCENT, POINTS, compatible
from yichuang.oversight.reportcheck.findings import Span

_MOST_FRONT, _MOST_BEHIND = 9, 4  # figures of the unit
_FARTHEST_FRONT, _FARTHEST_BEHIND = 400, 150
_LONGEST = 4  # what one whole is lessened by


@dataclass(frozen=True, slots=True)
class Gap:
    """What a difference may be between: `plus` less `less`, or of a pair whichever is the greater less the other."""

    plus: tuple[Figure, ...]
    less: tuple[Figure, ...]

    @property
    def is_pair(self) -> bool:
        """Whether it is of two figures, whichever is the greater."""
        return len(self.plus) == len(self.less) == 1

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All of them."""
        return (*self.plus, *self.less)

    @property
    def value(self) -> Decimal:
        """What it makes."""
        made = sum((f.value for f in self.plus), Decimal(0)) - sum((f.value for f in self.less), Decimal(0))
        return abs(made) if self.is_pair else made

    @property
    def made(self) -> Interval:
        """What it may make, each number being rounded."""
        plus = total_of([f.interval for f in self.plus])
        less = total_of([f.interval for f in self.less])
        turned = self.is_pair and self.plus[0].value < self.less[0].value
        return less - plus if turned else plus - less


_WORDS = 14
LEFT = re.compile(r"余|剩|存(?!在)|缺|欠|亏|空|逾期|结转")
NOT_YET = re.compile(
    r"爽约|缺席|缺考|缺岗|弃|请假|空置|闲置|未|没有?|不(?!满意|同|仅|足|少|断)|尚|仍|还有|还需|(?<!减)免(?!费|疫|税)|除外"
)
SO_FAR = re.compile(r"实[到际有测考收交付用]|有效|最终|扣除|剔除|净|其余|另外?")
APART = re.compile(
    r"差(?!评|旅|异)|缺口|超(?!标|声|市|薄)|领先|落后|快|慢|早(?!班|餐|稻|市|教|期|熟)|晚(?!班|餐|稻|会|市|间|期|熟)|提前|推迟|高[出于]?|低于?|多|少(?!年|儿|数)|大于|小于"
)
STEP = re.compile(
    r"增|减|升|降|涨|跌|提[高升]|扩|缩|压|加[快大长价薪]|[上下][调浮]|调[增减高低]|回落|[前后]移|进[了步位]|退[了步位]|下滑|收窄|节约|节省|省(?!级|市|厅|[、外内])|新(?![院区址校城村线型馆楼桥站厂居家媒冠华房])"
)


def kind_of(passage: Passage, change: Figure) -> str:
    """Of which class of words the figure is that may be a difference; "" if no words make it one."""
    words = words_of(passage, change)
    if change.unit == POINTS:
        return "points"
    tail = change.tail[:6]
    told = words[-6:]
    for name, pattern in (("left", LEFT), ("not yet", NOT_YET), ("so far", SO_FAR), ("apart", APART)):
        if pattern.search(told):
            return name
    if change.role is Role.CHANGE or STEP.search(told):
        return "step"
    if NOT_YET.search(tail) or LEFT.search(tail):
        return "not yet behind"
    return "called" if difference_names.is_only_by_name(words) else ""


def words_of(passage: Passage, change: Figure) -> str:
    """The words in front of a difference, or of the first of its row: 分别减少31件和12场."""
    return step_words.words_of(passage, change)[-_WORDS:]


def may_be(passage: Passage, change: Figure) -> bool:
    """Whether a figure may be a difference, by its unit, its role and the words beside it."""
    if not change.is_exact or change.role in (Role.BAND, Role.BASE):
        return False
    if change.role is Role.TARGET and not _BEYOND.search(change.lead):
        return False
    if change.unit == PERCENT or not change.value or _REACHED.search(change.lead):
        return False
    if step_words.is_asked_for(passage, change) or change.lead.endswith("各"):
        return False
    return bool(kind_of(passage, change))


_BEYOND = re.compile(
    r"(?:超|多|少|[低高大小快慢优长短]于|短|欠|差)[^，。；：、]{0,8}$"
)  # 超出任务32.6吨 is none
_REACHED = re.compile(
    r"[增减升降落涨跌扩缩加少长短高移压提](?:到|至|为|成)[^，。；：、]{0,6}$"
)  # a value, no step


def near(passage: Passage, change: Figure) -> list[Figure]:
    """The figures of the unit in the sentences about a difference, the nearest ones, in reading order."""
    begins, _ = passage.sentence_range(max(0, change.sentence - 2))
    _, ends = passage.sentence_range(min(len(passage.sentences) - 1, change.sentence + 1))
    wanted = unit_of(passage, change)
    front = [
        f
        for f in passage.between(max(begins, change.at - _FARTHEST_FRONT), change.at)
        if _may_be_of(f, wanted)
    ]
    behind = [
        f
        for f in passage.between(change.after, min(ends, change.after + _FARTHEST_BEHIND))
        if _may_be_of(f, wanted)
    ]
    of_judges = _of_judges(passage, change)
    return [f for f in front[-_MOST_FRONT:] + behind[:_MOST_BEHIND] if f.span not in of_judges]


def _of_judges(passage: Passage, change: Figure) -> frozenset[Span]:
    """The marks of judges of which only the mean is somebody's score, unless their ends are compared."""
    ends = re.search("最[高低]", words_of(passage, change))
    return judges_marks(passage) if change.unit == POINT and not ends else frozenset()


def unit_of(passage: Passage, change: Figure) -> str:
    """The unit of what a difference is between: per cent for points, also where the last of a row alone tells it."""
    if change.unit == POINTS:
        return PERCENT
    if not change.unit and change.step:
        return PERCENT if row_of(passage, change)[-1].unit == POINTS else ""
    return change.unit


def _may_be_of(figure: Figure, unit: str) -> bool:
    if figure.role is Role.BAND or not figure.is_exact or figure.numeral.vague:
        return False
    bare = not figure.unit and (unit == "分" or bool(_METER.search(figure.lead)))
    return bare or compatible(figure.unit, unit)


_METER = re.compile(r"读数|示数|表[底码数]|[止起]码|里程表|抄[表见]")  # is read off without a unit


def offers(passage: Passage, change: Figure) -> Iterator[Gap]:
    """All that it may be made of."""
    values = near(passage, change)
    over_time = is_over_time(passage, change)
    for one, other in combinations(values, 2):
        if not (over_time and are_of_one_time(passage, (one, other))):
            yield Gap((one,), (other,))
    if change.unit == POINTS:
        return
    for at, first in enumerate(values):
        for more in range(2, _LONGEST + 1):
            less = values[at + 1 : at + 1 + more]
            if len(less) == more and less[-1].sentence - first.sentence <= 1:
                yield Gap((first,), tuple(less))
    yield from _rests(values, change)
    for at in range(len(values) - 2):
        one, other, last = values[at : at + 3]
        if last.sentence - one.sentence <= 1:
            yield Gap((one, other), (last,))
            yield Gap((one, last), (other,))
            yield Gap((other, last), (one,))


def _rests(values: Sequence[Figure], change: Figure) -> Iterator[Gap]:
    """What is left of a whole that stands some figures before the row: 支出341，年初72。甲148，乙91，剩下…"""
    front = [f for f in values if f.at < change.at]
    for more in range(2, _LONGEST + 1):
        row = front[-more:]
        if len(row) < more or row[0].sentence != change.sentence:
            return
        for first in front[: -more - 1]:
            yield Gap((first,), tuple(row))
        if len(front) > more and row[-1].sentence - front[-more - 1].sentence > 1:
            yield Gap((front[-more - 1],), tuple(row))


def fits(change: Figure, gap: Gap) -> bool:
    """Whether it comes out."""
    if gap.is_pair:
        return are_apart(gap.plus[0], gap.less[0], change)
    return comes_out(gap.plus, gap.less, change)


def magnitude(change: Figure) -> Interval:
    """What a difference may stand for, be it told with a minus or without."""
    told = change.interval
    return told if change.value >= 0 else Interval(-told.high, -told.low, told.high_open, told.low_open)


def wanted(change: Figure, gap: Gap) -> Interval:
    """The numbers that may be printed for what a reading makes, rounded or cut."""
    made = gap.made
    if made.high == ENDLESS:
        return Interval(Decimal(-1), Decimal(-1))
    step = change.step
    return Interval(made.low - step, made.high + divide(step, Decimal(2)), low_open=bool(step))
