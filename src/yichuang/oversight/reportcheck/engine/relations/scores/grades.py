"""Grades exclude each other: no more are given than were asked.

"测评表118份，…“满意”的116份，“基本满意”的4份": 120 of 118.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.judging import Judged, shown
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.telling import changes, quotes, said
from yichuang.oversight.reportcheck.findings import Kind

_AT_MOST = Decimal(2)
_NEAR = 12


def grades(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All rows of grades of a document that make more than all."""
    for passage in passages:
        yield from _of(passages, passage)


_GRADED = (
    ("非常满意", "很满意", "满意", "比较满意", "基本满意", "一般", "不满意"),
    ("优秀", "良好", "合格", "基本合格", "不合格"),
    ("赞成", "同意", "反对", "不同意", "弃权"),
)
_ASKED = re.compile(
    r"(?:测评表|问卷|收回|回收|填写|评价|回访|受访|调查|参评|测评|到会|实到|有效票|参加|考核)[^，。；：]{0,8}$"
)
_BARE = re.compile(r"^(?:其中|评价|对[^，。；：]{0,16}表示|表示|评为|认为)*|[“”]|(?:票|的|等次|为|有|者)+$")


def _of(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """ "测评表118份，…“满意”的116份，“基本满意”的4份": more grades than forms."""
    if not any(word in passage.text for word in ("满意", "合格", "弃权")):
        return
    for number in range(len(passage.sentences)):
        inside = passage.in_sentence(number)
        for scale in _GRADED:
            run = [f for f in inside if _BARE.sub("", f.lead) in scale and f.is_exact and not f.is_percent]
            names = [_BARE.sub("", f.lead) for f in run]
            if len(run) < 2 or len(set(names)) != len(names) or len({f.unit for f in run}) > 1:
                continue
            judged = _too_many(passages, passage, inside, run)
            if judged:
                yield judged


def _too_many(
    passages: Sequence[Passage], passage: Passage, inside: Sequence[Figure], run: Sequence[Figure]
) -> Judged | None:
    front = [f for f in inside if f.at < run[0].at and f.unit == run[0].unit and not f.is_percent]
    whole = front[-1] if front else None
    made = sum((f.value for f in run), Decimal(0))
    if whole is None or not whole.is_exact or not _ASKED.search(whole.lead):
        return None
    within = "其中" in passage.text[run[0].after : run[-1].at]
    included = "含" in passage.text[whole.at : run[-1].after + _NEAR]
    if not whole.value < made <= whole.value * _AT_MOST or within or included:
        return None
    figures = (whole, *run)
    told = f"{' + '.join(map(said, run))} = {shown(made)} > {said(whole)}，各档之和多于全部"
    fixes = changes(f"“{whole.written}”应不少于 {shown(made)}")
    return Judged(Kind.IMPOSSIBLE, figures, quotes(passages, figures), False, told, fixes, claim=whole)
