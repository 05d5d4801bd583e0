"""Web pages (html): what a visitor reads, without scripts, menus and hidden parts. Nothing is fetched or run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import lxml.html
from lxml import etree

from yichuang.oversight.reportcheck import places
from yichuang.oversight.reportcheck.document import Document, Part
from yichuang.oversight.reportcheck.reading.composing import WIDEST, Composer, Slot
from yichuang.oversight.reportcheck.reading.refusal import CELLS, Unreadable, empty, too_many_cells

ELEMENTS: Final = 300_000
TALLEST: Final = 5_000  # rows that one cell may cover
_LAYOUT: Final = 600
"""Signs in one cell from which on a table is a way of placing text on a page, and no grid."""

_SKIPPED: Final = frozenset(
    {"script", "style", "noscript", "template", "head", "svg", "iframe", "object", "embed", "select", "textarea",
     "button", "nav", "footer", "aside", "del", "s", "strike", "canvas", "audio", "video", "map", "rt", "rp", "math"}
)  # fmt: skip
_BLOCKS: Final = frozenset(
    {"p", "div", "section", "article", "main", "header", "body", "html", "li", "ul", "ol", "dl", "dt", "dd", "h1",
     "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "address", "figure", "figcaption", "form", "fieldset",
     "center", "table", "caption", "tr", "td", "th", "details", "summary"}
)  # fmt: skip
_HIDDEN: Final = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")
_MARK: Final = re.compile(r"^\s*[\[［〔(（]?\s*[0-9０-９*①-⑳]+\s*[\]］〕)）]?\s*$")
_DECLARED: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_WIDE: Final = re.compile(r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]")


def read_web(text: str) -> Document:
    """The document of a decoded page. Raises Unreadable."""
    if text.count("<") > ELEMENTS:
        raise Unreadable("网页太复杂，请把正文复制出来再检查")
    parser = lxml.html.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, recover=True
    )
    try:
        root = lxml.html.document_fromstring(_DECLARED.sub("", text, count=1), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise empty() from None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise Unreadable("网页的嵌套太深，请把正文复制出来再检查")
    page = _Page(Composer())
    page.walk(root)
    page.end()
    return page.composer.document()


@dataclass(slots=True)
class _Page:
    """The words since the last block ended, and what kind of block they are in."""

    composer: Composer
    words: list[str] = field(default_factory=list)
    part: Part = Part.BODY
    counted: int = 0
    tables: int = 0
    cell: bool = False
    waiting: list[etree._Element] = field(default_factory=list)

    def walk(self, element: etree._Element) -> None:
        """The text of an element and of all within it."""
        name = element.tag if isinstance(element.tag, str) else ""
        if not name or name in _SKIPPED or _is_hidden(element):
            return
        if name == "table":
            self._come_to(element)
            return
        if name == "br":
            self.end()
            return
        if (
            name == "sup"
            and _MARK.match(element.text_content())
            and self.words
            and self.words[-1][-1].isdigit()
        ):
            return  # the number of a note after a figure isn't one of its digits
        if name in _BLOCKS:
            self.end()
        before = self.part
        if re.fullmatch(r"h[1-6]", name):
            self.part = Part.HEADING
        self._say(element.text)
        for inner in element:
            self.walk(inner)
            self._say(inner.tail)
        if name in _BLOCKS:
            self.end()
        self.part = before

    def end(self) -> None:
        """The words so far are a paragraph; within a cell they are a line."""
        said = _collapsed("".join(self.words))
        self.words.clear()
        if not said:
            return
        if self.cell:
            self.composer.write(said + "\n")
            return
        self.counted += 1
        start, _ = self.composer.write(said)
        self.composer.paragraph(start, self.part, places.paragraph(self.counted))
        self.composer.write("\n")

    def _say(self, words: str | None) -> None:
        if words:
            self.words.append(words)

    def _come_to(self, table: etree._Element) -> None:
        if self.cell:
            self.waiting.append(table)
            return
        self.end()
        if _is_layout(table):
            for inner in table:
                self.walk(inner)
            self.end()
            return
        self._grid(table)
        while self.waiting:
            self._come_to(self.waiting.pop(0))

    def _grid(self, table: etree._Element) -> None:
        for caption in table.iterchildren("caption"):
            before, self.part = self.part, Part.CAPTION
            self.walk(caption)
            self.part = before
        self.tables += 1
        slots: list[Slot] = []
        taken: dict[int, int] = {}  # column → first row below the cell that covers it
        spanned = 0
        for n, row in enumerate(_rows(table)):
            column = 0
            for cell in row.iterchildren("td", "th"):
                while taken.get(column, 0) > n:
                    column += 1
                across = _span(cell, "colspan", WIDEST)
                spanned += across
                if column + across > WIDEST or spanned > CELLS:
                    raise too_many_cells()
                slot = Slot(n, column, _span(cell, "rowspan", TALLEST), across, self.composer.length)
                self._fill(slot, cell)
                slots.append(slot)
                for covered in range(column, column + across):
                    taken[covered] = n + slot.rows
                column += across
            self.composer.write("\n")
        self.composer.table(_within(slots), places.table(self.tables))

    def _fill(self, slot: Slot, cell: etree._Element) -> None:
        self.cell = True
        if not _is_hidden(cell):
            self._say(cell.text)
            for inner in cell:
                self.walk(inner)
                self._say(inner.tail)
        self.end()
        self.cell = False
        self.composer.close(slot)
        self.composer.write("\t")


def _within(slots: list[Slot]) -> list[Slot]:
    """The cells, none reaching below the last row."""
    last = max((slot.row for slot in slots), default=0)
    for slot in slots:
        slot.rows = min(slot.rows, last - slot.row + 1)
    return slots


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        if element.tag == "tr" and not _is_hidden(element):
            yield element
        elif element.tag in ("thead", "tbody", "tfoot") and not _is_hidden(element):
            yield from _rows(element)


def _is_layout(table: etree._Element) -> bool:
    """Whether it only places text: tables within, a single column, or a whole article in one cell."""
    if next(table.iterdescendants("table"), None) is not None:
        return True
    widest, longest = 0, 0
    for row in _rows(table):
        cells = list(row.iterchildren("td", "th"))
        widest = max(widest, len(cells))
        longest = max([longest, *(len(cell.text_content()) for cell in cells)])
    return widest < 2 or longest > _LAYOUT


def _span(cell: etree._Element, name: str, most: int) -> int:
    written = (cell.get(name) or "1").strip()
    if not (written.isascii() and written.isdigit() and len(written) < 7):
        return 1
    return most if written == "0" else min(int(written), most)


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _collapsed(said: str) -> str:
    """Blanks as a browser shows them; a source line that ends within Chinese text leaves none."""

    def blank(found: re.Match[str]) -> str:
        around = said[max(0, found.start() - 1) : found.start()] + said[found.end() : found.end() + 1]
        wide = "\n" in found.group() and _WIDE.search(around)
        return "" if wide else " "

    return _SPACES.sub(blank, said).strip()
