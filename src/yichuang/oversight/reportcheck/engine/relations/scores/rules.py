"""Points by a rule, so many for each, and the share of a full mark that was got. Pure.

"每缺1次扣0.5分，全年缺4次，扣2分": 0.5 × 4.  "优秀票计100分，称职票计80分…获优秀24票、称职13票，积3,440分".
"得分率91.0%（满分400分，得364分）": 364 of 400.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import divide
from yichuang.oversight.reportcheck.engine.judging import shown
from yichuang.oversight.reportcheck.engine.relations.scores.marks import POINT, Mark, Part
from yichuang.oversight.reportcheck.engine.relations.scores.sheets import HUNDRED, Reading, apart
from yichuang.oversight.reportcheck.engine.telling import about, said
from yichuang.oversight.reportcheck.engine.units import PERCENT

_EACH: Final = re.compile(r"每(?P<of>[^，。；：]{1,14}?)(?:倒?扣|加|积|计|得|奖|记|折)(?:分|了)?(?:为)?$")
_KIND: Final = re.compile(
    r"(?P<name>[一-鿿]{2,6}?)(?:票|级|等|项|类|次|件|人)?(?:每[票项次件人])?(?:计|折|记|按|算|得|积)$"
)
_GETS: Final = re.compile(r"积|计|得|扣|加|折|总|合|共|奖")
_BACK, _CLAUSES = 2, 2
_BY_RULE, _BY_KINDS, _SHARE_OF = 0.985, 0.985, 0.985


def by_rules(sheet: Sequence[Mark], index: int) -> Iterator[Reading]:
    """What a mark is by the rules in front of it."""
    mark = sheet[index]
    plain = mark.part in (Part.LOST, Part.GIVEN, Part.TOTAL, Part.SCORE) and "每" not in mark.words
    if plain and _GETS.search(mark.figure.lead):
        yield from _by_each(sheet, index)
        yield from _by_kinds(sheet, index)


def _by_each(sheet: Sequence[Mark], index: int) -> Iterator[Reading]:
    """So many points for each, times the count right in front: 每缺1次扣0.5分，缺4次，扣2分."""
    mark = sheet[index]
    count = _count_before(mark)
    for rule in reversed(sheet[max(0, index - _BACK) : index]):
        told = _EACH.search(rule.words)
        if told is None or count is None or rule.passage is not mark.passage or count.at < rule.figure.after:
            continue
        if count.word not in told["of"] or apart(rule, mark) > 1:
            continue
        made = rule.figure.value * count.value
        gap = mark.figure.value
        mended = (
            (rule.figure, divide(gap, count.value)),
            (count, divide(gap, rule.figure.value or Decimal(1))),
        )
        text = f"{said(rule.figure)} × {said(count)} = {shown(made)}"
        yield Reading(_BY_RULE, (rule.figure, count), made, mended, text)
        return


def _count_before(mark: Mark) -> Figure | None:
    """The count in the clause of the mark, or in the one before it."""
    front = [f for f in mark.passage.figures if f.at < mark.figure.at and mark.figure.clause - f.clause <= 1]
    last = front[-1] if front else None
    plain = last is not None and last.unit not in ("", POINT) and not last.is_percent and last.value > 0
    return last if plain and last is not None and last.role is Role.LEVEL and last.is_exact else None


def _by_kinds(sheet: Sequence[Mark], index: int) -> Iterator[Reading]:
    """The points of each kind times how many of it there are: 优秀24票、称职13票."""
    mark = sheet[index]
    kinds: dict[str, Figure] = {}
    for rule in sheet[:index]:
        if rule.passage is mark.passage and (told := _KIND.search(rule.words)):
            kinds.setdefault(told["name"], rule.figure)
    if len(kinds) < _CLAUSES:
        return
    start = max(f.after for f in kinds.values())
    pairs: list[tuple[Figure, Figure]] = []
    for count in mark.passage.between(start, mark.figure.at):
        if count.unit == POINT:
            pairs.clear()  # of another
        alike = {name: _in_common(name, count.lead) for name in kinds}
        most = max(alike.values())
        near = {name: abs(len(name) - len(count.lead)) for name, common in alike.items() if common == most}
        named = [name for name, apart_by in near.items() if apart_by == min(near.values())]
        if most >= _NAME and len(named) == 1 and count.unit not in ("", POINT, PERCENT):
            pairs.append((kinds[named[0]], count))
    if len(pairs) != len(kinds) or len({id(f) for f, _ in pairs}) < len(pairs):
        return
    made = sum((f.value * n.value for f, n in pairs), Decimal(0))
    text = f"{' + '.join(f'{said(f)} × {said(n)}' for f, n in pairs)} = {shown(made)}"
    figures = tuple(f for pair in pairs for f in pair)
    yield Reading(_BY_KINDS, figures, made, (), text)


_NAME = 2


def _in_common(one: str, other: str) -> int:
    """How many signs two names have in common at their ends."""
    return next(
        (at for at, (a, b) in enumerate(zip(one[::-1], other[::-1], strict=False)) if a != b),
        min(len(one), len(other)),
    )


_SHARE: Final = re.compile(r"(?P<lost>失)?得?分率(?:为|是|达|达到)?$")


def shares(sheet: Sequence[Mark], index: int) -> Iterator[tuple[Figure, Reading]]:
    """The share of its full mark that a score is, told right in front of both or right behind."""
    mark = sheet[index]
    if mark.full is None or mark.full.value <= 0:
        return
    first, last = sorted((mark.figure, mark.full), key=lambda f: f.at)
    for share in mark.passage.figures:
        if share.unit != PERCENT or not share.is_exact or not (told := _SHARE.search(share.lead)):
            continue
        before = 0 <= first.at - share.after <= len("（满分值为")
        behind = share.at > last.after and share.clause - last.clause == 1 and share.bracket == last.bracket
        if not (before or behind):
            continue
        part = mark.full.value - mark.figure.value if told["lost"] else mark.figure.value
        made = divide(part * HUNDRED, mark.full.value)
        text = f"{shown(part)} ÷ {said(mark.full)} {about(made, 2)}%"
        yield share, Reading(_SHARE_OF, (mark.full, mark.figure), made, (), text)
