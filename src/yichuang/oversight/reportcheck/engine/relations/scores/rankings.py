"""Rankings: what stands before another in rank has no worse value.

"南坪镇96.2分，列第一；柳河镇94.8分，列第二；太和乡95.3分，列第三": the third has more than the second.
"从高到低依次为：甲31件、乙28件、丙29件": 29 stands behind 28.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.numerals import spoken_value
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.telling import quotes, said, spoken_of
from yichuang.oversight.reportcheck.engine.weighing import FORCED
from yichuang.oversight.reportcheck.findings import Kind

_PLACE = re.compile(
    r"第(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})(?:名|位)?(?![季届批期次个年章条款阶步产一二三四五六七八九十\d])"
)
_NEAR = 12
_ORDERED = re.compile(
    r"(?:由|从|按)(?P<from>高|多|大|低|少|小)(?:到|至|往)(?:高|低|多|少|大|小)[^，。；：]{0,14}[：为是，]"
)
_DESCENDING = "高多大"
_FEWEST = 3


def rankings(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All rankings of a document."""
    for passage in passages:
        by_sentence: dict[int, list[tuple[int, Figure]]] = {}
        for place in _PLACE.finditer(passage.text):
            figure = _ranked(passage, place)
            number = spoken_value(place["number"]) if not place["number"].isdigit() else int(place["number"])
            if figure and number:
                by_sentence.setdefault(figure.sentence, []).append((int(number), figure))
        for told in by_sentence.values():
            yield from _sure(_by_place(passages, told), len(told))
        for order in _ORDERED.finditer(passage.text):
            yield from _in_order(passages, passage, order)


def _ranked(passage: Passage, place: re.Match[str]) -> Figure | None:
    """The value that a place is given for: the nearest one in front of it, else the one right behind it."""
    before = passage.between(max(0, place.start() - _NEAR), place.start())
    if before and "；" not in passage.text[before[-1].after : place.start()]:
        return before[-1]
    return None


def _by_place(passages: Sequence[Passage], told: list[tuple[int, Figure]]) -> Iterator[Judged]:
    told = sorted(told, key=lambda each: each[0])
    figures = [figure for _, figure in told]
    numbers = [number for number, _ in told]
    if (
        len(figures) < _FEWEST
        or numbers != list(range(1, len(told) + 1))
        or len({f.unit for f in figures}) > 1
    ):
        return
    yield from _judged(passages, figures, descending=figures[0].value >= figures[-1].value)


def _in_order(passages: Sequence[Passage], passage: Passage, order: re.Match[str]) -> Iterator[Judged]:
    ends = re.compile(r"[。；]").search(passage.text, order.end())
    within = passage.between(order.end(), ends.start() if ends else len(passage.text))
    figures: list[Figure] = []
    sign = ""
    for figure in within:
        apart = passage.text[figures[-1].after : figure.at] if figures else ""
        sign = sign if len(figures) > 1 else apart[:1]
        other = figures and (figure.unit != figures[0].unit or figure.bracket)
        if other or (figures and (apart[:1] != sign or sign not in ("、", "，") or "，" in apart[1:])):
            break
        if figure.role is Role.AVERAGE:
            break  # 五县平均95.7%
        figures.append(figure)
    if len(figures) >= _FEWEST:
        told = _judged(passages, figures, descending=order["from"] in _DESCENDING)
        for each in _sure(told, len(figures)):
            yield replace(each, kind=Kind.IMPOSSIBLE) if each.odds else each


def _sure(told: Iterable[Judged], many: int) -> Iterator[Judged]:
    """What is told of so many values: where three keep to their order, the one that doesn't is no misreading."""
    for each in told:
        yield replace(each, odds=FORCED) if many > _FEWEST and not each.holds else each


def _judged(passages: Sequence[Passage], figures: Sequence[Figure], *, descending: bool) -> Iterator[Judged]:
    """Held if each value is no better than the one before; one that breaks it is accused if the others keep to it."""
    if not all(figure.is_exact for figure in figures):
        return
    sign = 1 if descending else -1
    wrong = [(one, other) for one, other in pairwise(figures) if (one.value - other.value) * sign < 0]
    quoted = quotes(passages, figures)
    row = " > " if descending else " < "
    if not wrong:
        told = f"{row.join(said(figure) for figure in figures)}，与名次相符"
        yield Judged(Kind.SCORE, tuple(figures), quoted, True, told, claim=figures[-1])
    elif len(wrong) == 1:
        one, other = wrong[0]
        told = f"{said(other)}{row}{said(one)}，名次却在其后"
        fixes = (f"{spoken_of(other)}与{spoken_of(one)}的名次或数值应当调换",)
        yield Judged(
            Kind.SCORE, (one, other), quotes(passages, (one, other)), False, told, fixes, claim=other
        )
