"""A paragraph taken apart: sentences, clauses, brackets, and the figures that stand in them. Pure, linear in length."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from yichuang.oversight.reportcheck.document import Document, Paragraph, Part
from yichuang.oversight.reportcheck.engine.alike import with_roles, with_units, with_units_of_first
from yichuang.oversight.reportcheck.engine.counting import Noise, apart
from yichuang.oversight.reportcheck.engine.figures import Figure, Role, role_of
from yichuang.oversight.reportcheck.engine.intervals import point
from yichuang.oversight.reportcheck.engine.naming import named
from yichuang.oversight.reportcheck.engine.numerals import Bound, Numeral
from yichuang.oversight.reportcheck.engine.units import PERCENT, PERMILLE, POINTS, class_of, is_money, unit_at
from yichuang.oversight.reportcheck.engine.views import View, view_of
from yichuang.oversight.reportcheck.findings import Span


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A paragraph with its figures in reading order, and where each begins.

    `sentences` and `clauses` are the ends of such stretches in the view; `brackets` are [open, close] by number, 0
    being the whole. A passage is itself alone: what is asked of it again and again may be kept, as in `ranks` (the
    strongest sign between two places, see `relations/words/lists.py`).
    """

    index: int
    part: Part
    view: View
    figures: tuple[Figure, ...]
    noise: tuple[Noise, ...]
    sentences: tuple[int, ...]
    clauses: tuple[int, ...]
    brackets: tuple[tuple[int, int], ...]
    starts: tuple[int, ...] = field(init=False)
    text: str = field(init=False)
    ranks: dict[tuple[int, int], int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", self.view.text)
        object.__setattr__(self, "starts", tuple(figure.at for figure in self.figures))

    def sentence_range(self, number: int) -> tuple[int, int]:
        """Where a sentence begins and ends in the view."""
        return (self.sentences[number - 1] if number else 0), self.sentences[number]

    def clause_range(self, number: int) -> tuple[int, int]:
        """Where a clause begins and ends in the view, its closing sign not included."""
        begins, ends = (self.clauses[number - 1] if number else 0), self.clauses[number]
        while ends > begins and self.text[ends - 1] in _CLAUSE_SIGNS:
            ends -= 1
        return begins, ends

    def in_sentence(self, number: int) -> tuple[Figure, ...]:
        """The figures of a sentence."""
        begins, ends = self.sentence_range(number)
        return self.between(begins, ends)

    def between(self, at: int, to: int) -> tuple[Figure, ...]:
        """The figures that stand within [at, to) of the view."""
        return self.figures[bisect_left(self.starts, at) : bisect_left(self.starts, to)]

    def back_to(self, signs: str, at: int) -> int:
        """Where the stretch begins that ends at a place: behind the nearest of some signs in front of it."""
        return max(self.text.rfind(sign, 0, at) for sign in signs) + 1

    def quote(self, at: int, to: int) -> Span:
        """The range of the document from one place of the view to another."""
        return self.view.span(at, to)


_SENTENCE_SIGNS = "。！？"
_CLAUSE_SIGNS = "，；。！？：、（）"
_SENTENCE = re.compile(f"[{_SENTENCE_SIGNS}][”’）]*")
_CLAUSE = re.compile(f"[{_CLAUSE_SIGNS}]")


def passage_of(document: Document, paragraph: Paragraph, index: int) -> Passage:
    """Take a paragraph apart."""
    return _passage(document.text, paragraph.start, paragraph.end, paragraph.part, index)


def figures_of(document: Document, start: int, end: int) -> tuple[Figure, ...]:
    """The figures of any range of the text, as of a table's cell; numbers alone have the unit ""."""
    return _passage(document.text, start, end, Part.BODY, 0).figures


def _passage(text: str, start: int, end: int, part: Part, index: int) -> Passage:
    view = view_of(text, start, end)
    sentences = _ends(_SENTENCE, view.text)
    clauses = _ends(_CLAUSE, view.text)
    brackets, bracket_of = _brackets(view.text)
    counted, noise = apart(view)
    figures: list[Figure] = []
    for number in counted:
        place = _Place(
            index,
            bisect_right(sentences, number.at),
            bisect_right(clauses, number.at),
            bracket_of(number.at),
        )
        begins = clauses[place.clause - 1] if place.clause else 0
        if figures and figures[-1].clause == place.clause:
            begins = max(begins, figures[-1].after)
        figures.append(
            _beside(_turned(_figure(text, view, number, place, begins), figures[-1:]), figures[-1:])
        )
    alike = with_units_of_first(view.text, with_units(view.text, figures))
    alike = with_roles(view.text, alike)
    told = _with_bands(view.text, _with_tails(view, clauses, alike))
    return Passage(index, part, view, told, noise, sentences, clauses, brackets)


_BAND = re.compile(r"(?:以上|以下|以内|之内|以外|之外|及以上|及以下|内|外)(?:（含）)?|的$")
_TO = re.compile(r"(?:以上)?[至到~-]")


def _with_bands(text: str, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Sizes that tell which things a count behind them counts: "1,000至2,000人的6个", "5公里内的5个"."""
    told: list[Figure] = []
    sizes = _sizes(figures)
    for figure in reversed(figures):
        after = told[-1] if told else None
        bare = text[figure.after : after.at] if after and after.clause == figure.clause else ""
        counted = after and after.unit not in (figure.unit, "倍") and not after.is_percent
        is_size = bool(counted and _BAND.match(bare))
        is_size = is_size or figure in sizes
        is_start = bool(after and after.role is Role.BAND and _TO.fullmatch(bare))
        place = -1 if is_size else -2
        if (is_size or is_start) and len(told) >= -place:
            told[place] = replace(told[place], lead=text[figure.at : told[place].at][-_LONGEST:])
        told.append(replace(figure, role=Role.BAND) if is_size or is_start else figure)
    return tuple(reversed(told))


_MEASURED = frozenset(
    ("毫升", "升", "克", "公斤", "斤", "毫米", "厘米", "米", "岁", "元", "分", "千瓦", "寸")
)


def _sizes(figures: Sequence[Figure]) -> set[Figure]:
    """Sizes that are the only names of what is counted: "献400毫升1207人、300毫升112人、200毫升545人"."""
    found: set[Figure] = set()
    row: list[Figure] = []
    for one, other in pairwise(figures):
        counted = one.unit in _MEASURED and one.after == other.at and other.unit not in _MEASURED
        if counted and not other.is_percent and one.numeral.scale == 1:
            goes_on = row and row[-1].unit == one.unit and not one.lead and one.clause - row[-1].clause == 1
            row = [*row, one] if goes_on else [one]
            found.update(row if len(row) > 1 else ())
    return found


def _beside(figure: Figure, before: list[Figure]) -> Figure:
    """ "已消除风险71户228人": a second count of the same things has their words."""
    pair = before and not figure.lead and before[0].after == figure.at and before[0].unit != figure.unit
    if not pair or figure.is_percent or before[0].is_percent:
        return figure
    return replace(figure, lead=before[0].lead, role=before[0].role)


def _turned(figure: Figure, before: list[Figure]) -> Figure:
    """ "由2756件上升为3367件": behind a value that it comes from, the second is no change but the value now."""
    from_value = before and before[0].role is Role.BASE and before[0].clause == figure.clause
    if from_value and figure.role is Role.CHANGE and figure.lead.endswith(("为", "成", "到", "至")):
        return replace(figure, role=Role.LEVEL if figure.unit != PERCENT else Role.RATE)
    if figure.lead in ("同比", "环比") and figure.bracket:
        return replace(figure, role=Role.BASE)
    return figure


@dataclass(frozen=True, slots=True)
class _Place:
    paragraph: int
    sentence: int
    clause: int
    bracket: int


def _ends(sign: re.Pattern[str], text: str) -> tuple[int, ...]:
    ends = [found.end() for found in sign.finditer(text)]
    return (*ends[:-1], len(text)) if ends and ends[-1] == len(text) else (*ends, len(text))


def _brackets(text: str) -> tuple[tuple[tuple[int, int], ...], _Brackets]:
    """The round brackets of a view, and which one each place stands in; an unclosed one counts for nothing."""
    found: list[tuple[int, int]] = [(0, len(text))]
    starts: list[int] = []
    for at, sign in enumerate(text):
        if sign == "（":
            starts.append(at)
            if len(starts) > _DEEPEST:
                starts = []
        elif sign == "）" and starts:
            found.append((starts.pop(), at))
    found = [found[0], *sorted(found[1:])]
    return tuple(found), _Brackets(found)


_DEEPEST = 8


class _Brackets:
    """Which bracket a place stands in, innermost."""

    def __init__(self, found: list[tuple[int, int]]) -> None:
        self._changes: list[int] = [0]
        self._numbers: list[int] = [0]
        opening = {at: number for number, (at, _) in enumerate(found) if number}
        closing = {to for at, to in found[1:]}
        stack = [0]
        for at in sorted(opening.keys() | closing):
            if at in opening:
                stack.append(opening[at])
            elif len(stack) > 1:
                stack.pop()
            self._changes.append(at)
            self._numbers.append(stack[-1])

    def __call__(self, at: int) -> int:
        return self._numbers[bisect_right(self._changes, at) - 1]


_LONGEST = 40
_CURRENCY = "人民币"  # 15.13亿元人民币


def _figure(text: str, view: View, number: Numeral, place: _Place, begins: int) -> Figure:
    word = number.sign or unit_at(view.text, number.to)
    after = number.to if number.sign else number.to + len(word)
    if not word and (named := _NAMED_UNIT.search(view.text, begins, number.at)):
        word = named["unit"] if view.text.startswith("的", after) else ""
    if is_money(word) and view.text.startswith(_CURRENCY, after):
        after += len(_CURRENCY)
    unit = word if number.sign in (PERCENT, PERMILLE, POINTS) else class_of(word)
    lead = _lead(view.text, begins, number.at)
    role = role_of(lead, unit, view.text[after : after + 16])
    start, end = view.span(number.at, number.to)
    return Figure(
        span=(start, end),
        written=text[start:end],
        numeral=_as_planned(number) if role is Role.TARGET or _DESIGNED.search(lead) else number,
        unit=unit,
        word=word,
        role=role,
        lead=lead,
        tail="",
        paragraph=place.paragraph,
        sentence=place.sentence,
        clause=place.clause,
        bracket=place.bracket,
        after=after,
    )


_DESIGNED = re.compile(
    r"(?:设计|核定|额定)(?:日?处理|供水|生产)?(?:规模|能力|总?量)(?:为|是|达)?(?:每[日天年])?$"
)


def _as_planned(number: Numeral) -> Numeral:
    """A plan is set, not measured: whole 万 and 亿 of it (年度计划15亿元, 设计规模4万吨) weren't rounded."""
    is_whole = number.step == number.scale > 1 and number.bound is Bound.EXACT
    return replace(number, interval=point(number.value)) if is_whole else number


_NAMED_UNIT = re.compile(
    r"占[^，。；：、\d]{0,12}(?P<unit>人次|[人户件家次台套辆宗起](?=数))数?$"
)  # 占诊疗人次61.2万的
_COPULA = re.compile(r"(?:约|仅|只)?(?:为|是|达到?)(?:约|仅|只)?")


def _lead(text: str, begins: int, at: int) -> str:
    """The words in front of a figure; behind a colon or about a bracket those in front of it: 满意率（…）为82.5%."""
    words = text[max(begins, at - _LONGEST) : at].strip(_CLAUSE_SIGNS)
    sign = text[begins - 1 : begins]
    bare = not words or (sign == "）" and _COPULA.fullmatch(words) is not None)
    if not bare or not sign or sign not in "：（）":
        return words
    colon = begins - 1 if sign != "）" else text.rfind("（", max(0, begins - _LONGEST), begins)
    if colon < 0:
        return words
    start = max(text.rfind(sign, max(0, colon - _LONGEST), colon) for sign in _CLAUSE_SIGNS)
    front = text[max(start + 1, colon - _LONGEST) : colon]
    return words if sign in "（）" and any(digit.isdigit() for digit in front) else front + words


def _with_tails(view: View, clauses: tuple[int, ...], figures: list[Figure]) -> tuple[Figure, ...]:
    """The figures with the words behind them, which end where the clause ends or the next figure begins."""
    told: list[Figure] = []
    for index, figure in enumerate(figures):
        ends = clauses[figure.clause]
        if index + 1 < len(figures) and figures[index + 1].clause == figure.clause:
            ends = figures[index + 1].at
        tail = view.text[figure.after : min(ends, figure.after + _LONGEST)].strip(_CLAUSE_SIGNS)
        told.append(replace(figure, tail=tail))
    return named(view.text, told)
