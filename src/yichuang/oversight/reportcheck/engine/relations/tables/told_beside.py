"""Figures of a report that a table handed in beside it has too, in a file of its own: the same, or contradicting it.

"全年受理12310件" beside a workbook whose row 合计 has 12301 under 受理.

Nothing stands near here, so the words must say more than beside a table of the report itself: the column right in front
of the figure, and the row; of the total nothing else at all. A value that stands anywhere in those tables, one that
several tables may mean, and one of a table of another year or a part of it are left alone. What differs as by a slip of
the pen is a question, and a contradiction if the report tells another cell of that row or column as it is; what is off
by anything is one only if it so tells two others of that row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.matrix import Matrix, last
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.tables.told_cells import (
    OTHER_TIME,
    PLAIN,
    Cells,
    Place,
    may_be_of_one_unit,
    may_be_told,
    row_named,
    told_by_both,
    words_of,
)
from yichuang.oversight.reportcheck.engine.slips import TELLING, digits_of, is_slip
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.findings import Certainty, Kind

_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_SPAN: Final = re.compile(r"\d{1,2}月|[一二三四]季度|[上下]半年")
_ALL: Final = re.compile(
    r"(?:(?:19|20)\d\d年度?|截[至止][^，。；]{1,12}|\d{1,2}[月日]份?底?|全[年县市区镇乡省州旗]|本年度?|今年|年内|共计?|总计?|合计|各[类项]|"
    r"政务服务|中心|大厅|窗口|事项|业务|办件|[，、：])*"
)
_COUNTED: Final = re.compile(r"[了为达]?到?[\d,.]+(?:件次?|人次?|户|个|项|宗|%|万?元|[万亿])?")
_VOUCHES: Final = 2


def told_beside(
    passages: Sequence[Passage], own: Sequence[Matrix], beside: Sequence[Matrix]
) -> Iterator[Judged]:
    """All that a report and the tables beside it tell both."""
    years = {year for passage in passages for year in _YEAR.findall(passage.text)}
    tables = [_Beside.of(matrix) for matrix in beside]
    tables = [table for table in tables if not table.years or not years or table.years & years]
    standing = {place.value for table in tables for place in table.cells.places}
    right: list[tuple[Figure, Place]] = []
    wrong: list[tuple[Figure, Place]] = []
    for passage in passages if tables else ():
        for figure in filter(may_be_told, passage.figures):
            named = [place for table in tables for place in table.named(passage, figure)]
            same = next((place for place in named if place.interval.meets(figure.interval)), None)
            if same is not None:
                right.append((figure, same))
                yield _told(passages, figure, same, holds=True)
            elif len(named) == 1 and figure.value not in standing and len(digits_of(figure)) >= TELLING:
                wrong.append((figure, named[0]))
    for figure, place in wrong:
        certainty = _certainty(figure, place, [other for _, other in right])
        if certainty is not None:
            yield _told(passages, figure, place, holds=False, certainty=certainty)
    for matrix in own if tables else ():
        cells = Cells(matrix)
        for table in tables:
            yield from told_by_both(cells, table.cells)


@dataclass(frozen=True, slots=True)
class _Beside:
    """A table of another file: its cells by row and column, and the times that its caption and its sheet name."""

    cells: Cells
    at: dict[tuple[str, str], list[Place]]
    years: set[str]
    spans: set[str]

    @classmethod
    def of(cls, matrix: Matrix) -> _Beside:
        cells = Cells(matrix)
        at: dict[tuple[str, str], list[Place]] = {}
        for place in cells.places:
            at.setdefault((_row(place), place.of_column), []).append(place)
        about = f"{matrix.title}{matrix.table.where.name}"
        return cls(cells, at, set(_YEAR.findall(about)), set(_SPAN.findall(about)))

    def named(self, passage: Passage, figure: Figure) -> list[Place]:
        """The cells that the words name, by the column right in front of the figure and by the row."""
        kernels = [one for one in self.cells.columns if _is_in_front(one, figure)]
        column = max(kernels, key=len, default="")
        begins, _ = passage.clause_range(figure.clause)
        sentence = passage.text[passage.sentence_range(figure.sentence)[0] : figure.at]
        other = OTHER_TIME.search(passage.text[begins : figure.at]) or figure.bracket
        if not column or other or not self.spans <= set(_SPAN.findall(sentence)):
            return []
        words = words_of(passage, figure)
        rows = [row for row in self.cells.rows if row in words]
        row = max(rows, key=lambda one: (words.rfind(one) + len(one), len(one)), default="")
        found = [place for place in self.at.get((row, column), ()) if may_be_of_one_unit(figure, place)]
        before = sentence.rpartition(column)[0]
        return [place for place in found if row_named(self.cells, words, place) and self._says_all(before)]

    def _says_all(self, words: str) -> bool:
        """Whether a sentence narrows nothing down: 全县共, other numbers of the table, and the names of its lines."""
        names = sorted({*self.cells.columns, *self.cells.rows}, key=len, reverse=True)
        for name in names:
            words = words.replace(name, "") if len(name) > 1 and name in words else words
        return bool(_ALL.fullmatch(_COUNTED.sub("", words)))


def _row(place: Place) -> str:
    """The name of a row, "" of the total of all."""
    return "" if place.is_total and "小计" not in last(place.matrix.row_names[place.row]) else place.of_row


def _is_in_front(column: str, figure: Figure) -> bool:
    return (
        len(column) > 1 and column in figure.lead and bool(PLAIN.fullmatch(figure.lead.rpartition(column)[2]))
    )


def _certainty(figure: Figure, place: Place, right: Sequence[Place]) -> Certainty | None:
    """How sure it is that a figure means a cell that has another number; None if that isn't said."""
    of_row = {one.column for one in right if one.matrix is place.matrix and one.row == place.row}
    of_column = {one.row for one in right if one.matrix is place.matrix and one.column == place.column}
    if is_slip(figure, place.value):
        return Certainty.CONTRADICTION if of_row or of_column else Certainty.QUESTION
    return Certainty.CONTRADICTION if len(of_row) >= _VOUCHES else None


def _told(
    passages: Sequence[Passage],
    figure: Figure,
    place: Place,
    *,
    holds: bool,
    certainty: Certainty = Certainty.CONTRADICTION,
) -> Judged:
    matrix = place.matrix
    file = matrix.table.where.file
    told = f"文中为 {said(figure)}，{file}中{place.where}为 {said(place.figure)}"
    around = (*quotes(passages, (figure,)), matrix.quote(place.row, place.column))
    fixes = changes(instead(figure, place.value), instead(place.figure, figure.value / place.scale))
    return Judged(
        kind=Kind.TIE,
        figures=(figure, place.figure),
        quotes=around,
        holds=holds,
        arithmetic=told + ("，相符" if holds else ""),
        would_hold=() if holds else fixes,
        certainty=certainty,
        claim=figure,
    )
