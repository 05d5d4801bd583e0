"""Rates of one build that stand in a row are of one base, wherever it is told: in front, behind, or by its sum. Pure.

"自行返乡283人次，占56.6%；站内护送92人次，占18.4%；亲属接领74人次，占14.8%；…；总计500人次": all but one are of 500.
"三类事项分别为742项、531项、27项，占比57.1%、40.8%、3.1%": of what they make together.

A row goes on from one point of a list to the next. A rate that doesn't come out where all others do is wrong, unless
something near gives it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain
from math import prod

from yichuang.oversight.reportcheck.engine import odds
from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import divide, total_of
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.pairs import Pair, is_count, is_of_group
from yichuang.oversight.reportcheck.engine.relations.rates.rates import (
    HUNDRED,
    accused_rate,
    fits_rate,
    held_rate,
    is_odd,
)
from yichuang.oversight.reportcheck.engine.relations.rates.words import FILLED, row_of
from yichuang.oversight.reportcheck.engine.slips import is_slip
from yichuang.oversight.reportcheck.engine.units import PERCENT
from yichuang.oversight.reportcheck.findings import Kind


@dataclass(frozen=True, slots=True)
class Row:
    """Parts and their rates, in turn; `gathered` if all parts stand in front of all rates."""

    parts: tuple[Figure, ...]
    rates: tuple[Figure, ...]
    gathered: bool = False


@dataclass(frozen=True, slots=True)
class Base:
    """What a row is of: a figure, or the sum of its parts; which of its rates come out, and how much that says."""

    figure: Figure | None
    fits: tuple[bool, ...]
    telling: float

    @property
    def many(self) -> int:
        """How many rates come out."""
        return sum(self.fits)


def share_rows(passages: Sequence[Passage], judged: Sequence[Judged]) -> Iterator[Judged]:
    """The rates of all rows of a document: those that come out with their base, and the one that doesn't."""
    held = {each.claim.span for each in judged if each.kind is Kind.RATE and each.holds and each.claim}
    accused = {
        figure.span
        for each in judged
        if not each.holds and each.kind is not Kind.PERCENT_TOTAL
        for figure in each.figures
    }
    for row in chain(_rows(passages), _gathered_rows(passages)):
        base = _base(passages, row)
        if base is None:
            continue
        for part, rate, fits in zip(row.parts, row.rates, base.fits, strict=True):
            if (
                fits
                and rate.span not in held
                and (told := _told(passages, row, base, part, rate, holds=True))
            ):
                yield told
        if base.many != len(row.rates) - 1 or base.many < _FEWEST or base.telling < _ENOUGH:
            continue
        wrong = base.fits.index(False)
        part, rate = row.parts[wrong], row.rates[wrong]
        if rate.span in held or {rate.span, part.span} & accused or not (part.is_exact and rate.is_exact):
            continue
        grouped = base.figure is not None and is_of_group(part, base.figure)
        alone = grouped or not _is_sure(row, base, part, rate)
        if (
            not alone
            and not _is_given(passages, row, base, wrong)
            and (told := _told(passages, row, base, part, rate, holds=False))
        ):
            yield replace(told, frame=Frame.PROVEN)


def _is_sure(row: Row, base: Base, part: Figure, rate: Figure) -> bool:
    """Whether a rate beside only two that come out must be of their base: a slip, or the row is all there is."""
    if base.many > _FEWEST or row.gathered or base.figure is None:
        return True
    if is_slip(rate, divide(part.value * HUNDRED, base.figure.value)):
        return True
    return sum((f.value for f in row.parts), Decimal(0)) == base.figure.value


_FEWEST = 2
_ENOUGH = 1500.0  # how much likelier it is that the others come out if they are of it


# ------------------------------------------------------------------ rows

_FRAME = re.compile(
    rf"[一-鿿]{{0,4}}(?P<sign>[，（])(?P<words>[^，。；：（）、\d]{{0,16}}?)(?:{FILLED.pattern})*"
)
_OF = re.compile(r"占(?:比|到|了|据)?(?P<base>[^，。；：（）]{0,12}?)的?(?:比重|比例|比)?")
_BARE_SHARE = re.compile(r"(?:所)?(?:占比|比重|比例|占)")
_BETWEEN = 3  # figures that may stand between a rate and the next part: its growth
_SENTENCES = 1


def _rows(passages: Sequence[Passage]) -> Iterator[Row]:
    """Rows of which each part stands in front of its own rate."""
    items: list[tuple[str, Figure, Figure]] = []
    for passage in passages:
        for index in range(1, len(passage.figures)):
            part, rate = passage.figures[index - 1], passage.figures[index]
            frame = _frame(passage, part, rate)
            if not frame:
                continue
            item = (frame, part, rate)
            if items and not _goes_on(passages, items[-1], item):
                yield from _row_of(passages, items)
                items = []
            items.append(item)
    yield from _row_of(passages, items)


def _row_of(passages: Sequence[Passage], items: Sequence[tuple[str, Figure, Figure]]) -> Iterator[Row]:
    plain = [item for number, item in enumerate(items) if not number or not _is_nested(passages, item[1])]
    if len(plain) > 1:
        yield Row(tuple(part for _, part, _ in plain), tuple(rate for _, _, rate in plain))


def _is_nested(passages: Sequence[Passage], part: Figure) -> bool:
    """Whether a part stands behind an 其中 of its stretch."""
    text = passages[part.paragraph].text
    begins = max(text.rfind(sign, 0, part.at) for sign in "；。")
    return "其中" in text[max(0, begins) : part.at]


def _frame(passage: Passage, part: Figure, rate: Figure) -> str:
    """How a rate is set behind its part, "" if it isn't: ，占 or ，达标率 or a bracket."""
    if not rate.is_percent or rate.unit != PERCENT or rate.role is not Role.RATE or not is_count(part):
        return ""
    found = _FRAME.fullmatch(passage.text, part.after, rate.at)
    if found is None or part.role not in (Role.LEVEL, Role.TARGET) or is_odd(passage.text, rate):
        return ""
    words = found["words"]
    if not words:
        return "（" if found["sign"] == "（" else ""
    if share := _OF.fullmatch(words):
        return "占" if not share["base"] else f"占{share['base']}"
    return words


def _goes_on(
    passages: Sequence[Passage], last: tuple[str, Figure, Figure], item: tuple[str, Figure, Figure]
) -> bool:
    """Whether a part with its rate is the next one of a row."""
    frame, part, _ = item
    alike = frame == last[0] or (frame == "占" and last[0].startswith("占"))
    if not alike or part.unit != last[1].unit:
        return False
    passage, before = passages[part.paragraph], last[2]
    place = bisect_left(passage.starts, part.at)
    if part.paragraph == before.paragraph:
        behind = bisect_left(passage.starts, before.at)
        return place - behind - 1 <= _BETWEEN and part.sentence - before.sentence <= _SENTENCES
    front = passages[before.paragraph]
    rest = len(front.figures) - bisect_left(front.starts, before.at) - 1
    return part.paragraph == before.paragraph + 1 and rest + place <= _BETWEEN


_REACH = 240
_MANY = 12


def _gathered_rows(passages: Sequence[Passage]) -> Iterator[Row]:
    """Rows of which all parts stand in front of all rates: 分别为742项、531项、27项，占比57.1%、40.8%、3.1%."""
    for passage in passages:
        last: Figure | None = None
        for rate in passage.figures:
            if rate.unit != PERCENT or rate.role is not Role.RATE or (last and rate.at <= last.at):
                continue
            rates = row_of(passage, rate)
            last = rates[-1]
            if len(rates) < _FEWEST or any(f.unit != PERCENT for f in rates) or is_odd(passage.text, rate):
                continue
            begins, _ = passage.sentence_range(max(0, rate.sentence - 1))
            front = [f for f in passage.between(max(begins, rate.at - _REACH), rate.at) if is_count(f)]
            for unit in dict.fromkeys(f.unit for f in front):
                counts = [f for f in front if f.unit == unit][-_MANY:]
                for at in range(len(counts) - len(rates), -1, -1):
                    yield Row(tuple(counts[at : at + len(rates)]), rates, gathered=True)


# ------------------------------------------------------------------ base

_BACK, _ON = 3, 1  # paragraphs
_FRONT, _BEHIND = 40, 12  # figures


def _base(passages: Sequence[Passage], row: Row) -> Base | None:
    """What most rates of a row are of; None if nothing gives two."""
    best: Base | None = None
    for figure in (*_near(passages, row), None):
        fits = tuple(_fits(row, part, rate, figure) for part, rate in zip(row.parts, row.rates, strict=True))
        if sum(fits) < _FEWEST or (row.gathered and sum(fits) < len(fits) - 1):
            continue
        if best is None or sum(fits) > best.many:
            telling = prod(_says(rate) for rate, one in zip(row.rates, fits, strict=True) if one)
            best = Base(figure, fits, telling)
    return best if best and best.telling > _LITTLE else None


_LITTLE = 300.0


def _says(rate: Figure) -> float:
    """How much it says that a rate comes out: of how many numbers of its length it is one, printed two ways."""
    return max(1.0, odds.chance(rate) / 2)


def _near(passages: Sequence[Passage], row: Row) -> Iterator[Figure]:
    """The counts that may be the base of a row, the nearest in front first, each value once."""
    first, last = row.parts[0], row.rates[-1]
    front = [
        f
        for passage in passages[max(0, first.paragraph - _BACK) : first.paragraph + 1]
        for f in passage.figures
        if f.paragraph < first.paragraph or f.at < first.at
    ]
    behind = [
        f
        for passage in passages[first.paragraph : last.paragraph + _ON + 1]
        for f in passage.figures
        if f.paragraph > first.paragraph or f.at > first.at
    ]
    within = sum(f.paragraph < last.paragraph or f.at < last.at for f in behind)
    told: set[Decimal] = set()
    for figure in (*reversed(front[-_FRONT:]), *behind[: within + _BEHIND]):
        plain = figure.unit == first.unit and is_count(figure) and figure not in row.parts
        if plain and figure.value > 0 and figure.value not in told:
            told.add(figure.value)
            yield figure


def _fits(row: Row, part: Figure, rate: Figure, base: Figure | None) -> bool:
    whole = base.value if base else sum((f.value for f in row.parts), Decimal(0))
    about_it = divide(part.value * HUNDRED, whole) if whole else Decimal(-1)
    if abs(about_it - rate.value) > max(2 * rate.step, Decimal(1)) and part.is_exact:
        return False
    if base is not None:
        return fits_rate(rate, Pair((part,), base, sure=True))
    share = part.interval.times(HUNDRED).over(total_of([f.interval for f in row.parts]))
    return share is not None and share.meets(rate.interval)


def _is_given(passages: Sequence[Passage], row: Row, base: Base, wrong: int) -> bool:
    """Whether something near gives the rate that doesn't come out: its part of another whole, another part, two."""
    part, rate = row.parts[wrong], row.rates[wrong]
    passage = passages[rate.paragraph]
    place = bisect_left(passage.starts, rate.at)
    near = [f for f in passage.figures[max(0, place - _FRONT) : place + _BEHIND] if is_count(f)]
    near += [f for other in passages[max(0, rate.paragraph - _BACK) : rate.paragraph] for f in other.figures]
    alike = [f for f in near if f.unit == part.unit and f is not part and f.value > 0]
    if any(f.value >= part.value and fits_rate(rate, Pair((part,), f, sure=False)) for f in alike):
        return True
    whole = base.figure
    if whole is None:
        return False
    others = [f for f in alike if f not in row.parts and f is not whole]
    beside = [f for f in alike if f is not whole and f.paragraph == part.paragraph]
    return (
        fits_rate(rate, Pair((part,), whole, sure=False, rest=True))
        or any(fits_rate(rate, Pair((f,), whole, sure=False)) for f in others)
        or any(fits_rate(rate, Pair((part, f), whole, sure=False)) for f in beside)
    )


# ------------------------------------------------------------------ telling


def _told(
    passages: Sequence[Passage], row: Row, base: Base, part: Figure, rate: Figure, *, holds: bool
) -> Judged | None:
    bases = (base.figure,) if base.figure is not None else row.parts
    pair = Pair((part,), bases[0], sure=True, added=bases[1:])
    return held_rate(passages, rate, pair) if holds else accused_rate(passages, rate, pair)
