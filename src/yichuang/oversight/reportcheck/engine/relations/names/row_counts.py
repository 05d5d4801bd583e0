"""A count behind a row that it sums up is as many as stand there. Pure.

"甲完成91%，乙完成68%，丙完成77%，两项工程…" are three. The row begins its sentence or stands behind a colon, keeps to
one unit and one sign between its figures, and names each; the count opens the clause behind it: 两项工程, 三项合计.
One more or less may be counted wrong; what is further off is of others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.telling import changes, said
from yichuang.oversight.reportcheck.findings import Kind

_COUNTERS = frozenset("项类个家处所户条种座")
_OPENS = re.compile(r"^(?:以上|上述|这|前述)?$")
_SUMMED = re.compile(
    r"^(?:合计|共计|总计|累计|相加|之和|加起来|合在一起|共|总共|平均)|^(?:工程|项目|单位|部门|企业|学校|乡镇|街道|社区|村)"
)
_MOST = 9
_PLAIN = re.compile(r"[（）：；]")


def row_counts(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All counts of a document that sum up the row in front of them."""
    for passage in passages:
        for number in range(len(passage.sentences)):
            figures = passage.in_sentence(number)
            for index, figure in enumerate(figures):
                if index > 1 and _is_counter(passage, figure):
                    yield from _judged(passage, figure, figures[:index])


def _is_counter(passage: Passage, figure: Figure) -> bool:
    opens = figure.unit in _COUNTERS and 2 <= figure.value <= _MOST and figure.is_exact and not figure.step
    begins, _ = passage.clause_range(figure.clause)
    front = passage.text[begins : figure.at]
    return opens and bool(_OPENS.match(front) and _SUMMED.match(figure.tail) and "各" not in figure.tail)


def _judged(passage: Passage, figure: Figure, front: Sequence[Figure]) -> Iterator[Judged]:
    row = _row(passage, figure, front)
    if len(row) < 2 or abs(len(row) - figure.value) > 1:
        return
    holds = len(row) == figure.value
    if not holds and not _is_whole(passage, row):
        return
    shown = "、".join(f"{each.lead}{said(each)}" for each in row)
    told = f"前面列出 {len(row)} 个（{shown}），{'与原文相符' if holds else f'原文为 {said(figure)} 个'}"
    fixes = () if holds else changes(f"“{figure.written}{figure.word}”应为 {len(row)}")
    quote = passage.quote(row[0].at, figure.after)
    yield Judged(Kind.COUNT_NAMES, (figure,), (quote,), holds, told, fixes, claim=figure)


def _row(passage: Passage, figure: Figure, front: Sequence[Figure]) -> list[Figure]:
    """The figures right in front of a count, of one unit and with one sign between them."""
    sign = passage.text[figure.at - 1 : figure.at]
    row = [front[-1]]
    for each in reversed(front[:-1]):
        between = passage.text[each.after : row[0].at]
        if each.unit != row[0].unit or between[:1] not in "、，" or _PLAIN.search(between) or not row[0].lead:
            break
        row.insert(0, each)
    return row if sign in ("，", "；") or _OPENS.match(sign) else []


def _is_whole(passage: Passage, row: Sequence[Figure]) -> bool:
    """Whether nothing of its kind stands in front of a row, whose figures are all told alike."""
    begins, _ = passage.sentence_range(row[0].sentence)
    head = passage.text[begins : row[0].at]
    opens = "，" not in head.rsplit("：", maxsplit=1)[-1] and "、" not in head and "其中" not in head
    clauses = [other.clause - one.clause for one, other in pairwise(row)]
    alike = len({each.lead[-2:] for each in row}) == 1 and len({each.role for each in row}) == 1
    return opens and alike and set(clauses) == {1}
