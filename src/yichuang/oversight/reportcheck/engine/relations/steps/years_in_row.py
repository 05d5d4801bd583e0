"""Growths behind a row of years, of which the words tell both ends: they are of those two, whatever they say. Pure.

"2022年为1,486.2万吨，2023年为1,432.5万吨，2024年为1,375.2万吨，较上年下降7.5%": from 2023 to 2024 it is 4.0 %.
"由2022年的6.8天、2023年的5.6天缩短为2024年的4.2天，较2022年缩短48.2%": from the year that is named to the last one.
"2021年12件、2022年17件、2023年24件、2024年30件，2024年较2021年增长1.6倍": in multiples too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import permutations

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.words import sums_up
from yichuang.oversight.reportcheck.engine.relations.steps.framed_steps import (
    is_of_no_printed_values,
    judged_times,
)
from yichuang.oversight.reportcheck.engine.relations.steps.step_words import is_asked_for
from yichuang.oversight.reportcheck.engine.relations.steps.steps import (
    Step,
    direction,
    holds,
    is_of_another_thing,
    wrong_growth,
)
from yichuang.oversight.reportcheck.engine.units import PERCENT
from yichuang.oversight.reportcheck.engine.weighing import FORCED

_YEAR = r"(?:19|20)\d\d"
_AGAINST = re.compile(
    rf"^(?:(?P<now>{_YEAR})年|[今本当]年)?(?:同比|(?:与|比|较)(?:(?P<before>{_YEAR})年|上年|去年|上一年)(?:同期|全年|度)?(?:相比)?)"
)
_OF_YEAR = re.compile(rf"(?P<year>{_YEAR})年(?:度|全年|底|末)?(?:[^，。；：、（）\d]{{0,8}})$")
_FRONT = 20  # signs in front of a figure where its year stands
_BACK = 1  # sentences in front of the growth where the row may stand
_FEWEST = 2


def years_in_row(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All growths of a document that the two years of a row that they are between don't make."""
    for passage in passages:
        for change in passage.figures:
            if change.role is not Role.CHANGE or change.unit not in (PERCENT, "倍") or not change.is_exact:
                continue
            down, against = direction(change), _AGAINST.search(change.lead)
            if against is None or down is None or is_asked_for(passage, change):
                continue
            row = _row(passage, change)
            now, before = _ends(row, against)
            if now and before and not _is_of_others(passage, change, now, before):
                yield from _judged(passages, passage, change, now, before, down=down)


def _judged(
    passages: Sequence[Passage], passage: Passage, change: Figure, now: Figure, before: Figure, *, down: bool
) -> Iterator[Judged]:
    if change.unit == PERCENT:
        step = Step(now, before, None, change, down)
        if not holds(step, change) and not _is_given(passage, change, now, down=down):
            yield replace(wrong_growth(passages, step, change), frame=Frame.PROVEN, odds=FORCED)
    elif not down and (judged := judged_times(passages, passage, change, now, before)):
        yield judged if judged.holds else replace(judged, odds=FORCED)


def _row(passage: Passage, change: Figure) -> Mapping[str, Figure]:
    """The figures of one unit that stand last in front of a growth, by their years, each of the next one."""
    begins, _ = passage.sentence_range(max(0, change.sentence - _BACK))
    front = [f for f in passage.between(begins, change.at) if not f.is_percent and f.role is not Role.CHANGE]
    row: dict[str, Figure] = {}
    for figure in reversed(front):
        year = _year(passage, figure)
        if not row and not year and sums_up(figure):
            continue  # 四年共收到83件
        alike = not row or figure.unit == next(iter(row.values())).unit
        if not year or year in row or not alike or not figure.is_exact or figure.value <= 0:
            break
        row[year] = figure
    return row if len(row) >= _FEWEST else {}


def _year(passage: Passage, figure: Figure) -> str:
    """The year that a figure is told of, right in front of it; "" if none is told."""
    begins, _ = passage.clause_range(figure.clause)
    found = _OF_YEAR.search(passage.text[max(begins, figure.at - _FRONT) : figure.at])
    return found["year"] if found else ""


def _ends(row: Mapping[str, Figure], against: re.Match[str]) -> tuple[Figure | None, Figure | None]:
    """The value now and the one before, by the years that the words of a growth name."""
    if not row:
        return None, None
    last = max(row)
    now = against["now"] or last
    before = against["before"] or str(int(now) - 1)
    return (row.get(now), row.get(before)) if now == last and before < now else (None, None)


def _is_of_others(passage: Passage, change: Figure, now: Figure, before: Figure) -> bool:
    """Whether the growth is of another thing than the row, or not of the printed values."""
    begins, ends = passage.sentence_range(change.sentence)
    return is_of_another_thing(change, (now, before)) or is_of_no_printed_values(passage.text[begins:ends])


def _is_given(passage: Passage, change: Figure, now: Figure, *, down: bool) -> bool:
    """Whether two figures of another unit in its sentence make it, which it may be of."""
    near = [f for f in passage.in_sentence(change.sentence) if not f.is_percent and f.value > 0]
    pairs = ((one, two) for one, two in permutations(near, 2) if one.unit == two.unit != now.unit)
    return any(holds(Step(one, two, None, change, down), change) for one, two in pairs)
