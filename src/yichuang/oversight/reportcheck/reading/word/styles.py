"""What the named styles of a Word file say of a paragraph: a heading, a caption, a table of contents, a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from yichuang.oversight.reportcheck.document import Part
from yichuang.oversight.reportcheck.reading.markup import attribute, child, local, number, switched, value
from yichuang.oversight.reportcheck.reading.word.numbering import numbered

_HEADING: Final = re.compile(r"^(?:heading|标题|title|subtitle|副标题)\s*\d*$", re.IGNORECASE)
_CAPTION: Final = re.compile(r"^(?:caption|题注)$", re.IGNORECASE)
_CONTENTS: Final = re.compile(r"^(?:toc|目录|table of figures|index)\s*\d*$", re.IGNORECASE)
_LONGEST: Final = 12  # of a chain of styles that rest on each other


@dataclass(frozen=True, slots=True)
class Style:
    """A style: its name, the one it rests on, and what it sets itself."""

    name: str
    base: str
    outline: int | None
    numbering: tuple[str, int] | None
    hidden: bool


@dataclass(slots=True)
class Styles:
    """All styles by their identifier, and the one of paragraphs that name none."""

    known: dict[str, Style] = field(default_factory=dict)
    usual: str = ""

    def chain(self, identifier: str | None) -> Iterator[Style]:
        """The style and those that it rests on, nearest first."""
        at = identifier or self.usual
        for _ in range(_LONGEST):
            style = self.known.get(at)
            if style is None:
                return
            yield style
            at = style.base

    def is_contents(self, identifier: str | None) -> bool:
        """Whether it sets lines of a table of contents."""
        return any(_CONTENTS.match(style.name) for style in self.chain(identifier))

    def is_hidden(self, identifier: str | None) -> bool:
        """Whether its text isn't shown."""
        return bool(identifier) and any(style.hidden for style in self.chain(identifier))

    def part(self, properties: etree._Element | None) -> Part:
        """What a body paragraph is, by its own outline level and by its style."""
        own = value(properties, "outlineLvl")
        named = value(properties, "pStyle")
        levels = [own] if own is not None else []
        levels += [str(style.outline) for style in self.chain(named) if style.outline is not None]
        if levels:
            return Part.HEADING if number(levels[0], 9) < 9 else Part.BODY
        if any(_HEADING.match(style.name) for style in self.chain(named)):
            return Part.HEADING
        if any(_CAPTION.match(style.name) for style in self.chain(named)):
            return Part.CAPTION
        return Part.BODY

    def numbering(self, properties: etree._Element | None) -> tuple[str, int] | None:
        """The list and level of a paragraph: its own, else its style's; list "0" takes the number away."""
        own = numbered(properties)
        if own is not None:
            return own
        named = value(properties, "pStyle")
        return next((style.numbering for style in self.chain(named) if style.numbering), None)


def read_styles(root: etree._Element | None) -> Styles:
    """The part styles.xml; nothing if there is none."""
    read = Styles()
    for element in root if root is not None else ():
        if local(element) != "style":
            continue
        identifier = attribute(element, "styleId") or ""
        properties = child(element, "pPr")
        outline = value(properties, "outlineLvl")
        read.known[identifier] = Style(
            (value(element, "name") or "").strip(),
            value(element, "basedOn") or "",
            None if outline is None else number(outline, 9),
            numbered(properties),
            switched(child(element, "rPr"), "vanish"),
        )
        if attribute(element, "type") == "paragraph" and attribute(element, "default") in ("1", "true"):
            read.usual = identifier
    return read
