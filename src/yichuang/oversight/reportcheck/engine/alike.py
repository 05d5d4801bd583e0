"""Figures set side by side: a unit told once behind the last, a part played once in front of the first. Pure.

依次为624、571、487件: all three are of 件, and so are the last two of 收件1,204件，即办862、承诺办342.
语文平均分84.6分、数学81.3分、英语79.5分: all three are averages.
行道树560万元、饮水提升140万元、亮化80万元: what stands among names is a name too, and no change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import multiply, printed
from yichuang.oversight.reportcheck.engine.numerals import Bound, Numeral
from yichuang.oversight.reportcheck.engine.units import DURATIONS, unit_at

_BESIDE = frozenset(("、", "和", "与", "及", "、和", "以及"))
_SEVERALLY = re.compile(r"(?:分别|依次|各)[^，。；、]{0,8}$|[为是]$")
# Such words stand behind a place in an order as well: 1、2、3组, 三、四级.
_ORDERED = frozenset("届版章页线号级层班组期批轮星环格步区道门段点栋幢节集")
_MOST_ORDERED = 31


def with_units(text: str, figures: list[Figure]) -> list[Figure]:
    """The figures, those of a row whose unit is told behind the last with that unit, and its 万 or 亿."""
    told: list[Figure] = []
    for row in _rows_without_unit(text, figures):
        told += _with_unit(text, row)
    return told


def _rows_without_unit(text: str, figures: list[Figure]) -> Iterator[list[Figure]]:
    """All figures in rows: bare ones that stand directly beside one another, with the one that closes them."""
    row: list[Figure] = []
    for figure in figures:
        if row and not (not row[-1].unit and text[row[-1].after : figure.at] in _BESIDE):
            yield row
            row = []
        row.append(figure)
    if row:
        yield row


def _with_unit(text: str, row: list[Figure]) -> list[Figure]:
    last = row[-1]
    if len(row) == 1 or not last.unit or _is_order(text, row):
        return row
    numbers = [_like(figure.numeral, last.numeral) for figure in row[:-1]]
    if any(number is None for number in numbers):
        return row
    bare = [
        replace(figure, numeral=number, unit=last.unit, word=last.word)
        for figure, number in zip(row, numbers, strict=False)
        if number
    ]
    return [*bare, last]


def _is_order(text: str, row: list[Figure]) -> bool:
    """Whether a row tells which ones, not how many: 第4、5、7个批次, 1、2、3组."""
    first = row[0]
    if text[first.at - 1 : first.at] in ("、", "第") and text[first.at - 2 : first.at - 1].isdigit():
        return True
    if first.at and _SEVERALLY.search(first.lead):
        return False
    rises = all(other.value - one.value == 1 for one, other in pairwise(row))
    return row[-1].unit in _ORDERED or (rises and row[-1].value <= _MOST_ORDERED)


def _like(number: Numeral, last: Numeral) -> Numeral | None:
    """A number with the scale and the sign of the one that closes its row; None if it can't be meant so."""
    if number.vague or number.bound is not Bound.EXACT:
        return None
    if number.scale > 1 or (last.scale == 1 and not last.sign):
        return number
    if number.value >= last.scale > 1:
        return None  # 12,000、3万元
    step = multiply(number.step or Decimal(1), last.scale)
    value = multiply(number.value, last.scale)
    return replace(
        number, value=value, step=step, interval=printed(value, step), scale=last.scale, sign=last.sign
    )


_NAMED = re.compile(r"[、，：（](?:其中|即|含|包括)?[：，]?[一-鿿]{1,8}")
_CLOSES = frozenset("、，。；）")
# A bracket behind the last tells the unit of all: 医药74.6、电子信息51.3（亿元，7条）.
_UNIT_OF_ALL = re.compile(r"（(?:单位：?|均为|均以|以)?[千百十万亿]{0,2}")
_UNIT_ENDS = ("，", "；", "）", "计")
_COUNTING = (Role.LEVEL, Role.BASE, Role.TARGET)
_UNITS_ALONE = frozenset("%‰分岁")


def with_units_of_first(text: str, figures: list[Figure]) -> list[Figure]:
    """The figures, bare ones told by name behind one with a unit with that unit: 收件1,204件，即办862、承诺办342."""
    told: list[Figure] = []
    for row in _rows_behind(text, figures):
        told += _with_unit_of_first(text, row)
    return told


def _rows_behind(text: str, figures: list[Figure]) -> Iterator[list[Figure]]:
    """All figures in rows: one with a unit, and the bare ones that follow it, each behind a name of its own."""
    row: list[Figure] = []
    for figure in figures:
        if row and not _is_bare_behind(text, row[-1], figure):
            yield row
            row = []
        row.append(figure)
    if row:
        yield row


def _has_unit_behind(text: str, at: int) -> bool:
    """Whether a bracket opens here that tells a unit, and no more of it."""
    opens = _UNIT_OF_ALL.match(text, at)
    word = unit_at(text, opens.end()) if opens else ""
    return opens is not None and bool(word) and text.startswith(_UNIT_ENDS, opens.end() + len(word))


def _is_bare_behind(text: str, one: Figure, other: Figure) -> bool:
    is_bare = not other.word and other.role in _COUNTING and other.sentence == one.sentence
    closes = other.after == len(text) or text[other.after] in _CLOSES or _has_unit_behind(text, other.after)
    if not (is_bare and closes):
        return False
    return bool(_NAMED.fullmatch(text, one.after, other.at)) or _is_dated(text, one, other)


def _is_dated(text: str, one: Figure, other: Figure) -> bool:
    """Whether nothing but a year stands between two figures: 2022年6.4万人次，2023年9.8万."""
    return bool(_DATED.fullmatch(text, one.after, other.at))


_DATED = re.compile(r"[，、；](?:(?:19|20)\d{2}年|[前去上今]年)(?:是|为|有|达)?")


def _with_unit_of_first(text: str, row: list[Figure]) -> list[Figure]:
    first, *bare = row
    counts = first.unit and first.unit not in _UNITS_ALONE and first.unit not in DURATIONS
    if not counts or first.role not in _COUNTING:
        return row
    dated = bool(bare) and all(_is_dated(text, one, other) for one, other in pairwise(row))
    if len(bare) < 2 and not dated:
        return row
    numbers = [_like(figure.numeral, first.numeral) for figure in bare]
    beside = text.startswith("、", first.after)
    if any(number is None or (number.value > first.value and not beside and not dated) for number in numbers):
        return row
    return [
        first,
        *(
            replace(figure, numeral=number, unit=first.unit, word=first.word)
            for figure, number in zip(bare, numbers, strict=True)
            if number
        ),
    ]


_COMPARED = re.compile(r"[比较]|同期|上年|去年|净增|[增减]幅")
_ALONE = re.compile(r"各$|最|合计|共计")
_LONGEST_NAME = 14
_FEWEST = 3


def with_roles(text: str, figures: list[Figure]) -> list[Figure]:
    """The figures, those of a row of alike things all with one part to play."""
    told: list[Figure] = []
    for row in _rows_alike(text, figures):
        told += _in_one_role(text, row)
    return told


def _rows_alike(text: str, figures: list[Figure]) -> Iterator[list[Figure]]:
    row: list[Figure] = []
    for figure in figures:
        if row and not _goes_on(text, row[-1], figure):
            yield row
            row = []
        row.append(figure)
    if row:
        yield row


_GOES_ON = re.compile(r"(?:、|和|与|及|以及)[^，。；：、（）]*")


def _goes_on(text: str, one: Figure, other: Figure) -> bool:
    alike = one.unit == other.unit and one.bracket == other.bracket and other.at - one.after <= _LONGEST_NAME
    return alike and bool(one.unit) and bool(_GOES_ON.fullmatch(text, one.after, other.at))


def _in_one_role(text: str, row: list[Figure]) -> list[Figure]:
    if len({figure.role for figure in row}) == 1:
        return row
    first = row[0]
    if len(row) >= _FEWEST and _is_told_once(row):
        return [replace(figure, role=first.role) for figure in row]
    if len(row) >= _FEWEST and _are_names(row):
        return [replace(figure, role=Role.LEVEL) for figure in row]
    told = [first]
    for figure in row[1:]:
        plain = figure.role in (Role.LEVEL, Role.RATE)
        is_bare = plain and text[told[-1].after : figure.at] in _BESIDE
        told.append(replace(figure, role=told[-1].role) if is_bare else figure)
    return told


def _is_told_once(row: list[Figure]) -> bool:
    """Whether only the first figure says that it is an average, and the others are of its kind."""
    plain = all(figure.role is Role.LEVEL for figure in row[1:])
    return row[0].role is Role.AVERAGE and plain and not any(_ALONE.search(figure.lead) for figure in row)


def _are_names(row: list[Figure]) -> bool:
    """Whether what looks like a change or a target is but called so: its neighbours are told by name."""
    roles = {figure.role for figure in row}
    is_mixed = Role.LEVEL in roles and roles <= {Role.LEVEL, Role.CHANGE, Role.TARGET}
    named = is_mixed and row[0].unit not in DURATIONS and all(figure.lead for figure in row)
    return named and not any(_COMPARED.search(figure.lead) for figure in row)
