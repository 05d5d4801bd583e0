"""Figures as files: a workbook and JSON, each value with its state, so that no data isn't taken for zero."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from yichuang.kernel.figures import State, Value
from yichuang.kernel.figures.answers import WORDS
from yichuang.kernel.figures.version import version_of
from yichuang.oversight.reports.asked import Asked
from yichuang.oversight.reports.trends import Then
from yichuang.ui import formats

HEADS = (
    "代码", "指标", "单位", "数值", "状态", "分子", "分母", "上期", "比上期", "去年同期", "比去年同期", "口径", "定义",
    "公式", "依据", "口径版本",
)  # fmt: skip
WIDTHS = {
    "代码": 28,
    "指标": 22,
    "比上期": 18,
    "比去年同期": 18,
    "定义": 60,
    "公式": 40,
    "依据": 24,
    "口径版本": 16,
}
Trends = dict[str, list[Then]]


def state_words(value: Value) -> str:
    """What kind of answer it is, in a word: three answers without a number are three words."""
    return {State.NUMBER: "有数", State.ZERO: "零"}.get(value.state) or WORDS[value.state]


def workbook(asked: Asked, got: Iterable[Value], trends: Trends) -> bytes:
    """One sheet: what was asked, then a figure a line; numbers are numbers, and empty where there is none."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "指标"
    sheet.append(
        [f"单位：{asked.scope_name}　{asked.period}　数据截至 {formats.moment(asked.period.cut_off)}"]
    )
    sheet.append(list(HEADS))
    for value in got:
        sheet.append(_line(value, trends.get(value.code, [])))
    for n, head in enumerate(HEADS, start=1):
        sheet.cell(2, n).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(n)].width = WIDTHS.get(head, 11)
    for row in sheet.iter_rows(min_row=3, min_col=13, max_col=15):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "C3"
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def as_json(asked: Asked, got: Iterable[Value], trends: Trends) -> str:
    """The same for programs; numbers are text, as exact as they are printed."""
    return json.dumps(
        {
            "office": asked.scope.office.code,
            "office_name": asked.scope_name,
            "only": [list(one) for one in asked.scope.only],
            "from": asked.period.first.isoformat(),
            "to": asked.period.last.isoformat(),
            "cut_off": asked.period.cut_off.isoformat(),
            "figures": [_object(value, trends.get(value.code, [])) for value in got],
        },
        ensure_ascii=False,
        indent=1,
    )


def _line(value: Value, then: list[Then]) -> list[Any]:
    figure = value.figure
    earlier: list[Any] = []
    for one in then:
        earlier += [_number(one.value), one.change.words if one.change else "没有可比的数"]
    return [
        figure.code, figure.name, figure.unit, _number(value), state_words(value), value.numerator, value.denominator,
        *(earlier or [None] * 4), figure.when, figure.meaning, figure.formula, figure.rule,
        version_of(figure),
    ]  # fmt: skip


def _number(value: Value | None) -> Any:
    return value.number if value else None


def _object(value: Value, then: list[Then]) -> dict[str, Any]:
    figure = value.figure
    return {
        "code": figure.code,
        "name": figure.name,
        "unit": figure.unit,
        "state": value.state.value,
        "state_name": state_words(value),
        "number": _text(value.number),
        "numerator": _text(value.numerator),
        "denominator": _text(value.denominator),
        "text": value.text,
        "shape": figure.shape.value,
        "definition": figure.meaning,
        "formula": figure.formula,
        "rule": figure.rule,
        "rule_version": version_of(figure),
        "earlier": [
            {
                "from": one.period.first.isoformat(),
                "to": one.period.last.isoformat(),
                "state": one.value.state.value if one.value else State.NO_DATA.value,
                "number": _text(one.value.number) if one.value else None,
                "change": one.change.words if one.change else None,
            }
            for one in then
        ],
    }


def _text(number: Any) -> str | None:
    return None if number is None else str(number)
