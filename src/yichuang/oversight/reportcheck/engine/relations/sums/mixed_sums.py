"""Sums over figures counted in several words: units told in a bracket, shares behind 合计占, lists behind 其中.

"表扬信26封、锦旗14面，合计42件（面）": letters and banners make 40.
"心脏病占28.6%、脑血管病占25.4%、恶性肿瘤占21.0%、呼吸系统疾病占9.5%，合计占85.5%": the four make 84.5.
"公开信息2698条，其中：工作动态1201条、通知公告251条、征集调查16期、其他1230条": all of them make 2698. Such a list is
only held: a count in other words is as often something else that stands among the parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.sums.adding import adds_up, failed_sum, held_sum
from yichuang.oversight.reportcheck.engine.relations.words.lists import counts, rank_between
from yichuang.oversight.reportcheck.engine.units import PERCENT, class_of

_MOST = 10
_FEWEST = 2
_UNITS = re.compile(r"（(?P<units>[一-鿿]{1,2}(?:[、/][一-鿿]{1,2})*)）")
_SUMS_UP = re.compile(r"^(?:以上[^，。；]{0,6})?(?:共计|合计|总计|累计|共|总共)")
_SHARES = re.compile(
    r"^(?:[两三四五六七八九十][项者类个种])?(?:合计|共计|总计|合共|共|累计)占?(?:比|比重)?(?:为|达|达到)?$"
)


def mixed_sums(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All sums of a document over units told in brackets, and of shares."""
    for passage in passages:
        for index, total in enumerate(passage.figures):
            parts = _of_units(passage, index, total) or _of_shares(passage, index, total)
            if not parts and (listed := _listed(passage, index, total)):
                yield held_sum(passages, total, listed)
            if not parts:
                continue
            if adds_up(total, parts):
                yield held_sum(passages, total, parts)
            elif all(figure.is_exact for figure in (total, *parts)):
                yield replace(failed_sum(passages, total, parts), frame=Frame.FIRM)


def _of_units(passage: Passage, index: int, total: Figure) -> tuple[Figure, ...]:
    """The figures in front of a total within its sentence whose units are just those that it names."""
    told = _UNITS.match(passage.text, total.after)
    if not told or not _SUMS_UP.search(total.lead) or not counts(total):
        return ()
    own = {class_of(unit) for unit in re.split("[、/]", told["units"])}
    run: list[Figure] = []
    for figure in reversed(passage.figures[max(0, index - _MOST) : index]):
        if figure.sentence != total.sentence or figure.bracket != total.bracket or not counts(figure):
            break
        sign = rank_between(passage, figure, run[-1] if run else total)
        if figure.is_percent or sign > 2 or (len(run) > 1 and sign > rank_between(passage, run[-1], run[-2])):
            break
        run.append(figure)
    parts = tuple(reversed(run))
    units = {part.unit for part in parts}
    # 件 may stand for the one unit that the bracket doesn't name: "表扬信26封、锦旗14面，合计42件（面）".
    named = own < units and (
        units == own | {total.unit} or (len(units) == len(own) + 1 and total.unit == "件")
    )
    return parts if len(parts) >= _FEWEST and named else ()


_AMONG = re.compile(r"[，；：（]?(?:其中|包括|分别为|分别是)[，：]?|：")
_TELLING = 20  # smaller totals come out by chance


def _listed(passage: Passage, index: int, total: Figure) -> tuple[Figure, ...]:
    """The figures of a list behind a total that make it together though one or more are counted in another word."""
    if total.value < _TELLING or not counts(total) or not _AMONG.match(passage.text, total.after):
        return ()
    run: list[Figure] = []
    for figure in passage.figures[index + 1 : index + 1 + _MOST]:
        if figure.sentence != total.sentence or figure.is_percent or not counts(figure):
            break
        if run and rank_between(passage, run[-1], figure) != 1:
            break
        run.append(figure)
    mixed = len(run) > _FEWEST and run[0].unit == total.unit and len({part.unit for part in run}) > 1
    return tuple(run) if mixed and adds_up(total, run) else ()


def _of_shares(passage: Passage, index: int, total: Figure) -> tuple[Figure, ...]:
    """The shares that stand in a plain list right in front of what they make together."""
    if total.unit != PERCENT or total.role is not Role.RATE or not _SHARES.search(total.lead):
        return ()
    run: list[Figure] = []
    for figure in reversed(passage.figures[max(0, index - 2 * _MOST) : index]):
        if figure.sentence != total.sentence:
            break
        if figure.unit == PERCENT and figure.bracket == total.bracket:
            run.append(figure)
    parts = tuple(reversed(run))
    signs = {rank_between(passage, one, other) for one, other in pairwise(parts)}
    plain = len(parts) >= _FEWEST and len(signs) == 1 and rank_between(passage, parts[-1], total) <= 3
    rates = all(part.role is Role.RATE and part.step == total.step for part in parts)
    return parts if plain and rates and all(part.value < total.value for part in parts) else ()
