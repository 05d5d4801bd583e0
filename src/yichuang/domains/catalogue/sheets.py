"""The workbook of items: which sheets and columns it has, and how a cell becomes a value and back.

The template, the export and the reader are all made from these lists.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from yichuang.domains.catalogue import inputs
from yichuang.domains.catalogue.limits import DAY_UNITS
from yichuang.domains.organisation.levels import LEVELS

KNOWN_STAGES: Mapping[str, str] = {
    "first_review": "初审",
    "review": "审查",
    "site_check": "现场核查",
    "examine": "复核",
    "decide": "决定",
    "certify": "制证",
}
CODE = "事项编码"
UNITS: Mapping[str, str] = {label: code for code, label in DAY_UNITS.items()}


class BadCell(ValueError):
    """A cell that can't be read; the text says why in Chinese, without the column's name in front."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, the field that it fills, how it is read and written, and what to write there."""

    title: str
    field: str
    hint: str = ""
    needed: bool = False
    read: Callable[[str], Any] = lambda text: text
    write: Callable[[Any], Any] = lambda value: value
    choices: tuple[str, ...] = ()
    width: int = 14


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, the list of an item's text that its rows fill ("" for the items themselves), its columns."""

    name: str
    part: str
    columns: tuple[Column, ...]


def _flag(text: str) -> bool:
    if text in ("是", "有", "可以", "√", "✓", "Y", "y", "1", "TRUE", "True"):
        return True
    if text in ("否", "无", "没有", "不可以", "×", "N", "n", "0", "FALSE", "False"):
        return False
    raise BadCell("请填“是”或“否”")


class Days(NamedTuple):
    """Days as a cell has them: the unit is "" where none stands beside the number."""

    amount: int
    unit: str


def _number(text: str) -> int:
    if not re.fullmatch(r"\d{1,4}", text):
        raise BadCell(f"请填数字，现在是“{text[:20]}”")
    return int(text)


def _days(text: str) -> Days:
    if text in ("当场", "即办", "当日"):
        return Days(0, "")
    found = re.fullmatch(rf"(\d{{1,4}})\s*(?:个?({'|'.join(UNITS)})|日|天)?", text)
    if not found:
        raise BadCell(f"请填数字，现在是“{text[:20]}”")
    return Days(int(found[1]), UNITS.get(found[2], ""))


def _fen(text: str) -> int:
    try:
        fen = Decimal(text.removesuffix("元").strip()) * 100
    except InvalidOperation:
        raise BadCell(f"请填金额，现在是“{text[:20]}”") from None
    if not fen.is_finite() or fen != fen.to_integral_value():
        raise BadCell("最多两位小数")
    return int(fen)


def _choice(table: Mapping[str, str]) -> Callable[[str], str]:
    by_label = {label: code for code, label in table.items()} | {code: code for code in table}

    def read(text: str) -> str:
        if text not in by_label:
            raise BadCell(f"请从 {'、'.join(table.values())} 里选，现在是“{text[:20]}”")
        return by_label[text]

    return read


PARTING = re.compile(r"[、,，;；]")


def _words(text: str) -> list[str]:
    """Words parted by 、 and the like; in a cell of several lines each line is one, whatever stands in it."""
    found = text.splitlines() if "\n" in text else PARTING.split(text)
    return [word.strip() for word in found if word.strip()]


def _joined(values: Sequence[str]) -> str:
    return ("\n" if any(PARTING.search(value) for value in values) else "、").join(values)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def text(title: str, field: str, hint: str = "", *, needed: bool = False, width: int = 14) -> Column:
    """A column of words."""
    return Column(title, field, hint, needed, width=width)


def chosen(
    title: str, field: str, table: Mapping[str, str], hint: str = "", *, needed: bool = False
) -> Column:
    """A column with one of several words."""
    labels = tuple(table.values())
    return Column(
        title, field, hint, needed, _choice(table), lambda code: table.get(code, code), choices=labels
    )


def flag(title: str, field: str, hint: str = "") -> Column:
    """A column of 是 and 否."""
    return Column(
        title, field, hint, read=_flag, write=lambda value: "是" if value else "否", choices=("是", "否")
    )


def days(title: str, field: str, hint: str = "", *, needed: bool = False) -> Column:
    """A column of days; a unit beside the number is read with it."""
    return Column(title, field, hint, needed, read=_days)


def words(title: str, field: str, hint: str = "", table: Mapping[str, str] | None = None) -> Column:
    """A column of several words in one cell, parted by 、."""
    one = _choice(table) if table else (lambda word: word)
    labels = table or {}
    return Column(
        title,
        field,
        hint,
        bool(table),
        lambda cell: [one(word) for word in _words(cell)],
        lambda values: _joined([labels.get(value, value) for value in values]),
        width=20,
    )


ITEMS = Sheet(
    "事项",
    "",
    (
        text(CODE, "code", "本中心自己的编码，2–40 个字母、数字、点或横线，不能重复", needed=True),
        text("事项名称", "name", "规范名称", needed=True, width=34),
        text("实施部门编码", "department", "机构里部门的编码，比如 scjgj", needed=True),
        words("俗称", "aliases", "群众怎么说，用顿号隔开，搜索用得到"),
        chosen("事项类型", "kind", inputs.KINDS, needed=True),
        chosen("办件类型", "case_kind", inputs.CASE_KINDS, "即办件的承诺时限填 0", needed=True),
        words("服务对象", "audience", "个人、企业，或两样都写", inputs.AUDIENCES),
        words("主题", "themes", "用顿号隔开，可选的主题见说明"),
        chosen("最低办理层级", "level", LEVELS, "最近在哪一级能申请"),
        flag("网上申请", "online"),
        flag("窗口可以决定", "at_window"),
        flag("要两个人审", "two_reviewers"),
        days("法定时限", "statutory_days", "法律没有规定的留空"),
        chosen(
            "法定时限单位", "statutory_unit", DAY_UNITS, "空着就是工作日；条文写“日”、没写工作日的，选自然日"
        ),
        days("承诺时限", "promised_days", "不能比法定时限长；当场办结填 0", needed=True),
        chosen("承诺时限单位", "promised_unit", DAY_UNITS, "空着就是工作日；环节时限和容缺补交时限跟着它"),
        text("时限依据", "limit_basis", "法定时限出自哪一条", width=24),
        flag("时限依据已核实", "limit_certain", "填“否”的，时限说明要写一句"),
        text("时限说明", "limit_note", width=24),
        text("办理窗口", "place", "综合窗口，或部门自己的窗口"),
        text("办理结果", "result", "发的证或文书的名称", width=20),
        text("结果有效期", "result_validity"),
        Column(
            "办理条件",
            "conditions",
            "一行一条",
            read=_lines,
            write="\n".join,
            width=34,
        ),
        text("国家基本编码", "base_code", "12 位，没有就留空", width=16),
        text("实施编码", "implementation_code", "31 位或 33 位，没有就留空", width=36),
        text("调整理由", "reason", "改已有事项时写；不写就记“导入调整”", width=20),
    ),
)
MATERIALS = Sheet(
    "材料",
    "materials",
    (
        text(CODE, "code_of_item", needed=True),
        text("材料代码", "code", "小写字母或数字，可以留空，自动编 m1、m2"),
        text("材料名称", "name", needed=True, width=28),
        chosen("材料形式", "kind", inputs.MATERIAL_KINDS),
        Column("份数", "copies", read=_number),
        text("材料来源", "source", "申请人自备、窗口填写、政府部门核发、居民信息库、其他"),
        flag("必要", "required"),
        flag("可以容缺", "may_follow"),
        days("容缺补交时限", "follow_days", "和承诺时限用一样的单位，可以容缺的要填"),
        text("什么情形要交", "when", "情形代码=答案代码，比如 premises=rent；都要交的留空", width=20),
        text("要求", "note", width=34),
    ),
)
STAGES = Sheet(
    "环节",
    "stages",
    (
        text(CODE, "code_of_item", needed=True),
        text("环节代码", "code", "初审、审查、现场核查、复核、决定、制证可以留空"),
        text("环节名称", "name", needed=True),
        days("环节时限", "days", "和承诺时限用一样的单位，加起来不能超过它", needed=True),
    ),
)
SITUATIONS = Sheet(
    "情形",
    "situations",
    (
        text(CODE, "code_of_item", needed=True),
        text("情形代码", "code", "小写字母开头，同一个问题写一样的", needed=True),
        text("问题", "question", "问申请人的话", needed=True, width=28),
        text("答案代码", "option_code", "小写字母或数字", needed=True),
        text("答案", "option_label", "一个答案一行", needed=True),
    ),
)
BASES = Sheet(
    "依据",
    "legal_basis",
    (
        text(CODE, "code_of_item", needed=True),
        text("文件名称", "name", needed=True, width=34),
        text("条款", "article", "拿不准的留空"),
        text("条文", "text", width=60),
    ),
)
FEES = Sheet(
    "收费",
    "fees",
    (
        text(CODE, "code_of_item", needed=True),
        text("收费名称", "name", needed=True, width=28),
        Column("收费金额", "amount_fen", "元", True, _fen, lambda fen: float(Decimal(fen) / 100)),
        text("计费单位", "unit"),
        text("收费依据", "basis", "法律、行政法规或文号", needed=True, width=34),
    ),
)
FIELDS = Sheet(
    "表单",
    "fields",
    (
        text(CODE, "code_of_item", needed=True),
        text("栏目代码", "code", "小写字母开头", needed=True),
        text("栏目名称", "label", needed=True),
        chosen("栏目类型", "type", inputs.FIELD_TYPES),
        flag("必填", "required"),
        Column("最多字数", "max_length", read=_number),
        text("填写提示", "hint", width=34),
        words("选项", "options", "栏目类型是选项的才填，用顿号隔开"),
    ),
)
SHEETS = (ITEMS, MATERIALS, STAGES, SITUATIONS, BASES, FEES, FIELDS)
