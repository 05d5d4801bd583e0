"""What speaks for it that a rate is of a part and a base near it: places, names, rows. Never the numbers. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.bases import base_signs
from yichuang.oversight.reportcheck.engine.relations.rates.brothers import Known, brother_signs
from yichuang.oversight.reportcheck.engine.relations.rates.calls import name_signs
from yichuang.oversight.reportcheck.engine.relations.rates.known_rates import known_signs
from yichuang.oversight.reportcheck.engine.relations.rates.likely import is_short_for
from yichuang.oversight.reportcheck.engine.relations.rates.made_bases import made_signs
from yichuang.oversight.reportcheck.engine.relations.rates.offers import is_told_of, near_counts
from yichuang.oversight.reportcheck.engine.relations.rates.pairs import Pair, is_count, no_rate_signs
from yichuang.oversight.reportcheck.engine.relations.rates.runs import (
    calls_for_several,
    run_signs,
)
from yichuang.oversight.reportcheck.engine.relations.rates.words import (
    DENIED,
    bare_lead,
    is_denied,
    row_of,
    sums_up,
    words_of,
)
from yichuang.oversight.reportcheck.engine.relations.words.lists import rank_between
from yichuang.oversight.reportcheck.engine.units import DURATIONS, compatible
from yichuang.oversight.reportcheck.findings import Kind, Span

_REACH = 240  # signs in front of a row of rates in which their parts are listed
_PLANNED = re.compile(r"(?:完成|执行|兑现|到位|支出|实现|履约|免疫|接种|通达|筹资|收缴|征收|参评|报到|体检)")
_WHOLE = re.compile(r"共|总|合计|累计|全[年县市区镇乡村校]|现有|受理|收到|接到|下达|任务|计划|应")
_OUT_OF = re.compile(r"[^，。；：（）]{0,6}(?:中|里|内)")


def wholes_of(judged: Sequence[Judged]) -> dict[Span, Span]:
    """The total of each part of a sum that held; a total that is a part of another isn't among them."""
    sums = [each for each in judged if each.kind is Kind.SUM and each.holds and each.claim]
    return {
        f.span: each.claim.span for each in sums if each.claim for f in each.figures if f is not each.claim
    }


# ------------------------------------------------------------------ signs


def signs(passage: Passage, rate: Figure, pair: Pair, known: Known) -> list[str]:
    """What speaks for or against the pair, by name; what says more together is named together too."""
    whole = known.wholes.get(pair.parts[0].span)
    found = [
        *_placed(passage, rate, (pair.parts, pair.base, pair.added, pair.taken), whole),
        *brother_signs(passage, rate, pair, known),
        *_of_sums(pair, known),
    ]
    if pair.rest:
        found.extend(_of_rest(passage, rate, pair))
    return found


def _of_rest(passage: Passage, rate: Figure, pair: Pair) -> Iterator[str]:
    """Whether the part is what the rate isn't of, and nothing near has the name of the rate: 仅剩4项，整改率98.7%."""
    part, stem = pair.parts[0], bare_lead(rate).removesuffix("率")
    denied = DENIED.search(part.lead + part.tail) is not None
    yield "rest of denied" if denied != is_denied(rate) else "rest"
    if len(stem) > 1:
        own = pair.figures
        others = [f for f in near_counts(passage, rate) if f not in own and f.at < rate.at]
        named = any(is_short_for(stem, words_of(passage, f)) for f in others)
        yield f"rest, {'named elsewhere' if named else 'denied alone' if denied else 'unnamed'}"


_Of = tuple[tuple[Figure, ...], Figure, tuple[Figure, ...], tuple[Figure, ...]]
"""Parts, base, what is added to it and what is taken from it."""


@lru_cache(maxsize=8192)  # asked once more when it is known which rates beside come out
def _placed(passage: Passage, rate: Figure, of: _Of, whole: Figure | None) -> tuple[str, ...]:
    """The signs that don't depend on whether the rest is meant and on what came out so far."""
    parts, base, added, taken = of
    single = tuple(_single(passage, rate, Pair(parts, base, sure=False, added=added, taken=taken), whole))
    return (*single, *crossed(single))


def crossed(single: Sequence[str]) -> Iterator[str]:
    """The signs of two ideas that say more together than each for itself."""
    by_idea: dict[str, list[str]] = {idea: [] for idea in ("called", "name", "base", "part", "more")}
    for sign in single:
        if idea := _idea(sign):
            by_idea[idea].append(sign)
    for one, other in _CROSSED:
        for left in by_idea[one]:
            yield from (f"{left}, {right}" for right in by_idea[other])


_CROSSED = (
    ("name", "base"), ("name", "part"), ("base", "more"), ("called", "base"), ("called", "part"), ("called", "more"),
)  # fmt: skip
_IDEAS = {
    "called after it": "called",
    "bracketed": "name", "bare share": "name", "no name": "name", "no words": "name", "general name": "name",
    "sign named": "name", "part aside": "part", "part beside": "part", "part near": "part", "part far": "part",
    "其中": "more", "whole": "more", "side by side": "more", "base near": "more", "next clause": "part",
    "base has a share": "more", "other sentence": "more",
}  # fmt: skip
_STARTS = (
    ("rate ", "name"), ("share ", "name"), ("together ", "name"), ("base parted", "base"), ("base behind", "base"),
    ("made with the", "base"), ("made without", "base"), ("made of the rest", "base"),
)  # fmt: skip


@cache
def _idea(sign: str) -> str | None:
    """What a sign is about; there are some hundred signs, asked for each reading."""
    return _IDEAS.get(sign) or next((idea for start, idea in _STARTS if sign.startswith(start)), None)


def _single(passage: Passage, rate: Figure, pair: Pair, whole: Figure | None) -> Iterator[str]:
    yield "any"
    if len(pair.parts) > 1:
        yield f"together {min(3, len(pair.parts))}"
        yield from run_signs(passage, rate, pair)
    elif calls_for_several(passage, rate):
        yield "one for several"
    if whole is not None and pair.is_made:
        yield "made though it has a whole"
    elif whole is not None:
        yield "whole of part" if whole.span == pair.base.span else "part has another whole"
    if pair.base.unit != pair.parts[0].unit:
        alike = compatible(pair.base.unit, pair.parts[0].unit)
        yield "kindred unit" if alike else "other unit" if pair.parts[0].unit else "unit left out"
        if pair.base.unit == "份":
            yield "persons of answers"
    yield from _of_place(passage, rate, pair)
    yield from name_signs(passage, rate, pair)
    if pair.is_made:
        yield "made"
        yield from _of_roles(rate, pair)
        yield from made_signs(passage, rate, pair, near_counts(passage, rate))
        return
    yield from _of_base(passage, rate, pair)
    yield from _of_rivals(passage, rate, pair)
    yield from _of_rows(passage, rate, pair)
    yield from _of_roles(rate, pair)
    yield from no_rate_signs(passage, rate, pair)
    near = near_counts(passage, rate)
    yield from known_signs(passage, rate, pair, near)
    yield from base_signs(passage, rate, pair, near)


def _of_sums(pair: Pair, known: Known) -> Iterator[str]:
    """Whether part and base are wholes or parts of sums that hold."""
    if not pair.is_made and pair.base.span in known.wholes:
        yield "base has a whole"
    if not pair.is_made and pair.base.span in known.summed:
        yield "base is a whole"
    if pair.parts[-1].span in known.summed:
        yield "part is a whole"


def _of_place(passage: Passage, rate: Figure, pair: Pair) -> Iterator[str]:
    part = pair.parts[-1]
    if part.at > rate.at:
        yield "part aside" if passage.text.startswith("（", rate.to) else "part behind"
        return
    between = passage.between(part.after, rate.at)
    if any(f.role is Role.RATE and f.is_percent and f.lead != rate.name for f in between):
        yield "percent between"
    if not between and is_told_of(passage, part) is rate:
        yield "part told as a base"
    bases = pair.bases
    skipped = [f for f in between if is_count(f) and f not in bases and compatible(f.unit, part.unit)]
    yield "part beside" if not skipped else "part near" if len(skipped) == 1 else "part far"
    yield f"parted {rank_between(passage, part, rate)}"
    if part.sentence == rate.sentence and rate.clause - part.clause <= 1:
        yield "next clause"
    elif part.sentence != rate.sentence:
        yield "part of other sentence"
    elif rate.clause - part.clause > 3:
        yield "many clauses"
    if part.bracket != rate.bracket:
        yield "part outside" if rate.bracket else "part in bracket"


def _of_base(passage: Passage, rate: Figure, pair: Pair) -> Iterator[str]:
    part, base = pair.parts[0], pair.base
    if base.paragraph != rate.paragraph:
        yield "other paragraph"
        yield "whole elsewhere" if _WHOLE.search(base.lead) else "elsewhere"
        return
    if base.sentence != rate.sentence:
        yield "other sentence"
    if _WHOLE.search(base.lead):
        yield "whole"
    if _has_own_share(passage, base, rate):
        yield "base has a share"
    if is_told_of(passage, base) not in (None, rate):
        yield "told base of another"
    if base.bracket and base.bracket == part.bracket and base.at > rate.at:
        yield "in one bracket"
    if base.at < part.at:
        yield from _of_base_in_front(passage, pair)
        return
    yield "base behind part" if base.at < rate.at else "base behind rate"
    if base.at < rate.at and base.bracket and base.bracket not in (part.bracket, rate.bracket):
        yield "base in a bracket"  # 4个测站（全县33个）低于60%，占12.1%
    if base.at > rate.at and passage.text[rate.to : rate.to + 1] == "（" and base.bracket != rate.bracket:
        yield "base aside"
    if is_told_of(passage, base) is rate:
        yield "told base"


def _of_rivals(passage: Passage, rate: Figure, pair: Pair) -> Iterator[str]:
    """Whether no other count of the unit stands near, that part or base could be instead."""
    near = [f for f in near_counts(passage, rate) if f.unit == pair.parts[0].unit]
    figures = pair.figures
    if len(pair.parts) == 1 and all(f in figures for f in near):
        yield "alone together"
    begins = max(passage.text.rfind(sign, 0, rate.at) for sign in "；。")
    here = [f for f in near if begins < f.at < rate.at]
    if len(pair.parts) == 1 and here == [pair.base, pair.parts[0]]:
        yield "alone in its stretch"


def _has_own_share(passage: Passage, base: Figure, rate: Figure) -> bool:
    """Whether a percentage stands next behind a count, which is then its part."""
    index = bisect_left(passage.starts, base.at) + 1
    if index >= len(passage.figures):
        return False
    after = passage.figures[index]
    beside = after is not rate and after.is_percent and after.role is Role.RATE
    return beside and after.clause - base.clause <= 1 and after.sentence == base.sentence


def _of_base_in_front(passage: Passage, pair: Pair) -> Iterator[str]:
    part, base = pair.parts[0], pair.base
    inside = [
        f for f in passage.between(base.after, part.at) if is_count(f) and compatible(f.unit, part.unit)
    ]
    if not inside:
        yield "side by side"
    elif len(inside) == 1:
        yield "base near"
    yield f"base parted {rank_between(passage, base, part)}"
    if _OUT_OF.match(passage.text, base.after, part.at):
        yield "out of base"
    if "其中" in passage.text[base.after : part.at]:
        yield "其中"
        if any("其中" in passage.text[f.after : part.at] for f in inside):
            yield "其中 of another"
    before = [f for f in near_row(passage, base) if compatible(f.unit, part.unit)]
    if not before:
        yield "first of its kind"


def near_row(passage: Passage, base: Figure) -> tuple[Figure, ...]:
    """The counts of its sentence in front of a base."""
    begins, _ = passage.sentence_range(base.sentence)
    return tuple(f for f in passage.between(begins, base.at) if is_count(f))


def _of_rows(passage: Passage, rate: Figure, pair: Pair) -> Iterator[str]:
    """Whether part and base stand at the same turn of their rows as the rate does of its own."""
    row = row_of(passage, rate)
    if len(row) < 2 or len(pair.parts) > 1:
        return
    turn = row.index(rate)
    yield "rate in row"
    listed = _listed(passage, row[0], pair.parts[0])
    if len(listed) >= len(row) and pair.parts[0] in listed:
        yield "listed in turn" if listed[turn - len(row)] is pair.parts[0] else "listed out of turn"
    for name, figure in (("part", pair.parts[0]), ("base", pair.base)):
        other = row_of(passage, figure) if figure.paragraph == rate.paragraph else ()
        if len(other) == len(row) and not any(f.is_percent for f in other):
            yield f"{name} in turn" if other.index(figure) == turn else f"{name} out of turn"


def _listed(passage: Passage, first: Figure, part: Figure) -> list[Figure]:
    """The counts of one unit in front of a row of rates, but for their total."""
    begins, _ = passage.sentence_range(max(0, first.sentence - 1))
    front = passage.between(max(begins, first.at - _REACH), first.at)
    return [f for f in front if is_count(f) and compatible(f.unit, part.unit) and not sums_up(f)]


def _of_roles(rate: Figure, pair: Pair) -> Iterator[str]:
    planned = _PLANNED.search(rate.lead)
    if pair.base.role is Role.TARGET:
        yield "planned base" if planned else "target base"
    if pair.parts[0].role is Role.TARGET:
        yield "target part"
    for name, figure in (("part", pair.parts[0]), ("base", pair.base)):
        if figure.role in (Role.CHANGE, Role.BASE, Role.AVERAGE):
            yield f"{name} {figure.role}"
        if figure.unit in DURATIONS:
            yield f"{name} of time"
