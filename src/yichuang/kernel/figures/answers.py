"""Answers: many figures at once, a table (or its folds) read once for all of its figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from yichuang.kernel.figures import folded
from yichuang.kernel.figures.asking import Period, Scope
from yichuang.kernel.figures.counting import (
    alias,
    counted_together,
    groups_with_data,
    narrowed,
    statement,
    with_data,
)
from yichuang.kernel.figures.daily import KEYS, daily, is_folded
from yichuang.kernel.figures.declare import (
    NOW_ONLY,
    Figure,
    Median,
    Ratio,
    Source,
    asked_for,
    counted,
    explain,
    made_from,
    parts_of,
)
from yichuang.kernel.figures.folded import grouped
from yichuang.kernel.figures.spans import Standing
from yichuang.ui import formats

HUNDRED = Decimal(100)


class State(StrEnum):
    """Three answers that aren't a number are three different answers."""

    NUMBER = "number"
    ZERO = "zero"
    NO_DATA = "no_data"
    NOTHING_TO_DIVIDE_BY = "nothing_to_divide_by"


Answer = Decimal | State
NO_DATA = "无数据"
WORDS = {State.NO_DATA: "还没有数据", State.NOTHING_TO_DIVIDE_BY: "分母为零，没有比率"}


@dataclass(frozen=True, slots=True)
class Value:
    """A figure's value in a scope and a period; `exact` is the number before rounding."""

    figure: Figure
    scope: Scope
    period: Period
    state: State
    number: Decimal | None
    exact: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def code(self) -> str:
        """Code of the figure."""
        return self.figure.code

    @property
    def text(self) -> str:
        """The number as it is printed everywhere, without its unit; a rate carries its sign."""
        if self.number is None:
            return formats.NO_VALUE
        if self.figure.unit == "%":
            return formats.rate(self.number, self.figure.places)
        return formats.thousands(self.number, self.figure.places)

    @property
    def printed(self) -> str:
        """The number as a paper has it, where nobody can point at it: no data isn't a rate that can't be reckoned."""
        return NO_DATA if self.state is State.NO_DATA else self.text

    @property
    def unit(self) -> str:
        """The unit that stands behind the number; none behind a rate."""
        return "" if self.figure.unit == "%" else self.figure.unit

    @property
    def hint(self) -> str:
        """A sentence for whoever points at it."""
        why = f"，{WORDS[self.state]}" if self.state in WORDS else ""
        return f"{self.figure.name}{why}：看定义和明细"

    @property
    def href(self) -> str:
        """The figure's page for the same period and office."""
        return address(self.code, self.scope, self.period)


def address(code: str, scope: Scope, period: Period, page: str = "reports:figure") -> str:
    """Address of a figure's page (or of another page about it) for a period and an office."""
    asked = {"from": period.first.isoformat(), "to": period.last.isoformat(), "office": scope.office.code}
    asked |= {by: str(identity) for by, identity in scope.only}
    try:
        return f"{reverse(page, args=[code])}?{urlencode(asked)}"
    except NoReverseMatch:
        return "#"


def value(code: str, scope: Scope, period: Period) -> Value:
    """One figure. KeyError for an unknown code."""
    return values([code], scope, period)[code]


def values(codes: Iterable[str], scope: Scope, period: Period) -> dict[str, Value]:
    """Many figures by code: the same few statements a table, however many figures, rows or days are asked for."""
    asked = [explain(code) for code in codes]
    tables, numbers = _told(asked, period)
    standing = folded.standings(tables)
    many = len(tables) > 1
    known = with_data(tables, scope, period) if many else set(tables)
    for source, figures in tables.items():
        got = _without_data(figures)
        if source in known:
            got = _answers(
                figures, _numbers(source, figures, scope, period, standing.get(source)).get(None, {})
            )
        if not many and not _told_something(got) and not with_data(tables, scope, period):
            got = _without_data(figures)
        numbers |= got
    return {figure.code: _made(figure, scope, period, numbers) for figure in asked}


def split(codes: Iterable[str], scope: Scope, period: Period, by: str) -> dict[int, dict[str, Value]]:
    """The same figures for each department, item or place in the scope (`by`), by its id.

    ValueError when a figure's table can't be split that way. A group without rows is left out; one that has rows in
    one table alone has no data of the others, as on its own page.
    """
    asked = [explain(code) for code in codes]
    tables, untold = _told(asked, period)
    if wrong := next((source for source in tables if by not in source.groups), None):
        raise ValueError(f"{wrong.name} can't be split by {by}")
    standing = folded.standings(tables)
    found = {
        source: {
            key: _answers(figures, numbers)
            for key, numbers in _numbers(source, figures, scope, period, standing.get(source), by).items()
        }
        for source, figures in tables.items()
    }
    keys = {key for groups in found.values() for key, got in groups.items() if _told_something(got)}
    numbers: dict[int, dict[str, Answer]] = {key: dict(untold) for key in keys}
    for source, figures in tables.items():
        groups = found[source]
        silent = {key for key in keys if not _told_something(groups.get(key, {}))}
        here = groups_with_data(source, scope, period, by, silent)
        for key in keys:
            known = key not in silent or key in here
            numbers[key] |= groups.get(key) or _answers(figures, {}) if known else _without_data(figures)
    return {
        key: {figure.code: _made(figure, scope.narrowed(by, key), period, got) for figure in asked}
        for key, got in numbers.items()
    }


def _answers(figures: Iterable[Figure], found: dict[str, Decimal | None]) -> dict[str, Answer]:
    return {figure.code: _answer(figure, found.get(figure.code)) for figure in figures}


def _without_data(figures: Iterable[Figure]) -> dict[str, Answer]:
    return {figure.code: State.NO_DATA for figure in figures}


def _told_something(got: dict[str, Answer]) -> bool:
    """Whether there is a number among these: then there are rows, and nobody needs to look for any."""
    return any(isinstance(answer, Decimal) and answer for answer in got.values())


def _numbers(
    source: Source,
    figures: list[Figure],
    scope: Scope,
    period: Period,
    standing: Standing | None,
    by: str | None = None,
) -> folded.Numbers:
    """The numbers of one table's figures: from its folds where these tell them, else from all of its rows."""

    def narrow(rows: Any) -> Any:
        return narrowed(source, scope, period, rows)

    column = None if by is None else source.groups[by]
    found: folded.Numbers = defaultdict(dict)
    if standing and _folds_tell(source, scope, by):
        kept = [figure for figure in figures if is_folded(figure)]
        found = folded.Reading(daily(source), standing, period, narrow, column).numbers(kept)
        figures = [figure for figure in figures if not is_folded(figure)]
    for alike in counted_together(figures):
        rows, counts = statement(source, scope, alike, period)
        for key, row in grouped(rows, column, counts):
            found[key] |= {figure.code: _decimal(row[alias(figure)]) for figure in alike}
    return found


def _folds_tell(source: Source, scope: Scope, by: str | None) -> bool:
    """Whether sums are kept by all that the table knows of what narrows and splits the answer."""
    asked = {one for one, _ in scope.only} | {by}
    return all(column in KEYS for group, column in source.groups.items() if group in asked)


def _decimal(found: float | None) -> Decimal | None:
    return None if found is None else Decimal(str(found))


def known_since(code: str, scope: Scope, day: date) -> bool:
    """Whether rows of a figure's table reach back to that day: a period before the first row can't be compared with."""
    figure = explain(code)
    tables = tables_of(figure)
    return can_be_compared(figure) and tables <= with_data(tables, scope, Period.of(day, day))


def can_be_compared(figure: Figure) -> bool:
    """Whether a figure has earlier selves at all."""
    return all(one.told is not NOW_ONLY and counted(one).source.past for one in made_from([figure]))


def tables_of(figure: Figure) -> set[Source]:
    """The tables that a figure is counted over."""
    return set(_by_source(made_from([figure])))


def groups_of(figure: Figure) -> list[str]:
    """What a figure can be split and narrowed by: what all of its tables know."""
    tables = tables_of(figure)
    known = next(iter(tables)).groups
    return [one for one in known if all(one in table.groups for table in tables)]


def _told(asked: Iterable[Figure], period: Period) -> tuple[dict[Source, list[Figure]], dict[str, Answer]]:
    """The figures to be counted for these, by table; no data for those that can't be told of that period."""
    needed = asked_for(asked)
    then = {told: told.then(period) for told in {figure.told for figure in needed}}
    told = _by_source(figure for figure in needed if then[figure.told])
    return told, {figure.code: State.NO_DATA for figure in needed if not then[figure.told]}


def _by_source(figures: Iterable[Figure]) -> dict[Source, list[Figure]]:
    found: dict[Source, list[Figure]] = defaultdict(list)
    for figure in figures:
        found[counted(figure).source].append(figure)
    return found


def _answer(figure: Figure, found: Decimal | None) -> Answer:
    """A sum over no rows is zero; a median of no rows is no number at all."""
    if found is not None:
        return found
    return State.NOTHING_TO_DIVIDE_BY if isinstance(figure.measure, Median) else Decimal(0)


def _made(figure: Figure, scope: Scope, period: Period, numbers: dict[str, Answer]) -> Value:
    if isinstance(figure.measure, Ratio):
        return _ratio(figure, figure.measure, scope, period, numbers)
    number = _added(figure, numbers)
    if isinstance(number, State):
        return Value(figure, scope, period, number, None)
    return Value(figure, scope, period, State.NUMBER if number else State.ZERO, number, number)


def _added(figure: Figure, numbers: dict[str, Answer]) -> Answer:
    parts = [_added(part, numbers) for part in parts_of(figure)]
    if not parts:
        return State.NO_DATA if _shows_nothing(figure, numbers) else numbers[figure.code]
    total = Decimal(0)
    for part in parts:
        if isinstance(part, State):
            return part
        total += part
    return total


def _shows_nothing(figure: Figure, numbers: dict[str, Answer]) -> bool:
    """Whether it is zero for want of rows that could show it."""
    shown = figure.shown
    if shown is None or numbers[figure.code] != 0:
        return False
    by, of = (_added(explain(code), numbers) for code in (shown.by, shown.of))
    return by == 0 and isinstance(of, Decimal) and of > 0


def _ratio(figure: Figure, ratio: Ratio, scope: Scope, period: Period, numbers: dict[str, Answer]) -> Value:
    top, bottom = (_made(explain(code), scope, period, numbers) for code in (ratio.top, ratio.bottom))
    if bottom.number is None or top.number is None:
        return Value(figure, scope, period, State.NO_DATA, None)
    if bottom.number == 0:
        return Value(figure, scope, period, State.NOTHING_TO_DIVIDE_BY, None, None, top.number, bottom.number)
    exact = top.number / bottom.number * (HUNDRED if ratio.percent else 1)
    number = rounded(exact, figure.places)
    if ratio.rest_of:
        rest = _made(explain(ratio.rest_of), scope, period, numbers).number
        assert rest is not None
        number = HUNDRED - rest
    state = State.NUMBER if number else State.ZERO
    return Value(figure, scope, period, state, number, exact, top.number, bottom.number)


def rounded(exact: Decimal, places: int) -> Decimal:
    """Half up to that many decimals (RULEBOOK 9)."""
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
