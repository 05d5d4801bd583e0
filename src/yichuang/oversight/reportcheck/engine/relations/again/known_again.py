"""What is spoken of as known is what was told before, whatever the digits: "设展位640个…730个展位中，特装展位占三成".

The number opens its clause, some or all of what it counts is meant, and its noun was counted once and no more, however
far in front (住房438套…对420套住房全部体检; 网格86个…68个网格共配备…); or the words point at it (文物186件，捐赠129件、
购买57件…上述206件; 总盘子86.7万元…今年这89.0万元的盘子; 其中欠薪98件…对这89件欠薪工单). What several figures make
together is no repetition, nor is what stands in front somewhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.again.pointed_at import is_of_several
from yichuang.oversight.reportcheck.engine.relations.again.retold import OTHER_TIME
from yichuang.oversight.reportcheck.engine.relations.again.told_again import failed_repeat
from yichuang.oversight.reportcheck.engine.relations.again.words import without_verb
from yichuang.oversight.reportcheck.engine.relations.words.lists import is_part
from yichuang.oversight.reportcheck.engine.units import DURATIONS, compatible
from yichuang.oversight.reportcheck.engine.weighing import FORCED

_OPENS = re.compile(
    r"^(?:在|对|因|与|就|给|为|把|将|从|向|使|让|按|全部|所有|全体|上述|前述|以上|这)*(?P<act>[一-鿿]{2,6}的)?$"
)
_AMONG = re.compile(
    r"的?(?P<noun>[^，。；、：（）\d的]{2,6}?)"
    r"(?:[当之]?[中里](?:$|有|已|仅|还)|全部|已全|均(?!衡)|都(?!市)|皆|悉数|一律|无一|共(?![同享建用青产])|的(?![\d一二三四五六七八九十百]))"
)
_POINTS = re.compile(r"(?:^|[，。；])[^，。；、]{0,2}(?:上述|前述)的?$")
_THIS = re.compile(r"(?:^|[今本]年|当年|^[对在为给把将从向使让与])[这该]$")
_OF_A_NOUN = re.compile(r"的?(?P<noun>[一-鿿]{2,4})")
_ROLES = (Role.LEVEL, Role.TARGET)
_REACH = 4  # paragraphs
_FEW = 9  # 上述三类, 上述两项: kinds that are counted themselves
_NAME = 10  # signs of a name


def known_again(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All figures of a document that are spoken of as known, of which another number was told."""
    for passage in passages:
        for again in passage.figures:
            if again.unit and again.is_exact and again.role in _ROLES and _may_be(again) and _speaks(again):
                first = _first(passages, passage, again)
                if first is not None:
                    yield replace(failed_repeat(passages, first, again), odds=FORCED)


def _may_be(again: Figure) -> bool:
    return _is_count(again) or (not again.is_percent and _THIS.search(again.lead) is not None)


def _speaks(again: Figure) -> bool:
    """Whether its words speak of what is known at all."""
    known = _OPENS.match(again.lead) and _AMONG.match(again.tail)
    return bool(known or _POINTS.search(again.lead) or _THIS.search(again.lead))


def _is_count(figure: Figure) -> bool:
    return not figure.step and not figure.is_percent and figure.unit not in DURATIONS and figure.value > 1


def _first(passages: Sequence[Passage], passage: Passage, again: Figure) -> Figure | None:
    """The figure that this one should repeat and doesn't; None if there is none or what is meant is open."""
    front = [f for near in passages[: passage.index + 1] for f in near.figures
             if f.span < again.span and compatible(f.unit, again.unit)]  # fmt: skip
    near = [f for f in front if f.paragraph >= passage.index - _REACH]
    if any(f.value == again.value for f in near):
        return None
    pointed = meant = _of_this_noun(passages, again)
    if meant is None and _is_count(again):
        meant = _of_its_noun(passages, front, again) or _pointed_at(near, again)
    if meant is None or _is_beside(meant, again):
        return None
    beside = [f for f in front if f.paragraph in (meant.paragraph, again.paragraph)]
    if (pointed is None or meant.paragraph == again.paragraph) and is_of_several(beside, again.value):
        return None
    if any(
        f.value == again.value and f.unit == again.unit
        for near in passages[: passage.index]
        for f in near.figures
    ):
        return None
    told = (meant.lead + meant.tail, again.lead + again.tail)
    return None if any(map(OTHER_TIME.search, told)) else meant


def _is_beside(first: Figure, again: Figure) -> bool:
    """Whether both stand in one sentence, unless an act told before is spoken of: 采纳54条，…，采纳的45条建议全部."""
    if (first.paragraph, first.sentence) != (again.paragraph, again.sentence):
        return False
    return first.clause == again.clause or not again.lead.endswith("的")


def _of_its_noun(passages: Sequence[Passage], front: Sequence[Figure], again: Figure) -> Figure | None:
    """The one count of what this one speaks of as known, by all of its noun or its end: 被征收住户 of 涉及住户143户."""
    opens, among = _OPENS.match(again.lead), _AMONG.match(again.tail)
    # 断面、雨污分流、三个乡镇的排污口
    listed = passages[again.paragraph].text[again.at - 1 : again.at] == "、"
    if not opens or not among or listed:
        return None
    act = (opens["act"] or "").removesuffix("的").removeprefix("已")
    done = [f for f in front if act in f.lead]  # 采纳的45条建议 are those of 采纳建议54条, not of 建议238条
    nouns = (among["noun"][at:] for at in range(len(among["noun"]) - 1))
    called = next(((noun, of) for noun in nouns if (of := _called(done, noun))), None)
    if called is None or len({f.value for f in called[1]}) != 1:
        return None
    noun, (first, *_) = called
    if not (first.is_exact and first.role in _ROLES and _is_count(first)):
        return None
    counted = first.tail.startswith(noun) or (not first.tail and without_verb(first.lead).endswith(noun))
    return first if counted and not is_part(passages[first.paragraph], first) else None


def _called(front: Sequence[Figure], noun: str) -> list[Figure]:
    return [f for f in front if noun in f.lead[-_NAME:] or noun in f.tail[:_NAME]]


def _pointed_at(front: Sequence[Figure], again: Figure) -> Figure | None:
    """The whole that "上述" points at: the only figure of its paragraph, or the one that is all others together."""
    if not _POINTS.search(again.lead) or again.value <= _FEW or not front:
        return None
    near = [f for f in front if f.paragraph == front[-1].paragraph and f.is_exact and _is_count(f)]
    if not near:
        return None
    whole = max(near, key=lambda f: f.value)
    rest = sum(f.value for f in near) - whole.value
    return whole if len(near) == 1 or rest == whole.value else None


def _of_this_noun(passages: Sequence[Passage], again: Figure) -> Figure | None:
    """The one count of what "今年这89.0万元的盘子" speaks of: 总盘子86.7万元."""
    found = _OF_A_NOUN.match(again.tail) if _THIS.search(again.lead) else None
    if not found:
        return None
    front = [f for passage in passages[: again.paragraph + 1] for f in passage.figures if f.span < again.span]
    nouns = [found["noun"][:size] for size in range(len(found["noun"]), 1, -1)]
    for noun in nouns:
        called = [f for f in front if f.unit == again.unit and _is_of(f, again, noun)]
        if called:
            only = len(called) == 1 and called[0].is_exact and called[0].role in _ROLES
            only = only and called[0].value != again.value
            # what stands in the same paragraph may be a part: 其中欠薪98件…对这98件欠薪工单
            part = called[0].paragraph != again.paragraph and is_part(
                passages[called[0].paragraph], called[0]
            )
            return called[0] if only and not part else None
    return None


def _is_of(figure: Figure, again: Figure, noun: str) -> bool:
    """Whether a figure is called by a noun: by its end, or anywhere near (物业纠纷74件…这74件物业诉求)."""
    near = figure.paragraph == again.paragraph and noun in figure.lead[-_NAME:]
    return near or without_verb(figure.lead).endswith(noun)
