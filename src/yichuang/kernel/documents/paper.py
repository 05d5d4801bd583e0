"""A paper that the office issues, before it is drawn: what it says, in order, without any layout.

Pure data. `render` draws it as PDF and as Word; both draw the same numbered blocks.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
PNG = b"\x89PNG\r\n\x1a\n"
TEXT_WIDTH_MM = 156  # GB/T 9704-2012, 5.2.1
_BESIDE_FIGURES = re.compile(r"(?<=[\u3400-\u9fff]) +(?=[0-9−])|(?<=[0-9%]) +(?=[\u3400-\u9fff])")
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Heading:
    """A heading; its number (一、（一）1.（1）) follows from its level, 1 to 4, and its place."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Para:
    """A paragraph of body text. `with_next`: it stands on the page of what follows, as the words above a table do."""

    text: str
    with_next: bool = False


@dataclass(frozen=True)
class Items:
    """An enumeration, one paragraph an item, numbered 1. 2. 3."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """A line of name and value: 申请人：张三. Several make a plain block above the text."""

    name: str
    value: str


@dataclass(frozen=True)
class Table:
    """A table with a head that is repeated on every page. `widths` are shares, one a column."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        columns = len(self.head) or len(self.rows[0])
        if any(len(row) != columns for row in self.rows):
            raise ValueError("every row of a table has as many cells as its head")
        if self.widths and len(self.widths) != columns:
            raise ValueError("a table has one width a column")


@dataclass(frozen=True)
class Picture:
    """A picture (PNG) in the middle, `width_mm` wide; `words` say what it shows to whoever can't see it.

    `caption` stands below it, on its page.
    """

    png: bytes
    width_mm: float
    words: str
    caption: str = ""

    def __post_init__(self) -> None:
        if not self.png.startswith(PNG):
            raise ValueError("a picture on a paper is a PNG")
        if not 0 < self.width_mm <= TEXT_WIDTH_MM:
            raise ValueError(f"a picture on a paper is at most {TEXT_WIDTH_MM} mm wide")


Block = Heading | Para | Items | Field | Table | Picture


@dataclass(frozen=True)
class Paper:
    """One document. Texts are taken as they are: no markup is read in them.

    `organ` heads the paper and `signature` (the organ again unless given) ends it above `day`; `mark` stands below the
    title: （征求意见稿）. `sealed` keeps room for the seal and moves the date four characters in (GB/T 9704-2012,
    7.3.5); `seal_picture` (PNG) is set on it, 42 mm wide. `case_number` and `qr_text` with the words `qr_label` stand
    in the foot of each page, and beside them a second code with words of its own, where there is one.
    """

    kind: str
    organ: str
    title: str
    day: date
    mark: str = ""
    number: str = ""
    addressee: str = ""
    blocks: tuple[Block, ...] = ()
    attachments: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    signature: str = ""
    case_number: str = ""
    qr_text: str = ""
    qr_label: str = "扫码核验本文书"
    second_qr_text: str = ""
    second_qr_words: str = ""
    receiver_line: bool = False
    sealed: bool = True
    seal_picture: bytes = b""

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError("a paper has a title")


@dataclass(frozen=True)
class Line:
    """A paragraph ready to be drawn: how it looks, its number and its text."""

    look: str
    text: str
    number: str = ""
    with_next: bool = False


def printable(text: str) -> str:
    """Without control signs and half surrogates, which Typst and Word can't take; tabs become spaces.

    Spaces typed beside figures go (`closed_up`).
    """
    clean = _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return closed_up(clean)


def chinese_number(number: int) -> str:
    """1 to 99 as 一 … 九十九, for headings."""
    if not 1 <= number <= 99:
        raise ValueError("headings are numbered from 1 to 99")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


def chinese_date(day: date) -> str:
    """2026年11月30日: Arabic digits, no leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def heading_number(level: int, count: int) -> str:
    """一、 （一） 1. （1） by level (GB/T 9704-2012, 7.3.3)."""
    if level == 1:
        return f"{chinese_number(count)}、"
    if level == 2:
        return f"（{chinese_number(count)}）"
    return f"{count}." if level == 3 else f"（{count}）"


def drawn(blocks: Iterable[Block]) -> list[Line | Table | Picture]:
    """The blocks in order, headings and items numbered; a text with line breaks makes several paragraphs."""
    counts = [0, 0, 0, 0]
    ready: list[Line | Table | Picture] = []
    for block in blocks:
        match block:
            case Heading(text, level):
                counts[level - 1] += 1
                counts[level:] = [0] * (4 - level)
                ready.append(
                    Line(f"heading{level}", printable(text), heading_number(level, counts[level - 1]))
                )
            case Para(text, with_next):
                ready += [Line("para", part, with_next=with_next) for part in _parts(text)]
            case Items(items):
                ready += [
                    Line("item", " ".join(_parts(text)), f"{n}.") for n, text in enumerate(items, start=1)
                ]
            case Field(name, value):
                ready.append(Line("field", " ".join(_parts(value)), printable(name)))
            case Table():
                ready.append(_printable_table(block))
            case Picture(words=words, caption=caption):
                ready.append(
                    dataclasses.replace(block, words=" ".join(_parts(words)), caption=printable(caption))
                )
    return ready


def closed_up(text: str) -> str:
    """Without the spaces that a page keeps beside figures: on paper the grid sets a quarter of a sign there."""
    return _BESIDE_FIGURES.sub("", text)


def _parts(text: str) -> list[str]:
    return [part for part in printable(text).split("\n") if part.strip()] or [""]


def _printable_table(table: Table) -> Table:
    rows = tuple(tuple(printable(cell) for cell in row) for row in table.rows)
    return dataclasses.replace(table, head=tuple(printable(cell) for cell in table.head), rows=rows)


def attachment_lines(attachments: Sequence[str]) -> list[str]:
    """附件：1.… lines; a single attachment has no number, none has a full stop (GB/T 9704-2012, 7.3.4)."""
    names = [printable(name) for name in attachments]
    if len(names) == 1:
        return [f"附件：{names[0]}"]
    return [("附件：" if n == 1 else "\u3000" * 3) + f"{n}.{name}" for n, name in enumerate(names, start=1)]
