"""What is shown of one figure: value, definition, formula with both numbers, rows, comparison, recount."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from yichuang.domains.catalogue.queries import names_of_items
from yichuang.kernel.access.actors import Actor
from yichuang.kernel.figures import Period, Scope, Value, explain, known_since, rows, split, value
from yichuang.kernel.figures.answers import groups_of
from yichuang.kernel.figures.declare import ROOMS, Column, Figure, Median, Ratio, Row, Total, counted
from yichuang.kernel.figures.listed import FIRST, RowPage, recount
from yichuang.kernel.figures.version import version_of
from yichuang.kernel.offices.queries import tree
from yichuang.kernel.seek import PAGE, Seek
from yichuang.kernel.verbs import Refused, not_found
from yichuang.oversight.reports.asked import Asked
from yichuang.oversight.reports.permissions import PAGES
from yichuang.oversight.reports.rules import change
from yichuang.ui import formats

FIRST_ROWS = 6
ADDS = Column("计入", kind="n", brief=True)
SPLITS = {"department": "部门", "place": "地点", "item": "事项"}


@dataclass(frozen=True, slots=True)
class Drill:
    """One figure opened: `figure` is what the drill-down component takes, `why_no_rows` a sentence or nothing."""

    value: Value
    figure: dict[str, Any]
    page: RowPage | None
    why_no_rows: str
    comparisons: list[dict[str, Any]]
    asked: Asked


def open_figure(
    code: str,
    asked: Asked,
    by: Actor,
    now: datetime,
    seek: Seek = FIRST,
    size: int = PAGE,
    *,
    check: bool = False,
) -> Drill:
    """Open a figure with a page of its rows; `check` counts them all once more, which takes as long as they are many.

    Refused for a code that nobody declares.
    """
    figure = known(code)
    got = value(code, asked.scope, asked.period)
    found: RowPage | None = None
    why = ""
    try:
        found = rows(code, asked.scope, asked.period, by, seek, size)
    except Refused as refused:
        why = refused.text
    shown: dict[str, Any] = {
        "code": code,
        "name": figure.name,
        "value": f"{got.text} {got.unit}".strip(),
        "definition": figure.meaning,
        "formula": figure.formula,
        "rule": figure.rule,
        "version": version_of(figure),
        "rounding": f"四舍五入到 {figure.places} 位小数" if figure.places else "整数",
        "room": ROOMS[figure.room],
        "shape": figure.when,
        "fraction": fraction(got),
        "total": formats.thousands(found.total) if found else formats.NO_VALUE,
        "links": _links(code, asked, by, found),
        "checked": _checked(got, now) if check else None,
        "check": address_of("reports:figure", asked.scope, asked.period, code, check="1")
        if got.number is not None
        else None,
    }
    return Drill(got, shown, found, why, _comparisons(got), asked)


def parts(code: str, asked: Asked, by: str) -> dict[str, Any]:
    """A figure split by department, place or item: the ways that its tables know, and the values of the chosen one."""
    figure = known(code)
    known_by = groups_of(figure)
    ways = [one for one in SPLITS if one in known_by]
    chosen = by if by in ways else ""
    lines: list[tuple[str, Value]] = []
    if chosen:
        found = split([code], asked.scope, asked.period, chosen)
        names = _names(chosen, list(found))
        lines = sorted(
            ((names.get(key, str(key)), got[code]) for key, got in found.items()),
            key=lambda line: (-(line[1].number if line[1].number is not None else -1), line[0]),
        )
    links = [
        (SPLITS[way], address_of("reports:figure", asked.scope, asked.period, code, by=way), way == chosen)
        for way in ways
    ]
    return {"links": links, "lines": lines, "by": SPLITS.get(chosen, "")}


def _names(by: str, ids: list[int]) -> dict[int, str]:
    if by == "item":
        return names_of_items(ids)
    offices = tree().by_id
    return {one: offices[one].name for one in ids if one in offices}


def known(code: str) -> Figure:
    """The figure of that code. Refused when no room declares it."""
    try:
        return explain(code)
    except KeyError:
        raise not_found("这个指标") from None


def fraction(got: Value) -> dict[str, Any] | None:
    """The formula as a fraction with both numbers; nothing for a figure that is no fraction."""
    ratio = got.figure.measure
    if not isinstance(ratio, Ratio) or got.numerator is None or got.denominator is None:
        return None
    top, bottom = explain(ratio.top), explain(ratio.bottom)
    return {
        "top": {"label": top.name, "value": f"{formats.thousands(got.numerator)} {top.unit}"},
        "bottom": {"label": bottom.name, "value": f"{formats.thousands(got.denominator)} {bottom.unit}"},
        "result": _result(got, ratio),
    }


def row_table(page: RowPage, *, brief: bool) -> dict[str, Any]:
    """Columns and cells of rows for a table; links to the thing itself where there is a page for it."""
    every = columns_of(page.figure)
    kept = [n for n, column in enumerate(every) if column.brief or not brief]
    columns = [{"label": every[n].label, "kind": every[n].kind} for n in kept]
    cells = [cells_of(page.figure, row) for row in page.rows]
    lines = [
        {"cells": [its[n] for n in kept], "href": row_address(row)}
        for its, row in zip(cells, page.rows, strict=True)
    ]
    return {"columns": columns, "rows": lines}


def columns_of(figure: Figure) -> tuple[Column, ...]:
    """The columns of the rows behind a counted figure; of a sum also what each row adds, so that they add up to it."""
    measure = counted(figure)
    return (*measure.source.columns, ADDS) if isinstance(measure, Total | Median) else measure.source.columns


def cells_of(figure: Figure, row: Row) -> tuple[str, ...]:
    """The cells of a row in those columns."""
    adds = isinstance(counted(figure), Total | Median)
    return (*row.cells, formats.thousands(row.amount)) if adds else row.cells


def row_address(row: Row) -> str | None:
    """Address of the page of a row's thing; none where this version has no such page."""
    if row.page is None:
        return None
    try:
        return reverse(row.page[0], args=[row.page[1]])
    except NoReverseMatch:
        return None


def address_of(name: str, asked_for: Scope, period: Period, /, *args: str, **more: str) -> str:
    """Address of a page of this room for a scope and a period."""
    return f"{reverse(name, args=args)}?{query_of(asked_for, period, **more)}"


def query_of(asked_for: Scope, period: Period, **more: str) -> str:
    """The query of such an address."""
    given = {"from": period.first.isoformat(), "to": period.last.isoformat(), "office": asked_for.office.code}
    given |= {by: str(identity) for by, identity in asked_for.only} | more
    return urlencode(given)


def _result(got: Value, ratio: Ratio) -> str:
    if got.exact is None or got.number is None:
        return "分母为零，没有比率"
    exact = got.exact.quantize(got.number.scaleb(-2)) if got.number else got.exact.quantize(got.number)
    sign = "%" if ratio.percent else ""
    times = "× 100% " if ratio.percent else ""
    if ratio.rest_of:
        return f"{times}＝ {exact:,}{sign}，印作 100% − {100 - got.number:,}% ＝ {got.text}"
    equal = "＝" if exact == got.number else "≈"
    return f"{times}＝ {exact:,}{sign} {equal} {got.text}" if equal == "≈" else f"{times}＝ {got.text}"


def _links(code: str, asked: Asked, by: Actor, found: RowPage | None) -> list[dict[str, str]]:
    if found is None:
        return []
    links = [{"label": "看全部行", "href": address_of("reports:figure", asked.scope, asked.period, code)}]
    if by.may(PAGES[2]) and found.total:
        href = address_of("reports:rows", asked.scope, asked.period, code)
        links.append({"label": "导出 CSV", "href": href})
    return links


def _checked(got: Value, now: datetime) -> dict[str, Any] | None:
    if got.number is None:
        return None
    found = recount(got)
    what = "中间一行" if isinstance(got.figure.measure, Median) else "明细行合计"
    return {
        "same": found.same,
        "words": f"{what}与这个数一致" if found.same else f"{what}与这个数不一致，请告诉管理员",
        "when": f"{formats.moment(now)} 重算，共 {formats.thousands(found.rows)} 行",
    }


def _comparisons(got: Value) -> list[dict[str, Any]]:
    found = []
    for name, period in (("上期", got.period.before), ("去年同期", got.period.a_year_ago)):
        if not known_since(got.code, got.scope, period.first):
            continue
        then = value(got.code, got.scope, period)
        compared = change(got.number, then.number, got.figure.places, rate=got.figure.unit == "%")
        found.append({"name": name, "period": str(period), "value": then, "change": compared})
    return found
