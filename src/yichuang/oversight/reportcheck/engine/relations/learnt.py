"""Sums within the rows of a table that no 合计 names: what most rows follow is the table's own, what breaks it is told.

A column may be the sum of the columns beside it (警情 = 刑事 + 治安 + 其他), or four columns a balance by their names
(上年结转 + 本年新收 = 本年办结 + 结转下年).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import Interval, point
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged, rounded, shown
from yichuang.oversight.reportcheck.engine.matrix import Matrix
from yichuang.oversight.reportcheck.engine.relations.columns import DIFFERENCE
from yichuang.oversight.reportcheck.engine.relations.table_lines import is_addable, is_total_name
from yichuang.oversight.reportcheck.engine.relations.wholes import complementary, names_rest
from yichuang.oversight.reportcheck.engine.telling import changes, instead, said
from yichuang.oversight.reportcheck.findings import Kind

_ALL: Final = re.compile(
    r"^(?:总分|总得分|综合得分|总成绩|总评分?|得分合计|最终得分|考核得分|总[额数量])(?:[（(]|$)"
)
MOST: Final = 24
ROWS: Final = 2_000
WIDEST: Final = 8
_BALANCE: Final = (
    re.compile(
        r"(?:上[年期月季]|去年|年初|期初)(?:度|末)?(?:结转|结存|遗留|未结|余|库存|存)|^(?:旧存|期初|年初)"
    ),
    re.compile(r"新收|新接|新受理|新增|本[年期月]收|受理|收件|收入|接收|购入|入库"),
    re.compile(r"办结|办理完毕|完成|支出|发放|领用|出库|答复|处理|审结|结案"),
    re.compile(
        r"结转(?:下|次|至)|(?:期末|年末|月末)(?:结转|结存|未结|余|库存|存)?|未办结|未结|在办|结余|库存"
    ),
)


@dataclass(frozen=True, slots=True)
class Side:
    """An equation between columns: what those on the left make is what those on the right make; `claim` is accused."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    claim: int
    sure: bool


def learnt(matrix: Matrix) -> Iterator[Judged]:
    """The equations that the rows of a table follow."""
    if len(matrix.columns) > MOST or len(matrix.rows) > ROWS:
        return
    settled: set[int] = set()
    for side in (*_balances(matrix), *_divisions(matrix)):
        if side.claim in settled:
            continue
        rows = [(row, figures) for row in matrix.rows if (figures := _figures(matrix, row, side))]
        held = [row for row, figures in rows if _meets(side, figures)]
        telling = [row for row, figures in rows if row in held and _is_telling(side, figures)]
        if len(telling) >= (1 if side.sure else 3) and (len(rows) - len(held)) * 2 <= len(held) + side.sure:
            settled.add(side.claim)
            for row, figures in rows:
                yield _told(matrix, row, side, figures)


def _balances(matrix: Matrix) -> Iterator[Side]:
    names = {column: "".join(matrix.column_names[column]) for column in matrix.columns}
    found = [next((c for c, name in names.items() if pattern.search(name)), None) for pattern in _BALANCE]
    carried, new, done, left = found
    if carried is None or new is None or done is None or left is None or len(set(found)) < len(found):
        return
    yield Side((carried, new), (done, left), left, sure=True)


def _divisions(matrix: Matrix) -> Iterator[Side]:
    """A column and those right behind it, or in front of it, that may be its parts, the longest row of them first."""
    names = {column: "".join(matrix.column_names[column]) for column in matrix.columns}
    columns = [c for c, name in names.items() if is_addable(name) and not DIFFERENCE.search(name)]
    for at, whole in enumerate(columns):
        if is_total_name(matrix.column_names[whole]):
            continue
        for size in range(min(WIDEST, len(columns) - at - 1), 1, -1):
            parts = tuple(columns[at + 1 : at + 1 + size])
            if parts[-1] - whole != size or any(is_total_name(matrix.column_names[part]) for part in parts):
                continue
            labels = ["".join(matrix.column_names[part]) for part in parts]
            yield Side(parts, (whole,), whole, sure=names_rest(labels) or complementary(labels))
        front = [column for column in columns[:at] if column >= whole - at]
        if _ALL.search(names[whole]) and len(front) > 1 and whole - front[0] == len(front):
            yield Side(tuple(front), (whole,), whole, sure=False)


def _figures(matrix: Matrix, row: int, side: Side) -> dict[int, Figure] | None:
    """The numbers of a row in the columns of an equation; None if one is missing or a percentage."""
    told: dict[int, Figure] = {}
    for column in (*side.left, *side.right):
        figure = matrix.figure(row, column)
        if figure is not None and not figure.is_percent:
            told[column] = figure
        elif figure is not None or not matrix.is_blank(row, column):
            return None
    return told if side.claim in told and len(told) > 2 else None


def _made(columns: tuple[int, ...], figures: dict[int, Figure]) -> Interval:
    whole = point(0)
    for column in columns:
        if column in figures:
            whole += figures[column].interval
    return whole


def _meets(side: Side, figures: dict[int, Figure]) -> bool:
    return _made(side.left, figures).meets(_made(side.right, figures))


def _is_telling(side: Side, figures: dict[int, Figure]) -> bool:
    """Whether it would be a strange chance if the equation held: several parts, and more than a handful."""
    some = sum(figures[column].value != 0 for column in side.left if column in figures)
    return some > 1 and abs(figures[side.claim].value) >= (1 if side.sure else 10)


def _told(matrix: Matrix, row: int, side: Side, figures: dict[int, Figure]) -> Judged:
    holds = _meets(side, figures)
    claim = figures[side.claim]
    left, right = (
        sum((figures[c].value for c in columns if c in figures), Decimal(0))
        for columns in (side.left, side.right)
    )
    gap = left - right
    first = _sum_of(side.left, figures, left)
    if len(side.right) > 1:
        told = f"{first}，{_sum_of(side.right, figures, right)}" + ("" if holds else "，两边不等")
    else:
        told = first if holds else f"{first}，表中{claim.lead}为 {said(claim)}"
    fixes = [
        instead(figure, figure.value + (gap if column in side.right else -gap))
        for column, figure in figures.items()
    ]
    return Judged(
        kind=Kind.TABLE,
        figures=tuple(sorted(figures.values(), key=lambda figure: figure.span)),
        quotes=tuple(sorted(matrix.quote(row, column) for column in figures)),
        holds=holds,
        arithmetic=told,
        would_hold=() if holds else changes(*fixes),
        claim=claim,
        frame=Frame.PROVEN,
    )


def _sum_of(columns: tuple[int, ...], figures: dict[int, Figure], made: Decimal) -> str:
    step = max((figure.step for figure in figures.values()), default=Decimal(0))
    terms = " + ".join(said(figures[column]) for column in columns if column in figures)
    return f"{terms} = {shown(rounded(made, step) if step else made)}"
