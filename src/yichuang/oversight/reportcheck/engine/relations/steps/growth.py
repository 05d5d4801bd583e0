"""Growth and difference: how much more or less than before, in per cent and in units.

"5236件，环比6月份的4760件上升10%": (5236 - 4760) ÷ 4760 = 10%.
"8640万元，同比增加1440万元，增长20%": 1440 ÷ (8640 - 1440) = 20%.
"由14个压减到9个，减少6个": 14 − 9 = 5.

The value now, the value before and the step between them stand close together; any two give the third. Statistics of
growth "at constant prices" aren't of the printed values and are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import Interval
from yichuang.oversight.reportcheck.engine.judging import Change, Frame, Judged, is_near, with_scale
from yichuang.oversight.reportcheck.engine.numerals import Bound
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.words import row_of
from yichuang.oversight.reportcheck.engine.relations.steps.step_words import is_asked_for
from yichuang.oversight.reportcheck.engine.relations.steps.steps import (
    TURNS,
    Step,
    base_value,
    compares_otherwise,
    direction,
    grown,
    holds,
    is_level,
    is_measured_otherwise,
    is_second,
    made_of,
    subject_of,
    wrong_growth,
)
from yichuang.oversight.reportcheck.engine.relations.steps.steps_apart import (
    MISTOLD,
    TOWARDS,
    is_beside,
    is_gross,
    is_of_a_step,
    is_of_another_turn,
    is_of_sentence_before,
    is_of_value_in_between,
    is_of_year_before,
    named_step,
    told_behind,
    told_first,
    value_behind,
)
from yichuang.oversight.reportcheck.engine.relations.words.lists import is_part, rank_between
from yichuang.oversight.reportcheck.engine.rounding import comes_out
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import PERCENT, POINTS
from yichuang.oversight.reportcheck.findings import Kind

# Growth of what isn't the printed value, or of a rate that isn't told.
_OTHERWISE = re.compile(
    r"不变价|可比|名义|实际增|扣除|同口径|增加值|生产总值|年均|平均增|累计增|GDP|规上|指数|两年"
)


def growth(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All growths and differences of a document."""
    for passage in passages:
        for index, figure in enumerate(passage.figures):
            if figure.role is Role.CHANGE:
                yield from _of_change(passages, passage, index, figure)
            elif figure.role is Role.BASE:
                yield from told_first(passages, passage, index, figure)


def _of_change(passages: Sequence[Passage], passage: Passage, index: int, change: Figure) -> Iterator[Judged]:
    down = direction(change)
    if down is None:
        return
    if change.unit == PERCENT:
        judged = _growth(passages, passage, index, change, down=down)
    else:
        judged = _difference(passages, passage, index, change, down=down)
    if judged:
        yield judged


def _before(passage: Passage, index: int, change: Figure, *, reach: int = 9) -> list[Figure]:
    """The figures in front of a change in its sentence, the nearest last; those behind it if there is none.

    Figures alone in their brackets count as open text: "与上年（3965件）相比".
    """
    near = [f for f in passage.figures[max(0, index - reach) : index] if _is_open(passage, f, change)]
    if change.unit not in (PERCENT, POINTS):
        return near
    behind = [f for f in passage.figures[index + 1 : index + 3] if _is_open(passage, f, change)]
    behind = [f for f in behind if rank_between(passage, change, f) <= 2]
    roles = [f.role for f in behind]
    if not any(is_level(f) for f in near) and roles == [Role.LEVEL, Role.BASE]:
        near += behind  # "办件量同比增长38.8%，达到4715件（上年为3969件）"
    elif (
        not any(f.role is Role.BASE for f in near)
        and roles[:1] == [Role.BASE]
        and (behind[0].bracket or (_THEN.match(behind[0].lead) and behind[0].clause == change.clause + 1))
    ):
        near.append(behind[0])  # "好评率97.9%，同比提升1.3个百分点（上年为96.6%）"
    return near


_THEN = re.compile(r"(?:上年|去年|上月|上季度?|前一年)(?:同期|同月|全年|度)?(?:为|是|仅为|只有|仅|的)*$")


def _is_open(passage: Passage, figure: Figure, change: Figure) -> bool:
    if figure.sentence != change.sentence:
        return False
    if figure.bracket in (change.bracket, 0):
        return True
    opens, closes = passage.brackets[figure.bracket]
    return len(passage.between(opens, closes)) == 1


# ------------------------------------------------------------------ in units


def _difference(
    passages: Sequence[Passage], passage: Passage, index: int, change: Figure, *, down: bool
) -> Judged | None:
    if is_gross(passage, index, change) or is_asked_for(passage, change):
        return None
    unit = PERCENT if change.unit == POINTS else change.unit
    near = [f for f in _before(passage, index, change) if f.unit == unit]
    pair = value_behind(passage, index, change) or _now_and_before(near, passage, change)
    if pair is None or any(is_second(passage, figure) for figure in pair):
        return None
    now, before = _best(pair, near, lambda now, before: _is_step(now, before, change, down=down))
    low, high = (now, before) if down else (before, now)
    figures = (now, before, change)
    value = high.value - low.value
    told = f"{said(high)} - {said(low)} = {_plain(value, change, high)}"
    if _is_step(now, before, change, down=down):
        return Judged(
            Kind.DIFFERENCE, figures, quotes(passages, figures), True, f"{told}，与原文相符", claim=change
        )
    if of_row := _of_row(passages, passage, now, before, change, down=down):
        return of_row
    if not all(f.is_exact for f in figures) or _is_first_of_several(passage, change):
        return None
    if (
        _is_of_another(change, (now, before))
        or is_of_sentence_before(passage, before, change, down=down)
        or is_of_value_in_between(passage, now, before, change)
    ):
        return None
    sign = Decimal(-1) if down else Decimal(1)
    return Judged(
        Kind.DIFFERENCE, figures, quotes(passages, figures), False,
        f"{told}，原文为 {_plain(change.value, change, high)}",
        changes(
            instead(change, value) or _turned(value, change, high, down=down),
            instead(now, before.value + sign * change.value),
            instead(before, now.value - sign * change.value),
        ),
        claim=change, frame=Frame.PROVEN if value > 0 and _is_close(now, before, change) else Frame.FIRM,
    )  # fmt: skip


def _is_close(now: Figure, before: Figure, change: Figure) -> bool:
    """Whether the step stands bare right behind the two values: "由8个压减为5个，减少3个"."""
    last = max(now.clause, before.clause)
    few = max(now.value, before.value) < _FEW
    return few and change.clause - last <= 1 and len(change.lead) <= _BARE


_BARE = 5
_FEW = 100  # digits of smaller numbers say little


def _of_row(
    passages: Sequence[Passage], passage: Passage, now: Figure, before: Figure, change: Figure, *, down: bool
) -> Judged | None:
    """The row as a whole, if that makes the step: "依次为22个、18个、25个，比老大厅的47个多出18个"."""
    row = row_of(passage, now)
    made = comes_out((before,), row, change) if down else comes_out(row, (before,), change)
    if len(row) == 1 or not made:
        return None
    added = " + ".join(map(said, row))
    told = f"{said(before)} - ({added})" if down else f"{added} - {said(before)}"
    figures = (before, *row, change)
    return Judged(
        Kind.DIFFERENCE, figures, quotes(passages, figures), True,
        f"{told} = {_plain(change.value, change, before)}，与原文相符", claim=change,
    )  # fmt: skip


def _is_first_of_several(passage: Passage, change: Figure) -> bool:
    """Whether others are told with it, of other values: 由40户增至50户，由60户增至80户，分别增加10户和20户."""
    told = row_of(passage, change)
    return "分别" in told[0].lead and change is not told[-1]


def _is_step(now: Figure, before: Figure, change: Figure, *, down: bool) -> bool:
    if MISTOLD.search(change.lead):
        return comes_out((before,), (now,), change) or comes_out((now,), (before,), change)
    return comes_out((before,), (now,), change) if down else comes_out((now,), (before,), change)


def _best(
    pair: tuple[Figure, Figure], near: Sequence[Figure], fits: Callable[[Figure, Figure], bool]
) -> tuple[Figure, Figure]:
    """The pair, or the one with another value now that fits: "5000件，其中网上2000件，比上年的4700件增加300件"."""
    now, before = pair
    others = [f for f in near if f is not now and f is not before and f.unit == now.unit and is_level(f)]
    return next(((other, before) for other in (now, *others) if fits(other, before)), pair)


def _turned(value: Decimal, change: Figure, like: Figure, *, down: bool) -> Change | None:
    """That it went the other way, if it did."""
    told = f"应为{'增加' if down else '减少'} {_plain(-value, change, like)}"
    return Change(told, change, value) if value < 0 else None


def _plain(value: Decimal, change: Figure, like: Figure) -> str:
    if change.unit == POINTS:
        return f"{with_scale(value, change)}个百分点"
    return with_scale(value, change if change.step < like.step or not change.step else like)


def _now_and_before(near: Sequence[Figure], passage: Passage, change: Figure) -> tuple[Figure, Figure] | None:
    """The value now and the value before that a change is between, if the text sets all three side by side.

    "由 a 增加到 b，增加 c" · "b，比上年的 a 增加 c" · "b，去年为 a，增加 c"
    """
    if len(near) < 2:
        return None
    last, previous = near[-1], near[-2]
    if head := _head(near, passage, change):
        return head
    if abs(change.clause - previous.clause) > 3:
        return None
    if is_level(last) and previous.role is Role.BASE and TURNS.search(last.lead):
        return last, previous
    if last.role is Role.BASE and is_level(previous) and change.clause - last.clause <= 2:
        return previous, last
    if is_level(last) and is_level(previous) and _year(passage, last) == _year(passage, previous) + 1 > 1:
        return last, previous
    return None


def _year(passage: Passage, figure: Figure) -> int:
    """The year in front of a figure in its clause; 0 if none is told."""
    begins, _ = passage.clause_range(figure.clause)
    found = re.match(r"[^\d]{0,6}((?:19|20)\d{2})年", passage.text[begins : figure.at])
    return int(found[1]) if found else 0


def _head(near: Sequence[Figure], passage: Passage, change: Figure) -> tuple[Figure, Figure] | None:
    """ "共1864人次，其中站内1153人次，…，较上年的1742人次增加122人次": the comparison is of the whole."""
    if not near or near[-1].role is not Role.BASE or change.clause - near[-1].clause > 1:
        return None
    before = near[-1]
    whole = next((f for f in near if is_level(f)), None)
    if whole is None or "其中" not in passage.text[whole.after : before.at] or is_part(passage, whole):
        return None
    return whole, before


# ------------------------------------------------------------------ in per cent


def _growth(
    passages: Sequence[Passage], passage: Passage, index: int, change: Figure, *, down: bool
) -> Judged | None:
    begins, _ = passage.sentence_range(change.sentence)
    if _OTHERWISE.search(passage.text[max(begins, change.at - 80) : change.at]) or _is_yardstick(
        passage, change
    ):
        return None
    near = [f for f in _before(passage, index, change) if f.unit not in (PERCENT, POINTS)]
    step = told_behind(passage, index, change, down=down) or _step(near, passage, change, down=down)
    step = step or named_step(passage, near, change, down=down)
    if step is None:
        return None
    base = base_value(step)
    if base is None or base.low <= 0:
        return None
    figures = tuple(f for f in (step.now, step.before, step.units, change) if f is not None)
    made = grown(step, base)
    right, told = made_of(step)
    printed = change.interval if change.value >= 0 else Interval(-change.interval.high, -change.interval.low)
    if made.meets(printed):
        if not is_near(change, abs(right), figures):
            return None
        return Judged(
            Kind.GROWTH,
            figures,
            quotes(passages, figures),
            True,
            f"{told}，与原文 {said(change)} 相符",
            claim=change,
        )
    others = tuple(f for f in figures if f is not change)
    if not all(f.is_exact for f in others) or not _is_plain(change, right):
        return None
    if is_measured_otherwise(change, others) or is_of_a_step(passage, near, change):
        return None
    if (
        step.units is not None
        and step.units is not change
        and is_of_another_turn(passage, step.units, change)
    ):
        return None
    return wrong_growth(passages, step, change)


_BEYOND = re.compile(
    r"(?:高于|低于|快于|慢于|好于|优于|超过|超出|领先|落后|不及|比|较|与)(?!上|去年|同期|前|年初)[^，。；：（）\d]{2,}$"
)


def _is_yardstick(passage: Passage, change: Figure) -> bool:
    """Whether a growth in brackets is of what another was compared with: "增速高于全县增速（6.9%）4.1个百分点"."""
    if not change.bracket:
        return False
    opens, _ = passage.brackets[change.bracket]
    return bool(_BEYOND.search(passage.text[max(0, opens - 30) : opens]))


def _is_plain(change: Figure, right: Decimal) -> bool:
    """Whether a growth is told exactly, or in tenths (偏少两成) of which the right one is another."""
    tenths = "成" in change.written and change.bound is Bound.ABOUT
    return change.is_exact or (tenths and abs(right - change.value) > change.step * Decimal("0.8"))


def _step(near: Sequence[Figure], passage: Passage, change: Figure, *, down: bool) -> Step | None:
    """What stands in front of a percentage of growth: the values now and before, or now and the step in units."""
    if not near:
        return None
    last = near[-1]
    if last.role is Role.CHANGE and last.unit != PERCENT and change.clause - last.clause <= 1:
        same = [f for f in near[:-1] if f.unit == last.unit]
        pair = _now_and_before(same, passage, last)
        if pair and compares_otherwise(change, pair[1]):
            return None
        if pair:
            now, before = _best(
                pair, same, lambda now, before: holds(Step(now, before, None, change, down), change)
            )
            return Step(now, before, None, change, down)
        if same and same[-1].role is Role.BASE and same[-1].clause == last.clause and direction(last) is down:
            return Step(None, same[-1], last, change, down)  # "比上年的509.3万元多发44.2万元，增幅8.7%"
        levels = [
            f
            for f in same
            if is_level(f) and rank_between(passage, f, last) <= 2 and not _OF_YEARS.search(f.lead)
        ]
        if direction(last) is not down or not levels or last.clause - levels[-1].clause > 2:
            return None
        if compares_otherwise(change, last):
            return None
        if _year(passage, levels[-1]) == _year(passage, last) - 1 > 0:
            return Step(None, levels[-1], last, change, down)
        steps = [Step(level, None, last, change, down) for level in reversed(levels)]
        then = [
            Step(None, f, last, change, down)
            for f in levels
            if (is_of_year_before(passage, f, last) or is_beside(f, last))
            and not any(_is_step(f, other, last, down=down) for other in levels)
        ]
        fitting = next((step for step in (*steps, *then) if holds(step, change)), None)
        return fitting or (steps[0] if len(steps) == 1 else None)
    same = [f for f in near if f.unit == last.unit]
    pair = _now_and_before(same, passage, change)
    if pair is None and last.role is Role.BASE:
        pair = _twice_compared(near, last, change)
    if pair is None or _is_of_another(change, pair):
        return None
    pair = _best(pair, same, lambda now, before: holds(Step(now, before, None, change, down), change))
    return Step(pair[0], pair[1], None, change, down)


_OF_YEARS = re.compile(r"[两三四五六七八九十\d]年(?:累计|合计|总共|共)")  # 三年累计2,404件，今年比前年少341件


def _is_of_another(change: Figure, pair: tuple[Figure, Figure]) -> bool:
    """Whether the growth is told of another thing than the values: "收入5000万元，上年4000万元，税收增长12%"."""
    subject = subject_of(change)
    told = pair[0].lead + pair[0].tail + pair[1].lead + pair[1].tail
    if compares_otherwise(change, pair[1]) or TOWARDS.match(subject):
        return True
    return len(subject) > 1 and change.clause != pair[1].clause and subject[-2:] not in told


def _twice_compared(near: Sequence[Figure], last: Figure, change: Figure) -> tuple[Figure, Figure] | None:
    """ "5236件，环比6月的4760件上升10%，同比去年7月的4189件上升25%": the second comparison is with the same value."""
    levels = [f for f in near if f.unit == last.unit and is_level(f)]
    if len(levels) != 1 or last.clause != change.clause:
        return None
    return levels[0], last
