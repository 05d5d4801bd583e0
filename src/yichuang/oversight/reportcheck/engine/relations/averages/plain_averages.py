"""Averages of each so-and-so, of which the sentence in front tells one number, and one whole that they may share. Pure.

"硬化村道6条，合计8.7公里，平均每条1.45公里" · "3天累计投入警力1,350人次，日均450人次".

The measure word of the sharers stands in the average itself and no other number of them is near, so nothing else is
left to be shared. Of seven hundred in right texts hardly one was of something else; what was is told below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.numerals import Bound
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.averages.offers import ONE, Sharing, finer_unit
from yichuang.oversight.reportcheck.engine.units import is_money

_EACH: Final = re.compile(
    r"^(?:平均|均)?每一?(?P<each>[一-鿿]{1,2}?)(?:平均|均)?(?P<what>)$|^平均一?(?P<one>[一-鿿])$"
    r"|^(?P<by>[一-鿿])均(?P<whom>[一-鿿]{0,4})$"
)
_TOTAL: Final = re.compile(r"合计|共|累计|总")
_COUNTED: Final = {"日": "天", "名": "人", "位": "人"}
_PER: Final = re.compile(r"均|每|单位|各")  # of each already: 场均收入1.93万元
_PARTED: Final = re.compile(r"其中|；")
_RECKONED: Final = re.compile("（[^，。；）]{0,4}按")  # 户均2400元（按收入的四成分红）


def plain(passage: Passage, average: Figure) -> Sharing | None:
    """What an average can only be made of; None if the words leave a doubt."""
    told = _EACH.match(average.lead)
    if told is None or average.bound is not Bound.EXACT or _RECKONED.match(passage.text, average.after):
        return None
    each = told["each"] or told["one"] or told["by"]
    begins, _ = passage.sentence_range(average.sentence)
    front = [f for f in passage.between(begins, average.at) if f.is_exact and f.value > 0]
    sharers = [f for f in front if _COUNTED.get(each, each) in (f.word, f.unit)]
    whole = _whole(average, [f for f in front if f not in sharers])
    if (
        whole is None
        or len(sharers) != 1
        or (told["whom"] or "") not in passage.text[begins : whole.after + 8]
    ):
        return None
    among, factor = sharers[0], finer_unit(whole, average)
    if factor is None or not _are_of_each_other(passage, average, whole, among):
        return None
    return Sharing(whole, among, ONE, factor)


def _whole(average: Figure, front: Sequence[Figure]) -> Figure | None:
    """The one figure in front that may be shared, or of several the one that is called their total."""
    wholes = [f for f in front if not f.is_percent and finer_unit(f, average) is not None]
    totals = [f for f in wholes if _TOTAL.search(f.lead)]
    found = wholes if len(wholes) == 1 else totals
    whole = found[0] if len(found) == 1 else None
    if whole is None or _PER.search(whole.lead) or whole.role is not Role.LEVEL:
        return None
    return whole if is_money(whole.unit) or whole.value > average.value else None


def _are_of_each_other(passage: Passage, average: Figure, whole: Figure, among: Figure) -> bool:
    """Whether the sharers have the whole: no sign parts the two, and the average isn't of a part's price.

    发言84人次，其中班子成员7人人均4次; 设备改造680万元：火化炉3台每台98万元: neither is.
    """
    last = passage.text[max(whole.after, among.after) : average.at - len(average.lead)]
    parted = _PARTED.search(passage.text[min(whole.after, among.after) : average.at])
    of_a_part = whole.at < among.at and whole.clause != among.clause and last in ("", "、")
    counted = among.role is Role.LEVEL and among.value > 1 and not among.tail.startswith("/")
    return counted and not parted and not of_a_part
