"""Multiples: so many times as much is the one divided by the other.

"最多的月份121人次，最少的38人次，最多月份是最少月份的3.2倍": 121 ÷ 38 = 3.2.  "是原大厅320平方米的2倍": 640 ÷ 320 = 2.

"各类资金28.35亿元。…相当于一般公共预算收入16.2亿元的2.75倍": it is 1.75 times as much; one more or one less is how
multiples and growths are mixed up, and no chance makes it.

"由1,250亩扩大到3,125亩，是原来的1.5倍": what is and what was, whatever the digits.
"线上办件7.44万件，…；线上办件是上年2.48万件的4倍": what is called by its subject, and what stands in front of it.

It is held if any two figures of a unit in the sentence give it; accused only if the last two stand side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import permutations

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.intervals import Interval, divide, printed
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged, is_near
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.steps.framed_steps import INTO, OUT_OF
from yichuang.oversight.reportcheck.engine.telling import about, changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.weighing import FORCED
from yichuang.oversight.reportcheck.findings import Kind

_OF = re.compile(
    r"(?P<one>[^，。；：]{0,12}?)(?:是|为|达|达到|相当于)(?P<other>[^，。；：]{0,16})的(?:约|近)?$|^[^，。；：]{0,10}的(?:约|近)?$"
)
_OF_THEN = re.compile(
    r"(?:[上去前]年|同期|年初|\d{4}年?|[上前]一?[月季期])[^，。；：]{0,6}的(?:约|近)?$"
)  # which isn't told beside
_RIGHT_BEFORE = re.compile(r"的(?:约|近)?")
_ONE = Interval(Decimal(1), Decimal(1))
_REACH, _FARTHER = 6, 9


def multiples(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All multiples of a document."""
    for passage in passages:
        for index, times in enumerate(passage.figures):
            if times.unit == "倍" and _OF.search(times.lead) and times.value > 0:
                judged = _judged(passages, passage, index, times)
                if judged:
                    yield judged


def _judged(passages: Sequence[Passage], passage: Passage, index: int, times: Figure) -> Judged | None:
    near = [f for f in passage.figures[max(0, index - _REACH) : index] if f.sentence == times.sentence]
    near = [f for f in near if not f.is_percent and f.value > 0 and f.unit != "倍"]
    step = times.step or Decimal(1)
    wanted = printed(times.value, step) if times.is_exact else times.interval
    for one in reversed(near):
        for other in reversed(near):
            share = one.interval.over(other.interval) if one is not other and one.unit == other.unit else None
            if share is not None and share.meets(wanted):
                says = is_near(times, divide(one.value, other.value))
                return _told(passages, times, one, other, holds=True) if says else None
    if mixed := _mixed_up(passage, index, times, wanted):
        return replace(_told(passages, times, *mixed, holds=False), frame=Frame.PROVEN, odds=FORCED)
    if sure := _grown(passage, index, times) or _of_subject(passage, index, times):
        return replace(_told(passages, times, *sure, holds=False), frame=Frame.PROVEN, odds=FORCED)
    if named := _named(times, near):
        return _told(passages, times, *named, holds=False)
    if len(near) < 2 or not all(f.is_exact for f in (*near[-2:], times)) or _OF_THEN.search(times.lead):
        return None
    one, other = sorted(near[-2:], key=lambda f: -f.value)
    beside = (
        one.unit == other.unit and abs(one.clause - other.clause) <= 2 and times.clause - near[-1].clause <= 1
    )
    if not beside or times.value < 1 or divide(one.value, other.value) > times.value * 10:
        return None
    return _told(passages, times, one, other, holds=False)


def _mixed_up(passage: Passage, index: int, times: Figure, wanted: Interval) -> tuple[Figure, Figure] | None:
    """The base right in front of the multiple and what is one more or one less of it, if no other two give it."""
    base = passage.figures[index - 1] if index else None
    if base is None or not times.is_exact or not _RIGHT_BEFORE.fullmatch(passage.text, base.after, times.at):
        return None
    near = [f for f in passage.figures[max(0, index - _FARTHER) : index] if times.sentence - f.sentence <= 1]
    near = [f for f in near if not f.is_percent and f.value > 0 and f.unit != "倍" and f.is_exact]
    pairs = [(one, other) for one, other in permutations(near, 2) if one.unit == other.unit]
    shares = [(one, other, one.interval.over(other.interval)) for one, other in pairs]
    if any(share is not None and share.meets(wanted) for _, _, share in shares):
        return None
    return next(
        (
            (one, other) for one, other, share in shares
            if other is base and share is not None and ((share + _ONE).meets(wanted) or (share - _ONE).meets(wanted))
        ),
        None,
    )  # fmt: skip


_THEN = r"(?:原来|原先|原有|以前|之前|此前|过去|当初|[上去前]一?年(?:同期|度)?|同期|年初|[一-鿿]{2}前)"
_AS_MUCH = re.compile(rf"(?:数?量|规模)?(?:已?达到?了?|是|为|相当于){_THEN}的(?:约|近)?")


def _grown(passage: Passage, index: int, times: Figure) -> tuple[Figure, Figure] | None:
    """What is and what was, side by side in front of "是原来的1.5倍": 由1,250亩扩大到3,125亩."""
    if index < _PAIR or not times.is_exact or not _AS_MUCH.fullmatch(times.lead):
        return None
    before, now = passage.figures[index - _PAIR : index]
    begins, _ = passage.clause_range(before.clause)
    into = INTO.fullmatch(passage.text[before.after : now.at])
    row = before.unit == now.unit and times.clause - now.clause == 1 and now.is_exact and before.is_exact
    return (now, before) if row and into and OUT_OF.search(passage.text[begins : before.at]) else None


_PAIR = 2
_SUBJECT = re.compile(
    rf"(?:而|其中)?(?P<one>[一-鿿]{{2,12}}?)(?:已?达到?了?|是|为|相当于)(?:约|近)?(?:{_THEN}的?)?"
)


def _of_subject(passage: Passage, index: int, times: Figure) -> tuple[Figure, Figure] | None:
    """The base right in front of the multiple and the one count that is called by its subject."""
    base = passage.figures[index - 1] if index else None
    if base is None or not times.is_exact or not _RIGHT_BEFORE.fullmatch(passage.text, base.after, times.at):
        return None
    found = _SUBJECT.fullmatch(base.lead)
    if found is None:
        return None
    near = [f for f in passage.figures[max(0, index - _FARTHER) : index] if times.sentence - f.sentence <= 1]
    called = [f for f in near if f is not base and f.lead.removeprefix("其中") == found["one"]]
    if len(called) != 1 or called[0].unit != base.unit or not (called[0].is_exact and base.is_exact):
        return None
    return (called[0], base) if divide(called[0].value, base.value) < times.value * 10 else None


def _named(times: Figure, near: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """ "城镇居民…24360元，…；农村居民…15225元，…，城镇为农村的1.6倍": both by their names."""
    found = _OF.search(times.lead)
    if not found or not found["one"] or not found["other"] or not times.is_exact:
        return None
    sides = [
        [f for f in near if found[side].strip("的其") and found[side].strip("的其") in f.lead]
        for side in ("one", "other")
    ]
    if any(len(side) != 1 for side in sides) or sides[0] == sides[1]:
        return None
    (one,), (other,) = sides
    likely = one.unit == other.unit and one.is_exact and other.is_exact
    return (one, other) if likely and divide(one.value, other.value) < times.value * 10 else None


def _told(passages: Sequence[Passage], times: Figure, one: Figure, other: Figure, *, holds: bool) -> Judged:
    figures = (one, other, times)
    value = divide(one.value, other.value)
    places = max(1, -int(times.step.adjusted())) if times.step else 1
    told = f"{said(one)} ÷ {said(other)} {about(value, places + 1)}"
    if holds:
        return Judged(
            Kind.RATE,
            figures,
            quotes(passages, figures),
            True,
            f"{told}，与原文 {said(times)} 倍相符",
            claim=times,
        )
    fixes = changes(instead(times, value), instead(one, other.value * times.value))
    return Judged(
        Kind.RATE,
        figures,
        quotes(passages, figures),
        False,
        f"{told}，原文为 {said(times)} 倍",
        fixes,
        claim=times,
    )
