"""A number of four digits told again with two neighbours swapped, where others bear out the first alone. Pure.

"召开支委会1,104次、党员大会552次…合计4,140次。虽然共开展“三会一课”4,410次": its parts make the one, nothing makes
the other, and no word of it is new where the first stands. What is called by its total alone (合计, 共计, 全年) is
called by the sentence around it, so it is looked for there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.again.retold import OTHER_TIME
from yichuang.oversight.reportcheck.engine.relations.again.signs import FILLERS
from yichuang.oversight.reportcheck.engine.relations.again.told_again import failed_repeat
from yichuang.oversight.reportcheck.engine.slips import digits_of, is_slip_of
from yichuang.oversight.reportcheck.engine.units import DURATIONS
from yichuang.oversight.reportcheck.engine.weighing import FORCED
from yichuang.oversight.reportcheck.findings import Kind

_RECKONED = frozenset({Kind.SUM, Kind.RATE, Kind.AVERAGE, Kind.DIFFERENCE, Kind.GROWTH})
_TELLING = 4  # digits that hardly two numbers of a unit have in common
_ENOUGH = 0.3  # of its words: a new noun (做腹部B超的) is of something else


def borne_again(passages: Sequence[Passage], judged: Sequence[Judged]) -> Iterator[Judged]:
    """All figures of a document that are another one with two digits swapped, which alone is borne out."""
    groups: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for passage in passages:
        for figure in passage.figures:
            if _may_be(figure):
                groups[figure.unit, "".join(sorted(digits_of(figure)))].append(figure)
    pairs = [pair for group in groups.values() for pair in _swapped(group)]
    if not pairs:
        return
    held = [each for each in judged if each.holds]
    used = {figure.span for each in held for figure in each.figures}
    borne = {figure.span for each in held if each.kind in _RECKONED for figure in each.figures}
    for first, again in pairs:
        if first.span in borne and again.span not in used and _is_called_alike(passages, first, again):
            earlier, later = sorted((first, again), key=lambda figure: figure.span)
            yield replace(failed_repeat(passages, earlier, later), frame=Frame.PROVEN, odds=FORCED)


def _may_be(figure: Figure) -> bool:
    counts = bool(figure.unit) and figure.unit not in DURATIONS and not figure.is_percent
    return counts and figure.is_exact and figure.role is Role.LEVEL and len(digits_of(figure)) >= _TELLING


def _swapped(group: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Of figures with the same digits a number that stands once, with each that is it with two neighbours swapped.

    Any other two digits change places by chance, too.
    """
    often = Counter(figure.value for figure in group)
    if len(often) != 2:
        return
    for again in (figure for figure in group if often[figure.value] == 1):
        for first in group:
            apart = (first.paragraph, first.sentence) != (again.paragraph, again.sentence)
            slipped = first.step == again.step and is_slip_of(digits_of(first), digits_of(again))
            if apart and slipped:
                yield first, again


def _is_called_alike(passages: Sequence[Passage], first: Figure, again: Figure) -> bool:
    """Whether both are of one time, and a third of the second's words stand around the first."""
    times = [_times(passages[figure.paragraph], figure) for figure in (first, again)]
    alike = all(one.issubset(other) for (one, _), (_, other) in (times, times[::-1]))
    return alike and _known(passages[first.paragraph], first, again) >= _ENOUGH


def _times(passage: Passage, figure: Figure) -> tuple[set[str], set[str]]:
    """The times that a figure's clause tells, and those of its sentence up to there."""
    begins, _ = passage.clause_range(figure.clause)
    opens, _ = passage.sentence_range(figure.sentence)
    of_clause, of_sentence = (passage.text[at : figure.at] + figure.tail for at in (begins, opens))
    return set(OTHER_TIME.findall(of_clause)), set(OTHER_TIME.findall(of_sentence))


def _known(passage: Passage, first: Figure, again: Figure) -> float:
    """Which share of the words of a figure stands in the paragraph of another, up to the end of its sentence."""
    _, ends = passage.sentence_range(first.sentence)
    told = passage.text[:ends]
    if again.paragraph == passage.index and again.span < first.span:
        begins, after = passage.sentence_range(again.sentence)
        told = told[:begins] + told[after:]
    words = [FILLERS.sub("，", each) for each in (again.lead, again.tail)]
    pairs = {pair for each in words for at in range(len(each) - 1) if "，" not in (pair := each[at : at + 2])}
    return sum(pair in told for pair in pairs) / len(pairs) if pairs else 1.0
