"""A figure that points back at one told before is that one: "在外务工4,076人，…这4,706人的台账".

So does one that opens its clause and speaks of all of its kind (47人中，…; 58件已全部登载; 四个功能区均设…), and one
of an act told before (落户安置7名…落户的7名).

It may also be of several figures together (男32人、女28人，这60人), so only a slip of one of them is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.again.told_again import are_some_of
from yichuang.oversight.reportcheck.engine.relations.words.lists import counts
from yichuang.oversight.reportcheck.engine.slips import TELLING, digits_of, is_slip_of
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import compatible
from yichuang.oversight.reportcheck.findings import Kind

_POINTS = re.compile(r"(?:这|上述|前述|该)(?:新增|新办|受理|办理|全部|[^，。；：、\d]{2,6}的)?的?$")
_OPENS = re.compile(r"(?:^|在|对|其余)$")

_AMONG = re.compile(
    r"(?P<noun>[^，。；：、\d（）]{0,6}?)"
    r"(?:中(?!心|央|学|小|型|医|国)|里|内(?!设|部)|均(?!衡)|都|皆|全部|已全部|已全|无一)"
)
_OF_AN_ACT = re.compile(r"(?P<act>[一-鿿]{2})的$")
_REACH = 300
_NAME = 8  # signs of a name
_ROLES = (Role.LEVEL, Role.CHANGE, Role.BASE)


def pointed_at(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All figures of a document that point back at another."""
    for passage in passages:
        for again in passage.figures:
            if again.unit and again.is_exact and counts(again) and (pointing := _pointing(again)):
                yield from _judged(passages, passage, again, pointing)


def _pointing(again: Figure) -> re.Pattern[str] | None:
    """What the name of the figure that this one points at must have in it; None if it points at none."""
    if _POINTS.search(again.lead):
        return _ANY
    act = _OF_AN_ACT.search(again.lead)
    if act and again.role in _ROLES:
        return re.compile(rf"(?<![无未不没非]){re.escape(act['act'])}")
    among = _AMONG.match(again.tail) if _OPENS.match(again.lead) and again.role is Role.LEVEL else None
    return re.compile(re.escape(among["noun"][-2:])) if among else None


_ANY = re.compile("")


def _judged(
    passages: Sequence[Passage], passage: Passage, again: Figure, pointing: re.Pattern[str]
) -> Iterator[Judged]:
    front = [
        f
        for f in passage.between(max(0, again.at - _REACH), again.at)
        if compatible(f.unit, again.unit) and f.role in _ROLES and f.is_exact and f.clause != again.clause
    ]
    front = (
        [f for f in front if pointing.search(f.lead[-_NAME:] + f.tail[:_NAME])] if pointing.pattern else front
    )
    first = next((f for f in reversed(front) if f.value == again.value), None)
    if first is not None:
        told = f"前后均为 {said(again)}{again.unit}"
        yield Judged(Kind.REPEAT, (first, again), quotes(passages, (first, again)), True, told, claim=again)
        return
    slipped = [f for f in front if _is_slip(f, again)]
    if len(slipped) != 1 or is_of_several(front, again.value):
        return
    figures = (slipped[0], again)
    told = f"同一项前后不一：{said(slipped[0])} 与 {said(again)}"
    fixes = changes(instead(again, slipped[0].value), instead(slipped[0], again.value))
    yield Judged(Kind.REPEAT, figures, quotes(passages, figures), False, told, fixes, claim=again)


_BEGINS = re.compile(r"[年期月季]初")  # 年初社会组织160家…年末已建党组织的120家


def _is_slip(first: Figure, again: Figure) -> bool:
    if are_some_of(first, again) or (_BEGINS.search(first.lead) and not _BEGINS.search(again.lead)):
        return False
    one, other = digits_of(first), digits_of(again)
    return len(one) >= TELLING and is_slip_of(one, other)


def is_of_several(front: Sequence[Figure], value: Decimal) -> bool:
    """Whether figures in front of it make it together: those of a row, or one without another."""
    for begins in range(len(front)):
        made = Decimal(0)
        for figure in front[begins:]:
            made += figure.value
            if made == value:
                return True
    values = {figure.value for figure in front}
    return any(one - value in values or value - one in values for one in values)
