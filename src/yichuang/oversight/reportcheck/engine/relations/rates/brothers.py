"""What the other rates near a rate say about it: rates of one build are of one base, and each part has one. Pure.

"检出高血压2,033人，检出率35%；检出糖尿病872人，检出率15%；检出血脂异常1,801人，检出率41%": two hold, of a
base far in front; so the third is of it, too, and of the count that stands where theirs stand.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.relations.rates.pairs import Pair
from yichuang.oversight.reportcheck.engine.relations.rates.words import bare_lead, share_in, sums_up
from yichuang.oversight.reportcheck.findings import Kind, Span

if TYPE_CHECKING:
    from yichuang.oversight.reportcheck.engine.judging import Judged
    from yichuang.oversight.reportcheck.engine.passages import Passage

_PARAGRAPHS = 2  # to either side
_FIGURES = 24  # of one paragraph, to either side
_CUT = 10  # words in front of a rate that show its build
_FEW = 3


@dataclass(frozen=True, slots=True)
class Brother:
    """A rate that held, its pair, and its build: places of part and base among the figures, words in front of it."""

    rate: Figure
    pair: Pair
    index: int
    part_offset: int
    base_offset: int | None
    words: str
    ending: str


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What the relations that go by words have found: the rates that hold by paragraph, and the wholes of sums.

    It is itself alone: what is asked of it again and again may be kept.
    """

    brothers: Mapping[int, tuple[Brother, ...]]
    wholes: Mapping[Span, Figure]
    totals: Mapping[int, tuple[Figure, ...]]
    summed: frozenset[Span] = frozenset()

    def beside(self, rate: Figure, index: int) -> list[Brother]:
        """The rates that hold near a rate, itself left out; `index` is its place among the figures of its paragraph."""
        here = [
            each
            for each in self.brothers.get(rate.paragraph, ())
            if abs(each.index - index) <= _FIGURES and each.rate.span != rate.span
        ]
        there = [
            each
            for number in range(rate.paragraph - _PARAGRAPHS, rate.paragraph + _PARAGRAPHS + 1)
            if number != rate.paragraph
            for each in self.brothers.get(number, ())[:_FIGURES]
        ]
        return [*here, *there]

    def is_held(self, rate: Figure) -> bool:
        """Whether a pair gives a rate."""
        return self.pair_of(rate) is not None

    def pair_of(self, rate: Figure) -> Pair | None:
        """The pair that gives a rate, if one does."""
        here = self.brothers.get(rate.paragraph, ())
        return next((each.pair for each in here if each.rate.span == rate.span), None)

    def tells(self, rate: Figure, pair: Pair) -> bool:
        """Whether the same number stands near as the rate of the same pair."""
        return any(
            each.rate.written == rate.written
            and each.rate.span != rate.span
            and _is_same_pair(each.pair, pair)
            for each in self.brothers.get(rate.paragraph, ())
        )

    def told_wholes(self, rate: Figure, unit: str) -> list[Figure]:
        """The counts in front of a rate, of its paragraph and those before, that may be of all there is."""
        near = (
            figure
            for number in range(rate.paragraph - _PARAGRAPHS, rate.paragraph + 1)
            for figure in self.totals.get(number, ())
            if figure.unit == unit and (figure.paragraph != rate.paragraph or figure.at < rate.at)
        )
        return list(near)[-_FEW:]

    def made_beside(self, rate: Figure) -> list[Pair]:
        """The pairs of rates near a rate whose base isn't printed."""
        near = self.brothers.get(rate.paragraph, ())
        return [each.pair for each in near if each.pair.is_made and each.rate.span != rate.span][-_FEW:]

    def bases_beside(self, rate: Figure) -> list[Figure]:
        """The bases of the rates that hold near a rate."""
        near = self.brothers.get(rate.paragraph, ()), self.brothers.get(rate.paragraph - 1, ())
        bases = [
            each.pair.base
            for some in near
            for each in some
            if each.rate.span != rate.span and not each.pair.is_made
        ]
        return [
            base for base in dict.fromkeys(bases) if base.at < rate.at or base.paragraph != rate.paragraph
        ][-_FEW:]


def known_of(passages: Sequence[Passage], judged: Sequence[Judged]) -> Known:
    """What was judged, as far as it says something about the rates that nothing explained."""
    found: dict[int, list[Brother]] = {}
    for each in judged:
        if each.kind is Kind.RATE and each.holds and each.claim is not None:
            brother = _brother(passages[each.claim.paragraph], each)
            if brother is not None:
                found.setdefault(each.claim.paragraph, []).append(brother)
    sums = [each for each in judged if each.kind is Kind.SUM and each.holds and each.claim]
    wholes = {f.span: each.claim for each in sums if each.claim for f in each.figures if f is not each.claim}
    return Known(
        {number: tuple(some) for number, some in found.items()},
        wholes,
        {passage.index: _totals(passage) for passage in passages},
        frozenset(each.claim.span for each in sums if each.claim),
    )


def _totals(passage: Passage) -> tuple[Figure, ...]:
    """The counts of a paragraph that may be of all there is: the first of each unit, and what is told as a sum."""
    units: set[str] = set()
    found = []
    for figure in passage.figures:
        if may_count(figure) and (figure.unit not in units or sums_up(figure)):
            found.append(figure)
        units.add(figure.unit)
    return tuple(found)


def may_count(figure: Figure) -> bool:
    """Whether a figure may be part or base of a rate in some reading."""
    return (
        not figure.is_percent
        and (figure.unit != "" or figure.value >= 100)
        and figure.unit != "倍"
        and figure.role is not Role.BAND
        and figure.value > 0
    )


def _brother(passage: Passage, judged: Judged) -> Brother | None:
    rate = judged.claim
    if rate is None or not rate.is_percent or judged.figures[-1] is not rate or len(judged.figures) < 3:
        return None
    if judged.of:
        pair = Pair(judged.of[0], judged.of[1][0], sure=True, added=judged.of[1][1:], taken=judged.of[2])
        return _placed(passage, rate, pair)
    base, parts = judged.figures[0], judged.figures[1:-1]
    if (
        not base.value
        or base.is_percent
        or any(part.is_percent or part.paragraph != rate.paragraph for part in parts)
    ):
        return None
    made = sum(part.value for part in parts)
    rest = abs(made / base.value * 100 - rate.value) > abs(100 - made / base.value * 100 - rate.value)
    return _placed(passage, rate, Pair(parts, base, sure=True, rest=rest and rate.unit == "%"))


def _placed(passage: Passage, rate: Figure, pair: Pair) -> Brother:
    index = place_of(passage, rate)
    return Brother(
        rate, pair, index, *_offsets(passage, index, pair), words_of(passage, index), ending_of(rate)
    )


def place_of(passage: Passage, figure: Figure) -> int:
    """The place of a figure among those of its paragraph."""
    return bisect_left(passage.starts, figure.at)


def _offsets(passage: Passage, index: int, pair: Pair) -> tuple[int, int | None]:
    part = index - place_of(passage, pair.parts[-1])
    here = pair.base.paragraph == passage.index
    return part, index - place_of(passage, pair.base) if here else None


def words_of(passage: Passage, index: int) -> str:
    """The words between a figure and the one before it, which show how its frame is built; "" at the beginning."""
    if not index:
        return ""
    return passage.text[passage.figures[index - 1].after : passage.figures[index].at][-_CUT:]


def ending_of(rate: Figure) -> str:
    """How the words in front of a rate end: 占, or the name that it is called by."""
    lead = bare_lead(rate)
    return "占" if lead.endswith("占比") or share_in(lead) is not None else lead[-3:]


def brother_signs(passage: Passage, rate: Figure, pair: Pair, known: Known) -> Iterator[str]:
    """What the rates that hold near a rate say of a pair."""
    index = place_of(passage, rate)
    beside, alike, kindred = _beside(passage, rate, known)
    if not beside:
        yield "no brother"
        return
    offset, base_offset = _offsets(passage, index, pair)
    for name, some in (("alike", alike), ("kindred", kindred)):
        if some:
            in_turn = [each for each in some if _is_in_turn(each, pair, offset, base_offset)]
            yield f"{name} {_share(len(in_turn), len(some))}"
            same = [each for each in some if _is_of_same(each.pair, pair)]
            yield f"{name}, base of {_share(len(same), len(some))}"
    if not alike and not kindred:
        same = [each for each in beside if _is_of_same(each.pair, pair)]
        yield f"others, base of {_share(len(same), len(beside))}"
    yield from _taken(pair, beside)


@lru_cache(maxsize=2)  # asked for each reading of a rate
def _beside(
    passage: Passage, rate: Figure, known: Known
) -> tuple[list[Brother], list[Brother], list[Brother]]:
    """The rates that hold near a rate; those of its build among them, and those called alike."""
    index = place_of(passage, rate)
    beside = known.beside(rate, index)
    words, ending = words_of(passage, index), ending_of(rate)
    alike = [each for each in beside if each.words == words and words]
    kindred = [each for each in beside if each not in alike and each.ending == ending and ending]
    return beside, alike, kindred


def _is_in_turn(brother: Brother, pair: Pair, offset: int, base_offset: int | None) -> bool:
    if (
        offset != brother.part_offset
        or len(pair.parts) != len(brother.pair.parts)
        or pair.rest != brother.pair.rest
        or len(pair.bases) != len(brother.pair.bases)
    ):
        return False
    if _is_of_same(brother.pair, pair):
        return True
    return base_offset is not None and base_offset == brother.base_offset


def _is_same_pair(one: Pair, other: Pair) -> bool:
    return [f.span for f in one.bases] == [f.span for f in other.bases] and [f.span for f in one.parts] == [
        f.span for f in other.parts
    ]


def _is_of_same(one: Pair, other: Pair) -> bool:
    """Whether two pairs are of one base, or of two that are as much."""
    return one.whole == other.whole and one.base.unit == other.base.unit


def _share(number: int, of: int) -> str:
    """How many of how many, roughly."""
    if not number:
        return "none" if of == 1 else "none of several"
    if number == of:
        return f"all {min(_FEW, number)}"
    return "most" if number * 2 > of else "some"


def _taken(pair: Pair, beside: Sequence[Brother]) -> Iterator[str]:
    """Whether part or base have their place in other rates already."""
    # A share that is told in words may be told once more, exactly: 占近七成（69.1%）.
    told = [each for each in beside if each.rate.written[-1] in "%‰"]
    single = {each.pair.parts[0].span for each in told if len(each.pair.parts) == 1}
    bases = {each.pair.base.span for each in beside if not each.pair.is_made}
    if len(pair.parts) == 1 and pair.parts[0].span in single:
        yield "part taken"
    if pair.parts[0].span in bases:
        yield "part is a base"
    if pair.is_made:
        return
    if pair.base.span in single:
        yield "base is a part and a base" if pair.base.span in bases else "base is a part"
    elif pair.base.span in bases:
        yield "base of another"
    if pair.base.role is Role.CHANGE:
        yield "base of change"
