"""Balances between the rows of a table: what was carried in and what is new is what was done and what is carried over.

"一、本年新收 38, 二、上年结转 2, 三、办理结果总计 37, 四、结转下年度 4": 38 + 2 = 40, 37 + 4 = 41.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged, shown
from yichuang.oversight.reportcheck.engine.matrix import Matrix
from yichuang.oversight.reportcheck.engine.telling import changes, instead, said
from yichuang.oversight.reportcheck.findings import Kind

_NUMBER: Final = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|\d+[.．、])|[（(][^（()）]*[)）]"
)
# Each set of names is a whole balance: what came in two rows, what went in two.
_BALANCES: Final = (
    (
        re.compile(r"^(?:上年(?:度)?|年初)(?:度)?(?:结转|未办结|未审结)[^率]*$"),
        re.compile(r"^(?:本年(?:度)?|今年|当年)新(?:收|接|受理)[^率]*$"),
        re.compile(r"^(?:本年度?)?(?:办理(?:结果)?(?:总计|合计)|办结(?:总计|合计|总数)?|审结)$"),
        re.compile(r"^(?:结转下(?:一)?年(?:度)?(?:继续办理)?|年末未(?:办结|审结))$"),
    ),
    (
        re.compile(r"^上[季月期年](?:度|末|底)?(?:结余|结存|滚存结余)$"),
        re.compile(r"^本[季月期年](?:度)?收入(?:合计|总计|小计)?$"),
        re.compile(r"^本[季月期年](?:度)?支出(?:合计|总计|小计)?$"),
        re.compile(r"^本[季月期年](?:度|末|底)?(?:末)?(?:结余|结存|滚存结余)$"),
    ),
)


def row_balances(matrix: Matrix) -> Iterator[Judged]:
    """The balances of each column of a table whose rows have such names."""
    names = {row: _NUMBER.sub("", "".join(matrix.row_names[row])) for row in matrix.rows}
    for patterns in _BALANCES:
        found = [[row for row, name in names.items() if pattern.match(name)] for pattern in patterns]
        if not all(len(rows) == 1 for rows in found):
            continue
        for column in matrix.columns:
            figures = [matrix.figure(rows[0], column) for rows in found]
            told = tuple(figure for figure in figures if figure is not None and not figure.is_percent)
            if len(told) == len(patterns):
                yield _told(matrix, [(rows[0], column) for rows in found], told)


def _told(matrix: Matrix, spots: list[tuple[int, int]], four: tuple[Figure, ...]) -> Judged:
    carried, new, done, left = four
    came = carried.value + new.value
    went = done.value + left.value
    holds = (carried.interval + new.interval).meets(done.interval + left.interval)
    told = f"{said(carried)} + {said(new)} = {shown(came)}，{said(done)} + {said(left)} = {shown(went)}"
    fixes = (
        instead(left, came - done.value),
        instead(done, came - left.value),
        instead(new, went - carried.value),
        instead(carried, went - new.value),
    )
    return Judged(
        kind=Kind.TIE,
        figures=tuple(sorted(four, key=lambda figure: figure.span)),
        quotes=tuple(sorted(matrix.quote(*spot) for spot in spots)),
        holds=holds,
        arithmetic=told if holds else f"{told}，两边不等",
        would_hold=() if holds else changes(*fixes),
        claim=left,
        frame=Frame.PROVEN,
    )
