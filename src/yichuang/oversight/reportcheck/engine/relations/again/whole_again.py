"""What is spoken of as all of its kind is what was counted: "防疫员11名…为全体17名防疫员购买保险".

The noun behind the number must be the one that was counted, and counted but once; of one digit any other number tells
(改造危桥6座…全部9座危桥). So it is with how long a thing took: "历时5天…通过为期7天的评查".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.again.pointed_at import is_of_several
from yichuang.oversight.reportcheck.engine.relations.again.retold import OTHER_TIME
from yichuang.oversight.reportcheck.engine.relations.again.signs import FILLERS
from yichuang.oversight.reportcheck.engine.relations.again.told_again import failed_repeat
from yichuang.oversight.reportcheck.engine.relations.again.words import without_verb
from yichuang.oversight.reportcheck.engine.relations.words.lists import is_part
from yichuang.oversight.reportcheck.engine.slips import digits_of, is_slip_of
from yichuang.oversight.reportcheck.engine.units import DURATIONS

_POINTING = re.compile(r"(?:全体|全部|所有|这|上述|以上|前述)的?$")
_STANDING = re.compile(r"(?:现有|原有|全[县市区镇乡村校院站局]|[县市区镇乡]域)的?$")
_OPENS = re.compile(r"^(?:占|在|对|为|给|向|将|使|从)?$")
_TREATED = re.compile(
    r"(?:总数|总量|总面积|全部|均(?!衡)|都|已(?!有)|由|皆|无一|[中里](?![心学小药医型层级外程]))"
)
_STOCK = re.compile(r"(?:^|现有|共有|设有|建有|拥有|下辖|全[县市区镇乡村校院站局]|[县市区镇乡]域)$")
_LONGEST, _SHORTEST = 6, 2
_REACH = 3  # paragraphs
_ROLES = (Role.LEVEL, Role.TARGET)


def whole_again(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All figures of a document that are spoken of as all of their kind, and otherwise than they were counted."""
    for passage in passages:
        for again in passage.figures:
            if again.role not in _ROLES or not again.is_exact or again.is_percent or not again.unit:
                continue
            first = _lasted(passage, again) if again.unit in DURATIONS else _counted(passages, passage, again)
            if first is not None:
                yield failed_repeat(passages, first, again)


def _counted(passages: Sequence[Passage], passage: Passage, again: Figure) -> Figure | None:
    """The one figure in front that counts what this one is all of, if it is another number a slip away."""
    standing = _STANDING.search(again.lead) is not None
    pointing = _POINTING.search(again.lead) is not None
    opens = _OPENS.match(again.lead) is not None and bool(_TREATED.search(again.tail[:_TAIL]))
    if not (standing or pointing or opens) or not again.tail or again.tail[0] in _NO_NOUN or again.step:
        return None
    front = [f for near in passages[max(0, passage.index - _REACH) : passage.index + 1] for f in near.figures
             if f.span < again.span and f.unit == again.unit and f.is_exact and f.role in _ROLES]  # fmt: skip
    for size in range(min(_LONGEST, len(again.tail)), _SHORTEST - 1, -1):
        noun = again.tail[:size]
        called = [f for f in front if without_verb(f.lead).endswith(noun) or f.tail.startswith(noun)]
        if called:
            break
    else:
        return None
    first = called[-1]
    values = {f.value for f in called}
    if len(values) > 1 or first.clause == again.clause or is_of_several(front, again.value):
        return None
    if any(f.value == again.value for f in front) or not _is_slip(first, again, pointing=pointing):
        return None
    if standing and not _STOCK.search(without_verb(first.lead).removesuffix(noun)):
        return None
    home = passages[first.paragraph]
    # "计划在现有17条公交线路的基础上": what is planned is something else
    told = again.tail if standing else again.lead + again.tail
    apart = is_part(home, first) or OTHER_TIME.search(first.lead + first.tail) or OTHER_TIME.search(told)
    return None if apart else first


_TAIL = 8
_NO_NOUN = "每各均都共"  # 67人每人补50元


def _is_slip(first: Figure, again: Figure, *, pointing: bool) -> bool:
    one, other = digits_of(first), digits_of(again)
    return is_slip_of(one, other) or (pointing and len(one) == len(other) == 1)


_LASTED = re.compile(r"(?:为期|历时|时长|期限)(?:为|共)?$")


def _lasted(passage: Passage, again: Figure) -> Figure | None:
    """How long the same thing was told to take, if otherwise: "为期一百天…110天的行动中"."""
    if not again.tail.startswith("的") or not (_LASTED.search(again.lead) or not again.lead):
        return None
    front = [
        f for f in passage.figures if f.at < again.at and f.unit == again.unit and _LASTED.search(f.lead)
    ]
    if len(front) != 1 or front[0].sentence == again.sentence or front[0].value == again.value:
        return None
    begins, ends = passage.sentence_range(front[0].sentence)
    told = passage.text[begins:ends]
    noun = FILLERS.sub("，", again.tail[1:_TAIL])
    named = any("，" not in noun[at : at + 2] and noun[at : at + 2] in told for at in range(len(noun) - 1))
    return front[0] if named and front[0].is_exact else None
