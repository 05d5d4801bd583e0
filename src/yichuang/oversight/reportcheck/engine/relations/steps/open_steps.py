"""Steps that no way of writing explained: any two values near a change may be those that it is between. Pure.

"门诊均次费用168.4元，同比下降5.3%，…，上年分别为174.5元和4,559元": 168.4 of 174.5 is a fall of 3.5 %.

Tried are the value now and the value before, and the step in units with either of them; for a step in units, and for
what is left of something, two values. If a likely one gives the step it is left in peace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import combinations, pairwise, permutations

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import Interval, divide
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged, with_scale
from yichuang.oversight.reportcheck.engine.numerals import Bound
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.signs import wholes_of
from yichuang.oversight.reportcheck.engine.relations.rates.words import row_of
from yichuang.oversight.reportcheck.engine.relations.steps.step_times import are_of_one_time, is_over_time
from yichuang.oversight.reportcheck.engine.relations.steps.step_words import is_down, words_of
from yichuang.oversight.reportcheck.engine.relations.steps.steps import (
    HUNDRED,
    NOT_PLAIN,
    Of,
    Step,
    compares_otherwise,
    holds,
    is_of_another_thing,
    made_of,
    mends,
    step_of,
)
from yichuang.oversight.reportcheck.engine.relations.words.lists import rank_between
from yichuang.oversight.reportcheck.engine.rounding import are_apart
from yichuang.oversight.reportcheck.engine.slips import TELLING, digits_of, is_slip, may_be_slip_within
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import PERCENT, POINTS, compatible
from yichuang.oversight.reportcheck.findings import Kind, Span

_REACH = 200
_BEHIND = 70
_LEFT = re.compile(
    r"结余|结存|剩余|节余|缺额|余下|尚余|尚有|还有|仍有|相差|之差|差额|缺口|尚缺|尚差|空编|净值|盈余|顺差|逆差|留存|滞留|余额|剩下"
)
_THEN = re.compile(
    r"上年|去年|前年|同期|上月|上季|上期|年初|年底|年末|原|由|从|上届|此前|之前|法定|第?\d{1,2}周|20\d\d年|计划|任务|目标|平均"
)
_ROLLED = re.compile(r"滚存|累计|历年")


@dataclass(frozen=True, slots=True)
class Made:
    """A step that two figures make: `first` is the value now or the step in units, `second` the value before or now."""

    of: Of
    first: Figure
    second: Figure
    value: Decimal

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Both."""
        return self.first, self.second


def open_steps(passages: Sequence[Passage], judged: Sequence[Judged]) -> Iterator[Judged]:
    """What is wrong with the steps that nothing has held or accused yet."""
    claimed = {each.claim.span for each in judged if each.claim}
    accused = {figure.span for each in judged if not each.holds for figure in each.figures}
    parts = wholes_of(judged)
    for whole, passage in zip(passages, map(partial(_without, parts=parts), passages), strict=True):
        for change in passage.figures:
            if change.span in claimed or change.span in accused or not may_be(passage, change):
                continue
            best = _best(passage, change)
            if best and not (_is_no_chance(whole, change) or {f.span for f in best.figures} & accused):
                told = _told(passages, passage, change, best)
                bare = miss_of(passage, change, best) in ("copied", "digit")
                yield replace(told, frame=Frame.PROVEN) if bare else told


def _without(passage: Passage, parts: Mapping[Span, Span]) -> Passage:
    """The passage without the figures that are parts of a sum which holds: what came and what went are totals."""
    return replace(passage, figures=tuple(f for f in passage.figures if f.span not in parts))


def may_be(passage: Passage, change: Figure) -> bool:
    """Whether a figure tells a step, in units or in per cent, or what is left."""
    words = words_of(passage, change)
    if change.bound is not Bound.EXACT or change.value <= 0:
        return False
    if change.unit == PERCENT and NOT_PLAIN.search(words):
        return False
    if change.role is Role.LEVEL and not change.is_percent and _LEFT.search(words[-8:]):
        return not _ROLLED.search(words)
    told = Role.CHANGE in (change.role, row_of(passage, change)[0].role) or bool(_STEPPED.search(words[-8:]))
    return told and _down(passage, change) is not None


_STEPPED = re.compile(
    r"(?:[增减缩降升涨跌]幅|提速|超额(?:完成)?[^，。；]{0,6}|[增减]收|[增减]支|[增减]产|超[^，。；]{1,6}进度|爽约|未参[与加]|其余)(?:为|达|了|约|正好|的)*$"
)


_GROWN = re.compile(r"[增减][收支产]")  # 增收16.5亿元 is itself a step, no value


def _down(passage: Passage, change: Figure) -> bool | None:
    """Whether the words say down; what is left is told as more than nothing."""
    told = is_down(passage, change)
    return False if told is None and _LEFT.search(words_of(passage, change)[-8:]) else told


def _near(passage: Passage, change: Figure) -> list[Figure]:
    begins, _ = passage.sentence_range(max(0, change.sentence - 2))
    _, ends = passage.sentence_range(min(len(passage.sentences) - 1, change.sentence + 1))
    near = passage.between(max(begins, change.at - _REACH), min(ends, change.after + _BEHIND))
    ranges = {f for pair in pairwise(near) if passage.text[pair[0].after : pair[1].at] == "~" for f in pair}
    return [
        f
        for f in near
        if f is not change and f.is_exact and f.value > 0 and f.role is not Role.BAND and f not in ranges
    ]


def offers(passage: Passage, change: Figure) -> Iterator[Made]:
    """All steps that the figures near a change make."""
    near = _near(passage, change)
    down = _down(passage, change)
    if change.unit == PERCENT:
        yield from _in_percent(near, down=bool(down))
        return
    unit = PERCENT if change.unit == POINTS else change.unit
    over_time = is_over_time(passage, change)
    values = [
        f
        for f in near
        if compatible(f.unit, unit) and f.role is not Role.CHANGE and not _GROWN.search(f.lead[-6:])
    ]
    for now in values:
        for before in values:
            gap = before.value - now.value if down else now.value - before.value
            if now is before or gap <= 0 or (over_time and are_of_one_time(passage, (now, before))):
                continue
            yield Made(Of.VALUES, now, before, gap)


def _in_percent(near: Sequence[Figure], *, down: bool) -> Iterator[Made]:
    counted = [f for f in near if not f.is_percent and f.role is not Role.CHANGE]
    steps = [f for f in near if not f.is_percent and f.role is Role.CHANGE]
    for now in counted:
        for before in counted:
            gap = before.value - now.value if down else now.value - before.value
            if now is not before and now.unit == before.unit and gap > 0:
                yield Made(Of.VALUES, now, before, divide(gap * HUNDRED, before.value))
    for units in steps:
        for value in counted:
            if value.unit != units.unit:
                continue
            base = value.value + units.value if down else value.value - units.value
            if base > 0:
                yield Made(Of.NOW, units, value, divide(units.value * HUNDRED, base))
            yield Made(Of.BEFORE, units, value, divide(units.value * HUNDRED, value.value))


def miss_of(passage: Passage, change: Figure, made: Made) -> str:
    """How the printed step misses what was made: by a slip of its own, or of a value's, or hardly; "" if otherwise."""
    if is_slip(change, made.value):
        return "slip"
    if abs(change.value - made.value) * _NEAR <= change.value:
        return "near"
    if _value_slipped(passage, change, made):
        return "slip of value"
    beside = passage.between(change.at - _COPIED, change.after + _COPIED)
    others = [f for f in beside if f is not change and f.value != 0 and len(digits_of(f)) > 1]
    if any(digits_of(f) == digits_of(change) for f in others):
        return "copied"
    return "digit" if max(change.value, made.value) < 10 and change.step in (0, 1) else ""


_NEAR = 8
_COPIED = 60


def _value_slipped(passage: Passage, change: Figure, made: Made) -> bool:
    """Whether a slip in the value now or before, or in the step in units, explains the step."""
    down = bool(_down(passage, change))
    if change.unit != PERCENT:
        if made.of is not Of.VALUES:
            return False
        sign = -1 if down else 1
        wanted = (
            (made.first, made.second.value + sign * change.value),
            (made.second, made.first.value - sign * change.value),
        )
        return any(value > 0 and is_slip(figure, value) for figure, value in wanted)
    share = change.interval.times(1 / HUNDRED)
    if made.of is Of.BEFORE:
        return may_be_slip_within(made.first, share.times(made.second.value))
    one = Interval(Decimal(1), Decimal(1))
    factor = one - share if down else one + share
    if factor.low <= 0 or made.of is Of.NOW:
        return False
    before = made.first.interval.over(factor)
    return may_be_slip_within(made.first, factor.times(made.second.value)) or (
        before is not None and may_be_slip_within(made.second, before)
    )


def fits(passage: Passage, change: Figure, made: Made) -> bool:
    """Whether the figures give the step."""
    if change.unit == PERCENT:
        return holds(_step(passage, change, made), change)
    return are_apart(made.first, made.second, change)


def _step(passage: Passage, change: Figure, made: Made) -> Step:
    return step_of(made.of, made.first, made.second, change, down=bool(_down(passage, change)))


def _best(passage: Passage, change: Figure) -> Made | None:
    weighed = [(weigh(passage, change, made), made) for made in offers(passage, change)]
    slipped = [
        each
        for each in weighed
        if miss_of(passage, change, each[1])
        and not fits(passage, change, each[1])
        and not _is_of_another(passage, change, each[1])
    ]
    if not slipped:
        return None
    points, best = max(slipped, key=lambda each: each[0])
    likely = [made for other, made in weighed if other > points - _MARGIN or made.second is best.second]
    if (
        points < ENOUGH
        or any(fits(passage, change, made) for made in likely)
        or _is_of_three(passage, change)
    ):
        return None
    return best


def _is_no_chance(passage: Passage, change: Figure) -> bool:
    """Whether two values near give the step to the last of three digits: whatever the words say, that isn't chance."""
    if len(digits_of(change)) < TELLING:
        return False
    if change.is_percent:
        return _is_grown(passage, change)
    return any(made.value == change.value for made in offers(passage, change))


def _is_grown(passage: Passage, change: Figure) -> bool:
    """Whether two values of the sentence give a growth, though a unit is cut short: 减时前7.8个工作日，减时后2.1个."""
    begins, _ = passage.sentence_range(change.sentence)
    values = [
        f for f in passage.between(begins, change.at) if not f.is_percent and f.value > 0 and f.is_exact
    ]
    return any(
        change.interval.has(abs(divide((now.value - before.value) * HUNDRED, before.value)))
        for before, now in permutations(values, 2)
        if before.step == now.step
    )


def _is_of_another(passage: Passage, change: Figure, made: Made) -> bool:
    """Whether a growth would be against a value that isn't told to be of before: what else grew by so much."""
    if change.unit != PERCENT:
        return False
    if made.of is not Of.VALUES:
        return _has_a_value_of_its_own(passage, change, made)
    if is_of_another_thing(change, made.figures):
        return True
    untold = made.second.role is not Role.BASE and not _THEN.search(made.second.lead)
    otherwise = compares_otherwise(change, made.second)
    return untold or otherwise or bool(NOT_PLAIN.search(made.first.lead))


def _has_a_value_of_its_own(passage: Passage, change: Figure, made: Made) -> bool:
    """Whether a growth stands behind a level of another kind than the step: 多9家，总值15.13亿元，同比增长13.1%."""
    front = passage.between(max(f.after for f in made.figures), change.at)
    beside = front[-1] if front else None
    return (
        beside is not None
        and beside.role is Role.LEVEL
        and beside.unit != made.first.unit
        and bool(beside.unit)
    )


def _is_of_three(passage: Passage, change: Figure) -> bool:
    """Whether a step in units comes of three figures near it: 5000 less 1600 less 700, or what came less what went."""
    if change.is_percent:
        return False
    values = [f.value for f in _near(passage, change) if compatible(f.unit, change.unit)]
    sums = {one + other for one, other in combinations(values, 2)}
    return any(each in (whole - change.value, whole + change.value) for each in sums for whole in values)


ENOUGH = 11
_MARGIN = 35
# Tenths of a logarithm of odds, fitted to what the corpus says holds with a slip put into it.
WEIGHTS = {
    "percent": -7, "percent values": -3, "percent of now": -4, "percent of before": -3,
    "units": -5, "units values": -5, "left": 7, "left values": 7,
    "miss near": -20, "miss slip of value": -3, "miss copied": -12, "miss digit": -15,
    "digits 1": 0, "digits 2": -14, "digits 3": 6, "digits 4": 2, "in turn": 12, "out of turn": -22,
    "before told": 23, "before then": 19, "before untold": -12,
    "now then": -20, "now target": -8, "one name": 20, "before first": 1,
    "side by side": 0, "named": 3, "not named": -2,
    "now front": 10, "now behind": -15, "now beside": 3, "now next": 0, "now far": -6,
    "now apart 0": -3, "now apart 1": -5, "now apart 2": 5, "now apart 3": -4, "now apart 4": -6,
    "now past step": -30, "now past 其中": -9,
    "before front": -1, "before behind": 0, "before beside": 1, "before next": 0, "before far": -4,
    "before apart 0": 6, "before apart 1": -6, "before apart 2": 7, "before apart 3": 0, "before apart 4": -10,
    "before past step": -14, "before past 其中": -5,
    "step front": -2, "step behind": -5, "step beside": 7, "step next": -5, "step far": -9,
    "step apart 2": 9, "step apart 3": -3, "step apart 4": -12, "step past step": -8, "step past 其中": -9,
    "value front": 8, "value behind": -15, "value beside": -10, "value next": 14, "value far": -10,
    "value apart 0": 15, "value apart 2": -12, "value apart 3": -12, "value apart 4": 8,
    "value past step": -8, "value past 其中": 10,
}  # fmt: skip


def weigh(passage: Passage, change: Figure, made: Made) -> int:
    """The signs for it that the step is of these figures, added up."""
    return sum(WEIGHTS.get(sign, 0) for sign in signs(passage, change, made))


def signs(passage: Passage, change: Figure, made: Made) -> Iterator[str]:
    """What speaks for or against the figures, by name."""
    kind = "left" if change.role is Role.LEVEL else "percent" if change.unit == PERCENT else "units"
    yield kind
    yield f"{kind} {made.of}"
    if made.of is Of.VALUES:
        yield from _of_before(passage, change, made)
        yield from _of_place(passage, change, made.first, "now")
    else:
        yield from _of_place(passage, change, made.first, "step")
        yield from _of_place(passage, change, made.second, "value")
    yield from _of_rows(passage, change, made)
    yield f"miss {miss_of(passage, change, made)}"
    size = len(digits_of(change))
    yield f"digits {min(size, 4)}"


def _of_before(passage: Passage, change: Figure, made: Made) -> Iterator[str]:
    now, before = made.first, made.second
    if before.role is Role.BASE:
        yield "before told"
    elif _THEN.search(before.lead):
        yield "before then"
    elif change.unit == PERCENT:
        yield "before untold"
    if now.role is Role.BASE or (_THEN.search(now.lead) and not _THEN.search(before.lead)):
        yield "now then"
    if now.role is Role.TARGET:
        yield "now target"
    if now.at > before.at:
        yield "before first"
    low, high = sorted((now, before), key=lambda f: f.at)
    if not any(compatible(f.unit, now.unit) for f in passage.between(low.after, high.at)):
        yield "side by side"
    yield from _of_place(passage, change, before, "before")
    kernel = _kernel(now)
    if len(kernel) > 1 and kernel in before.lead + before.tail:
        yield "one name"
    subject = _kernel(change)
    if len(subject) > 1:
        yield "named" if subject[:2] in now.lead + now.tail else "not named"


_EMPTY = re.compile(
    r"同比|环比|比|较|上年|去年|同期|增幅|降幅|增速|约|均|则|共|又|也|分别|年|月|季度|上|底|末|初|\d"
    r"|[增减降升涨缩超多少加长了至到为达的由从]|下降|提高|全|其中|压"
)


def _kernel(figure: Figure) -> str:
    return _EMPTY.sub("", figure.name or figure.lead)[-4:]


def _of_place(passage: Passage, change: Figure, figure: Figure, name: str) -> Iterator[str]:
    low, high = sorted((figure, change), key=lambda f: f.at)
    between = passage.between(low.after, high.at)
    yield f"{name} {'front' if figure.at < change.at else 'behind'}"
    yield f"{name} apart {rank_between(passage, low, high)}"
    same = [f for f in between if f.unit == figure.unit]
    yield f"{name} beside" if not same else f"{name} next" if len(same) == 1 else f"{name} far"
    if any(f.role is Role.CHANGE and f.unit == change.unit for f in between):
        yield f"{name} past step"
    if "其中" in passage.text[low.after : high.at]:
        yield f"{name} past 其中"


def _of_rows(passage: Passage, change: Figure, made: Made) -> Iterator[str]:
    """Whether the figures stand at the same turn of their rows as the change does of its own."""
    row = row_of(passage, change)
    turn = row.index(change)
    for figure in made.figures:
        other = row_of(passage, figure)
        if len(other) > 1 and len(row) == len(other):
            yield "in turn" if other.index(figure) == turn else "out of turn"


def _told(passages: Sequence[Passage], passage: Passage, change: Figure, made: Made) -> Judged:
    figures = (*made.figures, change)
    if change.unit == PERCENT:
        step = _step(passage, change, made)
        right, told = made_of(step)
        fixes = mends(step, change, right, down=step.down)
        told = f"{told}，原文为 {said(change)}"
        return Judged(Kind.GROWTH, figures, quotes(passages, figures), False, told, fixes, claim=change)
    high, low = sorted(made.figures, key=lambda f: -f.value)
    points = "个百分点" if change.unit == POINTS else ""
    finest = min((change, high, low), key=lambda f: (f.step, f.numeral.scale))
    told = f"{said(high)} - {said(low)} = {with_scale(made.value, finest)}{points}，原文为 {said(change)}{points}"
    fixes = changes(
        instead(change, made.value),
        instead(high, low.value + change.value),
        instead(low, high.value - change.value),
    )
    return Judged(Kind.DIFFERENCE, figures, quotes(passages, figures), False, told, fixes, claim=change)
