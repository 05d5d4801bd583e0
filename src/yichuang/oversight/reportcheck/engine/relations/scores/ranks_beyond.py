"""No rank lies beyond the number of those that are ranked: "11个县（市、区）排名中，我县…变为第17位"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.numerals import spoken_value
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.findings import Kind

_N = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_RANKED = re.compile(
    rf"(?<![\d.第一二三四五六七八九十])(?P<count>{_N})个(?:参[评赛考][^，。；\d]{{0,4}})?"
    r"(?:县|市|区|旗|州|盟|乡|镇|街道|地级|地市|设区|省|村|社区|单位|部门|窗口|支队|大队|中队|派出所|法院|检察院|学校|代表队|参赛队|园区|开发区|高新区|班级|车间|站所|小组)"
)
_RANK = re.compile(rf"(?<!倒数)第(?P<rank>{_N})(?:位|名)(?!书记|委员)")
_WIDER = re.compile(
    r"(?:全国|全省|全市|全州|全区|全县|全系统|世界|国内|省内|市内|地区|同类|历史|[省市州])[^，。；、]{0,8}$"
)
_ALSO_WIDER = re.compile(r"[、，和][^，、]{0,6}全[国省市州]")
_FARTHEST = 60


def ranks_beyond(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All ranks of a document that are beyond the number of those ranked."""
    for passage in passages:
        counted = list(_RANKED.finditer(passage.text)) if "第" in passage.text else []
        for found in _RANK.finditer(passage.text) if counted else ():
            front = [each for each in counted if each.end() <= found.start()]
            if front:
                yield from _judged(passage, front[-1], found)


def _judged(passage: Passage, counted: re.Match[str], found: re.Match[str]) -> Iterator[Judged]:
    between = passage.text[counted.end() : found.start()]
    count, rank = _number(counted["count"]), _number(found["rank"])
    apart = len(between) > _FARTHEST or re.search("[。；]", between)
    wider = ("，" in between and _WIDER.search(between)) or _ALSO_WIDER.search(between)
    if apart or wider or not 1 < count < rank:
        return
    places = tuple(passage.quote(*each.span(name)) for each, name in ((counted, "count"), (found, "rank")))
    told = f"只有 {count} 个参加排名，没有第 {rank} 位"
    yield Judged(
        Kind.IMPOSSIBLE, (), (passage.quote(counted.start(), found.end()),), False, told,
        (f"“{found[0]}”应不超过第 {count} 位", f"“{counted[0]}”写错"), places=places,
    )  # fmt: skip


def _number(words: str) -> int:
    return int(words) if words.isdigit() else int(spoken_value(words) or 0)
