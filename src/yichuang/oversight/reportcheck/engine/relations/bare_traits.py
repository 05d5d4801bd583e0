"""Women, the old and the schooled of those who were just counted aren't more than they are.

"在册对象47人，其中缓刑43人…。女性51人": they are of the 47.  "教师218人，具有本科以上学历241人".

Only where the words name a trait and nothing else (女性, 35岁以下, 大专以上学历) they are of those counted in front.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.nested import EXCUSED, judged_within
from yichuang.oversight.reportcheck.engine.weighing import FORCED

_BARE: Final = re.compile(
    r"^(?:其中)?(?:有)?(?:“?(?:女|男)(?:性|同志|党员|职工|教师|干部|代表|委员|生|学生|队员|选手|学员)?”?|未成年(?:人)?|少数民族|中共党员|党员|团员|"
    r"(?:具有|取得|拥有)?(?:全日制)?(?:研究生|硕士|博士|本科|大专|专科|大学|高中|中专)(?:及|和)?(?:以上|以下)?(?:学历|学位|文化程度)?(?:的|者|人员)?|"
    r"(?:具有|取得)?(?:正高|副高|高级|中级|初级)(?:及以上)?(?:职称|专业技术职称|技术职务)?(?:的|者|人员)?)(?:为|有|共)?$"
)
_AGED: Final = re.compile(r"(?:\d+周?岁(?:及|（含）|含)?以[上下]|\d+至\d+周?岁)的?$")
_THOSE: Final = re.compile(
    r"(?:党员|职工|教师|成员|人员|学生|对象|代表|委员|干部|工作者|村民|居民|队员|社员|志愿者|运动员|医生|医师|护士|学员|员|师|者|生|人|手|工)(?:共|共有|总数|为|有|达|总计)*$"
    r"|现有|在册|在校|在编|在职|在岗|共有|合计|总数"
)
_REACH, _MOST = 8, 12


def bare_traits(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All counts of a bare trait that are more than everybody counted in front of them."""
    for passage in passages:
        for index, part in enumerate(passage.figures):
            if index and _is_bare(part):
                whole = _whole(passage, index, part)
                if whole is not None:
                    yield replace(judged_within(passages, whole, part), odds=FORCED)


def _is_bare(part: Figure) -> bool:
    plain = part.unit == "人" and part.is_exact and part.role is Role.LEVEL and not part.tail
    return plain and bool(_BARE.match(part.lead) or _AGED.fullmatch(part.lead))


def _whole(passage: Passage, index: int, part: Figure) -> Figure | None:
    """The first of those counted in this sentence and the one before, if all of them are fewer."""
    front = passage.figures[max(0, index - _REACH) : index]
    persons = [
        f for f in front if f.unit == "人" and part.sentence - f.sentence <= 1 and f.role is not Role.CHANGE
    ]
    if not persons or any(f.interval.high >= part.value for f in persons):
        return None
    whole = persons[0]
    if any(f.unit in ("户", "万人") for f in front):
        return None  # of their members
    begins, _ = passage.sentence_range(whole.sentence)
    _, ends = passage.sentence_range(part.sentence)
    excused = EXCUSED.search(passage.text[begins:ends])
    named = _THOSE.search(whole.lead) or _THOSE.search(whole.tail[:4] or "无")
    plain = whole.is_exact and whole.role is Role.LEVEL and part.value <= whole.value * _MOST
    return whole if named and plain and not excused else None
