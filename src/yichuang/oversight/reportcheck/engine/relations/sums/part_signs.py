"""What speaks for it that a list is meant to make a total: places, marks, names, shares. Never what lacks. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import divide
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.sums.exhaustive import months
from yichuang.oversight.reportcheck.engine.relations.sums.part_names import (
    class_sign,
    labels_sign,
    word_signs,
)
from yichuang.oversight.reportcheck.engine.relations.sums.part_offers import Reading
from yichuang.oversight.reportcheck.engine.relations.sums.told_whole import share_of
from yichuang.oversight.reportcheck.engine.relations.words.lists import labels_of, rank_between
from yichuang.oversight.reportcheck.engine.units import DURATIONS
from yichuang.oversight.reportcheck.findings import Kind, Span

_HUNDRED = Decimal(100)
_MANY = 5


@dataclass(slots=True)
class Told:
    """What the relations before have said: sums and rates that held.

    `totals`: the totals of each part; `divided`: the totals and how often they were divided; `bases`: the bases of each
    part that has a rate.
    """

    totals: dict[Span, set[Span]] = field(default_factory=dict)
    divided: dict[Span, int] = field(default_factory=dict)
    bases: dict[Span, set[Span]] = field(default_factory=dict)


def told_by(judged: Sequence[Judged]) -> Told:
    """What the sums and rates that held say of their figures."""
    told = Told()
    for each in judged:
        if not each.holds:
            continue
        if each.kind is Kind.SUM and each.claim:
            told.divided[each.claim.span] = told.divided.get(each.claim.span, 0) + 1
            for part in each.figures:
                if part is not each.claim:
                    told.totals.setdefault(part.span, set()).add(each.claim.span)
        counts = [f for f in each.figures if not f.is_percent]
        if each.kind is Kind.RATE and len(counts) == 2:
            part, base = sorted(counts, key=lambda f: f.value)
            told.bases.setdefault(part.span, set()).add(base.span)
    return told


def signs(passage: Passage, reading: Reading, told: Told) -> list[str]:
    """What speaks for or against a reading, by name; what says more together is named together too."""
    link = _link(passage, reading)
    names = tuple(labels_of(reading.parts))
    labels, kind = labels_sign(names), class_sign(names)
    if months(reading.parts):
        labels = "all named"
    low, high = _inner(passage, reading)
    ends = _begins(passage, reading, high) if reading.behind else _ends(passage, reading, high)
    size = f"parts {min(_MANY, len(reading.parts))}"
    place = _place(passage, reading, told, high)
    single = ["any", link, labels, ends, size, place, *word_signs(passage, reading)]
    if reading.of != "row":
        single.append(reading.of)
    coarse = _COARSE.get(link, link)
    shut = _shut(passage, reading, high)
    single += _of_shape(passage, reading, low, high)
    single += (f"{coarse}; {sign}" for sign in _of_between(passage, reading, high))
    single += _of_told(reading, told)
    single += _of_shares(passage, reading)
    return [
        *single,
        f"{link}, {labels}",
        f"{link}, {ends}",
        f"{link}, {size}",
        f"{link}, {place}",
        f"{labels}, {size}",
        f"{ends}, {size}",
        f"{coarse}; {labels}; {place}",
        f"{coarse}; {ends}; {place}",
        f"{coarse}; {labels}; {size}",
        f"{coarse}; {reading.of}; {ends}",
        kind,
        shut,
        f"{coarse}; {kind}; {labels}",
        f"{kind}, {size}",
        f"{coarse}; {shut}; {place}",
        f"{coarse}; {shut}; {labels}",
        f"{coarse}; rank {high}; {place}",
    ]


# ------------------------------------------------------------------ what leads from the total to the list

_LINKS = (
    (
        "其中按",
        re.compile(
            r"其中[，：]?[按从]|[按从依][^，。；：]{1,12}(?:分|看|划分|分类|统计|区分)[，：]?[^，。；]{0,4}$"
        ),
    ),
    ("其中主要", re.compile(r"主要")),
    ("其中", re.compile(r"其中[^，。；：]*$")),
    ("其中 away", re.compile(r"其中")),
    ("divided", re.compile(r"分布|分为|分成|分别|分属|归属|组成|构成|依次|[按从以依][^，。；]{1,12}[分看计]")),
    ("includes", re.compile(r"包括|涵盖|包含|含|来自|涉及|用于")),
    ("of them", re.compile(r"[中里内]，|(?:里头|里面|当中|之中)")),
)  # fmt: skip
_SUMS = (
    ("sums up", re.compile(r"^[^，。；]{0,3}?(?:共计|合计|总计|总共|一共|共|相加|之和)(?![同享建用青和产计识治管赢])")),
    (
        "counted up",
        re.compile(
            r"(?:[两二三四五六七八九十]|\d)(?:者|项|类|馆|家|校|村|所|区|县|镇|种|块|级|季|个|站|批|年)"
            r"[^，。；]{0,8}?(?:共|合计|总计|累计|之和|相加)"
        ),
    ),
    ("sums inside", re.compile(r"共|总|合计|累计")),
    (
        "numbered",
        re.compile(r"[两二三四五六七八九十][者项样类馆家校村所区县镇种块级季个站批年组笔处户人路方][^，。；]{0,5}$"),
    ),
    ("whole year", re.compile(r"全[年县市区镇乡村校院]|[上下]半年|现有")),
)  # fmt: skip

_COARSE = {
    "其中 away": "其中", "其中主要": "其中", "of them": "其中", "includes": "其中", "其中按": "divided",
    "colon": "divided", "bracketed": "divided", "counted up": "sums up", "sums inside": "sums up",
    "whole year": "sums up", "numbered": "sums up", "其中 before": "bare",
}  # fmt: skip


def _link(passage: Passage, reading: Reading) -> str:
    total = reading.total
    if reading.behind:
        return next((name for name, words in _SUMS if words.search(total.lead)), "behind")
    between = passage.text[total.after : reading.parts[0].at]
    last = re.split("[。；]", between)[-1]
    for name, words in _LINKS:
        if words.search(last):
            return name
    if between.startswith("（") and reading.parts[0].bracket != total.bracket:
        return "bracketed"
    if "：" in last:
        return "colon"
    if "其中" in between:
        return "其中 before"
    return "bare"


def _place(passage: Passage, reading: Reading, told: Told, inner: int) -> str:
    """How the total stands to the list: parted from it more strongly than its parts are, or not."""
    if reading.over and all(reading.total.span in told.totals.get(f.span, ()) for f in reading.over):
        return "behind brothers"
    ends = (reading.parts[-1], reading.total) if reading.behind else (reading.total, reading.parts[0])
    apart = rank_between(passage, *ends)
    how = "above" if apart > inner else "level" if apart == inner else "below"
    return f"{how} {min(len(reading.over), 3)}"


def _inner(passage: Passage, reading: Reading) -> tuple[int, int]:
    ranks = [max(1, rank_between(passage, one, other)) for one, other in pairwise(reading.parts)]
    return min(ranks), max(ranks)


# ------------------------------------------------------------------ where the list ends

_FURTHER = re.compile(
    r"[^，；。、\d]{0,8}[，；、]?(?:其余|其他|剩余|剩下|余下|余者|另有?|还有|此外|等(?!级|次|\d))"
)
_STOP = re.compile(r"[^，；。、（）：\d]{0,10}(?P<sign>[，；。、（）：]|$)")


def _ends(passage: Passage, reading: Reading, inner: int) -> str:
    last = reading.parts[-1]
    after = reading.after
    if not reading.behind and after is not None and rank_between(passage, last, after) <= inner:
        return "goes on"
    if _FURTHER.match(passage.text, last.after):
        return "more to come"
    found = _STOP.match(passage.text, last.after)
    sign = found["sign"] if found else "words"
    return f"ends {sign or '。'}"


def _begins(passage: Passage, reading: Reading, inner: int) -> str:
    """Where a list in front of its total begins."""
    first, front = reading.parts[0], reading.before
    if front is not None:
        apart = rank_between(passage, front, first)
        if apart <= inner:
            return "began before"
        if apart == inner + 1 and front.sentence == first.sentence:
            return "begins anew"
    begins, _ = passage.sentence_range(first.sentence)
    near = passage.between(begins, first.at)
    return "begins behind others" if near else "begins"


# ------------------------------------------------------------------ shape


def _shut(passage: Passage, reading: Reading, inner: int) -> str:
    """Whether stronger signs part total and list from the figures of their unit around than stand within them.

    Of a list that others part from its total the same is asked alone.
    """
    parts = reading.parts
    if reading.over:
        front, back = (
            (reading.before, reading.over[0]) if reading.behind else (reading.over[-1], reading.after)
        )
        return f"list {_open(passage, front, parts[0], parts[-1], back, inner)}"
    ends = (parts[-1], reading.total) if reading.behind else (reading.total, parts[0])
    first, last = (parts[0], reading.total) if reading.behind else (reading.total, parts[-1])
    within = max(inner, rank_between(passage, *ends))
    return _open(passage, reading.front, first, last, reading.back, within)


def _open(
    passage: Passage, front: Figure | None, first: Figure, last: Figure, back: Figure | None, within: int
) -> str:
    ahead = front is None or rank_between(passage, front, first) > within
    behind = back is None or rank_between(passage, last, back) > within
    return "shut" if ahead and behind else "open in front" if behind else "open behind" if ahead else "open"


def _of_shape(passage: Passage, reading: Reading, low: int, high: int) -> Iterator[str]:
    parts, total = reading.parts, reading.total
    yield f"rank {high}"
    if low != high:
        yield "uneven"
    if len({part.bracket for part in parts}) > 1:
        yield "brackets"
    if total.bracket != parts[0].bracket:
        yield "total in bracket" if total.bracket else "in bracket"
    if any(part.role is not Role.LEVEL for part in parts):
        yield "planned parts"
    if total.role is not Role.LEVEL:
        yield f"total {total.role.value}"
    if len({f.word for f in parts}) > 1:
        yield "units of parts"
    if total.word != parts[0].word:
        yield "unit of total"
    sentences = parts[0].sentence - total.sentence
    yield f"sentences {max(-1, min(3, sentences))}"
    front = reading.before
    if not reading.behind and front is not None and rank_between(passage, front, parts[0]) <= high:
        yield "goes back"
    if total.unit in DURATIONS:
        yield "durations"
    strangers = [f for f in passage.between(parts[0].at, parts[-1].at) if f not in parts]
    shares = [f for f in strangers if f.is_percent]
    others = len(strangers) - len(shares)
    if others:
        yield "others evenly" if others % (len(parts) - 1) == 0 else "others unevenly"
    if shares and len(shares) < len(parts) - 1:
        yield "few shares"


_BIT_AWAY = (6, 16, 40, 100)


def _of_between(passage: Passage, reading: Reading, inner: int) -> Iterator[str]:
    """How far the total stands from the list, and what stands between."""
    ends = (reading.parts[-1], reading.total) if reading.behind else (reading.total, reading.parts[0])
    apart = ends[1].at - ends[0].after
    yield f"away {sum(apart > most for most in _BIT_AWAY)}"
    between = passage.between(ends[0].after, ends[1].at)
    if any(f.is_percent for f in between):
        yield "shares between"
    if any(not f.is_percent and f not in reading.over for f in between):
        yield "others between"
    parts = reading.parts
    strangers = [f for f in passage.between(parts[0].at, parts[-1].at) if f not in parts and not f.is_percent]
    if strangers:
        yield "others within"
    if reading.behind and reading.before is not None:
        apart = rank_between(passage, reading.before, parts[0])
        yield "row before" if apart <= inner else "figures before"


# ------------------------------------------------------------------ what was told of the figures elsewhere


def _of_told(reading: Reading, told: Told) -> Iterator[str]:
    total, parts = reading.total, reading.parts
    if told.divided.get(total.span):
        yield "divided elsewhere"
    owners = [told.totals.get(part.span, set()) for part in parts]
    if any(owner and total.span not in owner for owner in owners):
        yield "parts of another"
    if any(part.span in told.totals.get(total.span, set()) for part in parts):
        yield "total is its part"
    rated = [told.bases.get(part.span, set()) for part in parts]
    own = sum(total.span in bases for bases in rated)
    if any(bases and total.span not in bases for bases in rated):
        yield "rates of another"
    if own:
        yield "one rate of it" if own == 1 else "rates of it"


def _of_shares(passage: Passage, reading: Reading) -> Iterator[str]:
    """Shares right behind the parts: whether they make a hundred, and of what they are."""
    shares = [share_of(passage, part) for part in reading.parts]
    found = [share for share in shares if share]
    if len(found) < len(shares):
        return
    made = sum((share.value for share in found), Decimal(0))
    step = max(share.step for share in found)
    yield "shares of all" if abs(made - _HUNDRED) <= step * len(found) / 2 else "shares of some"
    whole = reading.made
    near = [
        whole > 0 and abs(divide(part.value * _HUNDRED, whole) - share.value) <= share.step
        for part, share in zip(reading.parts, found, strict=True)
    ]
    if all(near):
        yield "shares of made"
