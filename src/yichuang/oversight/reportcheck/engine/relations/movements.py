"""Movements: what there was, with all that came and without all that went, is what there is now.

"上年底1482项，取消37项、下放64项、承接52项、新增21项，目前1454项": 1482 - 37 - 64 + 52 + 21 = 1454.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged, with_scale
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.slips import is_slip
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import DURATIONS
from yichuang.oversight.reportcheck.findings import Kind

_BEFORE = re.compile(
    r"上年末|上年底|去年底|去年末|年初|期初|月初|季初|原有|原|上年结|上期|上月末|上月底|学年初|学期初|改革前|调整前|换届前"
)
_NOW = re.compile(
    r"目前|现有|现|年末|年底|期末|月末|月底|截至|季末|学期末|学年末|调整后|改革后|余额|结存|总数(?:为|达)|增至|减至|降至"
)
_CAME = re.compile(
    r"新增|增加|承接|新建|新设|新入|转入|调入|迁入|出生|新生|招收|引进|招聘|新招|新进|接收|购入|购置|新纳入|发展|入库|新注册|新登记|纳入|恢复|补充|新申请|新认定|迁进"
)
_WENT = re.compile(
    r"取消|下放|减少|注销|退出|转出|调出|迁出|死亡|退休|离职|辞职|毕业|报废|核减|撤销|合并|关闭|清退|出库|转走|移除|停保|剔除|处置|调离|辞退|流出|终止|除名|停用|划出|返家|返乡|送返|安置|离站|离校|送出|销号|脱贫|出院|解除|期满|释放|拆除|淘汰|失效|废止"
)
_FAR = 240


def movements(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All such chains of a document."""
    for passage in passages:
        yield from _purses(passages, passage)
        for index, before in enumerate(passage.figures):
            if (
                index + 1 < len(passage.figures)
                and _BEFORE.search(_front(passage, before))
                and _may_stand(before)
            ):
                judged = _chain(passages, passage, index, before)
                if judged:
                    yield judged


def _front(passage: Passage, figure: Figure) -> str:
    """The words of its clause in front, or of the clause before it if that holds no figure ("上年底，中心共有")."""
    begins, _ = passage.clause_range(figure.clause)
    if figure.clause:
        at, to = passage.clause_range(figure.clause - 1)
        joined = passage.text[to : to + 1] == "，" and not passage.between(at, to)
        begins = at if joined else begins
    return passage.text[begins : figure.at]


def _may_stand(figure: Figure) -> bool:
    return (
        figure.role in (Role.LEVEL, Role.BASE)
        and not figure.is_percent
        and figure.unit not in DURATIONS
        and figure.unit != ""
        and figure.is_exact
    )


def _chain(passages: Sequence[Passage], passage: Passage, index: int, before: Figure) -> Judged | None:
    signs: list[tuple[int, Figure]] = []
    for figure in passage.figures[index + 1 : index + 13]:
        if figure.unit != before.unit or figure.bracket != before.bracket:
            continue
        if figure.at - before.at > _FAR or figure.sentence - before.sentence > 2:
            return None
        came, went = _first(_CAME, figure.lead), _first(_WENT, figure.lead)  # "承接上级下放52项" came
        if came != went:
            signs.append((1 if came < went else -1, figure))
        elif _NOW.search(_front(passage, figure)) and len(signs) > 1:
            return _judge(passages, before, signs, figure)
        else:
            return None
    return None


def _first(pattern: re.Pattern[str], words: str) -> int:
    found = pattern.search(words)
    return found.start() if found else len(words)


def _judge(
    passages: Sequence[Passage], before: Figure, signs: Sequence[tuple[int, Figure]], now: Figure
) -> Judged | None:
    if not now.is_exact or not all(figure.is_exact for _, figure in signs):
        return None
    if "净" in "".join(figure.lead for _, figure in signs):
        return None
    value = before.value + sum((sign * figure.value for sign, figure in signs), Decimal(0))
    figures = (before, *(figure for _, figure in signs), now)
    chain = "".join(f" {'+' if sign > 0 else '-'} {said(figure)}" for sign, figure in signs)
    told = f"{said(before)}{chain} = {with_scale(value, now)}"
    slack = sum((figure.step for figure in figures), Decimal(0)) / 2
    if abs(value - now.value) <= slack:
        return Judged(
            Kind.DIFFERENCE, figures, quotes(passages, figures), True, f"{told}，与原文相符", claim=now
        )
    both = {sign for sign, _ in signs}
    if len(both) < 2 or not _may_be_wrong(signs, now, value):
        return None
    gap = now.value - value
    fixes = changes(
        instead(now, value),
        instead(before, before.value + gap),
        *(instead(figure, figure.value + sign * gap) for sign, figure in signs),
    )
    return Judged(
        Kind.DIFFERENCE,
        figures,
        quotes(passages, figures),
        False,
        f"{told}，原文为 {said(now)}",
        fixes,
        claim=now,
    )


def _may_be_wrong(signs: Sequence[tuple[int, Figure]], now: Figure, value: Decimal) -> bool:
    """Whether the chain is meant whole: its end is a slip away, or as near as its least step."""
    joined = all(other.clause - one.clause <= 1 for (_, one), (_, other) in pairwise(signs))
    return joined and (is_slip(now, value) or abs(now.value - value) <= min(f.value for _, f in signs))


_HAD = re.compile(r"(?:上年|上期|年初|期初|历年)[^，；]{0,8}(?:结余|结转|结存)[^，；]{0,4}$")
_MADE = re.compile(r"(?:当年|本年|本期|年度)(?:收支)?(?:结余|盈余)(?:为|达)?$")
_HAS = re.compile(r"(?:年末|期末|累计|滚存|年底)[^，；]{0,6}(?:结余|结存)[^，；]{0,4}$")


def _purses(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """ "当年结余8423万元，上年结余96305万元，年末滚存结余104728万元": the two make the third."""
    for number in range(len(passage.sentences)):
        told = passage.in_sentence(number)
        had = [f for f in told if _HAD.search(f.lead)]
        made = [f for f in told if _MADE.search(f.lead)]
        has = [f for f in told if _HAS.search(f.lead) and f not in had and f not in made]
        if not len(had) == len(made) == len(has) == 1 or len({f.unit for f in (*had, *made, *has)}) > 1:
            continue
        figures = (had[0], made[0], has[0])
        if not all(f.is_exact for f in figures):
            continue
        value = had[0].value + made[0].value
        arithmetic = f"{said(had[0])} + {said(made[0])} = {with_scale(value, has[0])}"
        slack = sum((f.step for f in figures), Decimal(0)) / 2
        if abs(value - has[0].value) <= slack:
            yield Judged(
                Kind.SUM, figures, quotes(passages, figures), True, f"{arithmetic}，与原文相符", claim=has[0]
            )
        elif abs(value - has[0].value) * 5 <= has[0].value:
            gap = has[0].value - value
            fixes = changes(
                instead(has[0], value),
                instead(had[0], had[0].value + gap),
                instead(made[0], made[0].value + gap),
            )
            yield Judged(
                Kind.SUM, figures, quotes(passages, figures), False,
                f"{arithmetic}，原文为 {said(has[0])}", fixes, claim=has[0],
            )  # fmt: skip
