"""What was left of last year, with what came and without what was spent, is left at the end of the year. Pure.

"上年结转8.63万元，本年拨入136.37万元…全年花出去132.28万元…年末结余4.09万元": 12.72, what came over was forgotten.
What came is told of this year, or is the total of all that is told between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.stocks.stocks import is_stock, ledger_of
from yichuang.oversight.reportcheck.engine.relations.sums.adding import adds_up
from yichuang.oversight.reportcheck.engine.relations.words.lists import is_part
from yichuang.oversight.reportcheck.engine.units import is_money
from yichuang.oversight.reportcheck.engine.weighing import FORCED

_HAD: Final = re.compile(
    r"(?:上年度?|去年|年初|期初|以前年度|历年)[^，；：、\d]{0,6}(?:结转|结余|结存|余额|留存|剩|余款?|账上)[^，；：、\d]{0,4}$"
)
_CAME: Final = re.compile(
    r"(?:本年|当年|今年|全年|年内)[^，；：、\d]{0,6}(?:收入|拨入|下拨|到账|到位|收到|收取|筹集|归集|上缴|进账|入账|拨付|安排|下达)"
    r"(?:合计|总计|总额|共计?|资金|经费|款)*(?:为|达|是|了)?$"
)
_ALL: Final = re.compile(
    r"^(?:[两三四五六七八九][项块笔]|以上|这|全部)*(?:合起来|加起来|合计|共计|总计|一共|共|总共)(?:到账|拨入|收入|为|有)*$"
)
_WENT: Final = re.compile(
    r"(?:本年|当年|今年|全年|年内|本年度|实际|共|累计|^)[^，；：、\d]{0,4}(?:支出|花出去|花去|花费|花了|用去|列支|使用|开支|支付|付出|拨付|用出)"
    r"(?:合计|总计|总额|共计?|资金|经费)*(?:为|达|是|了)?$"
)
_LEFT: Final = re.compile(
    r"(?:年末|年底|年终|期末|结转下年|结转至?[^，；：、\d]{0,2}下年)[^，；：、\d]{0,6}(?:结余|结存|余额|结转|剩余?|余)?[^，；：、\d]{0,4}$"
)
_EACH: Final = re.compile("每|人均|户均")
_MEANS: Final = re.compile(r"可用|可支配|财力|总量|来源|加上|连同")
_ELSEWHERE: Final = re.compile("上缴|上解|调出|调入|收回|退回|缴回|利息|借|还")
_REACH: Final = 1  # paragraphs in front


def year_ends(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All that is left at the end of a year in a document, with what was left of the one before."""
    for number, passage in enumerate(passages):
        for left in passage.figures:
            if is_money(left.unit or "元") and is_stock(left) and _LEFT.search(left.lead):
                yield from _judged(passages, passages[max(0, number - _REACH) : number + 1], left)


def _judged(passages: Sequence[Passage], near: Sequence[Passage], left: Figure) -> Iterator[Judged]:
    front = [
        f for p in near for f in p.figures
        if f.span < left.span and f.unit == left.unit and is_stock(f) and not f.bracket and not is_part(p, f)
    ]  # fmt: skip
    had = [f for f in front if _HAD.search(f.lead)]
    went = [f for f in front if _WENT.search(f.lead)]
    if len(had) != 1 or len(went) != 1 or any(_MEANS.search(f.lead) for f in front):
        return
    came = _came(front, had[0], went[0])
    if came is None:
        return
    judged = ledger_of(passages, had[0], [(came, 1), (went[0], -1)], left)
    if judged.holds:
        yield judged
    elif _is_all(front, had[0], came, went[0]):
        yield replace(judged, frame=Frame.PROVEN, odds=FORCED)


def _is_all(front: Sequence[Figure], had: Figure, came: Figure, went: Figure) -> bool:
    """Whether nothing else came or went: what stands between are the parts of what came, or of what was spent."""
    ends = min(had, came, key=lambda f: f.at), max(had, came, key=lambda f: f.at)
    inside = [
        f for f in front if ends[0].span < f.span < went.span and f not in ends and not _EACH.search(f.lead)
    ]
    behind = [f for f in front if f.span > went.span]
    others = any(_ELSEWHERE.search(f.lead) for f in behind)
    return not others and (not inside or adds_up(came, inside))


def _came(front: Sequence[Figure], had: Figure, went: Figure) -> Figure | None:
    """What came this year: told so once, or the total of all between what was left and what was spent."""
    named = [f for f in front if _CAME.search(f.lead)]
    if len(named) == 1:
        return named[0]
    between = [f for f in front if had.span < f.span < went.span and not _EACH.search(f.lead)]
    if named or not between or not _ALL.search(between[-1].lead):
        return None
    *parts, total = between
    return total if len(parts) > 1 and adds_up(total, parts) else None
