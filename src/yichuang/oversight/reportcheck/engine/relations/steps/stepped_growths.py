"""Growths behind the value before and the step in units: they are the step over that value, and of nothing else. Pure.

"和二季度的639件比，又多出45件，上升6.0%": 45 of 639 are 7.0 %; that 45 are 6.0 % of another year's 752 is chance.
"上一学年同期是1,536名，一年少了45名，降幅3.0%": 45 of 1,536 are 2.9 %; of the number now they are 3.0 %.
"去年底在册2,791名，发展31名、…，现有2,846名，净增55名，增幅1.9%": the step that two values make is of the first one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.steps.framed_steps import (
    is_bare_growth,
    is_bare_step,
    is_of_no_printed_values,
)
from yichuang.oversight.reportcheck.engine.relations.steps.step_words import is_asked_for, is_down
from yichuang.oversight.reportcheck.engine.relations.steps.steps import (
    Step,
    compares_otherwise,
    holds,
    wrong_growth,
)
from yichuang.oversight.reportcheck.engine.units import PERCENT
from yichuang.oversight.reportcheck.engine.weighing import FORCED

# What parts the value before from the step: 和…639件比，又多出; 与年初（412户）相比减少.
_BETWEEN = re.compile(r"）?(?P<compared>相?比(?:较|起来)?)?[，、]?(?P<step>.*)")
_COMPARED = re.compile(r"）?相?比")
_AGAINST = re.compile(r"(?:(?<![同环])比|(?<!比)较|对比|对照)[^，。；：、（）\d]{1,14}$")
_LAST = re.compile(r"上年|去年|上一|前一|同期|上[月季期届轮周旬]|年初|原(?:来|先|有|为)")
_CAME_TO = re.compile(r"[到至为成]$")
_SPAN = re.compile(
    r"^(?:[一两三四五几\d]年(?:来|间|里|下来)?|[今本当全]年|如今|现在|眼下|目前|总数|总量|[总净共]计?)"
)
_MOST = 10  # times as much as was left a step hardly is
_SIDEWAYS = re.compile(r"[同环]比")
_A_YEAR_AGO = re.compile(r"上年|去年|上一年|同期|20\d\d年")


def stepped_growths(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All growths of a document that aren't the share of the step in front of them and of what was before it."""
    for passage in passages:
        for index in range(2, len(passage.figures)):
            units, change = passage.figures[index - 1 : index + 1]
            down = _way(passage, units, change)
            if down is None:
                continue
            step = _beside(passage, index, down=down) or _between_two(passage, index, down=down)
            if step and not holds(step, change):
                yield replace(wrong_growth(passages, step, change), frame=Frame.PROVEN, odds=FORCED)


def _way(passage: Passage, units: Figure, change: Figure) -> bool | None:
    """Whether a step in units and the growth right behind it say down; None if they aren't such a step."""
    if change.unit != PERCENT or units.is_percent or not (units.is_exact and change.is_exact):
        return None
    beside = passage.text[units.after : change.at - len(change.lead)] in ("，", "、", "（", "")
    if not beside or change.clause - units.clause > 1 or units.value <= 0 or not is_bare_growth(change.lead):
        return None
    down = is_down(passage, change)
    return down if down is is_down(passage, units) else None


def _beside(passage: Passage, index: int, *, down: bool) -> Step | None:
    """The step with the value right in front of it that it is from."""
    before, units, change = passage.figures[index - 2 : index + 1]
    if not _are_beside(passage, before, units, change):
        return None
    step = Step(None, before, units, change, down)
    return step if _is_of_then(passage, step) else None


_NEAR = 12  # figures in front of a growth among which the two values stand


def _between_two(passage: Passage, index: int, *, down: bool) -> Step | None:
    """The step between the two values of its sentence, or of the one in front, that make it."""
    units, change = passage.figures[index - 1 : index + 1]
    if not _is_step(units.lead) or not _is_of_the_same_time(passage, units, change):
        return None
    near = {
        f.value: f
        for f in passage.figures[max(0, index - _NEAR) : index - 1]
        if f.unit == units.unit
        and f.is_exact
        and f.role is not Role.CHANGE
        and change.sentence - f.sentence <= 1
    }
    if any(f.role is Role.BASE and holds(Step(None, f, units, change, down), change) for f in near.values()):
        return None
    step = -units.value if down else units.value
    left = [f for value, f in near.items() if value + step in near and value * _MOST > units.value]
    return Step(None, left[0], units, change, down) if len(left) == 1 else None


def _are_beside(passage: Passage, before: Figure, units: Figure, change: Figure) -> bool:
    """Whether the value before stands in front of the step, with nothing but its verb between them."""
    row = before.is_exact and before.unit == units.unit and before.sentence == change.sentence
    compared = (
        row
        and before.value > units.value
        and _is_compared_with(before, passage.text[before.after : units.at])
    )
    return compared and _is_of_the_same_time(passage, before, change)


def _is_of_then(passage: Passage, step: Step) -> bool:
    """Whether the value is the one that was left, not the one come to: 前年是2,214起，去年2,369起，多了155起.

    Where no 比 says so the value now must be told: who writes in spring calls the year of the report 去年.
    """
    assert step.before is not None
    assert step.units is not None
    before, units = step.before, step.units.value
    told = {f.value for f in passage.figures if f.unit == before.unit and f is not before}
    left, came_to = (before.value + units, before.value - units)
    if not step.down:
        left, came_to = came_to, left
    compared = _AGAINST.search(before.lead) or _COMPARED.match(passage.text, before.after)
    if left in told or not (came_to in told or compared):
        return False
    return not any(_makes(f, step) for f in passage.figures)


def _makes(now: Figure, step: Step) -> bool:
    """Whether a value now makes the growth, so that the step in units is wrong."""
    assert step.before is not None
    assert step.percent is not None
    plain = now.unit == step.before.unit and now.value > 0
    return plain and holds(replace(step, now=now, units=None), step.percent)


def _is_step(words: str) -> bool:
    """Whether words are nothing but the verb of a step: 一年少了, 净增, but not 减少到."""
    return is_bare_step(_SPAN.sub("", words)) and _CAME_TO.search(words) is None


def _is_compared_with(before: Figure, told: str) -> bool:
    """Whether nothing but the verb of a step stands behind a value, and it is one from which a step is made.

    It stands behind 比, in front of 比, or is of the time before.
    """
    between = _BETWEEN.fullmatch(told)
    if between is None or before.role not in (Role.BASE, Role.LEVEL):
        return False
    if not _is_step(between["step"]):
        return False
    words = between["compared"], _AGAINST.search(before.lead), _LAST.search(before.lead)
    return any(words)


def _is_of_the_same_time(passage: Passage, before: Figure, change: Figure) -> bool:
    """Whether the growth is against the value before, and of what is printed."""
    begins, ends = passage.sentence_range(change.sentence)
    if is_of_no_printed_values(passage.text[begins:ends]) or is_asked_for(passage, change):
        return False
    sideways = _SIDEWAYS.search(change.lead) and not _A_YEAR_AGO.search(before.lead)
    return not sideways and not compares_otherwise(change, before)
