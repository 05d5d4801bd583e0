"""A count against names that each have a figure of their own. Pure.

"用于4个项目：城区供水2,400万元、医院扩建3,000万元、标准厂房1,600万元、农贸市场1,000万元": four are named.
"完成八件，分别是：新建卫生院综合楼、安装路灯300盏、改造危桥1座…": what ends with a figure is one of them.
"""

from __future__ import annotations

import re

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.names.listing import Names, without_brackets
from yichuang.oversight.reportcheck.engine.relations.words.lists import TOTAL
from yichuang.oversight.reportcheck.engine.units import class_of, unit_at

_COUNTED = re.compile(r"(?P<name>[^\d，。；：、]{2,16}?)\d[\d,.]*[万亿]?(?P<unit>[^\d，。；：、]{1,6})$")
_LAST_TWO = re.compile(r"(?<=[^\d])(?:以及|和|及)(?=[^\d]{2,16}\d)")
_SIDES = re.compile(r"^(?:男|女|其他|其它|其余|合格|优|良|.{0,2}年级|.{0,4}[以及]上|\D?岁)")
_FEW = 3
_SURE = 4


def counted_names(passage: Passage, figure: Figure, begins: int, *, sure: bool) -> Names | None:
    """The names from a place on, each with a figure behind it; `sure` if words say that these are all of them."""
    bare = without_brackets(passage.text[begins : begins + 600])
    ends = re.search(r"[。；！？（，]", bare)
    text = bare[: ends.start() if ends else len(bare)].replace("\0", "")
    *front, last = text.split("、")
    items = [*front, *_LAST_TWO.split(last)] if re.search(r"\d.*\d", last) else [*front, last]
    if len(items) < 2 or re.search(r"等$|等[^\d、]{0,6}$", text) or any(len(item) > 30 for item in items):
        return None
    told = [_COUNTED.match(item) for item in items]
    names = tuple(found["name"] if found else item for found, item in zip(told, items, strict=True))
    if any(TOTAL.search(name) or "其中" in name or _SIDES.match(name) for name in names):
        return None
    to = begins + (ends.start() if ends else len(bare))
    if all(told):
        return _all_counted(figure, names, [found["unit"] for found in told if found], begins, to, sure=sure)
    if (
        not sure
        or not any(told)
        or any(not found and re.search(r"\d", item) for found, item in zip(told, items, strict=True))
    ):
        return None
    joined = sum(len(re.findall("和|及|与", name)) for name in names)
    return Names(begins, to, sum(bool(found) for found in told) + 1, len(items) + joined, names, False)


def _all_counted(
    figure: Figure, names: tuple[str, ...], tails: list[str], begins: int, to: int, *, sure: bool
) -> Names | None:
    """Names of one kind of figure, which are counted unless the figures are what is counted."""
    units = {class_of(unit_at(tail, 0)) for tail in tails}
    if len(units) != 1:
        return None
    noun = figure.tail[:4]
    called = bool(noun) and all(name[-1] in noun for name in names)
    if figure.unit in units and not called:
        return None  # "窗口7个：综合窗口4个、专业窗口3个" make a sum
    off = abs(len(names) - figure.value)
    clear = called or (len(names) >= (_FEW if sure else _SURE) and off == 1)
    return Names(begins, to, len(names), len(names), names, False) if clear or not off else None
