"""What is told of plans and budgets is of plans and budgets, never of what came in or went out beside them. Pure.

"基金预算收入31.4亿元，为预算的103.1%；基金预算支出30.2亿元，为预算的99%": 99 % isn't 30.2 of 31.4.
"年初预算43.5亿元，实际完成44.1亿元，为预算的101.3%，增长6.1%": what grew did so since last year, not since the budget.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.relations.rates.plans import is_of_plan, is_plan
from yichuang.oversight.reportcheck.findings import Kind, Span


def without_misread_plans(judged: Iterable[Judged], before: Sequence[Judged]) -> list[Judged]:
    """What was judged without accusations that take something else for a plan, or a plan for a year before."""
    taken = _taken([*before, *(told := list(judged))])
    return [each for each in told if each.holds or not _misreads(each, taken)]


def _misreads(judged: Judged, taken: frozenset[Span]) -> bool:
    others = [figure for figure in judged.figures if figure is not judged.claim]
    if judged.kind is Kind.GROWTH:
        return any(is_plan(figure) for figure in others)
    if judged.kind is not Kind.RATE or judged.claim is None or not is_of_plan(judged.claim):
        return False
    base = judged.figures[0]
    return not is_plan(base) or base.span in taken


def _taken(judged: Sequence[Judged]) -> frozenset[Span]:
    """The plans of which a rate holds already: what else is told to be of a plan is of its own."""
    rates = [each for each in judged if each.holds and each.kind is Kind.RATE and each.claim]
    return frozenset(
        figure.span
        for each in rates
        if each.claim and is_of_plan(each.claim)
        for figure in each.figures
        if is_plan(figure)
    )
