"""Walks a story of a Word file (body, note, text box): its paragraphs and tables, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from yichuang.oversight.reportcheck import places
from yichuang.oversight.reportcheck.document import Part
from yichuang.oversight.reportcheck.places import Sort, Where
from yichuang.oversight.reportcheck.reading.composing import WIDEST, Composer, Slot
from yichuang.oversight.reportcheck.reading.markup import attribute, child, local, number, value
from yichuang.oversight.reportcheck.reading.refusal import Unreadable, too_many_cells
from yichuang.oversight.reportcheck.reading.word.names import opened
from yichuang.oversight.reportcheck.reading.word.numbering import Numbering
from yichuang.oversight.reportcheck.reading.word.paragraphs import Gatherer, Line
from yichuang.oversight.reportcheck.reading.word.styles import Styles

NESTED: Final = 12  # tables within tables
_SUFFIX: Final = {"space": " ", "nothing": ""}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the document's text that is the text of one element `t`, from its sign `offset` on.

    `anchor` is the run in the body that a text box hangs on or that refers to a note, where a comment may stand; None
    in the body. `part` is the part in which a comment on it stands.
    """

    start: int
    end: int
    element: etree._Element
    offset: int
    part: str
    anchor: etree._Element | None = None


@dataclass(slots=True)
class Story:
    """What has been read so far; `part` is the name of the part that is being read."""

    composer: Composer
    styles: Styles
    numbering: Numbering
    part: str
    pieces: list[Piece] = field(default_factory=list)
    notes: list[tuple[str, str, etree._Element]] = field(default_factory=list)
    pictures: int = 0
    foreign: int = 0
    counted: int = 0
    tables: int = 0
    gatherer: Gatherer = field(init=False)
    kind: Part | None = None
    where: Where | None = None
    anchor: etree._Element | None = None
    held: int | None = None  # where a paragraph began whose mark was deleted: the next one goes on with it

    def __post_init__(self) -> None:
        self.gatherer = Gatherer(self.styles)

    def read(self, container: etree._Element, depth: int = 0) -> None:
        """The paragraphs and tables of a container, as blocks of their own."""
        for element in opened(container):
            name = local(element)
            if name == "p":
                self._paragraph(element, depth)
            elif name == "tbl":
                self._table(element, depth)
            elif name == "altChunk":
                self.foreign += 1

    def note(self, container: etree._Element, kind: Part, where: Where, anchor: etree._Element) -> None:
        """A note at the foot or the end: the same, under another name and place."""
        before = self.kind, self.where, self.anchor
        self.kind, self.where, self.anchor = kind, where, anchor
        self.read(container, depth=1)
        self.kind, self.where, self.anchor = before

    def _paragraph(self, element: etree._Element, depth: int) -> None:
        properties = child(element, "pPr")
        if self.styles.is_contents(value(properties, "pStyle")):
            return
        start = self.composer.length if self.held is None else self.held
        line = self._write(element, properties)
        if child(child(properties, "rPr"), "del") is not None:
            self.held = start
        else:
            self.held = None
            written = self.composer.since(start)
            if written.strip():
                self.counted += self.kind is None
                where = self.where or places.paragraph(self.counted)
                self.composer.paragraph(start, self.kind or self.styles.part(properties), where)
                self.composer.write("\n")
        self._boxes(line, depth)

    def _write(self, element: etree._Element, properties: etree._Element | None) -> Line:
        """The number and the text of a paragraph, onto the end of the document."""
        line = self.gatherer.gather(element)
        for kind, identifier, run in line.notes:
            self.notes.append((kind, identifier, run if self.anchor is None else self.anchor))
        self.pictures += line.pictures
        listed = self.styles.numbering(properties)
        if listed and listed[0] != "0" and line.text.strip():
            self.composer.write(self.numbering.label(*listed))
        for bit in line.bits:
            start, end = self.composer.write(bit.text)
            if bit.element is not None:
                self.pieces.append(Piece(start, end, bit.element, bit.offset, self.part, self.anchor))
        return line

    def _boxes(self, line: Line, depth: int) -> None:
        if line.boxes and depth >= NESTED:
            raise _too_deep()
        for box, run in line.boxes:
            before, self.anchor = self.anchor, self.anchor if self.anchor is not None else run
            kind, where = self.kind or Part.TEXT_BOX, self.where or Where(Sort.TEXT_BOX, self.counted)
            held, self.held = self.held, None
            self.read_box(box, kind, where, depth)
            self.anchor, self.held = before, held

    def read_box(self, box: etree._Element, kind: Part, where: Where, depth: int) -> None:
        """A text box: blocks of their own, after the paragraph that it hangs on."""
        before = self.kind, self.where
        self.kind, self.where = kind, where
        self.read(box, depth + 1)
        self.kind, self.where = before

    def _table(self, table: etree._Element, depth: int) -> None:
        if depth >= NESTED:
            raise _too_deep()
        if self.kind is None:
            self.tables += 1
        where = self.where or places.table(self.tables)
        slots: list[Slot] = []
        inside: list[etree._Element] = []
        boxes: list[Line] = []
        above: dict[int, Slot] = {}
        for n, row in enumerate(_rows(table)):
            above = self._row(row, n, above, slots, inside, boxes)
            self.composer.write("\n")
        self.composer.table(slots, where)
        for line in boxes:
            self._boxes(line, depth)
        for nested in inside:
            self._table(nested, depth + 1)

    def _row(
        self,
        row: etree._Element,
        n: int,
        above: dict[int, Slot],
        slots: list[Slot],
        inside: list[etree._Element],
        boxes: list[Line],
    ) -> dict[int, Slot]:
        """Write the cells of a row; gives the cells by column, for those that merge with them from below."""
        here: dict[int, Slot] = {}
        column = min(number(value(child(row, "trPr"), "gridBefore"), 0), WIDEST)
        for cell in (element for element in opened(row) if local(element) == "tc"):
            properties = child(cell, "tcPr")
            if child(properties, "cellDel") is not None:
                continue
            span = max(1, number(value(properties, "gridSpan"), 1))
            if column + span > WIDEST:
                raise too_many_cells()
            merge = child(properties, "vMerge")
            if merge is not None and attribute(merge, "val") != "restart" and column in above:
                slot = above[column]
                slot.rows = n - slot.row + 1
            else:
                slot = Slot(n, column, 1, span)
                slots.append(slot)
                slot.start = self.composer.length
                self._cell(cell, inside, boxes)
                self.composer.close(slot)
                self.composer.write("\t")
            here[column] = slot
            column += span
        return here

    def _cell(self, cell: etree._Element, inside: list[etree._Element], boxes: list[Line]) -> None:
        """The text of a cell, its paragraphs on lines of their own; tables and boxes in it wait until after."""
        first = True
        for element in opened(cell):
            if local(element) == "tbl":
                inside.append(element)
            elif local(element) == "p":
                if not first:
                    self.composer.write("\n")
                first = False
                line = self._write(element, child(element, "pPr"))
                if line.boxes:
                    boxes.append(line)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in opened(table):
        if local(element) == "tr" and child(child(element, "trPr"), "del") is None:
            yield element


def _too_deep() -> Unreadable:
    return Unreadable("文件里的表格和文本框套得太深，请用 Word 或者 WPS 另存一份再检查")
