"""Rates of what was planned: what was done, of what was asked for. Pure.

"演出36场，任务32场，完成率112.5%": such a rate may exceed 100.
"""

from __future__ import annotations

import re

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.relations.rates.pairs import Around, Pair
from yichuang.oversight.reportcheck.engine.relations.words.lists import is_part

_OF_PLAN = r"(?:完成|达到|占|为)[^，。；]{0,10}(?:计划|任务|目标|预算|指标)(?:数|任务|总数|值)?的"
_PLANNED = re.compile(
    rf"(?:完成|执行|达成|兑现|支出|拨付|投资)[^，。；]{{0,4}}(?:率|进度)[^，。；]{{0,4}}$|{_OF_PLAN}?[^，。；]{{0,3}}$"
)
_TOLD_OF_PLAN = re.compile(f"{_OF_PLAN}$")
_PLAN = re.compile(r"调整后|计划|任务|目标|预算|指标|下达|安排|应完成|批复")
# 预算 in the names of the four books says nothing of a plan: 一般公共预算收入 is what came in.
_BOOK = re.compile(
    r"(?:一般公共|政府性基金|国有资本经营|社会保险基金|公共财政|基金|社保基金)预算(?=[总]?[收支])"
)
_DONE = re.compile(r"^(?:实际|已|完成|实现|累计|共)|完成$|支出$|拨付$|执行$")


def of_plan(at: Around) -> list[Pair]:
    """ "演出36场，任务32场，完成率112.5%": what was done, of what was asked for; the rate may exceed 100."""
    if not _PLANNED.search(at.rate.lead):
        return []
    here = at.here
    if at.before and here and is_part(at.passage, at.before[-1]) and not is_part(at.passage, here[0]):
        return []  # "支出21.8万元，其中公车12.4万元，完成预算的88.6%": of a budget that isn't told
    targets = [f for f in here if is_plan(f)]
    done = [f for f in here if f not in targets and f.role is Role.LEVEL and not is_part(at.passage, f)]
    told = [Pair((part,), base, sure=False) for base in targets for part in done if part.unit == base.unit]
    adjusted = [pair for pair in told if "调整后" in pair.base.lead]
    chosen = adjusted if len(adjusted) == 1 else told
    return [Pair(chosen[0].parts, chosen[0].base, sure=True)] if len(chosen) == 1 else told


def is_plan(figure: Figure) -> bool:
    """Whether the words in front of a figure say that it was planned."""
    planned = _PLAN.search(_BOOK.sub("", figure.lead)) and not _DONE.search(figure.lead)
    return figure.role is Role.TARGET or bool(planned)


def is_of_plan(rate: Figure) -> bool:
    """Whether the words in front of a rate say in full that it is of a plan: 为预算的, 完成年度任务的."""
    return _TOLD_OF_PLAN.search(rate.lead) is not None
