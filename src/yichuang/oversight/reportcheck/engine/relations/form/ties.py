"""The ties of the tables that every yearly report on disclosure has (国办公开办函〔2021〕30号; RULEBOOK 7).

New and carried in is answered and carried over; 总计 is the sum of its kinds; natural persons and the five kinds of
legal persons are 总计; upheld, corrected, other and pending are 总计. The form is fixed by law, so a tie that doesn't
hold is a contradiction. The tables are known by their words, in a grid or copied as bare text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from yichuang.oversight.reportcheck.document import Document, Table
from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Judged, shown
from yichuang.oversight.reportcheck.engine.matrix import Entry, Matrix, bare_figure
from yichuang.oversight.reportcheck.engine.telling import changes, instead, said
from yichuang.oversight.reportcheck.findings import Kind, Span

APPLICANTS: Final = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
OUTCOMES: Final = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")

_NEW: Final = re.compile(r"本年(?:度)?新收")
_CARRIED: Final = re.compile(r"上年(?:度)?结转")
_TOTAL: Final = re.compile(r"[（(]七[)）]总计|办理结果.*总计|^总计")
_SEVENTH: Final = re.compile(r"[（(]七[)）]")
_LEFT: Final = re.compile(r"结转下年度")
_KIND: Final = re.compile(r"[（(]([一二三四五六])[)）]")
_POINT: Final = re.compile(r"^\d{1,2}[.．、]|[^\d]\d{1,2}[.．、][^\d]")
_BLANK: Final = re.compile(r"\s+")
_LABEL: Final = re.compile(
    r"(?P<label>(?:一、)?本年新收政府信息公开申请数量|(?:二、)?上年结转政府信息公开申请数量|"
    r"(?:三、本年度办理结果\s*)?[（(][一二三四五六七][)）](?:予以公开|部分公开|不予公开|无法提供|不予处理|其他处理|总计)[^\d]{0,60}?(?:1[.．、][^\d]{2,40}?)?|"
    r"(?<![\d.])[1-8][.．、](?:属于|其他法律|其它法律|危及|保护第三方|本机关不掌握|没有现成|补正后|信访举报|重复申请|要求提供|"
    r"无正当理由|要求行政机关|申请人|其他)[^\d]{0,60}?|(?:四、)?结转下年度继续办理)"
    r"(?P<numbers>(?:[\s|]+\d{1,7}){7})(?=[\s|]|$)(?![\s|]*\d+(?:[\s|]|$))"
)
_REVIEWED: Final = re.compile(
    r"(?:(?:结果\s*维持)[\s|]*(?:结果\s*纠正)[\s|]*(?:其他\s*结果)[\s|]*(?:尚未\s*审结)[\s|]*总\s*计[\s|]*){3}"
    r"(?P<numbers>(?:[\s|]*\d{1,6}(?=[\s|]|$)){15})(?![\s|]*\d+(?:[\s|]|$))"
)
_LONE: Final = re.compile(r"(?<=[\s|])\d+(?=[\s|])")
_USUAL: Final = re.compile(r"^三、本年度办理结果|政府信息公开申请数量|（区分处理.*）|^[一二四]、")
LONGEST: Final = 20
_NUMBER: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table of requests: its label, its seven numbers, and where it stands.

    `gap`: between it and the row before something with a number wasn't understood.
    """

    label: str
    figures: tuple[Figure, ...]
    span: Span
    gap: bool = False


def ties(document: Document, matrices: Sequence[Matrix]) -> Iterator[Judged]:
    """All ties of a document, of its grids and of tables copied as bare text, of which a grid may be a part."""
    rows = form_rows(document, matrices)
    before = [0, *(row.span[1] for row in rows)]
    told = [
        replace(row, gap=bool(_LONE.search(document.text, end, row.span[0])))
        for row, end in zip(rows, before[:-1], strict=True)
    ]
    yield from _requests(told)
    for row in review_rows(document, matrices):
        yield _told(row.figures[:-1], row.figures[-1], [row])


def form_rows(document: Document, matrices: Sequence[Matrix]) -> list[Row]:
    """The rows of the table of requests in the order of the text, of grids and of tables copied as text."""
    rows = [row for matrix in matrices for row in _rows(matrix)]
    return sorted([*rows, *_bare_rows(document)], key=lambda row: row.span)


def _rows(matrix: Matrix) -> Iterator[Row]:
    """The rows of a grid that end in seven numbers."""
    for row in range(len(matrix.places)):
        entries: list[Entry] = []
        for entry in matrix.places[row]:
            if entry is not None and (not entries or entries[-1] is not entry):
                entries.append(entry)
        figures = [entry.figure for entry in entries if entry.figure]
        if len(figures) == len(APPLICANTS) and all(entry.figure for entry in entries[-len(figures) :]):
            label = "".join(entry.said for entry in entries[: -len(figures)])
            start = next((e.cell.start for e in entries if e.cell.row == row and e.said), figures[0].span[0])
            span = start, figures[-1].span[1]
            yield Row(label, tuple(_named(f, label, n) for n, f in enumerate(figures)), span)


def _named(figure: Figure, label: str, n: int) -> Figure:
    short = _USUAL.sub("", label)
    return replace(
        figure, lead=f"{short if len(short) <= LONGEST else short[:LONGEST] + '…'} {APPLICANTS[n]}"
    )


def _bare_rows(document: Document) -> Iterator[Row]:
    """The same rows where the table was copied as text, outside of grids."""
    for found in _LABEL.finditer(document.text):
        if _in_table(document, found.start("numbers")):
            continue
        label = _BLANK.sub("", found["label"])
        numbers = list(_NUMBER.finditer(document.text, found.start("numbers"), found.end("numbers")))
        figures = [bare_figure(document, number.start(), number.end()) for number in numbers]
        told = tuple(_named(f, label, n) for n, f in enumerate(figures) if f is not None)
        if len(told) == len(APPLICANTS):
            yield Row(label, told, (found.start(), numbers[-1].end()))


def _in_table(document: Document, at: int) -> bool:
    n = bisect_right(document.blocks, at, key=lambda block: block.start) - 1
    block = document.blocks[n] if n >= 0 else None
    return isinstance(block, Table) and at < block.end


def _requests(rows: list[Row]) -> Iterator[Judged]:
    """The ties of the table of requests; rows of several such tables in one document follow each other."""
    begins = [n for n, row in enumerate(rows) if _NEW.search(row.label)]
    for first, after in pairwise([*begins, len(rows)]):
        yield from _one(rows[first:after])


def _one(rows: list[Row]) -> Iterator[Judged]:
    new = rows[0]
    carried = next((row for row in rows if _CARRIED.search(row.label)), None)
    total = next((row for row in rows if _TOTAL.search(row.label)), None)
    left = next((row for row in rows if _LEFT.search(row.label)), None)
    if carried is None or total is None or left is None:
        return
    for row in rows:
        yield _told(row.figures[:-1], row.figures[-1], [row])
    kinds = _kinds(rows[rows.index(carried) + 1 : rows.index(total)])
    named = {found[1] for row in kinds for found in _KIND.finditer(row.label)}
    complete = named >= set("一二三四五六") and not any(row.gap for row in [*kinds, total])
    for n in range(len(APPLICANTS)):
        four = (new.figures[n], carried.figures[n], total.figures[n], left.figures[n])
        yield _balanced(four, [new, carried, total, left])
        parts = [row.figures[n] for row in kinds]
        short = sum(part.value for part in parts) < total.figures[n].value
        if len(parts) > 1 and (complete or not short):
            yield _told(parts, total.figures[n], [*kinds, total])


def _kinds(rows: list[Row]) -> list[Row]:
    """The kinds of answers, each once: where a kind has a row of its own, its points don't count again."""
    told: list[Row] = []
    whole = False
    for row in rows:
        if _KIND.search(row.label):
            whole = not _POINT.search(_KIND.sub("", row.label))
            told.append(row)
        elif not whole:
            told.append(row)
    return told


def _told(parts: Sequence[Figure], total: Figure, rows: Sequence[Row]) -> Judged:
    whole = sum((part.value for part in parts), Decimal(0))
    holds = whole == total.value
    arithmetic = f"{' + '.join(said(part) for part in parts)} = {shown(whole)}"
    if not holds:
        arithmetic += f"，表中{total.lead}为 {said(total)}"
    mends = [instead(total, whole), *(instead(part, part.value + total.value - whole) for part in parts)]
    return Judged(
        kind=Kind.TIE,
        figures=tuple(sorted((*parts, total), key=lambda figure: figure.span)),
        quotes=tuple(_quote(row) for row in rows) or (total.span,),
        holds=holds,
        arithmetic=arithmetic,
        would_hold=() if holds else changes(*mends[:8]),
        claim=total,
    )


def _balanced(four: tuple[Figure, ...], rows: Sequence[Row]) -> Judged:
    new, carried, total, left = four
    came, went = new.value + carried.value, total.value + left.value
    holds = came == went
    arithmetic = (
        f"{said(new)} + {said(carried)} = {shown(came)}，{said(total)} + {said(left)} = {shown(went)}"
    )
    mends = [
        instead(left, came - total.value),
        instead(total, came - left.value),
        instead(new, went - carried.value),
        instead(carried, went - new.value),
    ]
    return Judged(
        kind=Kind.TIE,
        figures=tuple(sorted(four, key=lambda figure: figure.span)),
        quotes=tuple(_quote(row) for row in rows),
        holds=holds,
        arithmetic=arithmetic if holds else f"{arithmetic}，新收加结转不等于办理加结转下年",
        would_hold=() if holds else changes(*mends),
    )


def _quote(row: Row) -> Span:
    start, end = row.span
    return (start, end) if end - start <= 200 else (row.figures[0].span[0], end)


def is_of_form(matrix: Matrix) -> bool:
    """Whether a table is one of those whose ties are known, so that nobody need guess its sums."""
    labels = [row.label for row in _rows(matrix)]
    requests = any(
        known.search(label) for label in labels for known in (_NEW, _CARRIED, _KIND, _LEFT, _SEVENTH)
    )
    return requests or _fives_in(matrix) > 0


def _fives_in(matrix: Matrix) -> int:
    """How many times the heads have the five words of the table of reviews and suits."""
    heads = {id(entry): entry.said for row in matrix.places[: matrix.heads] for entry in row if entry}
    words = [said for said in heads.values() if said in OUTCOMES]
    count = len(words) // len(OUTCOMES)
    if count not in (1, 3) or sorted(words) != sorted(OUTCOMES * count):
        return 0
    return count


def review_rows(document: Document, matrices: Sequence[Matrix]) -> list[Row]:
    """The rows of the table of reviews and suits: five numbers each."""
    found = [row for matrix in matrices for row in _reviews(matrix)]
    return [*found, *_bare_reviews(document)]


def _reviews(matrix: Matrix) -> Iterator[Row]:
    """The table of reviews and suits: one or three times five numbers below their words."""
    count = _fives_in(matrix)
    for at in matrix.rows if count else ():
        figures = [figure for c in range(len(matrix.places[at])) if (figure := matrix.figure(at, c))]
        if len(figures) == count * len(OUTCOMES):
            yield from _fives(figures)


def _bare_reviews(document: Document) -> Iterator[Row]:
    """The same, copied as text."""
    for found in _REVIEWED.finditer(document.text):
        if not _in_table(document, found.start()):
            numbers = _NUMBER.finditer(document.text, found.start("numbers"), found.end("numbers"))
            figures = [bare_figure(document, number.start(), number.end()) for number in numbers]
            told = [figure for figure in figures if figure is not None]
            if len(told) == 3 * len(OUTCOMES):
                yield from _fives(told)


def _fives(figures: Sequence[Figure]) -> Iterator[Row]:
    names = ("行政复议", "未经复议直接起诉", "复议后起诉")
    step = len(OUTCOMES)
    for n in range(0, len(figures), step):
        five = [_outcome(figure, names[n // step], at) for at, figure in enumerate(figures[n : n + step])]
        yield Row(names[n // step], tuple(five), (five[0].span[0], five[-1].span[1]))


def _outcome(figure: Figure, name: str, n: int) -> Figure:
    return replace(figure, lead=f"{name} {OUTCOMES[n]}")
