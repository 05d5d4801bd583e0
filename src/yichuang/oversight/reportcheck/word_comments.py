"""The Word file back with a comment at each finding, and nothing else in it changed. Pure.

A comment stands around the exact characters of the number that states the result; what isn't shown as text (a number
that Word sets by itself) is marked at the nearest text. Word allows no comments within text boxes, and LibreOffice
opens no file with comments within notes: there it stands at the place in the body on which the box hangs, or at the
number of the note.
"""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from lxml import etree

from yichuang.oversight.reportcheck.document import Document
from yichuang.oversight.reportcheck.findings import KINDS, Certainty, Examination, Finding, Span
from yichuang.oversight.reportcheck.reading.markup import attribute, local, number
from yichuang.oversight.reportcheck.reading.package import Package
from yichuang.oversight.reportcheck.reading.word import Piece, Traced, trace

AUTHOR: Final = "一窗报告核对"
INITIALS: Final = "核"
_TYPES: Final = "[Content_Types].xml"
_PART_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_STRICT: Final = "http://purl.oclc.org/ooxml/"
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_STRICT_RELATION: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_HOLDS_RUNS: Final = frozenset(
    {"p", "hyperlink", "ins", "moveTo", "sdtContent", "smartTag", "customXml", "fldSimple", "bdo", "dir"}
)


class OtherDocument(ValueError):
    """The document wasn't read from this file."""


def commented(content: bytes, examination: Examination, document: Document) -> bytes:
    """The docx `content`, from which `document` was read and examined, with its findings as comments.

    Raises Unreadable if it is no docx, OtherDocument if the document is of another file.
    """
    traced = trace(content)
    if traced.document.text != document.text:
        raise OtherDocument
    places = [_place(traced, finding) for finding in examination.findings]
    marker = _Marker(etree.QName(traced.roots[traced.package.main]).namespace or "")
    marker.cut(places)
    comments = _Comments(traced.package, marker.space)
    for finding, place in zip(examination.findings, places, strict=True):
        if place:
            marker.mark(place, comments.add(finding))
    if not any(places):
        return content
    touched = {stretch.piece.part for place in places for stretch in place}
    changed = {name: _written(root) for name, root in traced.roots.items() if name in touched}
    return _packed(content, changed | comments.parts())


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of one piece: from which to which sign of the document."""

    piece: Piece
    start: int
    end: int


def _place(traced: Traced, finding: Finding) -> list[_Stretch]:
    """Where a finding is marked: its claim, else its last number, else the nearest text."""
    check = finding.check
    wanted: list[Span] = [*([check.claim] if check.claim else []), *reversed(check.spans)]
    for start, end in wanted:
        pieces = traced.within(start, end)
        if pieces:
            return [_Stretch(piece, max(start, piece.start), min(end, piece.end)) for piece in pieces]
    at = wanted[0][0] if wanted else 0
    near = min(traced.pieces, key=lambda piece: abs(piece.start - at), default=None)
    return [_Stretch(near, near.start, near.end)] if near else []


@dataclass(slots=True)
class _Marker:
    """Parts runs at the places of comments, and sets the marks."""

    space: str
    begins: dict[int, etree._Element] = field(default_factory=dict)
    ends: dict[int, etree._Element] = field(default_factory=dict)

    def cut(self, places: Iterable[list[_Stretch]]) -> None:
        """Part the text of each element where some comment begins or ends, all comments at once."""
        pieces: dict[int, Piece] = {}
        edges: dict[int, set[int]] = defaultdict(set)
        for place in places:
            for stretch in place:
                if stretch.piece.anchor is None:
                    pieces[id(stretch.piece)] = stretch.piece
                    edges[id(stretch.piece)] |= {stretch.start, stretch.end}
        for key, piece in pieces.items():
            self._part(piece, sorted(edges[key] | {piece.start, piece.end}))

    def _part(self, piece: Piece, edges: list[int]) -> None:
        element = piece.element
        if len(edges) > 2 and element.get(f"{_XML}space") != "preserve":
            element.text = (element.text or "").strip(" \t\r\n")
        for start, end in pairwise(edges):
            self.begins[start] = self.ends[end] = element
            if end < piece.end:
                element = _after(element, end - start)

    def mark(self, place: list[_Stretch], identifier: str) -> None:
        """Set the beginning, the end and the reference of a comment."""
        first, last = place[0], place[-1]
        if first.piece.anchor is not None:
            begin = end = _outermost(first.piece.anchor)
        else:
            begin = _run(self.begins[first.start], before=True)
            end = _run(self.ends[last.end], before=False)
        begin, end = _beyond_field(begin, before=True), _beyond_field(end, before=False)
        begin.addprevious(self._mark("commentRangeStart", identifier))
        stop = self._mark("commentRangeEnd", identifier)
        end.addnext(stop)
        run = etree.Element(f"{{{self.space}}}r")
        run.append(self._mark("commentReference", identifier))
        stop.addnext(run)

    def _mark(self, name: str, identifier: str) -> etree._Element:
        mark = etree.Element(f"{{{self.space}}}{name}")
        mark.set(f"{{{self.space}}}id", identifier)
        return mark


def _run(text: etree._Element, *, before: bool) -> etree._Element:
    """The run of a text by itself, parted from what stands before (or behind) the text in it."""
    run = text.getparent()
    assert run is not None
    parent = run.getparent()
    if parent is None or local(parent) not in _HOLDS_RUNS:
        return _outermost(run)
    if before:
        earlier = [inner for inner in text.itersiblings(preceding=True) if local(inner) != "rPr"]
        return _divided(run, text) if earlier else run
    behind = text.getnext()
    if behind is not None:
        _divided(run, behind)
    return run


def _beyond_field(run: etree._Element, *, before: bool) -> etree._Element:
    """Where a mark stands outside the field in whose result a run is: LibreOffice takes a comment in it for text."""
    paragraph = next(run.iterancestors(f"{{{etree.QName(run).namespace}}}p"), None)
    begun: etree._Element | None = None
    depth, within = 0, False
    for element in () if paragraph is None else paragraph.iter(etree.Element):
        within = within or (depth > 0 and element is run)
        kind = attribute(element, "fldCharType") if local(element) == "fldChar" else None
        if kind == "begin":
            begun = element if depth == 0 else begun
            depth += 1
        elif kind == "end" and depth:
            depth -= 1
            if depth == 0 and within and begun is not None:
                edge = (begun if before else element).getparent()
                return run if edge is None else _outermost(edge)
    return run


def _after(element: etree._Element, length: int) -> etree._Element:
    """Keep so many signs in a text; the rest goes into a new one behind it, which is given back."""
    text = element.text or ""
    rest = deepcopy(element)
    rest.tail = None
    element.text, rest.text = text[:length], text[length:]
    for part in (element, rest):
        part.set(f"{_XML}space", "preserve")
    element.addnext(rest)
    return rest


def _divided(run: etree._Element, child: etree._Element) -> etree._Element:
    """Move a child of a run and all behind it into a new run of the same look, which is given back."""
    new = etree.Element(run.tag, dict(run.attrib), run.nsmap)
    new.tail, run.tail = run.tail, None
    moved = [child, *child.itersiblings()]
    properties = next((inner for inner in run if local(inner) == "rPr"), None)
    if properties is not None:
        new.append(deepcopy(properties))
    new.extend(moved)
    tail, new.tail = new.tail, None
    run.addnext(new)
    new.tail = tail
    return new


def _outermost(run: etree._Element) -> etree._Element:
    """The element around a run that may have marks beside it."""
    at = run
    parent = at.getparent()
    while parent is not None and local(parent) not in _HOLDS_RUNS:
        at, parent = parent, parent.getparent()
    return at


class _Comments:
    """The part with the comments: the file's own, or a new one."""

    def __init__(self, package: Package, space: str) -> None:
        self._package = package
        self._space = space
        found = package.part("comments")
        self._name = found or _beside(package, "comments")
        self._new = found is None
        self._root = (
            etree.Element(f"{{{space}}}comments", nsmap={"w": space})
            if found is None
            else package.tree(found)
        )
        used = [number(attribute(comment, "id"), -1) for comment in self._root if local(comment) == "comment"]
        self._next = max(used, default=-1) + 1

    def add(self, finding: Finding) -> str:
        """Append the comment of a finding; gives its identifier."""
        identifier = str(self._next)
        self._next += 1
        comment = etree.SubElement(self._root, f"{{{self._space}}}comment")
        for name, value in (("id", identifier), ("author", AUTHOR), ("initials", INITIALS)):
            comment.set(f"{{{self._space}}}{name}", value)
        for line in told(finding):
            paragraph = etree.SubElement(comment, f"{{{self._space}}}p")
            text = etree.SubElement(etree.SubElement(paragraph, f"{{{self._space}}}r"), f"{{{self._space}}}t")
            text.text = line
            text.set(f"{_XML}space", "preserve")
        return identifier

    def parts(self) -> dict[str, bytes]:
        """The parts that the archive needs for them."""
        told = {self._name: _written(self._root)}
        if self._new:
            told |= {_TYPES: self._types(), **self._links()}
        return told

    def _types(self) -> bytes:
        root = self._package.tree(_TYPES)
        entry = etree.SubElement(root, f"{{{etree.QName(root).namespace}}}Override")
        entry.set("PartName", f"/{self._name}")
        entry.set("ContentType", _PART_TYPE)
        return _written(root)

    def _links(self) -> dict[str, bytes]:
        folder, _, file = self._package.main.rpartition("/")
        name = f"{folder}/_rels/{file}.rels".lstrip("/")
        space = "http://schemas.openxmlformats.org/package/2006/relationships"
        if name in self._package:
            root = self._package.tree(name)
        else:  # LibreOffice knows no prefix here
            root = etree.Element(f"{{{space}}}Relationships", nsmap={None: space})
        taken = {link.get("Id") for link in root}
        link = etree.SubElement(root, f"{{{space}}}Relationship")
        link.set("Id", next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken))
        link.set("Type", _STRICT_RELATION if self._space.startswith(_STRICT) else _RELATION)
        link.set("Target", f"/{self._name}")
        return {name: _written(root)}


def told(finding: Finding) -> list[str]:
    """The lines of a comment: what kind, the arithmetic, and each change that would make it right."""
    sure = "前后矛盾" if finding.certainty is Certainty.CONTRADICTION else "请核对"
    lines = [f"{sure}（{KINDS[finding.check.kind]}）", finding.check.arithmetic]
    if finding.would_hold:
        lines.append("改其中一处即可相符：" + "；".join(finding.would_hold[:6]))
    return lines


def _beside(package: Package, stem: str) -> str:
    """A name for a new part beside the main one."""
    folder = package.main.rpartition("/")[0]
    names = (f"{folder}/{stem}{n or ''}.xml".lstrip("/") for n in range(1_000))
    return next(name for name in names if name not in package)


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def _packed(content: bytes, changed: dict[str, bytes]) -> bytes:
    """The archive with some parts exchanged or added, all others as they were, in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            written = changed.pop(member.filename, None)
            new.writestr(member, old.read(member) if written is None else written)
        for name, written in changed.items():
            new.writestr(zipfile.ZipInfo(name), written, zipfile.ZIP_DEFLATED)
    return out.getvalue()
