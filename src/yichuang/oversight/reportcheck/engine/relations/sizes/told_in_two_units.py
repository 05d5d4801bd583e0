"""One measure told in two places with the same number and another unit: "460亩茶园" and "承包的460公顷茶园". Pure.

No two things measure so many mu and so many hectares by chance and have a name in common: one of the units is wrong.
So is a 万 in one of two figures whose digits agree: "接听12.48万通" and "12.48通", "站内伙食19.57万元" and "付给承包方
195,720万元". Lengths and weights are measured so too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import divide
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.again.signs import FILLERS
from yichuang.oversight.reportcheck.engine.relations.again.words_in_common import words_in_common
from yichuang.oversight.reportcheck.engine.relations.sizes.worths import AREAS, LENGTHS, WEIGHTS
from yichuang.oversight.reportcheck.engine.slips import TELLING, digits_of
from yichuang.oversight.reportcheck.engine.telling import quotes, said
from yichuang.oversight.reportcheck.engine.units import DURATIONS, is_money
from yichuang.oversight.reportcheck.engine.weighing import FORCED
from yichuang.oversight.reportcheck.findings import Kind

_MEASURES = {unit: next(iter(measure)) for measure in (AREAS, LENGTHS, WEIGHTS) for unit in measure}
_ROLES = (Role.LEVEL, Role.TARGET)
_TEN_THOUSAND = Decimal(10**4)
_LEAST_OF_LAND, _LEAST_OF_MONEY = 2, 4  # digits but noughts
_MOST = 4  # figures with the same number


def told_in_two_units(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All figures of a document that are told in two units, or with 万 and without."""
    numbers: dict[tuple[str, Decimal], list[Figure]] = defaultdict(list)
    amounts: dict[str, list[Figure]] = defaultdict(list)
    for passage in passages:
        for figure in passage.figures:
            if not _may_be(figure):
                continue
            printed = divide(figure.value, figure.numeral.scale)
            numbers[_MEASURES.get(figure.unit, figure.unit), printed].append(figure)
            if is_money(figure.unit) and _tells(figure, _LEAST_OF_MONEY):
                amounts[digits_of(figure).strip("0")[:_LEAST_OF_MONEY]].append(figure)
    yield from _told(passages, numbers.values(), _are_of_two_units)
    yield from _told(passages, amounts.values(), _are_of_two_scales)


def _may_be(figure: Figure) -> bool:
    counted = figure.unit and not figure.is_percent and figure.unit not in DURATIONS
    return bool(counted) and figure.role in _ROLES and figure.is_exact and _tells(figure, _LEAST_OF_LAND)


def _tells(figure: Figure, least: int) -> bool:
    return len(digits_of(figure).strip("0")) >= least


def _told(
    passages: Sequence[Passage], groups: Iterable[Sequence[Figure]], differ: Callable[[Figure, Figure], bool]
) -> Iterator[Judged]:
    """Two of a group in different sentences that have a name in common; nothing if a third one stands beside them."""
    for group in groups:
        pairs = [
            pair for pair in combinations(group[:_MOST], 2) if differ(*pair) and _have_a_name(passages, *pair)
        ]
        if len(pairs) == 1:
            yield _judged(passages, *pairs[0])


def _have_a_name(passages: Sequence[Passage], one: Figure, other: Figure) -> bool:
    """Whether their sentences, which aren't the same, have two signs in common that name something."""
    if (one.paragraph, one.sentence) == (other.paragraph, other.sentence):
        return False
    home, away = passages[one.paragraph], passages[other.paragraph]
    return bool(FILLERS.sub("", words_in_common(home, (one,), away, (other,))))


def _are_of_two_units(one: Figure, other: Figure) -> bool:
    """Whether one has another unit of its measure, or 万 where the other has none."""
    if one.numeral.scale != other.numeral.scale:
        return one.unit == other.unit and _tells(one, TELLING)
    return one.unit != other.unit


def _are_of_two_scales(one: Figure, other: Figure) -> bool:
    """Whether one amount is ten thousand times the other, as far as that is printed."""
    less, more = sorted((one, other), key=lambda f: f.value)
    return less.numeral.scale == more.numeral.scale and less.interval.times(_TEN_THOUSAND).has(more.value)


def _judged(passages: Sequence[Passage], one: Figure, other: Figure) -> Judged:
    figures = (one, other)
    told = f"同一项前后单位不一：{said(one)}{one.unit} 与 {said(other)}{other.unit}"
    fixes = tuple(
        f"“{wrong.written}{wrong.word}”的单位应与“{right.written}{right.word}”一致"
        for wrong, right in (figures, figures[::-1])
    )
    return Judged(
        Kind.UNIT, figures, quotes(passages, figures), False, told, fixes, claim=other, odds=FORCED
    )  # fmt: skip
