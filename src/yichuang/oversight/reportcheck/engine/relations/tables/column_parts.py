"""A column 其中 of a table is a part of the column in front of it: in no row is it more.

"| 村名 | 集体经济收入 | 其中经营性收入 |": 24.9 of which 30.4 can't be.

Accused only if the other rows keep to it, in the same unit, and nothing is below nought.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.matrix import Matrix, last, unit_in
from yichuang.oversight.reportcheck.engine.telling import changes, said
from yichuang.oversight.reportcheck.findings import Kind

_WITHIN = re.compile(r"^(?:其中|#|＃)")
_NO_AMOUNT = re.compile(r"率|比|增|减|差|均|倍|变|结余|余额|净|利润|名次|排名")
_FEWEST = 3


def column_parts(matrix: Matrix) -> Iterator[Judged]:
    """The rows in which a part is more than its whole."""
    columns = matrix.columns
    for position, column in enumerate(columns):
        if not _WITHIN.match(last(matrix.column_names[column])):
            yield from _done(matrix, columns[:position], column)
            continue
        whole = next(
            (c for c in reversed(columns[:position]) if not _WITHIN.match(last(matrix.column_names[c]))), None
        )
        if whole is not None and _are_alike(matrix, whole, column):
            yield from _above(matrix, whole, column)


_SENT = re.compile(
    r"^(?:派单|派件|转办|交办|派发|派遣|应[建办检到报缴装配][^，]{0,4}|发放问卷|发放|参加|参训|参考|参检|报名|申报|抽检|抽查)(?:数量?|件数|人数|户数|批次|份数)?$"
)
_DONE = re.compile(
    r"^(?:办结|已办结|实[建办检到报缴装配][^，]{0,4}|已建|收回|回收|合格|及格|通过|获批|录取)(?:数量?|件数|人数|户数|批次|份数)?$"
)
_CARRIED = re.compile(r"上年|去年|结转|存量|积案|往年|历年|遗留|在办|含")


def _done(matrix: Matrix, before: Sequence[int], part: int) -> Iterator[Judged]:
    """Beside 派单 and 办结: no more is done than was sent, where nothing says that anything was carried in."""
    name = _BRACKET.sub("", last(matrix.column_names[part]))
    wholes = [c for c in before if _SENT.match(_BRACKET.sub("", last(matrix.column_names[c])))]
    table = matrix.table
    around = matrix.document.text[max(0, table.start - _AROUND) : table.end + _AROUND]
    if _DONE.match(name) and len(wholes) == 1 and not _CARRIED.search(around):
        yield from _above(matrix, wholes[0], part)


_BRACKET = re.compile(r"（[^）]*）|\([^)]*\)")
_AROUND = 600


def _are_alike(matrix: Matrix, whole: int, part: int) -> bool:
    """Whether both are amounts in one unit, the part's name told whole."""
    names = "".join(matrix.column_names[whole]), "".join(matrix.column_names[part])
    plain = not any(_NO_AMOUNT.search(name) for name in names)
    return plain and unit_in(names[0]) == unit_in(names[1]) and len(names[1].strip("其中：:")) > 1


def _above(matrix: Matrix, whole: int, part: int) -> Iterator[Judged]:
    pairs = [
        (row, one, other)
        for row in matrix.rows
        if (one := matrix.figure(row, whole)) and (other := matrix.figure(row, part))
    ]
    wrong = [pair for pair in pairs if pair[2].value > pair[1].value]
    right = [pair for pair in pairs if pair[2].value <= pair[1].value]
    if len(wrong) != 1 or len(right) < _FEWEST or any(f.value < 0 for _, *both in pairs for f in both):
        return
    row, one, other = wrong[0]
    if one.unit != other.unit:
        return
    yield _told(matrix, row, one, other, part)


def _told(matrix: Matrix, row: int, one: Figure, other: Figure, part: int) -> Judged:
    told = f"{said(other)} > {said(one)}，部分多于全部"
    fixes = changes(f"“{other.written}”应不超过 {said(one)}", f"“{one.written}”应不少于 {said(other)}")
    quoted = (matrix.quote(row, part),)
    return Judged(Kind.IMPOSSIBLE, (one, other), quoted, False, told, fixes, claim=other)
