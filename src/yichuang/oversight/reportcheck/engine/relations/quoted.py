"""A figure of a table that the text quotes is the one of the table.

"城关镇受理1204件" beside a table whose row 城关镇 has 1240 under 受理: two neighbours are swapped.

The words must name the row and the column, and the digits must differ as by a slip; a value that stands anywhere in
the tables is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.matrix import Matrix, last
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.slips import TELLING, digits_of, is_slip_of
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.findings import Kind

_TOTAL = re.compile(r"^(?:合计|总计|小计|共计|全[县市区镇乡校省站年])$")
_WHOLE = re.compile(r"共|总|合计|全[县市区镇乡校省站年]")
_OTHER_TIME = re.compile(r"上年|去年|上月|同期|比|较|目标|计划|预计|20\d\d年|其中")
_GENERAL = re.compile(r"（[^）]*）|[数量额率总]|合计|情况|(?:件|人次?|户|个|项|宗)(?=[数量]|$)")


@dataclass(frozen=True, slots=True)
class Place:
    """A number of a table with the words that name it: its row and its column."""

    matrix: Matrix
    row: int
    column: int
    figure: Figure
    of_row: str
    of_column: str


def quoted(passages: Sequence[Passage], matrices: Sequence[Matrix]) -> Iterator[Judged]:
    """All that a text quotes wrongly from its tables."""
    places = [place for matrix in matrices for place in _places(matrix)]
    by_digits: dict[str, list[Place]] = {}
    for place in places:
        by_digits.setdefault("".join(sorted(digits_of(place.figure))), []).append(place)
    values = {place.figure.value for place in places}
    within = [matrix.table for matrix in matrices]
    for passage in passages if places else ():
        for figure in passage.figures:
            inside = any(table.start <= figure.span[0] < table.end for table in within)
            if inside or not _may_be(figure) or _is_there(figure, values):
                continue
            near = by_digits.get("".join(sorted(digits_of(figure))), [])
            found = [place for place in near if _names(passage, figure, place)]
            if len(found) == 1:
                yield _told(passages, figure, found[0])


def _places(matrix: Matrix) -> Iterator[Place]:
    rows, columns = matrix.row_names, matrix.column_names
    for row in matrix.rows:
        for column in matrix.columns:
            figure = matrix.figure(row, column)
            if figure is not None and len(digits_of(figure)) >= TELLING:
                yield Place(matrix, row, column, figure, last(rows[row]), last(columns[column]))


def _may_be(figure: Figure) -> bool:
    return figure.role in (Role.LEVEL, Role.RATE) and figure.is_exact and len(digits_of(figure)) >= TELLING


def _is_there(figure: Figure, values: set[Decimal]) -> bool:
    """Whether a value stands in some table, in any of the scales that tables are kept in."""
    return any(figure.value * factor in values for factor in _SCALES)


_SCALES = (Decimal(1), Decimal("0.0001"), Decimal("0.00000001"), Decimal(10**4))


def _names(passage: Passage, figure: Figure, place: Place) -> bool:
    """Whether the digits are swapped, and the words about the figure name the row and the column of the place."""
    if not is_slip_of(digits_of(figure), digits_of(place.figure)):
        return False
    begins, _ = passage.clause_range(figure.clause)
    clause = passage.text[begins : figure.at] + figure.tail
    if _OTHER_TIME.search(clause) or (place.figure.unit and figure.unit != place.figure.unit):
        return False
    row, column = _GENERAL.sub("", place.of_row), _GENERAL.sub("", place.of_column)
    told_row = bool(_WHOLE.search(clause)) if _TOTAL.match(place.of_row) else len(row) > 1 and row in clause
    return told_row and len(column) > 1 and column in clause


def _told(passages: Sequence[Passage], figure: Figure, place: Place) -> Judged:
    figures = (figure, place.figure)
    told = f"文中为 {said(figure)}，表中{place.of_row} {place.of_column}为 {said(place.figure)}"
    around = (*quotes(passages, (figure,)), place.matrix.quote(place.row, place.column))
    fixes = changes(instead(figure, place.figure.value), instead(place.figure, figure.value))
    return Judged(Kind.REPEAT, figures, around, False, told, fixes, claim=figure)
