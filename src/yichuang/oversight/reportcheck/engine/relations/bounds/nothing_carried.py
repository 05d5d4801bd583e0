"""No more is finished than came in, where a text says that nothing was carried over.

"受理报装申请1,140件，…办结1,152件，…无一件是上年转来的": what was finished must have come in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.bounds.within import judged_within
from yichuang.oversight.reportcheck.engine.weighing import FORCED

_BEFORE = r"(?:[上去往历前跨]年|上[月期季周]|年初|期初|月初|前期|以前|此前)"
_OLD = r"(?:结转|转来|转入|遗留|留存|存量|积压|结存|未结|余留|滚存|件)"
_NONE = r"(?:无|没有|不含|不存在|零)"
_NOTHING = re.compile(
    rf"{_NONE}[^，。；、：]{{0,6}}{_BEFORE}[^，。；：]{{0,6}}{_OLD}|{_BEFORE}[度末]?[^，。；：]{{0,4}}{_NONE}[^，。；：、]{{0,6}}{_OLD}"
)
_CAME = re.compile(
    r"(?:受理|收到|接到|接收|新收|收件|来件|立案|登记|交办|转办|接报|接件|收案)[^，。；：、]{0,8}$"
)
_DONE = re.compile(
    r"^(?:已|共|全部|当年|年内|全年|实际)*(?:办结|办复|办理|办毕|审结|结案|答复|处[理结置]|了结|执结|完成)$"
)


def nothing_carried(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All that was finished in a document, against what came in, where nothing else was there."""
    for passage in passages:
        if not _NOTHING.search(passage.text):
            continue
        for index, done in enumerate(passage.figures):
            if _DONE.search(done.lead) and _counts(done):
                front = [f for f in passage.figures[:index] if f.unit == done.unit and _counts(f)]
                came = [f for f in front if _CAME.search(f.lead) and f.bracket == done.bracket]
                if len(came) == 1:
                    yield replace(judged_within(passages, came[0], done, why="原文说没有结转"), odds=FORCED)


def _counts(figure: Figure) -> bool:
    return bool(figure.unit) and not figure.is_percent and figure.is_exact and figure.role is Role.LEVEL
