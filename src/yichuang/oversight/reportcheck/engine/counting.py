"""Which numbers of a view count something, and why the others don't. Pure, linear in length."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from yichuang.oversight.reportcheck.engine.noise import CROWDED, VAGUE, stretches
from yichuang.oversight.reportcheck.engine.numerals import Numeral, numerals
from yichuang.oversight.reportcheck.engine.units import unit_at
from yichuang.oversight.reportcheck.engine.views import View
from yichuang.oversight.reportcheck.findings import Span


@dataclass(frozen=True, slots=True)
class Noise:
    """A number that counts nothing, and why."""

    span: Span
    at: int
    reason: str


def apart(view: View) -> tuple[list[Numeral], tuple[Noise, ...]]:
    """The numbers of a view that count something, and those that don't."""
    reasons = sorted(stretches(view.text))
    if _is_crowded(view.text, sum(1 for _ in _DIGITS.finditer(view.text))):
        crowd = tuple(_crowd(view, reasons))
        if _is_crowded(view.text, sum(each.reason is CROWDED for each in crowd)):
            return [], crowd
    counted: list[Numeral] = []
    noise: list[Noise] = []
    for number in numerals(view.text):
        reason = _reason(view.text, number, reasons)
        if reason is None:
            counted.append(number)
        elif reason:
            noise.append(Noise(view.span(number.at, number.to), number.at, reason))
    return counted, tuple(noise)


def _crowd(view: View, reasons: list[tuple[int, int, str]]) -> Iterator[Noise]:
    """The numbers of what may be data, none kept longer than it takes to say why it isn't read."""
    for number in numerals(view.text):
        reason = _reason(view.text, number, reasons)
        if reason != "":
            yield Noise(view.span(number.at, number.to), number.at, reason or CROWDED)


def _is_crowded(text: str, numbers: int) -> bool:
    return numbers > _MANY and len(text) < _SPARSE * numbers


_DIGITS = re.compile("[0-9一二两三四五六七八九十百千万]+")  # each number has one at least
_MANY, _SPARSE = (
    1000,
    12,
)  # from so many numbers with so few signs each on, a paragraph isn't sentences but data


def _reason(text: str, number: Numeral, reasons: list[tuple[int, int, str]]) -> str | None:
    """Why the number counts nothing; "" if it is a mere word, None if it counts."""
    low = bisect_left(reasons, (number.at - _REACH, 0, ""))
    for at, to, reason in reasons[low:]:
        if at >= number.to:
            break
        if at < number.to and number.at < to:
            return reason
    unit = unit_at(text, number.to)
    if number.vague:
        return VAGUE if unit else ""
    if number.spoken and not number.sign and (not unit or _is_word(text, number, unit)):
        return ""
    return None


_REACH = 40  # signs that a stretch of noise may be long
_SPOKEN_UNITS_NEVER = frozenset(
    "点分度环步格字星号版章层级届周段片面站岗班队组线天道把副单口头例则通部对双路方发首列升管股车讲晚拨担眼顶克具票棒堂枪杆出回包听曲桌顿餐尊"
)


def _is_word(text: str, number: Numeral, unit: str) -> bool:
    """Whether Chinese digits before a measure word are part of a word: 一方面, 统一, 唯一, 进一步."""
    before = text[number.at - 1 : number.at]
    if before == "进":
        return number.value == 1  # 进一步, but 推进七个
    if before in _IN_A_WORD:
        return True
    if number.value == 1 and _NOT_ONE.match(text, number.at):
        return True
    if number.value == 1 and _LAST_ONE.search(text, max(0, number.at - 2), number.at):
        return True
    if unit == "起" and number.value == 1:
        return before not in _DONE  # 一起, but 查处一起
    return unit in _SPOKEN_UNITS_NEVER and number.value < 11


_IN_A_WORD = frozenset("第统唯之初单同某另任万专归每逐这那各哪其")
_NOT_ONE = re.compile(r"一(?:[一-鿿])(?:也|都)?[不没未](?:漏|落|少|剩|差|缺|留|掉|拖|欠|误)")  # 一家不漏
_LAST_ONE = re.compile(r"(?:^|[，。；：、（比较与和同的是为在由从])[上前下后]$")  # 比上一场, but 线上一场
_DONE = frozenset("处生案改办破获理解")
