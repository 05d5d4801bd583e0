"""A figure of a table that the text or another table tells again: the same, or with a slip of the pen.

"城关镇受理1204件" beside a table whose row 城关镇 has 1240 under 受理: two neighbours are swapped.
"农林水支出67,340万元" where no word names the column, but 67,430 stands in the row 农林水.
"5个村共3,306户10,743人": the row of the total has 3,306 and 10,734.

How much the words name decides how much the digits must say. Row and column: one digit that is another. One of the two,
or another figure of the sentence that stands in that row: two neighbours swapped. A value that stands anywhere in the
tables is left alone. Of two tables the other cells that both name in the same way must agree.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import Interval
from yichuang.oversight.reportcheck.engine.judging import Judged, rounded
from yichuang.oversight.reportcheck.engine.matrix import Matrix, last, unit_in
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.tables.lines import is_total_name
from yichuang.oversight.reportcheck.engine.slips import TELLING, digits_of, is_slip
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import PERCENT, class_of
from yichuang.oversight.reportcheck.findings import Kind

_NEAR = 1500  # signs between a table and what is said of it
_WHOLE = re.compile(
    r"共|总|合计|全[县市区镇乡校省站年]|上半年|累计|[一二三四五六七八九十\d][个类项家所][^，。；]{0,6}$"
)
OTHER_TIME = re.compile(
    r"上年|去年|上月|同期|比|较|目标|计划|预计|预算|其中|限额|除|不含|另|增|减|升|降|最[高低多少]|约|累计|历年|以来"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_GENERAL = re.compile(
    r"（[^）]*）|\([^)]*\)|(?:件|人次?|户|个|项|宗)?[数量额率总]+$|合计|情况|^(?:本年|全年|当年|本期|累计)|^\d[.、]|^[一二三四五六七八九十]、"
)
_SCALES = {"万": Decimal(10**4), "千": Decimal(1000), "亿": Decimal(10**8), "百": Decimal(100)}
_HEADS = {"人口": "人", "人数": "人", "户数": "户", "村数": "个", "件数": "件"}
PLAIN = re.compile(r"[率数量额]?(?:为|是|达|达到|共|了|有|已|均)*")
_LONG = 4
_BARE = 2  # signs between the name of a row and its figure: 支出, 共
_COMMON = 3  # cells of two tables that agree, so that a fourth must
_FEW = 2


@dataclass(frozen=True, eq=False)
class Place:
    """A number of a table with the words that name it, in the unit itself."""

    matrix: Matrix
    row: int
    column: int
    figure: Figure
    of_row: str
    of_column: str
    is_total: bool
    unit: str
    scale: Decimal

    @cached_property
    def value(self) -> Decimal:
        """The value with the 万 of its column multiplied out."""
        return self.figure.value * self.scale

    @cached_property
    def interval(self) -> Interval:
        """What it may stand for, likewise."""
        return self.figure.interval.times(self.scale) if self.scale != 1 else self.figure.interval

    @property
    def where(self) -> str:
        """Its row and its column, as the reader finds them."""
        return self.figure.lead or f"{self.of_row} {self.of_column}"


def told_cells(passages: Sequence[Passage], matrices: Sequence[Matrix]) -> Iterator[Judged]:
    """All that a text tells of its tables once more, and what two tables tell both."""
    tables = [Cells(matrix) for matrix in matrices]
    standing = {place.value for table in tables for place in table.places}
    within = [(matrix.table.start, matrix.table.end) for matrix in matrices]
    for passage in passages if tables else ():
        figures = [
            f for f in passage.figures if may_be_told(f) and not any(a <= f.span[0] < b for a, b in within)
        ]
        for figure in figures:
            near = [table for table in tables if table.is_near(figure)]
            held = next((p for table in near for p in table.same(passage, figure)), None)
            if held:
                yield _told(passages, figure, held, holds=True)
            elif figure.value not in standing and figure.role is not Role.BASE:
                found = [p for table in near for p in table.slipped(passage, figure)]
                if len({p.figure.span for p in found}) == 1:
                    yield _told(passages, figure, found[0], holds=False)
    yield from _between(tables)


def may_be_told(figure: Figure) -> bool:
    level = figure.role in (Role.LEVEL, Role.RATE, Role.AVERAGE)
    return level and figure.is_exact and len(digits_of(figure)) > 1 and bool(figure.unit)


class Cells:
    """The cells of one table, found by value, by row and by column."""

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        self.places = list(_places(matrix))
        self.by_value: dict[Decimal, list[Place]] = defaultdict(list)
        for place in self.places:
            self.by_value[place.value].append(place)
        self.columns = {place.of_column for place in self.places}
        self.rows = {place.of_row for place in self.places if not place.is_total and len(place.of_row) > 1}

    def is_near(self, figure: Figure) -> bool:
        start, end = self.matrix.table.start, self.matrix.table.end
        return start - _NEAR <= figure.span[0] <= end + _NEAR

    def same(self, passage: Passage, figure: Figure) -> Iterator[Place]:
        """The cells that a figure of the text tells again, whose row or column its words name."""
        for place in self.by_value.get(figure.value, ()):
            words = words_of(passage, figure)
            named = (
                row_named(self, words, place)
                or place.of_column in words
                or self.brother(passage, figure, place)
            )
            if may_be_of_one_unit(figure, place) and (named or len(digits_of(figure)) >= _LONG):
                yield place

    def slipped(self, passage: Passage, figure: Figure) -> Iterator[Place]:
        """The cells that a figure can only mean by its words, and from which it is a slip of the pen away."""
        if len(digits_of(figure)) < TELLING:
            return
        begins, _ = passage.clause_range(figure.clause)
        clause, words = passage.text[begins : figure.at], words_of(passage, figure)
        if OTHER_TIME.search(clause) or figure.bracket:
            return
        years = set(_YEAR.findall(words))
        for place in self.places:
            if not may_be_of_one_unit(figure, place) or place.interval.meets(figure.interval):
                continue
            if figure.numeral.scale != 1 and digits_of(figure) == digits_of(place.figure):
                continue  # whose 万元 is told somewhere else
            told = set(_YEAR.findall(place.of_column)) if years else set()
            if told and not told & years:
                continue
            row, column = (
                row_named(self, words, place),
                len(place.of_column) > 1 and place.of_column in figure.lead,
            )
            swap = is_swap(figure, place.value)
            if row and column:
                plain = bool(PLAIN.fullmatch(figure.lead.rpartition(place.of_column)[2]))
                told_so = swap or (plain and not place.is_total and is_slip(figure, place.value))
            elif swap:
                brother = self.brother(passage, figure, place)
                bare = (
                    row
                    and not place.is_total
                    and len(words) - words.rfind(place.of_row) - len(place.of_row) <= _BARE
                )
                long = len(digits_of(figure)) >= _LONG
                total = place.is_total and (column or (row and place.unit == figure.unit))
                told_so = (long and (bare or brother or total)) or (brother and column)
            else:
                continue
            if told_so:
                yield place

    def brother(self, passage: Passage, figure: Figure, place: Place) -> bool:
        """Whether another figure of the sentence stands in the same row."""
        return any(
            other.row == place.row and other.column != place.column and may_be_of_one_unit(f, other)
            for f in passage.in_sentence(figure.sentence)
            if f is not figure and len(digits_of(f)) >= TELLING
            for other in self.by_value.get(f.value, ())
        )


def _places(matrix: Matrix) -> Iterator[Place]:
    whole = unit_in(matrix.title)
    for row in matrix.rows:
        names = matrix.row_names[row]
        total = is_total_name(names)
        for column in matrix.columns:
            figure = matrix.figure(row, column)
            if figure is None or figure.value <= 0:
                continue
            head = last(matrix.column_names[column])
            word = (
                unit_in("".join(matrix.column_names[column]))
                or matrix.row_units[row]
                or whole
                or _HEADS.get(head, "")
            )
            scale = (
                _SCALES.get(word[:1], Decimal(1)) if len(word) > 1 and not figure.is_percent else Decimal(1)
            )
            unit = PERCENT if figure.is_percent else class_of(word[1:] if scale != 1 else word)
            yield Place(
                matrix, row, column, figure, _GENERAL.sub("", last(names)), _GENERAL.sub("", head), total, unit, scale
            )  # fmt: skip


def may_be_of_one_unit(figure: Figure, place: Place) -> bool:
    """Whether both may be counted in one unit; bare numbers in anything but per cent."""
    if figure.is_percent or place.figure.is_percent:
        return figure.unit == place.unit == PERCENT
    return place.unit in ("", figure.unit)


def words_of(passage: Passage, figure: Figure) -> str:
    """The words of its sentence in front of a figure, and those right behind it."""
    begins, _ = passage.sentence_range(figure.sentence)
    return passage.text[max(begins, figure.at - 80) : figure.at]


def row_named(table: Cells, words: str, place: Place) -> bool:
    """Whether the row is the last one that the words name; the row of a total if they name none but speak of all."""
    ends = {row: words.rfind(row) + len(row) for row in table.rows if row in words}
    if place.is_total:
        return bool(_WHOLE.search(words, max(ends.values(), default=0)))
    return place.of_row in ends and ends[place.of_row] == max(ends.values())


def is_swap(figure: Figure, value: Decimal) -> bool:
    """Whether a figure prints a value with two neighbours that changed places."""
    step = figure.step or Decimal(1)
    one = digits_of(figure)
    for near in {rounded(value, step), value - value % step}:
        other = f"{near / step:.0f}"
        if one != other and sorted(one) == sorted(other) and is_slip(figure, near):
            return True
    return False


def _told(passages: Sequence[Passage], figure: Figure, place: Place, *, holds: bool) -> Judged:
    figures = tuple(sorted((figure, place.figure), key=lambda f: f.span))
    told = f"文中为 {said(figure)}，表中{place.where}为 {said(place.figure)}"
    around = (*quotes(passages, (figure,)), place.matrix.quote(place.row, place.column))
    fixes = changes(instead(figure, place.value), instead(place.figure, figure.value / place.scale))
    return Judged(Kind.TIE, figures, around, holds, told, () if holds else fixes, claim=figure)


# ------------------------------------------------------------------ one table and another


def _between(tables: Sequence[Cells]) -> Iterator[Judged]:
    """What two tables tell both: rows and columns of the same names, all alike but one."""
    for index, first in enumerate(tables):
        for second in tables[index + 1 :]:
            yield from told_by_both(first, second)


def told_by_both(first: Cells, second: Cells) -> Iterator[Judged]:
    """The one cell in which two tables differ that otherwise tell the same."""
    pairs = list(_pairs(first.places, second.places))
    wrong = [(one, two) for one, two in pairs if not one.interval.meets(two.interval)]
    if len(pairs) - len(wrong) >= _COMMON and len(wrong) == 1:
        yield from _differ(*wrong[0])


def _pairs(first: Iterable[Place], second: Iterable[Place]) -> Iterator[tuple[Place, Place]]:
    named: dict[tuple[str, str, str], list[Place]] = defaultdict(list)
    for place in first:
        named[place.of_row, place.of_column, place.unit].append(place)
    for place in second:
        same = named.get((place.of_row, place.of_column, place.unit), [])
        if len(same) == 1 and place.of_row and place.of_column:
            yield same[0], place


def _differ(one: Place, two: Place) -> Iterator[Judged]:
    if len(digits_of(two.figure)) < _FEW or not is_slip(two.figure, one.value / two.scale):
        return
    figures = (one.figure, two.figure)
    told = f"一张表中{one.where}为 {said(one.figure)}，另一张表中为 {said(two.figure)}"
    around = (one.matrix.quote(one.row, one.column), two.matrix.quote(two.row, two.column))
    fixes = changes(instead(two.figure, one.value / two.scale), instead(one.figure, two.value / one.scale))
    yield Judged(Kind.TIE, figures, around, False, told, fixes, claim=two.figure)
