"""What is said of several values at once must be true of each: all, first, highest, below 80.

"化学需氧量完成目标的108.4%，…挥发性有机物完成目标的90.7%，四项指标全部超额完成": one of the four isn't.
"80分以下的2个村：石壁村、黄泥村。…最低的石壁村82.6分": it is not below 80.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.pairs import is_count
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.units import PERCENT
from yichuang.oversight.reportcheck.findings import Kind

HUNDRED = Decimal(100)


def claims(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All such claims of a document."""
    for passage in passages:
        yield from _fulfilled(passages, passage)
        yield from _banded(passages, passage)
        yield from _not_all(passages, passage)
        yield from _full(passages, passage)


_FULFILLED = re.compile(
    r"(?:指标|任务|目标|项目|[项类家所镇乡村])[^，。；：]{0,6}(?:全部|全面|均|都|悉数)(?:已|如期|按期|提前|顺利)?(?P<over>超额)?(?:完成|达标|实现)"
)
_OF_GOAL = re.compile(
    r"(?:完成|达到|占|为)[^，。；：]{0,10}(?:目标|任务|计划|指标|预算)[^，。；：]{0,6}$|完成率(?:为|达)?$|^的$|^、$|^和$"
)


def _fulfilled(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """All goals are said to be reached, and one beside it isn't."""
    for found in _FULFILLED.finditer(passage.text):
        begins = passage.text.rfind("。", 0, found.start()) + 1
        before = passage.text[max(begins, found.start() - 12) : found.start()]
        if re.search(r"其余|其他|除|外$|另外", before):
            continue
        rates = [
            f
            for f in passage.between(begins, found.start())
            if f.unit == PERCENT and f.role is Role.RATE and _OF_GOAL.search(f.lead)
        ]
        short = [f for f in rates if f.value < HUNDRED]
        if len(rates) < 2 or len(short) * 2 >= len(rates) or not all(f.is_exact for f in short):
            continue
        for rate in short:
            told = f"{said(rate)} < 100%，原文说全部{'超额' if found['over'] else ''}完成"
            yield Judged(
                Kind.IMPOSSIBLE, tuple(rates), (*quotes(passages, rates), passage.quote(*found.span())), False, told,
                (f"“{rate.written}”应不低于 100%", "不是全部完成"), decisive=True, claim=rate,
            )  # fmt: skip


_BAND = re.compile(
    r"(?P<limit>\d{1,4}(?:\.\d+)?)(?P<unit>分|%|人|户|件|万元|元|亩)(?P<way>以上|以下|及以上|及以下)(?:的)?[^，。；：、（]{0,8}[：（](?P<names>(?![今去上本]年|目前|现在)[^。；）\d]{2,80})"
)


def _banded(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """What is named as below a limit has its value told elsewhere: it isn't below."""
    for found in _BAND.finditer(passage.text):
        limit = Decimal(found["limit"])
        names = [name for name in re.split("[、，和及]", found["names"]) if 1 < len(name) < 12]
        for figure in passage.figures:
            if figure.at in range(*found.span()) or figure.word != found["unit"] or not figure.is_exact:
                continue
            name = next(
                (name for name in names if figure.lead.endswith((name, f"{name}为", f"{name}得"))), None
            )
            upward = "上" in found["way"]
            if name is None or (figure.value >= limit if upward else figure.value <= limit):
                continue
            band = f"{found['limit']}{found['unit']}{found['way']}"
            told = f"{name} {said(figure)} {'<' if upward else '>'} {found['limit']}，不在{band}"
            place = passage.view.span(found.start(), found.start("unit"))
            kind = Kind.IMPOSSIBLE
            yield Judged(
                kind, (figure,), (*quotes(passages, (figure,)), passage.quote(*found.span())), False, told,
                (f"“{figure.written}”应{'不低于' if upward else '低于'} {found['limit']}", f"{name}不应列在其中"),
                claim=figure, places=(place,),
            )  # fmt: skip


_OF_THEM = re.compile(r"[^，。；：\d]{0,6}[中里](?:，|有|已有|共有|仅有|只有)*$")


def _not_all(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """ "达标班级占100%，36个班中有34个班完全达标": the share is told of all, the counts tell of fewer."""
    for index, rate in enumerate(passage.figures):
        if rate.unit != PERCENT or rate.value != HUNDRED or rate.role is not Role.RATE:
            continue
        for whole, part in pairwise(passage.figures[index + 1 : index + 4]):
            between = passage.text[whole.after : part.at]
            near = part.sentence == rate.sentence and whole.clause - rate.clause <= 2
            if not near or whole.unit != part.unit or not (is_count(whole) and is_count(part)):
                continue
            if not _OF_THEM.match(between) or part.value >= whole.value or not _shared(rate.lead, part.tail):
                continue
            figures = (rate, whole, part)
            told = f"{said(part)} ÷ {said(whole)} ≈ {part.value * HUNDRED / whole.value:.2f}%，原文为 {said(rate)}"
            fixes = changes(instead(rate, part.value * HUNDRED / whole.value), instead(part, whole.value))
            yield Judged(
                Kind.RATE, figures, quotes(passages, figures), False, told, fixes, decisive=True, claim=rate
            )


def _shared(one: str, other: str) -> bool:
    """Whether two rows of words have two signs that follow each other in common."""
    return any(one[at : at + 2] in other for at in range(len(one) - 1))


_PLACES = re.compile(r"床位|座位|车位|泊位|席位|工位")
_WITHIN = re.compile(r"(?:床位|座位|车位|泊位|席位)?[^，。；]{0,4}(?:富余|充足|空余|够用|未满|未超|余量)")
_THEN = re.compile(r"当[天日晚时]|最[高多]|峰值|高峰")


def _full(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """ "床位40张，…当天在站46人，床位仍有富余": more than there is room for, and room is said to be left."""
    rooms = [f for f in passage.figures if _PLACES.search(f.lead[-4:] + f.tail[:2]) and f.role is Role.LEVEL]
    if not rooms:
        return
    room = rooms[0]
    for figure in passage.figures:
        at, to = passage.clause_range(figure.clause)
        follows = passage.text[to : to + 14]
        busy = figure.unit in ("人", "辆") and figure.value > room.value and figure.at > room.at
        if (
            busy
            and _THEN.search(passage.text[max(0, at - 20) : figure.at])
            and _WITHIN.match(follows.lstrip("，"))
        ):
            figures = (room, figure)
            told = f"{said(figure)} > {said(room)}，原文却说有余"
            fixes = (f"“{figure.written}”应不超过 {said(room)}", f"“{room.written}”应不少于 {said(figure)}")
            yield Judged(
                Kind.IMPOSSIBLE, figures, quotes(passages, figures), False, told, fixes, claim=figure
            )
