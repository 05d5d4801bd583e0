"""How many things are said to be added up, against the parts that alone make their total.

"石坳线2.1公里、塘背线1.8公里、枫林线3.4公里、高坪线0.9公里，5条村道合计8.2公里": four make it, so they are four.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.sums.adding import adds_up
from yichuang.oversight.reportcheck.engine.telling import changes, instead, quotes, said
from yichuang.oversight.reportcheck.engine.weighing import FORCED
from yichuang.oversight.reportcheck.findings import Kind

_TOGETHER = re.compile(
    r"(?:以上|上述|这|全部)?(?:\d{1,2}|[两二三四五六七八九十])[个条项家所处类村镇乡站名户批期场种座块片区县校店宗支线][^，。；：、\d]{0,6}?"
    r"(?:合计|共计|总计|总共|一共|合共|累计|共|加起来|相加|之和|总(?:长|额|量|面积|投资)?)[^，。；：、\d]{0,8}"
)
_FEWEST = 3
_APART = 1  # a count that is off by more is of other things


def summed_parts(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All counts of what is added up of a document."""
    for passage in passages:
        for total in passage.figures:
            begins, _ = passage.clause_range(total.clause)
            counter = next(iter(passage.between(begins, total.at)), None)
            if counter is None or not _TOGETHER.fullmatch(passage.text, begins, total.at):
                continue
            parts = _parts(passage, total, begins)
            if parts and adds_up(total, parts) and (judged := _judged(passages, counter, parts, total)):
                yield judged


def _parts(passage: Passage, total: Figure, ends: int) -> tuple[Figure, ...]:
    """All figures in front of the clause, if each is of the total's unit and called by a name of its own."""
    begins, _ = passage.sentence_range(total.sentence)
    begins = max(begins, passage.back_to("；：", ends))
    parts = tuple(f for f in passage.between(begins, ends) if f.bracket == total.bracket)
    alike = total.is_exact and all(
        f.unit == total.unit != "" and f.role is Role.LEVEL and f.is_exact and f.value for f in parts
    )
    named = {f.lead for f in parts if f.lead}
    return parts if alike and len(parts) >= _FEWEST and len(named) == len(parts) else ()


def _judged(
    passages: Sequence[Passage], counter: Figure, parts: Sequence[Figure], total: Figure
) -> Judged | None:
    if abs(counter.value - len(parts)) > _APART:
        return None
    holds = counter.value == len(parts)
    ending = "与原文相符" if holds else f"原文为 {said(counter)}"
    told = f"{' + '.join(map(said, parts))} = {said(total)}，共 {len(parts)} 个，{ending}"
    fixes = () if holds else changes(instead(counter, Decimal(len(parts))))
    quoted = quotes(passages, (*parts, counter, total))
    return Judged(
        Kind.COUNT_NAMES, (counter,), quoted, holds, told, fixes,
        claim=counter, odds=0.0 if holds else FORCED,
    )  # fmt: skip
