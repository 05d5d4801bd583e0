"""Pages put together to a document: tables in their grids, lines joined to paragraphs, page numbers left out. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median
from typing import Final

from yichuang.oversight.reportcheck.document import Document, Part
from yichuang.oversight.reportcheck.places import Sort, on_page
from yichuang.oversight.reportcheck.reading.composing import Composer, Slot
from yichuang.oversight.reportcheck.reading.grids import find_tables
from yichuang.oversight.reportcheck.reading.pdf.lines import Line, joined, lines_of
from yichuang.oversight.reportcheck.reading.pdf.ruling import Grid, grids_of
from yichuang.oversight.reportcheck.reading.pdf.signs import Page, Sign
from yichuang.oversight.reportcheck.reading.refusal import Unreadable
from yichuang.oversight.reportcheck.reading.text import begins_anew, is_heading

SCANNED: Final = "PDF 是扫描件，没有文字层，请先做文字识别，或者用原来的 Word 文件"
UNMAPPED: Final = "PDF 里的字体没有带文字编码，读不出字，请用原来的 Word 文件，或者重新导出"
PARTLY: Final = "第 {} 页没有文字层，没有读"
LEFT_OUT: Final = "页码和每页重复的页眉、页脚没有读"

_FOLIO: Final = re.compile(
    r"^[\s\-—–－·~～]*(?:第\s*)?(?:\d{1,4}|[ivxlc]{1,6}|[一二三四五六七八九十百]{1,4})(?:\s*页)?"
    r"(?:\s*[/／,，]?\s*(?:共\s*)?\d{1,4}(?:\s*页)?)?[\s\-—–－·~～]*$",
    re.IGNORECASE,
)
_MARGIN: Final = 0.12  # of the page's height: where page numbers and running heads stand
_NARROW: Final = 0.6  # of the text's width: in a wider frame lines are as long as elsewhere
_ENDS: Final = "。！？；：!?;:"
_FEW: Final = 8  # signs on a page without a text layer: a page number, a stamp
_DIGITS: Final = re.compile(r"\d+")


@dataclass(slots=True)
class _Table:
    """A ruled table with the text of its cells; `last` says that nothing stands below it on its page."""

    grid: Grid
    cells: dict[tuple[int, int], list[Sign]] = field(default_factory=lambda: defaultdict(list))
    first: bool = False
    last: bool = False


@dataclass(slots=True)
class _Sheet:
    """A page as lines and tables from top to bottom."""

    number: int
    things: list[Line | _Table]


def laid_out(pages: Iterable[Page]) -> Document:
    """The document. Raises Unreadable for scans and for fonts without codes."""
    sheets: list[_Sheet] = []
    heights: dict[int, float] = {}
    bare: list[int] = []
    signs = unmapped = 0
    for page in pages:
        said = sum(not sign.said.isspace() for sign in page.signs)
        signs, unmapped = signs + said, unmapped + page.unmapped
        if said < _FEW and page.pictures:
            bare.append(page.number)
        heights[page.number] = page.height
        sheets.append(_sheet(page))
    if unmapped * 3 > signs + unmapped:
        raise Unreadable(UNMAPPED)
    if bare and len(bare) * 10 >= len(sheets) * 9:
        raise Unreadable(SCANNED)
    composer = Composer()
    if _without_margins(sheets, heights):
        composer.note(LEFT_OUT)
    if bare:
        composer.note(PARTLY.format("、".join(map(str, bare[:20])) + (" 等" if len(bare) > 20 else "")))
    _compose(composer, sheets)
    return composer.document()


def _sheet(page: Page) -> _Sheet:
    left, right = (
        min((s.left for s in page.signs), default=0.0),
        max((s.right for s in page.signs), default=0.0),
    )
    narrow = _NARROW * (right - left)
    grids = grids_of(page.rules)
    tables = [_Table(grid) for grid in grids if not grid.is_frame or grid.xs[-1] - grid.xs[0] < narrow]
    free: list[Sign] = []
    for sign in page.signs:
        for table in tables:
            if (place := table.grid.place(sign)) is not None:
                table.cells[place].append(sign)
                break
        else:
            free.append(sign)
    tables = [table for table in tables if table.cells]
    things: list[Line | _Table] = [*lines_of(free), *tables]
    things.sort(key=_height, reverse=True)
    return _Sheet(page.number, things)


def _height(thing: Line | _Table) -> float:
    return thing.y if isinstance(thing, Line) else thing.grid.ys[0]


def _without_margins(sheets: list[_Sheet], heights: dict[int, float]) -> bool:
    """Take page numbers and running heads away; whether there were any."""
    edge: list[tuple[_Sheet, Line]] = []
    for sheet in sheets:
        height = heights[sheet.number]
        lines = [thing for thing in sheet.things if isinstance(thing, Line)]
        outer = [*lines[:2], *(line for line in lines[2:][-2:])]
        edge += [
            (sheet, line) for line in outer if line.y > height * (1 - _MARGIN) or line.y < height * _MARGIN
        ]
    common = Counter(_DIGITS.sub("#", line.text) for _, line in edge)
    found = False
    for sheet, line in edge:
        often = common[_DIGITS.sub("#", line.text)]
        if _FOLIO.match(line.text) or (often >= 3 and often * 2 >= len(sheets)):
            sheet.things = [thing for thing in sheet.things if thing is not line]
            found = True
    for sheet in sheets:
        for n, thing in enumerate(sheet.things):
            if isinstance(thing, _Table):
                thing.first, thing.last = n == 0, n == len(sheet.things) - 1
    return found


@dataclass(slots=True)
class _Measure:
    """The text area and the usual height of signs, over all pages."""

    left: float
    right: float
    size: float


def _measure(sheets: list[_Sheet]) -> _Measure:
    lines = [thing for sheet in sheets for thing in sheet.things if isinstance(thing, Line)]
    if not lines:
        return _Measure(0, 0, 10)
    size = median(line.size for line in lines)
    longest = max(line.right - line.left for line in lines)
    long = [line for line in lines if line.right - line.left > 0.7 * longest] or lines
    lefts = Counter(round(line.left) for line in long)
    rights = sorted(line.right for line in long)
    return _Measure(float(lefts.most_common(1)[0][0]), rights[len(rights) * 9 // 10], size)


def _compose(composer: Composer, sheets: list[_Sheet]) -> None:
    measure = _measure(sheets)
    waiting: list[tuple[Line, int]] = []
    tables: list[tuple[_Table, int]] = []
    frames: list[tuple[_Table, int]] = []
    for sheet in sheets:
        for thing in sheet.things:
            if isinstance(thing, _Table) and thing.grid.is_frame:
                frames.append((thing, sheet.number))
            elif isinstance(thing, Line):
                _close_tables(composer, tables)
                waiting.append((thing, sheet.number))
            else:
                _close_lines(composer, waiting, measure)
                if tables and not _goes_on(tables[-1][0], thing):
                    _close_tables(composer, tables)
                tables.append((thing, sheet.number))
    _close_lines(composer, waiting, measure)
    _close_tables(composer, tables)
    for frame, page in frames:
        _write_frame(composer, frame, page)


def _write_frame(composer: Composer, frame: _Table, page: int) -> None:
    """What stands in a frame, its lines joined by its own edges; behind the running text, which goes on around it."""
    start, _ = composer.write(_cell_text(frame, 0, 0, 1, 1))
    composer.paragraph(start, Part.TEXT_BOX, on_page(Sort.PAGE, page))
    composer.write("\n")


def _goes_on(before: _Table, table: _Table) -> bool:
    """Whether a table at the top of a page is the rest of the one at the bottom of the page before."""
    same = len(before.grid.xs) == len(table.grid.xs)
    return (
        same
        and before.last
        and table.first
        and all(abs(one - other) < 4 for one, other in zip(before.grid.xs, table.grid.xs, strict=True))
    )


def _close_tables(composer: Composer, tables: list[tuple[_Table, int]]) -> None:
    """Write one table, whatever pages it runs over; heads that are repeated on each page are written once."""
    if not tables:
        return
    slots: list[Slot] = []
    heads: list[str] = []
    row = 0
    for table, _ in tables:
        for n in range(len(table.grid.ys) - 1):
            boxes = [box for box in table.grid.boxes if box.row == n]
            texts = [_cell_text(table, box.row, box.column, box.rows, box.columns) for box in boxes]
            if table is not tables[0][0] and n < len(heads) and texts and "\t".join(texts) == heads[n]:
                continue
            if table is tables[0][0]:
                heads.append("\t".join(texts))
            for box, text in zip(boxes, texts, strict=True):
                slot = Slot(row, box.column, box.rows, box.columns, composer.length)
                composer.write(text)
                composer.close(slot)
                composer.write("\t")
                slots.append(slot)
            composer.write("\n")
            row += 1
    composer.table(slots, on_page(Sort.TABLE, tables[0][1], tables[-1][1]))
    tables.clear()


def _cell_text(table: _Table, row: int, column: int, rows: int, columns: int) -> str:
    signs = [
        sign
        for down in range(row, row + rows)
        for across in range(column, column + columns)
        for sign in table.cells.get((down, across), ())
    ]
    right = table.grid.xs[column + columns]
    text = ""
    before: Line | None = None
    for line in lines_of(signs):
        if before is None:
            text = line.text
        elif right - before.right < line.first + 0.9 * line.size:
            text = joined(text, line.text)
        else:
            text += "\n" + line.text
        before = line
    return text


def _close_lines(composer: Composer, waiting: list[tuple[Line, int]], measure: _Measure) -> None:
    """Write the lines so far: tables of columns of blanks as tables, all else as paragraphs."""
    if not waiting:
        return
    text = "\n".join(line.text for line, _ in waiting)
    starts = [0]
    for line, _ in waiting:
        starts.append(starts[-1] + len(line.text) + 1)
    at = 0
    for table in find_tables(text):
        first = bisect_left(starts, table.start + 1) - 1
        after = bisect_left(starts, table.end)
        _paragraphs(composer, waiting[at:first], measure)
        moved = composer.length - starts[first]
        composer.write(text[starts[first] : starts[after] - 1] + "\n")
        slots = [
            Slot(
                cell.row,
                cell.column,
                cell.rows,
                cell.columns,
                cell.start - starts[first] + moved,
                cell.end - starts[first] + moved,
            )
            for cell in table.cells
        ]
        composer.table(slots, on_page(Sort.TABLE, waiting[first][1]))
        at = after
    _paragraphs(composer, waiting[at:], measure)
    waiting.clear()


def _paragraphs(composer: Composer, lines: list[tuple[Line, int]], measure: _Measure) -> None:
    run: list[tuple[Line, int]] = []
    for line, page in lines:
        if run and _is_new(run, line, page, measure):
            _paragraph(composer, run, measure)
            run = []
        run.append((line, page))
    _paragraph(composer, run, measure)


def _is_new(run: list[tuple[Line, int]], line: Line, page: int, measure: _Measure) -> bool:
    """Whether a line begins a paragraph: the one before ended early, or it stands apart or further in."""
    before, on = run[-1]
    if abs(line.size - before.size) > 0.15 * before.size:
        return True
    if on == page and before.y - line.y > 2.6 * before.size:
        return True
    ended = before.text[-1] in _ENDS
    full = measure.right - before.right < line.first + 0.5 * line.size
    if not full or (ended and begins_anew(line.text)):
        return True
    further = line.left > measure.left + 0.8 * line.size
    centred = before.left > measure.left + 2.6 * before.size
    return (further and ended) or (centred and not further)


def _paragraph(composer: Composer, run: list[tuple[Line, int]], measure: _Measure) -> None:
    if not run:
        return
    text = run[0][0].text
    for line, _ in run[1:]:
        text = joined(text, line.text)
    large = run[0][0].size > 1.12 * measure.size and len(run) <= 3
    heading = (large and text[-1] not in _ENDS) or (len(run) == 1 and is_heading(text))
    start, _ = composer.write(text)
    composer.paragraph(start, Part.HEADING if heading else Part.BODY, on_page(Sort.PAGE, run[0][1]))
    composer.write("\n")
