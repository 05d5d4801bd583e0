"""The signs of one paragraph, in order, each with the element that it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from yichuang.oversight.reportcheck.reading.markup import attribute, child, local, switched, value
from yichuang.oversight.reportcheck.reading.word.names import COME, DEEPEST, opened
from yichuang.oversight.reportcheck.reading.word.styles import Styles

_SIGNS: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_MARK: Final = re.compile(r"^\s*[\[［〔(（]?\s*[0-9０-９*①-⑳]+\s*[\]］〕)）]?\s*$")
_XML_SPACE: Final = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Bit:
    """Text of one element. `element` is the `t` that holds it, its signs from `offset` on; None for made text."""

    text: str
    element: etree._Element | None = None
    offset: int = 0


@dataclass(slots=True)
class Line:
    """What a paragraph holds: its text, notes it refers to, boxes that hang on it, whether it was revised."""

    bits: list[Bit] = field(default_factory=list)
    notes: list[tuple[str, str, etree._Element]] = field(default_factory=list)
    boxes: list[tuple[etree._Element, etree._Element]] = field(default_factory=list)
    pictures: int = 0

    @property
    def last(self) -> str:
        """Its last sign so far."""
        return self.bits[-1].text[-1:] if self.bits else ""

    @property
    def text(self) -> str:
        """All its text."""
        return "".join(bit.text for bit in self.bits)


@dataclass(slots=True)
class Gatherer:
    """Gathers paragraphs of one story; knows how far into a field's instructions it is."""

    styles: Styles
    instructions: list[bool] = field(default_factory=list)

    def gather(self, paragraph: etree._Element) -> Line:
        """The line of a paragraph, deletions left out and insertions taken."""
        line = Line()
        for element in opened(paragraph):
            if local(element) == "r":
                self._run(line, element, 0)
        if any(self.instructions):  # a broken field must not swallow the rest of the report
            self.instructions.clear()
        return line

    def _run(self, line: Line, run: etree._Element, depth: int) -> None:
        properties = child(run, "rPr")
        if properties is not None and (
            switched(properties, "vanish") or self.styles.is_hidden(value(properties, "rStyle"))
        ):
            return
        raised = value(properties, "vertAlign") == "superscript"
        for element in opened(run):
            self._take(line, element, run, raised, depth)

    def _take(
        self, line: Line, element: etree._Element, run: etree._Element, raised: bool, depth: int
    ) -> None:
        name = local(element)
        if name == "fldChar":
            self._field(attribute(element, "fldCharType"))
        elif any(self.instructions):
            return
        elif name == "t":
            self._text(line, element, raised)
        elif name in _SIGNS:
            page = name == "br" and attribute(element, "type") in ("page", "column")
            line.bits.append(Bit("\n" if page else _SIGNS[name]))
        elif name in ("footnoteReference", "endnoteReference"):
            line.notes.append((name.removesuffix("Reference"), attribute(element, "id") or "", run))
        elif name in ("drawing", "pict", "object"):
            boxes, pictures = _drawn(element)
            line.boxes.extend((box, run) for box in boxes)
            line.pictures += pictures
        elif name == "r" and depth < DEEPEST:  # inside the base of a ruby
            self._run(line, element, depth + 1)

    def _text(self, line: Line, element: etree._Element, raised: bool) -> None:
        text = element.text or ""
        offset = 0
        if attribute(element, "space") != "preserve":
            offset = len(text) - len(text.lstrip(_XML_SPACE))
            text = text.strip(_XML_SPACE)
        if raised and _MARK.match(text) and line.last.isdigit():
            return  # the number of a note after a figure isn't one of its digits
        if text:
            line.bits.append(Bit(text.replace("\n", " ").replace("\r", " "), element, offset))

    def _field(self, at: str | None) -> None:
        if at == "begin":
            self.instructions.append(True)
        elif at == "separate" and self.instructions:
            self.instructions[-1] = False
        elif at == "end" and self.instructions:
            self.instructions.pop()


def _drawn(drawing: etree._Element) -> tuple[list[etree._Element], int]:
    """The text boxes of a drawing, one of each pair of alternatives, and how many pictures are beside them.

    Boxes within boxes come with the outer.
    """
    found: list[etree._Element] = []
    pictures = 0
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        if local(element) == "txbxContent":
            found.append(element)
        elif local(element) == "AlternateContent":
            waiting += [inner for inner in element if local(inner) == "Choice"] or list(element)
        else:
            pictures += local(element) in ("blip", "imagedata")
            waiting += reversed(element)
    return found, pictures


def is_revised(root: etree._Element) -> bool:
    """Whether a part holds tracked changes that nobody accepted or rejected yet."""
    return any(
        local(element) in COME or local(element) in ("del", "moveFrom")
        for element in root.iter(etree.Element)
    )
