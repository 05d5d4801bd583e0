"""A Word file as a document, and from which element each stretch of its text came."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from lxml import etree

from yichuang.oversight.reportcheck.document import Document, Part
from yichuang.oversight.reportcheck.places import Sort, Where
from yichuang.oversight.reportcheck.reading.composing import Composer
from yichuang.oversight.reportcheck.reading.markup import attribute, child, local
from yichuang.oversight.reportcheck.reading.package import Package
from yichuang.oversight.reportcheck.reading.refusal import Unreadable
from yichuang.oversight.reportcheck.reading.word.numbering import read_numbering
from yichuang.oversight.reportcheck.reading.word.paragraphs import is_revised
from yichuang.oversight.reportcheck.reading.word.rejecting import reject
from yichuang.oversight.reportcheck.reading.word.stories import Piece, Story
from yichuang.oversight.reportcheck.reading.word.styles import read_styles

REVISED: Final = "文件里有没有接受或者拒绝的修订：按全部接受后的文字检查，删去的文字没有读"
REJECTED: Final = "文件里有没有接受或者拒绝的修订：按全部拒绝后的文字检查，插入的文字没有读"
LEFT_OUT: Final = "页眉、页脚没有读"
PICTURES: Final = "图片里的文字没有读"
FOREIGN: Final = "嵌入的其他文件没有读"

__all__ = ["Piece", "Traced", "read_word", "trace"]


@dataclass(frozen=True, slots=True)
class Traced:
    """The document, its pieces in order of the text, and the roots of the parts that they stand in, by name."""

    document: Document
    pieces: tuple[Piece, ...]
    roots: dict[str, etree._Element]
    package: Package

    def within(self, start: int, end: int) -> list[Piece]:
        """The pieces that a range of the text touches."""
        first = max(0, bisect_right(self.pieces, start, key=lambda piece: piece.start) - 1)
        found = []
        for piece in self.pieces[first:]:
            if piece.start >= end:
                break
            if piece.end > start:
                found.append(piece)
        return found


def read_word(content: bytes, *, rejected: bool = False) -> Document:
    """The document of a docx, its tracked changes accepted or rejected. Raises Unreadable."""
    return trace(content, rejected=rejected).document


def trace(content: bytes, *, rejected: bool = False) -> Traced:
    """Read a docx, remembering the element of each piece of text. Raises Unreadable."""
    package = Package(content)
    take = reject if rejected else _as_it_is
    root = take(package.tree(package.main))
    body = child(root, "body")
    if local(root) != "document" or body is None:
        raise Unreadable("这不是 Word 文件，请用 Word 或者 WPS 另存为 docx 再检查")
    composer = Composer()
    numbering = read_numbering(_root(package, "numbering"))
    story = Story(composer, read_styles(_root(package, "styles")), numbering, package.main)
    story.read(body)
    roots = {package.main: root}
    for kind, where in (("footnote", Sort.FOOTNOTE), ("endnote", Sort.ENDNOTE)):
        anchors: dict[str, etree._Element] = {}
        for named, identifier, run in story.notes:
            if named == kind:
                anchors.setdefault(identifier, run)
        if anchors:
            roots |= _read_notes(package, story, kind, where, anchors, take)
    _tell(package, composer, story, roots, REJECTED if rejected else REVISED)
    return Traced(composer.document(), tuple(story.pieces), roots, package)


def _read_notes(
    package: Package,
    story: Story,
    kind: str,
    where: Sort,
    anchors: dict[str, etree._Element],
    take: Callable[[etree._Element], etree._Element],
) -> dict[str, etree._Element]:
    """Notes at the foot or the end, in the order in which the text refers to them."""
    name = package.part(f"{kind}s")
    if name is None:
        return {}
    root = take(package.tree(name))
    written = {attribute(note, "id") or "": note for note in root if local(note) == kind}
    for n, identifier in enumerate((one for one in anchors if one in written), start=1):
        story.note(written[identifier], Part.FOOTNOTE, Where(where, n), anchors[identifier])
    return {name: root}


def _as_it_is(root: etree._Element) -> etree._Element:
    return root


def _tell(
    package: Package, composer: Composer, story: Story, roots: dict[str, etree._Element], revised: str
) -> None:
    if any(is_revised(root) for root in roots.values()):
        composer.note(revised)
    if any(link.kind in ("header", "footer") for link in package.related(package.main)):
        composer.note(LEFT_OUT)
    if story.pictures:
        composer.note(PICTURES)
    if story.foreign:
        composer.note(FOREIGN)


def _root(package: Package, kind: str) -> etree._Element | None:
    name = package.part(kind)
    return None if name is None else package.tree(name)
