"""Counts and rates below nothing: 减少到-12件. What is net may be. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.telling import quotes, said
from yichuang.oversight.reportcheck.engine.units import PERCENT, PERMILLE
from yichuang.oversight.reportcheck.findings import Kind

_COUNTED = frozenset(("件", "人", "人次", "户", "起", "条", "份", "次", "项"))
_NET = re.compile(r"增|减|净|差|比")  # what is left of more and less may be below nothing
_FELL_TO = re.compile(r"^(?:减少|下降|降低|压减|压缩|回落)(?:到|至|为)$")
_OF_ALL = re.compile(r"(?:办结|满意|合格|答复|回访|按时|按期|优良|出勤|参与|知晓|整改)(?:率|度)[^，]{0,4}$")


def below_nothing(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All counts and rates below nothing that can't be."""
    for passage in passages:
        for figure in passage.figures:
            if figure.value < 0 and (told := _reason(passage, figure)):
                yield Judged(
                    Kind.IMPOSSIBLE, (figure,), quotes(passages, (figure,)), False, told,
                    decisive=figure.is_percent, claim=figure,
                )  # fmt: skip


def _reason(passage: Passage, figure: Figure) -> str | None:
    name = figure.name or figure.lead
    is_count = figure.role is Role.LEVEL and figure.unit in _COUNTED and not _NET.search(name)
    if is_count or _is_fallen_to(passage, figure):
        return f"{said(figure)} 小于 0：数量不会是负数"
    if figure.role is Role.RATE and figure.unit in (PERCENT, PERMILLE) and _OF_ALL.search(name):
        return f"{said(figure)} 小于 0：这个率不会是负数"
    return None


def _is_fallen_to(passage: Passage, figure: Figure) -> bool:
    """Whether a count fell to it: 由上季度的260件减少到-12件."""
    front = passage.between(passage.clause_range(figure.clause)[0], figure.at)
    if figure.unit not in _COUNTED or not _FELL_TO.search(figure.lead) or not front:
        return False
    before = front[-1]
    counted = before.role is Role.BASE and before.unit == figure.unit and before.value > 0
    return counted and not _NET.search(before.lead)
