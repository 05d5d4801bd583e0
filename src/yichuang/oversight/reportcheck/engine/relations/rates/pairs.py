"""A rate, the counts about it, and the pairs of part and base that it may be of. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import Interval, total_of
from yichuang.oversight.reportcheck.engine.numerals import Bound
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.words.lists import rank_between
from yichuang.oversight.reportcheck.engine.telling import with_value
from yichuang.oversight.reportcheck.engine.units import DURATIONS

NEAR = 12  # figures in front of a rate that may be its part or base,
SENTENCES = 2  # from so many sentences before
BEHIND = 3
CLOSE = 40  # signs between a rate that stands in a sentence alone and its part


@dataclass(frozen=True, slots=True)
class Pair:
    """A part, or several together, and their base. `sure`: the words say that the rate is of these.

    `rest`: the rate is of all but the parts ("超期12件，按时办结率"). A base that isn't printed is made of several:
    `added` is what is counted to the first of them ("男512人，女298人，女占36.8%"), `taken` what is taken from it.
    """

    parts: tuple[Figure, ...]
    base: Figure
    sure: bool
    rest: bool = False
    added: tuple[Figure, ...] = ()
    taken: tuple[Figure, ...] = ()

    @property
    def bases(self) -> tuple[Figure, ...]:
        """The figures that the base is made of, one if it is printed."""
        return (self.base, *self.added, *self.taken)

    @property
    def is_made(self) -> bool:
        """Whether the base isn't printed but made of several figures."""
        return bool(self.added or self.taken)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Base and parts, each once."""
        if not (self.added or self.taken):
            return (self.base, *self.parts)
        bases = self.bases
        return (*bases, *(part for part in self.parts if part not in bases))

    @property
    def whole(self) -> Decimal:
        """The value of the base."""
        if not self.is_made:
            return self.base.value
        return sum((f.value for f in (self.base, *self.added)), Decimal(0)) - sum(f.value for f in self.taken)

    @property
    def whole_range(self) -> Interval:
        """What the base may stand for."""
        if not self.is_made:
            return self.base.interval
        made = total_of([f.interval for f in (self.base, *self.added)])
        return made - total_of([f.interval for f in self.taken]) if self.taken else made

    @property
    def value(self) -> Decimal:
        """The parts together, or what they leave."""
        made = sum((part.value for part in self.parts), Decimal(0))
        return self.whole - made if self.rest else made

    def with_value(self, figure: Figure, value: Decimal) -> Pair:
        """The pair with another value of a figure, wherever it stands in it."""

        def changed(some: tuple[Figure, ...]) -> tuple[Figure, ...]:
            return tuple(with_value(f, value) if f is figure else f for f in some)

        return replace(
            self, parts=changed(self.parts), base=changed((self.base,))[0],
            added=changed(self.added), taken=changed(self.taken),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Around:
    """A rate with the counts about it: `before` it, nearest last, and `behind` it in its sentence."""

    passage: Passage
    rate: Figure
    before: tuple[Figure, ...]
    behind: tuple[Figure, ...]

    @property
    def here(self) -> tuple[Figure, ...]:
        """The counts of its own sentence, those in front of it first."""
        number = self.rate.sentence
        return (*(f for f in self.before if f.sentence == number), *self.behind)


def around(passage: Passage, index: int, rate: Figure) -> Around:
    """The counts about a rate."""
    before = passage.figures[max(0, index - NEAR) : index]
    ends = passage.text.find("；", rate.to)
    behind = passage.figures[index + 1 : index + 1 + BEHIND]
    behind = tuple(f for f in behind if ends < 0 or f.at < ends)
    return Around(
        passage,
        rate,
        tuple(f for f in before if is_count(f) and rate.sentence - f.sentence <= SENTENCES),
        tuple(f for f in behind if is_count(f) and f.sentence == rate.sentence),
    )


def is_count(figure: Figure) -> bool:
    """Whether a figure may be part or base of a rate."""
    return (
        not figure.is_percent
        and (figure.unit != "" or figure.value >= 100)
        and (figure.unit not in DURATIONS or figure.unit == "天")
        and figure.role is not Role.AVERAGE
        and figure.unit != "倍"
    )


def is_listed(at: Around, part: Figure) -> bool:
    """Whether a part stands in a list kept by 、: what follows may tell of the whole list, or of its head."""
    front = [f for f in at.before if f.at < part.at and f.unit == part.unit and f.clause == part.clause - 1]
    return bool(front) and rank_between(at.passage, front[-1], part) == 1


_BECAME = re.compile(
    r"[^，。；：\d]{0,6}(?:降|升|增|减|提|扩|压|缩|发展|回落|涨|调|变|改)[^，。；：\d]{0,4}?(?:到|至|为|成)[^，。；：\d]{0,3}"
)
_BEGAN = re.compile(r"(?:由|从|自)[^，。；：]{0,12}$")
_THEN = re.compile(r"上年|去年|同期|原|年初|以前|当初|比重由|上[期月季届]|相当于|倍")


def are_one_step(passage: Passage, rate: Figure, pair: Pair) -> bool:
    """Whether part and base are one count at two times, of which a rate is no share: 由251起降到203起，仍占84.2%."""
    if len(pair.parts) > 1 or pair.base.paragraph != rate.paragraph:
        return False
    first, last = sorted((pair.base, pair.parts[0]), key=lambda figure: figure.at)
    began = _BEGAN.search(first.lead) is not None and "占" in rate.lead
    return (
        began
        and _BECAME.fullmatch(passage.text, first.after, last.at) is not None
        and not _THEN.search(rate.lead)
    )


_GROUP = re.compile(r"(?P<group>[一-鿿]{2,4})(?:中|里)[的，]?[一-鿿]")


def is_of_group(part: Figure, base: Figure) -> bool:
    """Whether the words of a part name a group that it is of, and the base isn't just that: 预备党员中新发展176名."""
    found = _GROUP.search(re.sub(r"其中|全[县市镇乡区村校省体]|[一二三四五六七八九十初高]中", "", part.lead))
    label = base.name + base.lead + base.tail
    return found is not None and found["group"] not in label


def is_no_rate(passage: Passage, rate: Figure, pair: Pair) -> bool:
    """Whether a rate is hardly of a pair, though its words and places fit."""
    return are_one_step(passage, rate, pair) or any(True for _ in no_rate_signs(passage, rate, pair))


def no_rate_signs(passage: Passage, rate: Figure, pair: Pair) -> Iterator[str]:
    """How the words set a rate apart from a pair.

    Both stand in one list of parts that are so much of all together (城建类783件、政法类562件，占总量的60%), a rough
    count stands between, they only say of how many things the rate tells (两所接警量占四所总量的69%), or the base is a
    value of before in another clause and the part of now.
    """
    if _are_listed_together(passage, rate, pair):
        yield "listed with its base"
    if _is_of_a_rough_one(passage, rate, pair):
        yield "rough one between"
    if pair.base.numeral.spoken and all(
        f.numeral.spoken and f.value <= _FEW and f.clause == rate.clause for f in pair.figures
    ):
        yield "few things named"
    now = pair.parts[0].role is not Role.BASE and pair.base.role is Role.BASE
    if now and pair.base.clause != rate.clause and not _THEN.search(rate.lead):
        yield "now of before"


_FEW = 20


def _is_of_a_rough_one(passage: Passage, rate: Figure, pair: Pair) -> bool:
    """Whether a rough count stands between part and rate, of which the rate is: 装机17亿，发电约3.8万亿，占39.7%."""
    part = pair.parts[-1]
    return any(
        (figure.unit == part.unit or _is_its_share(passage, rate, figure))
        and not figure.is_exact
        and figure.role is Role.LEVEL
        for figure in passage.between(part.after, rate.at)
        if figure is not pair.base and rate.clause - figure.clause <= 1
    )


def _is_its_share(passage: Passage, rate: Figure, figure: Figure) -> bool:
    """Whether a share stands right behind a figure told roughly, whatever its unit: 发电约4.1亿千瓦时，占…的."""
    return (
        figure.bound is Bound.ABOUT
        and rate.lead.startswith("占")
        and not passage.between(figure.after, rate.at)
    )


def _are_listed_together(passage: Passage, rate: Figure, pair: Pair) -> bool:
    part, base = pair.parts[-1], pair.base
    beside = base.paragraph == rate.paragraph and base.at < part.at
    return beside and bool(_OF_ALL.search(rate.lead)) and rank_between(passage, base, part) == 1


_OF_ALL = re.compile(r"占[^，。；]{0,8}总(?:量|数|额)")


_CELL_BEHIND = re.compile(r"(?:[\d%‰][+-]? ?|\d\.)$")
_CELL_BEFORE = re.compile(r" ?[+-]?\d")


def is_cell(text: str, figure: Figure) -> bool:
    """Whether nothing but a blank parts a figure from the number beside it: a row of a table, copied as bare text.

    "上年结余收入 37004 135817 267.0%": what its columns are stands in a head far above.
    """
    behind = _CELL_BEHIND.search(text, max(0, figure.at - 3), figure.at)
    return behind is not None or _CELL_BEFORE.match(text, figure.after) is not None
