"""Divisions of one total in paragraphs of their own: those that hold show what the other one must make. Pure.

"全年共救助1,064人次。" / "按性别分：男性745人次，女性319人次。" / "按来源分：主动求助585人次，公安护送266人次，…":
each of them makes 1,064. If one does, the next that doesn't is wrong, whatever its numbers are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.sums.adding import adds_up, failed_sum, held_sum
from yichuang.oversight.reportcheck.engine.relations.words.lists import counts, parts_from, rank_between
from yichuang.oversight.reportcheck.engine.units import compatible

_HEAD = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.]?)?(?:按|从)[^，。；：]{1,12}?(?:分布|分类|划分|统计|区分|分|来看|看)[，：]"
)
_OPEN = re.compile(r"等(?!级|次)|其余|主要|其中|另")
_LEAST = 10  # below it some list makes any total by chance
_MOST = 8  # paragraphs of one total


def divisions(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All such divisions of a document."""
    run: list[Passage] = []
    for before, passage in pairwise(passages):
        if not _HEAD.match(passage.text):
            run = []
            continue
        run = run or [before]
        run.append(passage)
        if len(run) <= _MOST:
            yield from _of(passages, run)


def _of(passages: Sequence[Passage], run: Sequence[Passage]) -> Iterator[Judged]:
    """The last paragraph of a run against the total in front of all, if another list of the run makes it."""
    parts = _list(run[-1])
    if parts is None:
        return
    total = next((f for f in run[0].figures if counts(f) and compatible(f.unit, parts[0].unit)), None)
    if total is None or total.bracket or total.value < _LEAST or not total.is_exact:
        return
    if adds_up(total, parts):
        yield held_sum(passages, total, parts)
        return
    brothers = [found for each in run[1:-1] if (found := _list(each))]
    made = sum((part.value for part in parts), Decimal(0))
    if any(adds_up(total, each) for each in brothers) and made <= total.value * 2 and total.value <= made * 2:
        yield replace(failed_sum(passages, total, parts), frame=Frame.PROVEN)


def _list(passage: Passage) -> tuple[Figure, ...] | None:
    """The one list of a paragraph that divides, with its shares and nothing else beside it; None if it has another."""
    alike = [f for f in passage.figures if not f.is_percent]
    if len(alike) < 2 or _OPEN.search(passage.text):
        return None
    parts = parts_from(passage, alike, alike[0].unit, alike[0].bracket)
    if parts is None or len(parts.longer) < len(alike) or not all(f.is_exact for f in parts.longer):
        return None
    tight = all(rank_between(passage, *pair) < _SENTENCE for pair in pairwise(parts.longer))
    return parts.longer if tight else None


_SENTENCE = 4
