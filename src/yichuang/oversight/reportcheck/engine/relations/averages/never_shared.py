"""Which figures can't be shared out in an average, or have no share in it, by the words about them alone. Pure.

A price (7.5元/升) isn't shared out, nor what is left over (资金余21.4万元，平均每件补3.2万元). The others of a list
(其它4个镇街342件，总数1174件，平均每镇街) don't share what all have. 每人每夜 is over persons and nights at once.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.words.lists import rank_between
from yichuang.oversight.reportcheck.engine.units import DURATIONS

_PER = re.compile(r"[/／](?![\d年季月旬周日天时])|每(?![\d年季月旬周日天时])[一-鿿]{1,3}(?=[，。；、）]|$)")
_LEFT = re.compile(r"(?:余|剩余?|剩下|余下|还有)$")
_GIVEN = re.compile(r"[补发支付投给领奖助拨用花]|[余剩]")
_OTHERS = re.compile(r"(?:其[他它余]|另外?|剩余|余下|剩下)的?$")
_TWICE = re.compile(r"每一?[^\d，。；：每]{1,4}每一?个?(?P<each>[夜晚次趟场班餐期节课季堂轮顿])")
_NIGHTS = frozenset("夜晚")
_NET = re.compile(r"（[^（）]{0,8}?(?:扣|剔除|不含|除去|不计|不包[括含])")


def is_never_shared(passage: Passage, average: Figure, whole: Figure) -> bool:
    """Whether a figure is a price, or tells what is left of that of which an average tells how it was given away."""
    if _PER.match(passage.text, whole.after):
        return True
    given = _GIVEN.search(average.lead)
    left = given is not None and given[0] not in "余剩" and _LEFT.search(whole.lead) is not None
    between = passage.text[whole.after : average.at]
    if _BECAUSE.search(between) or _WITHOUT.search(between):
        return True
    return left or _is_price_of_a_kind(passage, average, whole)


_BECAUSE = re.compile(r"是?因为|由于|主要是|原因|源于")  # 超31.58万元，是因为人均每月加260元
# 刨掉这一场，场均; 办501件民事的同时还承担确认，人均
_WITHOUT = re.compile(
    r"[刨除去扣抛撇][掉去开][^，。；\d]{1,8}|剔除|不算[^，。；\d]{1,8}[，的]|同时还|还[承负]担|还负责"
)
_BESIDES = re.compile(r"再|另|外加")
_KIND = re.compile(r"每(?P<each>[一-鿿])[^，。；：、\d]{0,6}$")


def _is_price_of_a_kind(passage: Passage, average: Figure, whole: Figure) -> bool:
    """Whether something is told besides, or another kind has a price of its own: 一等每名2,000元、二等每名800元."""
    found = _KIND.search(average.lead)
    if found is not None and _is_beside_another_price(passage, average):
        _, ends = passage.sentence_range(average.sentence)
        behind = [f for f in passage.between(average.after, ends) if f.unit == average.unit]
        return sum(not _KIND.search(f.lead) for f in behind) < 2  # each kind may have a whole of its own
    if found is None or whole.at < average.at:
        return False
    begins, _ = passage.sentence_range(average.sentence)
    others = [f for f in passage.between(begins, whole.at) if f is not average and f.unit == average.unit]
    if any(_BESIDES.search(other.lead) for other in others if other.at > average.at):
        return True  # 每村补三万元、镇里再添两万元，六个村要三十万元
    kinds = (_KIND.search(other.lead) for other in others)
    return any(kind is not None and kind["each"] == found["each"] for kind in kinds)


def _is_beside_another_price(passage: Passage, average: Figure) -> bool:
    """Whether another price stands beside it: 工区每个3,000元、个人每人1,000元."""
    at = bisect_left(passage.starts, average.at)
    near = (*passage.figures[max(0, at - 1) : at], *passage.figures[at + 1 : at + 2])
    return any(
        other.unit == average.unit
        and _KIND.search(other.lead) is not None
        and rank_between(passage, *sorted((other, average), key=lambda figure: figure.at)) == 1
        for other in near
    )


def share_nothing(passage: Passage, average: Figure, whole: Figure, among: Figure) -> bool:
    """Whether the sharers are the others of a list, and the whole isn't theirs, or not theirs alone."""
    if not _OTHERS.search(among.lead):
        return False
    if whole.at < among.at:
        return True
    first, last = sorted((average.at, whole.at))
    told = (*passage.between(among.after, whole.at), *passage.between(first + 1, last))
    return any(figure.unit == whole.unit and figure.at != average.at for figure in told)


def is_reckoned_time(span: Figure | None) -> bool:
    """Whether a time was reckoned by an average: 按月均支出0.76亿元计算可支付9.4个月. Those that share are whole."""
    return span is not None and span.unit in DURATIONS and bool(span.value % 1)


def turns_shared(average: Figure, near: tuple[Figure, ...]) -> list[Figure] | None:
    """The nights, times or meals that share besides the persons; None if words name no second sharers."""
    found = _TWICE.search(average.lead)
    if found is None:
        return None
    each = _NIGHTS if found["each"] in _NIGHTS else frozenset(found["each"])
    return [
        figure
        for figure in near
        if figure.value > 1 and figure.is_exact and (figure.word or figure.tail)[:1] in each
    ]


def is_net(passage: Passage, average: Figure) -> bool:
    """Whether a bracket says that something was taken from what stands about an average: （已扣减免件数）."""
    return _NET.match(passage.text, average.after) is not None
