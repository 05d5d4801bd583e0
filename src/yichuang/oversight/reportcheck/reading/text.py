"""Plain and pasted text as a document: UTF-8 or GB18030, paragraphs found across hard line breaks. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from yichuang.oversight.reportcheck import places
from yichuang.oversight.reportcheck.document import Block, Document, Paragraph, Part
from yichuang.oversight.reportcheck.reading import captions
from yichuang.oversight.reportcheck.reading.grids import find_tables, is_rule, line_end

_ENDS = "。！？；：!?;:"
_NEW = re.compile(
    r"[\s\u3000]*(?:[（(〔]?[一二三四五六七八九十\d]{1,3}(?:[）)、]|[.．](?!\d))|第[一二三四五六七八九十百\d]+[章节条部]|[①-⑳]|#{1,6}\s|[-*•·●◆■]\s)"
)
_POINT = re.compile(
    r"[\s\u3000]*(?:第[一二三四五六七八九十百\d]+[章节条部]|[①-⑳]|#{1,6}\s|[-*•·●◆■]\s|[一二三四五六七八九十]{1,3}、)"
)
_INDENT = re.compile(r"(?:\u3000\u3000|    |\t)")
_HEADING = re.compile(
    r"[\s\u3000]*(?:#{1,6}\s|[（(]?[一二三四五六七八九十]{1,3}[）)、.]|第[一二三四五六七八九十]+[章节部])"
)
_WRAP_AT_LEAST = 20
_CUT_AT_LEAST = 40
_LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int  # without its line end
    text: str

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()


def decoded(raw: bytes) -> str:
    """The text of a file in UTF-8 (with or without its mark), UTF-16 with its mark, or GB18030.

    Raises UnicodeDecodeError if it is none of them.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


def read_text(raw: bytes | str) -> Document:
    """A document whose text is the decoded file, character for character. Raises UnicodeDecodeError."""
    text = decoded(raw) if isinstance(raw, bytes) else raw
    return Document(text, blocks(text, 0, len(text)))


def blocks(text: str, start: int, end: int) -> tuple[Block, ...]:
    """The paragraphs and the drawn tables within a range of the text that begins and ends with a line."""
    told: list[Block] = []
    at = start
    counted = 0
    for table in (*find_tables(text[start:end], start), None):
        stop = end if table is None else text.rfind("\n", 0, table.start) + 1
        for found in paragraphs(text, at, max(at, stop)):
            if not is_rule(text[found.start : found.end]):
                counted += 1
                told.append(replace(found, where=places.paragraph(counted)))
        if table is not None:
            told.append(table)
            at = line_end(text, table.end)
    return captions.attached(text, tuple(told))


def paragraphs(text: str, start: int, end: int) -> tuple[Paragraph, ...]:
    """The paragraphs within a range of the text: lines, and those that a hard break cut joined again."""
    groups: list[list[_Line]] = []
    lines = _lines(text, start, end)
    width = _wrap_width(lines)
    for line in lines:
        if line.is_blank:
            groups.append([])
        elif groups and groups[-1] and _goes_on(groups[-1][-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    told = [group for group in groups if group]
    return tuple(
        Paragraph(group[0].start, group[-1].end, _part(group), places.paragraph(number))
        for number, group in enumerate(told, start=1)
    )


def _lines(text: str, start: int, end: int) -> list[_Line]:
    found: list[_Line] = []
    at = start
    for line in text[start:end].splitlines(keepends=True):
        bare = line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
        found.append(_Line(at, at + len(bare), bare))
        at += len(line)
    return found


def _wrap_width(lines: list[_Line]) -> int:
    """How long a line must be to have been cut at the margin; more than any line if the text isn't wrapped.

    Text wrapped by a program has many lines of nearly the greatest length and none much longer.
    """
    lengths = sorted((_width(line.text) for line in lines if not line.is_blank), reverse=True)
    if len(lengths) < 2:
        return lengths[0] + 1 if lengths else 0
    longest = lengths[0]
    full = sum(length >= longest * 0.85 for length in lengths)
    open_ended = sum(1 for line in lines if not line.is_blank and line.text.rstrip()[-1] not in _ENDS)
    if longest >= _WRAP_AT_LEAST and longest <= _WIDEST and full >= 2 and open_ended >= 2:
        return int(longest * 0.85)
    return longest + 1


_WIDEST = 240


def _width(text: str) -> int:
    """Length in columns: a Chinese character takes two."""
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text.rstrip())


def _goes_on(before: _Line, line: _Line, width: int) -> bool:
    """Whether this line is the rest of the sentence of the line before."""
    last = before.text.rstrip()[-1]
    if _POINT.match(line.text):
        return False
    if _NEW.match(line.text) or _INDENT.match(line.text):  # or so it happens to look behind a cut
        alike = _indent(before) == _indent(line)
        cut = _width(before.text) >= width or (alike and _is_cut(before, line))
        return (
            last not in _ENDS
            and cut
            and (alike or not _INDENT.match(line.text))
            and not is_heading(before.text)
        )
    if last in "，、,（(“" or line.text.lstrip()[0] in "，。、；：）)”,;%":
        return True
    return _width(before.text) >= width or (last not in _ENDS and _is_cut(before, line))


def _indent(line: _Line) -> int:
    """How many blanks stand in front of a line."""
    return len(line.text) - len(line.text.lstrip())


def _is_cut(before: _Line, line: _Line) -> bool:
    """Whether a line without a sign at its end was cut at a margin: long, no heading, and the rest no longer."""
    wide = _width(before.text)
    return wide >= _CUT_AT_LEAST and _width(line.text) <= wide + 4 and not is_heading(before.text)


def _part(group: list[_Line]) -> Part:
    return Part.HEADING if len(group) == 1 and is_heading(group[0].text) else Part.BODY


def is_heading(line: str) -> bool:
    """Whether a line by itself looks like a heading: a heading's number, short, no sentence."""
    text = line.strip()
    short = 0 < len(text) <= _LONGEST_HEADING and text[-1] not in "。；;，,"
    sentence = "；" in text or "。" in text or text.count("，") > 1
    return short and not sentence and bool(_HEADING.match(text))


def begins_anew(line: str) -> bool:
    """Whether a line begins as headings and points of a list do."""
    return bool(_NEW.match(line))
