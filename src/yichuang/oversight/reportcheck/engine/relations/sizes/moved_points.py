"""A total or one of its parts whose number is right but for its size: ten, a hundred or ten thousand times too much.

"建设补助700万元，运营补助240万元，财政共支出0.940亿元": 940万元 are 0.094亿元.
"总额4.8亿元，其中公益类2.40亿元，经营类1.68亿元，到户类720万元": 0.72亿元 are left, which are 7,200万元.

Who changes 元, 万元 and 亿元 into each other errs so. Told only of figures side by side, if every digit agrees and
nothing makes the number as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import divide, total_of
from yichuang.oversight.reportcheck.engine.judging import Judged, with_scale
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.averages.offers import EACH
from yichuang.oversight.reportcheck.engine.slips import digits_of
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import is_money
from yichuang.oversight.reportcheck.findings import Kind

_IN_ALL = re.compile(r"(?:共|合计|总计|累计|总共|一共|两项|三项|四项)[^，。；：、\d]{0,6}$|(?:小计|总额|计)$")
_OPEN = re.compile(r"等|主要|另|还有|此外|约")
_MOST = 6
_LEAST = 2  # digits but noughts that agree
_FACTORS = tuple(Decimal(10) ** places for places in (-4, -3, -2, -1, 1, 2, 3, 4))


def moved_points(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All such totals and parts of a document."""
    for passage in passages:
        for index, figure in enumerate(passage.figures):
            if not _may_be(figure):
                continue
            if judged := _total(passages, passage, index) or _part(passages, passage, index):
                yield judged


def _may_be(figure: Figure) -> bool:
    plain = figure.role is Role.LEVEL and figure.is_exact and figure.value > 0
    return plain and is_money(figure.unit) and not EACH.search(figure.lead)


def _total(passages: Sequence[Passage], passage: Passage, index: int) -> Judged | None:
    """A total right behind its parts."""
    total = passage.figures[index]
    if not _IN_ALL.search(total.lead) or not _says_much(total):
        return None
    run = _run(list(reversed(passage.figures[max(0, index - _MOST) : index])), total)
    lists = [run[:many] for many in range(2, len(run) + 1)]
    if any(total_of([f.interval for f in parts]).meets(total.interval) for parts in lists):
        return None
    for parts in lists:
        made = sum((f.value for f in parts), Decimal(0))
        if _is_moved(total.value, made):
            told = f"{' + '.join(said(f) for f in reversed(parts))} = {with_scale(made, total)}"
            return _told(passages, (*reversed(parts), total), total, made, told)
    return None


def _part(passages: Sequence[Passage], passage: Passage, index: int) -> Judged | None:
    """One of the parts behind 其中 or a colon that are all of their sentence."""
    total = passage.figures[index]
    parts = _run(list(passage.figures[index + 1 : index + 1 + _MOST]), total)
    if len(parts) < 2 or not re.search(r"其中|：", passage.text[total.after : parts[0].at]):
        return None
    _, ends = passage.sentence_range(total.sentence)
    whole = passage.text[total.after : ends]
    beyond = passage.between(parts[-1].after, ends)
    if _OPEN.search(whole) or any(is_money(f.unit) for f in beyond):
        return None
    if total_of([f.interval for f in parts]).meets(total.interval):
        return None
    for part in parts:
        others = [f for f in parts if f is not part]
        left = total.value - sum((f.value for f in others), Decimal(0))
        if _says_much(part) and _is_moved(part.value, left):
            told = f"{said(total)} - {' - '.join(said(f) for f in others)} = {with_scale(left, part)}"
            return _told(passages, (total, *parts), part, left, told)
    return None


def _run(figures: Sequence[Figure], beside: Figure) -> list[Figure]:
    """The amounts next to a figure in its sentence, nearest first, with nothing but shares between."""
    run: list[Figure] = []
    for figure in figures:
        if figure.sentence != beside.sentence:
            break
        if figure.is_percent:
            continue
        if not _may_be(figure) or figure.bracket != beside.bracket:
            break
        run.append(figure)
    return run


def _says_much(figure: Figure) -> bool:
    return len(digits_of(figure).strip("0")) >= _LEAST


def _is_moved(told: Decimal, meant: Decimal) -> bool:
    return meant > 0 and divide(told, meant) in _FACTORS


def _told(
    passages: Sequence[Passage], figures: tuple[Figure, ...], claim: Figure, meant: Decimal, told: str
) -> Judged:
    told = f"{told}，原文为 {said(claim)}{claim.word}"
    fixes = changes(instead(claim, meant))
    return Judged(Kind.UNIT, figures, quotes(passages, figures), False, told, fixes, claim=claim)
