"""What is of some of what was just counted isn't more than that, as far as the words are believed to say so.

"教职工142人，女教师86人": held.  "立案侦查142起，破案187起": more are cleared up than were opened.

Each figure is looked at with those of its unit in front of it; fitted signs (`subset_signs.py`) say how likely it is of
some of them. A misreading is likelier than an error of the text, so far less is told than held.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from math import exp

from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.bounds.nested import EXCUSED
from yichuang.oversight.reportcheck.engine.relations.bounds.subset_signs import (
    CROSSED,
    PLACES,
    Pair,
    offers,
    single,
)
from yichuang.oversight.reportcheck.engine.relations.bounds.subset_weights import WEIGHTS
from yichuang.oversight.reportcheck.engine.relations.bounds.vouched import is_surely_vouched, is_vouched
from yichuang.oversight.reportcheck.engine.relations.bounds.within import judged_within
from yichuang.oversight.reportcheck.engine.relations.rates.signs import wholes_of
from yichuang.oversight.reportcheck.engine.weighing import FORCED, by_odds
from yichuang.oversight.reportcheck.findings import Span

_TENTHS = 10
HOLD = 0.7
TELL = 0.98
TELL_BARE = 0.99
_MOST = 12  # a part of more than so many times its whole is of something else


def subsets(passages: Sequence[Passage], judged: Sequence[Judged]) -> Iterator[Judged]:
    """All parts of a document that are believed to be of some of what stands in front of them.

    What a sum or a rate was made of needn't be told to be less than its whole.
    """
    wholes = wholes_of(judged)
    together = {frozenset(two) for each in judged for two in combinations({f.span for f in each.figures}, 2)}
    accused = {f.span for each in judged if not each.holds for f in each.figures}
    for passage in passages:
        for index in range(1, len(passage.figures)):
            for each in _of(passages, passage, index, wholes, accused):
                if not each.holds or frozenset(f.span for f in each.figures) not in together:
                    yield each


def _of(
    passages: Sequence[Passage], passage: Passage, index: int, wholes: dict[Span, Span], accused: set[Span]
) -> Iterator[Judged]:
    offered = [(belief(pair, wholes), pair) for pair in offers(passage, index)]
    part = passage.figures[index]
    if offered and is_vouched(passage, part):
        most_of = max((pair.whole for _, pair in offered), key=lambda f: f.value)
        if most_of.value < part.value <= most_of.value * _MOST and most_of.is_exact:
            failed = replace(judged_within(passages, most_of, part), frame=Frame.PROVEN)
            sure = is_surely_vouched(passage, part) and part.unit in _ONCE and most_of.word == part.word
            yield by_odds(failed, FORCED if sure else _OF_ALL)
            return
    held = [each for each in offered if each[1].part.interval.low <= each[1].whole.interval.high]
    most, best = max(held, key=_likely, default=(0.0, None))
    if best and most > HOLD:
        yield judged_within(passages, best.whole, best.part)
    if len(held) == len(offered) or most > _RIVAL:
        return
    likely, pair = max((each for each in offered if each not in held), key=_likely)
    if likely > _DOUBTED and _is_told(passage, pair, accused, likely):
        yield replace(judged_within(passages, pair.whole, pair.part), frame=Frame.PROVEN)


_OF_ALL = 10.0  # odds of what is more than everything in front of it: enough to ask
_DOUBTED = 0.4
_RIVAL = 0.3  # where it is likely enough of another that is as much, nothing is told


def _likely(offered: tuple[float, Pair]) -> float:
    return offered[0]


def belief(pair: Pair, wholes: dict[Span, Span]) -> float:
    """How likely the part is of some of the whole by the signs alone."""
    told = single(pair, wholes)
    places = [sign for sign in told if sign in PLACES]
    points = 0
    for sign in told:
        points += WEIGHTS.get(sign, 0)
        if crossed := _CROSSED.get(sign):
            points += sum(crossed.get(place, 0) for place in places)
    return 1 / (1 + exp(-points / _TENTHS))


_CROSSED = {
    cue: {place: WEIGHTS.get(sign, 0) for place, sign in signs.items()} for cue, signs in CROSSED.items()
}


# Of such stages each has what the one before it had: who is examined was entered, what is found was sampled.
_SURE = frozenset(("further samples", "further posts", "further meeting", "further forms", "further insured"))
_VOUCHED = frozenset(("rest told", "vouched for"))
_ALONE = frozenset(("first of its unit", "nearest", "next clause"))
_TELL_VOUCHED = 0.93
# What is found among persons and households who were looked at is of them: each is counted but once.
_OF_THEM = frozenset(("further problems", "further samples", "further pupils", "further meeting"))
_ONCE = frozenset(("人", "户", "批次", "份", "卷", "辆", "台", "栋", "座", "只", "头", "株", "枚"))
_TELL_THEM = 0.95
_FRAMES = frozenset(("within", "bracket", "among"))
_THINGS = frozenset(
    ("个", "处", "项", "次", "家")
)  # of which each noun counts others: 抽查单位32个，发现问题118个


_SAME = frozenset(
    ("same name", "words in common", "noun narrowed", "same words behind", "named more narrowly")
)


def _is_vouched(pair: Pair, told: set[str], likely: float) -> bool:
    """Whether the text says what is left of the whole, or that all of the part are of it."""
    whole, part = pair.whole, pair.part
    alike = part.word == whole.word and part.value <= whole.value * _FEW_TIMES and told >= _ALONE
    if not alike or (part.unit in _THINGS and not told & _SAME):
        return False
    return (
        "vouched for" in told
        or ("the rest told" in told and likely > HOLD)
        or (bool(told & _VOUCHED) and likely > _TELL_VOUCHED)
    )


_FEW_TIMES = 5


# 两病兼有的3,127人各算一次，所以人头数是18,356人
_COUNTED_TWICE = re.compile("各[算计]|分别[计统]|重复计|[算计]了?两[次遍]")


def _is_told(passage: Passage, pair: Pair, accused: set[Span], likely: float) -> bool:
    """Whether more of the part is an error: the two are set together so that hardly anything else may be meant."""
    whole, part = pair.whole, pair.part
    if whole.sentence != part.sentence or whole.span in accused or part.span in accused:
        return False
    if whole.is_percent:
        return False  # a rate of some is often above that of all
    _, ends = passage.sentence_range(part.sentence)
    between = passage.text[whole.after : part.at]
    if "；" in between or _COUNTED_TWICE.search(between) or EXCUSED.search(passage.text, whole.after, ends):
        return False
    told = set(single(pair, {}))
    framed = likely > TELL and bool(told & _FRAMES) and not whole.bracket > part.bracket
    sure = likely > TELL_BARE and bool(told & _SURE) and part.unit not in _THINGS
    sure = sure or (likely > _TELL_THEM and bool(told & _OF_THEM) and part.unit in _ONCE)
    return (
        (framed or sure or _is_vouched(pair, told, likely))
        and whole.is_exact
        and part.value <= whole.value * _MOST
    )
