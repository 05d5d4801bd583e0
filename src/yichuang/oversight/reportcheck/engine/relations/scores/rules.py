"""Points by rules, so many for each, and what so many of each come to. Pure.

"每缺1次扣0.5分，全年缺4次，扣2分": 0.5 × 4.  "优秀票计100分，称职票计80分…获优秀24票、称职13票，积3,440分".
"参加劳动一次积5分，调解纠纷一次积10分。…劳动6次、调解3次，积60分": 5 × 6 + 10 × 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import divide
from yichuang.oversight.reportcheck.engine.judging import shown
from yichuang.oversight.reportcheck.engine.relations.scores.marks import POINT, Mark, Part
from yichuang.oversight.reportcheck.engine.relations.scores.sheets import CERTAIN, Reading
from yichuang.oversight.reportcheck.engine.telling import said

_VERB: Final = r"(?:倒?扣|加|积|计|得|奖励?|记|折|算|换|兑|按|为|打)"
_COUNTED: Final = r"(?:公斤|千克|小时|[票张次项件人个处篇条场名级天例户趟斤桶袋份台幅元题道局轮])"
_EACH: Final = re.compile(
    rf"(?:每|(?<![第后首同前任])[一1](?={_COUNTED}))(?P<of>[^，。；：]{{0,14}}?){_VERB}?(?:分|了)?(?:为)?$"
)
_KIND: Final = re.compile(rf"(?P<kind>[^，。；：]{{1,14}}?)(?:的)?{_VERB}(?:分)?$")
_GETS: Final = re.compile(r"积|计|得|扣|加|折|总|合|共|奖|记|换|兑|应|最")
_PARTS: Final = re.compile("[、和及与]")
_BARE: Final = re.compile(
    rf"[“”‘’]|^(?:其中|如|规定|办法是|每|评为|获|对|凡)+|(?:(?:每|[一1]){_COUNTED}|票|级|等次|等|的)+$"
)
_FEWEST: Final = 2


@dataclass(frozen=True, slots=True)
class _Rule:
    """So many points for each of what is called by any of its names; `of`: the words that say what is counted."""

    points: Figure
    names: tuple[str, ...]
    of: str


def by_rules(sheet: Sequence[Mark], index: int) -> Iterator[Reading]:
    """What a mark is by the rules in front of it."""
    mark = sheet[index]
    plain = mark.part in (Part.LOST, Part.GIVEN, Part.TOTAL, Part.SCORE) and not _is_rule(mark)
    if plain and _GETS.search(mark.figure.lead):
        rules = [rule for each in sheet[:index] if each.passage is mark.passage and (rule := _rule_of(each))]
        if len(rules) == 1:
            yield from _by_one(sheet, index, rules[0])
        elif rules:
            yield from _by_several(mark, rules)


def _is_rule(mark: Mark) -> bool:
    return "每" in mark.words or _EACH.search(mark.words) is not None


def _rule_of(mark: Mark) -> _Rule | None:
    if mark.part in (Part.FULL, Part.TOTAL, Part.THEN):
        return None
    told = _EACH.search(mark.words)
    if told is None:
        kind = _KIND.search(mark.words)
        names = [_BARE.sub("", name) for name in _PARTS.split(kind["kind"])] if kind else []
        return _Rule(mark.figure, tuple(names), "") if names and all(names) else None
    of = told["of"]
    front = mark.words[: told.start()].lstrip("、")
    names = [_BARE.sub("", name) for name in _PARTS.split(front)] if front else [_BARE.sub("", of)]
    return _Rule(mark.figure, tuple(name for name in names if len(name) > 1), of)


def _by_one(sheet: Sequence[Mark], index: int, rule: _Rule) -> Iterator[Reading]:
    """So many points for each, times the count right in front: 每缺1次扣0.5分，缺4次，扣2分."""
    mark = sheet[index]
    count = _count_before(mark)
    if (
        not rule.of
        or count is None
        or count.at < rule.points.after
        or (count.word or count.tail[:1]) not in rule.of
    ):
        return
    since = [m for m in sheet[:index] if m.figure.at > rule.points.at and m.passage is mark.passage]
    if any(m.figure.lead != mark.figure.lead for m in since):
        return  # of something else
    if mark.figure.sentence - rule.points.sentence > 1:
        return
    made, gap = rule.points.value * count.value, mark.figure.value
    mended = (
        (rule.points, divide(gap, count.value)),
        (count, divide(gap, rule.points.value or Decimal(1))),
    )
    text = f"{said(rule.points)} × {said(count)} = {shown(made)}"
    yield Reading(CERTAIN, (rule.points, count), made, mended, text)


def _count_before(mark: Mark) -> Figure | None:
    """The count in the clause of the mark, or in the one before it."""
    front = [f for f in mark.passage.figures if f.at < mark.figure.at and mark.figure.clause - f.clause <= 1]
    return front[-1] if front and _is_count(front[-1]) else None


_THINGS: Final = re.compile("[题道胜平负场局]")
_FOR_NOTHING: Final = re.compile("不(?:记|计|得|积|加|扣)分?|0分|零分")


def _is_count(figure: Figure) -> bool:
    named = figure.unit != "" or _THINGS.match(figure.tail) is not None
    plain = named and figure.unit != POINT and not figure.is_percent and figure.value > 0
    return plain and figure.role is Role.LEVEL and figure.is_exact


def _by_several(mark: Mark, rules: Sequence[_Rule]) -> Iterator[Reading]:
    """The points of each kind times how many of it there are: 优秀24票、称职13票. None may be left over."""
    if mark.passage.text.startswith("、", mark.figure.after):
        return  # 应扣0.6分、0.6分、0.5分: each for one
    start = max(rule.points.after for rule in rules)
    pairs: list[tuple[_Rule, Figure]] = []
    left: list[Figure] = []
    for count in mark.passage.between(start, mark.figure.at):
        named = _named(rules, count) if _is_count(count) else None
        if count.unit == POINT:
            pairs.clear()  # of another
            left.clear()
        elif named:
            pairs.append((named, count))
        else:
            left.append(count)
    nothing = _FOR_NOTHING.search(mark.passage.text, 0, mark.figure.at)
    if not nothing and any(
        one.unit == count.unit and one.clause >= pairs[0][1].clause for one in left for _, count in pairs
    ):
        return
    worth = [rule for rule in rules if rule.points.value]
    pairs = [(rule, count) for rule, count in pairs if rule.points.value]
    if len(worth) < _FEWEST and len(rules) < _FEWEST:
        return
    if {id(rule) for rule, _ in pairs} != {id(rule) for rule in worth} or len(pairs) != len(worth):
        return
    pairs = [(rule, count) for rule, count in pairs if mark.figure.sentence - count.sentence <= 1]
    if len(pairs) == len(worth):
        made = sum((rule.points.value * count.value for rule, count in pairs), Decimal(0))
        told = " + ".join(f"{said(rule.points)} × {said(count)}" for rule, count in pairs)
        figures = tuple(f for rule, count in pairs for f in (rule.points, count))
        yield Reading(CERTAIN, figures, made, (), f"{told} = {shown(made)}")


_ALIKE: Final = 2  # signs that two names have in common at their ends


def _named(rules: Sequence[_Rule], count: Figure) -> _Rule | None:
    """The one rule of what is counted: the one whose name is wholly in its words, else the likest."""
    words = _BARE.sub("", count.lead)
    wholly = [(len(name), rule) for rule in rules for name in rule.names if name and words.endswith(name)]
    if wholly:
        longest = max(length for length, _ in wholly)
        found = [rule for length, rule in wholly if length == longest]
    else:
        alike = [(max((_in_common(n, words) for n in rule.names), default=0), rule) for rule in rules]
        most = max(common for common, _ in alike)
        found = [rule for common, rule in alike if common == most >= _ALIKE]
    return found[0] if len(found) == 1 else None


def _in_common(one: str, other: str) -> int:
    """How many signs two names have in common at their ends, or all of the shorter one anywhere in the other."""
    at_ends = next(
        (at for at, (a, b) in enumerate(zip(one[::-1], other[::-1], strict=False)) if a != b),
        min(len(one), len(other)),
    )
    short, long = sorted((one, other), key=len)
    return max(at_ends, len(short) if len(short) > 1 and short in long else 0)
