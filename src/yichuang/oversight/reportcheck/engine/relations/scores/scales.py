"""What the items of a score sheet are worth makes its full mark, be that told by a number or by words. Pure.

"标准化建设验收（百分制）：组织设置15分、班子建设20分、党员队伍20分、组织生活25分、基础保障20分": they make 100.
"阵地20分，自评19分；队伍80分，自评75分。两项分值合计100分，自评94分": so do these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import shown
from yichuang.oversight.reportcheck.engine.relations.scores.marks import Mark, Part
from yichuang.oversight.reportcheck.engine.relations.scores.sheets import SCALES, Reading, apart, row_before
from yichuang.oversight.reportcheck.engine.slips import is_slip
from yichuang.oversight.reportcheck.engine.telling import said

_WORDS: Final = (
    (re.compile(r"千分制|满分(?:为|是|共)?1,?000分"), Decimal(1000)),
    (re.compile(r"百分制|(?:满分|总分|分值|共计?|合计)(?:为|是|共)?100分"), Decimal(100)),
)
_SOME: Final = re.compile(r"其中|主要|等\d|部分|抽查|加分|附加|前[三四五]")
_FEWEST, _FAR, _SURE = 3, 60, 0.98


def scales(sheet: Sequence[Mark], index: int) -> Iterator[tuple[Figure, Reading]]:
    """What the row that ends in front of a mark, or with the last one, is worth, and the figure that it should make."""
    mark = sheet[index]
    row = row_before(sheet, index, Part.SCORE)
    if (
        row is not None
        and mark.full is not None
        and mark.full.value in SCALES[:2]
        and len(row.marks) >= _FEWEST
    ):
        fulls = [m.full for m in row.marks if m.full is not None]
        if len(fulls) == len(row.marks):
            yield mark.full, _made(fulls, mark.full)
    elif row is not None and mark.part is Part.TOTAL and len(row.marks) > _FEWEST and row.first:
        yield from _odd(row.marks)
    yield from _by_words(sheet, index)


def _by_words(sheet: Sequence[Mark], index: int) -> Iterator[tuple[Figure, Reading]]:
    """The worths of a list, of which the last is at this index, against a full mark that only words tell."""
    last = sheet[index]
    after = sheet[index + 1] if index + 1 < len(sheet) else None
    if last.part is not Part.SCORE or not (last.name or last.full):
        return
    ends = after is None or apart(last, after) > 0 or after.passage is not last.passage
    if not ends and not (last.full and after and after.part is Part.TOTAL):
        return
    row = row_before((*sheet[: index + 1], last), index + 1, Part.SCORE)
    if row is None or len(row.marks) < _FEWEST or row.marks[-1].figure is not last.figure:
        return
    if not row.first and not (last.full and row.before and row.before.part is Part.FULL):
        return
    fulls = [m.full for m in row.marks if m.full is not None]
    items = fulls or [m.figure for m in row.marks]
    text = last.passage.text
    if len(items) < len(row.marks) or (not fulls and len({m.name for m in row.marks}) < len(items)):
        return
    head = text[max(0, items[0].at - _FAR) : items[0].at]
    scale = next((value for known, value in _WORDS if known.search(head)), None)
    if scale is None or _SOME.search(text, max(0, items[0].at - _FAR), last.figure.after):
        return
    gap = scale - sum((f.value for f in items), Decimal(0))
    slips = [f for f in items if gap and is_slip(f, f.value + gap)]
    claim = slips[0] if slips else items[-1]
    others = [f for f in items if f is not claim]
    made = claim.value + gap
    told = f"{shown(scale)} - {' - '.join(map(said, others))} = {shown(made)}"
    yield claim, Reading(_SURE if slips or not gap else 0.5, tuple(others), made, (), told)


_HUNDRED, _LOW = Decimal(100), Decimal("0.5")


def _odd(marks: Sequence[Mark]) -> Iterator[tuple[Figure, Reading]]:
    """A worth of which far less was got than of all others, where a slip of the pen makes them a hundred."""
    pairs = [(m.figure, m.full) for m in marks if m.full is not None]
    gap = _HUNDRED - sum((full.value for _, full in pairs), Decimal(0))
    low = [(got, full) for got, full in pairs if got.value < full.value * _LOW]
    if len(pairs) < len(marks) or not gap or len(low) != 1:
        return
    got, full = low[0]
    made = full.value + gap
    if got.value <= made < got.value / _LOW and is_slip(full, made):
        others = [other for _, other in pairs if other is not full]
        told = f"{shown(_HUNDRED)} - {' - '.join(map(said, others))} = {shown(made)}"
        yield full, Reading(_SURE, tuple(others), made, (), told)


def _made(fulls: Sequence[Figure], whole: Figure) -> Reading:
    made = sum((f.value for f in fulls), Decimal(0))
    gap = whole.value - made
    told = f"{' + '.join(map(said, fulls))} = {shown(made)}"
    return Reading(_SURE, tuple(fulls), made, tuple((f, f.value + gap) for f in fulls), told)
