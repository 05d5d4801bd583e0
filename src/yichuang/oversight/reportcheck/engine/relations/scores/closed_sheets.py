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
from itertools import pairwise, permutations, takewhile
from typing import Final

from yichuang.oversight.reportcheck.engine.relations.scores.marks import Mark, Part
from yichuang.oversight.reportcheck.engine.relations.scores.rests import in_all
from yichuang.oversight.reportcheck.engine.relations.scores.sheets import DEFINITE, SCALES, WEIGHED, Reading
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
    if mark.part not in (Part.TOTAL, Part.SCORE) or mark.full:
        return
    yield from _opened(sheet, index)
    ends = _END.search(mark.figure.lead) is not None
    if not ends and mark.part is not Part.TOTAL:
        return
    front = _in_front(sheet, index)
    if scores := _behind_norms(front):
        yield added(scores, (), mark, DEFINITE)
    elif ends:
        yield from _of_items(front, mark)


def _of_items(front: Sequence[Mark], mark: Mark) -> Iterator[Reading]:
    """What all points in front make, if each of them is an item."""
    items = front if all(m.part in _ITEMS or _BASE.search(m.figure.lead) for m in front) else []
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


def _in_front(sheet: Sequence[Mark], index: int) -> list[Mark]:
    """All points in front of an end in its sentence."""
    mark = sheet[index]
    return [
        m for m in sheet[:index] if m.passage is mark.passage and m.figure.sentence == mark.figure.sentence
    ]


def _behind_norms(front: Sequence[Mark]) -> Sequence[Mark]:
    """What was got of each, told in the turn in which its full marks stand in front, which make a hundred.

    "按响应率20分、解决率40分、满意率40分计分，响应率得19.5分、解决率36.3分、满意率37.7分".
    """
    many, odd = divmod(len(front), 2)
    if odd or many < _FEWEST:
        return ()
    fulls, scores = front[:many], front[many:]
    each_within = all(got.figure.value <= full.figure.value for full, got in zip(fulls, scores, strict=True))
    scale = sum(m.figure.value for m in fulls)
    return scores if scale in SCALES and each_within and all(m.part is Part.SCORE for m in scores) else ()


def _opened(sheet: Sequence[Mark], index: int) -> Iterator[Reading]:
    """What a result makes of all that stands behind it in its sentence, opened by 其中 or a colon.

    "自评得分98分，其中基础分100分，因超期扣2分，因获奖加1分".
    """
    mark = sheet[index]
    behind = [
        m
        for m in sheet[index + 1 :]
        if m.passage is mark.passage and m.figure.sentence == mark.figure.sentence
    ]
    if len(behind) < 2 or not _RESULT.search(mark.figure.lead):
        return
    if not _OPENED.fullmatch(mark.passage.text[mark.figure.after : behind[0].figure.at]):
        return
    base, moved = behind[0], behind[1:]
    words = mark.figure.lead + mark.passage.text[base.figure.at : behind[-1].figure.after + _TAIL]
    if _NOT_ALL.search(words) or WEIGHED.search(words):
        return
    if _BASE.search(base.figure.lead) and all(m.part in (Part.LOST, Part.GIVEN) for m in moved):
        yield added([base], moved, mark, DEFINITE)
        return
    row = list(takewhile(lambda m: m.part is Part.SCORE and not m.full, behind))
    ended = row == behind or behind[len(row)].part not in (*_ITEMS, Part.TOTAL)
    names = [m.name for m in row]
    if len(row) > _FEWEST and ended and all(names) and len(set(names)) == len(names) and _is_one_row(row):
        yield added(row, (), mark, DEFINITE)


def _is_one_row(row: Sequence[Mark]) -> bool:
    """Whether nothing but signs and names stands between."""
    return all(
        re.fullmatch(
            r"[、，；和][^，。；：、（）\d]{2,10}", one.passage.text[one.figure.after : other.figure.at]
        )
        for one, other in pairwise(row)
    )


_RESULT: Final = re.compile(r"(?:自评|自查|实际?得|得|考核得|综合)(?:总?得?分)?(?:为|：)*$|总分(?:为|：)?$")
_OPENED: Final = re.compile(r"(?:[，（]?其中：?|[：（])[^，。；：、（）\d]{2,8}")
_TAIL: Final = 4


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
