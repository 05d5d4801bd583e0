"""The form of the yearly report on disclosure against the sentences of the report that tell its numbers again.

"本年新收申请137件" beside a form whose row 本年新收政府信息公开申请数量 has 137 under 总计: one number, told twice.

Each number goes by its name in the form. What is told of a part (本级, 网上, 其中) or of another year is not it, and if
the sentences themselves tell one name in two ways the form is not asked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from yichuang.oversight.reportcheck.document import Document
from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.matrix import Matrix, last
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.form.ties import OUTCOMES, Row, form_rows, review_rows
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.findings import Kind

_ROWS: Final = {
    "new": re.compile(r"本年(?:度)?新收"),
    "carried": re.compile(r"上年(?:度)?结转"),
    "done": re.compile(r"[（(]七[)）].{0,4}总计|办理结果总计"),
    "left": re.compile(r"结转下年度"),
    "open": re.compile(r"[（(]一[)）]予以公开"),
    "partly": re.compile(r"[（(]二[)）]部分公开"),
}
_AT: Final = r"(?:^|共|已|全年|本年度?|年度|年内|全部|均)"
_TOLD: Final = {
    "new": re.compile(
        rf"(?:新收到?|{_AT}(?:收到|受理|接收)|新受理)[^，。；：]{{0,4}}(?:(?:依申请公开|政府信息公开|信息公开|公开)?(?:的)?(?:申请|事项|件))?$"
    ),
    "carried": re.compile(r"(?:上年|上一年|去年)度?结转(?:的)?[^，。；：]{0,6}(?:申请)?$"),
    "done": re.compile(rf"{_AT}(?:办结|答复|办理答复)(?:申请|政府信息公开申请)?$"),
    "left": re.compile(r"结转(?:至|到|入)?(?:下一?年度?|20\d\d年)(?:度)?(?:继续办理)?(?:的)?(?:申请)?$"),
    "open": re.compile(r"^(?:其中)?予以公开(?:的)?$"),
    "partly": re.compile(r"^(?:其中)?(?:予以)?部分公开(?:的)?$"),
}
_TOPIC: Final = re.compile(r"申请")
_PART: Final = re.compile(
    r"其中|本级|部门|乡镇|街道办|网[上络]|邮[寄件]|当面|信函|自然人|法人|企业|平台|复议|诉讼|建议|提案|同期|增|减|比上年|涉及|季度|上半年|月份"
)
_CASES: Final = {
    "行政复议": re.compile(r"复议"),
    "未经复议直接起诉": re.compile(r"未经复议"),
    "复议后起诉": re.compile(r"复议后"),
}
_SUIT: Final = re.compile(r"诉讼|起诉|应诉|败诉")
_ENDS: Final = {
    "结果维持": re.compile(r"(?:结果)?维持(?:的)?$"),
    "结果纠正": re.compile(r"(?:结果|被复议机关|被)?纠正(?:的)?$"),
    "其他结果": re.compile(r"其他结果(?:的)?$"),
    "尚未审结": re.compile(r"(?:尚)?未审结(?:的)?$"),
    "总计": re.compile(r"(?:引发|发生|收到|办理|涉及|^)[^，。；：]{0,8}复议(?:案件|申请)?(?:共|总计|共计)?$"),
}


def told_form(
    document: Document, passages: Sequence[Passage], matrices: Sequence[Matrix]
) -> Iterator[Judged]:
    """All numbers of the form that the sentences of its report tell again."""
    if "结转下年" not in document.text and "审结" not in document.text:
        return
    rows = form_rows(document, matrices) or [row for matrix in matrices for row in _short_rows(matrix)]
    reviews = review_rows(document, matrices)
    within = [row.span for row in (*rows, *reviews)]
    yield from _requests(passages, rows, within)
    yield from _reviews(passages, reviews, within)


def _short_rows(matrix: Matrix) -> Iterator[Row]:
    """The rows of a shorter form, of natural and legal persons and their total."""
    total = next((c for c in matrix.columns if last(matrix.column_names[c]) in ("总计", "合计")), None)
    if total is None:
        return
    for row in matrix.rows:
        figure, label = matrix.figure(row, total), "".join(matrix.row_names[row])
        if figure and any(known.search(label) for known in _ROWS.values()):
            yield Row(label, (replace(figure, lead=label),), figure.span)


def _requests(
    passages: Sequence[Passage], rows: Sequence[Row], within: Sequence[tuple[int, int]]
) -> Iterator[Judged]:
    cells: dict[str, list[Figure]] = defaultdict(list)
    for row in rows:
        for name, known in _ROWS.items():
            if known.search(row.label):
                cells[name].append(row.figures[-1])
                break
    if len(cells["new"]) != 1 or len(cells["left"]) != 1:
        return
    told: dict[str, list[Figure]] = defaultdict(list)
    for passage in passages:
        if not _TOPIC.search(passage.text):
            continue
        for figure in passage.figures:
            if _is_plain(figure) and not _is_within(figure, within):
                named = next((n for n, known in _TOLD.items() if known.search(figure.lead)), None)
                if named and _is_whole(passage, figure):
                    told[named].append(figure)
    for name, figures in told.items():
        if len(cells[name]) == 1:
            yield from _judged(passages, cells[name][0], figures)


def _is_plain(figure: Figure) -> bool:
    level = figure.role in (Role.LEVEL, Role.CHANGE, Role.BASE) and figure.is_exact and not figure.step
    return level and figure.unit in ("件", "条", "份", "宗", "起", "")


def _is_within(figure: Figure, within: Sequence[tuple[int, int]]) -> bool:
    return any(start <= figure.span[0] < end for start, end in within)


def _is_whole(passage: Passage, figure: Figure) -> bool:
    """Whether the clause speaks of all requests of the year, and its sentence of requests."""
    begins, ends = passage.sentence_range(figure.sentence)
    clause = passage.clause_range(figure.clause)[0]
    asked = _TOPIC.search(passage.text, begins, ends)
    return bool(asked) and not _PART.search(passage.text[clause : figure.at] + figure.tail[:6])


def _reviews(
    passages: Sequence[Passage], rows: Sequence[Row], within: Sequence[tuple[int, int]]
) -> Iterator[Judged]:
    """Of reviews alone: suits have two rows, which sentences seldom tell apart."""
    known = [row for row in rows if row.label == "行政复议"]
    if len(known) != 1:
        return
    cells = dict(zip(OUTCOMES, known[0].figures, strict=True))
    told: dict[str, list[Figure]] = defaultdict(list)
    for passage in passages:
        for figure in passage.figures:
            if not _is_plain(figure) or _is_within(figure, within):
                continue
            begins, ends = passage.sentence_range(figure.sentence)
            around = passage.text[begins:ends]
            if "复议" not in around or _SUIT.search(around[: figure.at - begins]):
                continue
            name = next((n for n, ending in _ENDS.items() if ending.search(figure.lead)), None)
            if name and "上年" not in figure.lead:
                told[name].append(figure)
    for name, figures in told.items():
        yield from _judged(passages, cells[name], figures)


def _judged(passages: Sequence[Passage], cell: Figure, figures: Sequence[Figure]) -> Iterator[Judged]:
    """What the sentences tell of one cell: each that has its number, or the only one that hasn't."""
    right = [figure for figure in figures if figure.value == cell.value]
    wrong = [figure for figure in figures if figure.value != cell.value]
    for figure in right:
        yield _told(passages, cell, figure, holds=True)
    if len(wrong) == 1 and len(wrong[0].written) == len(cell.written):
        yield _told(passages, cell, wrong[0], holds=False)


def _told(passages: Sequence[Passage], cell: Figure, figure: Figure, *, holds: bool) -> Judged:
    told = f"文中为 {said(figure)}，表中{cell.lead}为 {said(cell)}"
    around = (*quotes(passages, (figure,)), cell.span)
    fixes = () if holds else changes(instead(figure, cell.value), instead(cell, figure.value))
    figures = tuple(sorted((figure, cell), key=lambda f: f.span))
    return Judged(Kind.TIE, figures, around, holds, told, fixes, claim=figure)
