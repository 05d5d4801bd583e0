"""Every reading of a list that a human could have: figures side by side, and the figures that may be their total. Pure.

Each list is told by its first part. It may end behind any of its figures, and any figure of the unit near it, in
front or behind, may be its total. Besides: one figure of each group ("检查86批次，不合格3批次；检查124批次，…"), and
figures of several units in front of a word that adds them up. What is meant is weighed elsewhere (`part_signs.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.words.lists import RESTATED, is_counter, rank_between

_MOST = 12  # parts of one total
_FRONT, _BACK = 7, 2  # figures in front of a list and behind it that may be its total
_LATER = 6  # figures behind a list that may be if they say that they add up
_FAR = 420  # signs between a total and its list
_NEAR = 110  # signs between two parts
_OFF = 12  # a total that is so many times what the parts make isn't theirs
_STOPS = 4
_ROLES = (Role.LEVEL, Role.TARGET)
_NEVER = (Role.RATE, Role.BAND)
_SUMS_UP = re.compile(r"共|合计|总|累计|全[年县市区镇乡村校院]")
_MIXED = re.compile(r"(?<!公)共(?![同享建用青和产计识治管赢])|合计|总计|均[建已有]")


@dataclass(frozen=True, slots=True)
class Reading:
    """A list and its total; `behind`: the total stands behind it; `over`: figures of the unit between both.

    `before` and `after` are the figures of the unit beside the list that aren't its total, or None; `front` and `back`
    those beside list and total together. `of` tells how the parts are found: side by side, one of each group, of
    several units.
    """

    total: Figure
    parts: tuple[Figure, ...]
    behind: bool
    over: tuple[Figure, ...]
    before: Figure | None
    after: Figure | None
    front: Figure | None
    back: Figure | None
    of: str = "row"

    @property
    def made(self) -> Decimal:
        """What the parts make."""
        return sum((part.value for part in self.parts), Decimal(0))

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The total and the parts."""
        return (self.total, *self.parts)


def families(passage: Passage) -> Iterator[tuple[Figure, ...]]:
    """The figures of a paragraph that may be added, by what they count."""
    by_unit: dict[str, list[Figure]] = {}
    for figure in passage.figures:
        if may_count(figure):
            by_unit.setdefault(family_of(figure), []).append(figure)
    yield from map(tuple, by_unit.values())


def family_of(figure: Figure) -> str:
    """What figures that may be added are counted in; a total of 人次 may be of sessions of so many 人."""
    return (
        "个" if figure.unit in "个家所处" and figure.unit else "人" if figure.unit == "人次" else figure.unit
    )


def may_count(figure: Figure) -> bool:
    """Whether a figure may be a total."""
    return (
        figure.role not in _NEVER
        and not figure.is_percent
        and not RESTATED.match(figure.lead)
        and not is_counter(figure)
        and figure.value >= 0
    )


def readings(passage: Passage, family: Sequence[Figure], first: int) -> list[Reading]:
    """All lists that begin with a figure of a family, each with the figures that may be their total."""
    if family[first].role not in _ROLES:
        return []
    found = [*_rows(passage, family, first), *_of_groups(passage, family, first)]
    return found + list(_mixed(passage, family[first]))


def _rows(passage: Passage, family: Sequence[Figure], first: int) -> Iterator[Reading]:
    parts = [family[first]]
    for at in range(first + 1, len(family)):
        if family[at].role not in _ROLES:
            continue
        if not _goes_on(passage, parts, family[at]):
            return
        parts.append(family[at])
        yield from _with_totals(family, tuple(parts), first, at, "row")


def _goes_on(passage: Passage, parts: Sequence[Figure], further: Figure) -> bool:
    last = parts[-1]
    if len(parts) == _MOST or further.at - last.after > _NEAR or further.sentence - last.sentence > 1:
        return False
    return rank_between(passage, last, further) < _STOPS or further.sentence == last.sentence + 1


def _of_groups(passage: Passage, family: Sequence[Figure], first: int) -> Iterator[Reading]:
    """One figure of each group that a stronger sign parts from the next, each at the same place of its group."""
    sizes = 2, 3
    for size in sizes:
        places = [first]
        while len(places) < _MOST and (at := places[-1] + size) < len(family):
            group = family[places[-1] : at + 1]
            signs = [rank_between(passage, *pair) for pair in pairwise(group)]
            near = group[-1].at - group[0].after <= _NEAR and group[-1].sentence - group[0].sentence <= 1
            if not near or family[at].role not in _ROLES or max(signs) < _PARTS_GROUPS:
                break
            if signs.count(max(signs)) > 1 or max(signs) == min(signs):
                break
            places.append(at)
            parts = tuple(family[place] for place in places)
            yield from _with_totals(family, parts, first, at, "of groups")


_PARTS_GROUPS = 2


def _mixed(passage: Passage, first: Figure) -> Iterator[Reading]:
    """Figures of several units side by side, and a total behind them that adds them up: 小品8个、歌曲12首，共20件."""
    _, ends = passage.sentence_range(first.sentence)
    parts = [first]
    for figure in passage.between(first.after, min(ends, first.at + _FAR)):
        if figure.is_percent or figure.bracket != first.bracket or not may_count(figure):
            continue
        if len(parts) > 1 and _MIXED.search(figure.lead):
            if len({part.unit for part in parts}) > 1 and _may_be(
                figure, sum((p.value for p in parts), Decimal(0))
            ):
                before = passage.between(max(0, first.at - _NEAR), first.at)
                front = next((f for f in reversed(before) if may_count(f)), None)
                yield Reading(figure, tuple(parts), True, (), front, None, front, None, "mixed")
            return
        if figure.role not in _ROLES or len(parts) == _MOST or figure.at - parts[-1].after > _NEAR:
            return
        parts.append(figure)


def _with_totals(
    family: Sequence[Figure], parts: tuple[Figure, ...], first: int, last: int, of: str
) -> Iterator[Reading]:
    made = sum((part.value for part in parts), Decimal(0))
    before = family[first - 1] if first else None
    after = family[last + 1] if last + 1 < len(family) else None
    for at in range(first - 1, max(-1, first - 1 - _FRONT), -1):
        total = family[at]
        if parts[0].at - total.at > _FAR:
            break
        if _may_be(total, made):
            over = tuple(family[at + 1 : first])
            front = family[at - 1] if at else None
            beside = before if before is not total else None
            yield Reading(total, parts, False, over, beside, after, front, after, of)
    for at in range(last + 1, min(len(family), last + 1 + _LATER)):
        total = family[at]
        if total.at - parts[-1].at > _FAR // 2:
            break
        if _may_be(total, made) and (at - last <= _BACK or _SUMS_UP.search(total.lead)):
            over = tuple(family[last + 1 : at])
            back = family[at + 1] if at + 1 < len(family) else None
            beside = after if after is not total else None
            yield Reading(total, parts, True, over, before, beside, before, back, of)


def _may_be(total: Figure, made: Decimal) -> bool:
    return total.value > 0 and total.value <= made * _OFF and made <= total.value * _OFF
