"""Figures beside their earlier selves: the period before (环比) and the same days of last year (同比)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from yichuang.kernel.figures import Period, Scope, Value, values
from yichuang.kernel.figures.answers import can_be_compared, tables_of
from yichuang.kernel.figures.counting import with_data
from yichuang.oversight.reports.rules import Change, change

NAMES = ("上期", "去年同期")


@dataclass(frozen=True, slots=True)
class Then:
    """A figure in an earlier period; without a value its table doesn't reach back so far."""

    name: str
    period: Period
    value: Value | None
    change: Change | None


def trends(got: Iterable[Value], scope: Scope, period: Period) -> dict[str, list[Then]]:
    """For each value the period before and last year; a few statements, however many figures."""
    asked = list(got)
    found: dict[str, list[Then]] = {value.code: [] for value in asked}
    for name, earlier in zip(NAMES, (period.before, period.a_year_ago), strict=True):
        reach = reaching(asked, scope, earlier)
        then = values([value.code for value in reach], scope, earlier) if reach else {}
        for value in asked:
            before = then.get(value.code)
            found[value.code].append(Then(name, earlier, before, _change(value, before) if before else None))
    return found


def reaching(asked: Iterable[Value], scope: Scope, earlier: Period) -> list[Value]:
    """Those whose tables reach back to the earlier period: a period before the first row can't be compared with."""
    able = [value for value in asked if can_be_compared(value.figure)]
    tables = {source for value in able for source in tables_of(value.figure)}
    known = with_data(tables, scope, Period.of(earlier.first, earlier.first)) if tables else set()
    return [value for value in able if tables_of(value.figure) <= known]


def _change(value: Value, before: Value) -> Change:
    return change(value.number, before.number, value.figure.places, rate=value.figure.unit == "%")
