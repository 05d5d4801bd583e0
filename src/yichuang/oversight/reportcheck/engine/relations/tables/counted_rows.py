"""A count in the words beside a table against the rows of the table, but its total.

"四个试点社区情况如下" above a table headed 社区 with rows 北门, 文庙, 塔山, 河街, 合计: four, as it says.

The noun must be the head of the first column. It is told only of a table that a total ends, by one or two, and if no
row stands for several (其他).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.matrix import Matrix, last
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.tables.lines import is_total_name
from yichuang.oversight.reportcheck.engine.telling import changes, said
from yichuang.oversight.reportcheck.findings import Kind

_NEAR = 200  # signs between a table and what is said of it
_UNITS = frozenset("个家所处项类种条户")
_SEVERAL = re.compile(r"其他|其它|其余|其中|等$|小计|另|^[一二三四五六七八九十]、|^（|^[-—…]*$")
_NAMING = re.compile(r"（[^）]*）|名称$|名$|类别$|类型$")
_BELOW = re.compile(r"(?:如下|下表|见表|如表)[^，。；]{0,6}(?:（[^）]*）)?[：。]?$")
_POINTING = re.compile(r"^(?:上述|以上|这|该|全[县市区镇乡校街道]{1,2}|表中|从表中?看)*$")
_PLACES = frozenset("村乡镇县")
_MOST = 40
_APART = 2


def counted_rows(passages: Sequence[Passage], matrices: Sequence[Matrix]) -> Iterator[Judged]:
    """All counts beside the tables of a document that count their rows."""
    begins = [passage.quote(0, len(passage.text))[0] if passage.text else 0 for passage in passages]
    for matrix in matrices:
        rows = _rows(matrix)
        if not rows:
            continue
        noun, names, closed = rows
        for passage in _about(passages, begins, matrix):
            for figure in passage.figures:
                if _is_beside(passage, figure, matrix) and _counts(figure, noun):
                    yield from _judged(passage, figure, names, closed=closed)


def _about(passages: Sequence[Passage], begins: Sequence[int], matrix: Matrix) -> Iterator[Passage]:
    """The passage in front of a table, and those behind it that begin near."""
    table = matrix.table
    first, behind = bisect_left(begins, table.start), bisect_left(begins, table.end)
    yield from passages[max(0, first - 1) : first]
    yield from passages[behind : bisect_right(begins, table.end + _NEAR)]


def _rows(matrix: Matrix) -> tuple[str, tuple[str, ...], bool] | None:
    """The noun that heads the first column, the names below it but totals, and whether a total closes them."""
    head = matrix.entry(matrix.heads - 1, 0) if matrix.heads and matrix.labels == 1 else None
    noun = _NAMING.sub("", head.said) if head else ""
    names = [last(matrix.row_names[row]) for row in matrix.rows]
    kept = tuple(name for name in names if not is_total_name((name,)))
    if (len(noun) < 2 and noun not in _PLACES) or any(_SEVERAL.search(name) for name in kept):
        return None
    if not 2 <= len(kept) <= _MOST or len(set(kept)) != len(kept):
        return None
    return noun, kept, len(kept) == len(names) - 1 and is_total_name((names[-1],))


def _is_beside(passage: Passage, figure: Figure, matrix: Matrix) -> bool:
    """Whether a figure stands in the sentence that leads to a table, or opens what is said behind it."""
    table = matrix.table
    if 0 <= table.start - figure.span[1] <= _NEAR:
        _, ends = passage.sentence_range(figure.sentence)
        return ends == len(passage.text) and bool(_BELOW.search(passage.text))
    begins = passage.sentence_range(figure.sentence)[0]
    opens = begins == 0 and _POINTING.match(passage.text[: figure.at])
    return 0 <= figure.span[0] - table.end <= _NEAR and bool(opens)


def _counts(figure: Figure, noun: str) -> bool:
    plain = figure.role is Role.LEVEL and figure.is_exact and not figure.step and figure.unit in _UNITS
    return plain and figure.value > 1 and noun in figure.tail[: len(noun) + 4]


def _judged(passage: Passage, figure: Figure, names: Sequence[str], *, closed: bool) -> Iterator[Judged]:
    off = abs(len(names) - figure.value)
    holds = off == 0
    if off > _APART or (not holds and not closed):
        return
    told = f"表中列出 {len(names)} 个（{'、'.join(names)}），{'与原文相符' if holds else f'原文为 {said(figure)} 个'}"
    fixes = () if holds else changes(f"“{figure.written}{figure.word}”应为 {len(names)}")
    quote = passage.quote(figure.at, figure.after)
    yield Judged(Kind.COUNT_NAMES, (figure,), (quote,), holds, told, fixes, claim=figure)
