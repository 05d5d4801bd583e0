"""Last year's figure left standing: told again, in front or behind, as what is now. Pure.

"排查隐患863处（上年为792处）…全年排查出的792处隐患中": 792 is told here without a word of the year before, though
the same thing was counted with 863. Reports grow out of those of last year, and their later sections are the last to
be gone over. So is the opening: "道路修了15.8公里…合起来17.2公里，比上年的15.8公里多1.4公里".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.again.now_and_before import (
    Pair,
    is_told_exactly,
    pairs_of,
)
from yichuang.oversight.reportcheck.engine.relations.again.signs import FILLERS, longest_run, named
from yichuang.oversight.reportcheck.engine.relations.again.told_again import failed_repeat
from yichuang.oversight.reportcheck.engine.relations.again.words_in_common import (
    words_in_common,
    words_in_front,
)
from yichuang.oversight.reportcheck.engine.slips import TELLING, digits_of
from yichuang.oversight.reportcheck.engine.weighing import FORCED

_THEN = re.compile(
    r"上年|去年|前年|往年|年初|期初|同期|上届|上[一个]?[月周期季]|上一学[年期]|[原老旧]|以前|之前|此前|过去(?!一年)"
    r"|(?<![自个事理案缘])[由从]|[比较](?!重|大|小|多|少|高|低|强|弱|好|差|突出|为)|起步|曾|(?:19|20)\d\d年"
)
_CALLED = re.compile(r"去年|上年|(?:19|20)\d\d年")
_AHEAD = re.compile(r"力争|争取|目标|计划|预计|预算|确保|回到|达到")
_STANDING = re.compile(r"(?:现有|已有|全[县市区镇乡村校省站院馆局街]道?)$")
_NOUN = 2  # signs that both names have in common
_LONG = 4  # signs of a name that hardly two things have


def left_standing(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All counts and rates of a document that are told again with the value of before."""
    pairs: dict[tuple[Decimal, str], list[Pair]] = defaultdict(list)
    for passage in passages:
        for pair in pairs_of(passage):
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


def _is_again(pair: Pair, passage: Passage, figure: Figure) -> bool:
    """Whether the value of before is told of what the one of now counts, without a word of before."""
    if figure.role not in (Role.LEVEL, Role.RATE) or not is_told_exactly(figure):
        return False
    if figure.step != pair.before.step or _is_beside(pair, passage, figure):
        return False
    return not _is_of_another_time(pair, passage, figure) and _is_called_alike(pair, passage, figure)


def _is_beside(pair: Pair, passage: Passage, figure: Figure) -> bool:
    """Whether it stands in a sentence of the pair, or the value of now in its own."""
    if any((figure.paragraph, figure.sentence) == (f.paragraph, f.sentence) for f in (pair.now, pair.before)):
        return True
    return any(
        f.value == pair.now.value and f.unit == figure.unit for f in passage.in_sentence(figure.sentence)
    )


def _is_of_another_time(pair: Pair, passage: Passage, figure: Figure) -> bool:
    """Whether its words tell of a time before, or of what is planned.

    What the pair calls its now by (去年9月在校1,491名，上一学年同期1,536名) is no time before.
    """
    begins, _ = passage.clause_range(max(0, figure.clause - 1))
    front, _ = pair.passage.sentence_range(pair.now.sentence)
    if pair.before.at < pair.now.at:
        front = max(front, pair.before.after)
    ours = set(_CALLED.findall(pair.passage.text[front : pair.now.at]))
    if any(found[0] not in ours for found in _THEN.finditer(passage.text, begins, figure.at)):
        return True
    begins, _ = passage.clause_range(figure.clause)
    return _AHEAD.search(passage.text, begins, figure.at) is not None


def _is_called_alike(pair: Pair, passage: Passage, figure: Figure) -> bool:
    """Whether a figure is called as the pair is; the more its digits tell, the less its words need to."""
    if pair.before.span < figure.span and not figure.is_percent:
        names = named(pair.passage, pair.now), named(passage, figure)
        if len(longest_run(*(name.lead + name.tail for name in names))) >= _NOUN:
            return True
    if not pair.is_sure:
        return False
    both = (pair.before, pair.now)
    ours = words_in_front(pair.passage, both)
    run = words_in_common(pair.passage, both, passage, (figure,))
    digits = len(digits_of(figure).strip("0"))
    standing = _STANDING.search(figure.lead) is not None
    if digits < TELLING:
        noun = figure.tail[: _NOUN if standing else _LONG]
        return (len(noun) >= _NOUN and noun in ours) or (standing and len(run) >= _LONG)
    if len(run) >= (_LONG if figure.is_percent else _NOUN) and FILLERS.sub("", run):
        return True
    signs = set(FILLERS.sub("", figure.lead + figure.tail)) & set(ours)
    return (standing and digits > TELLING) or (len(signs) >= _NOUN and not figure.is_percent)
