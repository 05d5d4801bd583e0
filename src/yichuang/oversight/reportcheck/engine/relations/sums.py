"""Sums: the parts that a text gives of a total make that total.

"累计办理55392件，其中街道23454件，合署28956件，公交2982件": 23454 + 28956 + 2982 = 55392.

Parts stand in brackets, behind a colon, behind 其中, behind 按…分, or in front of 共计. 其中 alone doesn't say that all
are named (RULEBOOK 11): then only what the words or the digits show counts, else the relation is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import reduce
from itertools import accumulate
from operator import add

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import Interval, point, printed
from yichuang.oversight.reportcheck.engine.judging import Judged, with_scale
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.exhaustive import (
    Shape,
    complementary,
    is_exhaustive,
    labels_of,
)
from yichuang.oversight.reportcheck.engine.relations.lists import (
    ADDED,
    Parts,
    counts,
    is_total,
    parts_from,
    rank_between,
)
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import is_money
from yichuang.oversight.reportcheck.findings import Certainty, Kind

SMALL = 50  # below it figures that nothing marks as a list may make a sum by chance,
LARGE = 200  # and below this the first few of a list


class Form(Enum):
    """How the text sets parts and total side by side."""

    BRACKET = "bracket"
    COLON = "colon"
    AMONG = "among"  # 其中
    DIVIDED = "divided"  # 按…分
    ADDED = "added"  # 共计 behind the parts
    PLAIN = "plain"


# Here the list ends where it seems to end; elsewhere others of the unit may follow it.
_WHOLE_LISTS = (Form.BRACKET, Form.COLON)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A total and the parts that may make it."""

    form: Form
    total: Figure
    parts: Parts


def sums(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All sums of a document."""
    for passage in passages:
        settled: set[int] = set()  # totals that held or were accused, and parts of such totals
        doubtful: list[Candidate] = []
        for candidate in _candidates(passage):
            parts = _fitting(candidate)
            if not parts:
                doubtful.append(candidate)
            elif candidate.total.at not in settled or candidate.form is not Form.PLAIN:
                settled.update(figure.at for figure in (candidate.total, *parts))
                yield _held(passages, candidate.total, parts)
        for candidate in doubtful:
            if not _is_settled(candidate, settled) and (wrong := _accused(passages, passage, candidate)):
                settled.update(figure.at for figure in wrong.figures)
                yield wrong


def _is_settled(candidate: Candidate, settled: set[int]) -> bool:
    """Whether a total has its parts already; another division of it that the text marks may still be wrong."""
    if candidate.form in (Form.PLAIN, Form.AMONG, Form.ADDED) and candidate.total.at in settled:
        return True
    return any(part.at in settled for part in candidate.parts.figures)


def _candidates(passage: Passage) -> Iterator[Candidate]:
    for index, total in enumerate(passage.figures):
        if not counts(total):
            continue
        yield from _bracketed(passage, index, total)
        yield from _behind(passage, index, total)
        yield from _in_front(passage, index, total)
    yield from _divided(passage)


_OPENS = re.compile(r"[^，。；：（）、]{0,14}（(?P<among>其中|含|包括|包含|不含)?[：，]?")


def _bracketed(passage: Passage, index: int, total: Figure) -> Iterator[Candidate]:
    opens = _OPENS.match(passage.text, total.after)
    if not opens or opens["among"] == "不含":
        return
    inside = [figure for figure in passage.figures[index + 1 : index + 41] if figure.at >= opens.end()]
    if not inside or inside[0].bracket == total.bracket:
        return
    parts = parts_from(passage, inside, total.unit, inside[0].bracket)
    if parts and not any(
        figure.bracket == inside[0].bracket for figure in inside if figure.at < parts.figures[0].at
    ):
        yield Candidate(Form.AMONG if opens["among"] else Form.BRACKET, total, parts)


_AMONG = re.compile(r"其中[，：]?$|[。；，：（]其中|^[^，。；]{1,12}中，")
_EACH = re.compile(r"分别(?:是|为|有)|(?:包括|包含)[：]?$")
_DIVIDED = re.compile(
    r"(?:按|从|依)[^，。；：]{1,12}(?:分|看|来看|划分|分类|统计|区分)(?:[，：]|$)|分为|由[^，。；]{0,6}(?:组成|构成)"
)


def _behind(passage: Passage, index: int, total: Figure) -> Iterator[Candidate]:
    """Parts that follow their total, in the same sentence or at the head of the next one."""
    following = passage.figures[index + 1 : index + 61]
    last = total.sentence + 1
    near = [figure for figure in following if figure.sentence <= last]
    first = next((f for f in near if f.unit == total.unit and f.bracket == total.bracket and counts(f)), None)
    if first is None or first.at - total.after > 160:
        return
    between = passage.text[total.after : first.at]
    strongest = rank_between(passage, total, first)
    opening = between.rsplit("。", 1)[-1]
    if _DIVIDED.search(opening) and strongest > 1:
        return  # `_divided` finds its total
    if _AMONG.search(between) or first.lead.startswith("其中"):
        form = Form.AMONG
    elif re.match(r"[^，。；：（）]{0,14}(?:（[^（）]*）)?：", between) or _EACH.search(between):
        form = Form.COLON
    else:
        form = Form.PLAIN
    if total.role is Role.TARGET and form in (Form.PLAIN, Form.AMONG):
        return  # what was reached is divided, not what was asked for
    if strongest == 4 and form is not Form.AMONG:
        return
    if "一是" in between and form is Form.PLAIN:
        return
    parts = parts_from(passage, near[near.index(first) :], total.unit, total.bracket)
    if parts:
        yield Candidate(form, total, parts)


def _divided(passage: Passage) -> Iterator[Candidate]:
    """Parts behind 按…分: they are of a total in front of the first such list, which may be sentences away."""
    inside: set[int] = set()
    for marker in _DIVIDED.finditer(passage.text):
        following = [f for f in passage.between(marker.end(), marker.end() + _FAR) if counts(f)]
        if not following:
            continue
        parts = parts_from(passage, following, following[0].unit, following[0].bracket)
        if parts is None or parts.figures[0].at - marker.end() > 40:
            continue
        inside.update(part.at for part in parts.figures)
        before = [
            f
            for f in passage.between(max(0, marker.start() - _FAR), marker.start())
            if counts(f)
            and f.unit == parts.figures[0].unit
            and f.at not in inside
            and f.bracket == parts.figures[0].bracket
        ]
        fitting = [f for f in before if f.value * 2 > max(part.value for part in parts.figures)]
        for total in sorted(fitting, key=lambda f: (not adds_up(f, parts.figures), -f.at))[:1]:
            yield Candidate(Form.DIVIDED, total, parts)


_FAR = 400


def _in_front(passage: Passage, index: int, total: Figure) -> Iterator[Candidate]:
    """Parts in front of a 共计 or 合计."""
    if not is_total(total):
        return
    before = [f for f in passage.figures[max(0, index - 40) : index] if f.sentence == total.sentence]
    same = [f for f in before if f.unit == total.unit and f.bracket == total.bracket and counts(f)]
    if len(same) < 2 or rank_between(passage, same[-1], total) > 3:
        return
    yield Candidate(Form.ADDED, total, Parts(tuple(same), 2, tuple(same)))


def _fitting(candidate: Candidate) -> tuple[Figure, ...]:
    """The parts with which the sum holds, those that follow a list's weak end left out; () if it doesn't."""
    figures, longer = candidate.parts.figures, candidate.parts.longer
    if candidate.form is Form.ADDED:
        backwards = list(accumulate(map(range_of, reversed(figures)), add))
        size = next(
            (n for n in range(len(figures), 1, -1) if meets_sum(candidate.total, backwards[n - 1])), 0
        )
        return figures[len(figures) - size :] if size else ()
    if not _is_marked(candidate):
        return ()
    made = list(accumulate(map(range_of, longer), add))
    shortest = len(figures) if candidate.total.value < LARGE or candidate.form in _WHOLE_LISTS else 2
    for size in (len(figures), *range(len(longer), shortest - 1, -1)):
        if meets_sum(candidate.total, made[size - 1]):
            return longer[:size]
    return ()


def _is_marked(candidate: Candidate) -> bool:
    """Whether the words set parts and total side by side, or the numbers are so large that no chance makes a sum."""
    if candidate.form is not Form.PLAIN or candidate.total.value >= SMALL:
        return True
    return complementary(labels_of(candidate.parts.figures))


def adds_up(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the parts may make the total, as rounded as they are: n rounded parts may be n/2 steps away."""
    return meets_sum(total, sum_of(parts))


def sum_of(parts: Sequence[Figure]) -> Interval:
    """What the parts may make together."""
    return reduce(add, map(range_of, parts), point(0))


def range_of(part: Figure) -> Interval:
    """What a part may stand for in a sum: rounded, half a step more or less."""
    half = part.step / 2
    return Interval(part.value - half, part.value + half) if part.is_exact else part.interval


def meets_sum(total: Figure, made: Interval) -> bool:
    """Whether a total as printed may be such a sum. Its own rounding counts only where it is the coarser."""
    if not total.is_exact:
        return total.interval.meets(made)
    if total.step > made.high - made.low:
        return printed(total.value, total.step).meets(made)
    return made.has(total.value)


def arithmetic(total: Figure, parts: Sequence[Figure]) -> str:
    """23454 + 28956 + 2982 = 55392"""
    made = sum((part.value for part in parts), Decimal(0))
    return f"{' + '.join(said(part) for part in parts)} = {with_scale(made, _finest(total, parts))}"


def _finest(total: Figure, parts: Sequence[Figure]) -> Figure:
    return min((total, *parts), key=lambda figure: (figure.step, figure.numeral.scale))


def _held(passages: Sequence[Passage], total: Figure, parts: tuple[Figure, ...]) -> Judged:
    figures = (total, *parts)
    made = sum((part.value for part in parts), Decimal(0))
    note = "，与原文相符" if made == total.value else f"，原文为 {said(total)}，在舍入范围内"
    return Judged(
        Kind.SUM, figures, quotes(passages, figures), True, arithmetic(total, parts) + note, claim=total
    )


def _accused(passages: Sequence[Passage], passage: Passage, candidate: Candidate) -> Judged | None:
    """The finding, if the words or the digits show that these parts must make this total."""
    total, parts = candidate.total, candidate.parts.figures
    if not (total.is_exact and all(part.is_exact for part in parts)):
        return None
    slipped = _unit_slip(total, parts)
    certainty = Certainty.CONTRADICTION if slipped else _certainty(passage, candidate)
    if certainty is None:
        return None
    figures = (total, *parts)
    made = sum((part.value for part in parts), Decimal(0))
    gap = total.value - made
    told = arithmetic(total, parts)
    fixes = changes(
        instead(total, made),
        *(instead(part, part.value + gap) for part in parts),
        f"另有 {with_scale(gap, _finest(total, parts))} 未列出"
        if gap > 0 and candidate.form is Form.AMONG
        else None,
    )
    kind = Kind.SUM
    if slipped:
        kind, fixes = Kind.UNIT, (slipped, *fixes)
    apart = with_scale(abs(gap), _finest(total, parts))
    return Judged(
        kind, figures, quotes(passages, figures), False, f"{told}，原文为 {said(total)}，相差 {apart}",
        fixes, certainty, claim=total,
    )  # fmt: skip


def _unit_slip(total: Figure, parts: Sequence[Figure]) -> str | None:
    """The one figure of money whose 万 was left out or put in by mistake, if that alone makes the sum right."""
    if not is_money(total.unit):
        return None
    made = sum((part.value for part in parts), Decimal(0))
    tolerance = sum((part.step / 2 for part in parts), total.step / 2)
    for figure in (total, *parts):
        for factor, word in ((Decimal(10**4), "万"), (Decimal(1) / 10**4, "")):
            other = figure.value * factor
            changed = made - other if figure is total else made - figure.value + other - total.value
            if abs(changed) <= max(tolerance, Decimal(0)) and other != figure.value:
                unit = f"{word}{figure.unit}" if word else figure.unit
                return f"“{figure.written}{figure.word}”的单位应为{unit}"
    return None


def _certainty(passage: Passage, candidate: Candidate) -> Certainty | None:
    if candidate.form is Form.ADDED and not _adds_all(passage, candidate):
        return None
    return is_exhaustive(
        Shape(
            text=passage.text,
            total=candidate.total,
            parts=candidate.parts.figures,
            among=candidate.form is Form.AMONG,
            plain=candidate.form is Form.PLAIN,
            more=candidate.parts.more,
            rank=candidate.parts.rank,
        )
    )


def _adds_all(passage: Passage, candidate: Candidate) -> bool:
    """Whether 共计 speaks of the very list in front of it: a plain list from the sentence's head, and no new noun."""
    total, parts = candidate.total, candidate.parts.figures
    lead = ADDED.sub("", total.lead, count=1)
    begins, _ = passage.sentence_range(total.sentence)
    clauses = [part.clause for part in parts]
    if len(set(clauses)) != len(clauses) or any("其中" in part.lead or is_total(part) for part in parts):
        return False
    return len(lead) <= 6 and parts[0].at - begins < 60
