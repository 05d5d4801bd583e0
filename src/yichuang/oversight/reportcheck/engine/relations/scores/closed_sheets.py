"""Sheets whose end is named behind all of their items: what they make can be nothing else. Pure.

"组织生活34分、志愿服务27分、带富帮富18分、遵规守纪15分，加分项6分，合计100分".
"环境质量得52.4分、重点任务得27.3分、督察整改得9.5分，扣0.5分，最终得分88.7分".

Nothing but items, and what was given and lost, stands in the sentence, and the words of the end tell no weights and
no full mark: so the whole sentence is added up, whatever the digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations
from typing import Final

from yichuang.oversight.reportcheck.engine.relations.scores.marks import Mark, Part
from yichuang.oversight.reportcheck.engine.relations.scores.rests import in_all
from yichuang.oversight.reportcheck.engine.relations.scores.sheets import DEFINITE, WEIGHED, Reading
from yichuang.oversight.reportcheck.engine.relations.scores.sums import added

_END: Final = re.compile(
    r"^(?:[一-鿿]{0,4}?)(?:合计|总分|总得分|总成绩|总计|共计|共得|累计|最[终后](?:得|得分|总分|成绩|总成绩)?)(?:得分?|为|是|：)*$"
)
_ITEMS: Final = (Part.SCORE, Part.GIVEN, Part.LOST)
_NOT_ALL: Final = re.compile(r"其中|等[，。；]|主要|包括|[组构]成|每|最[多高低]|平均|均分")
_FEWEST: Final = 3


def closed(sheet: Sequence[Mark], index: int) -> Iterator[Reading]:
    """What an end makes of all items in front of it in its sentence."""
    mark = sheet[index]
    if mark.part not in (Part.TOTAL, Part.SCORE) or mark.full or not _END.search(mark.figure.lead):
        return
    items = _items(sheet, index)
    yield from _from_a_base(items, mark)
    scores = [m for m in items if m.part is Part.SCORE]
    if (
        len(scores) < _FEWEST
        or len(items) != len(scores) + sum(m.part in (Part.GIVEN, Part.LOST) for m in items)
        or mark.figure.clause - items[-1].figure.clause > 1
    ):
        return
    begins, _ = mark.passage.sentence_range(mark.figure.sentence)
    words = mark.passage.text[begins : mark.figure.at]
    if WEIGHED.search(words) or "%" in words or _NOT_ALL.search(words) or not _is_plain(items, scores):
        return
    yield added(scores, in_all([m for m in items if m.part is not Part.SCORE]), mark, DEFINITE)


def _from_a_base(items: Sequence[Mark], mark: Mark) -> Iterator[Reading]:
    """ "基础得分92.4分，因办现场会加2分，因积案扣1.5分，最终得92.9分": what is called a base with all that moves it."""
    bases = [m for m in items if _BASE.search(m.figure.lead)]
    moved = [m for m in items if m.part in (Part.GIVEN, Part.LOST)]
    if (
        len(bases) != 1
        or not moved
        or [*bases, *moved] != items
        or mark.figure.clause - moved[-1].figure.clause > 1
    ):
        return
    words = mark.passage.text[bases[0].figure.at : mark.figure.at]
    if not _NOT_ALL.search(words) and not WEIGHED.search(words):
        yield added(bases, in_all(moved), mark, DEFINITE)


_BASE: Final = re.compile("基[本准础]得?分(?:值|数)?(?:为|是|：)?$")


def _items(sheet: Sequence[Mark], index: int) -> list[Mark]:
    """All points in front of an end in its sentence; none if one of them is no item."""
    mark = sheet[index]
    front = [
        m for m in sheet[:index] if m.passage is mark.passage and m.figure.sentence == mark.figure.sentence
    ]
    return front if all(m.part in _ITEMS or _BASE.search(m.figure.lead) for m in front) else []


def _is_plain(items: Sequence[Mark], scores: Sequence[Mark]) -> bool:
    """Whether what was given and lost stands behind the scores, which are told alike and of which none is of others."""
    behind = all(m.part is Part.SCORE or m.figure.at > scores[-1].figure.at for m in items)
    alike = len({m.full is None for m in scores}) == 1
    names = [m.name for m in scores if m.name]
    twice = any(one.endswith(other) for one, other in permutations(names, 2))
    last, others = scores[-1].figure.value, sum(m.figure.value for m in scores[:-1])
    subtotal = abs(last - others) <= last * _NEAR  # 四项得…，基础得分92.7分
    return behind and alike and not twice and not subtotal


_NEAR: Final = Decimal("0.05")
