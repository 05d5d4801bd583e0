"""A paragraph as the engine reads it: one form for each sign, no layout, and the way back to the original. Pure.

Full-width forms, ASCII punctuation, traditional signs and hard line breaks don't change what a sentence says, so they
are gone here; each character of the view knows the character of the document that it came from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from yichuang.oversight.reportcheck.engine.traditional import SIMPLIFIED
from yichuang.oversight.reportcheck.findings import Span

_SIGNS = {
    ",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "!": "！", "?": "？", "[": "〔", "]": "〕",
    "﹪": "%", "﹐": "，", "﹔": "；", "﹕": "：", "﹙": "（", "﹚": "）", "｡": "。", "､": "、", "⼀": "一", "〇": "零",
    "－": "-", "−": "-", "–": "-", "—": "-", "―": "-", "‐": "-", "‑": "-", "─": "-", "﹣": "-",
    "～": "~", "〜": "~", "∼": "~", "㎡": "平方米", "㎥": "立方米", "㎞": "公里", "㎏": "公斤", "°": "度",
    "「": "“", "」": "”", "『": "“", "』": "”", "﹃": "“", "﹄": "”",
}  # fmt: skip
_FORMS = {**SIMPLIFIED, **_SIGNS}
_DROPPED = re.compile(r"[\s\u200b-\u200f\u2028-\u202f\u2060\ufeff\u00ad\u0000-\u001f]")
_GROUPED = re.compile(r"(?<![\d.])(?<!\d，)\d{1,3}(?:，\d{3})+(?!\d)(?!，\d)")
_NARROW = re.compile(r"(?<![\d.])(?<!\d,)\d{1,3}(?:,\d{3})+(?!\d)(?!,\d)")
_OF_MONEY = re.compile(
    r"(?<![\d.，])\d{1,3}(?:，\d{3})+\.\d{1,2}(?=[万亿]?元)"
)  # 1，384.36万元 is one amount
_SPACED = re.compile(r"(?<![\d. ])[1-9]\d{0,2}(?: \d{3})+(?![\d ])")
# "99。4%" is a decimal point mistyped; "共接件100。2015年" is the end of a sentence.
_POINT = re.compile(r"(?<![\d.])\d+(。|·|．)\d{1,4}(?=%|‰|个百分点|万|亿|倍|元|分(?!别))")


@dataclass(frozen=True, slots=True)
class View:
    """The text in one form. `places[i]` is the offset in the document of character i."""

    text: str
    places: tuple[int, ...]

    def span(self, at: int, to: int) -> Span:
        """The range of the document that a range of the view came from; it must hold a character."""
        return self.places[at], self.places[to - 1] + 1


def view_of(text: str, start: int, end: int) -> View:
    """The view of the range [start, end) of a document's text."""
    signs: list[str] = []
    places: list[int] = []
    spaces = ""
    for offset in range(start, end):
        sign = text[offset]
        if _DROPPED.match(sign):
            spaces += sign
            continue
        shown = _in_one_form(sign)
        if spaces and signs and _keeps_space(signs, shown[0], spaces):
            signs.append(" ")
            places.append(offset - 1)
        spaces = ""
        for each in shown:
            signs.append(each)
            places.append(offset)
    _mend_numbers(signs, places, text)
    return View("".join(signs), tuple(places))


def _in_one_form(sign: str) -> str:
    if "\uff01" <= sign <= "\uff5e" and sign not in "，；：（）！？－～":
        sign = chr(ord(sign) - 0xFEE0)
    return _FORMS.get(sign, sign)


def _keeps_space(signs: list[str], following: str, spaces: str) -> bool:
    """Whether a gap keeps two numbers apart: "10 20" isn't 1020; a number broken by the end of a line is one number.

    "2. 2015年" at the beginning is a heading number, not 2.2015.
    """
    if not following.isdigit():
        return False
    if signs[-1].isdigit():
        return "\n" not in spaces and "\r" not in spaces
    return signs[-1] == "." and 1 < len(signs) <= 3 and all(sign.isdigit() for sign in signs[:-1])


def _mend_numbers(signs: list[str], places: list[int], original: str) -> None:
    """Give thousands one separator and decimals one point. A wide comma between narrow digits parts a list, unless
    both together are an amount of money with decimals.
    """
    text = "".join(signs)
    raw = "".join("," if original[at] == "," else sign for sign, at in zip(signs, places, strict=True))
    for found in _NARROW.finditer(raw):  # "2,804，2月2,115": narrow commas group, wide ones part
        for index in range(found.start(), found.end()):
            if signs[index] == "，":
                signs[index] = ","
    text = "".join(signs)
    for found in _GROUPED.finditer(text):
        for index in range(found.start(), found.end()):
            wide = original[places[index]] == "，" and original[places[index - 1]].isascii()
            if signs[index] == "，" and not wide:
                signs[index] = ","
    for found in _OF_MONEY.finditer(text):
        for index in range(found.start(), found.end()):
            signs[index] = "," if signs[index] == "，" else signs[index]
    for found in _POINT.finditer(text):
        signs[found.start(1)] = "."
    doomed = [at for found in _SPACED.finditer(text) for at in range(*found.span()) if signs[at] == " "]
    for index in reversed(doomed):
        del signs[index], places[index]
