"""Last year's figure left standing: a count told again with what it was before. Pure.

"排查隐患863处（上年为792处）…全年排查出的792处隐患中": 792 is told here without a word of the year before, though
the same thing was counted with 863. Reports grow out of those of last year, and their later sections are the last to
be gone over.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.again.signs import Named, longest_run, named
from yichuang.oversight.reportcheck.engine.relations.again.told_again import failed_repeat
from yichuang.oversight.reportcheck.engine.slips import digits_of
from yichuang.oversight.reportcheck.engine.units import DURATIONS
from yichuang.oversight.reportcheck.engine.weighing import FORCED

_THEN = re.compile(
    r"上年|去年|前年|往年|年初|期初|同期|上届|上[一个]?[月周期季]|原|以前|之前|此前|过去|(?<![自个事理案缘])[由从]|[比较](?!大|小|多|少|高|低|强|弱|好|差|重|突出|为)|起步|曾"
    r"|(?:19|20)\d\d年"
)
_OPENING = re.compile(r"(?:上年|去年|前年)(?:年)?[末底]|年初|期初")
_CLOSING = re.compile(r"(?<!上)(?<!去)(?<!前)年[末底]|期末")
_BESIDE = 2  # clauses between what is now and what was before
_NOUN = 2  # signs that both names have in common


@dataclass(frozen=True, slots=True)
class _Pair:
    """A count of now and of before, and how they are called: by the words in front of the first of them."""

    name: Named
    now: Figure
    before: Figure


def left_standing(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All counts of a document that are told again with the value of before."""
    pairs: dict[tuple[Decimal, str], list[_Pair]] = defaultdict(list)
    for passage in passages:
        for pair in _pairs(passage):
            pairs[pair.before.value, pair.before.unit].append(pair)
    for passage in passages:
        for figure in passage.figures:
            again = [
                pair
                for pair in pairs.get((figure.value, figure.unit), ())
                if _is_again(pair, passage, figure)
            ]
            if again and len({pair.now.value for pair in again}) == 1:
                yield replace(failed_repeat(passages, again[0].now, figure), odds=FORCED)


def _pairs(passage: Passage) -> Iterator[_Pair]:
    """Counts of now, each with the one of before that stands beside it."""
    for index, before in enumerate(passage.figures):
        if not _counts(before):
            continue
        if _OPENING.search(before.lead) and (now := _closing(passage, before)):
            yield _Pair(named(passage, before), now, before)
        if before.role is not Role.BASE:
            continue
        front = passage.figures[max(0, index - 3) : index]
        nows = [
            f
            for f in front
            if f.unit == before.unit
            and f.role is Role.LEVEL
            and f.sentence == before.sentence
            and before.clause - f.clause <= _BESIDE
            and _counts(f)
        ]
        if nows and nows[-1].value != before.value:
            yield _Pair(named(passage, nows[-1]), nows[-1], before)


def _closing(passage: Passage, opening: Figure) -> Figure | None:
    """The stock that a sentence ends with, if it began with this one: 上年末1,352户，…，年末1,284户."""
    behind = passage.between(opening.after, passage.sentence_range(opening.sentence)[1])
    closing = [f for f in behind if f.unit == opening.unit and _CLOSING.search(f.lead) and _counts(f)]
    return closing[0] if len(closing) == 1 and closing[0].value != opening.value else None


def _counts(figure: Figure) -> bool:
    plain = figure.is_exact and not figure.is_percent and figure.unit not in DURATIONS and figure.unit != ""
    return plain and len(digits_of(figure)) > 1


def _is_again(pair: _Pair, passage: Passage, figure: Figure) -> bool:
    """Whether the value of before is told of what the one of now counts, without a word of before."""
    if figure.span <= pair.before.span:
        return False
    if (figure.paragraph, figure.sentence) == (pair.before.paragraph, pair.before.sentence):
        return False
    if figure.role is not Role.LEVEL or not figure.is_exact:
        return False
    begins, _ = passage.clause_range(max(0, figure.clause - 1))
    if _THEN.search(passage.text, begins, figure.at):
        return False
    again = named(passage, figure)
    names = pair.name.lead + pair.name.tail, again.lead + again.tail
    return len(longest_run(*names)) >= _NOUN
