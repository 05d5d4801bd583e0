"""The ledger of cases as a sheet: its columns, what belongs into each, and the words that may stand there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yichuang.domains.cases import rules

SHEET = "办件"

OUTCOMES: Mapping[str, str] = {
    "准予": "granted",
    "办结": "granted",
    "不予许可": "refused",
    "不予办理": "refused",
    "撤回": "withdrawn",
    "终止": "withdrawn",
    "不予受理": "declined",
}
LEVELS: Mapping[str, int] = {"非常满意": 5, "满意": 4, "基本满意": 3, "不满意": 2, "非常不满意": 1}
WAYS: Mapping[str, str] = {"窗口领取": "window", "邮寄": "post", "送证上门": "home", "电子证照": "electronic"}
PROCEDURES: Mapping[str, str] = {name: code for code, name in rules.SPECIAL_PROCEDURES.items()}
YES_NO: Mapping[str, bool] = {"是": True, "否": False}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, the field, what to write there, whether it must be filled, and the words allowed."""

    title: str
    field: str
    hint: str
    needed: bool = False
    choices: Sequence[str] = ()
    width: int = 14


COLUMNS: tuple[Column, ...] = (
    Column("编号", "own_number", "本单位台账里的编号，同一个受理地点不能重复", needed=True, width=18),
    Column("事项编码", "item_code", "事项库里的编码；和事项名称填一个就行", width=12),
    Column("事项名称", "item_name", "和事项库里的名称一样", width=30),
    Column("申请人", "name", "姓名或单位名称", needed=True, width=20),
    Column("证件号码", "identity", "身份证号或统一社会信用代码", needed=True, width=22),
    Column("联系电话", "phone", "可以不填"),
    Column("申请时间", "received", "收到申请的时间；不填就和受理时间一样", width=18),
    Column("受理时间", "accepted", "写成 2026-03-02 09:30 或 2026-03-02", needed=True, width=18),
    Column("办结时间", "concluded", "没有办结的不填", width=18),
    Column("结果", "outcome", "不填就是准予", choices=tuple(OUTCOMES)),
    Column("送达时间", "delivered", "没有送达的不填", width=18),
    Column("送达方式", "way", "不填就是窗口领取", choices=tuple(WAYS)),
    Column("受理地点", "place", "中心或村站的名称；不填就是县中心", width=22),
    Column("办理窗口", "window", "窗口编号，可以不填", width=10),
    Column("联办", "joint", "并联审批的件填“是”", choices=tuple(YES_NO), width=8),
    Column("特别程序", "procedure", "停过表的写原因", choices=tuple(PROCEDURES)),
    Column("停表开始", "paused", "特别程序开始的日期", width=18),
    Column("停表结束", "resumed", "特别程序结束的日期；还在进行的不填", width=18),
    Column("延期工作日", "extended", "延长了几天，和承诺时限用一样的单位，最多 10", width=12),
    Column("评价", "level", "没有评价的不填", choices=tuple(LEVELS)),
)
DATES = ("received", "accepted", "concluded", "delivered", "paused", "resumed")
TITLES: Mapping[str, str] = {column.field: column.title for column in COLUMNS}
